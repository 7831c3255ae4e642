#include "kiosk/display.hpp"

#include "fonts/glyph_atlas.hpp"
#include "kiosk/bare_screen.hpp"
#include "kiosk/pixel_shift.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/texture_id.hpp"
#include "kiosk/wayland_seat.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <set>
#include <stdexcept>

#include <SDL.h>
#include <SDL_image.h>
#include <imgui.h>

namespace zugang::kiosk {

namespace {

constexpr std::chrono::seconds longest_wait_for_seat{15};
constexpr std::uint16_t strip_px = 32;

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + SDL_GetError());
}

SDL_Rect sdl_rect(const Rect& rect) {
    return {static_cast<int>(rect.x), static_cast<int>(rect.y), static_cast<int>(rect.width),
            static_cast<int>(rect.height)};
}

Rect on_panel(int width, int height, Rotation rotation) {
    const Size picture{static_cast<float>(width), static_cast<float>(height)};
    return turned({0, 0, picture.width, picture.height}, picture, rotation);
}

Quad quad_of(const ImDrawVert* vertices, const ImDrawIdx* indices, int page) {
    const ImDrawVert& from = vertices[indices[0]];
    const ImDrawVert& to = vertices[indices[2]];
    const ImDrawVert& right = vertices[indices[1]];
    const ImDrawVert& below = vertices[indices[5]];
    Quad quad{.area = {from.pos.x, from.pos.y, to.pos.x - from.pos.x, to.pos.y - from.pos.y},
              .texture = {from.uv.x, from.uv.y},
              .texture_end = {to.uv.x, to.uv.y},
              .colour = from.col,
              .page = page};
    quad.upright = indices[3] == indices[0] && indices[4] == indices[2] &&
                   right.pos.x == to.pos.x && right.pos.y == from.pos.y &&
                   below.pos.x == from.pos.x && below.pos.y == to.pos.y;
    if (!quad.upright) {
        ImVec2 low = from.pos;
        ImVec2 high = from.pos;
        for (std::size_t i = 1; i < indices_of_a_quad; ++i) {
            const ImVec2& at = vertices[indices[i]].pos;
            low = {std::min(low.x, at.x), std::min(low.y, at.y)};
            high = {std::max(high.x, at.x), std::max(high.y, at.y)};
        }
        quad.area = {low.x, low.y, high.x - low.x, high.y - low.y};
    }
    return quad;
}

PixelArea memory_of(const SDL_Surface& surface) {
    return {.pixels = static_cast<std::byte*>(surface.pixels),
            .pitch = static_cast<std::size_t>(surface.pitch)};
}

} // namespace

Display::QuitVideo::~QuitVideo() {
    SDL_Quit();
}
void Display::DestroyWindow::operator()(SDL_Window* window) const noexcept {
    SDL_DestroyWindow(window);
}
void Display::DestroyRenderer::operator()(SDL_Renderer* renderer) const noexcept {
    SDL_DestroyRenderer(renderer);
}
void Display::DestroyTexture::operator()(SDL_Texture* texture) const noexcept {
    SDL_DestroyTexture(texture);
}
void Display::FreeSurface::operator()(SDL_Surface* surface) const noexcept {
    SDL_FreeSurface(surface);
}
void Display::DestroyContext::operator()(ImGuiContext* context) const noexcept {
    ImGui::DestroyContext(context);
}

Display::Display(const DisplayOptions& options) {
    // Fingers and the mouse are told apart by us; neither plays the other.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1");
    if (options.software) {
        // Without this SDL shows what the software renderer drew through OpenGL: with Mesa 60 MB
        // and 80 ms for nothing.
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    }
    if (will_use_wayland() && !wait_for_seat(longest_wait_for_seat)) {
        throw std::runtime_error("the Wayland compositor has no input device, or does not answer: "
                                 "is the touch panel plugged in?");
    }
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        fail("no display");
    }
    video_ = std::make_unique<QuitVideo>();
    const Uint32 flags = options.fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    const SDL_Rect panel = sdl_rect(on_panel(options.width, options.height, options.rotation));
    window_.reset(SDL_CreateWindow("Zugang", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                   panel.w, panel.h, flags));
    if (!window_) {
        fail("no window");
    }
    software_ = options.software;
    const char* driver = SDL_GetCurrentVideoDriver();
    if (software_ && driver != nullptr && std::strcmp(driver, "KMSDRM") == 0) {
        bare_ = std::make_unique<BareScreen>(window_.get());
    }
    rotation_ = options.rotation;
    touch_rotation_ = options.touch_rotation.value_or(rotation_);
    make_renderer();
    SDL_ShowCursor(SDL_DISABLE);

    context_.reset(ImGui::CreateContext());
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    // Dear ImGui wants a font of its own; no text is drawn with it.
    io.Fonts->Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors |
                       ImFontAtlasFlags_NoPowerOfTwoHeight;
    io.Fonts->AddFontDefault();
    io.Fonts->Build();
    io.Fonts->ClearTexData();
    io.Fonts->SetTexID(texture_id(0));
}

Display::~Display() = default;

void Display::make_renderer() {
    textures_.clear();
    pictures_.clear();
    target_.reset();
    renderer_.reset();
    shown_.quads.clear();
    if (software_) {
        make_software_renderer();
    }
    if (!software_) {
        renderer_.reset(SDL_CreateRenderer(window_.get(), -1, SDL_RENDERER_PRESENTVSYNC));
    }
    if (!renderer_) {
        fail("no renderer");
    }
    make_target();
}

// In software we draw into the window's own memory: what is there already can stay or be moved.
// Where it is turned, into a picture of our own that is copied.
void Display::make_software_renderer() {
    picture_.reset();
    surface_ = bare_ ? bare_->memory() : SDL_GetWindowSurface(window_.get());
    if (surface_ == nullptr) { // on Wayland SDL 2.26 has none: only OpenGL gets onto the screen
        software_ = false;
        return;
    }
    pixels_ = surface_->pixels;
    width_ = surface_->w;
    height_ = surface_->h;
    if (rotation_ != Rotation::None) {
        if (surface_->format->BytesPerPixel != sizeof(std::uint32_t)) {
            fail("a turned picture wants a screen of 32 bits a pixel");
        }
        const SDL_Rect picture = sdl_rect(on_panel(width_, height_, rotation_));
        picture_.reset(
            SDL_CreateRGBSurfaceWithFormat(0, picture.w, picture.h, 32, surface_->format->format));
        if (!picture_) {
            fail("no memory for a turned picture");
        }
    }
    renderer_.reset(SDL_CreateSoftwareRenderer(picture_ ? picture_.get() : surface_));
}

// A graphics card turns the whole picture once it is drawn.
void Display::make_target() {
    if (software_ || rotation_ == Rotation::None) {
        return;
    }
    const Size picture = size();
    target_.reset(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_ARGB8888,
                                    SDL_TEXTUREACCESS_TARGET, static_cast<int>(picture.width),
                                    static_cast<int>(picture.height)));
    if (!target_ || SDL_SetRenderTarget(renderer_.get(), target_.get()) != 0) {
        fail("no turned picture");
    }
}

// Another size, another monitor: SDL throws away the memory that the renderer draws into.
void Display::follow_window() {
    if (!software_) {
        if (target_) {
            int width = 0;
            int height = 0;
            SDL_QueryTexture(target_.get(), nullptr, nullptr, &width, &height);
            const Size picture = size();
            if (static_cast<int>(picture.width) != width ||
                static_cast<int>(picture.height) != height) {
                shown_.quads.clear();
                make_target();
            }
        }
        return;
    }
    if (bare_) {
        return; // another screen starts the terminal again
    }
    const SDL_Surface* surface = SDL_GetWindowSurface(window_.get());
    if (surface != surface_ || surface == nullptr || surface->pixels != pixels_ ||
        surface->w != width_ || surface->h != height_) {
        make_renderer();
    }
}

Size Display::size() const {
    int width = 0;
    int height = 0;
    if (software_ || rotation_ == Rotation::None) {
        SDL_GetRendererOutputSize(renderer_.get(), &width, &height); // the picture's
        return {static_cast<float>(width), static_cast<float>(height)};
    }
    // Of a target SDL gives the size of the target.
    SDL_Texture* target = SDL_GetRenderTarget(renderer_.get());
    SDL_SetRenderTarget(renderer_.get(), nullptr);
    SDL_GetRendererOutputSize(renderer_.get(), &width, &height);
    SDL_SetRenderTarget(renderer_.get(), target);
    return turned({static_cast<float>(width), static_cast<float>(height)}, rotation_);
}

Point Display::touched(Point at) const {
    return point_in_picture(at, size(), touch_rotation_);
}

Point Display::pointed(Point at) const {
    const Size picture = size();
    const Size panel = turned(picture, rotation_);
    return point_in_picture({at.x / panel.width, at.y / panel.height}, picture, rotation_);
}

void Display::resize(int width, int height) {
    const SDL_Rect panel = sdl_rect(on_panel(width, height, rotation_));
    SDL_SetWindowSize(window_.get(), panel.w, panel.h);
    follow_window();
}

void Display::draw(Terminal& terminal, Instant now) {
    follow_window();
    fonts::GlyphAtlas& atlas = terminal.atlas();
    const auto page = static_cast<float>(atlas.page_size());
    const fonts::GlyphAtlas::Point solid = atlas.solid();
    ImGuiIO& io = ImGui::GetIO();
    const Size screen = size();
    io.DisplaySize = {screen.width, screen.height};
    io.DeltaTime = 1.0F / 60;
    // Plain areas take their colour from the atlas as well: one texture for all.
    io.Fonts->TexUvWhitePixel = {solid.x / page, solid.y / page};
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    terminal.draw(list, now);
    if (const Point by = terminal.shift(); by.x != 0 || by.y != 0) {
        shift(list, by, screen);
    }
    ImGui::Render();
}

void Display::present(Terminal& terminal, Instant now) {
    build(terminal, now);
    show(terminal);
}

void Display::build(Terminal& terminal, Instant now) {
    draw(terminal, now);
    if (terminal.atlas()
            .full()) { // no room for a glyph: start the atlas again with what this frame needs
        terminal.atlas().clear();
        draw(terminal, now);
    }
}

void Display::show(Terminal& terminal) {
    upload(terminal.atlas());
    upload(terminal.article_pictures());
    look_at_quads(terminal);
    const Rect screen{0, 0, next_.screen.width, next_.screen.height};
    Damage damage{.everything = true, .view = {}, .rects = {}};
    if (software_ && !whole_frames_) {
        damage = damage_between(shown_, next_);
    }
    if (damage.everything) {
        damage.rects = {screen};
    } else if (damage.moved_px != 0) {
        move(damage.view, damage.moved_px);
    }
    for (const Rect& rect : damage.rects) {
        render(rect);
    }
    if (damage.moved_px != 0 && !damage.everything) {
        damage.rects.push_back(damage.view);
    }
    put_on_screen(damage.rects);
    std::swap(shown_, next_);
    ++frames_;
}

void Display::put_on_screen(std::span<const Rect> rects) {
    touched_px_ = 0;
    if (!software_) {
        put_target_on_screen();
        SDL_RenderPresent(renderer_.get());
        if (target_) {
            SDL_SetRenderTarget(renderer_.get(), target_.get());
        }
        return;
    }
    SDL_RenderFlush(renderer_.get());
    const Size picture = size();
    std::vector<SDL_Rect> areas;
    for (const Rect& rect : rects) {
        if (picture_) {
            copy_turned(memory_of(*picture_), picture, memory_of(*surface_), rect, rotation_);
        }
        areas.push_back(sdl_rect(turned(rect, picture, rotation_)));
        touched_px_ += static_cast<std::size_t>(rect.width * rect.height);
    }
    if (bare_ && !areas.empty()) {
        bare_->show(areas);
    } else if (!areas.empty()) {
        SDL_UpdateWindowSurfaceRects(window_.get(), areas.data(), static_cast<int>(areas.size()));
    }
}

// SDL turns round the middle of the area that it copies to.
void Display::put_target_on_screen() {
    if (!target_) {
        return;
    }
    SDL_SetRenderTarget(renderer_.get(), nullptr);
    const Size picture = size();
    const Size panel = turned(picture, rotation_);
    const SDL_FRect to{(panel.width - picture.width) / 2, (panel.height - picture.height) / 2,
                       picture.width, picture.height};
    SDL_RenderCopyExF(renderer_.get(), target_.get(), nullptr, &to,
                      90.0 * static_cast<double>(rotation_), nullptr, SDL_FLIP_NONE);
}

void Display::move(const Rect& view, int by_px) {
    const SDL_Rect area = sdl_rect(view);
    const SDL_Surface& drawn = picture_ ? *picture_ : *surface_;
    const auto pitch = static_cast<std::size_t>(drawn.pitch);
    const auto bytes = static_cast<std::size_t>(area.w) * drawn.format->BytesPerPixel;
    auto* pixels = static_cast<std::byte*>(drawn.pixels) +
                   static_cast<std::size_t>(area.x) * drawn.format->BytesPerPixel;
    const auto row = [&](int y) { return pixels + static_cast<std::size_t>(area.y + y) * pitch; };
    SDL_RenderFlush(renderer_.get());
    const int rows = area.h - std::abs(by_px);
    for (int i = 0; i < rows; ++i) { // never over a row that is still to be moved
        const int to = by_px > 0 ? area.h - 1 - i : i;
        std::memcpy(row(to), row(to - by_px), bytes);
    }
}

void Display::look_at_quads(Terminal& terminal) {
    next_.screen = size();
    next_.generation = terminal.atlas().generation();
    next_.page = terminal.page_part();
    if (next_.page) {
        next_.page->view = shifted(next_.page->view, terminal.shift(), next_.screen);
    }
    next_.quads.clear();
    const ImDrawData* data = ImGui::GetDrawData();
    for (int n = 0; n < data->CmdListsCount; ++n) {
        const ImDrawList* list = data->CmdLists[n];
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const ImDrawVert* vertices = list->VtxBuffer.Data + command.VtxOffset;
            const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
            const int page = page_of(command.GetTexID());
            for (std::size_t i = 0; i + indices_of_a_quad <= command.ElemCount;
                 i += indices_of_a_quad) {
                next_.quads.push_back(quad_of(vertices, indices + i, page));
            }
        }
    }
}

void Display::upload(fonts::GlyphAtlas& atlas) {
    const int page = atlas.page_size();
    const auto count = static_cast<std::size_t>(atlas.page_count());
    while (textures_.size() < count) {
        Texture texture(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_ARGB8888,
                                          SDL_TEXTUREACCESS_STATIC, page, page));
        if (!texture) {
            fail("no texture");
        }
        SDL_SetTextureBlendMode(texture.get(), SDL_BLENDMODE_BLEND);
        textures_.push_back(std::move(texture));
        const auto edge = static_cast<std::uint16_t>(page);
        upload(atlas, {.page = static_cast<std::uint16_t>(textures_.size() - 1),
                       .width = edge,
                       .height = edge});
    }
    for (const fonts::DirtyRect& dirty : atlas.take_dirty()) {
        upload(atlas, dirty);
    }
}

void Display::upload(const fonts::GlyphAtlas& atlas, const fonts::DirtyRect& dirty) {
    const auto page = static_cast<std::size_t>(atlas.page_size());
    const auto coverage = atlas.page(dirty.page);
    // In strips: for a whole page at once the terminal would keep four megabytes.
    for (std::uint16_t top = 0; top < dirty.height; top += strip_px) {
        const int height = std::min<int>(strip_px, dirty.height - top);
        strip_.resize(static_cast<std::size_t>(dirty.width) * strip_px);
        auto pixel = strip_.begin();
        for (int y = 0; y < height; ++y) {
            const std::size_t from = (std::size_t{dirty.y} + top + y) * page + dirty.x;
            for (std::size_t x = 0; x < dirty.width; ++x) {
                *pixel++ = (static_cast<std::uint32_t>(coverage[from + x]) << 24U) | 0xFFFFFFU;
            }
        }
        const SDL_Rect area{dirty.x, dirty.y + top, dirty.width, height};
        SDL_UpdateTexture(textures_.at(dirty.page).get(), &area, strip_.data(), dirty.width * 4);
    }
}

void Display::upload(const ArticlePictures& pictures) {
    std::set<int> kept;
    for (const auto& [key, picture] : pictures.kept()) {
        kept.insert(picture.id);
        Texture& texture = pictures_[picture.id];
        if (texture) {
            continue;
        }
        texture.reset(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_ARGB8888,
                                        SDL_TEXTUREACCESS_STATIC, picture.width, picture.height));
        if (!texture) {
            fail("no texture");
        }
        SDL_SetTextureBlendMode(texture.get(), SDL_BLENDMODE_BLEND);
        SDL_UpdateTexture(texture.get(), nullptr, picture.pixels.data(), picture.width * 4);
    }
    std::erase_if(pictures_, [&kept](const auto& entry) { return !kept.contains(entry.first); });
}

void Display::render(const Rect& within) {
    const SDL_Rect clip = sdl_rect(within);
    SDL_RenderSetClipRect(renderer_.get(), &clip);
    const ImDrawData* data = ImGui::GetDrawData();
    auto quad = next_.quads.cbegin();
    for (int n = 0; n < data->CmdListsCount; ++n) {
        const ImDrawList* list = data->CmdLists[n];
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
            const int page = page_of(command.GetTexID());
            index_.clear();
            for (std::size_t i = 0; i + indices_of_a_quad <= command.ElemCount;
                 i += indices_of_a_quad, ++quad) {
                if (!quad->area.intersects(within)) {
                    continue;
                }
                if (page == plain_page) {
                    fill(*quad);
                } else {
                    index_.insert(index_.end(), indices + i, indices + i + indices_of_a_quad);
                }
            }
            if (!index_.empty()) {
                render_pictures(page, list->VtxBuffer.Data + command.VtxOffset);
            }
        }
    }
    SDL_RenderSetClipRect(renderer_.get(), nullptr);
}

void Display::render_pictures(int page, const ImDrawVert* vertices) {
    // SDL looks at every vertex it is given, once a call: give it those that are drawn only.
    const auto [low, high] = std::ranges::minmax(index_);
    for (std::uint16_t& index : index_) {
        index = static_cast<std::uint16_t>(index - low);
    }
    const ImDrawVert& v = vertices[low];
    constexpr int stride = sizeof(ImDrawVert);
    SDL_Texture* texture = nullptr;
    if (page >= first_picture_page) {
        const auto picture = pictures_.find(page - first_picture_page);
        texture = picture != pictures_.end() ? picture->second.get() : nullptr;
    } else if (static_cast<std::size_t>(page) < textures_.size()) {
        texture = textures_[static_cast<std::size_t>(page)].get();
    }
    SDL_RenderGeometryRaw(renderer_.get(), texture, &v.pos.x, stride,
                          // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): same bytes
                          reinterpret_cast<const SDL_Color*>(&v.col), stride, &v.uv.x, stride,
                          high - low + 1, index_.data(), static_cast<int>(index_.size()),
                          sizeof(std::uint16_t));
}

// As rectangles of one colour: the software renderer would otherwise blend each of their pixels
// with the texture.
void Display::fill(const Quad& quad) {
    SDL_Renderer* renderer = renderer_.get();
    const auto channel = [&quad](unsigned shift) {
        return static_cast<Uint8>((quad.colour >> shift) & 255U);
    };
    const Uint8 alpha = channel(IM_COL32_A_SHIFT);
    SDL_SetRenderDrawBlendMode(renderer, alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    SDL_SetRenderDrawColor(renderer, channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT),
                           channel(IM_COL32_B_SHIFT), alpha);
    const SDL_FRect area{quad.area.x, quad.area.y, quad.area.width, quad.area.height};
    SDL_RenderFillRectF(renderer, &area);
}

std::vector<std::uint32_t> Display::pixels() {
    const Size screen = size();
    const auto width = static_cast<std::size_t>(screen.width);
    std::vector<std::uint32_t> picture(width * static_cast<std::size_t>(screen.height));
    if (SDL_RenderReadPixels(renderer_.get(), nullptr, SDL_PIXELFORMAT_ARGB8888, picture.data(),
                             static_cast<int>(width * sizeof(std::uint32_t))) != 0) {
        fail("no screenshot");
    }
    return picture;
}

std::vector<std::uint32_t> Display::panel_pixels() {
    const auto width = static_cast<std::size_t>(width_);
    std::vector<std::uint32_t> panel(width * static_cast<std::size_t>(height_));
    if (!software_ || SDL_ConvertPixels(width_, height_, surface_->format->format, surface_->pixels,
                                        surface_->pitch, SDL_PIXELFORMAT_ARGB8888, panel.data(),
                                        static_cast<int>(width * sizeof(std::uint32_t))) != 0) {
        fail("no screenshot");
    }
    return panel;
}

void Display::save_png(const std::filesystem::path& file) {
    const Size screen = size();
    std::vector<std::uint32_t> shot = pixels();
    const std::unique_ptr<SDL_Surface, FreeSurface> picture(SDL_CreateRGBSurfaceWithFormatFrom(
        shot.data(), static_cast<int>(screen.width), static_cast<int>(screen.height), 32,
        static_cast<int>(screen.width) * 4, SDL_PIXELFORMAT_ARGB8888));
    if (!picture) {
        fail("no screenshot");
    }
    // Without the alpha channel: screens are opaque.
    const std::unique_ptr<SDL_Surface, FreeSurface> opaque(
        SDL_ConvertSurfaceFormat(picture.get(), SDL_PIXELFORMAT_RGB24, 0));
    if (!opaque || IMG_SavePNG(opaque.get(), file.c_str()) != 0) {
        fail(("cannot write " + file.string()).c_str());
    }
}

} // namespace zugang::kiosk
