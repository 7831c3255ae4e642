#include "kiosk/input.hpp"

#include "kiosk/display.hpp"
#include "kiosk/terminal.hpp"

#include <algorithm>
#include <array>

#include <SDL.h>

namespace zugang::kiosk {

namespace {

struct KeyOf {
    SDL_Keycode code;
    Key key;
};

// A number pad, and the same keys of a keyboard.
constexpr std::array<KeyOf, 40> keys{{{SDLK_KP_8, Key::Previous},  {SDLK_8, Key::Previous},
                                      {SDLK_UP, Key::Previous},    {SDLK_KP_2, Key::Next},
                                      {SDLK_2, Key::Next},         {SDLK_DOWN, Key::Next},
                                      {SDLK_KP_5, Key::Ok},        {SDLK_5, Key::Ok},
                                      {SDLK_KP_ENTER, Key::Ok},    {SDLK_RETURN, Key::Ok},
                                      {SDLK_KP_4, Key::Back},      {SDLK_4, Key::Back},
                                      {SDLK_BACKSPACE, Key::Back}, {SDLK_KP_6, Key::Details},
                                      {SDLK_6, Key::Details},      {SDLK_KP_0, Key::Repeat},
                                      {SDLK_0, Key::Repeat},       {SDLK_KP_PLUS, Key::Louder},
                                      {SDLK_PLUS, Key::Louder},    {SDLK_KP_MINUS, Key::Quieter},
                                      {SDLK_MINUS, Key::Quieter},  {SDLK_KP_MULTIPLY, Key::Stop},
                                      {SDLK_ASTERISK, Key::Stop},  {SDLK_KP_DIVIDE, Key::Language},
                                      {SDLK_SLASH, Key::Language}, {SDLK_KP_7, Key::Home},
                                      {SDLK_7, Key::Home},         {SDLK_KP_9, Key::ReadOn},
                                      {SDLK_9, Key::ReadOn},       {SDLK_KP_1, Key::Slower},
                                      {SDLK_1, Key::Slower},       {SDLK_KP_3, Key::Faster},
                                      {SDLK_3, Key::Faster},       {SDLK_KP_PERIOD, Key::Pause},
                                      {SDLK_KP_COMMA, Key::Pause}, {SDLK_PERIOD, Key::Pause},
                                      {SDLK_COMMA, Key::Pause},    {SDLK_LEFT, Key::Back},
                                      {SDLK_RIGHT, Key::Details},  {SDLK_HOME, Key::Home}}};

void handle_key(const SDL_KeyboardEvent& event, Terminal& terminal, Instant now) {
    if (event.keysym.sym == SDLK_BACKSPACE && terminal.backspace(now)) {
        return;
    }
    const auto found = std::ranges::find(keys, event.keysym.sym, &KeyOf::code);
    if (found != keys.end()) {
        terminal.key(found->key, event.repeat != 0, now);
    }
}

constexpr std::int64_t mouse_finger = -1;
constexpr float wheel_step_px = 120;

Touch touch_of(const SDL_TouchFingerEvent& finger, TouchPhase phase, const Display& display,
               Instant now) {
    return {.finger =
                finger.touchId * 4093 + finger.fingerId, // several panels count their fingers alike
            .phase = phase,
            .at = display.touched({finger.x, finger.y}),
            .time = now};
}

Touch touch_of_mouse(std::int32_t x, std::int32_t y, TouchPhase phase, const Display& display,
                     Instant now) {
    return {.finger = mouse_finger,
            .phase = phase,
            .at = display.pointed({static_cast<float>(x), static_cast<float>(y)}),
            .time = now};
}

} // namespace

Continue handle_event(const SDL_Event& event, Terminal& terminal, Display& display, Instant now) {
    switch (event.type) {
    case SDL_QUIT:
        return Continue::Quit;
    case SDL_WINDOWEVENT:
        if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED ||
            event.window.event == SDL_WINDOWEVENT_EXPOSED) {
            display.forget(); // what was drawn may be gone
            terminal.resize(display.size());
        }
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        display.start_again();
        terminal.resize(display.size());
        break;
    case SDL_FINGERDOWN:
        SDL_ShowCursor(SDL_DISABLE);
        terminal.touch(touch_of(event.tfinger, TouchPhase::Down, display, now));
        break;
    case SDL_FINGERMOTION:
        terminal.touch(touch_of(event.tfinger, TouchPhase::Move, display, now));
        break;
    case SDL_FINGERUP:
        terminal.touch(touch_of(event.tfinger, TouchPhase::Up, display, now));
        break;
    case SDL_MOUSEMOTION:
        SDL_ShowCursor(SDL_ENABLE); // somebody has a mouse
        if ((event.motion.state & SDL_BUTTON_LMASK) != 0) {
            terminal.touch(
                touch_of_mouse(event.motion.x, event.motion.y, TouchPhase::Move, display, now));
        }
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        if (event.button.button == SDL_BUTTON_LEFT) {
            terminal.touch(touch_of_mouse(event.button.x, event.button.y,
                                          event.type == SDL_MOUSEBUTTONDOWN ? TouchPhase::Down
                                                                            : TouchPhase::Up,
                                          display, now));
        }
        break;
    case SDL_MOUSEWHEEL:
        terminal.wheel(event.wheel.preciseY * wheel_step_px, now);
        break;
    case SDL_TEXTINPUT:
        terminal.type(event.text.text, now);
        break;
    case SDL_KEYDOWN:
        handle_key(event.key, terminal, now);
        break;
    default:
        break;
    }
    return Continue::Yes;
}

} // namespace zugang::kiosk
