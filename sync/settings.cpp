#include "sync/settings.hpp"

#include "content/manifest.hpp"
#include "content/settings.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace zugang::sync {

namespace {

using Instead = std::optional<std::string>;

// `text` without the scheme it begins with; no value for other schemes.
std::optional<std::string_view> after_scheme(std::string_view text,
                                             std::initializer_list<std::string_view> schemes) {
    for (const std::string_view scheme : schemes) {
        if (text.starts_with(scheme)) {
            return text.substr(scheme.size());
        }
    }
    return std::nullopt;
}

// Nothing in it that an address cannot hold or that would part what is appended to it.
bool is_plain(std::string_view address) {
    return std::ranges::all_of(
        address, [](char c) { return c > ' ' && c < '\x7f' && c != '?' && c != '#' && c != '"'; });
}

Instead check_mirror(const std::string& text) {
    std::string problem = refuse_mirror(text);
    return problem.empty() ? Instead() : Instead(std::move(problem));
}

Instead check_package(const std::string& text) {
    std::string id = text; // as it would be with a letter for every star
    std::ranges::replace(id, '*', 'x');
    if (!content::is_package_id(id)) {
        return R"(wants packages such as "bund", "land/by", "zentrum/augsburg" or "land/*", not ")" +
               text + '"';
    }
    return std::nullopt;
}

Instead check_language(const std::string& text) {
    const bool good = text.size() >= 2 && text.size() <= 35 && text.front() != '-' &&
                      text.back() != '-' && std::ranges::all_of(text, [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                 (c >= '0' && c <= '9') || c == '-';
                      });
    if (!good) {
        return R"(wants languages such as "ar" or "de-simple", not ")" + text + '"';
    }
    return std::nullopt;
}

Instead check_window(const std::string& text) {
    if (!parse_window(text)) {
        return "wants times such as \"20:00-06:00\", not \"" + text + '"';
    }
    return std::nullopt;
}

Instead check_proxy(const std::string& text) {
    const auto host = after_scheme(text, {"http://", "https://", "socks5://", "socks5h://"});
    if (!text.empty() && (!host || host->empty() || host->front() == '/' || !is_plain(text))) {
        return R"(wants an address such as "http://proxy.example:3128", or "" for what the )"
               "environment says";
    }
    return std::nullopt;
}

Instead check_folder(const std::string& text) {
    if (!text.starts_with('/')) {
        return "wants a folder from the root, such as \"/var/lib/zugang\"";
    }
    return std::nullopt;
}

// A list in which something must stand.
content::Setting not_empty(content::Setting list) {
    return {list.name,
            [read = std::move(list.read)](
                const content::SettingValue& value) -> std::vector<content::WrongSetting> {
                const auto* texts = std::get_if<std::vector<std::string>>(&value);
                if (texts != nullptr && texts->empty()) {
                    return {{.what = "wants at least one"}};
                }
                return read(value);
            }};
}

// "06:30", and "24:00" for the end of the day.
std::optional<std::chrono::minutes> time_of(std::string_view text) {
    const auto digit = [text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
        return std::nullopt;
    }
    const int hour = (text[0] - '0') * 10 + text[1] - '0';
    const int minute = (text[3] - '0') * 10 + text[4] - '0';
    if (minute > 59 || hour * 60 + minute > 24 * 60) {
        return std::nullopt;
    }
    return std::chrono::hours(hour) + std::chrono::minutes(minute);
}

} // namespace

std::string refuse_mirror(const std::string& text) {
    const auto web = after_scheme(text, {"https://", "http://"});
    const auto folder = after_scheme(text, {"file://"});
    const bool good =
        (web && !web->empty() && web->front() != '/') || (folder && folder->starts_with('/'));
    if (!good || !is_plain(text)) {
        return "wants addresses such as \"https://example.org/zugang\" or "
               "\"file:///srv/zugang\", not \"" +
               text + '"';
    }
    if (web && web->substr(0, web->find('/')).find('@') != std::string_view::npos) {
        return "wants addresses without a name and a password, for they would stand in logs; what "
               "is published needs none";
    }
    return {};
}

std::optional<Window> parse_window(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') {
        return std::nullopt;
    }
    const auto from = time_of(text.substr(0, 5));
    const auto to = time_of(text.substr(6));
    if (!from || !to || *from == *to || *from == std::chrono::hours(24)) {
        return std::nullopt;
    }
    return Window{.from = *from, .to = *to};
}

bool is_open(const std::vector<Window>& windows, std::chrono::minutes time) {
    return windows.empty() || std::ranges::any_of(windows, [time](const Window& window) {
               return window.from < window.to ? time >= window.from && time < window.to
                                              : time >= window.from || time < window.to;
           });
}

Settings read_settings(const std::filesystem::path& file, std::vector<std::string>& problems) {
    namespace setting = content::setting;
    constexpr std::int64_t day_min = 1440;
    Settings settings;
    std::vector<std::string> windows;
    std::string folder = settings.folder.string();
    const std::array keys{
        setting::texts("updates.mirrors", settings.mirrors, check_mirror),
        not_empty(setting::texts("updates.packages", settings.packages, check_package)),
        setting::texts("updates.languages", settings.languages, check_language),
        setting::bytes("updates.max_speech_bytes", settings.max_speech_bytes),
        setting::minutes("updates.interval_minutes", 1, day_min, settings.interval),
        setting::texts("updates.windows", windows, check_window),
        setting::bytes("updates.small_bytes", settings.small_bytes),
        setting::flag("updates.metered", settings.metered),
        setting::bytes("updates.max_bytes_per_second", settings.max_bytes_per_second),
        setting::text("updates.proxy", settings.proxy, check_proxy),
        setting::text("updates.folder", folder, check_folder),
    };
    content::read_settings(file, keys, problems);
    for (std::string& mirror : settings.mirrors) {
        while (mirror.size() > 1 && mirror.ends_with('/') && !mirror.ends_with("//")) {
            mirror.pop_back();
        }
    }
    for (const std::string& window : windows) {
        if (const auto parsed = parse_window(window)) {
            settings.windows.push_back(*parsed);
        }
    }
    settings.folder = folder;
    return settings;
}

} // namespace zugang::sync
