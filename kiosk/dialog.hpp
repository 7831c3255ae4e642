#pragma once

#include "kiosk/frame.hpp"

namespace zugang::kiosk {

/// Dims the page and opens a card in the middle of the screen; what was drawn before can no longer
/// be touched. Returns the card's rectangle.
Rect open_dialog(Frame& frame, const Label& title, float width, float height);

} // namespace zugang::kiosk
