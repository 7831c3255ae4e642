#pragma once

#include <chrono>

namespace zugang::kiosk {

/// True: SDL will draw on a Wayland compositor, by the environment (SDL_VIDEODRIVER, DISPLAY,
/// WAYLAND_DISPLAY) and the order in which SDL tries (2.26: x11 first).
bool will_use_wayland();

/// Waits until the compositor of WAYLAND_DISPLAY has a seat, which means input devices: without one
/// SDL ends the program (libsdl-org/SDL 8898), and a touch panel may come late. False: there was
/// none in time, or no compositor.
bool wait_for_seat(std::chrono::milliseconds longest);

} // namespace zugang::kiosk
