#pragma once

#include "kiosk/headphones.hpp"
#include "kiosk/speech.hpp"
#include "kiosk/touch.hpp"
#include "kiosk/voice.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

union SDL_Event;

namespace zugang::kiosk {

class Terminal;

/// Voice and headphones of a terminal that runs: what they say on threads of their own comes to
/// the event loop as SDL events. SDL must have been started and must outlive it. UI thread only.
class Sound {
  public:
    /// `headphones`: as in Headphones. `log` is called on the UI thread.
    Sound(const std::string& headphones, std::function<void(const std::string&)> log);
    ~Sound();
    Sound(const Sound&) = delete;
    Sound& operator=(const Sound&) = delete;

    void obey(std::vector<Order> orders);
    /// False: the event is another one's.
    bool take(const SDL_Event& event, Terminal& terminal, Instant now);

  private:
    std::function<void(const std::string&)> log_;
    std::uint32_t voice_event_ = 0;
    std::uint32_t log_event_ = 0;
    std::uint32_t plug_event_ = 0;
    std::uint32_t state_event_ = 0;
    Voice voice_;
    Headphones headphones_;
};

} // namespace zugang::kiosk
