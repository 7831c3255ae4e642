#include "kiosk/frame.hpp"

#include "content/soft_hyphens.hpp"

#include <algorithm>
#include <utility>

namespace zugang::kiosk {

namespace {

const content::Language* language_of(const Frame& frame, std::string_view key) {
    const std::string_view tag = frame.strings.language_of(key);
    return tag.empty() ? &frame.language : &frame.shelf.language(tag);
}

} // namespace

Label label(const Frame& frame, std::string_view key) {
    return {.text = std::string(frame.strings.get(key)), .language = language_of(frame, key)};
}

Label label(const Frame& frame, std::string_view key,
            const std::vector<content::Argument>& arguments) {
    return {.text = frame.strings.format(key, arguments), .language = language_of(frame, key)};
}

namespace {

/// No value where it cannot be seen at all.
std::optional<Node> seen_node(const Frame& frame, Role role, std::string id, const Label& label,
                              const Rect& rect, const Spoken& spoken) {
    if (!visible(frame, rect)) {
        return std::nullopt;
    }
    const Rect& clip = frame.clip;
    const float left = std::max(rect.x, clip.x);
    const float top = std::max(rect.y, clip.y);
    const Rect seen{left, top, std::min(rect.right(), clip.right()) - left,
                    std::min(rect.bottom(), clip.bottom()) - top};
    Node node{.id = std::move(id),
              .role = role,
              .label = content::without_soft_hyphens(label.text),
              .language = label.language != nullptr ? label.language->tag : std::string(),
              .rect = frame.canvas.on_screen(seen),
              .speak = content::without_soft_hyphens(spoken.speak),
              .lead = content::without_soft_hyphens(spoken.lead),
              .stretches = spoken.stretches,
              .is_private = spoken.is_private};
    for (Stretch& stretch : node.stretches) {
        const std::string_view before = std::string_view(label.text).substr(0, stretch.start);
        const std::string_view part =
            std::string_view(label.text).substr(stretch.start, stretch.length);
        stretch.start = content::without_soft_hyphens(before).size();
        stretch.length = content::without_soft_hyphens(part).size();
    }
    node.focused = !frame.focused.empty() && node.id == frame.focused;
    return node;
}

} // namespace

void add_node(Frame& frame, Role role, std::string id, const Label& label, const Rect& rect,
              std::string_view speak) {
    add_node(frame, role, std::move(id), label, rect, Spoken{.speak = speak});
}

void add_node(Frame& frame, Role role, std::string id, const Label& label, const Rect& rect,
              const Spoken& spoken) {
    if (auto node = seen_node(frame, role, std::move(id), label, rect, spoken)) {
        frame.tree.add(*std::move(node));
    }
}

void add_shape(Frame& frame, std::string id, const Label& label, const Rect& rect,
               std::shared_ptr<const Shape> shape, std::string_view speak) {
    if (auto node = seen_node(frame, Role::Button, std::move(id), label, rect, {.speak = speak})) {
        node->shape = std::move(shape);
        node->whole = frame.canvas.on_screen(rect);
        node->focused = false; // the list shows the focus
        frame.tree.add(*std::move(node));
    }
}

void note_change(Frame& frame, const content::LocalTime& at) {
    const auto moment = [](const content::LocalTime& time) { return time.day + time.time; };
    if (!frame.changes_at || moment(at) < moment(*frame.changes_at)) {
        frame.changes_at = at;
    }
}

void begin_at(Frame& frame, float y) {
    frame.canvas.set_can_wait(y >= frame.sure_until);
}

bool visible(const Frame& frame, const Rect& rect) {
    return rect.intersects(frame.clip);
}

} // namespace zugang::kiosk
