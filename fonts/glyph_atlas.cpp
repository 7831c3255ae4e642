#include "fonts/glyph_atlas.hpp"

#include "fonts/rasterize.hpp"
#include "fonts/shelves.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

namespace zugang::fonts {

namespace {

constexpr int gap =
    1; // pixels between pictures: neighbours must not shine in when a picture is scaled
constexpr int solid_size = 2;
constexpr int most_pages = 1000;

std::uint16_t narrow(int value) {
    return static_cast<std::uint16_t>(value);
}

/// What is the same picture: a size apart by less than FreeType counts is no other size.
struct PackedKey {
    std::uint32_t glyph = 0;
    std::uint32_t size = 0; ///< 1/64 pixel
    FaceIndex face = 0;
    std::uint8_t subpixel = 0;
    std::uint8_t synthetic = 0;

    friend bool operator==(const PackedKey&, const PackedKey&) = default;
};

struct HashKey {
    std::size_t operator()(const PackedKey& key) const noexcept {
        const std::uint64_t rest = (std::uint64_t{key.size} << 24U) ^
                                   (std::uint64_t{key.face} << 4U) ^
                                   (std::uint64_t{key.subpixel} << 2U) ^ key.synthetic;
        std::uint64_t hash = (std::uint64_t{key.glyph} + 0x9E3779B97F4A7C15U) * 0xBF58476D1CE4E5B9U;
        hash = (hash ^ (hash >> 29U) ^ rest) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>(hash ^ (hash >> 32U));
    }
};

struct HashName {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const noexcept {
        return std::hash<std::string_view>{}(name);
    }
};

struct Page {
    std::vector<std::uint8_t> pixels;
    Shelves shelves;
    int left = 0; // what changed; nothing: right <= left
    int top = 0;
    int right = 0;
    int bottom = 0;

    void touch(int x, int y, int width, int height) {
        const bool clean = right <= left;
        left = clean ? x : std::min(left, x);
        top = clean ? y : std::min(top, y);
        right = clean ? x + width : std::max(right, x + width);
        bottom = clean ? y + height : std::max(bottom, y + height);
    }
};

} // namespace

struct GlyphAtlas::Implementation {
    const FontSet* fonts;
    int page_size;
    int max_pages;
    std::vector<Page> pages;
    std::unordered_map<PackedKey, std::optional<AtlasImage>, HashKey>
        glyphs; ///< none: cannot be drawn
    std::unordered_map<std::string, AtlasImage, HashName, std::equal_to<>> pictures;
    std::uint64_t generation = 1;
    bool full = false;

    void start_page(Page& page) const {
        page.pixels.assign(
            static_cast<std::size_t>(page_size) * static_cast<std::size_t>(page_size), 0);
        page.shelves = Shelves(page_size);
        const auto spot = page.shelves.place(solid_size + gap, solid_size + gap);
        for (int y = 0; spot && y < solid_size; ++y) {
            std::fill_n(page.pixels.begin() + static_cast<std::ptrdiff_t>(y) * page_size,
                        solid_size, std::uint8_t{255});
        }
        page.touch(0, 0, page_size, page_size);
    }

    /// No value: no room.
    std::optional<AtlasImage> pack(int width, int height, std::span<const std::uint8_t> coverage) {
        if (width <= 0 || height <= 0) {
            return AtlasImage{};
        }
        for (std::size_t i = 0; i <= pages.size(); ++i) {
            if (i == pages.size()) {
                if (static_cast<int>(i) >= max_pages) {
                    break;
                }
                start_page(pages.emplace_back());
            }
            if (const auto spot = pages[i].shelves.place(width + gap, height + gap)) {
                copy(pages[i], *spot, width, height, coverage);
                return AtlasImage{narrow(static_cast<int>(i)),
                                  narrow(spot->x),
                                  narrow(spot->y),
                                  narrow(width),
                                  narrow(height),
                                  0,
                                  0};
            }
        }
        full = true;
        return std::nullopt;
    }

    void copy(Page& page, Shelves::Spot spot, int width, int height,
              std::span<const std::uint8_t> coverage) const {
        for (int y = 0; y < height; ++y) {
            const auto from = coverage.begin() + static_cast<std::ptrdiff_t>(y) * width;
            std::copy(from, from + width,
                      page.pixels.begin() + static_cast<std::ptrdiff_t>(spot.y + y) * page_size +
                          spot.x);
        }
        page.touch(spot.x, spot.y, width, height);
    }

    /// Beside the plain patch on an otherwise empty page.
    bool fits_a_page(int width, int height) const {
        if (width > page_size - gap || height > page_size - gap) {
            return false;
        }
        Shelves empty(page_size);
        empty.place(solid_size + gap, solid_size + gap);
        return empty.place(width + gap, height + gap).has_value();
    }
};

GlyphAtlas::GlyphAtlas(const FontSet& fonts, int page_size_px, int max_pages)
    : implementation_(std::make_unique<Implementation>()) {
    constexpr int smallest = 16;
    constexpr int largest = 16384;
    implementation_->fonts = &fonts;
    implementation_->page_size = std::clamp(page_size_px, smallest, largest);
    implementation_->max_pages = std::clamp(max_pages, 1, most_pages);
    implementation_->start_page(implementation_->pages.emplace_back());
}

GlyphAtlas::~GlyphAtlas() = default;

const AtlasImage* GlyphAtlas::find(const GlyphKey& key) {
    Implementation& atlas = *implementation_;
    if (!(key.size_px > 0) || key.size_px > max_glyph_size) {
        return nullptr;
    }
    PackedKey packed;
    packed.glyph = key.glyph;
    packed.size = static_cast<std::uint32_t>(std::lround(key.size_px * 64));
    packed.face = key.face;
    packed.subpixel = key.subpixel & 3U;
    packed.synthetic = static_cast<std::uint8_t>((key.synthetic_bold ? 1U : 0U) |
                                                 (key.synthetic_italic ? 2U : 0U));
    const auto known = atlas.glyphs.find(packed);
    if (known != atlas.glyphs.end()) {
        return known->second ? &*known->second : nullptr;
    }
    const std::optional<GlyphBitmap> bitmap = rasterize(*atlas.fonts, key);
    std::optional<AtlasImage> image;
    if (bitmap && atlas.fits_a_page(bitmap->width, bitmap->height)) {
        image = atlas.pack(bitmap->width, bitmap->height, bitmap->coverage);
        if (!image) {
            return nullptr; // not remembered: there is room after clear()
        }
        image->left = static_cast<std::int16_t>(bitmap->left);
        image->top = static_cast<std::int16_t>(bitmap->top);
    }
    const auto& stored = atlas.glyphs.emplace(packed, image).first->second;
    return stored ? &*stored : nullptr;
}

const AtlasImage* GlyphAtlas::find(std::string_view key) const {
    const auto known = implementation_->pictures.find(key);
    return known != implementation_->pictures.end() ? &known->second : nullptr;
}

const AtlasImage* GlyphAtlas::insert(std::string_view key, int width, int height,
                                     std::span<const std::uint8_t> coverage) {
    Implementation& atlas = *implementation_;
    if (width < 0 || height < 0 || !atlas.fits_a_page(width, height) ||
        coverage.size() < static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        return nullptr;
    }
    const auto known = atlas.pictures.find(key);
    if (known != atlas.pictures.end() && known->second.width == width &&
        known->second.height == height) {
        if (width > 0 && height > 0) {
            atlas.copy(atlas.pages[known->second.page], {known->second.x, known->second.y}, width,
                       height, coverage);
        }
        return &known->second;
    }
    const std::optional<AtlasImage> image = atlas.pack(width, height, coverage);
    return image ? &atlas.pictures.insert_or_assign(std::string(key), *image).first->second
                 : nullptr;
}

GlyphAtlas::Point GlyphAtlas::solid() const {
    return {solid_size / 2.0F, solid_size / 2.0F};
}

int GlyphAtlas::pages_for(int width_px, int height_px, int page_size_px) {
    const double screen = static_cast<double>(width_px) * height_px;
    const double page = static_cast<double>(page_size_px) * page_size_px;
    return static_cast<int>(std::ceil(3 * screen / page));
}

void GlyphAtlas::set_max_pages(int count) {
    implementation_->max_pages = std::clamp(count, 1, most_pages);
}

int GlyphAtlas::page_size() const {
    return implementation_->page_size;
}

int GlyphAtlas::page_count() const {
    return static_cast<int>(implementation_->pages.size());
}

std::span<const std::uint8_t> GlyphAtlas::page(int index) const {
    return implementation_->pages.at(static_cast<std::size_t>(index)).pixels;
}

std::vector<DirtyRect> GlyphAtlas::take_dirty() {
    std::vector<DirtyRect> dirty;
    for (std::size_t i = 0; i < implementation_->pages.size(); ++i) {
        Page& page = implementation_->pages[i];
        if (page.right > page.left) {
            dirty.push_back({static_cast<std::uint16_t>(i), narrow(page.left), narrow(page.top),
                             narrow(page.right - page.left), narrow(page.bottom - page.top)});
            page.right = page.left;
        }
    }
    return dirty;
}

std::uint64_t GlyphAtlas::generation() const {
    return implementation_->generation;
}

bool GlyphAtlas::full() const {
    return implementation_->full;
}

void GlyphAtlas::clear() {
    Implementation& atlas = *implementation_;
    atlas.glyphs.clear();
    atlas.pictures.clear();
    for (Page& page : atlas.pages) {
        atlas.start_page(page);
    }
    atlas.full = false;
    ++atlas.generation;
}

} // namespace zugang::fonts
