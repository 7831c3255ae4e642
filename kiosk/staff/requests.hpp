#pragma once

#include <filesystem>
#include <string_view>

/// What the terminal asks of zugang-sync, without any right in the network: one file a request
/// (sync/FORMAT.md, "requests").
namespace zugang::kiosk::staff {

enum class Request { Update, ImportFromStick, Rollback, RollbackUndo };

/// Written beside, then renamed to <name>.json. `stick`: the folder to import from. Throws where
/// the disk says no.
void send_request(const std::filesystem::path& folder, Request request,
                  const std::filesystem::path& stick = {});

/// The first folder below `media` that holds a repository (metadata/timestamp.json):
/// /media/<stick>. Empty where there is none.
std::filesystem::path find_stick(const std::filesystem::path& media = "/media");

} // namespace zugang::kiosk::staff
