#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Pictures made by the libraries that others write theirs with.
namespace zugang::content::tool {

/// RGBA, rows from the top.
struct Bitmap {
    std::uint32_t width_px = 0;
    std::uint32_t height_px = 0;
    std::vector<std::uint8_t> rgba;

    /// Red, green and blue of a pixel as one number, 0xrrggbb.
    unsigned colour(std::uint32_t x, std::uint32_t y) const;
};

/// Red above on the left, green above on the right, blue below on the left, white below on the
/// right.
Bitmap make_quarters(std::uint32_t width_px, std::uint32_t height_px);

/// Many colours, as a photograph.
Bitmap make_photo(std::uint32_t width_px, std::uint32_t height_px);

std::string write_png(const Bitmap& bitmap);
std::string write_jpeg(const Bitmap& bitmap);
/// Without loss.
std::string write_webp(const Bitmap& bitmap);
Bitmap read_webp(std::string_view bytes);

/// A TIFF structure (Exif 2.32, 4.5) with an orientation and a place (GPSLatitudeRef "N").
std::string make_exif(int orientation);

/// The same pictures with that in their segment or chunk.
std::string with_exif_jpeg(const std::string& jpeg, const std::string& exif);
std::string with_png_chunk(const std::string& png, std::string_view type, const std::string& data);
std::string with_exif_webp(const std::string& lossless_webp, const Bitmap& bitmap,
                           const std::string& exif);

} // namespace zugang::content::tool
