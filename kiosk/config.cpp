#include "kiosk/config.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <string_view>

#include <toml++/toml.h>

namespace zugang::kiosk {

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] =
                std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            corner = above;
        }
    }
    return row.back();
}

/// One key: reads its value, or says what is wanted instead.
struct Key {
    std::string_view name; ///< table.key
    std::function<std::optional<std::string>(const toml::node&, Config&)> read;
};

Key seconds(std::string_view name, std::int64_t least, std::chrono::seconds IdleTimes::*target) {
    return {name,
            [least, target](const toml::node& node, Config& config) -> std::optional<std::string> {
                const auto value = node.value_exact<std::int64_t>();
                if (!value || *value < least || *value > 86'400) {
                    return "wants whole seconds from " + std::to_string(least) + " to 86400";
                }
                config.idle.*target = std::chrono::seconds(*value);
                return std::nullopt;
            }};
}

const std::vector<Key>& keys() {
    static const std::vector<Key> all{
        // WCAG 2.2.1: at least 20 s to say that one is still there.
        seconds("session.idle_seconds", 30, &IdleTimes::before_warning),
        seconds("session.countdown_seconds", 20, &IdleTimes::countdown),
        {"screen.fullscreen",
         [](const toml::node& node, Config& config) -> std::optional<std::string> {
             const auto value = node.value_exact<bool>();
             if (!value) {
                 return "wants true or false";
             }
             config.fullscreen = *value;
             return std::nullopt;
         }},
    };
    return all;
}

std::string place(const std::filesystem::path& file, const toml::source_region& source) {
    return file.string() + ':' + std::to_string(source.begin.line) + ": ";
}

void read_key(const std::filesystem::path& file, const std::string& name, const toml::node& node,
              Config& config, std::vector<std::string>& problems) {
    const auto found = std::ranges::find(keys(), name, &Key::name);
    if (found == keys().end()) {
        const auto nearest = std::ranges::min_element(
            keys(), {}, [&name](const Key& key) { return edit_distance(key.name, name); });
        problems.push_back(place(file, node.source()) + "unknown key " + name + "; did you mean " +
                           std::string(nearest->name) + "?");
        return;
    }
    if (const auto wrong = found->read(node, config)) {
        problems.push_back(place(file, node.source()) + name + ' ' + *wrong +
                           "; going on with the default");
    }
}

} // namespace

Config read_config(const std::filesystem::path& file, std::vector<std::string>& problems) {
    Config config;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        problems.push_back(file.string() + ": cannot be read; going on with the defaults");
        return config;
    }
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    toml::table table;
    try {
        table = toml::parse(text, file.string());
    } catch (const toml::parse_error& error) { // the only way toml++ reports
        problems.push_back(place(file, error.source()) + std::string(error.description()) +
                           "; going on with the defaults");
        return config;
    }
    for (const auto& [name, node] : table) {
        const toml::table* group = node.as_table();
        if (group == nullptr) {
            read_key(file, std::string(name.str()), node, config, problems);
            continue;
        }
        for (const auto& [key, value] : *group) {
            read_key(file, std::string(name.str()) + '.' + std::string(key.str()), value, config,
                     problems);
        }
    }
    return config;
}

} // namespace zugang::kiosk
