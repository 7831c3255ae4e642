#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The states of a content folder beside the current one.
namespace zugang::content {

/// The newest state that is older than this one and can be opened; no value where there is none.
std::optional<std::string> state_before(const std::filesystem::path& folder,
                                        std::string_view state);

/// Makes the state before the current one the current one by one rename, and returns its name; no
/// value where there is none. Throws where the disk says no, or another program is writing.
std::optional<std::string> make_previous_current(const std::filesystem::path& folder);

/// Something that is not as it was written.
struct Damage {
    std::filesystem::path path;
    std::string what;
};

/// Reads everything of the current state: the database, every article in every language, every
/// picture, font and recording. Empty where all of it is well.
std::vector<Damage> verify_current(const std::filesystem::path& folder);

} // namespace zugang::content
