#include "fonts/shape.hpp"

#include <algorithm>

#include <hb.h>

namespace zugang::fonts {

namespace {

/// Without any font, text still takes room, so that lines break.
void shape_without_font(const Item& item, std::size_t start, std::size_t end,
                        std::vector<ShapedGlyph>& glyphs) {
    for (std::size_t i = start; i < end; ++i) {
        const std::size_t character = item.right_to_left() ? end - 1 - (i - start) : i;
        glyphs.push_back({0, static_cast<std::uint32_t>(character), item.size_px / 2, 0, 0, false});
    }
}

} // namespace

void DestroyBuffer::operator()(hb_buffer_t* buffer) const noexcept {
    hb_buffer_destroy(buffer);
}

Shaper::Shaper(const FontSet& fonts) : fonts_(&fonts), buffer_(hb_buffer_create()) {
}

void Shaper::set_language(std::string_view language) {
    constexpr std::size_t longest = 35; // HarfBuzz keeps each for ever
    language = language.substr(0, longest);
    if (hb_language_ == nullptr || language != language_) {
        language_ = language;
        hb_language_ =
            hb_language_from_string(language_.data(), static_cast<int>(language_.size()));
    }
}

void Shaper::shape(std::u32string_view characters, const Item& item, std::size_t start,
                   std::size_t end, std::vector<ShapedGlyph>& glyphs) {
    hb_font_t* font = fonts_->hb_font(item.face);
    if (font == nullptr) {
        shape_without_font(item, start, end, glyphs);
        return;
    }
    hb_buffer_t* buffer = buffer_.get();
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf32(buffer, reinterpret_cast<const std::uint32_t*>(characters.data()),
                        static_cast<int>(characters.size()), static_cast<unsigned>(start),
                        static_cast<int>(end - start));
    hb_buffer_set_direction(buffer, item.right_to_left() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(script_tag(item.script)));
    hb_buffer_set_language(buffer, static_cast<hb_language_t>(hb_language_));
    unsigned flags = HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES;
    if (start == 0) {
        flags |= HB_BUFFER_FLAG_BOT;
    }
    if (end == characters.size()) {
        flags |= HB_BUFFER_FLAG_EOT;
    }
    if (hb_buffer_get_script(buffer) == HB_SCRIPT_TAI_THAM) {
        // HarfBuzz's syllables know less than is written; its circles would stand amid good text.
        flags |= HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE;
    }
    hb_buffer_set_flags(buffer, static_cast<hb_buffer_flags_t>(flags));
    hb_shape(font, buffer, nullptr, 0);

    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    hb_face_t* face = hb_font_get_face(font);
    const auto em = static_cast<float>(hb_face_get_upem(face));
    const unsigned glyph_count = hb_face_get_glyph_count(face);
    const float scale = item.size_px / std::max(em, 1.0F);
    const std::size_t first = glyphs.size();
    glyphs.resize(first + count);
    for (unsigned i = 0; i < count; ++i) {
        glyphs[first + i] = {
            // HarfBuzz takes the numbers in a broken font's tables as they are.
            infos[i].codepoint < glyph_count ? infos[i].codepoint : 0,
            infos[i].cluster,
            static_cast<float>(positions[i].x_advance) * scale,
            static_cast<float>(positions[i].x_offset) * scale,
            static_cast<float>(positions[i].y_offset) * scale,
            (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0};
    }
}

} // namespace zugang::fonts
