#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// How the terminal's parts are: terminal.json in its folder of figures (FORMAT.md, "How the
/// terminal is"). Nothing of visitors.
namespace zugang::content {

struct TerminalStatus {
    /// "none": there is no printer; "ready"; or what stands in its way: "paper_out", "cover_open",
    /// "jam", "offline", "wrong_format", "refused", "broken", "unclear".
    std::string printer = "none";
    /// "off"; "ready"; or why nothing can be heard: "no_voice" (the synthesiser has ended),
    /// "no_sound" (no device takes sound).
    std::string speech = "off";

    friend bool operator==(const TerminalStatus&, const TerminalStatus&) = default;
};

std::string write_terminal_status(const TerminalStatus& status);

/// No value where it is none. Words that are unknown become "unknown".
std::optional<TerminalStatus> read_terminal_status(std::string_view json);

} // namespace zugang::content
