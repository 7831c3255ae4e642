#pragma once

#include "fonts/font_set.hpp"
#include "kiosk/print/paper.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// A slip that is laid out: the same for the picture, the PDF file and the printer. Plain data that
/// may go to another thread. Dots from the upper left corner of the page, y down.

/// A file of a face, so that whoever prints can open it again.
struct FontFile {
    std::string family;
    int weight = 400;
    bool italic = false;
    std::filesystem::path file;
    int index = 0;
};

/// Opens these; the face numbers of a sheet are theirs.
fonts::FontSet open_fonts(const std::vector<FontFile>& files);

struct SheetGlyph {
    std::uint32_t glyph = 0;
    float x = 0; ///< of its origin
    float y = 0;
    float advance = 0; ///< to the next one of its run
};

/// So many bytes of the text are so many glyphs.
struct SheetCluster {
    int bytes = 0;
    int glyphs = 0;
};

/// Glyphs of one face and size and the text that they are. Runs stand in the order of the text.
struct SheetRun {
    fonts::FaceIndex face = 0;
    float size = 0;
    bool synthetic_bold = false;
    bool synthetic_italic = false;
    bool right_to_left = false;
    std::string text;                   ///< UTF-8, without what is never seen
    std::vector<SheetGlyph> glyphs;     ///< from left to right
    std::vector<SheetCluster> clusters; ///< in the order of the text; glyphs from the right where
                                        ///< right_to_left
};

/// Black.
struct SheetFill {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
};

/// A pictogram.
struct SheetMask {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
    int mask_width = 0;
    int mask_height = 0;
    std::shared_ptr<const std::vector<std::uint8_t>> coverage; ///< row by row, 255: black
};

/// Words as they are read aloud, and where they stand.
struct SheetText {
    std::string text;     ///< UTF-8
    std::string language; ///< BCP 47
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
};

struct SheetPage {
    int width = 0;
    int height = 0;
    std::vector<SheetText> texts{}; ///< in the order of reading; all that the runs say
    std::vector<SheetRun> runs{};
    std::vector<SheetFill> fills{};
    std::vector<SheetMask> masks{};
};

struct SlipSheet {
    Paper paper;
    std::string form;             ///< of the slip: a title that says nothing about anybody
    std::string language;         ///< BCP 47
    std::vector<SheetPage> pages; ///< one on a roll
    std::shared_ptr<const std::vector<FontFile>> fonts;
};

/// Overwrites what the sheet says in memory, and leaves it empty.
void wipe(SlipSheet& sheet);

} // namespace zugang::kiosk
