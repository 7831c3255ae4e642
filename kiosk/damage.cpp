#include "kiosk/damage.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace zugang::kiosk {

namespace {

constexpr std::size_t most_rects = 8;

Rect both(const Rect& a, const Rect& b) {
    const float x = std::min(a.x, b.x);
    const float y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

Rect common(const Rect& a, const Rect& b) {
    const float x = std::max(a.x, b.x);
    const float y = std::max(a.y, b.y);
    return {x, y, std::max(0.0F, std::min(a.right(), b.right()) - x),
            std::max(0.0F, std::min(a.bottom(), b.bottom()) - y)};
}

float area(const Rect& rect) {
    return rect.width * rect.height;
}

Rect down(const Rect& rect, float by) {
    return {rect.x, rect.y + by, rect.width, rect.height};
}

/// The whole pixels that it touches.
Rect pixels_of(const Rect& rect) {
    const float x = std::floor(rect.x);
    const float y = std::floor(rect.y);
    return {x, y, std::ceil(rect.right()) - x, std::ceil(rect.bottom()) - y};
}

/// Few rectangles that cover all that is added, and little else.
class Cover {
  public:
    explicit Cover(const Rect& bounds) : bounds_(bounds) {}

    void add(const Rect& added) {
        Rect rect = common(pixels_of(added), bounds_);
        if (area(rect) <= 0) {
            return;
        }
        // What it meets becomes part of it, and that may meet others.
        for (std::size_t i = 0; i < rects_.size();) {
            if (rects_[i].intersects(rect)) {
                rect = both(rects_[i], rect);
                rects_.erase(rects_.begin() + static_cast<std::ptrdiff_t>(i));
                i = 0;
            } else {
                ++i;
            }
        }
        rects_.push_back(rect);
        if (rects_.size() > most_rects) {
            join_nearest();
        }
    }

    float total() const {
        float sum = 0;
        for (const Rect& rect : rects_) {
            sum += area(rect);
        }
        return sum;
    }

    std::vector<Rect> take() { return std::move(rects_); }

  private:
    void join_nearest() {
        std::size_t first = 0;
        std::size_t second = 1;
        float least = INFINITY;
        for (std::size_t a = 0; a < rects_.size(); ++a) {
            for (std::size_t b = a + 1; b < rects_.size(); ++b) {
                const float more =
                    area(both(rects_[a], rects_[b])) - area(rects_[a]) - area(rects_[b]);
                if (more < least) {
                    least = more;
                    first = a;
                    second = b;
                }
            }
        }
        const Rect joined = both(rects_[first], rects_[second]);
        rects_.erase(rects_.begin() + static_cast<std::ptrdiff_t>(second));
        rects_.erase(rects_.begin() + static_cast<std::ptrdiff_t>(first));
        add(joined);
    }

    Rect bounds_;
    std::vector<Rect> rects_;
};

/// What is new between two equal beginnings and ends.
void add_difference(std::span<const Quad> before, std::span<const Quad> now, Cover& cover) {
    const auto begin = std::ranges::mismatch(before, now);
    before = {begin.in1, before.end()};
    now = {begin.in2, now.end()};
    while (!before.empty() && !now.empty() && before.back() == now.back()) {
        before = before.first(before.size() - 1);
        now = now.first(now.size() - 1);
    }
    for (const auto& changed : {before, now}) {
        for (const Quad& quad : changed) {
            cover.add(quad.area);
        }
    }
}

/// The quads that reach into a rectangle, each moved down by `by` before that is asked.
void keep_those_in(std::span<const Quad> quads, const Rect& rect, float by,
                   std::vector<Quad>& kept) {
    kept.clear();
    for (const Quad& quad : quads) {
        const Rect moved = down(quad.area, by);
        if (moved.intersects(rect)) {
            kept.push_back(quad);
            kept.back().area = moved;
        }
    }
}

std::span<const Quad> part(const Picture& picture, std::size_t first, std::size_t end) {
    return std::span(picture.quads).subspan(first, end - first);
}

bool can_be_compared(const Picture& before, const Picture& now) {
    return before.screen.width == now.screen.width && before.screen.height == now.screen.height &&
           before.generation == now.generation && !before.quads.empty() &&
           before.page.has_value() == now.page.has_value() &&
           (!now.page ||
            (before.page->view == now.page->view && before.page->end <= before.quads.size() &&
             now.page->end <= now.quads.size()));
}

/// What was drawn over the page goes along when its pixels move.
void add_covers(std::span<const Quad> above, const Rect& view, float moved, Cover& cover) {
    for (const Quad& quad : above) {
        if (quad.area.intersects(view)) {
            cover.add(common(quad.area, view));
            cover.add(common(down(quad.area, moved), view));
        }
    }
}

} // namespace

Damage damage_between(const Picture& before, const Picture& now) {
    Damage damage;
    if (!can_be_compared(before, now)) {
        damage.everything = true;
        return damage;
    }
    Cover cover({0, 0, now.screen.width, now.screen.height});
    if (!now.page || before.page->offset == now.page->offset) {
        add_difference(before.quads, now.quads, cover);
    } else {
        const Rect view = now.page->view;
        const float moved = before.page->offset - now.page->offset;
        const Rect stays = common(view, down(view, moved));
        if (area(stays) <= 0) {
            damage.everything = true;
            return damage;
        }
        damage.view = view;
        damage.moved_px = static_cast<int>(moved);
        cover.add(moved > 0 ? Rect{view.x, view.y, view.width, moved}
                            : Rect{view.x, view.bottom() + moved, view.width, -moved});
        const auto above_before = part(before, before.page->end, before.quads.size());
        const auto above_now = part(now, now.page->end, now.quads.size());
        add_covers(above_before, view, moved, cover);
        add_covers(above_now, view, 0, cover);
        add_difference(part(before, 0, before.page->first), part(now, 0, now.page->first), cover);
        add_difference(above_before, above_now, cover);
        std::vector<Quad> old_page;
        std::vector<Quad> new_page;
        keep_those_in(part(before, before.page->first, before.page->end), stays, moved, old_page);
        keep_those_in(part(now, now.page->first, now.page->end), stays, 0, new_page);
        add_difference(old_page, new_page, cover);
    }
    if (cover.total() > 0.7F * now.screen.width * now.screen.height) {
        return {.everything = true, .view = {}, .moved_px = 0, .rects = {}};
    }
    damage.rects = cover.take();
    return damage;
}

} // namespace zugang::kiosk
