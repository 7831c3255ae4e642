#include "kiosk/print/paper.hpp"

#include <algorithm>
#include <charconv>

namespace zugang::kiosk {

namespace {

Paper sheet(std::string name, int width_mm, int height_mm, int margin_mm, float scale) {
    return {.name = std::move(name),
            .width = width_mm * dots_per_mm,
            .height = height_mm * dots_per_mm,
            .margin = margin_mm * dots_per_mm,
            .scale = scale,
            .sheet_width = width_mm * dots_per_mm};
}

} // namespace

const std::vector<std::string>& paper_names() {
    static const std::vector<std::string> names{"58mm", "80mm", "512px", "a4", "a5", "a6"};
    return names;
}

Paper roll_paper(int width, int per_mm) {
    // Narrow paper is held as near to the eyes as wide paper: letters shrink less than it does.
    const float share = static_cast<float>(width) / 576.0F;
    const float scale = share < 1 ? 0.55F + 0.45F * share : 0.25F + 0.75F * share;
    const int margin = std::max(8, width * 20 / 576 / 4 * 4);
    const int wide = width * 10 / 9; // 72 of 80 mm, 48 of 58 mm: a little is never printed on
    return {.name = std::to_string(width) + "px",
            .width = width,
            .height = 0,
            .margin = margin,
            .scale = scale,
            .sheet_width = width == 384   ? 58 * per_mm
                           : width == 576 ? 80 * per_mm
                                          : wide};
}

std::optional<Paper> find_paper(std::string_view name) {
    if (name == "58mm" || name == "80mm") {
        Paper paper = roll_paper(name == "58mm" ? 384 : 576, dots_per_mm);
        paper.name = name;
        return paper;
    }
    if (name == "a4") {
        return sheet("a4", 210, 297, 20, 1.6F);
    }
    if (name == "a5") {
        return sheet("a5", 148, 210, 14, 1.3F);
    }
    if (name == "a6") {
        return sheet("a6", 105, 148, 8, 1.0F);
    }
    int width = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), width);
    if (error != std::errc{} || std::string_view(end, name.data() + name.size()) != "px" ||
        width < 128 || width > 4096 || width % 8 != 0) {
        return std::nullopt;
    }
    return roll_paper(width, dots_per_mm);
}

} // namespace zugang::kiosk
