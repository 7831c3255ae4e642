#include "picture_samples.hpp"

#include <cmath>
#include <cstdlib>

#include <doctest/doctest.h>
#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>
#include <zlib.h>

namespace zugang::content::tool {
namespace {

std::string number(std::uint32_t value, int bytes, bool big) {
    std::string text;
    for (int i = 0; i < bytes; ++i) {
        text += static_cast<char>(value >> (8 * (big ? bytes - 1 - i : i)));
    }
    return text;
}

Bitmap make(std::uint32_t width_px, std::uint32_t height_px, auto colour_at) {
    Bitmap bitmap{.width_px = width_px, .height_px = height_px, .rgba = {}};
    for (std::uint32_t y = 0; y < height_px; ++y) {
        for (std::uint32_t x = 0; x < width_px; ++x) {
            const std::uint32_t colour = colour_at(x, y);
            for (const unsigned shift : {16U, 8U, 0U}) {
                bitmap.rgba.push_back(static_cast<std::uint8_t>(colour >> shift));
            }
            bitmap.rgba.push_back(255);
        }
    }
    return bitmap;
}

std::string take(std::uint8_t* bytes, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(bytes), size);
    WebPFree(bytes);
    return text;
}

} // namespace

unsigned Bitmap::colour(std::uint32_t x, std::uint32_t y) const {
    const std::size_t at = (std::size_t{y} * width_px + x) * 4;
    return unsigned{rgba[at]} << 16U | unsigned{rgba[at + 1]} << 8U | rgba[at + 2];
}

Bitmap make_quarters(std::uint32_t width_px, std::uint32_t height_px) {
    return make(width_px, height_px, [=](std::uint32_t x, std::uint32_t y) {
        const bool right = x >= width_px / 2;
        const bool below = y >= height_px / 2;
        return below ? (right ? 0xffffffU : 0x0000ffU) : (right ? 0x00ff00U : 0xff0000U);
    });
}

Bitmap make_photo(std::uint32_t width_px, std::uint32_t height_px) {
    return make(width_px, height_px, [](std::uint32_t x, std::uint32_t y) {
        const auto wave = [](double at) {
            return static_cast<std::uint32_t>(128 + 100 * std::sin(at));
        };
        return wave(x * 0.02) << 16U | wave(y * 0.03) << 8U | wave((x + y) * 0.017);
    });
}

std::string write_png(const Bitmap& bitmap) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = bitmap.width_px;
    image.height = bitmap.height_px;
    image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string bytes(size, '\0');
    REQUIRE(png_image_write_to_memory(&image, bytes.data(), &size, 0, bitmap.rgba.data(), 0,
                                      nullptr) != 0);
    bytes.resize(size);
    return bytes;
}

std::string write_jpeg(const Bitmap& bitmap) {
    tjhandle encoder = tjInitCompress();
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    REQUIRE(tjCompress2(encoder, bitmap.rgba.data(), static_cast<int>(bitmap.width_px), 0,
                        static_cast<int>(bitmap.height_px), TJPF_RGBA, &bytes, &size, TJSAMP_444,
                        95, 0) == 0);
    std::string text(reinterpret_cast<const char*>(bytes), size);
    tjFree(bytes);
    tjDestroy(encoder);
    return text;
}

std::string write_webp(const Bitmap& bitmap) {
    std::uint8_t* bytes = nullptr;
    const std::size_t size = WebPEncodeLosslessRGBA(
        bitmap.rgba.data(), static_cast<int>(bitmap.width_px), static_cast<int>(bitmap.height_px),
        static_cast<int>(bitmap.width_px) * 4, &bytes);
    REQUIRE(size > 0);
    return take(bytes, size);
}

Bitmap read_webp(std::string_view bytes) {
    int width = 0;
    int height = 0;
    std::uint8_t* pixels = WebPDecodeRGBA(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                          bytes.size(), &width, &height);
    REQUIRE(pixels != nullptr);
    Bitmap bitmap{.width_px = static_cast<std::uint32_t>(width),
                  .height_px = static_cast<std::uint32_t>(height),
                  .rgba = {}};
    bitmap.rgba.assign(pixels, pixels + std::size_t{4} * bitmap.width_px * bitmap.height_px);
    WebPFree(pixels);
    return bitmap;
}

std::string make_exif(int orientation) {
    const auto entry = [](std::uint32_t tag, std::uint32_t type, std::uint32_t count,
                          const std::string& value) {
        return number(tag, 2, true) + number(type, 2, true) + number(count, 4, true) + value;
    };
    const auto turned = static_cast<std::uint32_t>(orientation);
    return "MM" + number(42, 2, true) + number(8, 4, true) +                   // head
           number(2, 2, true) +                                                // IFD 0
           entry(0x0112, 3, 1, number(turned, 2, true) + number(0, 2, true)) + //
           entry(0x8825, 4, 1, number(38, 4, true)) + number(0, 4, true) +     //
           number(1, 2, true) + entry(1, 2, 2, std::string("N\0\0\0", 4)) +    // of GPS
           number(0, 4, true);
}

std::string with_exif_jpeg(const std::string& jpeg, const std::string& exif) {
    const std::string data = std::string("Exif\0\0", 6) + exif;
    return jpeg.substr(0, 2) + "\xff\xe1" +
           number(static_cast<std::uint32_t>(data.size()) + 2, 2, true) + data + jpeg.substr(2);
}

std::string with_png_chunk(const std::string& png, std::string_view type, const std::string& data) {
    constexpr std::size_t after_head = 33;
    const std::string body = std::string(type) + data;
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return png.substr(0, after_head) + number(static_cast<std::uint32_t>(data.size()), 4, true) +
           body + number(static_cast<std::uint32_t>(sum), 4, true) + png.substr(after_head);
}

std::string with_exif_webp(const std::string& lossless_webp, const Bitmap& bitmap,
                           const std::string& exif) {
    constexpr std::uint32_t has_exif = 8;
    const auto size = static_cast<std::uint32_t>(exif.size());
    const std::string body = "WEBPVP8X" + number(10, 4, false) + number(has_exif, 4, false) +
                             number(bitmap.width_px - 1, 3, false) +
                             number(bitmap.height_px - 1, 3, false) + lossless_webp.substr(12) +
                             "EXIF" + number(size, 4, false) + exif + std::string(size % 2, '\0');
    return "RIFF" + number(static_cast<std::uint32_t>(body.size()), 4, false) + body;
}

} // namespace zugang::content::tool
