#pragma once

namespace zugang::kiosk {

/// Pixels, x to the right, y down.
struct Point {
    float x = 0;
    float y = 0;
};

struct Size {
    float width = 0;
    float height = 0;
};

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    float right() const { return x + width; }
    float bottom() const { return y + height; }
    Point center() const { return {x + width / 2, y + height / 2}; }
    bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    bool intersects(const Rect& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    /// Smaller by this much on every side.
    Rect inset(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
    friend bool operator==(const Rect&, const Rect&) = default;
};

} // namespace zugang::kiosk
