#include "kiosk/print/slip_sheet.hpp"

#include "kiosk/print/wipe.hpp"

#include <algorithm>

namespace zugang::kiosk {

fonts::FontSet open_fonts(const std::vector<FontFile>& files) {
    fonts::FontSet fonts;
    for (const FontFile& font : files) {
        fonts.add_file(font.family, font.weight, font.italic, font.file, font.index);
    }
    return fonts;
}

void wipe(SlipSheet& sheet) {
    for (SheetPage& page : sheet.pages) {
        for (SheetText& text : page.texts) {
            wipe(text.text);
        }
        for (SheetRun& run : page.runs) {
            wipe(run.text);
            std::ranges::fill(run.glyphs, SheetGlyph{}); // letters by another number
        }
    }
    sheet.pages.clear();
}

} // namespace zugang::kiosk
