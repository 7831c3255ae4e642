#pragma once

#include "kiosk/frame.hpp"
#include "kiosk/print/slip_picture.hpp"
#include "kiosk/print/slip_sheet.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// A slip on the screen before it is printed: the dots that a printer gets (slip_picture.hpp), and
/// what they say, to be read aloud. UI thread.
class SlipPreview {
  public:
    /// `fonts`: the faces of the sheet; only needed now. `revision`: another one for each preview.
    SlipPreview(SlipSheet sheet, const fonts::FontSet& fonts, std::uint64_t revision);
    /// Overwrites what it showed.
    ~SlipPreview();
    SlipPreview(const SlipPreview&) = delete;
    SlipPreview& operator=(const SlipPreview&) = delete;

    const SlipSheet& sheet() const { return sheet_; }
    const std::vector<SlipPicture>& pages() const { return pages_; }
    std::uint64_t revision() const { return revision_; }

    bool zoomed() const { return zoomed_; }
    /// A touch at a point of the screen: on the slip it zooms in there, or out again, and the
    /// answer is how far down the slip it was, 0 to 1. No value: it was beside the slip.
    std::optional<float> touch(Point at);
    void zoom(bool in);

    /// Draws all pages below each other from y on, in the middle of so much width, each at most so
    /// high; zoomed in, one dot is one pixel or several, and what is wider than there is room is
    /// seen from where it was touched. Nodes "slip.picture" (a list) and "slip.text.<n>". Returns
    /// the height.
    float draw(Frame& frame, float x, float y, float width, float most_height);

  private:
    struct Placed;
    Placed place(const SlipPicture& page, const Rect& room) const;
    void draw_page(Frame& frame, std::size_t page, const Placed& placed);
    void add_texts(Frame& frame, std::size_t page, const Placed& placed, int& number) const;

    SlipSheet sheet_;
    std::vector<SlipPicture> pages_;
    std::uint64_t revision_;
    bool zoomed_ = false;
    float zoom_at_ = 0.5F; ///< of the width: what is in the middle
    Rect seen_{};          ///< on the screen, of the last frame
};

/// How the dots from `left` on look on so many pixels: black as far as dots cover one. For zooms
/// of one and more a dot is a square of so many pixels. 0xAARRGGBB, row by row from `top` on.
std::vector<std::uint32_t> pixels_of(const SlipPicture& picture, double zoom, int left, int top,
                                     int width, int height);

} // namespace zugang::kiosk
