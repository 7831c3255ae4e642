#include "kiosk/canvas.hpp"

#include "kiosk/texture_id.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <imgui.h>

namespace zugang::kiosk {

namespace {

ImU32 packed(Colour colour, float opacity = 1) {
    return IM_COL32((colour.rgb >> 16U) & 255U, (colour.rgb >> 8U) & 255U, colour.rgb & 255U,
                    static_cast<unsigned>(std::lround(opacity * 255)));
}

ImVec2 vec(float x, float y) {
    return {x, y};
}

Rect whole(const Rect& rect) {
    const float x = std::round(rect.x);
    const float y = std::round(rect.y);
    return {x, y, std::round(rect.right()) - x, std::round(rect.bottom()) - y};
}

} // namespace

Canvas::Canvas(Typography& typography, fonts::GlyphAtlas& atlas, Pictograms& pictograms)
    : typography_(typography), atlas_(atlas), pictograms_(pictograms) {
}

void Canvas::begin(ImDrawList& list, Size screen, bool mirrored, float origin_y) {
    list_ = &list;
    screen_ = screen;
    origin_y_ = origin_y;
    mirrored_ = mirrored;
    cut_texts_.clear();
    measuring_ = false;
    page_ = 0;
}

void Canvas::begin_measuring(Size screen, bool mirrored, float origin_y) {
    list_ = nullptr;
    screen_ = screen;
    origin_y_ = origin_y;
    mirrored_ = mirrored;
    measuring_ = true;
}

void Canvas::clear(ImDrawList& list) {
    list._ResetForNewFrame();
    list.PushTextureID(texture_id(0));
    list.PushClipRectFullScreen();
}

std::size_t Canvas::quads() const {
    return static_cast<std::size_t>(list_->IdxBuffer.Size) / indices_of_a_quad;
}

Rect Canvas::on_screen(const Rect& rect) const {
    Rect result = rect;
    if (mirrored_) {
        result.x = screen_.width - rect.x - rect.width;
    }
    result.y += origin_y_;
    return result;
}

Rect Canvas::in_layout(const Rect& rect) const {
    Rect result = rect;
    if (mirrored_) {
        result.x = screen_.width - rect.x - rect.width;
    }
    result.y -= origin_y_;
    return result;
}

void Canvas::fill(const Rect& rect, Colour colour, float radius, float opacity) {
    const Rect r = whole(on_screen(rect));
    const ImU32 tint = packed(colour, opacity);
    const float round = std::floor(std::min(radius, std::min(r.width, r.height) / 2));
    const Corners* masks = round >= 1 ? corners(static_cast<int>(round), 0) : nullptr;
    if (masks == nullptr) {
        plain(r.x, r.y, r.width, r.height, tint);
        return;
    }
    plain(r.x + round, r.y, r.width - 2 * round, round, tint);
    plain(r.x, r.y + round, r.width, r.height - 2 * round, tint);
    plain(r.x + round, r.bottom() - round, r.width - 2 * round, round, tint);
    draw_corners(*masks, r, round, tint);
}

void Canvas::border(const Rect& rect, Colour colour, float width, float radius) {
    const Rect r = whole(on_screen(rect));
    const ImU32 tint = packed(colour);
    const float line = std::max(1.0F, std::round(width));
    const float round = std::floor(std::min(radius, std::min(r.width, r.height) / 2));
    const Corners* masks =
        round >= 1 ? corners(static_cast<int>(round), static_cast<int>(line)) : nullptr;
    const float cut = masks != nullptr ? round : line;
    plain(r.x + cut, r.y, r.width - 2 * cut, line, tint);
    plain(r.x + cut, r.bottom() - line, r.width - 2 * cut, line, tint);
    plain(r.x, r.y + cut, line, r.height - 2 * cut, tint);
    plain(r.right() - line, r.y + cut, line, r.height - 2 * cut, tint);
    if (masks != nullptr) {
        draw_corners(*masks, r, round, tint);
    } else {
        for (const float x : {r.x, r.right() - line}) {
            plain(x, r.y, line, line, tint);
            plain(x, r.bottom() - line, line, line, tint);
        }
    }
}

void Canvas::ring(Point center, float radius, float width, float from, float to, Colour colour) {
    if (to <= from || measuring_) {
        return;
    }
    const float x = mirrored_ ? screen_.width - center.x : center.x;
    constexpr float turn = 2 * std::numbers::pi_v<float>;
    const auto angle = [](float fraction) { return (fraction - 0.25F) * turn; };
    use_page(0);
    list_->PathArcTo(vec(x, center.y + origin_y_), radius - width / 2, angle(from), angle(to), 96);
    list_->PathStroke(packed(colour), 0, width);
}

void Canvas::disc(Point center, float radius, Colour colour) {
    fill({center.x - radius, center.y - radius, 2 * radius, 2 * radius}, colour, radius);
}

void Canvas::plain(float x, float y, float width, float height, std::uint32_t colour) {
    if (measuring_ || width <= 0 || height <= 0 || y > screen_.height || y + height < 0) {
        return;
    }
    use_page(plain_page);
    list_->PrimReserve(6, 4);
    list_->PrimRect(vec(x, y), vec(x + width, y + height), colour);
}

// Drawn from bitmaps rather than as triangles: smooth at every size, and the software renderer
// copies rectangles fast.
const Canvas::Corners* Canvas::corners(int radius, int width) {
    if (corners_generation_ != atlas_.generation()) {
        corners_.clear();
        corners_generation_ = atlas_.generation();
    }
    const int key = radius * 64 + width;
    if (const auto known = corners_.find(key); known != corners_.end()) {
        return &known->second;
    }
    Corners made;
    const auto r = static_cast<float>(radius);
    const float inner = width > 0 ? r - static_cast<float>(width) : -1;
    const auto side = static_cast<std::size_t>(radius);
    std::vector<std::uint8_t> mask(side * side);
    for (std::size_t corner = 0; corner < made.size(); ++corner) {
        const bool right = corner % 2 == 1;
        const bool bottom = corner >= 2;
        for (std::size_t y = 0; y < side; ++y) {
            for (std::size_t x = 0; x < side; ++x) {
                const float dx = static_cast<float>(right ? x : side - 1 - x) + 0.5F;
                const float dy = static_cast<float>(bottom ? y : side - 1 - y) + 0.5F;
                const float distance = std::hypot(dx, dy);
                float coverage = std::clamp(r - distance + 0.5F, 0.0F, 1.0F);
                if (inner >= 0) {
                    coverage -= std::clamp(inner - distance + 0.5F, 0.0F, 1.0F);
                }
                mask[y * side + x] = static_cast<std::uint8_t>(std::lround(coverage * 255));
            }
        }
        const std::string name = "corner " + std::to_string(key) + " " + std::to_string(corner);
        const fonts::AtlasImage* image = atlas_.find(std::string_view(name));
        if (image == nullptr) {
            image = atlas_.insert(name, radius, radius, mask);
        }
        if (image == nullptr) {
            return nullptr;
        }
        made.at(corner) = *image;
    }
    return &corners_.emplace(key, made).first->second;
}

void Canvas::draw_corners(const Corners& corners, const Rect& rect, float radius,
                          std::uint32_t colour) {
    const float right = rect.right() - radius;
    const float bottom = rect.bottom() - radius;
    image(corners[0], rect.x, rect.y, colour);
    image(corners[1], right, rect.y, colour);
    image(corners[2], rect.x, bottom, colour);
    image(corners[3], right, bottom, colour);
}

void Canvas::pictogram(std::string_view name, Point center, float size, Colour colour, Flip flip) {
    if (measuring_) {
        return;
    }
    const bool turned = flip == Flip::WithDirection && mirrored_;
    const int edge = static_cast<int>(std::lround(size));
    const fonts::AtlasImage* found = pictograms_.find(atlas_, name, edge, edge, turned);
    if (found == nullptr) {
        return;
    }
    const float x = mirrored_ ? screen_.width - center.x : center.x;
    image(*found, std::round(x - static_cast<float>(found->width) / 2),
          std::round(center.y + origin_y_ - static_cast<float>(found->height) / 2), packed(colour));
}

void Canvas::picture(std::string_view name, const Rect& rect, Colour colour, float opacity) {
    if (measuring_) {
        return;
    }
    const Rect r = whole(on_screen(rect));
    const fonts::AtlasImage* found = pictograms_.find(atlas_, name, static_cast<int>(r.width),
                                                      static_cast<int>(r.height), false);
    if (found != nullptr) {
        image(*found, r.x, r.y, packed(colour, opacity));
    }
}

void Canvas::photo(const ArticlePicture& picture, const Rect& rect) {
    const Rect r = whole(on_screen(rect));
    if (measuring_ || r.y > screen_.height || r.bottom() < 0) {
        return;
    }
    use_page(first_picture_page + picture.id);
    list_->PrimReserve(6, 4);
    list_->PrimRectUV(
        vec(r.x, r.y),
        vec(r.x + static_cast<float>(picture.width), r.y + static_cast<float>(picture.height)),
        vec(0, 0), vec(1, 1), packed({0xFFFFFF}));
}

std::shared_ptr<const Shape> Canvas::shape(std::string_view name, const Rect& rect) {
    return pictograms_.shape(name, static_cast<int>(std::round(rect.width)),
                             static_cast<int>(std::round(rect.height)));
}

void Canvas::text(SetText& text, const Rect& box, std::span<const Colour> colours) {
    if (measuring_) {
        return;
    }
    const Rect place = on_screen(box);
    const Point corner{std::round(place.x), std::round(place.y)};
    tints_.clear();
    for (const Colour& colour : colours) {
        tints_.push_back(packed(colour));
    }
    const auto& lines = text.layout.lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        // Marks and slanted letters reach out of their line, but never by a whole one.
        const float top = corner.y + lines[i].top;
        if (top + 2 * lines[i].height < 0 || top - lines[i].height > screen_.height) {
            continue;
        }
        glyphs(text.quads.line(text.layout, i, atlas_), corner, tints_);
    }
}

// One reservation for many, and written without a call each: a page has thousands of them.
void Canvas::glyphs(std::span<const fonts::GlyphQuad> quads, Point corner,
                    std::span<const std::uint32_t> tints) {
    constexpr std::size_t most = 4096; // draw lists count corners in 16 bits
    const float scale = 1 / static_cast<float>(atlas_.page_size());
    while (!quads.empty()) {
        const int page = quads.front().page;
        const auto other = std::ranges::find_if(
            quads, [page](const fonts::GlyphQuad& quad) { return quad.page != page; });
        const auto count =
            std::min(most, static_cast<std::size_t>(std::distance(quads.begin(), other)));
        use_page(page);
        list_->PrimReserve(static_cast<int>(count * 6), static_cast<int>(count * 4));
        ImDrawVert* corner_out = list_->_VtxWritePtr;
        ImDrawIdx* index = list_->_IdxWritePtr;
        unsigned number = list_->_VtxCurrentIdx;
        for (const fonts::GlyphQuad& quad : quads.first(count)) {
            const ImU32 tint = tints[quad.tag < tints.size() ? quad.tag : 0];
            const float left = corner.x + quad.x;
            const float top = corner.y + quad.y;
            const float right = left + quad.width;
            const float bottom = top + quad.height;
            const float u = quad.u * scale;
            const float v = quad.v * scale;
            const float u_end = static_cast<float>(quad.u + quad.width) * scale;
            const float v_end = static_cast<float>(quad.v + quad.height) * scale;
            corner_out[0] = {.pos = {left, top}, .uv = {u, v}, .col = tint};
            corner_out[1] = {.pos = {right, top}, .uv = {u_end, v}, .col = tint};
            corner_out[2] = {.pos = {right, bottom}, .uv = {u_end, v_end}, .col = tint};
            corner_out[3] = {.pos = {left, bottom}, .uv = {u, v_end}, .col = tint};
            for (const unsigned step : {0U, 1U, 2U, 0U, 2U, 3U}) {
                *index++ = static_cast<ImDrawIdx>(number + step);
            }
            corner_out += 4;
            number += 4;
        }
        list_->_VtxWritePtr = corner_out;
        list_->_IdxWritePtr = index;
        list_->_VtxCurrentIdx = number;
        quads = quads.subspan(count);
    }
}

void Canvas::image(const fonts::AtlasImage& image, float x, float y, std::uint32_t colour) {
    const auto width = static_cast<float>(image.width);
    const auto height = static_cast<float>(image.height);
    if (measuring_ || y > screen_.height || y + height < 0 || x > screen_.width || x + width < 0) {
        return;
    }
    use_page(image.page);
    const auto size = static_cast<float>(atlas_.page_size());
    const float u = static_cast<float>(image.x) / size;
    const float v = static_cast<float>(image.y) / size;
    list_->PrimReserve(6, 4);
    list_->PrimRectUV(vec(x, y), vec(x + width, y + height), vec(u, v),
                      vec(u + width / size, v + height / size), colour);
}

void Canvas::use_page(int page) {
    if (page_ == page) {
        return;
    }
    if (page_ != 0) {
        list_->PopTextureID();
    }
    if (page != 0) {
        list_->PushTextureID(texture_id(page));
    }
    page_ = page;
}

} // namespace zugang::kiosk
