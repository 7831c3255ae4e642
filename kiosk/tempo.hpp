#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace zugang::kiosk {

/// Makes speech faster or slower without making it higher or lower (WSOLA): short pieces overlap
/// where they are most alike. One channel, 48 kHz.
class Tempo {
  public:
    /// 0.5 to 2; 1 passes the samples through.
    explicit Tempo(double speed) : speed_(speed) {}

    void put(std::span<const std::int16_t> samples);
    /// What is ready. `last`: nothing more will be put in.
    enum class More : std::uint8_t { Yes, No };
    std::vector<std::int16_t> take(More more);

  private:
    std::size_t best_start(std::size_t around) const;

    double speed_;
    double next_ = 0; ///< where the next piece would begin, in `in_`
    std::vector<std::int16_t> in_;
    std::vector<std::int16_t> tail_; ///< second half of the piece before
};

} // namespace zugang::kiosk
