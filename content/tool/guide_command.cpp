#include "content/durable_file.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/guide_graph.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/scratch_folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ostream>
#include <system_error>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// Empty, or what went wrong.
std::string run_dot(const std::string& format, const fs::path& graph, const fs::path& picture) {
    std::array<std::string, 5> words{"dot", "-T" + format, "-o", picture.string(), graph.string()};
    std::array<char*, 6> arguments{};
    std::ranges::transform(words, arguments.begin(), [](std::string& word) { return word.data(); });
    pid_t child = 0;
    const int failure = ::posix_spawnp(&child, "dot", nullptr, nullptr, arguments.data(), environ);
    if (failure == ENOENT) {
        return "graphviz is not on this machine (no program \"dot\"); run packaging/setup";
    }
    if (failure != 0) {
        return "dot cannot be started: " + std::generic_category().message(failure);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 && fs::exists(picture)
               ? ""
               : "dot of graphviz failed; what it says stands above";
}

/// With outlines instead of letters: the same picture where the fonts are missing.
std::string format_of(const fs::path& file) {
    const std::string name = file.extension().string().substr(1);
    return name == "svg" ? "svg:cairo" : name;
}

Direction direction_of(const Package& package, const std::string& language) {
    const auto row =
        std::ranges::find_if(package.language_rows, [&language](const SourceLanguage& known) {
            return known.language.tag == language;
        });
    return row != package.language_rows.end() ? row->language.direction : Direction::LeftToRight;
}

} // namespace

int run_guide_graph(const GuideGraphOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = read_package(options.source, report);
    const auto complain = [&errors](const std::string& message) {
        errors << "zugang-content: " << message << "\n";
        return 1;
    };
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    const auto guide = package.guides.find(options.id);
    if (guide == package.guides.end()) {
        std::vector<std::string> known;
        for (const auto& [id, other] : package.guides) {
            known.push_back(id);
        }
        return complain("there is no guide \"" + options.id + "\" in " + options.source.string() +
                        "; " + suggestion(options.id, known, "look into its folder guides"));
    }
    const std::string language =
        options.language.empty() ? package.default_language : options.language;
    if (!guide->second.words.contains(language)) {
        return complain("the guide \"" + options.id + "\" has no words in \"" + language +
                        "\"; write guides/" + options.id + "/" + language + ".toml");
    }
    const ScratchFolder scratch("guide");
    const fs::path graph = scratch.path() / "guide.dot";
    const fs::path picture = scratch.path() / "guide";
    write_quickly(graph, dot_of_guide(guide->second, language, direction_of(package, language)));
    if (const std::string problem = run_dot(format_of(options.out), graph, picture);
        !problem.empty()) {
        return complain(problem);
    }
    constexpr std::uintmax_t most_bytes = 200'000'000;
    const auto bytes = read_bytes(picture, report, most_bytes);
    if (!bytes) {
        return complain("dot of graphviz wrote nothing that can be read");
    }
    write_durably(options.out, *bytes);
    out << options.out.string() << " is written: " << guide->second.nodes.size() << " nodes\n";
    return 0;
}

} // namespace zugang::content::tool
