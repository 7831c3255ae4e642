#include "kiosk/pictograms.hpp"

#include <memory>
#include <vector>

#include <SDL.h>
#include <SDL_image.h>

namespace zugang::kiosk {

namespace {

struct FreeSurface {
    void operator()(SDL_Surface* surface) const noexcept { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, FreeSurface>;

// The alpha channel of the drawing, row by row; empty where it cannot be drawn.
std::vector<std::uint8_t> rasterise(const std::filesystem::path& file, int size, bool flipped) {
    SDL_RWops* source = SDL_RWFromFile(file.c_str(), "rb");
    if (source == nullptr) {
        return {};
    }
    const Surface drawn(IMG_LoadSizedSVG_RW(source, size, size));
    SDL_RWclose(source);
    if (!drawn) {
        return {};
    }
    const Surface rgba(SDL_ConvertSurfaceFormat(drawn.get(), SDL_PIXELFORMAT_RGBA32, 0));
    if (!rgba) {
        return {};
    }
    std::vector<std::uint8_t> coverage(static_cast<std::size_t>(size) *
                                       static_cast<std::size_t>(size));
    const auto* pixels = static_cast<const std::uint8_t*>(rgba->pixels);
    for (int y = 0; y < std::min(size, rgba->h); ++y) {
        for (int x = 0; x < std::min(size, rgba->w); ++x) {
            const int column = flipped ? size - 1 - x : x;
            coverage[static_cast<std::size_t>(y * size + column)] =
                pixels[y * rgba->pitch + x * 4 + 3];
        }
    }
    return coverage;
}

} // namespace

const fonts::AtlasImage* Pictograms::find(fonts::GlyphAtlas& atlas, std::string_view name, int size,
                                          bool flipped) {
    key_.assign(name);
    key_ += '@';
    key_ += std::to_string(size);
    key_ += flipped ? "<" : "";
    if (const fonts::AtlasImage* known = atlas.find(std::string_view(key_))) {
        return known;
    }
    const auto file = locate_(name);
    std::vector<std::uint8_t> coverage;
    if (file) {
        coverage = rasterise(*file, size, flipped);
    }
    if (coverage.empty()) {
        return atlas.insert(key_, 0, 0, {}); // remembered as nothing to draw
    }
    return atlas.insert(key_, size, size, coverage);
}

} // namespace zugang::kiosk
