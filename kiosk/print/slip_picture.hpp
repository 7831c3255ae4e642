#pragma once

#include "fonts/font_set.hpp"
#include "kiosk/print/slip_sheet.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// What a head prints: a dot is black or it is not.
struct SlipPicture {
    int width = 0;  ///< dots
    int height = 0; ///< dots
    /// Row by row, each beginning on a byte; the leftmost dot is the highest bit, 1 is black.
    std::vector<std::uint8_t> bits;

    std::size_t row_bytes() const { return (static_cast<std::size_t>(width) + 7) / 8; }
    bool at(int x, int y) const {
        return ((bits[static_cast<std::size_t>(y) * row_bytes() +
                      static_cast<std::size_t>(x) / 8] >>
                 (7 - x % 8)) &
                1) != 0;
    }
};

/// `fonts`: the faces of the sheet that the page is of. `scale`: dots of the picture to one of the
/// page; 1: dot for dot what a receipt printer prints.
SlipPicture paint(const SheetPage& page, const fonts::FontSet& fonts, double scale = 1);

/// A PNG file, one bit a dot; the same picture gives the same bytes.
std::string png_of(const SlipPicture& picture);

} // namespace zugang::kiosk
