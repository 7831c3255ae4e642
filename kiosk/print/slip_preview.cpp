#include "kiosk/print/slip_preview.hpp"

#include "kiosk/print/wipe.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zugang::kiosk {

namespace {

constexpr int tile_height = 512; // pixels; only what is seen is kept

/// So much of the dots from `from` to `to` is black, in both directions: 0 to 1.
double covered(const SlipPicture& picture, double from_x, double to_x, double from_y, double to_y) {
    double black = 0;
    const int last_x = std::min(picture.width, static_cast<int>(std::ceil(to_x)));
    const int last_y = std::min(picture.height, static_cast<int>(std::ceil(to_y)));
    for (int y = static_cast<int>(from_y); y < last_y; ++y) {
        const double high = std::min(to_y, y + 1.0) - std::max(from_y, static_cast<double>(y));
        for (int x = static_cast<int>(from_x); x < last_x; ++x) {
            if (picture.at(x, y)) {
                black +=
                    high * (std::min(to_x, x + 1.0) - std::max(from_x, static_cast<double>(x)));
            }
        }
    }
    return black / ((to_x - from_x) * (to_y - from_y));
}

} // namespace

std::vector<std::uint32_t> pixels_of(const SlipPicture& picture, double zoom, int left, int top,
                                     int width, int height) {
    std::vector<std::uint32_t> pixels;
    pixels.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = top; y < top + height; ++y) {
        for (int x = left; x < left + width; ++x) {
            double black = 0;
            if (zoom >= 1) {
                const int dot_x = static_cast<int>(x / zoom);
                const int dot_y = static_cast<int>(y / zoom);
                black = dot_x < picture.width && dot_y < picture.height && picture.at(dot_x, dot_y)
                            ? 1
                            : 0;
            } else {
                black = covered(picture, x / zoom, (x + 1) / zoom, y / zoom, (y + 1) / zoom);
            }
            const auto grey = static_cast<std::uint32_t>(std::lround(255 * (1 - black)));
            pixels.push_back(0xFF000000U | (grey << 16U) | (grey << 8U) | grey);
        }
    }
    return pixels;
}

/// How large a page is shown, and what of it.
struct SlipPreview::Placed {
    double zoom = 1; ///< pixels for a dot
    int left = 0;    ///< pixels that are out of sight on the left
    Rect box;        ///< of what is seen, whole pixels
};

SlipPreview::SlipPreview(SlipSheet sheet, const fonts::FontSet& fonts, std::uint64_t revision)
    : sheet_(std::move(sheet)), revision_(revision) {
    for (const SheetPage& page : sheet_.pages) {
        pages_.push_back(paint(page, fonts));
    }
}

SlipPreview::~SlipPreview() {
    wipe(sheet_);
    for (SlipPicture& page : pages_) {
        wipe(page.bits);
    }
}

std::optional<float> SlipPreview::touch(Point at) {
    if (!seen_.contains(at)) {
        return std::nullopt;
    }
    zoom_at_ = (at.x - seen_.x) / std::max(1.0F, seen_.width);
    zoomed_ = !zoomed_;
    return (at.y - seen_.y) / std::max(1.0F, seen_.height);
}

void SlipPreview::zoom(bool in) {
    zoomed_ = in;
    zoom_at_ = 0.5F;
}

SlipPreview::Placed SlipPreview::place(const SlipPicture& page, const Rect& room) const {
    const double wide = static_cast<double>(room.width) / page.width;
    Placed placed;
    if (zoomed_) {
        placed.zoom = std::max(1.0, std::floor(wide));
    } else {
        placed.zoom = std::min(wide, static_cast<double>(room.height) / page.height);
        placed.zoom = placed.zoom >= 1 ? std::floor(placed.zoom) : placed.zoom;
    }
    const int whole = std::max(1, static_cast<int>(std::floor(page.width * placed.zoom)));
    const int height = std::max(1, static_cast<int>(std::floor(page.height * placed.zoom)));
    const int width = std::min(whole, static_cast<int>(room.width));
    const auto middle = static_cast<int>(std::lround(zoom_at_ * static_cast<float>(whole)));
    placed.left = std::clamp(middle - width / 2, 0, whole - width);
    placed.box = {std::round(room.x + (room.width - static_cast<float>(width)) / 2),
                  std::round(room.y), static_cast<float>(width), static_cast<float>(height)};
    return placed;
}

float SlipPreview::draw(Frame& frame, float x, float y, float width, float most_height) {
    const float line = std::max(1.0F, frame.metrics.px(frame.palette.line_px));
    const float gap = frame.metrics.px(24);
    std::vector<Placed> placed;
    Rect room{x + line, y + line, width - 2 * line, most_height - 2 * line};
    for (const SlipPicture& page : pages_) {
        placed.push_back(place(page, room));
        room.y = placed.back().box.bottom() + 2 * line + gap;
    }
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const Rect& box = placed[i].box;
        const Rect edge{box.x - line, box.y - line, box.width + 2 * line, box.height + 2 * line};
        frame.canvas.border(edge, frame.palette.line, line);
        draw_page(frame, i, placed[i]);
    }
    const Rect& first = placed.front().box;
    const Rect all{first.x, first.y, first.width, placed.back().box.bottom() - first.y};
    if (!frame.canvas.measuring()) {
        seen_ = frame.canvas.on_screen(all);
    }
    add_node(frame, Role::List, "slip.picture", label(frame, "print.title"), all);
    int number = 0;
    for (std::size_t i = 0; i < placed.size(); ++i) {
        add_texts(frame, i, placed[i], number);
    }
    return all.height + 2 * line;
}

void SlipPreview::draw_page(Frame& frame, std::size_t page, const Placed& placed) {
    if (frame.canvas.measuring()) {
        return;
    }
    const Rect& box = placed.box;
    const auto whole = static_cast<int>(box.height);
    const auto width = static_cast<int>(box.width);
    for (int top = 0; top < whole; top += tile_height) {
        const int height = std::min(tile_height, whole - top);
        const Rect tile{box.x, box.y + static_cast<float>(top), box.width,
                        static_cast<float>(height)};
        if (!visible(frame, tile)) {
            continue;
        }
        const std::string key = "slip." + std::to_string(revision_) + '.' + std::to_string(page) +
                                '.' + std::to_string(top) + '.' + std::to_string(placed.left) +
                                '.' + std::to_string(placed.zoom);
        const ArticlePicture* picture = frame.article_pictures.made(key, width, height, [&] {
            return pixels_of(pages_[page], placed.zoom, placed.left, top, width, height);
        });
        frame.canvas.photo(*picture, tile);
    }
}

void SlipPreview::add_texts(Frame& frame, std::size_t page, const Placed& placed,
                            int& number) const {
    const Rect& box = placed.box;
    const auto zoom = static_cast<float>(placed.zoom);
    for (const SheetText& text : sheet_.pages[page].texts) {
        float left = std::max(0.0F, text.x * zoom - static_cast<float>(placed.left));
        const float right =
            std::min(box.width, (text.x + text.width) * zoom - static_cast<float>(placed.left));
        left = std::min(left, box.width - 1);
        const float width = std::max(1.0F, right - left); // out of sight it can still be heard
        // The picture is never mirrored, whatever the page is.
        const float x = frame.canvas.mirrored() ? box.right() - left - width : box.x + left;
        add_node(frame, Role::Text, "slip.text." + std::to_string(++number),
                 {text.text, &frame.shelf.language(text.language)},
                 {x, box.y + text.y * zoom, width, text.height * zoom});
    }
}

} // namespace zugang::kiosk
