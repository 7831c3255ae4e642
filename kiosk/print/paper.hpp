#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// Slips are laid out in dots of 203.2 dpi, eight of them a millimetre, whatever prints them.
inline constexpr int dots_per_mm = 8;

/// What a slip is laid out on. All lengths in dots.
struct Paper {
    std::string name;      ///< "80mm"
    int width = 576;       ///< that can be printed on; the sheet's for sheets
    int height = 0;        ///< 0: a roll, as long as the slip is
    int margin = 20;       ///< at the sides, and above and below of sheets
    float scale = 1;       ///< of everything; 1: made for 72 mm
    int sheet_width = 640; ///< as a printer knows it: with what cannot be printed on
};

/// Names that find_paper knows: "58mm", "80mm", "512px", "a4", "a5", "a6".
const std::vector<std::string>& paper_names();

/// No value for other names. Beside those of paper_names() also "384px" and so on: the width of a
/// head, 128 to 4096 dots.
std::optional<Paper> find_paper(std::string_view name);

/// A roll below a head of so many dots, so many of which are a millimetre.
Paper roll_paper(int width, int per_mm);

} // namespace zugang::kiosk
