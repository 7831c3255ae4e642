#pragma once

#include <cstddef>
#include <cstdint>

namespace zugang::fonts {

/// Classes of UAX #14, as far as plain_line_break tells them apart.
enum class LineKind : std::uint8_t {
    Other,   ///< needs all of the rules
    Letter,  ///< AL
    Hebrew,  ///< HL
    Digit,   ///< NU
    Mark,    ///< CM
    Space,   ///< SP
    Infix,   ///< IS
    Closing, ///< CL, EX: nothing holds to them from behind
    Paren,   ///< ")" and "]", which hold letters behind them (LB30)
    After,   ///< BA
};

/// What the stages ask of a character, looked up once. The numbers are ICU's.
struct CharacterTraits {
    std::uint16_t script = 0;  ///< UScriptCode
    std::uint8_t grapheme = 0; ///< UGraphemeClusterBreak
    std::uint8_t conjunct = 0; ///< Conjunct
    LineKind line = LineKind::Other;
    std::uint8_t direction = 0; ///< UCharDirection
    std::uint16_t flags = 0;    ///< CharacterFlag
};

enum CharacterFlag : std::uint16_t {
    /// Neither a space nor a control, a variation selector or default-ignorable.
    needs_glyph = 1,
    /// Takes no room at a line's end: spaces but no-break ones, and what has no width anyway.
    hangs_at_line_end = 2,
    has_script = 4,        ///< one of its own: neither common nor inherited nor unknown
    limits_script = 8,     ///< common, but only to the scripts of its Script_Extensions
    is_bracket = 16,       ///< paired (UAX #9)
    is_pictograph = 32,    ///< Extended_Pictographic (UAX #29)
    is_shared = 64,        ///< common or inherited: it joins the text around it
    may_compose = 128,     ///< with the character before it, by NFC
    leaves_no_glyph = 256, ///< default-ignorable or a control, but for the fillers of Hangul
    is_known = 512,        ///< has been looked up
};

/// Indic_Conjunct_Break (UAX #29, GB9c), as the ICU at hand applies it.
enum Conjunct : std::uint8_t {
    conjunct_none,
    conjunct_consonant,
    conjunct_extend,
    conjunct_linker
};

constexpr std::size_t traits_page_size = 256;

/// The traits of 256 characters, those that were asked for filled in. Lives as long as the thread.
CharacterTraits* traits_page(char32_t character);
void look_up(char32_t character, CharacterTraits& traits);

/// Looks traits up; text stays on one page for long. Not shared between threads.
class TraitsReader {
  public:
    const CharacterTraits& of(char32_t character) {
        if (character / traits_page_size != number_) {
            page_ = traits_page(character);
            number_ = character / traits_page_size;
        }
        CharacterTraits& traits = page_[character % traits_page_size];
        if ((traits.flags & is_known) == 0) {
            look_up(character, traits);
        }
        return traits;
    }

  private:
    CharacterTraits* page_ = nullptr;
    char32_t number_ = 0xFFFFFFFF;
};

inline CharacterTraits traits_of(char32_t character) {
    return TraitsReader().of(character);
}

inline bool has(const CharacterTraits& traits, CharacterFlag flag) {
    return (traits.flags & flag) != 0;
}

} // namespace zugang::fonts
