#include "fonts/bidi.hpp"

#include <algorithm>
#include <numeric>

#include <unicode/ubidi.h>
#include <unicode/uchar.h>

namespace zugang::fonts {

namespace {

constexpr std::uint32_t bit(UCharDirection direction) {
    return 1U << static_cast<unsigned>(direction);
}

constexpr std::uint32_t explicit_directions =
    bit(U_LEFT_TO_RIGHT_EMBEDDING) | bit(U_LEFT_TO_RIGHT_OVERRIDE) |
    bit(U_RIGHT_TO_LEFT_EMBEDDING) | bit(U_RIGHT_TO_LEFT_OVERRIDE) | bit(U_POP_DIRECTIONAL_FORMAT) |
    bit(U_FIRST_STRONG_ISOLATE) | bit(U_LEFT_TO_RIGHT_ISOLATE) | bit(U_RIGHT_TO_LEFT_ISOLATE) |
    bit(U_POP_DIRECTIONAL_ISOLATE);

/// Directions that a paragraph must have to hold another level than its own.
constexpr std::uint32_t turns_left_to_right =
    bit(U_RIGHT_TO_LEFT) | bit(U_RIGHT_TO_LEFT_ARABIC) | bit(U_ARABIC_NUMBER) | explicit_directions;
constexpr std::uint32_t turns_right_to_left =
    bit(U_LEFT_TO_RIGHT) | bit(U_EUROPEAN_NUMBER) | bit(U_ARABIC_NUMBER) | explicit_directions;

/// ICU looks through all open brackets for each closing one. A text with this many is none that
/// brackets matter in.
bool has_too_many_brackets(const DecodedText& text) {
    constexpr std::size_t most = 4096;
    if (text.characters.size() <= most) {
        return false;
    }
    const auto is_bracket = [](char16_t c) { return u_getBidiPairedBracket(c) != c; };
    return static_cast<std::size_t>(
               std::count_if(text.utf16.begin(), text.utf16.end(), is_bracket)) > most;
}

} // namespace

void CloseBidi::operator()(UBiDi* bidi) const noexcept {
    ubidi_close(bidi);
}

void Bidi::find_levels(DecodedText& text, std::uint8_t base, std::vector<std::uint8_t>& levels) {
    levels.assign(text.characters.size(), base);
    // Rules W and I leave every character at the base level then.
    const std::uint32_t turns = base == 0 ? turns_left_to_right : turns_right_to_left;
    if ((text.directions & turns) == 0) {
        return;
    }
    make_utf16(text);
    if (bidi_ == nullptr) {
        bidi_.reset(ubidi_open());
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::u16string* units = &text.utf16;
    std::u16string without_brackets;
    if (has_too_many_brackets(text)) {
        without_brackets = text.utf16;
        std::replace_if(
            without_brackets.begin(), without_brackets.end(),
            [](char16_t c) { return u_getBidiPairedBracket(c) != c; }, u'!');
        units = &without_brackets;
    }
    const auto length = static_cast<std::int32_t>(units->size());
    ubidi_setPara(bidi_.get(), units->data(), length, base, nullptr, &status);
    const UBiDiLevel* found = U_SUCCESS(status) ? ubidi_getLevels(bidi_.get(), &status) : nullptr;
    if (found == nullptr || U_FAILURE(status)) {
        return;
    }
    for (std::size_t unit = 0; unit < text.utf16.size(); ++unit) {
        levels[text.character_at_utf16(unit)] = found[unit];
    }
}

std::uint8_t base_level(DecodedText& text) {
    make_utf16(text);
    const auto length = static_cast<std::int32_t>(text.utf16.size());
    return ubidi_getBaseDirection(text.utf16.data(), length) == UBIDI_RTL ? 1 : 0;
}

void visual_order(std::span<const std::uint8_t> levels, std::vector<std::uint32_t>& order) {
    order.resize(levels.size());
    std::iota(order.begin(), order.end(), 0U);
    if (levels.empty()) {
        return;
    }
    const auto highest = *std::max_element(levels.begin(), levels.end());
    // Reversing in the order as it stands keeps each stretch of a level or higher together.
    for (unsigned level = highest; level > 0; --level) {
        for (std::size_t i = 0; i < levels.size();) {
            if (levels[i] < level) {
                ++i;
                continue;
            }
            const std::size_t first = i;
            while (i < levels.size() && levels[i] >= level) {
                ++i;
            }
            std::reverse(order.begin() + static_cast<std::ptrdiff_t>(first),
                         order.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
}

} // namespace zugang::fonts
