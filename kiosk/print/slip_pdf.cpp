#include "kiosk/print/slip_pdf.hpp"

#include "kiosk/print/cairo_session.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

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

cairo_status_t append_bytes(void* closure, const unsigned char* bytes,
                            unsigned int length) noexcept {
    static_cast<std::string*>(closure)->append(bytes, bytes + length);
    return CAIRO_STATUS_SUCCESS;
}

/// The faces of a set as cairo has them. They end before the set does.
class Faces {
  public:
    explicit Faces(const fonts::FontSet& of) : set_(of) {}

    const fonts::FontSet& set() const { return set_; }

    /// nullptr: the file is broken.
    cairo_font_face_t* find(fonts::FaceIndex index, bool bold) {
        const auto key = std::pair(index, bold);
        const auto found = faces_.find(key);
        if (found != faces_.end()) {
            return found->second.get();
        }
        FT_Face opened = set_.ft_face(index);
        if (opened == nullptr) {
            return nullptr;
        }
        // Of faces that are opened alike cairo makes one (1.16): bold would be all of them. Fonts
        // of outlines have no bitmaps to leave out.
        Face face(cairo_ft_font_face_create_for_ft_face(
            opened, bold ? FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP : FT_LOAD_NO_HINTING));
        if (bold) {
            cairo_ft_font_face_set_synthesize(face.get(), CAIRO_FT_SYNTHESIZE_BOLD);
        }
        return faces_.emplace(key, std::move(face)).first->second.get();
    }

  private:
    const fonts::FontSet& set_;
    std::map<std::pair<fonts::FaceIndex, bool>, Face> faces_;
};

class Writer {
  public:
    Writer(cairo_t* context, Faces& faces) : context_(context), faces_(faces) {
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
        cairo_font_face_t* face = faces_.find(run.face, run.synthetic_bold);
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
        if (run.right_to_left) {
            write_from_right(run);
        } else {
            write_from_left(run);
        }
    }

    /// What belongs together: its text, and its glyphs from left to right.
    struct Cluster {
        std::string_view text;
        std::vector<SheetGlyph> glyphs;
    };

    void write_from_left(const SheetRun& run) {
        std::vector<Cluster> clusters;
        std::size_t byte = 0;
        std::size_t glyph = 0;
        for (const SheetCluster& cluster : run.clusters) {
            clusters.push_back(take(run, byte, glyph, cluster));
        }
        show(clusters);
    }

    // Readers of PDF files take letters from left to right as they are seen, and turn words from
    // right to left around by themselves (PDF 1.7, 14.8.2.3.3). So words come in the order of the
    // text, the letters of each in the order that is seen. What is one glyph for several letters
    // would be turned around within (poppler 22.12): its first letter has the glyph, each other one
    // a glyph without width and ink.
    void write_from_right(const SheetRun& run) {
        const auto nothing = glyph_of_nothing(run.face);
        std::vector<Cluster> word; // in the order of the text
        const auto finish = [this, &word] {
            std::ranges::reverse(word);
            show(word);
            word.clear();
        };
        std::size_t byte = 0;
        std::size_t glyph = 0;
        for (const SheetCluster& entry : run.clusters) {
            Cluster cluster = take(run, byte, glyph, entry);
            std::vector<std::string_view> letters = letters_of(cluster.text);
            const bool is_joiner = letters.size() == 1 && cluster.text.starts_with("\u200C");
            // Some fonts draw an alef within its lam, without a width of its own.
            if (letters.size() == 1 && cluster.glyphs.size() == 1 &&
                cluster.glyphs.front().advance > run.size / 50 && is_from_right(letters.front())) {
                if (!word.empty() && !touches(cluster, word.back(), run.size)) {
                    finish();
                }
                word.push_back(std::move(cluster));
                continue;
            }
            finish();
            if (cluster.glyphs.empty() || !nothing) {
                show({std::move(cluster)});
                continue;
            }
            const SheetGlyph unseen{.glyph = *nothing,
                                    .x = std::ranges::min(cluster.glyphs, {}, &SheetGlyph::x).x,
                                    .y = cluster.glyphs.front().y};
            if (is_joiner) { // HarfBuzz has taken a space of no width for it
                show({{.text = cluster.text, .glyphs = {unseen}}});
                continue;
            }
            for (std::size_t i = 0; i < letters.size(); ++i) {
                show({{.text = letters[i],
                       .glyphs = i == 0 ? cluster.glyphs : std::vector{unseen}}});
            }
        }
        finish();
    }

    /// Does it stand where the letter before it, to its right, begins, and as high? Readers part
    /// words where not: in Nastaliq letters come down in steps.
    static bool touches(const Cluster& cluster, const Cluster& before, float size) {
        const SheetGlyph& glyph = cluster.glyphs.front();
        const SheetGlyph& last = before.glyphs.front();
        return std::abs(glyph.x + glyph.advance - last.x) < size / 10 &&
               std::abs(glyph.y - last.y) < size / 50;
    }

    static Cluster take(const SheetRun& run, std::size_t& byte, std::size_t& glyph,
                        const SheetCluster& entry) {
        const auto bytes = static_cast<std::size_t>(entry.bytes);
        const auto count = static_cast<std::size_t>(entry.glyphs);
        const std::size_t first = run.right_to_left ? run.glyphs.size() - glyph - count : glyph;
        const auto from = run.glyphs.begin() + static_cast<std::ptrdiff_t>(first);
        Cluster cluster{.text = std::string_view(run.text).substr(byte, bytes),
                        .glyphs = {from, from + static_cast<std::ptrdiff_t>(count)}};
        byte += bytes;
        glyph += count;
        return cluster;
    }

    static std::vector<std::string_view> letters_of(std::string_view text) {
        std::vector<std::string_view> letters;
        while (!text.empty()) {
            std::size_t length = 1;
            while (length < text.size() &&
                   (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
                ++length;
            }
            letters.push_back(text.substr(0, length));
            text.remove_prefix(length);
        }
        return letters;
    }

    static bool is_from_right(std::string_view letter) {
        const auto utf16 = icu::UnicodeString::fromUTF8(
            icu::StringPiece(letter.data(), static_cast<std::int32_t>(letter.size())));
        const UCharDirection direction = u_charDirection(utf16.char32At(0));
        return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    }

    /// The non-joiner of a face, where that takes no room.
    std::optional<std::uint32_t> glyph_of_nothing(fonts::FaceIndex face) const {
        const std::uint32_t glyph = faces_.set().glyph_of(face, 0x200C);
        FT_Face opened = faces_.set().ft_face(face);
        if (glyph == 0 || opened == nullptr ||
            FT_Load_Glyph(opened, glyph, FT_LOAD_NO_SCALE) != 0 ||
            opened->glyph->metrics.horiAdvance != 0) {
            return std::nullopt;
        }
        return glyph;
    }

    void show(const std::vector<Cluster>& clusters) {
        std::string text;
        std::vector<cairo_glyph_t> glyphs;
        std::vector<cairo_text_cluster_t> counts;
        for (const Cluster& cluster : clusters) {
            text += cluster.text;
            for (const SheetGlyph& glyph : cluster.glyphs) {
                glyphs.push_back({.index = glyph.glyph, .x = glyph.x, .y = glyph.y});
            }
            if (!cluster.text.empty() || !cluster.glyphs.empty()) {
                counts.push_back({.num_bytes = static_cast<int>(cluster.text.size()),
                                  .num_glyphs = static_cast<int>(cluster.glyphs.size())});
            }
        }
        if (!counts.empty()) {
            cairo_show_text_glyphs(context_, text.data(), static_cast<int>(text.size()),
                                   glyphs.data(), static_cast<int>(glyphs.size()), counts.data(),
                                   static_cast<int>(counts.size()), cairo_text_cluster_flags_t{});
        }
    }

    cairo_t* context_;
    Faces& faces_;
};

} // namespace

std::string pdf_of(const SlipSheet& sheet, const fonts::FontSet& fonts) {
    std::string bytes;
    const Paper& paper = sheet.paper;
    const bool roll = paper.height == 0;
    const double width = (roll ? paper.sheet_width : paper.width) * points_per_dot;
    const CairoSession session;
    {
        Faces faces(fonts);
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
            cairo_translate(context.get(), roll ? (paper.sheet_width - paper.width) / 2.0 : 0.0, 0);
            Writer(context.get(), faces).write(page);
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
