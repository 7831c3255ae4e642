#include "fonts/shelves.hpp"

namespace zugang::fonts {

std::optional<Shelves::Spot> Shelves::place(int width, int height) {
    if (width > page_size_ || height > page_size_) {
        return std::nullopt;
    }
    Shelf* best = nullptr;
    for (Shelf& shelf : shelves_) {
        const bool fits = shelf.height >= height && page_size_ - shelf.used >= width;
        if (fits && (best == nullptr || shelf.height < best->height)) {
            best = &shelf;
        }
    }
    // A much higher shelf is kept for what needs it, as long as there is room for a new one.
    const bool wasteful = best != nullptr && best->height > height + height / 2;
    if ((best == nullptr || wasteful) && page_size_ - bottom_ >= height) {
        constexpr int step = 4; // sizes a pixel apart share a shelf
        const int rounded = (height + step - 1) / step * step;
        const int shelf_height = page_size_ - bottom_ >= rounded ? rounded : height;
        shelves_.push_back({bottom_, shelf_height, 0});
        bottom_ += shelf_height;
        best = &shelves_.back();
    }
    if (best == nullptr) {
        return std::nullopt;
    }
    const Spot spot{best->used, best->y};
    best->used += width;
    return spot;
}

} // namespace zugang::fonts
