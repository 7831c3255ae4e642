#pragma once

#include "content/date.hpp"
#include "sync/package_client.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::sync {

struct InstalledPackage {
    std::string id;
    std::string content; ///< the version
    std::optional<content::Date> as_of;

    bool operator==(const InstalledPackage& other) const {
        return id == other.id && content == other.content;
    }
};

/// What a state was made of.
struct InstalledPackages {
    std::vector<InstalledPackage> packages; ///< in the order in which they apply
    Subscription wishes;                    ///< what of them

    bool operator==(const InstalledPackages&) const = default;
};

/// Written beside the states: no value where it is not known of what this one was made.
std::optional<InstalledPackages> read_installed(const std::filesystem::path& content,
                                                std::string_view state);

/// Notes it durably, and forgets states that are no longer there.
void write_installed(const std::filesystem::path& content, std::string_view state,
                     const InstalledPackages& installed);

/// The name of the current state, whether or not it can be opened; empty where there is none.
std::string current_state(const std::filesystem::path& content);

/// Packages that are not taken again as long as nothing of them changes: staff went back from them,
/// or they cannot be installed.
std::optional<InstalledPackages> read_unwanted(const std::filesystem::path& file);
void write_unwanted(const std::filesystem::path& file, const InstalledPackages& packages);

} // namespace zugang::sync
