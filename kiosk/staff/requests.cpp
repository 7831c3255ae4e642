#include "kiosk/staff/requests.hpp"

#include "content/durable_file.hpp"

#include <chrono>
#include <string>
#include <system_error>
#include <vector>

#include <nlohmann/json.hpp>

namespace zugang::kiosk::staff {

void send_request(const std::filesystem::path& folder, Request request,
                  const std::filesystem::path& stick) {
    nlohmann::json json;
    switch (request) {
    case Request::Update:
        json["action"] = "update";
        break;
    case Request::ImportFromStick:
        json["action"] = "import";
        json["path"] = stick.string();
        break;
    case Request::Rollback:
        json["action"] = "rollback";
        break;
    case Request::RollbackUndo:
        json["action"] = "rollback-undo";
        break;
    }
    content::make_folder_durably(folder);
    const auto now = std::chrono::system_clock::now().time_since_epoch().count();
    content::write_durably(folder / (std::to_string(now) + ".json"), json.dump() + "\n");
}

std::filesystem::path find_stick(const std::filesystem::path& media) {
    std::error_code error;
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(media, error)) {
        folders.push_back(entry.path());
        // /media/<user>/<stick>, as desktops mount them
        for (const auto& below : std::filesystem::directory_iterator(entry.path(), error)) {
            folders.push_back(below.path());
        }
    }
    for (const auto& folder : folders) {
        if (std::filesystem::is_regular_file(folder / "metadata" / "timestamp.json", error)) {
            return folder;
        }
    }
    return {};
}

} // namespace zugang::kiosk::staff
