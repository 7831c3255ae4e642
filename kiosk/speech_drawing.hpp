#pragma once

#include "kiosk/frame.hpp"
#include "kiosk/typography.hpp"

#include <string_view>

namespace zugang::kiosk {

/// Marks the word that is being said, below a text that is about to be drawn at `box`. `text`: as
/// it was laid out; `ink`: its colour.
void draw_spoken_word(Frame& frame, std::string_view id, std::string_view text,
                      const SetText& words, const Rect& box, Colour ink);

/// The ring round the element that is being said. `view`: what scrolls, by `offset`. Once a frame,
/// after all that it may stand on.
void draw_focus_ring(Frame& frame, const Rect& view, float offset);

/// Pause, once more, speed and volume, at the lower end of the page; drawn over what scrolls there.
void draw_speech_panel(Frame& frame);
/// Height of that panel, 0 while it is not there.
float speech_panel_height(const Narration& narration, float unit);

/// Everything black, for those who only listen.
void draw_blank_screen(Frame& frame);

} // namespace zugang::kiosk
