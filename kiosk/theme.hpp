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
    Colour veil; ///< behind a dialog
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

/// Two colours that stand on each other somewhere, and what they must reach.
struct Pairing {
    std::string_view name;
    Colour text, ground;
    double at_least;
};

/// Every pairing of a theme, for the test.
std::array<Pairing, 25> pairings(Contrast contrast);

/// How a screen of this size is laid out. Everything scales from one unit.
struct Metrics {
    Size screen;
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
    float margin() const { return px(40); }
    float content_left() const { return viewport().x + margin(); }
    float content_width() const { return viewport().width - 2 * margin(); }
};

Metrics measure(Size screen, float text_scale);

/// The steps of the text-size button.
inline constexpr std::array<float, 5> text_scales{1.0F, 1.25F, 1.5F, 2.0F, 4.0F};

} // namespace zugang::kiosk
