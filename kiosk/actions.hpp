#pragma once

#include "kiosk/frame.hpp"
#include "kiosk/pages.hpp"

namespace zugang::kiosk {

/// Has the page that is seen something to be done with it: take it along, print it? Discreet pages
/// have not.
bool has_actions(const Visit& visit, Pages& pages, content::Date today);

/// Height of the strip at the lower end of such a page.
float action_bar_height(const Metrics& metrics);

/// The strip of buttons, over what scrolls below it.
void draw_actions(Frame& frame);

} // namespace zugang::kiosk
