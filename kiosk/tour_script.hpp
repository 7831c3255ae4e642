#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::kiosk {

/// What a step of a tour names: a node by id, or by its label.
struct Target {
    std::string text;
    bool is_label = false;
};

struct Step {
    enum class Kind {
        Tap,
        Hold,
        Scroll,
        Drag,
        Type,
        Key,
        Wait,
        Size,
        Shot,
        Tree,
        Expect,
        Refuse,
        Headphones,
        Heard
    };
    Kind kind = Kind::Wait;
    Target target{}; ///< Tap, Hold, Expect, Refuse; Type, Key, Shot, Tree, Heard: the text;
                     ///< Headphones: "in" or "out"
    std::vector<int> numbers{}; ///< Hold, Wait: ms. Scroll: px. Drag: x y x2 y2. Size: w h.
    std::size_t line = 0;       ///< from 1
    std::string source{};       ///< the line as it stands
};

struct TourError {
    std::size_t line = 0;
    std::string what;
};

/// Reads a tour: one step a line, `#` comments, labels in double quotes, ids bare.
[[nodiscard]] tl::expected<std::vector<Step>, TourError> parse_tour(std::string_view text);

} // namespace zugang::kiosk
