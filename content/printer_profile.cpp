#include "content/printer_profile.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"

#include <algorithm>

namespace zugang::content {

std::vector<PrinterProfile> list_printer_profiles(Database& database) {
    std::vector<PrinterProfile> profiles;
    Statement rows(database, queries::printers);
    while (rows.step()) {
        profiles.push_back({.id = std::string(rows.text(0)),
                            .name = std::string(rows.text(1)),
                            .width_px = static_cast<int>(rows.integer(2)),
                            .dots_per_mm = static_cast<int>(rows.integer(3)),
                            .cutter = static_cast<PrinterCutter>(std::clamp<std::int64_t>(
                                rows.integer(4), 0, cutter_names.size() - 1)),
                            .feed_px = static_cast<int>(rows.integer(5)),
                            .band_rows = static_cast<int>(rows.integer(6)),
                            .answers = static_cast<PrinterAnswers>(std::clamp<std::int64_t>(
                                rows.integer(7), 0, answer_names.size() - 1)),
                            .keeps_data = rows.integer(8) != 0});
    }
    return profiles;
}

std::optional<PrinterProfile> find_printer_profile(Database& database, std::string_view id) {
    for (PrinterProfile& profile : list_printer_profiles(database)) {
        if (profile.id == id) {
            return std::move(profile);
        }
    }
    return std::nullopt;
}

} // namespace zugang::content
