#pragma once

#include "kiosk/frame.hpp"
#include "kiosk/pages.hpp"

#include <span>

namespace zugang::kiosk {

/// A card with a heading (node "advice.land") and a row for each place (nodes "place.<id>"): its
/// name, whether somebody is there now, and how far it is. Returns the y below it.
float draw_place_card(Frame& frame, const Label& heading, std::span<const PlacePage* const> pages,
                      float x, float y, float width);

} // namespace zugang::kiosk
