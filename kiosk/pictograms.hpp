#pragma once

#include "fonts/glyph_atlas.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace zugang::kiosk {

/// Pictograms of the content as coverage bitmaps at any size.
class Pictograms {
  public:
    /// Where the SVG file of a pictogram is; no value for an unknown name.
    using Locate = std::function<std::optional<std::filesystem::path>(std::string_view name)>;

    explicit Pictograms(Locate locate) : locate_(std::move(locate)) {}

    /// `size`: edge in pixels. nullptr where there is no such pictogram or the atlas is full.
    const fonts::AtlasImage* find(fonts::GlyphAtlas& atlas, std::string_view name, int size,
                                  bool flipped);

  private:
    Locate locate_;
    std::string key_;
};

} // namespace zugang::kiosk
