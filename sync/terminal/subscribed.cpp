#include "sync/terminal/subscribed.hpp"

#include "content/manifest.hpp"
#include "content/records.hpp"
#include "sync/path_pattern.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace zugang::sync {
namespace {

void add(std::set<std::string>& packages, std::string_view path, std::string_view ending) {
    if (path.ends_with(ending)) {
        path.remove_suffix(ending.size());
        if (content::is_package_id(path)) {
            packages.emplace(path);
        }
    }
}

} // namespace

Subscribed find_subscribed(const std::vector<std::string>& patterns, const Targets& targets) {
    std::set<std::string> published;
    for (const auto& [path, file] : targets.targets) {
        add(published, path, content::manifest_path(""));
    }
    for (const DelegatedRole& role : targets.delegations.roles) {
        for (const std::string& path : role.paths.value_or(std::vector<std::string>{})) {
            add(published, path, "/*");
            add(published, path, content::manifest_path(""));
        }
    }
    Subscribed found;
    for (const std::string& package : published) {
        if (std::ranges::any_of(patterns, [&package](const std::string& pattern) {
                return matches_pattern(pattern, package);
            })) {
            found.packages.push_back(package);
        }
    }
    std::ranges::sort(found.packages, content::is_applied_before);
    for (const std::string& pattern : patterns) {
        if (pattern.find('*') == std::string::npos && !published.contains(pattern)) {
            found.not_there.push_back(pattern);
        }
    }
    return found;
}

} // namespace zugang::sync
