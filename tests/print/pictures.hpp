#pragma once

#include "kiosk/print/slip_picture.hpp"

#include <string>

namespace zugang::kiosk::testing {

/// Dots of two pictures that are not the same, where neither has a black dot next to it that the
/// other has: more than the rounding of an edge.
int other_dots(const SlipPicture& a, const SlipPicture& b);

/// P4 as pdftoppm writes it, from the column `left` on. Throws where it is none.
SlipPicture read_pbm(const std::string& bytes, int left, int width);

} // namespace zugang::kiosk::testing
