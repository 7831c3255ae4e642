#include "kiosk/connectors.hpp"

#include <fstream>
#include <map>
#include <system_error>
#include <utility>

namespace zugang::kiosk {

namespace {

std::string first_line(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

/// What is plugged in, with the size that each likes best; empty: nothing.
std::string plugged_in(const std::filesystem::path& folder) {
    std::map<std::string, std::string> screens; // in an order that stays
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (first_line(entry.path() / "status") == "connected") {
            screens.emplace(entry.path().filename(), first_line(entry.path() / "modes"));
        }
    }
    std::string all;
    for (const auto& [name, mode] : screens) {
        all += name + ' ' + mode + '\n';
    }
    return all;
}

} // namespace

Connectors::Connectors(std::filesystem::path folder)
    : folder_(std::move(folder)), first_(plugged_in(folder_)) {
}

bool Connectors::other_screen() const {
    const std::string now = plugged_in(folder_);
    return !now.empty() && now != first_;
}

} // namespace zugang::kiosk
