#pragma once

#include "content/voice_protocol.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace zugang::content {

/// The program zugang-voice, running: started without a shell, and killed with this object. It may
/// be anything on the other side: what it sends is checked.
class VoiceProcess {
  public:
    /// A packet of it.
    struct Packet {
        protocol::Reply reply;
        std::vector<std::int16_t> samples; ///< Audio
    };
    enum class State : std::uint8_t { Good, Ended };

    /// `command`: program, found as a shell would, and arguments. Ended at once where it cannot be
    /// started.
    explicit VoiceProcess(const std::vector<std::string>& command);
    ~VoiceProcess();
    VoiceProcess(const VoiceProcess&) = delete;
    VoiceProcess& operator=(const VoiceProcess&) = delete;

    /// For poll(): can be read when packets have come.
    int descriptor() const { return socket_; }
    State state() const { return state_; }
    pid_t pid() const { return pid_; }

    void request(std::uint64_t ticket, std::string_view voice, std::string_view text,
                 int words_a_minute);
    /// What has come; never waits. Ended where it is gone, or sends what nobody asked for.
    std::vector<Packet> read();

  private:
    int socket_ = -1;
    pid_t pid_ = -1;
    State state_ = State::Ended;
    std::string received_;
};

} // namespace zugang::content
