#pragma once

#include "kiosk/speech.hpp"
#include "kiosk/voice_state.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace zugang::kiosk {

/// What sounds: recordings first, the synthesiser in its own process second. A thread of its own
/// feeds SDL's audio device; between two visits it sleeps, and no device is open.
class Voice {
  public:
    struct Options {
        std::vector<std::string> synthesiser; ///< program and arguments: zugang-voice
        /// Called on the voice's thread.
        std::function<void(const VoiceEvent&)> tell;
        /// Likewise; never with words of a text.
        std::function<void(const std::string&)> log;
        /// Likewise, whenever it has changed; Ready at first.
        std::function<void(VoiceState)> state{};
        /// A synthesiser that says nothing for so long is started again.
        std::chrono::milliseconds patience{3000};
        /// So long after the last word the device is closed.
        std::chrono::milliseconds linger{15000};
    };

    explicit Voice(Options options);
    ~Voice();
    Voice(const Voice&) = delete;
    Voice& operator=(const Voice&) = delete;

    /// Never waits.
    void obey(Order order);

  private:
    void send(std::unique_ptr<Order> order);

    int orders_in_ = -1;
    int orders_out_ = -1;
    std::jthread thread_;
};

/// Where the program is that runs now: its companions are beside it.
std::filesystem::path program_folder();

} // namespace zugang::kiosk
