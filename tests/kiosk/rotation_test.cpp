// A picture that is turned on its panel: where pixels and fingers go.
#include "kiosk/rotation.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

constexpr std::array all{Rotation::None, Rotation::Quarter, Rotation::Half,
                         Rotation::ThreeQuarters};

std::vector<std::uint32_t> on_panel(std::vector<std::uint32_t> picture, Size size,
                                    Rotation rotation) {
    std::vector<std::uint32_t> panel(picture.size());
    const auto memory = [](std::vector<std::uint32_t>& pixels, float width) {
        return PixelArea{.pixels = std::as_writable_bytes(std::span(pixels)).data(),
                         .pitch = static_cast<std::size_t>(width) * 4};
    };
    copy_turned(memory(picture, size.width), size, memory(panel, turned(size, rotation).width),
                {0, 0, size.width, size.height}, rotation);
    return panel;
}

} // namespace

TEST_CASE("degrees that a panel can be turned by") {
    CHECK(rotation_of(0) == Rotation::None);
    CHECK(rotation_of(90) == Rotation::Quarter);
    CHECK(rotation_of(180) == Rotation::Half);
    CHECK(rotation_of(270) == Rotation::ThreeQuarters);
    CHECK_FALSE(rotation_of(45));
    CHECK_FALSE(rotation_of(-90));
    CHECK_FALSE(rotation_of(360));
}

TEST_CASE("a picture is turned clockwise") {
    const std::vector<std::uint32_t> picture{1, 2, 3, //
                                             4, 5, 6};
    const Size size{3, 2};
    CHECK(on_panel(picture, size, Rotation::None) == picture);
    CHECK(on_panel(picture, size, Rotation::Quarter) == std::vector<std::uint32_t>{4, 1, //
                                                                                   5, 2, //
                                                                                   6, 3});
    CHECK(on_panel(picture, size, Rotation::Half) == std::vector<std::uint32_t>{6, 5, 4, //
                                                                                3, 2, 1});
    CHECK(on_panel(picture, size, Rotation::ThreeQuarters) == std::vector<std::uint32_t>{3, 6, //
                                                                                         2, 5, //
                                                                                         1, 4});
}

TEST_CASE("a part of a picture goes where that part of the panel is, in blocks of any size") {
    const Size size{53, 37};
    std::vector<std::uint32_t> picture(std::size_t{53} * 37);
    std::iota(picture.begin(), picture.end(), 1);
    const Rect part{17, 5, 33, 29};
    for (const Rotation rotation : all) {
        CAPTURE(static_cast<int>(rotation));
        const auto whole = on_panel(picture, size, rotation);
        std::vector<std::uint32_t> panel(picture.size());
        const Size panel_size = turned(size, rotation);
        copy_turned({std::as_writable_bytes(std::span(picture)).data(), 53 * 4}, size,
                    {std::as_writable_bytes(std::span(panel)).data(),
                     static_cast<std::size_t>(panel_size.width) * 4},
                    part, rotation);
        const Rect there = turned(part, size, rotation);
        std::size_t inside = 0;
        for (std::size_t i = 0; i < panel.size(); ++i) {
            const auto width = static_cast<std::size_t>(panel_size.width);
            const Point at{static_cast<float>(i % width), static_cast<float>(i / width)};
            inside += there.contains(at) ? 1 : 0;
            CHECK(panel[i] == (there.contains(at) ? whole[i] : 0));
        }
        CHECK(inside == std::size_t{33} * 29);
    }
}

TEST_CASE("a finger on a turned panel is where the picture is that it sees") {
    const Size picture{1080, 1920};
    for (const Rotation rotation : all) {
        CAPTURE(static_cast<int>(rotation));
        const Size panel = turned(picture, rotation);
        const Rect button{100, 300, 80, 40};
        const Point there = turned(button, picture, rotation).center();
        const Point finger =
            point_in_picture({there.x / panel.width, there.y / panel.height}, picture, rotation);
        CHECK(finger.x == doctest::Approx(button.center().x));
        CHECK(finger.y == doctest::Approx(button.center().y));
    }
}
