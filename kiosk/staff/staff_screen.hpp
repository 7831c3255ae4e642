#pragma once

#include "kiosk/frame.hpp"

namespace zugang::kiosk::staff {

class Desk;

/// The bar above the staff's pages, and what scrolls below it. `frame` has the staff's language.
float bar_height(const Metrics& metrics, const Desk& desk);
/// Of what is chosen, or of the keys, below what scrolls; 0: nothing is.
float foot_height(const Metrics& metrics, const Desk& desk, Shelf& shelf);
/// Beside what scrolls, where the screen is wide: what is chosen there; 0: nothing is.
float side_width(const Metrics& metrics, const Desk& desk);
void draw_bar(Frame& frame, const Desk& desk);
/// Returns the height of the whole page.
float draw_page(Frame& frame, float scroll, const Desk& desk);

} // namespace zugang::kiosk::staff
