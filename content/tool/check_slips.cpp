#include "content/tool/check.hpp"

namespace zugang::content::tool {

void check_slips(const Package& package, Report& report) {
    const std::string file = "ui/" + package.default_language + ".toml";
    const auto strings = package.strings.find(package.default_language);
    if (strings == package.strings.end() || package.unread.contains(file)) {
        return;
    }
    std::vector<std::string> keys;
    for (const auto& [key, text] : strings->second.strings) {
        keys.push_back(key);
    }
    for (const auto& [id, slip] : package.slips) {
        for (const Reference& key : slip.keys) {
            if (!strings->second.strings.contains(key.name)) {
                report.error(key.place, "there is no interface string \"" + key.name + "\"",
                             suggestion(key.name, keys, "add it to " + file));
            }
        }
    }
}

} // namespace zugang::content::tool
