#include "fonts/graphemes.hpp"

#include <unicode/uchar.h>

namespace zugang::fonts {

namespace {

/// What the rules need to know of the text before a character.
struct Before {
    std::uint8_t grapheme = U_GCB_CONTROL;
    bool pictograph = false;        ///< ExtPict Extend*
    bool pictograph_joined = false; ///< ExtPict Extend* ZWJ
    bool conjunct = false;          ///< Consonant [Extend Linker]*
    bool linked = false;            ///< ... with a Linker in it
    bool odd_regional_indicators = false;
};

bool is_control(std::uint8_t grapheme) {
    return grapheme == U_GCB_CONTROL || grapheme == U_GCB_CR || grapheme == U_GCB_LF;
}

bool joins_hangul(std::uint8_t before, std::uint8_t after) {
    switch (before) {
    case U_GCB_L:
        return after == U_GCB_L || after == U_GCB_V || after == U_GCB_LV || after == U_GCB_LVT;
    case U_GCB_LV:
    case U_GCB_V:
        return after == U_GCB_V || after == U_GCB_T;
    case U_GCB_LVT:
    case U_GCB_T:
        return after == U_GCB_T;
    default:
        return false;
    }
}

bool joins(const Before& before, const CharacterTraits& after) {
    if (is_control(before.grapheme) || is_control(after.grapheme)) {
        return before.grapheme == U_GCB_CR && after.grapheme == U_GCB_LF; // GB3 to GB5
    }
    return after.grapheme == U_GCB_EXTEND || after.grapheme == U_GCB_ZWJ || // GB9
           after.grapheme == U_GCB_SPACING_MARK ||                          // GB9a
           before.grapheme == U_GCB_PREPEND ||                              // GB9b
           joins_hangul(before.grapheme, after.grapheme) ||                 // GB6 to GB8
           (before.linked && after.conjunct == conjunct_consonant) ||       // GB9c
           (before.pictograph_joined && has(after, is_pictograph)) ||       // GB11
           (before.odd_regional_indicators && after.grapheme == U_GCB_REGIONAL_INDICATOR);
}

void pass(Before& before, const CharacterTraits& traits) {
    before.pictograph_joined = before.pictograph && traits.grapheme == U_GCB_ZWJ;
    before.pictograph =
        has(traits, is_pictograph) || (before.pictograph && traits.grapheme == U_GCB_EXTEND);
    const bool extends = traits.conjunct == conjunct_extend || traits.conjunct == conjunct_linker;
    before.linked =
        before.conjunct && extends && (before.linked || traits.conjunct == conjunct_linker);
    before.conjunct = traits.conjunct == conjunct_consonant || (before.conjunct && extends);
    before.odd_regional_indicators =
        traits.grapheme == U_GCB_REGIONAL_INDICATOR &&
        !(before.grapheme == U_GCB_REGIONAL_INDICATOR && before.odd_regional_indicators);
    before.grapheme = traits.grapheme;
}

} // namespace

void find_graphemes(const DecodedText& text, Boundaries& boundaries) {
    const CharacterTraits* const traits = text.traits.data();
    const std::size_t count = text.traits.size();
    if (text.plain_graphemes) {
        for (std::uint8_t& flags : boundaries) {
            flags |= grapheme_boundary;
        }
        return;
    }
    Before before;
    for (std::size_t i = 0; i < count; ++i) {
        // Between two ordinary characters there is always a boundary.
        const bool plain = traits[i].grapheme == U_GCB_OTHER &&
                           traits[i].conjunct == conjunct_none && !has(traits[i], is_pictograph);
        if (plain && before.grapheme == U_GCB_OTHER) {
            boundaries[i] |= grapheme_boundary;
            before = {.grapheme = U_GCB_OTHER};
            continue;
        }
        if (i == 0 || !joins(before, traits[i])) {
            boundaries[i] |= grapheme_boundary;
        }
        pass(before, traits[i]);
    }
    boundaries[count] |= grapheme_boundary;
}

} // namespace zugang::fonts
