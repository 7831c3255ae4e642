#pragma once

#include "fonts/paragraph.hpp"
#include "kiosk/print/slip_sheet.hpp"

#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// The runs of a layout of `text`, in the order of the text, with its upper left corner at x, y.
std::vector<SheetRun> sheet_runs(const fonts::Layout& layout, std::string_view text, float x,
                                 float y);

} // namespace zugang::kiosk
