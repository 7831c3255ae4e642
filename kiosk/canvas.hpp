#pragma once

#include "fonts/glyph_atlas.hpp"
#include "kiosk/article_pictures.hpp"
#include "kiosk/geometry.hpp"
#include "kiosk/pictograms.hpp"
#include "kiosk/theme.hpp"
#include "kiosk/typography.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct ImDrawList;

namespace zugang::kiosk {

enum class Flip { Never, WithDirection };

/// Draws into a draw list. Everything is laid out as for left to right; for right to left the
/// canvas mirrors it: x' = width - x - w. Text keeps the direction of its own language.
class Canvas {
  public:
    Canvas(Typography& typography, fonts::GlyphAtlas& atlas, Pictograms& pictograms);

    /// Empties a list that was begun.
    static void clear(ImDrawList& list);

    /// `list` must live until the end of the frame.
    /// `origin_y`: where the layout's y = 0 is on the screen.
    void begin(ImDrawList& list, Size screen, bool mirrored, float origin_y = 0);

    /// Begins a page that is only asked how long it is.
    void begin_measuring(Size screen, bool mirrored, float origin_y = 0);

    /// While it is on, nothing is drawn: a page is only asked how long it is.
    void set_measuring(bool on) { measuring_ = on; }
    bool measuring() const { return measuring_; }

    /// Texts that were drawn in this frame and did not fit: they end in an ellipsis.
    const std::vector<std::string>& cut_texts() const { return cut_texts_; }
    void note_cut_text(std::string_view utf8) { cut_texts_.emplace_back(utf8); }

    /// So many were drawn in this frame.
    std::size_t quads() const;

    bool mirrored() const { return mirrored_; }
    Size screen() const { return screen_; }
    /// Where a rectangle of the layout is on the screen.
    Rect on_screen(const Rect& rect) const;
    /// And back.
    Rect in_layout(const Rect& rect) const;

    void fill(const Rect& rect, Colour colour, float radius = 0, float opacity = 1);
    void border(const Rect& rect, Colour colour, float width, float radius = 0);
    /// Part of a ring, clockwise from the top; fractions of a turn.
    void ring(Point center, float radius, float width, float from, float to, Colour colour);
    void disc(Point center, float radius, Colour colour);
    void pictogram(std::string_view name, Point center, float size, Colour colour,
                   Flip flip = Flip::Never);

    /// A picture that fills a rectangle of whole pixels; it is never mirrored itself.
    void picture(std::string_view name, const Rect& rect, Colour colour, float opacity = 1);
    /// What of that rectangle the picture covers; nullptr where there is none.
    std::shared_ptr<const Shape> shape(std::string_view name, const Rect& rect);

    /// A picture in its own colours, its top left corner at that of the rectangle; never mirrored
    /// itself.
    void photo(const ArticlePicture& picture, const Rect& rect);

    SetText& set(const TextSpec& spec) {
        if (kept_ != nullptr) {
            kept_->emplace_back(spec.text);
        }
        return typography_.set(spec);
    }
    /// From now on every text that is set is also put here; nullptr: no more.
    void keep_texts(std::vector<std::string>* kept) { kept_ = kept; }
    /// Nobody can see the texts that follow: they may wait (see Typography).
    void set_can_wait(bool on) { typography_.set_can_wait(on); }

    /// `box`: where the layout's own width and top left corner are. `colours` by the tag of a run;
    /// the first for tags beyond.
    void text(SetText& text, const Rect& box, std::span<const Colour> colours);
    void text(SetText& set, const Rect& box, Colour colour) {
        text(set, box, std::span(&colour, 1));
    }

  private:
    /// The four corners of a rounded shape: top left, top right, bottom left, bottom right.
    using Corners = std::array<fonts::AtlasImage, 4>;
    const Corners* corners(int radius, int width);
    void plain(float x, float y, float width, float height, std::uint32_t colour);
    void draw_corners(const Corners& corners, const Rect& rect, float radius, std::uint32_t colour);
    void image(const fonts::AtlasImage& image, float x, float y, std::uint32_t colour);
    void glyphs(std::span<const fonts::GlyphQuad> quads, Point corner,
                std::span<const std::uint32_t> tints);
    void use_page(int page);

    Typography& typography_;
    fonts::GlyphAtlas& atlas_;
    Pictograms& pictograms_;
    ImDrawList* list_ = nullptr;
    Size screen_;
    float origin_y_ = 0;
    bool mirrored_ = false;
    bool measuring_ = false;
    std::vector<std::string>* kept_ = nullptr;
    int page_ = 0;
    std::vector<std::string> cut_texts_;
    std::vector<std::uint32_t> tints_;
    std::unordered_map<int, Corners> corners_; ///< by radius and width of the line
    std::uint64_t corners_generation_ = 0;
};

} // namespace zugang::kiosk
