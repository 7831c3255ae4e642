#include "fonts/plain_line_break.hpp"

namespace zugang::fonts {

namespace {

bool sticks_from_behind(LineKind kind) {
    return kind == LineKind::Infix || kind == LineKind::Closing || kind == LineKind::Paren;
}

} // namespace

bool find_plain_line_breaks(const DecodedText& text, Boundaries& boundaries) {
    const std::size_t count = text.characters.size();
    const CharacterTraits* const traits = text.traits.data();
    const auto holds = [&](LineKind kind) {
        return (text.line_kinds & (1U << static_cast<unsigned>(kind))) != 0;
    };
    // LB21a: what stands between a Hebrew letter and the next holds both.
    if (holds(LineKind::Other) || (holds(LineKind::Hebrew) && holds(LineKind::After))) {
        return false;
    }
    LineKind before = LineKind::Other; // of what is not a mark; Other: the text begins
    LineKind before_infix = LineKind::Other;
    bool spaces = false;
    const auto allow = [&](std::size_t i) {
        boundaries[i] = static_cast<std::uint8_t>(boundaries[i] | break_allowed);
    };
    const auto forget = [&](std::size_t end) {
        for (std::size_t i = 0; i < end; ++i) {
            boundaries[i] = static_cast<std::uint8_t>(boundaries[i] & ~unsigned{break_allowed});
        }
        return false;
    };
    for (std::size_t i = 0; i < count; ++i) {
        LineKind kind = traits[i].line;
        if (kind == LineKind::Space) { // LB7
            spaces = true;
            continue;
        }
        if (kind == LineKind::Mark) {
            if (before != LineKind::Other && !spaces) { // LB9
                continue;
            }
            kind = LineKind::Letter; // LB10
        }
        if (sticks_from_behind(kind)) { // LB13
            if (kind == LineKind::Infix && spaces) {
                return forget(i); // ICU: a number may begin with it
            }
            before_infix = before;
        } else if (spaces) { // LB18
            allow(i);
        } else if (kind == LineKind::Digit && before == LineKind::Infix) {
            if (before_infix != LineKind::Digit) {
                return forget(i);
            }
        } else if (kind != LineKind::After &&                                    // LB21
                   (before == LineKind::Closing || before == LineKind::After)) { // LB31
            allow(i);
        }
        before = kind;
        spaces = false;
    }
    return true;
}

} // namespace zugang::fonts
