#include "content/tool/switches.hpp"

#include "content/tool/rules.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <optional>

namespace zugang::content::tool {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What a line says behind "check:" in its comment; no value where it is no such line.
std::optional<std::string_view> said_to_check(std::string_view line, bool is_toml) {
    line = trimmed(line);
    if (is_toml && line.starts_with("#")) {
        line = trimmed(line.substr(1));
    } else if (!is_toml && line.starts_with("<!--") && line.ends_with("-->") && line.size() >= 7) {
        line = trimmed(line.substr(4, line.size() - 7));
    } else {
        return std::nullopt;
    }
    constexpr std::string_view name = "check:";
    return line.starts_with(name) ? std::optional(trimmed(line.substr(name.size()))) : std::nullopt;
}

std::vector<std::string_view> lines_of(std::string_view bytes) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at <= bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        lines.push_back(bytes.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

void add_switch(std::string_view said, const Place& place, int last_line, Report& report) {
    const auto refuse = [&](std::string what) {
        report.add({.severity = Severity::Error,
                    .place = place,
                    .what = std::move(what),
                    .advice = "write \"check: off RULE: reason\", with a rule of content/RULES.md",
                    .rule = "switch"});
    };
    constexpr std::string_view off = "off ";
    if (!said.starts_with(off)) {
        refuse("after \"check:\" comes something else than \"off\"");
        return;
    }
    said = trimmed(said.substr(off.size()));
    const std::size_t colon = std::min(said.find(':'), said.size());
    const std::string rule(trimmed(said.substr(0, colon)));
    const std::string_view reason =
        colon < said.size() ? trimmed(said.substr(colon + 1)) : std::string_view();
    if (find_rule(rule) == nullptr) {
        refuse("there is no rule \"" + rule + "\"");
    } else if (reason.empty()) {
        refuse("it is not said why the rule \"" + rule + "\" is switched off");
    } else {
        report.add_switch({.place = place, .last_line = last_line, .rule = rule});
    }
}

} // namespace

TextFile take_switches(const TextFile& file, Notation notation, Report& report) {
    const std::vector<std::string_view> lines = lines_of(file.bytes());
    std::string bytes = file.bytes();
    bool in_toml = notation == Notation::Toml || lines.front() == "+++";
    std::vector<bool> is_switch(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (notation == Notation::Article && i > 0 && lines[i] == "+++") {
            in_toml = false;
        }
        is_switch[i] = said_to_check(lines[i], in_toml).has_value();
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!is_switch[i]) {
            continue;
        }
        std::size_t first = i + 1;
        while (first < lines.size() && (is_switch[first] || trimmed(lines[first]).empty())) {
            ++first;
        }
        std::size_t end = first;
        while (end < lines.size() && !trimmed(lines[end]).empty()) {
            ++end;
        }
        const auto start = static_cast<std::size_t>(lines[i].data() - file.bytes().data());
        const bool is_toml = trimmed(lines[i]).starts_with("#");
        add_switch(*said_to_check(lines[i], is_toml), file.place(start), static_cast<int>(end),
                   report);
        bytes.replace(start, lines[i].size(), lines[i].size(), ' ');
    }
    return {file.place(0).file_name(), std::move(bytes)};
}

} // namespace zugang::content::tool
