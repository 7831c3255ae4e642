#pragma once

#include "kiosk/geometry.hpp"
#include "kiosk/touch.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct SDL_Window;
struct SDL_Renderer;
struct SDL_Texture;
struct ImDrawVert;
struct ImGuiContext;

namespace zugang::fonts {
class GlyphAtlas;
}

namespace zugang::kiosk {

class Terminal;

struct DisplayOptions {
    int width = 1080;
    int height = 1920;
    bool fullscreen = false;
    bool software = true; ///< SDL's software renderer; false: what SDL thinks best
};

/// Owns SDL's video, the window and the textures; brings a terminal's frames to the screen. UI
/// thread only.
class Display {
  public:
    /// Throws std::runtime_error where there is no display.
    explicit Display(const DisplayOptions& options);
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    Size size() const;
    void resize(int width, int height);

    /// Draws one frame and presents it: build, then show.
    void present(Terminal& terminal, Instant now);
    /// The part that is ours: what is where, as triangles.
    void build(Terminal& terminal, Instant now);
    /// The renderer's part.
    void show(Terminal& terminal);

    /// The last frame, row by row, 0xAARRGGBB. Throws std::runtime_error.
    std::vector<std::uint32_t> pixels();

    /// The last frame as a PNG file. Throws std::runtime_error.
    void save_png(const std::filesystem::path& file);

    std::uint64_t frames() const { return frames_; }

  private:
    struct QuitVideo {
        ~QuitVideo();
    };
    struct DestroyWindow {
        void operator()(SDL_Window* window) const noexcept;
    };
    struct DestroyRenderer {
        void operator()(SDL_Renderer* renderer) const noexcept;
    };
    struct DestroyTexture {
        void operator()(SDL_Texture* texture) const noexcept;
    };
    struct DestroyContext {
        void operator()(ImGuiContext* context) const noexcept;
    };
    using Texture = std::unique_ptr<SDL_Texture, DestroyTexture>;

    void upload(fonts::GlyphAtlas& atlas);
    void render();
    void fill(const ImDrawVert* vertices, const unsigned short* indices, unsigned count);
    void draw(Terminal& terminal, Instant now);

    std::unique_ptr<QuitVideo> video_;
    std::unique_ptr<SDL_Window, DestroyWindow> window_;
    std::unique_ptr<SDL_Renderer, DestroyRenderer> renderer_;
    std::unique_ptr<ImGuiContext, DestroyContext> context_;
    std::vector<Texture> textures_; ///< one for each atlas page
    std::vector<std::uint32_t> row_;
    std::vector<std::uint16_t> index_;
    std::uint64_t frames_ = 0;
};

} // namespace zugang::kiosk
