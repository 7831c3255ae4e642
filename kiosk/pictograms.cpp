#include "kiosk/pictograms.hpp"

#include "kiosk/drawing_cost.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <SDL.h>
#include <SDL_image.h>

namespace zugang::kiosk {

namespace {

struct FreeSurface {
    void operator()(SDL_Surface* surface) const noexcept { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, FreeSurface>;

// What is white and opaque in the drawing, row by row; empty where it cannot be drawn.
std::vector<std::uint8_t> rasterise(const std::filesystem::path& file, int width, int height,
                                    bool flipped) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    SDL_RWops* source = bytes.empty() || !is_cheap_drawing(bytes)
                            ? nullptr
                            : SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size()));
    if (source == nullptr) {
        return {};
    }
    const Surface drawn(IMG_LoadSizedSVG_RW(source, width, height));
    SDL_RWclose(source);
    if (!drawn) {
        return {};
    }
    const Surface rgba(SDL_ConvertSurfaceFormat(drawn.get(), SDL_PIXELFORMAT_RGBA32, 0));
    if (!rgba) {
        return {};
    }
    std::vector<std::uint8_t> coverage(static_cast<std::size_t>(width) *
                                       static_cast<std::size_t>(height));
    const auto* pixels = static_cast<const std::uint8_t*>(rgba->pixels);
    for (int y = 0; y < std::min(height, rgba->h); ++y) {
        for (int x = 0; x < std::min(width, rgba->w); ++x) {
            const int column = flipped ? width - 1 - x : x;
            const std::uint8_t* pixel = pixels + y * rgba->pitch + x * 4;
            coverage[static_cast<std::size_t>(y * width + column)] =
                static_cast<std::uint8_t>(pixel[0] * pixel[3] / 255);
        }
    }
    return coverage;
}

} // namespace

const fonts::AtlasImage* Pictograms::find(fonts::GlyphAtlas& atlas, std::string_view name,
                                          int width, int height, bool flipped) {
    key_.assign(name);
    key_ += '@';
    key_ += std::to_string(width);
    if (height != width) {
        key_ += 'x';
        key_ += std::to_string(height);
    }
    key_ += flipped ? "<" : "";
    if (const fonts::AtlasImage* known = atlas.find(std::string_view(key_))) {
        return known;
    }
    const auto kept = shapes_.find(name);
    if (!flipped && kept != shapes_.end() && kept->second->width() == width &&
        kept->second->height() == height) {
        return atlas.insert(key_, width, height, kept->second->coverage());
    }
    const auto file = locate_(name);
    std::vector<std::uint8_t> coverage;
    if (file) {
        coverage = rasterise(*file, width, height, flipped);
    }
    if (coverage.empty()) {
        return atlas.insert(key_, 0, 0, {}); // remembered as nothing to draw
    }
    return atlas.insert(key_, width, height, coverage);
}

std::shared_ptr<const Shape> Pictograms::shape(std::string_view name, int width, int height) {
    const auto kept = shapes_.find(name);
    if (kept != shapes_.end() && kept->second->width() == width &&
        kept->second->height() == height) {
        return kept->second;
    }
    const auto file = locate_(name);
    if (!file) {
        return nullptr;
    }
    auto coverage = rasterise(*file, width, height, false);
    if (coverage.empty()) {
        return nullptr;
    }
    auto made = std::make_shared<const Shape>(width, height, std::move(coverage));
    shapes_.insert_or_assign(std::string(name), made);
    return made;
}

} // namespace zugang::kiosk
