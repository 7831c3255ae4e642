#include "fonts/itemize.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::fonts {

namespace {

/// HarfBuzz 6.0 looks for the base of each mark through all marks before it, which takes minutes
/// for 500,000 of them: a cluster longer than this is shaped in parts.
constexpr std::size_t longest_cluster = 256;

bool same_shaping(const Item& a, const Item& b) {
    return a.level == b.level && a.script == b.script && a.face == b.face &&
           a.size_px == b.size_px && a.synthetic_bold == b.synthetic_bold &&
           a.synthetic_italic == b.synthetic_italic;
}

} // namespace

float sane_size(float size_px) {
    return std::isfinite(size_px) ? std::clamp(size_px, 1.0F, 2000.0F) : 1.0F;
}

void find_styles(const DecodedText& text, const Style& style, std::span<const StyleRange> ranges,
                 std::vector<StyleSpan>& spans) {
    spans.clear();
    const auto add = [&](std::size_t start, std::size_t end, const Style& span_style) {
        if (start < end) {
            spans.push_back(
                {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), span_style});
            spans.back().style.size_px = sane_size(span_style.size_px);
        }
    };
    std::size_t done = 0;
    for (const StyleRange& range : ranges) {
        const std::size_t last = range.length < max_text_bytes ? range.length : max_text_bytes;
        const std::size_t start = std::max(done, text.character_at_byte(range.start));
        const std::size_t end =
            range.start >= max_text_bytes ? start : text.character_at_byte(range.start + last);
        if (start < end) {
            add(done, start, style);
            add(start, end, range.style);
            done = end;
        }
    }
    add(done, text.characters.size(), style);
}

void Itemizer::set_face(Item& item, FaceIndex face, const Style& style) const {
    constexpr int bold = 600;
    item.face = face;
    item.size_px = style.size_px;
    if (face < fonts_->size()) {
        const FaceStyle& has = fonts_->style(face);
        item.synthetic_bold = style.weight >= bold && has.weight < bold;
        item.synthetic_italic = style.italic && !has.italic;
    }
}

/// As far as the next clusters are single characters that `choose` would set in the same face,
/// which most are: the end of the item. A cluster goes on behind `last` only if it begins before.
std::uint32_t Itemizer::extend(const DecodedText& text, const Boundaries& boundaries,
                               Candidates& candidates, const Item& item, std::size_t at,
                               std::size_t last) {
    if (item.face >= candidates.positions.size() ||
        candidates.positions[item.face] == Candidates::none) {
        return static_cast<std::uint32_t>(at);
    }
    const std::uint16_t position = candidates.positions[item.face];
    const bool has_space = faces_.first_index(candidates, U' ') == position;
    const char32_t* const characters = text.characters.data();
    const std::uint8_t* const flags = boundaries.data(); // one more than characters
    while (at < last && (flags[at] & flags[at + 1] & grapheme_boundary) != 0 &&
           levels_[at] == item.level && scripts_[at] == item.script) {
        const bool same = has(text.traits[at], needs_glyph)
                              ? faces_.first_index(candidates, characters[at]) == position
                              : has_space;
        if (!same) {
            break;
        }
        ++at;
    }
    return static_cast<std::uint32_t>(at);
}

void Itemizer::itemize(DecodedText& text, Direction direction,
                       std::span<const std::string> families, std::span<const StyleSpan> styles,
                       const Boundaries& boundaries, std::vector<Item>& items) {
    items.clear();
    bidi_.find_levels(text, direction == Direction::RightToLeft ? 1 : 0, levels_);
    find_scripts(text, scripts_);
    const std::u32string_view characters = text.characters;
    const std::size_t count = characters.size();
    FaceIndex current = FaceChooser::no_face;
    std::size_t undecided = 0; // items at the beginning whose face does not matter
    for (const StyleSpan& span : styles) {
        Candidates& candidates = faces_.candidates(families, span.style.weight, span.style.italic);
        // A cluster belongs to the style that its first character has.
        std::size_t at = span.start;
        while (at < span.end && (boundaries[at] & grapheme_boundary) == 0) {
            ++at;
        }
        if (current != FaceChooser::no_face && at < span.end) {
            // The same family in the span's weight, so that a space does not choose.
            const std::size_t same =
                fonts_->find(fonts_->style(current).family, span.style.weight, span.style.italic);
            current = same < fonts_->size() ? static_cast<FaceIndex>(same) : current;
        }
        const auto begins = [&](std::size_t i) { return (boundaries[i] & grapheme_boundary) != 0; };
        const bool has_cluster = at < span.end; // and its last one may end past the span
        while (at < span.end || (has_cluster && at < count && !begins(at))) {
            std::size_t end = at + 1;
            while (end < count && end - at < longest_cluster && !begins(end)) {
                ++end;
            }
            const bool joins = has(text.traits[at], is_shared);
            const FaceIndex face =
                faces_.choose(candidates, characters.substr(at, end - at), current, joins);
            Item item{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), levels_[at],
                      scripts_[at]};
            set_face(item, face, span.style);
            if (face != FaceChooser::no_face && current == FaceChooser::no_face) {
                undecided = items.size();
            }
            current = face;
            if (!items.empty() && begins(at) && same_shaping(items.back(), item)) {
                items.back().end = item.end;
            } else {
                items.push_back(item);
            }
            at = items.back().end =
                extend(text, boundaries, candidates, items.back(), end, span.end);
        }
    }
    // Spaces at the beginning take the face that follows them.
    if (current == FaceChooser::no_face) {
        undecided = items.size();
    }
    for (std::size_t i = undecided; i > 0; --i) {
        Item& item = items[i - 1];
        const Style& style =
            std::partition_point(styles.begin(), styles.end(), [&](const StyleSpan& span) {
                return span.end <= item.start;
            })->style;
        const Candidates& candidates = faces_.candidates(families, style.weight, style.italic);
        if (i < items.size()) {
            current = items[i].face;
        } else {
            current = candidates.faces.empty() ? FaceIndex{0} : candidates.faces.front();
        }
        set_face(item, current, style);
    }
}

Item Itemizer::item_for(char32_t character, std::span<const std::string> families,
                        const Style& style) {
    Candidates& candidates = faces_.candidates(families, style.weight, style.italic);
    Item item;
    set_face(item, faces_.first_covering(candidates, character), style);
    item.size_px = sane_size(style.size_px);
    return item;
}

} // namespace zugang::fonts
