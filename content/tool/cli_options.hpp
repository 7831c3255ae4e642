#pragma once

#include "content/date.hpp"
#include "content/tool/report.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

/// Options that several commands have.
namespace zugang::content::tool {

inline void add_day(CLI::App& command, const std::string& name, std::optional<Date>& day,
                    const std::string& help) {
    command
        .add_option_function<std::string>(
            name, [&day](const std::string& text) { day = parse_date(text); }, help)
        ->check(CLI::Validator(
            [](std::string& text) {
                return parse_date(text) ? std::string{}
                                        : "\"" + text + "\" is no day; write it as 2026-11-22";
            },
            "YYYY-MM-DD"));
}

inline void add_assets(CLI::App& command, std::filesystem::path& assets) {
    command.add_option("--assets", assets, "Folder with content/assets.toml and fonts/fonts.toml");
}

/// `names`: what can be written, as "text", and what it means.
template <typename Enum>
void add_choice(CLI::App& command, const std::string& name, Enum& choice,
                const std::map<std::string, Enum>& names, const std::string& help) {
    std::string text;
    for (const auto& [word, value] : names) {
        text += (text.empty() ? "" : "|") + word;
    }
    command.add_option(name, choice, help)
        ->transform(CLI::CheckedTransformer(names))
        ->option_text(text);
}

} // namespace zugang::content::tool
