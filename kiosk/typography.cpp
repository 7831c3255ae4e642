#include "kiosk/typography.hpp"

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

} // namespace

Typography::Typography(const fonts::FontSet& fonts) : typesetter_(fonts) {
}

const fonts::Layout& Typography::layout(const TextSpec& spec) {
    const float line_height =
        spec.line_height > 0 ? spec.line_height : static_cast<float>(spec.language->line_height);
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

    const auto found = entries_.find(key_);
    if (found != entries_.end()) {
        found->second.used = frame_;
        return found->second.layout;
    }
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
    Entry entry{.layout = typesetter_.lay_out(paragraph), .used = frame_};
    return entries_.emplace(key_, std::move(entry)).first->second.layout;
}

void Typography::trim() {
    ++frame_;
    if (entries_.size() > most_layouts) {
        std::erase_if(entries_,
                      [this](const auto& item) { return item.second.used + keep_frames < frame_; });
    }
}

} // namespace zugang::kiosk
