#include "kiosk/print/slip_pdf.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include <cairo-ft.h>
#include <cairo-pdf.h>

namespace zugang::kiosk {

namespace {

constexpr double points_per_dot = 72.0 / (25.4 * dots_per_mm);

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
};
struct DestroyFace {
    void operator()(cairo_font_face_t* face) const noexcept { cairo_font_face_destroy(face); }
};
struct DestroyOptions {
    void operator()(cairo_font_options_t* options) const noexcept {
        cairo_font_options_destroy(options);
    }
};
using Face = std::unique_ptr<cairo_font_face_t, DestroyFace>;
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using FontsOfFace = std::shared_ptr<const fonts::FontSet>;

cairo_status_t append_bytes(void* closure, const unsigned char* bytes,
                            unsigned int length) noexcept {
    static_cast<std::string*>(closure)->append(bytes, bytes + length);
    return CAIRO_STATUS_SUCCESS;
}

void forget_fonts(void* fonts) noexcept {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): cairo owned it
    delete static_cast<FontsOfFace*>(fonts);
}

class Writer {
  public:
    Writer(cairo_t* context, FontsOfFace fonts) : context_(context), fonts_(std::move(fonts)) {
        const std::unique_ptr<cairo_font_options_t, DestroyOptions> options(
            cairo_font_options_create());
        cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        cairo_set_font_options(context_, options.get());
    }

    void write(const SheetPage& page) {
        for (const SheetFill& fill : page.fills) {
            cairo_rectangle(context_, fill.x, fill.y, fill.width, fill.height);
        }
        cairo_fill(context_);
        for (const SheetMask& mask : page.masks) {
            write(mask);
        }
        for (const SheetRun& run : page.runs) {
            write(run);
        }
    }

  private:
    void write(const SheetMask& mask) {
        const Surface picture(
            cairo_image_surface_create(CAIRO_FORMAT_A8, mask.mask_width, mask.mask_height));
        unsigned char* pixels = cairo_image_surface_get_data(picture.get());
        if (pixels == nullptr) {
            return;
        }
        const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(picture.get()));
        const auto width = static_cast<std::size_t>(mask.mask_width);
        for (std::size_t y = 0; y < static_cast<std::size_t>(mask.mask_height); ++y) {
            std::copy_n(mask.coverage->data() + y * width, width, pixels + y * stride);
        }
        cairo_surface_mark_dirty(picture.get());
        cairo_save(context_);
        cairo_translate(context_, mask.x, mask.y);
        cairo_scale(context_, static_cast<double>(mask.width) / mask.mask_width,
                    static_cast<double>(mask.height) / mask.mask_height);
        cairo_mask_surface(context_, picture.get(), 0, 0);
        cairo_restore(context_);
    }

    void write(const SheetRun& run) {
        cairo_font_face_t* face = face_of(run);
        if (face == nullptr) {
            return;
        }
        cairo_set_font_face(context_, face);
        cairo_matrix_t size;
        cairo_matrix_init_scale(&size, run.size, run.size);
        if (run.synthetic_italic) {
            size.xy = -run.size * 0.2126; // tan 12 degrees, as the rasteriser has it
        }
        cairo_set_font_matrix(context_, &size);
        std::vector<cairo_glyph_t> glyphs;
        for (const SheetGlyph& glyph : run.glyphs) {
            glyphs.push_back({.index = glyph.glyph, .x = glyph.x, .y = glyph.y});
        }
        std::vector<cairo_text_cluster_t> clusters;
        for (const SheetCluster& cluster : run.clusters) {
            if (cluster.bytes > 0 || cluster.glyphs > 0) {
                clusters.push_back({.num_bytes = cluster.bytes, .num_glyphs = cluster.glyphs});
            }
        }
        cairo_show_text_glyphs(context_, run.text.data(), static_cast<int>(run.text.size()),
                               glyphs.data(), static_cast<int>(glyphs.size()), clusters.data(),
                               static_cast<int>(clusters.size()),
                               run.right_to_left ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD
                                                 : cairo_text_cluster_flags_t{});
    }

    cairo_font_face_t* face_of(const SheetRun& run) {
        const auto key = std::pair(run.face, run.synthetic_bold);
        const auto found = faces_.find(key);
        if (found != faces_.end()) {
            return found->second.get();
        }
        FT_Face opened = fonts_->ft_face(run.face);
        if (opened == nullptr) {
            return nullptr;
        }
        Face face(cairo_ft_font_face_create_for_ft_face(opened, FT_LOAD_NO_HINTING));
        if (run.synthetic_bold) {
            cairo_ft_font_face_set_synthesize(face.get(), CAIRO_FT_SYNTHESIZE_BOLD);
        }
        static const cairo_user_data_key_t kept{};
        // cairo keeps faces after they were given back to it; their fonts stay as long.
        auto fonts = std::make_unique<FontsOfFace>(fonts_);
        if (cairo_font_face_set_user_data(face.get(), &kept, fonts.get(), forget_fonts) ==
            CAIRO_STATUS_SUCCESS) {
            (void)fonts.release();
        }
        return faces_.emplace(key, std::move(face)).first->second.get();
    }

    cairo_t* context_;
    FontsOfFace fonts_;
    std::map<std::pair<fonts::FaceIndex, bool>, Face> faces_;
};

} // namespace

std::string pdf_of(const SlipSheet& sheet, const std::shared_ptr<const fonts::FontSet>& fonts) {
    std::string bytes;
    const Paper& paper = sheet.paper;
    const bool roll = paper.height == 0;
    const double width = (roll ? paper.sheet_width : paper.width) * points_per_dot;
    {
        const Surface surface(
            cairo_pdf_surface_create_for_stream(append_bytes, &bytes, width, width));
        cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, sheet.form.c_str());
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Zugang");
        // A slip says when it is for, not when it was made; and so the bytes are always the same.
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE,
                                       "2000-01-01T00:00:00Z");
        for (const SheetPage& page : sheet.pages) {
            cairo_pdf_surface_set_size(surface.get(), width, page.height * points_per_dot);
            const std::unique_ptr<cairo_t, DestroyContext> context(cairo_create(surface.get()));
            cairo_scale(context.get(), points_per_dot, points_per_dot);
            cairo_translate(context.get(),
                            roll ? (paper.sheet_width - paper.width) / 2.0 : 0.0, 0);
            Writer(context.get(), fonts).write(page);
            cairo_show_page(context.get());
        }
        cairo_surface_finish(surface.get());
        if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
            return {};
        }
    }
    return bytes;
}

} // namespace zugang::kiosk
