#pragma once

#include "kiosk/touch.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>

union SDL_Event;

namespace zugang::kiosk {

/// Sleeps until SDL has an event. Where SDL draws straight to the screen (KMSDRM) its own waiting
/// looks for input a thousand times a second (SDL_WaitEventTimeout, SDL 2.26); this one opens the
/// same input devices and lets the kernel wake it. What it reads there is thrown away: SDL reads
/// its own copy. Needs SDL's events; the thread that handles them only. One at a time.
class EventWait {
  public:
    /// `devices`: "/dev/input"; may be empty or not there yet.
    explicit EventWait(std::filesystem::path devices);
    ~EventWait();
    EventWait(const EventWait&) = delete;
    EventWait& operator=(const EventWait&) = delete;

    /// True: `event` is the next one. False: so much time has passed without one. Negative: for
    /// ever. SIGINT and SIGTERM, whichever thread they reach, are the event SDL_QUIT.
    bool wait(SDL_Event& event, int timeout_ms);

    /// Devices that can be read. 0: touches would not wake it.
    std::size_t devices() const { return open_.size(); }
    /// Devices that are there and that this user may not read.
    std::size_t refused() const { return refused_; }
    /// True, once: a device has gone since it was asked last. A finger that was on it will never
    /// be said to leave (SDL 2.26 forgets the device with its fingers).
    bool take_lost() { return std::exchange(lost_, false); }
    std::uint64_t wakes() const { return wakes_; }

  private:
    class Descriptor {
      public:
        explicit Descriptor(int number = -1) : number_(number) {}
        ~Descriptor();
        Descriptor(Descriptor&& other) noexcept;
        Descriptor& operator=(Descriptor&& other) noexcept;
        int number() const { return number_; }

      private:
        int number_;
    };

    static int wake_up(void* self, SDL_Event* event);
    void look_for_devices();
    void sleep(int timeout_ms);

    std::filesystem::path folder_;
    std::thread::id sleeper_ = std::this_thread::get_id();
    Descriptor pushed_;  ///< eventfd: another thread has put an event into SDL's queue
    Descriptor changed_; ///< inotify: a device came or went
    std::map<std::string, Descriptor> open_;
    std::size_t refused_ = 0;
    bool lost_ = false;
    int looks_left_ = 0; ///< a device that has just come: SDL is told of it a little later
    int next_look_ms_ = longest_look_ms * 2; ///< for an event that is about to be in the queue
    static constexpr int longest_look_ms = 1024;
    std::uint64_t wakes_ = 0;
};

} // namespace zugang::kiosk
