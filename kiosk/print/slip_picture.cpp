#include "kiosk/print/slip_picture.hpp"

#include "fonts/rasterize.hpp"
#include "kiosk/print/cairo_session.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <tuple>

#include <cairo.h>

namespace zugang::kiosk {

namespace {

// Strokes of small letters are hardly wider than a dot: what is covered to two fifths is black.
constexpr int black_from = 102;

class Painter {
  public:
    Painter(SlipPicture& picture, const fonts::FontSet& fonts, double scale)
        : picture_(picture), fonts_(fonts), scale_(scale) {}

    void fill(const SheetFill& fill) {
        // Edges are rounded, not sizes: what touches on the page touches here.
        const int left = scaled(fill.x);
        const int top = scaled(fill.y);
        const int right = std::max(left + 1, scaled(fill.x + fill.width));
        const int bottom = std::max(top + 1, scaled(fill.y + fill.height));
        for (int y = std::max(0, top); y < std::min(picture_.height, bottom); ++y) {
            for (int x = std::max(0, left); x < std::min(picture_.width, right); ++x) {
                set(x, y);
            }
        }
    }

    void draw(const SheetRun& run) {
        for (const SheetGlyph& glyph : run.glyphs) {
            const fonts::GlyphBitmap* bitmap = find(run, glyph.glyph);
            if (bitmap == nullptr) {
                continue;
            }
            const int left = scaled(glyph.x) + bitmap->left;
            const int top = scaled(glyph.y) - bitmap->top;
            for (int y = 0; y < bitmap->height; ++y) {
                for (int x = 0; x < bitmap->width; ++x) {
                    if (bitmap->coverage[static_cast<std::size_t>(y * bitmap->width + x)] >=
                        black_from) {
                        set(left + x, top + y);
                    }
                }
            }
        }
    }

    /// Each dot by the mean of what it covers.
    void draw(const SheetMask& mask) {
        const int left = scaled(mask.x);
        const int top = scaled(mask.y);
        const int width = std::max(1, static_cast<int>(std::lround(mask.width * scale_)));
        const int height = std::max(1, static_cast<int>(std::lround(mask.height * scale_)));
        for (int y = 0; y < height; ++y) {
            const int from_y = y * mask.mask_height / height;
            const int to_y = std::max(from_y + 1, (y + 1) * mask.mask_height / height);
            for (int x = 0; x < width; ++x) {
                const int from_x = x * mask.mask_width / width;
                const int to_x = std::max(from_x + 1, (x + 1) * mask.mask_width / width);
                if (mean(mask, from_x, to_x, from_y, to_y) >= black_from) {
                    set(left + x, top + y);
                }
            }
        }
    }

  private:
    int scaled(float dots) const { return static_cast<int>(std::lround(dots * scale_)); }

    void set(int x, int y) {
        if (x >= 0 && y >= 0 && x < picture_.width && y < picture_.height) {
            auto& byte = picture_.bits[static_cast<std::size_t>(y) * picture_.row_bytes() +
                                       static_cast<std::size_t>(x) / 8];
            byte = static_cast<std::uint8_t>(byte | (0x80U >> (x % 8)));
        }
    }

    static int mean(const SheetMask& mask, int from_x, int to_x, int from_y, int to_y) {
        int sum = 0;
        int count = 0;
        for (int y = from_y; y < std::min(to_y, mask.mask_height); ++y) {
            for (int x = from_x; x < std::min(to_x, mask.mask_width); ++x) {
                sum += (*mask.coverage)[static_cast<std::size_t>(y * mask.mask_width + x)];
                ++count;
            }
        }
        return count > 0 ? sum / count : 0;
    }

    const fonts::GlyphBitmap* find(const SheetRun& run, std::uint32_t glyph) {
        const auto key =
            std::tuple(run.face, glyph, run.size, run.synthetic_bold, run.synthetic_italic);
        auto found = bitmaps_.find(key);
        if (found == bitmaps_.end()) {
            found = bitmaps_
                        .emplace(key, fonts::rasterize(
                                          fonts_, {.face = run.face,
                                                   .glyph = glyph,
                                                   .size_px = static_cast<float>(run.size * scale_),
                                                   .synthetic_bold = run.synthetic_bold,
                                                   .synthetic_italic = run.synthetic_italic}))
                        .first;
        }
        return found->second ? &*found->second : nullptr;
    }

    SlipPicture& picture_;
    const fonts::FontSet& fonts_;
    double scale_;
    std::map<std::tuple<fonts::FaceIndex, std::uint32_t, float, bool, bool>,
             std::optional<fonts::GlyphBitmap>>
        bitmaps_;
};

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};

cairo_status_t append_bytes(void* closure, const unsigned char* bytes,
                            unsigned int length) noexcept {
    static_cast<std::string*>(closure)->append(bytes, bytes + length);
    return CAIRO_STATUS_SUCCESS;
}

} // namespace

SlipPicture paint(const SheetPage& page, const fonts::FontSet& fonts, double scale) {
    SlipPicture picture;
    picture.width = static_cast<int>(std::lround(page.width * scale));
    picture.height = static_cast<int>(std::lround(page.height * scale));
    picture.bits.resize(picture.row_bytes() * static_cast<std::size_t>(picture.height));
    Painter painter(picture, fonts, scale);
    for (const SheetFill& fill : page.fills) {
        painter.fill(fill);
    }
    for (const SheetMask& mask : page.masks) {
        painter.draw(mask);
    }
    for (const SheetRun& run : page.runs) {
        painter.draw(run);
    }
    return picture;
}

std::string png_of(const SlipPicture& picture) {
    const CairoSession session;
    // cairo writes one bit of alpha as one bit of grey: paper is 1.
    const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
        cairo_image_surface_create(CAIRO_FORMAT_A1, picture.width, picture.height));
    unsigned char* pixels = cairo_image_surface_get_data(surface.get());
    if (pixels == nullptr) {
        return {};
    }
    cairo_surface_flush(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    for (int y = 0; y < picture.height; ++y) {
        unsigned char* row = pixels + static_cast<std::size_t>(y) * stride;
        std::fill_n(row, stride, static_cast<unsigned char>(0));
        for (int x = 0; x < picture.width; ++x) {
            if (!picture.at(x, y)) { // the first pixel of a little-endian word is its lowest bit
                row[x / 8] = static_cast<unsigned char>(row[x / 8] | (1U << (x % 8)));
            }
        }
    }
    cairo_surface_mark_dirty(surface.get());
    std::string bytes;
    return cairo_surface_write_to_png_stream(surface.get(), append_bytes, &bytes) ==
                   CAIRO_STATUS_SUCCESS
               ? bytes
               : std::string();
}

} // namespace zugang::kiosk
