#include "content/settings.hpp"

#include "content/edit_distance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <toml++/toml.h>

namespace zugang::content {

namespace {

/// Every table that some program reads: [updates] zugang-sync, [appointments] and [counts] both,
/// the others zugang-kiosk.
constexpr std::array<std::string_view, 9> known_tables{"session", "sound",        "keypad",
                                                       "screen",  "place",        "printer",
                                                       "updates", "appointments", "counts"};

std::string_view table_of(std::string_view name) {
    return name.substr(0, name.find('.'));
}

std::string_view key_of(std::string_view name) {
    return name.substr(name.find('.') + 1);
}

/// The file that is read, and where its problems go.
struct Reading {
    const std::filesystem::path& file;
    std::span<const Setting> settings;
    std::vector<std::string>& problems;

    void report(const toml::source_region& at, const std::string& what) const {
        problems.push_back(file.string() + ':' + std::to_string(at.begin.line) + ": " + what);
    }
};

SettingValue value_of(const toml::node& node) {
    if (const auto flag = node.value_exact<bool>()) {
        return *flag;
    }
    if (const auto number = node.value_exact<std::int64_t>()) {
        return *number;
    }
    if (const auto number = node.value_exact<double>()) {
        return *number;
    }
    if (const auto text = node.value_exact<std::string>()) {
        return *text;
    }
    const toml::array* list = node.as_array();
    if (list == nullptr) {
        return {};
    }
    std::vector<std::string> texts;
    for (const toml::node& element : *list) {
        auto text = element.value_exact<std::string>();
        if (!text) {
            return {};
        }
        texts.push_back(std::move(*text));
    }
    return texts;
}

/// Nearest to `name` are those that can be made of it with the fewest changes.
template <class Names, class Read>
std::string nearest(const Names& names, std::string_view name, Read read) {
    const auto found = std::ranges::min_element(
        names, {}, [&](const auto& candidate) { return edit_distance(read(candidate), name); });
    return std::string(read(*found));
}

bool is_own(const Reading& reading, std::string_view table) {
    return std::ranges::any_of(reading.settings,
                               [table](const Setting& s) { return table_of(s.name) == table; });
}

void read_key(const Reading& reading, const std::string& name, const toml::node& node) {
    const auto found = std::ranges::find(reading.settings, name, &Setting::name);
    if (found == reading.settings.end()) {
        reading.report(node.source(),
                       "unknown key " + name + "; did you mean " +
                           nearest(reading.settings, name, [](auto& s) { return s.name; }) + '?');
        return;
    }
    for (const WrongSetting& wrong : found->read(value_of(node))) {
        if (wrong.element) {
            reading.report(node.as_array()->get(*wrong.element)->source(),
                           name + ' ' + wrong.what + "; going on without it");
        } else {
            reading.report(node.source(), name + ' ' + wrong.what + "; going on with the default");
        }
    }
}

// A key before the first table, or a table's name that stands for a value.
void report_stray(const Reading& reading, std::string_view name, const toml::node& node) {
    const std::string text(name);
    if (is_own(reading, name)) {
        reading.report(node.source(),
                       text + " wants to be a table, [" + text + "]; going on with the defaults");
        return;
    }
    const std::string key = nearest(reading.settings, name, [](auto& s) { return key_of(s.name); });
    const bool near = edit_distance(key, name) <= name.size() / 3;
    const auto setting =
        std::ranges::find(reading.settings, key, [](auto& s) { return key_of(s.name); });
    reading.report(node.source(),
                   "key " + text + " stands in no table; " +
                       (near ? "did you mean " + std::string(setting->name) + '?'
                             : "write it below the table that it belongs to, as [session]"));
}

void read_table(const Reading& reading, const std::string& table, const toml::node& node) {
    if (is_own(reading, table) && node.is_table()) {
        for (const auto& [key, value] : *node.as_table()) {
            read_key(reading, table + '.' + std::string(key.str()), value);
        }
    } else if (!is_own(reading, table) && std::ranges::count(known_tables, table) > 0) {
        return; // another program reads it, and names what is wrong there
    } else if (node.is_table()) {
        reading.report(node.source(),
                       "unknown table [" + table + "]; did you mean [" +
                           nearest(known_tables, table, [](auto name) { return name; }) + "]?");
    } else {
        report_stray(reading, table, node);
    }
}

} // namespace

void read_settings(const std::filesystem::path& file, std::span<const Setting> settings,
                   std::vector<std::string>& problems) {
    std::error_code error;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file, error)) {
        problems.push_back(file.string() + ": cannot be read; going on with the defaults");
        return;
    }
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    const Reading reading{file, settings, problems};
    toml::table tables;
    try {
        tables = toml::parse(text, file.string());
    } catch (const toml::parse_error& wrong) { // the only way toml++ reports
        reading.report(wrong.source(),
                       std::string(wrong.description()) + "; going on with the defaults");
        return;
    }
    for (const auto& [name, node] : tables) {
        read_table(reading, std::string(name.str()), node);
    }
}

namespace setting {

namespace {

std::vector<WrongSetting> wrong(std::string what) {
    return {{.what = std::move(what)}};
}

template <class Target>
Setting bounded(std::string_view name, std::int64_t least, std::int64_t most, std::string what,
                Target& target) {
    return {name, [=, &target](const SettingValue& value) -> std::vector<WrongSetting> {
                const auto* number = std::get_if<std::int64_t>(&value);
                if (number == nullptr || *number < least || *number > most) {
                    return wrong("wants " + what + " from " + std::to_string(least) + " to " +
                                 std::to_string(most));
                }
                target = Target(*number);
                return {};
            }};
}

template <class Target>
Setting size(std::string_view name, Target& target) {
    return {name, [&target](const SettingValue& value) -> std::vector<WrongSetting> {
                const auto* number = std::get_if<std::int64_t>(&value);
                if (number == nullptr || *number < 0) {
                    return wrong("wants a whole number of bytes, 0 or more");
                }
                target = static_cast<std::uint64_t>(*number);
                return {};
            }};
}

std::optional<std::string> checked(const TextCheck& check, const std::string& text) {
    return check ? check(text) : std::nullopt;
}

} // namespace

Setting flag(std::string_view name, bool& target) {
    return {name, [&target](const SettingValue& value) -> std::vector<WrongSetting> {
                const auto* given = std::get_if<bool>(&value);
                if (given == nullptr) {
                    return wrong("wants true or false");
                }
                target = *given;
                return {};
            }};
}

Setting number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t& target) {
    return bounded(name, least, most, "a whole number", target);
}

Setting seconds(std::string_view name, std::int64_t least, std::int64_t most,
                std::chrono::seconds& target) {
    return bounded(name, least, most, "whole seconds", target);
}

Setting minutes(std::string_view name, std::int64_t least, std::int64_t most,
                std::chrono::minutes& target) {
    return bounded(name, least, most, "whole minutes", target);
}

Setting bytes(std::string_view name, std::uint64_t& target) {
    return size(name, target);
}

Setting bytes(std::string_view name, std::optional<std::uint64_t>& target) {
    return size(name, target);
}

Setting degrees(std::string_view name, int most, std::optional<int>& target_e6) {
    return {name, [most, &target_e6](const SettingValue& value) -> std::vector<WrongSetting> {
                const auto* whole = std::get_if<std::int64_t>(&value);
                const auto* number = std::get_if<double>(&value);
                const double angle = whole != nullptr    ? static_cast<double>(*whole)
                                     : number != nullptr ? *number
                                                         : most + 1.0;
                if (!(std::abs(angle) <= most)) {
                    return wrong("wants degrees from -" + std::to_string(most) + " to " +
                                 std::to_string(most) + ", as 48.3688");
                }
                target_e6 = static_cast<int>(std::lround(angle * 1e6));
                return {};
            }};
}

Setting text(std::string_view name, std::string& target, TextCheck check) {
    return {name,
            [&target,
             check = std::move(check)](const SettingValue& value) -> std::vector<WrongSetting> {
                const auto* given = std::get_if<std::string>(&value);
                if (given == nullptr) {
                    return wrong("wants a text in quotation marks");
                }
                if (const auto instead = checked(check, *given)) {
                    return wrong(*instead);
                }
                target = *given;
                return {};
            }};
}

Setting texts(std::string_view name, std::vector<std::string>& target, TextCheck check) {
    return {name,
            [&target,
             check = std::move(check)](const SettingValue& value) -> std::vector<WrongSetting> {
                const auto* given = std::get_if<std::vector<std::string>>(&value);
                if (given == nullptr) {
                    return wrong("wants a list of texts in quotation marks, as [\"...\"]");
                }
                std::vector<std::string> good;
                std::vector<WrongSetting> problems;
                for (std::size_t i = 0; i < given->size(); ++i) {
                    if (auto instead = checked(check, (*given)[i])) {
                        problems.push_back({.what = std::move(*instead), .element = i});
                    } else {
                        good.push_back((*given)[i]);
                    }
                }
                if (!good.empty() || given->empty()) {
                    target = std::move(good);
                }
                return problems;
            }};
}

} // namespace setting

} // namespace zugang::content
