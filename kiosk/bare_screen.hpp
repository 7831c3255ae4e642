#pragma once

#include <memory>
#include <span>

struct SDL_Rect;
struct SDL_Renderer;
struct SDL_Surface;
struct SDL_Texture;
struct SDL_Window;

namespace zugang::kiosk {

/// Memory to draw into, straight on the screen (KMSDRM): there SDL 2 has none of a window (its
/// SDL_GetWindowSurface fails, or through a texture of its own stays black with Mesa's software
/// drivers, seen with 2.26.5). What is drawn goes to the screen as a picture, through OpenGL ES.
/// UI thread only.
class BareScreen {
  public:
    /// As large as the window. Throws std::runtime_error where there is no OpenGL ES.
    explicit BareScreen(SDL_Window* window);

    /// 32 bits a pixel, 0x00RRGGBB; lives as long as this.
    SDL_Surface* memory() { return memory_.get(); }

    /// What was drawn within these areas is seen.
    void show(std::span<const SDL_Rect> areas);

  private:
    struct FreeSurface {
        void operator()(SDL_Surface* surface) const noexcept;
    };
    struct DestroyRenderer {
        void operator()(SDL_Renderer* renderer) const noexcept;
    };
    struct DestroyTexture {
        void operator()(SDL_Texture* texture) const noexcept;
    };

    std::unique_ptr<SDL_Renderer, DestroyRenderer> renderer_;
    std::unique_ptr<SDL_Texture, DestroyTexture> texture_;
    std::unique_ptr<SDL_Surface, FreeSurface> memory_;
};

} // namespace zugang::kiosk
