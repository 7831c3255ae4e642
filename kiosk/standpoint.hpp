#pragma once

#include "content/place.hpp"

#include <optional>
#include <string>

namespace zugang::kiosk {

/// Where the terminal stands, as far as anybody has said.
struct Standpoint {
    std::string place;                            ///< id of the advice centre it stands in
    std::string land;                             ///< "by"
    std::optional<content::Coordinates> position; ///< distances are counted from here
};

} // namespace zugang::kiosk
