#pragma once

#include "fonts/glyph_atlas.hpp"
#include "kiosk/shape.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::kiosk {

/// Pictures of the content in one colour (pictograms, the map), as coverage bitmaps at any size:
/// what is white in the drawing.
class Pictograms {
  public:
    /// Where the SVG file of a picture is; no value for an unknown name.
    using Locate = std::function<std::optional<std::filesystem::path>(std::string_view name)>;

    explicit Pictograms(Locate locate) : locate_(std::move(locate)) {}

    /// Pixels; the drawing keeps its proportions. nullptr where there is no such picture or the
    /// atlas is full.
    const fonts::AtlasImage* find(fonts::GlyphAtlas& atlas, std::string_view name, int width,
                                  int height, bool flipped);

    /// The same picture to be asked what is where; nullptr where there is none. The last size of
    /// each is kept.
    std::shared_ptr<const Shape> shape(std::string_view name, int width, int height);

  private:
    Locate locate_;
    std::map<std::string, std::shared_ptr<const Shape>, std::less<>> shapes_;
    std::string key_;
};

} // namespace zugang::kiosk
