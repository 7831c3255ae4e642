#pragma once

#include <chrono>
#include <cstdint>

namespace zugang::kiosk {

/// One thread tells another to stop whatever it waits for.
class Interrupt {
  public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    void raise() const; ///< from any thread; for good
    bool raised() const;
    int descriptor() const { return event_; } ///< for poll(): can be read once it was raised

  private:
    int event_ = -1;
};

enum class Ready : std::uint8_t { Read, Write, Both, Late, Interrupted };

/// Waits until the descriptor can be read (or written too, where that is wanted), is closed or
/// broken (Read), or the time is over. -1: only the time counts.
enum class WaitFor : std::uint8_t { Read, ReadOrWrite };
Ready wait_for(int descriptor, WaitFor what, std::chrono::milliseconds time,
               const Interrupt& interrupt);

} // namespace zugang::kiosk
