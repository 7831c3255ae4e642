#pragma once

#include "kiosk/frame.hpp"

namespace zugang::kiosk {

/// The bars that stay: brand, "finished", text size, contrast and language; back, home, advice
/// and help.
/// Drawn over what scrolls below them.
void draw_chrome(Frame& frame);

/// The bar of the language screen: text size, contrast, within reach.
void draw_language_bar(Frame& frame);
float language_bar_height(const Metrics& metrics);

/// In low mode: what is above the reach, with nothing to touch. `dimmed`: a dialog is open.
void draw_space_above(Frame& frame, bool dimmed);

/// Across, the title of the home screen stands in the bar, as long as it is small enough for it.
bool title_in_bar(const Metrics& metrics);

/// What a long page ends in: it fades out where there is more below, with buttons a page on and a
/// page back.
void draw_page_buttons(Frame& frame, const Rect& view, bool more_above, bool more_below);

/// Free space that a page leaves below its end for these buttons.
float page_buttons_height(const Metrics& metrics);

} // namespace zugang::kiosk
