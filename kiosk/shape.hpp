#pragma once

#include "kiosk/geometry.hpp"

#include <cstdint>
#include <vector>

namespace zugang::kiosk {

/// Which pixels of a picture are solid: a Land on the map has borders, not corners.
class Shape {
  public:
    /// `coverage`: width x height bytes, row by row, 255 solid.
    Shape(int width, int height, std::vector<std::uint8_t> coverage);

    int width() const { return width_; }
    int height() const { return height_; }
    const std::vector<std::uint8_t>& coverage() const { return coverage_; }

    /// `at`: pixels from the top left corner. The line around it belongs to it.
    bool contains(Point at) const;
    /// A point well within: the middle of its widest row.
    Point inside() const { return inside_; }

  private:
    bool solid(int x, int y) const;

    int width_;
    int height_;
    std::vector<std::uint8_t> coverage_;
    Point inside_;
};

} // namespace zugang::kiosk
