#include "kiosk/theme.hpp"

#include <array>
#include <cmath>
#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

constexpr std::array themes{Contrast::Normal, Contrast::LightOnDark, Contrast::DarkOnLight};

bool inside(const Rect& inner, Size screen) {
    return inner.x >= 0 && inner.y >= 0 && inner.right() <= screen.width &&
           inner.bottom() <= screen.height;
}

} // namespace

TEST_CASE("contrast ratios are those of WCAG 2.1") {
    CHECK(contrast_ratio({0x000000}, {0xFFFFFF}) == doctest::Approx(21));
    CHECK(contrast_ratio({0xFFFFFF}, {0x000000}) == doctest::Approx(21));
    CHECK(contrast_ratio({0x123456}, {0x123456}) == doctest::Approx(1));
    CHECK(contrast_ratio({0x777777}, {0xFFFFFF}) == doctest::Approx(4.48).epsilon(0.002));
    CHECK(contrast_ratio({0xFF0000}, {0xFFFFFF}) == doctest::Approx(4.0).epsilon(0.002));
    CHECK(contrast_ratio({0x0000FF}, {0xFFFFFF}) == doctest::Approx(8.59).epsilon(0.002));
}

TEST_CASE("every pairing of every theme reaches its contrast") {
    for (const Contrast theme : themes) {
        std::set<std::string_view> names;
        for (const Pairing& pairing : pairings(theme)) {
            CAPTURE(static_cast<int>(theme));
            CAPTURE(pairing.name);
            CHECK(pairing.at_least >= 3.0);
            CHECK(contrast_ratio(pairing.text, pairing.ground) >= pairing.at_least);
            names.insert(pairing.name);
        }
        CHECK(names.size() == pairings(theme).size());
    }
}

TEST_CASE(
    "text of the high-contrast themes reaches seven to one, every other text four and a half") {
    for (const Contrast theme : themes) {
        const double wanted = theme == Contrast::Normal ? 4.5 : 7.0;
        const Palette& p = palette(theme);
        CAPTURE(static_cast<int>(theme));
        CHECK(contrast_ratio(p.ink, p.paper) >= wanted);
        CHECK(contrast_ratio(p.muted, p.surface) >= wanted);
        CHECK(contrast_ratio(p.on_primary_soft, p.primary_soft) >= wanted);
        CHECK(contrast_ratio(p.ink, p.primary_soft) >= wanted); // notes
        for (const Colour hue : p.hues) {
            CHECK(contrast_ratio(p.on_hue, hue) >= wanted);
        }
    }
}

TEST_CASE("lines of the high-contrast themes can be seen on every ground") {
    for (const Contrast theme : {Contrast::LightOnDark, Contrast::DarkOnLight}) {
        const Palette& p = palette(theme);
        CHECK(p.outlined);
        CHECK(contrast_ratio(p.line, p.paper) >= 3);
        CHECK(contrast_ratio(p.line, p.surface) >= 3);
        CHECK(p.line_px > palette(Contrast::Normal).line_px);
    }
}

TEST_CASE("a screen wider than high has its navigation at the side") {
    CHECK_FALSE(measure({1080, 1920}, 1).landscape);
    CHECK(measure({1920, 1080}, 1).landscape);
    CHECK_FALSE(measure({1000, 1000}, 1).landscape);
    CHECK(measure({1280, 1024}, 1).landscape);
}

TEST_CASE("design pixels are pixels on the screens they were drawn for, and grow with the screen") {
    CHECK(measure({1080, 1920}, 1).unit == doctest::Approx(1));
    CHECK(measure({1920, 1080}, 1).unit == doctest::Approx(1));
    CHECK(measure({3840, 2160}, 1).unit == doctest::Approx(2));
    CHECK(measure({2160, 3840}, 1).unit == doctest::Approx(2));
    CHECK(measure({768, 1366}, 1).unit == doctest::Approx(768.0 / 1080));
}

TEST_CASE("lengths are whole pixels") {
    const Metrics metrics = measure({768, 1366}, 1.25F);
    for (const float design : {1.0F, 17.0F, 40.0F, 333.0F}) {
        CHECK(metrics.px(design) == std::round(metrics.px(design)));
    }
}

TEST_CASE("the visitor's text size changes texts, not the bars") {
    const Metrics one = measure({1080, 1920}, 1);
    for (const float scale : text_scales) {
        const Metrics metrics = measure({1080, 1920}, scale);
        CHECK(metrics.text(36) == std::round(36 * scale));
        CHECK(metrics.px(36) == one.px(36));
        CHECK(metrics.viewport() == one.viewport());
    }
}

TEST_CASE("text sizes begin at one and rise to at least double") {
    CHECK(text_scales.front() == 1);
    for (std::size_t i = 1; i < text_scales.size(); ++i) {
        CHECK(text_scales.at(i) > text_scales.at(i - 1));
    }
    CHECK(text_scales.back() >= 2); // WCAG 2.1, 1.4.4
}

TEST_CASE("what scrolls has room on every screen that the terminal can be given") {
    for (const Size screen : {Size{320, 320}, Size{320, 480}, Size{480, 320}, Size{1080, 1920},
                              Size{1920, 1080}, Size{1024, 768}, Size{1280, 1024}, Size{3840, 2160},
                              Size{16384, 320}, Size{320, 16384}}) {
        CAPTURE(screen.width);
        CAPTURE(screen.height);
        const Metrics metrics = measure(screen, 1);
        const Rect view = metrics.viewport();
        CHECK(inside(view, screen));
        CHECK(view.width > screen.width / 3);
        CHECK(view.height > screen.height / 3);
        CHECK(metrics.content_width() > 0);
        CHECK(metrics.content_left() + metrics.content_width() <= screen.width);
    }
}

TEST_CASE("with high contrast the Laender stand out from the paper, and the chosen one from them") {
    for (const Contrast theme : {Contrast::LightOnDark, Contrast::DarkOnLight}) {
        const Palette& p = palette(theme);
        CHECK(contrast_ratio(p.land, p.paper) >= 3.0);
        CHECK(contrast_ratio(p.chosen_land, p.land) >= 3.0);
    }
}
