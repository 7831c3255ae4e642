#include "kiosk/display.hpp"

#include "fonts/glyph_atlas.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/texture_id.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include <SDL.h>
#include <SDL_image.h>
#include <imgui.h>

namespace zugang::kiosk {

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + SDL_GetError());
}

struct FreeSurface {
    void operator()(SDL_Surface* surface) const noexcept { SDL_FreeSurface(surface); }
};

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
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        fail("no display");
    }
    video_ = std::make_unique<QuitVideo>();
    const Uint32 flags = options.fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    window_.reset(SDL_CreateWindow("Zugang", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                   options.width, options.height, flags));
    if (!window_) {
        fail("no window");
    }
    renderer_.reset(SDL_CreateRenderer(
        window_.get(), -1, options.software ? SDL_RENDERER_SOFTWARE : SDL_RENDERER_PRESENTVSYNC));
    if (!renderer_) {
        fail("no renderer");
    }
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

Size Display::size() const {
    int width = 0;
    int height = 0;
    SDL_GetRendererOutputSize(renderer_.get(), &width, &height);
    return {static_cast<float>(width), static_cast<float>(height)};
}

void Display::resize(int width, int height) {
    SDL_SetWindowSize(window_.get(), width, height);
}

void Display::draw(Terminal& terminal, Instant now) {
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
    terminal.draw(*ImGui::GetBackgroundDrawList(), now);
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
    render();
    SDL_RenderPresent(renderer_.get());
    ++frames_;
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
    }
    for (const fonts::DirtyRect& dirty : atlas.take_dirty()) {
        row_.resize(static_cast<std::size_t>(dirty.width) * dirty.height);
        const auto coverage = atlas.page(dirty.page);
        for (std::size_t y = 0; y < dirty.height; ++y) {
            const std::size_t from = (dirty.y + y) * static_cast<std::size_t>(page) + dirty.x;
            for (std::size_t x = 0; x < dirty.width; ++x) {
                row_[y * dirty.width + x] =
                    (static_cast<std::uint32_t>(coverage[from + x]) << 24U) | 0xFFFFFFU;
            }
        }
        const SDL_Rect area{dirty.x, dirty.y, dirty.width, dirty.height};
        SDL_UpdateTexture(textures_.at(dirty.page).get(), &area, row_.data(), dirty.width * 4);
    }
}

void Display::render() {
    SDL_Renderer* renderer = renderer_.get();
    const ImDrawData* data = ImGui::GetDrawData();
    for (int n = 0; n < data->CmdListsCount; ++n) {
        const ImDrawList* list = data->CmdLists[n];
        const ImDrawVert* vertices = list->VtxBuffer.Data;
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.ElemCount == 0) {
                continue;
            }
            const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
            if (page_of(command.GetTexID()) == plain_page) {
                fill(vertices + command.VtxOffset, indices, command.ElemCount);
                continue;
            }
            // SDL looks at every vertex it is given, once a call: give it those of this command
            // only.
            const auto [low, high] = std::minmax_element(indices, indices + command.ElemCount);
            const unsigned first = command.VtxOffset + *low;
            const int count = *high - *low + 1;
            index_.resize(command.ElemCount);
            std::transform(
                indices, indices + command.ElemCount, index_.begin(),
                [base = *low](ImDrawIdx i) { return static_cast<std::uint16_t>(i - base); });
            const ImDrawVert& v = vertices[first];
            constexpr int stride = sizeof(ImDrawVert);
            const auto page = static_cast<std::size_t>(page_of(command.GetTexID()));
            SDL_Texture* texture = page < textures_.size() ? textures_[page].get() : nullptr;
            SDL_RenderGeometryRaw(
                renderer, texture, &v.pos.x, stride,
                // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): same bytes
                reinterpret_cast<const SDL_Color*>(&v.col), stride, &v.uv.x, stride, count,
                index_.data(), static_cast<int>(index_.size()), sizeof(std::uint16_t));
        }
    }
}

// As rectangles of one colour: the software renderer would otherwise blend each of their pixels
// with the texture.
void Display::fill(const ImDrawVert* vertices, const unsigned short* indices, unsigned count) {
    SDL_Renderer* renderer = renderer_.get();
    for (unsigned i = 0; i + 6 <= count; i += 6) { // corners a, b, c, then a, c, d
        const ImDrawVert& from = vertices[indices[i]];
        const ImDrawVert& to = vertices[indices[i + 2]];
        const auto channel = [&from](unsigned shift) {
            return static_cast<Uint8>((from.col >> shift) & 255U);
        };
        const Uint8 alpha = channel(IM_COL32_A_SHIFT);
        SDL_SetRenderDrawBlendMode(renderer,
                                   alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
        SDL_SetRenderDrawColor(renderer, channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT),
                               channel(IM_COL32_B_SHIFT), alpha);
        const SDL_FRect area{from.pos.x, from.pos.y, to.pos.x - from.pos.x, to.pos.y - from.pos.y};
        SDL_RenderFillRectF(renderer, &area);
    }
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
