#include "fonts/characters.hpp"

#include <array>
#include <memory>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uvernum.h>

namespace zugang::fonts {

namespace {

constexpr std::size_t page_count = 0x110000 / traits_page_size;
using Page = std::array<CharacterTraits, traits_page_size>;

bool is_property(UChar32 c, UProperty property) {
    return u_hasBinaryProperty(c, property) != 0;
}

bool hangs(UChar32 c) {
    if (c < 0x80) {
        return c == ' ';
    }
    if (u_isWhitespace(c) != 0) {
        return true;
    }
    switch (u_charDirection(c)) {
    case U_BOUNDARY_NEUTRAL:
    case U_LEFT_TO_RIGHT_EMBEDDING:
    case U_LEFT_TO_RIGHT_OVERRIDE:
    case U_RIGHT_TO_LEFT_EMBEDDING:
    case U_RIGHT_TO_LEFT_OVERRIDE:
    case U_POP_DIRECTIONAL_FORMAT:
    case U_FIRST_STRONG_ISOLATE:
    case U_LEFT_TO_RIGHT_ISOLATE:
    case U_RIGHT_TO_LEFT_ISOLATE:
    case U_POP_DIRECTIONAL_ISOLATE:
        return true;
    default:
        return false;
    }
}

/// As HarfBuzz and `decode` leave them out.
bool is_invisible(UChar32 c) {
    if (c < 0xA0) {
        return (c < 0x20 && c != '\t') || c >= 0x7F;
    }
    const bool filler = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    return c == 0x2028 || c == 0x2029 ||
           (!filler && is_property(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
}

bool limits(UChar32 c, UScriptCode script) {
    if (c < 0xA0 || script != USCRIPT_COMMON) {
        return false;
    }
    std::array<UScriptCode, 64> scripts{};
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t count = uscript_getScriptExtensions(
        c, scripts.data(), static_cast<std::int32_t>(scripts.size()), &status);
    return U_SUCCESS(status) && count > 0 &&
           !(count == 1 && (scripts[0] == USCRIPT_COMMON || scripts[0] == USCRIPT_INHERITED));
}

#if U_ICU_VERSION_MAJOR_NUM >= 76
Conjunct conjunct_of(UChar32 c, UScriptCode) {
    switch (u_getIntPropertyValue(c, UCHAR_INDIC_CONJUNCT_BREAK)) {
    case U_INCB_CONSONANT:
        return conjunct_consonant;
    case U_INCB_EXTEND:
        return conjunct_extend;
    case U_INCB_LINKER:
        return conjunct_linker;
    default:
        return conjunct_none;
    }
}
#else
/// What char.txt of ICU 72 does before Unicode had the property.
Conjunct conjunct_of(UChar32 c, UScriptCode script) {
    const bool links = script == USCRIPT_GUJARATI || script == USCRIPT_TELUGU ||
                       script == USCRIPT_MALAYALAM || script == USCRIPT_ORIYA ||
                       script == USCRIPT_BENGALI || script == USCRIPT_DEVANAGARI;
    const auto syllabic = u_getIntPropertyValue(c, UCHAR_INDIC_SYLLABIC_CATEGORY);
    if (links && syllabic == U_INSC_CONSONANT) {
        return conjunct_consonant;
    }
    if (links && syllabic == U_INSC_VIRAMA) {
        return conjunct_linker;
    }
    const bool extends = u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_EXTEND &&
                         u_getCombiningClass(c) != 0;
    constexpr UChar32 joiner = 0x200D;
    return extends || c == joiner ? conjunct_extend : conjunct_none;
}
#endif

LineKind line_kind(UChar32 c) {
    switch (u_getIntPropertyValue(c, UCHAR_LINE_BREAK)) {
    case U_LB_ALPHABETIC:
        return LineKind::Letter;
    case U_LB_HEBREW_LETTER:
        return LineKind::Hebrew;
    case U_LB_NUMERIC:
        return LineKind::Digit;
    case U_LB_COMBINING_MARK:
        return LineKind::Mark;
    case U_LB_SPACE:
        return LineKind::Space;
    case U_LB_INFIX_NUMERIC:
        return LineKind::Infix;
    case U_LB_EXCLAMATION:
    case U_LB_CLOSE_PUNCTUATION:
        return LineKind::Closing;
    case U_LB_CLOSE_PARENTHESIS: // LB30 knows wide ones
        return c < 0x80 ? LineKind::Paren : LineKind::Other;
    case U_LB_BREAK_AFTER: // hyphens at the beginning of a word have a rule of their own
        return c == 0x2010 ? LineKind::Other : LineKind::After;
    default:
        return LineKind::Other;
    }
}

/// Filled as text comes by. One a thread: nothing to lock.
constinit thread_local std::array<std::unique_ptr<Page>, page_count> pages{};

} // namespace

CharacterTraits* traits_page(char32_t character) {
    std::unique_ptr<Page>& page = pages[character / traits_page_size];
    if (page == nullptr) {
        page = std::make_unique<Page>();
    }
    return page->data();
}

void look_up(char32_t character, CharacterTraits& traits) {
    const auto c = static_cast<UChar32>(character);
    traits.flags = is_known;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode found = uscript_getScript(c, &status);
    const UScriptCode script = U_SUCCESS(status) ? found : USCRIPT_COMMON;
    traits.script = static_cast<std::uint16_t>(script);
    traits.grapheme =
        static_cast<std::uint8_t>(u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK));
    traits.conjunct = conjunct_of(c, script);
    traits.line = line_kind(c);
    traits.direction = static_cast<std::uint8_t>(u_charDirection(c));
    const auto set = [&](CharacterFlag flag, bool on) {
        traits.flags = static_cast<std::uint16_t>(traits.flags | (on ? flag : 0));
    };
    set(needs_glyph, !is_property(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
                         !is_property(c, UCHAR_WHITE_SPACE) && u_iscntrl(c) == 0);
    set(hangs_at_line_end, hangs(c));
    set(leaves_no_glyph, is_invisible(c));
    set(has_script,
        script != USCRIPT_COMMON && script != USCRIPT_INHERITED && script != USCRIPT_UNKNOWN);
    set(is_shared, script == USCRIPT_COMMON || script == USCRIPT_INHERITED);
    set(limits_script, limits(c, script));
    set(is_bracket, u_getIntPropertyValue(c, UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE);
    set(is_pictograph, is_property(c, UCHAR_EXTENDED_PICTOGRAPHIC));
    set(may_compose, u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES);
}

} // namespace zugang::fonts
