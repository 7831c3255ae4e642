#include "kiosk/article_pictures.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

#include <SDL.h>
#include <SDL_image.h>
#include <webp/decode.h>

namespace zugang::kiosk {

namespace {

/// Those that are out of sight take no more than this.
constexpr std::size_t most_hidden_px = std::size_t{4} * 1024 * 1024;

struct FreeSurface {
    void operator()(SDL_Surface* surface) const noexcept { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, FreeSurface>;

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// What identifies WebP (RIFF container, "WebP Container Specification", Google) and its size.
constexpr std::size_t webp_head_bytes = 64;

bool is_webp(std::string_view bytes) {
    return bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP");
}

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

std::size_t pixel_count(const ArticlePicture& picture) {
    return picture.pixels.size();
}

} // namespace

const std::optional<ArticlePictures::Natural>& ArticlePictures::natural(const std::string& sha256) {
    const auto known = naturals_.find(sha256);
    if (known != naturals_.end()) {
        return known->second;
    }
    std::optional<Natural> found;
    const std::filesystem::path file = locate_(sha256);
    std::string head(webp_head_bytes, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    if (is_webp(head)) {
        int width = 0;
        int height = 0;
        if (WebPGetInfo(data_of(head), head.size(), &width, &height) != 0) {
            found = {.size = {static_cast<float>(width), static_cast<float>(height)}};
        }
    } else if (const std::string text = read(file); text.find("<svg") != std::string::npos) {
        // SDL_image loses some bytes with each drawing that is none (asan).
        const Surface drawn = draw_svg(text, 0, 0);
        if (drawn && drawn->w > 0 && drawn->h > 0) {
            found = {.size = {static_cast<float>(drawn->w), static_cast<float>(drawn->h)},
                     .drawing = true};
        }
    }
    return naturals_.emplace(sha256, found).first->second;
}

std::optional<Size> ArticlePictures::size(const std::string& sha256) {
    const auto& known = natural(sha256);
    return known ? std::optional(known->size) : std::nullopt;
}

bool ArticlePictures::is_drawing(const std::string& sha256) {
    const auto& known = natural(sha256);
    return known && known->drawing;
}

const ArticlePicture* ArticlePictures::find(const std::string& sha256, int width, int height) {
    if (width <= 0 || height <= 0 || !natural(sha256)) {
        return nullptr;
    }
    const std::string key = sha256 + '@' + std::to_string(width) + 'x' + std::to_string(height);
    auto kept = kept_.find(key);
    if (kept == kept_.end()) {
        const std::string bytes = read(locate_(sha256));
        ArticlePicture made;
        made.id = ++last_id_;
        made.width = width;
        made.height = height;
        made.pixels = is_webp(bytes) ? decode_webp(bytes, width, height)
                                     : pixels_of_svg(bytes, width, height);
        if (made.pixels.empty()) {
            naturals_[sha256].reset(); // damaged: its words stand for it from the next frame on
            return nullptr;
        }
        kept = kept_.emplace(key, std::move(made)).first;
    }
    kept->second.last_frame = frame_;
    return &kept->second;
}

const ArticlePicture*
ArticlePictures::made(const std::string& name, int width, int height,
                      const std::function<std::vector<std::uint32_t>()>& make) {
    auto kept = kept_.find(name);
    if (kept == kept_.end()) {
        kept =
            kept_
                .emplace(name,
                         ArticlePicture{
                             .id = ++last_id_, .width = width, .height = height, .pixels = make()})
                .first;
    }
    kept->second.last_frame = frame_;
    return &kept->second;
}

void ArticlePictures::forget_made(std::string_view beginning) {
    auto entry = kept_.lower_bound(std::string(beginning));
    while (entry != kept_.end() && entry->first.starts_with(beginning)) {
        std::ranges::fill(entry->second.pixels, 0U);
        entry = kept_.erase(entry);
    }
}

void ArticlePictures::begin_frame() {
    std::size_t hidden = 0;
    for (const auto& [key, picture] : kept_) {
        hidden += picture.last_frame < frame_ ? pixel_count(picture) : 0;
    }
    while (hidden > most_hidden_px) {
        const auto oldest = std::ranges::min_element(
            kept_, {}, [](const auto& entry) { return entry.second.last_frame; });
        hidden -= pixel_count(oldest->second);
        kept_.erase(oldest);
    }
    ++frame_;
}

} // namespace zugang::kiosk
