#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A folder with one iCalendar file an event (the layout known as vdir). Each folder has one
/// writer. Whatever goes wrong with the disk is thrown as std::system_error.
namespace zugang::content::appointments {

/// Names that end in ".ics" and do not begin with a dot, in their order.
std::vector<std::string> calendar_files(const std::filesystem::path& folder);

/// No value where it is no regular file, cannot be read, or is larger than 2 MB.
std::optional<std::string> read_calendar_file(const std::filesystem::path& file);

/// Durably, as a whole or not at all; the bytes that were there are overwritten afterwards.
void replace_calendar_file(const std::filesystem::path& file, std::string_view bytes);

/// Overwrites the bytes of these files of the folder and takes them away; where one is missing it
/// goes on. Where that is broken off, clear_leftovers of the next start ends it. Many take hardly
/// longer than one.
void wipe_calendar_files(const std::filesystem::path& folder,
                         const std::vector<std::string>& names);

/// What a writer that was killed has left: drafts, and files that were about to be wiped. Only the
/// folder's writer may call it.
void clear_leftovers(const std::filesystem::path& folder);

} // namespace zugang::content::appointments
