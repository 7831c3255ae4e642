#include "fonts/rasterize.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace zugang::fonts {

namespace {

constexpr FT_Pos quarter_pixel = 16;
constexpr float bolder = 1.0F / 26; // of the size, about what bold faces add to their stems
constexpr FT_Fixed slant = 0x366A;  // tan 12 degrees

void make_synthetic(FT_Outline& outline, const GlyphKey& key) {
    if (key.synthetic_bold) {
        const auto strength = static_cast<FT_Pos>(std::lround(key.size_px * 64 * bolder));
        FT_Outline_Embolden(&outline, strength);
        FT_Outline_Translate(&outline, -strength / 2, -strength / 2); // grow to all sides
    }
    if (key.synthetic_italic) {
        const FT_Matrix lean{0x10000, slant, 0, 0x10000};
        FT_Outline_Transform(&outline, &lean);
    }
}

} // namespace

std::optional<GlyphBitmap> rasterize(const FontSet& fonts, const GlyphKey& key) {
    FT_Face face = fonts.ft_face(key.face);
    // Widths come from HarfBuzz unhinted, so only heights are hinted ("light").
    constexpr FT_Int32 flags = FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT;
    const auto size = static_cast<FT_F26Dot6>(std::lround(key.size_px * 64));
    if (face == nullptr || FT_Set_Char_Size(face, size, size, 72, 72) != 0 ||
        FT_Load_Glyph(face, key.glyph, flags) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return std::nullopt;
    }
    FT_GlyphSlot slot = face->glyph;
    make_synthetic(slot->outline, key);
    FT_Outline_Translate(&slot->outline, static_cast<FT_Pos>(key.subpixel & 3U) * quarter_pixel, 0);
    // An outline of a broken font may be kilometres wide.
    FT_BBox box{};
    FT_Outline_Get_CBox(&slot->outline, &box);
    constexpr FT_Pos largest = 64L * 8192;
    if (box.xMin < -largest || box.yMin < -largest || box.xMax > largest || box.yMax > largest ||
        FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0 ||
        slot->bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) {
        return std::nullopt;
    }
    const FT_Bitmap& bitmap = slot->bitmap;
    GlyphBitmap result;
    result.width = static_cast<int>(bitmap.width);
    result.height = static_cast<int>(bitmap.rows);
    result.left = slot->bitmap_left;
    result.top = slot->bitmap_top;
    result.coverage.reserve(std::size_t{bitmap.width} * bitmap.rows);
    for (unsigned y = 0; y < bitmap.rows; ++y) {
        const unsigned char* row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
        result.coverage.insert(result.coverage.end(), row, row + bitmap.width);
    }
    return result;
}

} // namespace zugang::fonts
