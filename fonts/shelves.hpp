#pragma once

#include <optional>
#include <vector>

namespace zugang::fonts {

/// Places rectangles on a square page, in rows as high as what was placed first in them.
class Shelves {
  public:
    struct Spot {
        int x = 0;
        int y = 0;
    };

    explicit Shelves(int page_size = 0) : page_size_(page_size) {}

    /// No value: no room left for this size.
    std::optional<Spot> place(int width, int height);

  private:
    struct Shelf {
        int y = 0;
        int height = 0;
        int used = 0;
    };

    int page_size_;
    int bottom_ = 0;
    std::vector<Shelf> shelves_;
};

} // namespace zugang::fonts
