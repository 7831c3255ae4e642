#pragma once

#include "kiosk/geometry.hpp"
#include "kiosk/touch.hpp"

#include <cstddef>
#include <optional>

struct ImDrawList;

namespace zugang::kiosk {

/// Bars and tiles stand at the same place all day: on panels that remember, their edges would be
/// seen for ever. The picture as a whole moves a little, round a small square, one step at a time.
class PixelShift {
  public:
    /// `distance_px`: how far it moves at most, in whole pixels; 0: not at all.
    explicit PixelShift(int distance_px = 0) : distance_px_(distance_px) {}

    void set_distance(int distance_px) { distance_px_ = distance_px; }

    /// True: the picture stands elsewhere from now on. It does not move under somebody's eyes:
    /// `nobody` is there.
    bool advance(Instant now, bool nobody);
    /// When it will; no value: not while somebody is there.
    std::optional<Instant> wake_at(bool nobody) const;

    /// In whole pixels.
    Point offset() const;

    /// It stands at each place at least so long.
    static constexpr Instant turn = std::chrono::minutes(10);

  private:
    int distance_px_;
    std::size_t step_ = 0;
    std::optional<Instant> next_; ///< no value: the clock has not begun
};

/// An area of the picture as it is shown. What reaches an edge of the screen still does.
Rect shifted(const Rect& area, Point by, Size screen);

/// Moves everything that is drawn; plain areas at the edges of the screen grow or shrink, so that
/// nothing is left bare.
void shift(ImDrawList& list, Point by, Size screen);

} // namespace zugang::kiosk
