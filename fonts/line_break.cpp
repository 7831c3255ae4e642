#include "fonts/line_break.hpp"

#include "fonts/graphemes.hpp"
#include "fonts/plain_line_break.hpp"

#include <algorithm>

#include <unicode/ubrk.h>

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

void Segmenter::find(DecodedText& text, std::string_view language, Boundaries& boundaries) {
    const std::size_t count = text.characters.size();
    boundaries.assign(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) {
        if (has(text.traits[i], hangs_at_line_end)) {
            set(boundaries[i], hangs);
        }
    }
    find_graphemes(text, boundaries);
    if (!find_plain_line_breaks(text, boundaries)) {
        make_utf16(text);
        find_line_breaks(iterator_for(UBRK_LINE, language), text, boundaries);
    }
    set(boundaries.back(), break_allowed);
}

} // namespace zugang::fonts
