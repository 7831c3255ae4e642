#include "kiosk/bare_screen.hpp"

#include <stdexcept>
#include <string>

#include <SDL.h>

namespace zugang::kiosk {

namespace {

constexpr SDL_PixelFormatEnum format = SDL_PIXELFORMAT_RGB888; // no alpha: 4 bytes a pixel

// Mesa's software drivers may still be drawing when SDL hands the buffer to the screen. Where that
// copies it (virtio-gpu) a frame would be seen with the next one only, which may be minutes away.
constexpr int times = 2;

} // namespace

void BareScreen::FreeSurface::operator()(SDL_Surface* surface) const noexcept {
    SDL_FreeSurface(surface);
}
void BareScreen::DestroyRenderer::operator()(SDL_Renderer* renderer) const noexcept {
    SDL_DestroyRenderer(renderer);
}
void BareScreen::DestroyTexture::operator()(SDL_Texture* texture) const noexcept {
    SDL_DestroyTexture(texture);
}

BareScreen::BareScreen(SDL_Window* window) {
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
    renderer_.reset(SDL_CreateRenderer(window, -1, SDL_RENDERER_PRESENTVSYNC));
    int width = 0;
    int height = 0;
    if (renderer_ && SDL_GetRendererOutputSize(renderer_.get(), &width, &height) == 0) {
        texture_.reset(
            SDL_CreateTexture(renderer_.get(), format, SDL_TEXTUREACCESS_STREAMING, width, height));
        memory_.reset(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, format));
    }
    if (!texture_ || !memory_) {
        throw std::runtime_error(std::string("the screen cannot be drawn to: ") + SDL_GetError());
    }
}

void BareScreen::show(std::span<const SDL_Rect> areas) {
    const SDL_Rect all{0, 0, memory_->w, memory_->h};
    for (const SDL_Rect& wanted : areas) {
        SDL_Rect area;
        if (SDL_IntersectRect(&wanted, &all, &area) == SDL_FALSE) {
            continue;
        }
        const auto* pixels = static_cast<const Uint8*>(memory_->pixels) + area.y * memory_->pitch +
                             area.x * memory_->format->BytesPerPixel;
        SDL_UpdateTexture(texture_.get(), &area, pixels, memory_->pitch);
    }
    for (int i = 0; i < times; ++i) {
        SDL_RenderCopy(renderer_.get(), texture_.get(), nullptr, nullptr);
        SDL_RenderPresent(renderer_.get());
    }
}

} // namespace zugang::kiosk
