#include "fonts/lines.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

#include <unicode/uchar.h>

namespace zugang::fonts {

namespace {

constexpr char32_t soft_hyphen = 0xAD;
constexpr double rounding = 0.01; // pixels that sums of floats may be off
constexpr int far = 8; // clusters around the end of a line among which a better one is looked for

} // namespace

double snapped(double pixels) {
    const double steps = pixels * 64;
    return static_cast<double>(static_cast<std::int64_t>(steps < 0 ? steps - 0.5 : steps + 0.5)) /
           64;
}

LineBreaker::LineBreaker(ShapedText& text, Shaper& shaper, Itemizer& itemizer,
                         std::span<const std::string> families, LineLimits limits)
    : text_(text), shaper_(shaper), itemizer_(itemizer), families_(families), limits_(limits),
      limit_(limits.width_px > 0 ? static_cast<double>(limits.width_px) + rounding
                                 : std::numeric_limits<double>::infinity()),
      size_(static_cast<std::uint32_t>(text.decoded.characters.size())) {
}

void LineBreaker::break_lines() {
    text_.pieces.clear();
    text_.lines.clear();
    text_.truncated = false;
    std::uint32_t start = 0;
    // A line feed at the end begins a last, empty line; an empty text is one.
    while (start < size_ || text_.lines.empty() ||
           (text_.boundaries[start] & break_required) != 0) {
        End end = find_end(start, limit_, false);
        const bool last = limits_.max_lines > 0 &&
                          text_.lines.size() + 1 == static_cast<std::size_t>(limits_.max_lines);
        if (last && end.end < size_) {
            break_with_ellipsis(start);
            return;
        }
        const std::size_t first = text_.pieces.size();
        make_pieces(start, end);
        while (visible_width(first) > limit_ && previous_end(start, limit_, false, end)) {
            text_.pieces.resize(first);
            make_pieces(start, end);
        }
        if (last && end.end < size_) { // shaping apart made the difference
            text_.pieces.resize(first);
            break_with_ellipsis(start);
            return;
        }
        text_.lines.push_back({start, end.end, first, text_.pieces.size() - first});
        if (end.end == size_ &&
            (start == size_ || (text_.boundaries[size_] & break_required) == 0)) {
            return;
        }
        start = end.end;
        if (last) {
            return;
        }
    }
}

LineBreaker::End LineBreaker::find_end(std::uint32_t start, double limit, bool anywhere) {
    End best{start, start, false};
    bool found = false; // `best` is a proper end
    End forced = best;  // the last grapheme boundary that fits
    std::uint32_t visible = start;
    std::uint32_t i = start + 1;
    for (; i <= size_; ++i) {
        const unsigned flags = text_.boundaries[i];
        if ((text_.boundaries[i - 1] & hangs) == 0) {
            visible = i;
        }
        const double width = text_.pens[visible] - text_.pens[start];
        if ((flags & grapheme_boundary) != 0) {
            if (width <= limit || forced.end == start) {
                forced = {i, visible, false};
            }
            if (width <= limit && ((anywhere && !splits_syllable(i)) || ends_word(i))) {
                best = {i, visible, false};
                found = true;
            }
            if ((flags & break_required) != 0 && width <= limit) {
                return best;
            }
        }
        if (width > limit && forced.end > start) {
            break;
        }
    }
    if (anywhere || forced.end == start || best.end == size_) {
        return best;
    }
    const std::uint32_t word = found ? best.end : start;
    // A piece of less than half a line says little and makes one hyphen more: a long word then
    // begins on the next line.
    const double least = found ? limit / 2 : 0;
    if (found && (limit - (text_.pens[word] - text_.pens[start]) < least || fits(word, limit))) {
        return best;
    }
    const End hyphened = last_hyphen(start, word, std::min(i, size_), limit);
    if (hyphened.hyphen && text_.pens[hyphened.visible] - text_.pens[word] >= least) {
        return hyphened;
    }
    return found ? best : break_word(start, forced);
}

bool LineBreaker::is_soft(std::uint32_t at) const {
    return at > 0 && at < size_ && text_.decoded.characters[at - 1] == soft_hyphen &&
           (text_.boundaries[at] & break_allowed) != 0;
}

bool LineBreaker::ends_word(std::uint32_t at) const {
    return (text_.boundaries[at] & break_allowed) != 0 && !is_soft(at);
}

bool LineBreaker::fits(std::uint32_t word, double limit) const {
    std::uint32_t visible = word;
    for (std::uint32_t i = word + 1; i <= size_; ++i) {
        if ((text_.boundaries[i - 1] & hangs) == 0) {
            visible = i;
        }
        if (text_.pens[visible] - text_.pens[word] > limit) {
            return false;
        }
        if (ends_word(i)) {
            break;
        }
    }
    return true;
}

LineBreaker::End LineBreaker::last_hyphen(std::uint32_t start, std::uint32_t word,
                                          std::uint32_t end, double limit) {
    for (std::uint32_t i = end; i > word + 1; --i) {
        if (!is_soft(i)) {
            continue;
        }
        std::uint32_t visible = i;
        while (visible > word && (text_.boundaries[visible - 1] & hangs) != 0) {
            --visible;
        }
        const double width = text_.pens[visible] - text_.pens[start];
        if (visible > word && width <= limit && width + hyphen_width(i - 1) <= limit) {
            return {i, visible, true};
        }
    }
    return {start, start, false};
}

// Between a virama or coeng and the letter that it joins: a boundary to UAX #29 (before Unicode
// 15.1, and for Khmer and Burmese still), but not to a reader.
bool LineBreaker::splits_syllable(std::uint32_t at) const {
    constexpr std::uint8_t virama = 9;
    return at > 0 && at < size_ &&
           u_getCombiningClass(static_cast<UChar32>(text_.decoded.characters[at - 1])) == virama &&
           u_isalpha(static_cast<UChar32>(text_.decoded.characters[at])) != 0;
}

bool LineBreaker::is_solid(std::uint32_t at) const {
    return (text_.boundaries[at] & hangs) == 0 &&
           u_ispunct(static_cast<UChar32>(text_.decoded.characters[at])) == 0;
}

int LineBreaker::rate_part(std::uint32_t from, std::uint32_t to) const {
    int clusters = 0;
    int solid = 0;
    for (std::uint32_t i = from; i < to && clusters < far; ++i) {
        if ((text_.boundaries[i] & grapheme_boundary) == 0) {
            continue;
        }
        if (i > from && (text_.boundaries[i] & break_allowed) != 0) {
            break;
        }
        if ((text_.boundaries[i] & hangs) == 0) {
            ++clusters;
            solid += is_solid(i) ? 1 : 0;
        }
    }
    return solid >= 2 ? 2 : clusters >= 2 && solid == 1 ? 1 : 0;
}

LineBreaker::End LineBreaker::break_word(std::uint32_t start, const End& forced) const {
    End best = forced;
    if (forced.end < size_ && forced.end > start) {
        int best_rate = -1;
        int clusters = 0;
        for (std::uint32_t i = forced.end; i > start && clusters < far && best_rate < 2; --i) {
            if ((text_.boundaries[i] & grapheme_boundary) == 0 ||
                (text_.boundaries[i - 1] & hangs) != 0 || splits_syllable(i)) {
                continue;
            }
            ++clusters;
            const int rate = std::min(rate_part(start, i), rate_part(i, size_));
            if (rate > best_rate) {
                best_rate = rate;
                best = {i, i, false};
            }
        }
        if (best.end == forced.end) {
            best = forced;
        }
    }
    // The spaces after a word are not to begin a line, nor is a soft hyphen.
    for (std::uint32_t i = best.end; i < size_ && (text_.boundaries[i] & hangs) != 0 &&
                                     (text_.boundaries[i] & break_required) == 0;) {
        ++i;
        if ((text_.boundaries[i] & grapheme_boundary) != 0) { // a space may carry a mark
            best.end = i;
        }
    }
    return best;
}

bool LineBreaker::previous_end(std::uint32_t start, double limit, bool anywhere, End& end) {
    enum class At : std::uint8_t { Words, Hyphens, Clusters };
    constexpr std::array<At, 3> order{At::Words, At::Hyphens, At::Clusters};
    for (std::size_t step = anywhere ? 2 : end.hyphen ? 1 : 0; step < order.size(); ++step) {
        for (std::uint32_t i = std::min(end.end, size_); i-- > start + 1;) {
            const bool soft = is_soft(i) && order.at(step) == At::Hyphens;
            const bool possible = order.at(step) == At::Clusters || soft || ends_word(i);
            // ICU allows a break between a space and its mark.
            if (!possible || (text_.boundaries[i] & grapheme_boundary) == 0) {
                continue;
            }
            std::uint32_t visible = i;
            while (visible > start && (text_.boundaries[visible - 1] & hangs) != 0) {
                --visible;
            }
            const bool fits_hyphen =
                !soft || text_.pens[visible] - text_.pens[start] + hyphen_width(i - 1) <= limit;
            if (visible > start && visible < end.visible && fits_hyphen) {
                end = {i, visible, soft};
                return true;
            }
        }
    }
    return false;
}

void LineBreaker::make_pieces(std::uint32_t start, const End& end) {
    const std::size_t first = text_.pieces.size();
    if (start < end.end) {
        for (std::uint32_t item = item_at(start); item + 1 < text_.item_glyphs.size(); ++item) {
            const Item& whole = text_.items[item];
            if (whole.start >= end.end) {
                break;
            }
            cut_item(item, std::max(start, whole.start), std::min(end.end, whole.end), end.visible);
        }
    }
    if (end.hyphen) {
        add_hyphen(end.visible > start ? end.visible - 1 : start);
        // Before what hangs.
        const auto hanging =
            std::find_if(text_.pieces.begin() + static_cast<std::ptrdiff_t>(first),
                         text_.pieces.end(), [](const Piece& piece) { return piece.hanging; });
        std::rotate(hanging, text_.pieces.end() - 1, text_.pieces.end());
    }
}

void LineBreaker::cut_item(std::uint32_t item, std::uint32_t start, std::uint32_t end,
                           std::uint32_t visible) {
    const Item whole = text_.items[item];
    const auto is_safe = [&](std::uint32_t at) {
        return at == whole.start || at == whole.end || (text_.boundaries[at] & safe_to_break) != 0;
    };
    std::uint32_t safe_start = start;
    while (safe_start < end && !is_safe(safe_start)) {
        ++safe_start;
    }
    std::uint32_t safe_end = end;
    while (safe_end > safe_start && !is_safe(safe_end)) {
        --safe_end;
    }
    if (safe_start >= safe_end) {
        add_piece(shape_again(item, start, end), visible);
        return;
    }
    if (start < safe_start) {
        add_piece(shape_again(item, start, safe_start), visible);
    }
    add_piece(slice(item, safe_start, safe_end), visible);
    if (safe_end < end) {
        add_piece(shape_again(item, safe_end, end), visible);
    }
}

void LineBreaker::add_piece(Piece piece, std::uint32_t visible) {
    if (piece.start < visible && visible < piece.end) {
        const Piece rest = split_off(piece, visible);
        add_piece(piece, visible);
        add_piece(rest, visible);
        return;
    }
    piece.hanging = piece.start >= visible;
    piece.level = piece.hanging ? limits_.base_level : text_.items[piece.item].level;
    auto span = std::upper_bound(text_.styles.begin(), text_.styles.end(), piece.start,
                                 [](std::uint32_t at, const StyleSpan& s) { return at < s.end; });
    while (span != text_.styles.end() && span->end < piece.end) {
        const Piece rest = split_off(piece, span->end);
        piece.tag = span->style.tag;
        text_.pieces.push_back(piece);
        piece = rest;
        ++span;
    }
    piece.tag = span != text_.styles.end() ? span->style.tag : std::uint16_t{0};
    text_.pieces.push_back(piece);
}

Piece LineBreaker::slice(std::uint32_t item, std::uint32_t start, std::uint32_t end) const {
    Piece whole;
    whole.item = item;
    whole.start = text_.items[item].start;
    whole.end = text_.items[item].end;
    whole.first_glyph = text_.item_glyphs[item];
    whole.glyph_count = text_.item_glyphs[item + 1] - whole.first_glyph;
    if (start > whole.start) {
        whole = split_off(whole, start);
    }
    if (end < whole.end) {
        split_off(whole, end);
    }
    return whole;
}

Piece LineBreaker::shape_again(std::uint32_t item, std::uint32_t start, std::uint32_t end) {
    Piece piece;
    piece.item = item;
    piece.start = start;
    piece.end = end;
    piece.first_glyph = text_.glyphs.size();
    shaper_.shape(text_.decoded.characters, text_.items[item], start, end, text_.glyphs);
    piece.glyph_count = text_.glyphs.size() - piece.first_glyph;
    return piece;
}

Piece LineBreaker::split_off(Piece& piece, std::uint32_t at) const {
    const auto begin = text_.glyphs.begin() + static_cast<std::ptrdiff_t>(piece.first_glyph);
    const auto end = begin + static_cast<std::ptrdiff_t>(piece.glyph_count);
    const bool right_to_left = text_.items[piece.item].right_to_left();
    const auto cut = std::partition_point(begin, end, [&](const ShapedGlyph& glyph) {
        return (glyph.cluster < at) != right_to_left;
    });
    const auto left = static_cast<std::size_t>(cut - begin);
    Piece rest = piece;
    rest.start = at;
    piece.end = at;
    if (right_to_left) {
        rest.glyph_count = left;
        piece.first_glyph += left;
        piece.glyph_count -= left;
    } else {
        piece.glyph_count = left;
        rest.first_glyph += left;
        rest.glyph_count -= left;
    }
    return rest;
}

double LineBreaker::width_of(const Piece& piece) const {
    double width = 0;
    for (std::size_t i = 0; i < piece.glyph_count; ++i) {
        width += static_cast<double>(text_.glyphs[piece.first_glyph + i].advance);
    }
    return width;
}

double LineBreaker::visible_width(std::size_t first_piece) const {
    double width = 0;
    for (std::size_t i = first_piece; i < text_.pieces.size(); ++i) {
        width += text_.pieces[i].hanging ? 0 : width_of(text_.pieces[i]);
    }
    return snapped(width);
}

void LineBreaker::break_with_ellipsis(std::uint32_t start) {
    text_.truncated = true;
    const std::size_t first = text_.pieces.size();
    add_ellipsis(start);
    End end = find_end(start, limit_ - width_of(text_.pieces.back()), true);
    for (;;) {
        text_.pieces.resize(first);
        end.end = end.visible; // no space before the ellipsis
        make_pieces(start, end);
        add_ellipsis(end.end); // as large as what is before it
        if (visible_width(first) <= limit_) {
            break;
        }
        if (!previous_end(start, limit_, true, end)) {
            text_.pieces.resize(first);
            end.end = start;
            add_ellipsis(start);
            break;
        }
    }
    text_.lines.push_back({start, end.end, first, text_.pieces.size() - first});
}

const Style& LineBreaker::style_at(std::uint32_t character) const {
    const auto span =
        std::upper_bound(text_.styles.begin(), text_.styles.end(), character,
                         [](std::uint32_t at, const StyleSpan& s) { return at < s.end; });
    return span != text_.styles.end() ? span->style : text_.styles.back().style;
}

std::uint32_t LineBreaker::item_at(std::uint32_t character) const {
    const auto end =
        text_.items.begin() + static_cast<std::ptrdiff_t>(text_.item_glyphs.size() - 1);
    const auto after =
        std::upper_bound(text_.items.begin(), end, character,
                         [](std::uint32_t at, const Item& item) { return at < item.start; });
    return static_cast<std::uint32_t>(after - text_.items.begin()) - 1;
}

Piece LineBreaker::shape_own(std::u32string_view own, const Item& like, std::uint32_t at) {
    Piece piece;
    piece.item = static_cast<std::uint32_t>(text_.items.size());
    piece.start = at;
    piece.end = at;
    piece.level = like.level;
    piece.tag = style_at(at).tag;
    piece.first_glyph = text_.glyphs.size();
    text_.items.push_back(like);
    shaper_.shape(own, like, 0, own.size(), text_.glyphs);
    piece.glyph_count = text_.glyphs.size() - piece.first_glyph;
    for (std::size_t i = 0; i < piece.glyph_count; ++i) {
        text_.glyphs[piece.first_glyph + i].cluster = at;
    }
    return piece;
}

void LineBreaker::add_hyphen(std::uint32_t after) {
    constexpr std::u32string_view hyphen = U"\u2010";
    constexpr std::u32string_view hyphen_minus = U"-";
    Item item = text_.items[item_at(after)];
    std::u32string_view own = hyphen;
    if (!itemizer_.faces().covers(item.face, hyphen.front())) {
        own = hyphen_minus;
        if (!itemizer_.faces().covers(item.face, hyphen_minus.front())) {
            const std::uint8_t level = item.level;
            item = itemizer_.item_for(hyphen_minus.front(), families_, style_at(after));
            item.level = level;
        }
    }
    text_.pieces.push_back(shape_own(own, item, after + 1));
}

double LineBreaker::hyphen_width(std::uint32_t after) {
    add_hyphen(after);
    const double width = width_of(text_.pieces.back());
    text_.glyphs.resize(text_.pieces.back().first_glyph);
    text_.pieces.pop_back();
    text_.items.pop_back();
    return width;
}

void LineBreaker::add_ellipsis(std::uint32_t after) {
    constexpr std::u32string_view ellipsis = U"\u2026";
    constexpr std::u32string_view three_dots = U"...";
    const Style& style = style_at(after > 0 ? after - 1 : 0);
    const bool has = itemizer_.faces().first_covering(
                         itemizer_.faces().candidates(families_, style.weight, style.italic),
                         ellipsis.front()) != FaceChooser::no_face;
    const std::u32string_view own = has ? ellipsis : three_dots;
    Item item = itemizer_.item_for(own.front(), families_, style);
    item.level = limits_.base_level;
    text_.pieces.push_back(shape_own(own, item, after));
}

} // namespace zugang::fonts
