#include "fonts/layout_cache.hpp"

#include <type_traits>

namespace zugang::fonts {

namespace {

template <typename Plain>
void append(std::string& key, Plain value) {
    static_assert(std::is_arithmetic_v<Plain> || std::is_enum_v<Plain>);
    // NOLINTNEXTLINE(*-reinterpret-cast): the bytes themselves are the key
    key.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void append_text(std::string& key, std::string_view text) {
    append(key, text.size());
    key += text;
}

void append_style(std::string& key, const Style& style) {
    append(key, style.size_px);
    append(key, style.weight);
    append(key, style.italic);
    append(key, style.tag);
}

void make_key(const Paragraph& paragraph, std::uint64_t fonts_generation, std::string& key) {
    key.clear();
    append(key, fonts_generation);
    append_style(key, paragraph.style);
    append(key, paragraph.width_px);
    append(key, paragraph.line_height);
    append(key, paragraph.direction);
    append(key, paragraph.align);
    append(key, paragraph.max_lines);
    append(key, paragraph.ranges.size());
    for (const StyleRange& range : paragraph.ranges) {
        append(key, range.start);
        append(key, range.length);
        append_style(key, range.style);
    }
    append_text(key, paragraph.language);
    append(key, paragraph.families.size());
    for (const std::string& family : paragraph.families) {
        append_text(key, family);
    }
    key += paragraph.text;
}

/// About what an entry takes beside its key and its layout: the map's node and two blocks' heads.
constexpr std::size_t overhead_bytes = 112;

std::size_t size_of(const std::string& key, const PackedLayout& layout) {
    return key.size() + layout.size_bytes() + overhead_bytes;
}

} // namespace

std::optional<Layout> LayoutCache::find(const Paragraph& paragraph,
                                        std::uint64_t fonts_generation) {
    if (limit_ == 0) {
        return std::nullopt;
    }
    make_key(paragraph, fonts_generation, key_);
    const auto young = young_.find(key_);
    if (young != young_.end()) {
        return young->second.unpack();
    }
    const auto old = old_.find(key_);
    if (old == old_.end()) {
        return std::nullopt;
    }
    auto node = old_.extract(old);
    old_bytes_ -= size_of(node.key(), node.mapped());
    Layout layout = node.mapped().unpack();
    put_young(std::move(node.key()), std::move(node.mapped()));
    return layout;
}

void LayoutCache::store(const Layout& layout) {
    if (limit_ == 0) {
        return;
    }
    auto packed = PackedLayout::pack(layout);
    if (packed && size_of(key_, *packed) <= limit_ / 2) {
        put_young(key_, std::move(*packed));
    }
}

void LayoutCache::put_young(std::string key, PackedLayout layout) {
    const std::size_t size = size_of(key, layout);
    if (young_bytes_ + size > limit_ / 2) {
        old_.clear();
        old_.swap(young_);
        old_bytes_ = young_bytes_;
        young_bytes_ = 0;
    }
    young_.emplace(std::move(key), std::move(layout));
    young_bytes_ += size;
}

void LayoutCache::clear() {
    std::string().swap(key_); // a string that is cleared keeps its memory
    young_.clear();
    old_.clear();
    young_bytes_ = old_bytes_ = 0;
}

} // namespace zugang::fonts
