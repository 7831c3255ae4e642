#pragma once

#include "content/spoken_text.hpp"
#include "kiosk/geometry.hpp"
#include "kiosk/shape.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::kiosk {

enum class Role : std::uint8_t {
    Button,
    Link,
    Heading,
    Text,
    Image,
    List,
    Dialog, ///< what was added before it cannot be touched
    Bar,    ///< covers what was added before it
    Note
};

std::string_view name(Role role);

/// Part of a label that is said in another way than the rest.
using content::Stretch;

/// One thing on the screen.
struct Node {
    std::string id{}; ///< as in tours, unique on a screen
    Role role = Role::Text;
    std::string label{};    ///< what is seen, UTF-8
    std::string language{}; ///< BCP 47 tag of the label
    Rect rect{}; ///< pixels, as drawn (mirrored where the screen is), cut to what is visible
    bool enabled = true;
    bool focused = false;
    std::string speak{};              ///< what is said, where it is more than the label
    std::string lead{};               ///< what is said before it, such as the number of a step
    std::vector<Stretch> stretches{}; ///< in their order, none above another
    bool is_private = false;          ///< said to headphones only
    /// For fingers only: what of `whole` belongs to it, `rect` being the part that is seen. The
    /// same id stands in a list beside it, as a rectangle.
    std::shared_ptr<const Shape> shape{};
    Rect whole{};

    bool contains(Point point) const;
    /// Where a finger goes for it.
    Point target() const;
};

/// What is on the screen, in drawing order: it serves touch, focus, speech and the tests alike.
class Tree {
  public:
    void clear() { nodes_.clear(); }
    void add(Node node) { nodes_.push_back(std::move(node)); }

    const std::vector<Node>& nodes() const { return nodes_; }
    std::vector<Node> take_nodes() { return std::exchange(nodes_, {}); }

    /// The node with this id that is on the screen now; the topmost where there are several: a
    /// dialog may have one of the page's ids, a list those of a map.
    const Node* find(std::string_view id) const;

    /// What a touch at this point means: the topmost enabled button or link, unless something
    /// covers it.
    const Node* hit(Point point) const;

    /// JSON array of {"id","role","label","lang","rect":[x,y,w,h],"enabled","focused","speak"}.
    std::string json() const;

  private:
    std::vector<Node> nodes_;
};

} // namespace zugang::kiosk
