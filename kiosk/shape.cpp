#include "kiosk/shape.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace zugang::kiosk {

namespace {

constexpr std::uint8_t half = 128;
// Half the line between two Laender, so that no touch falls between them.
constexpr int line_px = 2;

} // namespace

Shape::Shape(int width, int height, std::vector<std::uint8_t> coverage)
    : width_(width), height_(height), coverage_(std::move(coverage)) {
    int widest = 0;
    for (int y = 0; y < height_; ++y) {
        int begin = 0;
        for (int x = 0; x <= width_; ++x) {
            if (x < width_ && solid(x, y)) {
                continue;
            }
            if (x - begin > widest) {
                widest = x - begin;
                inside_ = {static_cast<float>(begin + x) / 2, static_cast<float>(y) + 0.5F};
            }
            begin = x + 1;
        }
    }
}

bool Shape::solid(int x, int y) const {
    return x >= 0 && y >= 0 && x < width_ && y < height_ &&
           coverage_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                     static_cast<std::size_t>(x)] >= half;
}

bool Shape::contains(Point at) const {
    const int x = static_cast<int>(std::floor(at.x));
    const int y = static_cast<int>(std::floor(at.y));
    for (const int up : {0, -line_px, line_px}) {
        for (const int aside : {0, -line_px, line_px}) {
            if (solid(x + aside, y + up)) {
                return true;
            }
        }
    }
    return false;
}

} // namespace zugang::kiosk
