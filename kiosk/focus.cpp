#include "kiosk/focus.hpp"

#include <algorithm>
#include <utility>

namespace zugang::kiosk {

namespace {

bool can_be_stood_on(const Node& node) {
    return node.shape == nullptr && node.role != Role::Bar && node.role != Role::Dialog &&
           node.role != Role::List && !node.id.empty() &&
           !(node.label.empty() && node.speak.empty());
}

Rect around(const Rect& a, const Rect& b) {
    const float x = std::min(a.x, b.x);
    const float y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

} // namespace

std::vector<Stop> stops_of(std::span<const Node> nodes, std::size_t page_nodes) {
    const auto dialog = std::find_if(nodes.rbegin(), nodes.rend(),
                                     [](const Node& node) { return node.role == Role::Dialog; });
    const auto first = static_cast<std::size_t>(nodes.rend() - dialog);
    std::vector<Stop> stops;
    for (std::size_t i = first; i < nodes.size(); ++i) {
        if (!can_be_stood_on(nodes[i])) {
            continue;
        }
        if (!stops.empty() && stops.back().node.id == nodes[i].id) { // a link over two lines
            stops.back().node.rect = around(stops.back().node.rect, nodes[i].rect);
            continue;
        }
        const auto part = first > 0        ? Stop::Part::Dialog
                          : i < page_nodes ? Stop::Part::Page
                                           : Stop::Part::Bar;
        stops.push_back({nodes[i], part});
    }
    return stops;
}

void Focus::set(std::vector<Stop> stops) {
    const std::string id = here() != nullptr ? here()->node.id : std::string();
    const std::size_t before = here_;
    stops_ = std::move(stops);
    if (before < stops_.size() && stops_[before].node.id == id) {
        return; // of several with this id the same one
    }
    here_ = nowhere;
    if (!id.empty()) {
        go_to(id);
    }
}

void Focus::clear() {
    stops_.clear();
    here_ = nowhere;
}

const Stop* Focus::here() const {
    return here_ < stops_.size() ? &stops_[here_] : nullptr;
}

Focus::Wrapped Focus::next() {
    if (stops_.empty()) {
        return Wrapped::No;
    }
    const bool wraps = here_ != nowhere && here_ + 1 >= stops_.size();
    here_ = here_ == nowhere || wraps ? 0 : here_ + 1;
    return wraps ? Wrapped::Yes : Wrapped::No;
}

Focus::Wrapped Focus::previous() {
    if (stops_.empty()) {
        return Wrapped::No;
    }
    const bool wraps = here_ == 0;
    here_ = here_ == nowhere || here_ == 0 ? stops_.size() - 1 : here_ - 1;
    return wraps ? Wrapped::Yes : Wrapped::No;
}

bool Focus::go_to(std::string_view id) {
    const auto found =
        std::ranges::find_if(stops_, [id](const Stop& stop) { return stop.node.id == id; });
    if (found == stops_.end()) {
        return false;
    }
    here_ = static_cast<std::size_t>(found - stops_.begin());
    return true;
}

void Focus::go_to_start() {
    here_ = stops_.empty() ? nowhere : 0;
}

void Focus::go_to_first(Role role) {
    const auto found =
        std::ranges::find_if(stops_, [role](const Stop& stop) { return stop.node.role == role; });
    if (found == stops_.end()) {
        go_to_start();
        return;
    }
    here_ = static_cast<std::size_t>(found - stops_.begin());
}

float offset_to_show(const Rect& rect, const Rect& view, float offset, float away) {
    const float top = rect.y - offset;
    const float bottom = rect.bottom() - offset;
    if (top >= view.y + away && bottom <= view.bottom() - away) {
        return offset;
    }
    const float to_top = rect.y - view.y - away;
    if (rect.height > view.height - 2 * away || top < view.y + away) {
        return std::max(0.0F, to_top);
    }
    // A quarter down the view: what follows is seen as well.
    return std::max(
        {0.0F, rect.y - view.y - view.height / 4, rect.bottom() - view.bottom() + away});
}

Rect ring_round(const Rect& seen, const Rect& view, Size away) {
    const float left = std::max(seen.x - away.width, view.x);
    const float top = std::max(seen.y - away.height, view.y);
    return {left, top, std::min(seen.right() + away.width, view.right()) - left,
            std::min(seen.bottom() + away.height, view.bottom()) - top};
}

} // namespace zugang::kiosk
