#include "kiosk/theme.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

constexpr std::array<Colour, 8> topic_hues{{{0x2F4E9E},
                                            {0x0B6B50},
                                            {0x7C3596},
                                            {0xB5400F},
                                            {0x0A5560},
                                            {0x8A5A00},
                                            {0xA32652},
                                            {0x3C4A57}}};

constexpr std::array<Colour, 8> eight(Colour colour) {
    return {colour, colour, colour, colour, colour, colour, colour, colour};
}

constexpr Palette light{.paper = {0xF5F2EC},
                        .surface = {0xFFFFFF},
                        .ink = {0x17212B},
                        .muted = {0x53606C},
                        .line = {0xDCD6CB},
                        .primary = {0x0A5560},
                        .on_primary = {0xFFFFFF},
                        .primary_soft = {0xD9EAEA},
                        .on_primary_soft = {0x0A5560},
                        .accent = {0xF0A81C},
                        .on_accent = {0x17212B},
                        .accent_soft = {0xFDF0D2},
                        .on_accent_soft = {0x17212B},
                        .land = {0xA9C7C5},
                        .chosen_land = {0x0A5560},
                        .veil = {0x565C63},
                        .hues = topic_hues,
                        .on_hue = {0xFFFFFF},
                        .line_px = 2,
                        .outlined = false};

constexpr Palette light_on_dark{.paper = {0x000000},
                                .surface = {0x000000},
                                .ink = {0xFFFFFF},
                                .muted = {0xFFFFFF},
                                .line = {0xFFFFFF},
                                .primary = {0xFFE600},
                                .on_primary = {0x000000},
                                .primary_soft = {0x000000},
                                .on_primary_soft = {0xFFE600},
                                .accent = {0xFFE600},
                                .on_accent = {0x000000},
                                .accent_soft = {0x000000},
                                .on_accent_soft = {0xFFFFFF},
                                .land = {0x707070},
                                .chosen_land = {0xFFE600},
                                .veil = {0x000000},
                                .hues = eight({0xFFE600}),
                                .on_hue = {0x000000},
                                .line_px = 4,
                                .outlined = true};

constexpr Palette dark_on_light{.paper = {0xFFFFFF},
                                .surface = {0xFFFFFF},
                                .ink = {0x000000},
                                .muted = {0x000000},
                                .line = {0x000000},
                                .primary = {0x0033CC},
                                .on_primary = {0xFFFFFF},
                                .primary_soft = {0xFFFFFF},
                                .on_primary_soft = {0x0033CC},
                                .accent = {0x0033CC},
                                .on_accent = {0xFFFFFF},
                                .accent_soft = {0xFFFFFF},
                                .on_accent_soft = {0x000000},
                                .land = {0x909090},
                                .chosen_land = {0x0028A0},
                                .veil = {0xFFFFFF},
                                .hues = eight({0x0033CC}),
                                .on_hue = {0xFFFFFF},
                                .line_px = 4,
                                .outlined = true};

constexpr PreviewColours preview{.ground = {0x1D2433},
                                 .ink = {0xFFFFFF},
                                 .muted = {0xB8C3D6},
                                 .error = {0xFF6B6B},
                                 .warning = {0xFFC24B},
                                 .advice = {0x7CB7FF}};

constexpr QrColours qr{.dark = {0x000000}, .light = {0xFFFFFF}};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(Colour colour) {
    const double red = linear(((colour.rgb >> 16U) & 255U) / 255.0);
    const double green = linear(((colour.rgb >> 8U) & 255U) / 255.0);
    const double blue = linear((colour.rgb & 255U) / 255.0);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

} // namespace

// WCAG 2.1, "contrast ratio" and "relative luminance".
double contrast_ratio(Colour a, Colour b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

const Palette& palette(Contrast contrast) {
    switch (contrast) {
    case Contrast::LightOnDark:
        return light_on_dark;
    case Contrast::DarkOnLight:
        return dark_on_light;
    case Contrast::Normal:
        break;
    }
    return light;
}

const PreviewColours& preview_colours() {
    return preview;
}

const QrColours& qr_colours() {
    return qr;
}

std::array<Pairing, 26> pairings(Contrast contrast) {
    const Palette& p = palette(contrast);
    const double text = contrast == Contrast::Normal ? 4.5 : 7.0;
    const double part = 3.0; // WCAG 2.1, 1.4.11
    return {{{"ink on paper", p.ink, p.paper, text},
             {"ink on surface", p.ink, p.surface, text},
             {"muted on paper", p.muted, p.paper, text},
             {"muted on surface", p.muted, p.surface, text},
             {"primary on paper", p.primary, p.paper, text},
             {"primary on surface", p.primary, p.surface, text},
             {"primary on accent soft", p.primary, p.accent_soft, text},
             {"on primary", p.on_primary, p.primary, text},
             {"on primary soft", p.on_primary_soft, p.primary_soft, text},
             {"on accent", p.on_accent, p.accent, text},
             {"on accent soft", p.on_accent_soft, p.accent_soft, text},
             {"on hue 1", p.on_hue, p.hues[0], text},
             {"on hue 2", p.on_hue, p.hues[1], text},
             {"on hue 3", p.on_hue, p.hues[2], text},
             {"on hue 4", p.on_hue, p.hues[3], text},
             {"on hue 5", p.on_hue, p.hues[4], text},
             {"on hue 6", p.on_hue, p.hues[5], text},
             {"on hue 7", p.on_hue, p.hues[6], text},
             {"on hue 8", p.on_hue, p.hues[7], text},
             {"ink of a preview", preview.ink, preview.ground, 7.0},
             {"muted ink of a preview", preview.muted, preview.ground, 7.0},
             {"error of a preview", preview.error, preview.ground, part},
             {"warning of a preview", preview.warning, preview.ground, part},
             {"advice of a preview", preview.advice, preview.ground, part},
             {"chosen Land beside others", p.chosen_land, p.land, part},
             {"icon of a button", p.primary, p.surface, part}}};
}

float Metrics::px(float design) const {
    return std::round(design * unit);
}

Rect Metrics::viewport() const {
    if (landscape) {
        const float side = px(210);
        const float top = px(120) + head;
        return {side, top, screen.width - side, screen.height - top - action_bar - panel_height};
    }
    const float top = px(136) + head;
    return {0, top, screen.width, screen.height - top - bottom_bar() - action_bar - panel_height};
}

float px_per_mm(const Panel& panel, Size screen) {
    constexpr float diagonal_mm = 24 * 25.4F;
    const float height_mm =
        panel.height_mm > 0 ? panel.height_mm
                            : diagonal_mm * screen.height / std::hypot(screen.width, screen.height);
    return screen.height / height_mm;
}

namespace {

// A bar with its buttons needs so much, in design pixels.
constexpr float narrowest = 860;
constexpr float lowest = 744;
constexpr float least_target_mm = 15;
constexpr float button = 76; // the smallest thing that can be touched, in design pixels

/// As large as the pixels allow, and on small panels so large that a finger still hits.
float unit_of(Size screen, bool landscape, const Panel& panel) {
    const float by_pixels = landscape ? std::min(screen.height / 1080, screen.width / 1500)
                                      : std::min(screen.width / 1080, screen.height / 1500);
    if (panel.height_mm <= 0) {
        return by_pixels;
    }
    const float by_finger = least_target_mm * px_per_mm(panel, screen) / button;
    const float most = landscape ? screen.height / 900 : screen.width / narrowest;
    return std::max(by_pixels, std::min(by_finger, most));
}

} // namespace

Metrics measure(Size screen, float text_scale, const Panel& panel, bool low) {
    Metrics metrics{.screen = screen, .text_scale = text_scale};
    metrics.landscape = screen.width > screen.height * 1.1F;
    metrics.unit = unit_of(screen, metrics.landscape, panel);
    if (low) {
        const float reach = (panel.reach_mm - panel.lower_edge_mm) * px_per_mm(panel, screen);
        const float height = std::round(
            std::clamp(reach, std::min(lowest * metrics.unit, screen.height), screen.height));
        metrics.screen.height = height;
        metrics.origin_y = screen.height - height;
        // What is wide and low has no room for a bar at its side.
        metrics.landscape = metrics.landscape && height > 1000 * metrics.unit;
    }
    return metrics;
}

} // namespace zugang::kiosk
