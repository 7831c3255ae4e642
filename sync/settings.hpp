#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::sync {

/// Times of day by the local clock, from `from` up to but without `to`; past midnight where `to` is
/// the earlier one.
struct Window {
    std::chrono::minutes from{};
    std::chrono::minutes to{}; ///< up to 24 hours

    bool operator==(const Window&) const = default;
};

/// Table [updates] of terminal.toml; packaging/terminal.toml documents every key.
struct Settings {
    std::vector<std::string> mirrors; ///< http, https or file, no slash at the end; in this order
    std::vector<std::string> packages{"bund"}; ///< ids, or patterns for matches_pattern: "land/*"
    std::vector<std::string> languages;        ///< BCP 47 tags; empty: all
    std::optional<std::uint64_t> max_speech_bytes; ///< recordings above are left out; none: all
    std::chrono::minutes interval{30};
    std::vector<Window> windows;           ///< for large downloads; empty: at any time
    std::uint64_t small_bytes = 2'000'000; ///< goes over the line outside the windows too
    bool metered = false;
    std::uint64_t max_bytes_per_second = 0; ///< 0: as fast as the line is
    std::string proxy;                      ///< empty: what the environment says
    std::filesystem::path folder = "/var/lib/zugang";
};

/// What is wrong keeps its default and is named in `problems` as file:line: what, and the nearest
/// right key; of a list only what is wrong is left out.
Settings read_settings(const std::filesystem::path& file, std::vector<std::string>& problems);

/// What is wrong with the address of a mirror; empty where nothing is.
std::string refuse_mirror(const std::string& text);

/// "20:00-06:00"; no value for anything else, an empty span included.
std::optional<Window> parse_window(std::string_view text);

/// Whether large downloads may run; `time` since local midnight, below 24 hours.
bool is_open(const std::vector<Window>& windows, std::chrono::minutes time);

} // namespace zugang::sync
