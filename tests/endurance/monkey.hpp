#pragma once

#include "tests/endurance/fast_terminal.hpp"
#include "tests/endurance/hand.hpp"
#include "tests/endurance/random.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk::testing {

/// What the surroundings of a terminal do to it, for the run to do it.
struct Surroundings {
    std::function<void()> exchange_content;
    std::function<void(bool broken)> break_content;
    std::function<void(bool there)> printer;
    std::function<void(bool there)> sound_device;
    std::function<void()> kill_voice;
};

/// The last things that were done, for a report that a signal handler can write.
class Trail {
  public:
    void add(std::string_view what);
    /// Safe in a signal handler.
    void write(int descriptor) const;

  private:
    static constexpr std::size_t kept = 64;
    struct Line {
        std::array<char, 118> text;
        std::uint16_t size;
    };
    std::array<Line, kept> lines_{};
    std::size_t next_ = 0;
};

/// Touches at random, in rounds: each begins where the last one ended, at home, and follows from
/// the seed and its number.
class Monkey {
  public:
    struct Count {
        std::uint64_t touches = 0; ///< fingers and mouse buttons that came down
        std::uint64_t keys = 0;
        std::uint64_t others = 0;  ///< windows, devices, clocks, content ...
        std::uint64_t returns = 0; ///< home
        std::uint64_t unlocked = 0;
    };

    Monkey(FastTerminal& terminal, Surroundings surroundings, Trail& trail);

    /// One round; what went wrong, or empty.
    std::string round(std::uint64_t seed, std::uint64_t number);

    const Count& count() const { return count_; }

  private:
    void finger(std::uint32_t type, std::int64_t device, std::int64_t id, Point at);
    Point somewhere();
    void act();
    void tap();
    void hold();
    void drag();
    void many_fingers();
    void broken_report();
    void mouse();
    void key();
    void text();
    void resize();
    void window();
    void device();
    void time();
    void clock();
    void surroundings();
    void headphones();
    void unlock();
    void lift_all();
    bool is_home();
    std::string look();
    std::string go_home();

    FastTerminal& terminal_;
    Hand hand_;
    Surroundings surroundings_;
    Trail& trail_;
    Chance chance_{0, 0};
    Count count_;
    bool has_pin_ = false;
    std::vector<std::pair<std::int64_t, std::int64_t>> down_; ///< device and id of fingers
};

} // namespace zugang::kiosk::testing
