#pragma once

#include "kiosk/tree.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// One element that the keypad can stand on.
struct Stop {
    enum class Part : std::uint8_t { Page, Bar, Dialog };
    Node node; ///< its rectangle: where it would be on a page that is not scrolled
    Part part = Part::Page;
};

/// What of a whole page can be stood on, in reading order: the page, then the bars; of a dialog
/// only what is in it. `page_nodes`: so many at the beginning scroll.
std::vector<Stop> stops_of(std::span<const Node> nodes, std::size_t page_nodes);

/// Where the keypad stands. It goes round: nothing traps it.
class Focus {
  public:
    enum class Wrapped : std::uint8_t { No, Yes };

    /// Stays on the element with the same id, else on none.
    void set(std::vector<Stop> stops);
    void clear();

    const std::vector<Stop>& stops() const { return stops_; }
    /// nullptr: nowhere.
    const Stop* here() const;
    /// One element on or back; from nowhere to the first or last.
    Wrapped next();
    Wrapped previous();
    bool go_to(std::string_view id);
    /// To the first element of this role, else to the first one.
    void go_to_first(Role role);
    void go_to_start();
    void leave() { here_ = nowhere; }

  private:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    std::vector<Stop> stops_;
    std::size_t here_ = nowhere;
};

/// How far a page must be scrolled so that `rect` (as in Stop) is seen within `view`, `away` from
/// its edges; `offset`, where it is seen already. What is higher than the view begins at its top.
float offset_to_show(const Rect& rect, const Rect& view, float offset, float away);

/// The outer edge of the ring round an element: `away` from it, but never outside of `view`.
Rect ring_round(const Rect& seen, const Rect& view, Size away);

} // namespace zugang::kiosk
