#include "kiosk/tree.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>

#include <nlohmann/json.hpp>

namespace zugang::kiosk {

std::string_view name(Role role) {
    static constexpr std::array<std::string_view, 9> names{
        "button", "link", "heading", "text", "image", "list", "dialog", "bar", "note"};
    return names.at(static_cast<std::size_t>(role));
}

namespace {

std::string spoken(const Node& node) {
    const std::string& text = node.speak.empty() ? node.label : node.speak;
    return node.lead.empty() ? text : node.lead + ". " + text;
}

} // namespace
bool Node::contains(Point point) const {
    return rect.contains(point) &&
           (shape == nullptr || shape->contains({point.x - whole.x, point.y - whole.y}));
}

Point Node::target() const {
    return shape == nullptr ? rect.center()
                            : Point{whole.x + shape->inside().x, whole.y + shape->inside().y};
}

const Node* Tree::find(std::string_view id) const {
    const auto found = std::find_if(nodes_.rbegin(), nodes_.rend(),
                                    [&](const Node& node) { return node.id == id; });
    return found == nodes_.rend() ? nullptr : &*found;
}

const Node* Tree::hit(Point point) const {
    for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
        if (node->role == Role::Dialog) {
            return nullptr;
        }
        if (!node->contains(point)) {
            continue;
        }
        if (node->role == Role::Button || node->role == Role::Link) {
            return node->enabled ? &*node : nullptr;
        }
        if (node->role == Role::Bar) {
            return nullptr;
        }
    }
    return nullptr;
}

std::string Tree::json() const {
    auto list = nlohmann::ordered_json::array();
    for (const Node& node : nodes_) {
        const auto whole = [](float value) { return static_cast<long>(std::lround(value)); };
        list.push_back({{"id", node.id},
                        {"role", name(node.role)},
                        {"label", node.label},
                        {"lang", node.language},
                        {"rect",
                         {whole(node.rect.x), whole(node.rect.y), whole(node.rect.width),
                          whole(node.rect.height)}},
                        {"enabled", node.enabled},
                        {"focused", node.focused},
                        {"speak", spoken(node)}});
    }
    return list.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace zugang::kiosk
