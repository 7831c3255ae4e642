#include "kiosk/input.hpp"

#include "kiosk/display.hpp"
#include "kiosk/terminal.hpp"

#include <SDL.h>

namespace zugang::kiosk {

namespace {

constexpr std::int64_t mouse_finger = -1;
constexpr float wheel_step_px = 120;

Touch touch_of(const SDL_TouchFingerEvent& finger, TouchPhase phase, Size screen, Instant now) {
    return {.finger =
                finger.touchId * 4093 + finger.fingerId, // several panels count their fingers alike
            .phase = phase,
            .at = {finger.x * screen.width, finger.y * screen.height},
            .time = now};
}

Touch touch_of_mouse(std::int32_t x, std::int32_t y, TouchPhase phase, Instant now) {
    return {.finger = mouse_finger,
            .phase = phase,
            .at = {static_cast<float>(x), static_cast<float>(y)},
            .time = now};
}

} // namespace

Continue handle_event(const SDL_Event& event, Terminal& terminal, const Display& display,
                      Instant now) {
    switch (event.type) {
    case SDL_QUIT:
        return Continue::Quit;
    case SDL_WINDOWEVENT:
        if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
            event.window.event == SDL_WINDOWEVENT_EXPOSED) {
            terminal.resize(display.size());
        }
        break;
    case SDL_FINGERDOWN:
        SDL_ShowCursor(SDL_DISABLE);
        terminal.touch(touch_of(event.tfinger, TouchPhase::Down, display.size(), now));
        break;
    case SDL_FINGERMOTION:
        terminal.touch(touch_of(event.tfinger, TouchPhase::Move, display.size(), now));
        break;
    case SDL_FINGERUP:
        terminal.touch(touch_of(event.tfinger, TouchPhase::Up, display.size(), now));
        break;
    case SDL_MOUSEMOTION:
        SDL_ShowCursor(SDL_ENABLE); // somebody has a mouse
        if ((event.motion.state & SDL_BUTTON_LMASK) != 0) {
            terminal.touch(touch_of_mouse(event.motion.x, event.motion.y, TouchPhase::Move, now));
        }
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event.button.button == SDL_BUTTON_LEFT) {
            terminal.touch(touch_of_mouse(
                event.button.x, event.button.y,
                event.type == SDL_MOUSEBUTTONDOWN ? TouchPhase::Down : TouchPhase::Up, now));
        }
        break;
    case SDL_MOUSEWHEEL:
        terminal.wheel(event.wheel.preciseY * wheel_step_px, now);
        break;
    default:
        break;
    }
    return Continue::Yes;
}

} // namespace zugang::kiosk
