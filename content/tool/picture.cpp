#include "content/tool/picture.hpp"

#include "content/tool/clean_text.hpp"

#include <algorithm>
#include <memory>
#include <unordered_set>
#include <vector>

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>

namespace zugang::content::tool {
namespace {

constexpr float quality = 82;
constexpr int effort = 1;          // 4, the default, takes nearly four times as long
constexpr int lossless_effort = 3; // of 9
constexpr std::size_t graphic_colours = 4096;
constexpr std::string_view harmless = "extraneous bytes before marker"; // some cameras write them
constexpr const char* damaged = "the picture is cut off or damaged";

struct Pixels {
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0;
    std::vector<std::uint8_t> rgba; ///< rows from the top, without gaps, alpha not multiplied
};
using Decoded = tl::expected<Pixels, std::string>;

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Pixels canvas(std::uint32_t width_px, std::uint32_t height_px) {
    return {.width_px = width_px,
            .height_px = height_px,
            .rgba = std::vector<std::uint8_t>(std::size_t{4} * width_px * height_px)};
}

Decoded decode_png(std::string_view bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
        return tl::unexpected(std::string(damaged));
    }
    if (!is_allowed_size(image.width, image.height)) {
        png_image_free(&image);
        return tl::unexpected(std::string(damaged));
    }
    image.format = PNG_FORMAT_RGBA;
    Pixels pixels = canvas(image.width, image.height);
    if (png_image_finish_read(&image, nullptr, pixels.rgba.data(), 0, nullptr) == 0) {
        png_image_free(&image);
        return tl::unexpected(std::string(damaged));
    }
    return pixels;
}

struct FreeTurboJpeg {
    void operator()(void* decoder) const noexcept { tjDestroy(decoder); }
};

/// The smallest size that JPEG's own steps of an eighth give and that is not below `side_px`.
tjscalingfactor scale_for(int longer_side_px, int side_px) {
    int count = 0;
    const tjscalingfactor* factors = tjGetScalingFactors(&count);
    tjscalingfactor best{1, 1};
    for (int i = 0; i < count; ++i) {
        const int scaled = TJSCALED(longer_side_px, factors[i]);
        if (scaled >= side_px && scaled < TJSCALED(longer_side_px, best)) {
            best = factors[i];
        }
    }
    return best;
}

/// Not below `side_px` where the picture is larger: to decode less takes less.
Decoded decode_jpeg(std::string_view bytes, int side_px) {
    const std::unique_ptr<void, FreeTurboJpeg> decoder(tjInitDecompress());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    if (decoder == nullptr ||
        tjDecompressHeader3(decoder.get(), data_of(bytes), bytes.size(), &width, &height,
                            &subsampling, &colours) != 0 ||
        !is_allowed_size(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height))) {
        return tl::unexpected(std::string(damaged));
    }
    if (colours == TJCS_CMYK || colours == TJCS_YCCK) {
        return tl::unexpected(std::string("the picture is made for printing (CMYK)"));
    }
    const tjscalingfactor scale = scale_for(std::max(width, height), side_px);
    Pixels pixels = canvas(static_cast<std::uint32_t>(TJSCALED(width, scale)),
                           static_cast<std::uint32_t>(TJSCALED(height, scale)));
    if (tjDecompress2(decoder.get(), data_of(bytes), bytes.size(), pixels.rgba.data(),
                      static_cast<int>(pixels.width_px), 0, static_cast<int>(pixels.height_px),
                      TJPF_RGBA, TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS) != 0 &&
        std::string_view(tjGetErrorStr2(decoder.get())).find(harmless) == std::string_view::npos) {
        return tl::unexpected(std::string(damaged));
    }
    return pixels;
}

Decoded decode_webp(std::string_view bytes) {
    int width = 0;
    int height = 0;
    if (WebPGetInfo(data_of(bytes), bytes.size(), &width, &height) == 0 ||
        !is_allowed_size(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height))) {
        return tl::unexpected(std::string(damaged));
    }
    Pixels pixels = canvas(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height));
    if (WebPDecodeRGBAInto(data_of(bytes), bytes.size(), pixels.rgba.data(), pixels.rgba.size(),
                           width * 4) == nullptr) {
        return tl::unexpected(std::string(damaged));
    }
    return pixels;
}

Decoded decode(std::string_view bytes, const Picture& picture, int jpeg_side_px) {
    if (picture.type == "image/png") {
        return decode_png(bytes);
    }
    return picture.type == "image/jpeg" ? decode_jpeg(bytes, jpeg_side_px) : decode_webp(bytes);
}

/// Exif 2.32, tag 0x0112: which side of the stored picture is at the top and which at the left.
Pixels upright(Pixels stored, int orientation) {
    if (orientation == 1) {
        return stored;
    }
    const bool swapped = orientation >= 5;
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_below =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Pixels turned = swapped ? canvas(stored.height_px, stored.width_px)
                            : canvas(stored.width_px, stored.height_px);
    std::uint8_t* to = turned.rgba.data();
    for (std::uint32_t y = 0; y < turned.height_px; ++y) {
        for (std::uint32_t x = 0; x < turned.width_px; ++x, to += 4) {
            const std::uint32_t column = swapped ? y : x;
            const std::uint32_t row = swapped ? x : y;
            const std::size_t from_x = from_right ? stored.width_px - 1 - column : column;
            const std::size_t from_y = from_below ? stored.height_px - 1 - row : row;
            std::copy_n(&stored.rgba[(from_y * stored.width_px + from_x) * 4], 4, to);
        }
    }
    return turned;
}

bool is_graphic(const Pixels& pixels) {
    std::unordered_set<std::uint32_t> colours;
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < pixels.rgba.size(); i += 4) {
        const std::uint32_t colour = std::uint32_t{pixels.rgba[i]} << 24U |
                                     std::uint32_t{pixels.rgba[i + 1]} << 16U |
                                     std::uint32_t{pixels.rgba[i + 2]} << 8U | pixels.rgba[i + 3];
        if (i == 0 || colour != before) {
            colours.insert(colour);
        }
        if (colours.size() > graphic_colours) {
            return false;
        }
        before = colour;
    }
    return true;
}

struct FreeWebPPicture {
    void operator()(WebPPicture* picture) const noexcept { WebPPictureFree(picture); }
};

/// Owns what the encoder has written.
struct Written {
    Written() { WebPMemoryWriterInit(&writer); }
    ~Written() { WebPMemoryWriterClear(&writer); }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;

    WebPMemoryWriter writer{};
};

bool scale_down(WebPPicture& picture) {
    const int longer = std::max(picture.width, picture.height);
    const int limit = static_cast<int>(shipped_side_px);
    if (longer <= limit) {
        return true;
    }
    const auto scaled = [&](int side) { return std::max(1, (side * limit + longer / 2) / longer); };
    return WebPPictureRescale(&picture, scaled(picture.width), scaled(picture.height)) != 0;
}

tl::expected<std::string, std::string> encode(const Pixels& pixels, bool lossless) {
    WebPConfig config;
    WebPPicture picture;
    if (WebPConfigInit(&config) == 0 || WebPPictureInit(&picture) == 0) {
        return tl::unexpected(std::string("the library for WebP is another version"));
    }
    const std::unique_ptr<WebPPicture, FreeWebPPicture> owner(&picture);
    config.quality = quality;
    config.method = effort;
    if (lossless) {
        WebPConfigLosslessPreset(&config, lossless_effort);
    }
    Written written;
    picture.use_argb = lossless ? 1 : 0;
    picture.width = static_cast<int>(pixels.width_px);
    picture.height = static_cast<int>(pixels.height_px);
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &written.writer;
    if (WebPPictureImportRGBA(&picture, pixels.rgba.data(), picture.width * 4) == 0 ||
        !scale_down(picture) || WebPEncode(&config, &picture) == 0) {
        return tl::unexpected("the picture cannot be written as WebP (error " +
                              std::to_string(picture.error_code) + ")");
    }
    return std::string(reinterpret_cast<const char*>(written.writer.mem), written.writer.size);
}

/// One chunk that fills the file: nothing but the picture (WebP Container Specification, "Simple
/// File Format").
bool is_shipped_as_it_is(std::string_view bytes, const Picture& picture) {
    const auto byte = [bytes](std::size_t at) {
        return std::size_t{static_cast<unsigned char>(bytes[at])};
    };
    if (picture.type != "image/webp" || bytes.substr(12, 4) == "VP8X" ||
        std::max(picture.width_px, picture.height_px) > shipped_side_px) {
        return false;
    }
    const std::size_t size = byte(16) | byte(17) << 8U | byte(18) << 16U | byte(19) << 24U;
    return 20 + size + size % 2 == bytes.size();
}

} // namespace

std::string shipped_name(std::string_view file_name) {
    const std::size_t dot = std::min(file_name.rfind('.'), file_name.size());
    return lower_ascii(file_name).ends_with(".svg")
               ? std::string(file_name)
               : std::string(file_name.substr(0, dot)) + ".webp";
}

std::string find_damage(std::string_view bytes, const Picture& picture) {
    if (picture.type == "image/svg+xml") {
        return {};
    }
    const auto pixels = decode(bytes, picture, 1);
    return pixels ? std::string() : pixels.error();
}

tl::expected<std::string, std::string> to_shipped_webp(std::string_view bytes,
                                                       const Picture& picture) {
    auto pixels = decode(bytes, picture, static_cast<int>(shipped_side_px));
    if (!pixels) {
        return tl::unexpected(std::move(pixels.error()));
    }
    if (is_shipped_as_it_is(bytes, picture)) {
        return std::string(bytes);
    }
    const bool lossless = picture.type != "image/jpeg" && is_graphic(*pixels);
    return encode(upright(*std::move(pixels), picture.orientation), lossless);
}

std::string shipped_webp_version() {
    return "webp " + std::to_string(WebPGetEncoderVersion()) + " " +
           std::to_string(WebPGetDecoderVersion()) + " png " + png_get_libpng_ver(nullptr) +
           " side " + std::to_string(shipped_side_px) + " quality " + std::to_string(quality) +
           " effort " + std::to_string(effort) + " " + std::to_string(lossless_effort) +
           " colours " + std::to_string(graphic_colours);
}

} // namespace zugang::content::tool
