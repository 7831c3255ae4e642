#include "fonts/line_break.hpp"

#include <algorithm>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>

namespace zugang::fonts {

namespace {

void set(std::uint8_t& flags, Boundary boundary) {
    flags = static_cast<std::uint8_t>(flags | boundary);
}

/// ICU parses whatever it is given as a locale; only tags are let through.
std::string locale_of(std::string_view language) {
    const bool is_tag =
        language.size() <= 35 && std::all_of(language.begin(), language.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '-';
        });
    return is_tag ? std::string(language) : std::string();
}

void find_graphemes(UBreakIterator* iterator, const DecodedText& text, Boundaries& boundaries) {
    const bool each_its_own = std::all_of(text.utf16.begin(), text.utf16.end(),
                                          [](char16_t c) { return c < 0x300 && c != u'\r'; });
    UErrorCode status = U_ZERO_ERROR;
    if (!each_its_own && iterator != nullptr) {
        ubrk_setText(iterator, text.utf16.data(), static_cast<std::int32_t>(text.utf16.size()),
                     &status);
    }
    if (each_its_own || iterator == nullptr || U_FAILURE(status)) {
        for (std::uint8_t& flags : boundaries) {
            set(flags, grapheme_boundary);
        }
        return;
    }
    set(boundaries.front(), grapheme_boundary);
    for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        set(boundaries[text.character_at_utf16(static_cast<std::size_t>(at))], grapheme_boundary);
    }
}

void find_line_breaks(UBreakIterator* iterator, const DecodedText& text, Boundaries& boundaries) {
    UErrorCode status = U_ZERO_ERROR;
    if (iterator != nullptr) {
        ubrk_setText(iterator, text.utf16.data(), static_cast<std::int32_t>(text.utf16.size()),
                     &status);
    }
    if (iterator == nullptr || U_FAILURE(status)) {
        for (std::size_t i = 1; i < boundaries.size(); ++i) {
            if (text.characters[i - 1] == U' ') {
                set(boundaries[i], break_allowed);
            }
        }
        return;
    }
    for (std::int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
        std::uint8_t& flags = boundaries[text.character_at_utf16(static_cast<std::size_t>(at))];
        set(flags, break_allowed);
        if (ubrk_getRuleStatus(iterator) >= UBRK_LINE_HARD) {
            set(flags, break_required);
        }
    }
}

} // namespace

void CloseBreakIterator::operator()(UBreakIterator* iterator) const noexcept {
    ubrk_close(iterator);
}

bool hangs_at_line_end(char32_t character) {
    if (character < 0x80) {
        return character == U' ';
    }
    const auto c = static_cast<UChar32>(character);
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

UBreakIterator* Segmenter::iterator_for(int kind, std::string_view language) {
    std::string locale = locale_of(language);
    for (const Known& known : known_) {
        if (known.kind == kind && known.locale == locale) {
            return known.iterator.get();
        }
    }
    UErrorCode status = U_ZERO_ERROR;
    Iterator iterator(
        ubrk_open(static_cast<UBreakIteratorType>(kind), locale.c_str(), nullptr, 0, &status));
    constexpr std::size_t most = 64;
    if (known_.size() == most) {
        known_.erase(known_.begin());
    }
    known_.push_back({kind, std::move(locale), std::move(iterator)});
    return known_.back().iterator.get();
}

void Segmenter::find(const DecodedText& text, std::string_view language, Boundaries& boundaries) {
    boundaries.assign(text.characters.size() + 1, 0);
    for (std::size_t i = 0; i < text.characters.size(); ++i) {
        if (hangs_at_line_end(text.characters[i])) {
            set(boundaries[i], hangs);
        }
    }
    if (graphemes_ == nullptr) {
        UErrorCode status = U_ZERO_ERROR;
        graphemes_.reset(ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status));
    }
    find_graphemes(graphemes_.get(), text, boundaries);
    find_line_breaks(iterator_for(UBRK_LINE, language), text, boundaries);
    set(boundaries.back(), break_allowed);
}

} // namespace zugang::fonts
