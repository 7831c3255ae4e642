#include "kiosk/print/printer_settings.hpp"

namespace zugang::kiosk {

Paper paper_of(const PrinterSettings& settings, const content::PrinterProfile& profile) {
    if (settings.is_receipt_printer()) { // the head is as wide as it is
        return roll_paper(profile.width_px, profile.dots_per_mm);
    }
    return find_paper(settings.paper.empty() ? "80mm" : settings.paper)
        .value_or(roll_paper(576, dots_per_mm));
}

} // namespace zugang::kiosk
