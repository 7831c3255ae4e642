#include "content/tool/outline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace zugang::content::tool {
namespace {

constexpr double km_a_degree = 111.2;

/// On a plane that touches the Earth at a point: kilometres to the east and to the north of it.
struct Offset {
    double east_km;
    double north_km;
};

Offset offset_of(Corner corner, Corner from) {
    const double shrunk = std::cos(from.latitude * std::numbers::pi / 180);
    return {(corner.longitude - from.longitude) * shrunk * km_a_degree,
            (corner.latitude - from.latitude) * km_a_degree};
}

/// From the origin to the line between two corners.
double distance_km(Offset a, Offset b) {
    const double east = b.east_km - a.east_km;
    const double north = b.north_km - a.north_km;
    const double square = east * east + north * north;
    const double along =
        square > 0 ? std::clamp(-(a.east_km * east + a.north_km * north) / square, 0.0, 1.0) : 0.0;
    return std::hypot(a.east_km + along * east, a.north_km + along * north);
}

} // namespace

Corner corner_of(Coordinates position) {
    return {position.latitude_e6 / 1e6, position.longitude_e6 / 1e6};
}

bool is_around(std::span<const Corner> outline, Corner point) {
    bool inside = false;
    Offset last = offset_of(outline.back(), point);
    for (const Corner corner : outline) {
        const Offset next = offset_of(corner, point);
        if ((last.north_km > 0) != (next.north_km > 0) &&
            last.east_km - last.north_km * (next.east_km - last.east_km) /
                               (next.north_km - last.north_km) >
                0) {
            inside = !inside; // a ray to the east crosses this line
        }
        last = next;
    }
    return inside;
}

double distance_km(std::span<const Corner> outline, Corner point) {
    double least = std::numeric_limits<double>::infinity();
    Offset last = offset_of(outline.back(), point);
    for (const Corner corner : outline) {
        const Offset next = offset_of(corner, point);
        least = std::min(least, distance_km(last, next));
        last = next;
    }
    return least;
}

bool is_within(const Circle& circle, Corner point) {
    const Offset offset = offset_of(circle.centre, point);
    return std::hypot(offset.east_km, offset.north_km) < circle.radius_km;
}

} // namespace zugang::content::tool
