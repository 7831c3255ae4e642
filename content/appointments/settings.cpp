#include "content/appointments/settings.hpp"

#include <optional>

namespace zugang::content::appointments {
namespace {

std::optional<std::string> no_path(const std::string& text) {
    return text.starts_with('/') ? std::nullopt
                                 : std::optional<std::string>(
                                       "wants a path from the root, such as \"/etc/zugang/x\"");
}

std::optional<std::string> no_file(const std::string& text) {
    return text.empty() ? std::nullopt : no_path(text);
}

std::optional<std::string> no_letter(const std::string& text) {
    return text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z'
               ? std::nullopt
               : std::optional<std::string>("wants one capital letter, as \"A\"");
}

} // namespace

std::vector<Setting> settings_keys(AppointmentSettings& settings) {
    return {setting::text("appointments.file", settings.file, no_file),
            setting::text("appointments.folder", settings.folder, no_path),
            setting::text("appointments.letter", settings.letter, no_letter)};
}

} // namespace zugang::content::appointments
