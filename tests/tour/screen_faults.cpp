#include "tests/tour/screen_faults.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace zugang::kiosk::testing {

namespace {

bool is_target(const Node& node) {
    return node.role == Role::Button || node.role == Role::Link;
}

/// A Land on the map: its rectangle is not what is touched, and its row in the list is large.
bool is_shape(const Node& node) {
    return node.shape != nullptr;
}

bool is_text(const Node& node) {
    return node.role == Role::Text || node.role == Role::Heading || node.role == Role::Note;
}

bool inside(const Rect& inner, const Rect& outer, float by) {
    return inner.x >= outer.x - by && inner.right() <= outer.right() + by &&
           inner.y >= outer.y - by && inner.bottom() <= outer.bottom() + by;
}

/// By how much two rectangles lie over one another in both directions.
float overlap(const Rect& a, const Rect& b) {
    return std::min(std::min(a.right(), b.right()) - std::max(a.x, b.x),
                    std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y));
}

std::string place(const Rect& r) {
    const auto whole = [](float value) { return std::to_string(std::lround(value)); };
    return "(" + whole(r.x) + "," + whole(r.y) + " " + whole(r.width) + "x" + whole(r.height) + ")";
}

/// Nodes that nothing covers: those of the topmost dialog, or all.
std::vector<const Node*> uncovered(const Tree& tree) {
    std::vector<const Node*> nodes;
    for (const Node& node : tree.nodes()) {
        if (node.role == Role::Dialog) {
            nodes.clear();
        } else {
            nodes.push_back(&node);
        }
    }
    return nodes;
}

bool floats(const Node& node) { // over the page, on purpose
    return node.id == "nav.page_up" || node.id == "nav.page_down";
}

/// Its rest is below a bar or the end of the screen.
bool is_cut(const Node& node, const std::vector<const Node*>& nodes, Size screen) {
    if (node.rect.y <= 0 || node.rect.bottom() >= screen.height) {
        return true;
    }
    return std::ranges::any_of(nodes, [&](const Node* bar) {
        return bar->role == Role::Bar &&
               (node.rect.y == bar->rect.bottom() || node.rect.bottom() == bar->rect.y);
    });
}

/// A link that is part of a text.
bool is_word(const Node& node, const std::vector<const Node*>& nodes) {
    return node.role == Role::Link && std::ranges::any_of(nodes, [&](const Node* text) {
               return is_text(*text) && text->rect.contains(node.rect.center());
           });
}

bool is_low(const Seen& seen, const std::vector<const Node*>& nodes, const Node& node) {
    return std::min(node.rect.width, node.rect.height) / seen.px_per_mm <
               seen.least_target_mm - 0.06F &&
           !is_shape(node) && !is_word(node, nodes) && !is_cut(node, nodes, seen.screen);
}

void check_nodes(const Seen& seen, std::vector<std::string>& faults) {
    const auto nodes = uncovered(seen.tree);
    std::vector<const Node*> leaves;
    for (const Node* node : nodes) {
        const Rect& r = node->rect;
        if (r.x < -1 || r.right() > seen.screen.width + 1) {
            faults.push_back(node->id + " reaches out of the screen " + place(r));
        }
        if (is_target(*node) && is_low(seen, nodes, *node)) {
            faults.push_back(node->id + " is too small for a finger " + place(r));
        }
        if ((is_target(*node) || is_text(*node) || node->role == Role::Image) && !floats(*node) &&
            !is_shape(*node) && !is_word(*node, nodes)) {
            leaves.push_back(node);
        }
    }
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        for (std::size_t j = i + 1; j < leaves.size(); ++j) {
            if (overlap(leaves[i]->rect, leaves[j]->rect) > 1) {
                faults.push_back(leaves[i]->id + " " + place(leaves[i]->rect) + " lies over " +
                                 leaves[j]->id + " " + place(leaves[j]->rect));
            }
        }
    }
}

/// Letters of a button stay within it.
void check_drawn(const Seen& seen, std::vector<std::string>& faults) {
    const auto nodes = uncovered(seen.tree);
    for (const Node* node : nodes) {
        if (!is_target(*node) || is_shape(*node) || is_word(*node, nodes) || floats(*node) ||
            is_cut(*node, nodes, seen.screen)) {
            continue;
        }
        for (const Rect& drawn : seen.drawn) {
            // The rounded corner of a card that it is a row of.
            const bool corner = std::abs(drawn.x - node->rect.x) < 1 ||
                                std::abs(drawn.right() - node->rect.right()) < 1;
            if (!corner && node->rect.contains(drawn.center()) && !inside(drawn, node->rect, 3)) {
                const Node* hit = seen.tree.hit(drawn.center());
                if (hit == node) {
                    faults.push_back("something is drawn out of " + node->id + " " +
                                     place(node->rect) + ": " + place(drawn));
                    break;
                }
            }
        }
    }
}

/// The most frequent colour of a rectangle, and the one farthest from it of those that cover a
/// thousandth of it and more.
double contrast_in(const Seen& seen, const Rect& rect) {
    std::unordered_map<std::uint32_t, int> counts;
    const auto width = static_cast<int>(seen.screen.width);
    const int left = std::max(0, static_cast<int>(rect.x));
    const int right = std::min(width, static_cast<int>(rect.right()));
    const int bottom =
        std::min(static_cast<int>(seen.screen.height), static_cast<int>(rect.bottom()));
    for (int y = std::max(0, static_cast<int>(rect.y)); y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            ++counts[seen.pixels[static_cast<std::size_t>(y * width + x)] & 0xFFFFFFU];
        }
    }
    if (counts.empty()) {
        return 21;
    }
    const auto ground = std::ranges::max_element(
        counts, {}, [](const std::pair<const std::uint32_t, int>& entry) { return entry.second; });
    double best = 1;
    const auto least = std::max(8, static_cast<int>(rect.width * rect.height / 2000));
    for (const auto& [colour, count] : counts) {
        if (count >= least) {
            best = std::max(best, contrast_ratio({colour}, {ground->first}));
        }
    }
    return best;
}

void check_contrast(const Seen& seen, std::vector<std::string>& faults) {
    const auto nodes = uncovered(seen.tree);
    for (const Node* node : nodes) {
        // The page fades out below its end, and the buttons that float there cover it.
        const bool faded = std::ranges::any_of(nodes, [&](const Node* other) {
            return floats(*other) && node->rect.bottom() > other->rect.y - other->rect.height;
        });
        if (!is_text(*node) || faded || node->rect.height < 12 || node->label.empty() ||
            is_cut(*node, nodes, seen.screen)) {
            continue;
        }
        const double contrast = contrast_in(seen, node->rect);
        if (contrast < seen.least_contrast - 0.05) {
            faults.push_back(node->id + " " + place(node->rect) + " has a contrast of only " +
                             std::to_string(contrast));
        }
    }
}

} // namespace

std::vector<std::string> screen_faults(const Seen& seen) {
    std::vector<std::string> faults;
    check_nodes(seen, faults);
    check_drawn(seen, faults);
    check_contrast(seen, faults);
    return faults;
}

} // namespace zugang::kiosk::testing
