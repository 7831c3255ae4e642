#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace zugang::kiosk::testing {

/// Chance that can be had again: everything follows from the seed and the number of the part of the
/// run, whatever came before.
class Chance {
  public:
    Chance(std::uint64_t seed, std::uint64_t part) {
        std::seed_seq both{seed, seed >> 32, part, part >> 32};
        engine_.seed(both);
    }

    std::uint64_t bits() { return engine_(); }
    /// 0 to `count` - 1.
    std::size_t below(std::size_t count) { return engine_() % count; }
    /// From `least` to `most`, both included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least) + 1));
    }
    float fraction() { return static_cast<float>(engine_() >> 40) / static_cast<float>(1U << 24); }
    /// One time in `times`.
    bool one_in(std::size_t times) { return below(times) == 0; }
    template <typename Value>
    const Value& one_of(const std::vector<Value>& values) {
        return values[below(values.size())];
    }

  private:
    std::mt19937_64 engine_;
};

} // namespace zugang::kiosk::testing
