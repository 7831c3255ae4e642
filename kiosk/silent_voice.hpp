#pragma once

#include "kiosk/speech.hpp"
#include "kiosk/touch.hpp"

#include <optional>
#include <vector>

namespace zugang::kiosk {

/// A voice without a sound, on any clock: takes as long as a speaker would. For tours and tests.
class SilentVoice {
  public:
    void obey(const Order& order, Instant now);
    /// What has happened by now.
    std::vector<VoiceEvent> advance(Instant now);
    /// When something will happen; no value: nothing is being said.
    std::optional<Instant> wake_at() const;

  private:
    struct Due {
        Instant at;
        VoiceEvent event;
    };
    std::vector<Due> due_; ///< in their order
    std::optional<Instant> paused_at_;
};

} // namespace zugang::kiosk
