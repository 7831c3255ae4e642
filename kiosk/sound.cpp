#include "kiosk/sound.hpp"

#include "kiosk/terminal.hpp"

#include <memory>
#include <utility>

#include <SDL.h>

namespace zugang::kiosk {

namespace {

/// What an event carries is freed by whoever takes it.
template <typename Value>
void push(std::uint32_t type, Value value) {
    auto owned = std::make_unique<Value>(std::move(value));
    SDL_Event event{};
    event.type = type;
    event.user.data1 = owned.get();
    if (SDL_PushEvent(&event) > 0) {
        (void)owned.release();
    }
}

template <typename Value>
Value taken(const SDL_Event& event) {
    const std::unique_ptr<Value> owned(static_cast<Value*>(event.user.data1));
    return std::move(*owned);
}

} // namespace

Sound::Sound(const std::string& headphones, std::function<void(const std::string&)> log)
    : log_(std::move(log)), voice_event_(SDL_RegisterEvents(4)), log_event_(voice_event_ + 1),
      plug_event_(voice_event_ + 2), state_event_(voice_event_ + 3),
      voice_({.synthesiser = {(program_folder() / "zugang-voice").string()},
              .tell = [type = voice_event_](const VoiceEvent& event) { push(type, event); },
              .log = [type = log_event_](const std::string& line) { push(type, line); },
              .state = [type = state_event_](VoiceState state) { push(type, state); }}),
      headphones_(headphones, [type = plug_event_](Plug plug) { push(type, plug); }) {
}

Sound::~Sound() = default;

void Sound::obey(std::vector<Order> orders) {
    for (Order& order : orders) {
        voice_.obey(std::move(order));
    }
}

bool Sound::take(const SDL_Event& event, Terminal& terminal, Instant now) {
    if (event.type == voice_event_) {
        terminal.hear(taken<VoiceEvent>(event), now);
    } else if (event.type == log_event_) {
        log_(taken<std::string>(event));
    } else if (event.type == plug_event_) {
        terminal.set_headphones(taken<Plug>(event), now);
    } else if (event.type == state_event_) {
        terminal.set_voice_state(taken<VoiceState>(event));
    } else {
        return false;
    }
    return true;
}

} // namespace zugang::kiosk
