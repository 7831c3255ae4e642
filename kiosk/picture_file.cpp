#include "kiosk/picture_file.hpp"

#include "kiosk/drawing_cost.hpp"

#include <algorithm>
#include <memory>

#include <SDL.h>
#include <SDL_image.h>
#include <webp/decode.h>

namespace zugang::kiosk {

namespace {

/// Pictures are shipped with at most 1600 pixels a side. One of some bytes may say 16,383, and
/// libwebp takes 4 bytes for each, however small it is to be shown.
constexpr double most_pixels = 4096.0 * 4096;

/// Of a drawing only the proportions count, so it is looked at in this size, whatever it says.
constexpr int looked_at_px = 1024;

struct FreeSurface {
    void operator()(SDL_Surface* surface) const noexcept { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, FreeSurface>;

const std::uint8_t* data_of(std::string_view bytes) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

/// Empty where it cannot be decoded.
std::vector<std::uint32_t> decode_webp(std::string_view bytes, int width, int height) {
    WebPDecoderConfig config;
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) *
                                      static_cast<std::size_t>(height));
    if (WebPInitDecoderConfig(&config) == 0) {
        return {};
    }
    config.options.use_scaling = 1;
    config.options.scaled_width = width;
    config.options.scaled_height = height;
    config.output.colorspace = MODE_BGRA; // as 32-bit numbers in memory: 0xAARRGGBB
    config.output.is_external_memory = 1;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
    config.output.u.RGBA.rgba = reinterpret_cast<std::uint8_t*>(pixels.data());
    config.output.u.RGBA.stride = width * 4;
    config.output.u.RGBA.size = pixels.size() * 4;
    if (WebPDecode(data_of(bytes), bytes.size(), &config) != VP8_STATUS_OK) {
        return {};
    }
    return pixels;
}

Surface draw_svg(std::string_view bytes, int width, int height) {
    SDL_RWops* source = SDL_RWFromConstMem(bytes.data(), static_cast<int>(bytes.size()));
    Surface drawn(source != nullptr ? IMG_LoadSizedSVG_RW(source, width, height) : nullptr);
    if (source != nullptr) {
        SDL_RWclose(source);
    }
    return drawn;
}

std::vector<std::uint32_t> pixels_of_svg(std::string_view bytes, int width, int height) {
    const Surface drawn = draw_svg(bytes, width, height);
    const Surface argb(drawn ? SDL_ConvertSurfaceFormat(drawn.get(), SDL_PIXELFORMAT_ARGB8888, 0)
                             : nullptr);
    if (!argb) {
        return {};
    }
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) *
                                      static_cast<std::size_t>(height));
    for (int y = 0; y < std::min(height, argb->h); ++y) { // it keeps its proportions
        const auto* row = static_cast<const std::byte*>(argb->pixels) + y * argb->pitch;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): rows are aligned
        std::copy_n(reinterpret_cast<const std::uint32_t*>(row), std::min(width, argb->w),
                    pixels.begin() + static_cast<std::ptrdiff_t>(y) * width);
    }
    return pixels;
}

} // namespace

bool is_webp(std::string_view bytes) {
    return bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP");
}

std::optional<NaturalPicture> look_at_picture(std::string_view bytes) {
    if (is_webp(bytes)) {
        int width = 0;
        int height = 0;
        if (WebPGetInfo(data_of(bytes), bytes.size(), &width, &height) == 0 ||
            static_cast<double>(width) * height > most_pixels) {
            return std::nullopt;
        }
        return NaturalPicture{.size = {static_cast<float>(width), static_cast<float>(height)}};
    }
    if (bytes.find("<svg") == std::string_view::npos || !is_cheap_drawing(bytes)) {
        return std::nullopt; // SDL_image loses some bytes with each drawing that is none (asan)
    }
    const Surface drawn = draw_svg(bytes, looked_at_px, looked_at_px);
    if (!drawn || drawn->w <= 0 || drawn->h <= 0) {
        return std::nullopt;
    }
    return NaturalPicture{.size = {static_cast<float>(drawn->w), static_cast<float>(drawn->h)},
                          .drawing = true};
}

std::vector<std::uint32_t> decode_picture(std::string_view bytes, int width, int height) {
    return is_webp(bytes) ? decode_webp(bytes, width, height) : pixels_of_svg(bytes, width, height);
}

} // namespace zugang::kiosk
