#include "kiosk/print/slip_sheet.hpp"

namespace zugang::kiosk {

fonts::FontSet open_fonts(const std::vector<FontFile>& files) {
    fonts::FontSet fonts;
    for (const FontFile& font : files) {
        fonts.add_file(font.family, font.weight, font.italic, font.file, font.index);
    }
    return fonts;
}

} // namespace zugang::kiosk
