#pragma once

#include "content/place.hpp"

#include <span>

/// Coarse outlines on the map: good for telling a mistake from a place, for nothing else.
namespace zugang::content::tool {

/// In degrees (WGS 84).
struct Corner {
    double latitude;
    double longitude;
};

/// What is too small for an outline.
struct Circle {
    Corner centre;
    double radius_km;
};

Corner corner_of(Coordinates position);

/// Does this closed line of three corners or more lie around the point?
bool is_around(std::span<const Corner> outline, Corner point);

/// From the point to the line.
double distance_km(std::span<const Corner> outline, Corner point);

bool is_within(const Circle& circle, Corner point);

} // namespace zugang::content::tool
