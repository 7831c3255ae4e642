#pragma once

#include "content/opening_hours.hpp"
#include "content/place.hpp"
#include "kiosk/frame.hpp"

#include <cstdint>
#include <optional>

namespace zugang::kiosk {

enum class Opening : std::uint8_t { Open, Closed, Unknown };

/// Whether somebody is there, in words.
struct OpenLine {
    Opening opening = Opening::Unknown;
    Label now;  ///< "Open today until 16:00", "Closed today"
    Label next; ///< when it opens next, "tomorrow from 9:00"; empty where nobody knows
    std::optional<content::LocalTime> true_until; ///< none: no clock changes it
};

/// `hours`: those of the place, none where they are not known or no program can reckon with them.
OpenLine open_line(const Frame& frame, const content::AdvicePlace& place,
                   const std::optional<content::OpeningHours>& hours);

/// For the words of it, on a card or the paper. They say it too: the colour is never alone.
Colour opening_colour(const Frame& frame, Opening opening);

} // namespace zugang::kiosk
