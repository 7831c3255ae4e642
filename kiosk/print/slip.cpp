#include "kiosk/print/slip.hpp"

#include "kiosk/print/wipe.hpp"

namespace zugang::kiosk {

namespace {

void wipe(SlipText& text) {
    kiosk::wipe(text.own);
    kiosk::wipe(text.german);
}

} // namespace

void wipe(Slip& slip) {
    for (auto& [field, text] : slip.texts) {
        wipe(text);
    }
    for (auto& [field, rows] : slip.rows) {
        for (SlipRow& row : rows) {
            wipe(row.text);
        }
    }
    for (auto& [field, code] : slip.codes) {
        wipe(code);
    }
    slip = Slip{};
}

} // namespace zugang::kiosk
