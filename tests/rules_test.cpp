// The rules of the house that a compiler does not know: the direction of the layers, and where
// exceptions are caught.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;

struct Source {
    std::string path; ///< from the root of the project
    std::vector<std::string> lines;
};

const std::vector<Source>& sources() {
    static const std::vector<Source> all = [] {
        std::vector<Source> found;
        const fs::path root = ZUGANG_SOURCE_DIR;
        for (const std::string_view module : {"kiosk", "content", "fonts", "sync"}) {
            for (const auto& entry : fs::recursive_directory_iterator(root / module)) {
                const auto kind = entry.path().extension();
                if (kind != ".cpp" && kind != ".hpp") {
                    continue;
                }
                Source source{.path = fs::relative(entry.path(), root).string(), .lines = {}};
                std::ifstream file(entry.path());
                for (std::string line; std::getline(file, line);) {
                    source.lines.push_back(line);
                }
                found.push_back(std::move(source));
            }
        }
        return found;
    }();
    return all;
}

std::string_view module_of(std::string_view path) {
    if (path.starts_with("content/tool/")) {
        return "content/tool";
    }
    return path.substr(0, path.find('/'));
}

// What follows `#include "` or `#include <`; empty for other lines.
std::string_view included(std::string_view line) {
    if (!line.starts_with("#include ") || line.size() < 11) {
        return {};
    }
    line.remove_prefix(10);
    return line.substr(0, line.find_first_of("\">"));
}

struct Allowed {
    std::string_view module;
    std::vector<std::string_view> modules;
    std::vector<std::string_view>
        libraries; ///< beginnings of <...> includes that are not the standard library's
};

const std::vector<Allowed>& allowed() {
    static const std::vector<Allowed> rules{
        {"content",
         {"content"},
         // toml++: settings.cpp reads the one configuration that all programs share.
         {"sqlite3.h", "unicode/", "tl/", "libical/", "nlohmann/", "openssl/", "toml++/", "zstd.h",
          "libstemmer.h"}},
        {"content/tool",
         {"content", "content/tool", "fonts"},
         {"sqlite3.h", "unicode/",  "tl/",         "md4c.h",      "toml++/",    "pugixml",
          "libxml/",   "nlohmann/", "CLI/",        "csv.h",       "curl/",      "hyphen.h",
          "libexif/",  "png.h",     "turbojpeg.h", "webp/",       "opusfile.h", "ogg/",
          "opusenc.h", "ebur128.h", "xkbcommon/",  "hb-subset.h", "openssl/"}},
        {"fonts",
         {"fonts"},
         {"unicode/", "hb", "ft2build.h", "freetype/", "tl/", "nlohmann/", "CLI/"}},
        {"kiosk",
         {"kiosk", "content", "fonts"},
         {"SDL", "systemd/", "imgui", "cairo", "cups", "qrcodegen", "opus", "espeak-ng/", "tl/",
          "CLI/", "crypt.h", "nlohmann/", "unicode/", "wayland-client.h", "webp/"}},
        {"sync",
         {"sync", "content"},
         {"curl/", "openssl/", "zstd", "nlohmann/", "tl/", "CLI/", "libxml/"}},
    };
    return rules;
}

bool is_system(std::string_view name) {
    // The standard library has no dots and no folders; the C library and Linux have these.
    static constexpr std::array<std::string_view, 15> known{
        "netdb.h",  "netinet/",  "sys/",     "poll.h",   "linux/",
        "unistd.h", "termios.h", "fcntl.h",  "dirent.h", "signal.h",
        "spawn.h",  "dlfcn.h",   "malloc.h", "string.h", "pwd.h"};
    return name.find_first_of("./") == std::string_view::npos ||
           std::ranges::any_of(known, [name](std::string_view k) { return name.starts_with(k); });
}

} // namespace

TEST_CASE("a module includes only the modules and libraries below it") {
    CHECK(sources().size() > 100);
    for (const Source& source : sources()) {
        const std::string_view module = module_of(source.path);
        const auto rule = std::ranges::find(allowed(), module, &Allowed::module);
        REQUIRE(rule != allowed().end());
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            const std::string_view name = included(source.lines[i]);
            if (name.empty()) {
                continue;
            }
            CAPTURE(source.path);
            CAPTURE(i + 1);
            CAPTURE(name);
            if (source.lines[i].find('"') != std::string::npos) {
                const std::string_view other = module_of(name);
                CHECK(std::ranges::find(rule->modules, other) != rule->modules.end());
            } else if (!is_system(name)) {
                CHECK(std::ranges::any_of(
                    rule->libraries, [name](std::string_view l) { return name.starts_with(l); }));
            }
        }
    }
}

TEST_CASE("an exception is caught only where somebody can decide about it") {
    // mains; edges where a library reports by exceptions only (toml++, CLI11); where damaged
    // content becomes an outcome; where the terminal must go on without a file; callbacks from C.
    static constexpr std::array<std::string_view, 25> places{"kiosk/main.cpp",
                                                             "kiosk/staff/desk.cpp",
                                                             "kiosk/print/slip_command.cpp",
                                                             "kiosk/print/print_queue.cpp",
                                                             "kiosk/options.cpp",
                                                             "content/tool/parallel.cpp",
                                                             "content/settings.cpp",
                                                             "kiosk/shelf.cpp",
                                                             "kiosk/state_file.cpp",
                                                             "kiosk/unfound_words.cpp",
                                                             "kiosk/day_counts.cpp",
                                                             "kiosk/health_file.cpp",
                                                             "kiosk/terminal.cpp",
                                                             "kiosk/terminal_drawing.cpp",
                                                             "kiosk/terminal_slip.cpp",
                                                             "sync/fetch.cpp",
                                                             "content/folder.cpp",
                                                             "content/appointments/book.cpp",
                                                             "content/appointments/plan_reader.cpp",
                                                             "content/states.cpp",
                                                             "sync/terminal/main.cpp",
                                                             "sync/publish/main.cpp",
                                                             "content/tool/main.cpp",
                                                             "content/tool/toml_tree.cpp",
                                                             "fonts/text_render_main.cpp"};
    for (const Source& source : sources()) {
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            if (source.lines[i].find("catch (") == std::string::npos) {
                continue;
            }
            CAPTURE(source.path);
            CAPTURE(i + 1);
            CHECK(std::ranges::find(places, source.path) != places.end());
        }
    }
}

TEST_CASE(
    "an expected or optional outcome that a function declares in a header is not to be dropped") {
    for (const Source& source : sources()) {
        if (!source.path.ends_with(".hpp")) {
            continue;
        }
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            std::string_view line = source.lines[i];
            line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
            if (!line.starts_with("tl::expected<") && !line.starts_with("static tl::expected<") &&
                !line.starts_with("Result<") && !line.starts_with("static Result<")) {
                continue;
            }
            CAPTURE(source.path);
            CAPTURE(i + 1);
            const bool before =
                i > 0 && source.lines[i - 1].find("[[nodiscard]]") != std::string::npos;
            CHECK(before);
        }
    }
}

TEST_CASE("every header is guarded") {
    for (const Source& source : sources()) {
        if (source.path.ends_with(".hpp")) {
            CAPTURE(source.path);
            CHECK(source.lines.front() == "#pragma once");
        }
    }
}

TEST_CASE("a source includes its own header before anything else") {
    // So that each compilation without precompiled headers shows that the header can stand alone.
    std::vector<std::string_view> headers;
    for (const Source& source : sources()) {
        if (source.path.ends_with(".hpp")) {
            headers.emplace_back(source.path);
        }
    }
    for (const Source& source : sources()) {
        const std::string own = source.path.substr(0, source.path.size() - 4) + ".hpp";
        if (!source.path.ends_with(".cpp") || std::ranges::find(headers, own) == headers.end()) {
            continue;
        }
        const auto first = std::ranges::find_if(
            source.lines, [](const std::string& line) { return !included(line).empty(); });
        CAPTURE(source.path);
        REQUIRE(first != source.lines.end());
        CHECK(included(*first) == own);
    }
}
