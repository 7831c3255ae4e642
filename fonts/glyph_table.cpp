#include "fonts/glyph_table.hpp"

#include <algorithm>
#include <memory>

#include <hb.h>

namespace zugang::fonts {

namespace {

GlyphTable& table_of(void* data) {
    return *static_cast<GlyphTable*>(data);
}

hb_bool_t nominal_glyph(hb_font_t* /*font*/, void* data, hb_codepoint_t character,
                        hb_codepoint_t* glyph, void* /*user*/) noexcept {
    *glyph = table_of(data).glyph_of(character);
    return *glyph != 0 ? 1 : 0;
}

template <typename Value>
Value* next(Value* value, unsigned stride) {
    // NOLINTNEXTLINE(*-reinterpret-cast): HarfBuzz's strides are bytes
    return reinterpret_cast<Value*>(
        reinterpret_cast<std::conditional_t<std::is_const_v<Value>, const char*, char*>>(value) +
        stride);
}

unsigned nominal_glyphs(hb_font_t* /*font*/, void* data, unsigned count,
                        const hb_codepoint_t* character, unsigned character_stride,
                        hb_codepoint_t* glyph, unsigned glyph_stride, void* /*user*/) noexcept {
    GlyphTable& table = table_of(data);
    for (unsigned i = 0; i < count; ++i) {
        *glyph = table.glyph_of(*character);
        if (*glyph == 0) {
            return i;
        }
        character = next(character, character_stride);
        glyph = next(glyph, glyph_stride);
    }
    return count;
}

hb_position_t advance(hb_font_t* /*font*/, void* data, hb_codepoint_t glyph,
                      void* /*user*/) noexcept {
    return table_of(data).advance_of(glyph);
}

void advances(hb_font_t* /*font*/, void* data, unsigned count, const hb_codepoint_t* glyph,
              unsigned glyph_stride, hb_position_t* result, unsigned result_stride,
              void* /*user*/) noexcept {
    GlyphTable& table = table_of(data);
    for (unsigned i = 0; i < count; ++i) {
        *result = table.advance_of(*glyph);
        glyph = next(glyph, glyph_stride);
        result = next(result, result_stride);
    }
}

struct DestroyFuncs {
    void operator()(hb_font_funcs_t* funcs) const noexcept { hb_font_funcs_destroy(funcs); }
};

} // namespace

GlyphTable::GlyphTable(hb_font_t* font) : font_(font) {
}

std::uint32_t GlyphTable::find_glyph(char32_t character) {
    hb_codepoint_t glyph = 0;
    if (hb_font_get_nominal_glyph(font_, character, &glyph) == 0) {
        glyph = 0;
    }
    constexpr char32_t end = 0x110000;
    if (character < end) {
        const std::size_t number = character / page_size;
        if (number >= pages_.size()) {
            pages_.resize(number + 1);
        }
        if (pages_[number] == nullptr) {
            pages_[number] = std::make_unique<std::array<std::uint32_t, page_size>>();
            pages_[number]->fill(unknown);
        }
        (*pages_[number])[character % page_size] = glyph;
    }
    return glyph;
}

std::int32_t GlyphTable::find_advance(std::uint32_t glyph) {
    const std::int32_t advance = hb_font_get_glyph_h_advance(font_, glyph);
    const unsigned count = hb_face_get_glyph_count(hb_font_get_face(font_));
    if (glyph < count) {
        advances_.resize(std::max<std::size_t>(advances_.size(), count), unknown_advance);
        advances_[glyph] = advance;
    }
    return advance;
}

GlyphTable::VerticalExtent GlyphTable::extent_of(std::uint32_t glyph) {
    constexpr VerticalExtent unknown_extent{std::numeric_limits<std::int32_t>::min(), 0};
    if (glyph < extents_.size() && extents_[glyph].top != unknown_extent.top) {
        return extents_[glyph];
    }
    VerticalExtent extent;
    hb_glyph_extents_t box;
    if (hb_font_get_glyph_extents(font_, glyph, &box) != 0) {
        extent = {box.y_bearing, box.y_bearing + box.height};
    }
    const unsigned count = hb_face_get_glyph_count(hb_font_get_face(font_));
    if (glyph < count) {
        extents_.resize(std::max<std::size_t>(extents_.size(), count), unknown_extent);
        extents_[glyph] = extent;
    }
    return extent;
}

hb_font_t* make_font_with(GlyphTable& table, hb_font_t* font) {
    const std::unique_ptr<hb_font_funcs_t, DestroyFuncs> funcs(hb_font_funcs_create());
    hb_font_funcs_set_nominal_glyph_func(funcs.get(), nominal_glyph, nullptr, nullptr);
    hb_font_funcs_set_nominal_glyphs_func(funcs.get(), nominal_glyphs, nullptr, nullptr);
    hb_font_funcs_set_glyph_h_advance_func(funcs.get(), advance, nullptr, nullptr);
    hb_font_funcs_set_glyph_h_advances_func(funcs.get(), advances, nullptr, nullptr);
    hb_font_t* above = hb_font_create_sub_font(font);
    hb_font_set_funcs(above, funcs.get(), &table, nullptr);
    return above;
}

} // namespace zugang::fonts
