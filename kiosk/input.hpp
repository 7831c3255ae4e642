#pragma once

#include "kiosk/touch.hpp"

union SDL_Event;

namespace zugang::kiosk {

class Display;
class Terminal;

enum class Continue { Yes, Quit };

/// Hands one event of SDL to the terminal: fingers, mouse, wheel, size, and the keys of a
/// number pad. Keys do nothing that leads
/// out of the terminal.
Continue handle_event(const SDL_Event& event, Terminal& terminal, Display& display, Instant now);

} // namespace zugang::kiosk
