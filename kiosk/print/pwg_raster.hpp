#pragma once

#include "fonts/font_set.hpp"
#include "kiosk/print/slip_sheet.hpp"

#include <cstdint>
#include <string>

namespace zugang::kiosk {

/// What a printer takes of PWG Raster (PWG 5102.4), in the order of preference.
enum class PwgColours : std::uint8_t { Black1, Grey8, Rgb8 };

struct PwgFormat {
    PwgColours colours = PwgColours::Black1;
    int dots_per_inch = 203;
};

/// A PWG raster file of all pages. Empty where libcups could not make it.
std::string pwg_raster_of(const SlipSheet& sheet, const fonts::FontSet& fonts,
                          const PwgFormat& format);

} // namespace zugang::kiosk
