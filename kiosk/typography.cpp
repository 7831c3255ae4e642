#include "kiosk/typography.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace zugang::kiosk {

namespace {

constexpr std::size_t most_layouts = 1500;
constexpr std::uint64_t keep_frames = 60;

template <typename Number>
void append(std::string& key, Number number) {
    static_assert(std::is_trivially_copyable_v<Number>);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the bytes themselves are the key
    key.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

// A letter is about half as wide as it is high; what is wrong with that is corrected before anybody
// can see it.
float estimated_height(const TextSpec& spec, float line_height) {
    const auto letters = std::ranges::count_if(
        spec.text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    const float wide = static_cast<float>(letters) * spec.size_px / 2;
    const float lines = spec.width > 0 ? std::max(1.0F, std::ceil(wide / spec.width)) : 1.0F;
    return lines * std::round(spec.size_px * line_height);
}

} // namespace

// The layouts are kept here, and forgotten with the visit: the typesetter keeps none.
Typography::Typography(const fonts::FontSet& fonts) : typesetter_(fonts, 0) {
}

SetText& Typography::set(const TextSpec& spec) {
    const float line_height =
        spec.line_height > 0 ? spec.line_height : static_cast<float>(spec.language->line_height);
    write_key(spec, line_height);
    const auto found = entries_.find(key_);
    if (found != entries_.end()) {
        found->second.used = frame_;
        return found->second.text;
    }
    if (can_wait_ && spent_bytes_ >= slice_bytes) {
        estimated_ = true;
        estimate_.layout.width = std::max(spec.width, 0.0F);
        estimate_.layout.height = estimated_height(spec, line_height);
        return estimate_;
    }
    spent_bytes_ += can_wait_ ? spec.text.size() : 0;
    Entry entry{.text = {.layout = lay_out(spec, line_height), .quads = {}}, .used = frame_};
    return entries_.emplace(key_, std::move(entry)).first->second.text;
}

void Typography::write_key(const TextSpec& spec, float line_height) {
    key_.clear();
    append(key_, spec.size_px);
    append(key_, spec.width);
    append(key_, line_height);
    append(key_, spec.bold);
    append(key_, spec.align);
    append(key_, spec.max_lines);
    append(key_, spec.ranges.size());
    for (const fonts::StyleRange& range : spec.ranges) {
        append(key_, range.start);
        append(key_, range.length);
        append(key_, range.style.size_px);
        append(key_, range.style.weight);
        append(key_, range.style.italic);
        append(key_, range.style.tag);
    }
    key_ += spec.language->tag;
    key_ += '\0';
    key_ += spec.text;
}

fonts::Layout Typography::lay_out(const TextSpec& spec, float line_height) {
    fonts::Paragraph paragraph;
    paragraph.text = spec.text;
    paragraph.style = {.size_px = spec.size_px, .weight = spec.bold ? 700 : 400};
    paragraph.ranges = spec.ranges;
    paragraph.language = spec.language->tag;
    paragraph.direction = spec.language->direction == content::Direction::RightToLeft
                              ? fonts::Direction::RightToLeft
                              : fonts::Direction::LeftToRight;
    paragraph.families = spec.language->fonts;
    paragraph.width_px = spec.width;
    paragraph.line_height = line_height;
    paragraph.align = spec.align;
    paragraph.max_lines = spec.max_lines;
    return typesetter_.lay_out(paragraph);
}

void Typography::begin_frame() {
    can_wait_ = false;
    estimated_ = false;
    spent_bytes_ = 0;
}

void Typography::clear() {
    entries_.clear();
    std::string().swap(key_); // a string that is cleared keeps its memory
    typesetter_.forget_texts();
}

void Typography::trim() {
    ++frame_;
    if (entries_.size() > most_layouts) {
        std::erase_if(entries_,
                      [this](const auto& item) { return item.second.used + keep_frames < frame_; });
    }
}

} // namespace zugang::kiosk
