#pragma once

#include "content/keyboard.hpp"
#include "kiosk/frame.hpp"
#include "kiosk/search_input.hpp"

namespace zugang::kiosk {

/// The keys that are shown now. `own`, `latin`: nullptr where the content has none.
const content::Keyboard& shown_keyboard(const SearchInput& input, const content::Keyboard* own,
                                        const content::Keyboard* latin);

/// Its height, with the strip above it for what a word may become. At most as much of what is free
/// between the bars as leaves room for results; keys stay large enough for a finger.
float keyboard_height(const Metrics& metrics, const content::Keyboard& keyboard);

/// Draws it into `area`; keys are nodes "key.<text>", never mirrored. `has_own`: the language has
/// letters of its own beside Latin ones.
void draw_keyboard(Frame& frame, const Rect& area, const content::Keyboard& keyboard, bool has_own,
                   const std::vector<std::string>& suggestions);

} // namespace zugang::kiosk
