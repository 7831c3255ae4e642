#pragma once

#include "kiosk/geometry.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace zugang::kiosk {

/// Opaque sRGB, 0xRRGGBB.
struct Colour {
    std::uint32_t rgb = 0;
    friend bool operator==(const Colour&, const Colour&) = default;
};

/// WCAG 2.1 contrast ratio, 1 to 21.
double contrast_ratio(Colour a, Colour b);

/// The colour tokens of one theme. Nothing else in the terminal names a colour.
struct Palette {
    Colour paper, surface;
    Colour ink, muted;
    Colour line;
    Colour primary, on_primary;
    Colour primary_soft, on_primary_soft;
    Colour accent, on_accent;
    Colour accent_soft, on_accent_soft;
    Colour land, chosen_land; ///< on the map
    Colour veil;              ///< behind a dialog
    std::array<Colour, 8> hues;
    Colour on_hue;
    float line_px; ///< width of lines and borders at scale 1
    bool outlined; ///< soft areas are black or white: they get a border instead
};

enum class Contrast : std::uint8_t { Normal, LightOnDark, DarkOnLight };

const Palette& palette(Contrast contrast);

/// What a preview says to its editor, on any theme: nothing that a visitor sees looks like it.
struct PreviewColours {
    Colour ground;
    Colour ink, muted;
    Colour error, warning, advice; ///< beside the text, on the ground
};

const PreviewColours& preview_colours();

/// Of QR codes: the same in every theme, readers want dark on light.
struct QrColours {
    Colour dark, light;
};

const QrColours& qr_colours();

/// Two colours that stand on each other somewhere, and what they must reach.
struct Pairing {
    std::string_view name;
    Colour text, ground;
    double at_least;
};

/// Every pairing of a theme, for the test.
std::array<Pairing, 26> pairings(Contrast contrast);

/// The panel that the terminal is shown on, and where it hangs.
struct Panel {
    float height_mm = 0;       ///< of what is seen; 0: not known, taken for a panel of 24 inches
    float lower_edge_mm = 800; ///< of what is seen, above the floor
    float reach_mm = 1100;     ///< no control is higher than this in low mode (EN 301 549, 8.3.2)
    float shift_mm = 0;        ///< how far the picture moves so that nothing burns in
};

/// Millimetres to pixels.
float px_per_mm(const Panel& panel, Size screen);

/// How a screen of this size is laid out. Everything scales from one unit.
struct Metrics {
    Size screen;          ///< what there is to lay out in: all of it, or in low mode its lower part
    float origin_y = 0;   ///< where that begins on the real screen, pixels from the top
    float head = 0;       ///< height of what stands between the upper bar and the page, 0: nothing
    float action_bar = 0; ///< height of the strip of buttons or keys below the page, 0: none
    bool landscape = false; ///< navigation at the side
    float unit = 1;         ///< pixels per design pixel (1080 wide upright, 1080 high across)
    float text_scale = 1;   ///< what the visitor chose, 1 to 4
    float panel_height = 0; ///< of the panel for reading aloud, below what scrolls

    float px(float design) const; ///< design pixels to whole pixels
    float text(float design) const { return px(design * text_scale); }
    /// Headings are large already: they grow less, but never below running text.
    float heading(float design) const {
        const float grown = design * (text_scale < 2 ? text_scale : 2.0F);
        return px(grown > 36 * text_scale ? grown : 36 * text_scale);
    }

    Rect viewport() const; ///< what scrolls: between or beside the bars
    float bottom_bar() const { return px(landscape ? 0 : 168); }
    float margin() const { return px(40); }
    float content_left() const { return viewport().x + margin(); }
    float content_width() const { return viewport().width - 2 * margin(); }
};

/// `low`: everything that can be touched within reach from a wheelchair.
Metrics measure(Size screen, float text_scale, const Panel& panel = {}, bool low = false);

/// The steps of the text-size button.
inline constexpr std::array<float, 5> text_scales{1.0F, 1.25F, 1.5F, 2.0F, 4.0F};

} // namespace zugang::kiosk
