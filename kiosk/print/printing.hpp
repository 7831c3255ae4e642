#pragma once

#include <string_view>

namespace zugang::kiosk {

class SlipPreview;

/// What a screen knows of printing.
struct Printing {
    bool offered = false;           ///< visitors can print here
    bool may = false;               ///< this one has not printed enough
    bool enabled = false;           ///< there is a printer
    SlipPreview* preview = nullptr; ///< nullptr: no slip is laid out
    std::string_view message{};     ///< key: what has become of the last one; empty: there was none
    bool failed = false;            ///< it waits for somebody
};

} // namespace zugang::kiosk
