#pragma once

#include "kiosk/damage.hpp"
#include "kiosk/geometry.hpp"
#include "kiosk/rotation.hpp"
#include "kiosk/touch.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

struct SDL_Window;
struct SDL_Renderer;
struct SDL_Surface;
struct SDL_Texture;
struct ImDrawVert;
struct ImGuiContext;

namespace zugang::fonts {
class GlyphAtlas;
struct DirtyRect;
} // namespace zugang::fonts

namespace zugang::kiosk {

class ArticlePictures;
class BareScreen;
class Terminal;

struct DisplayOptions {
    int width = 1080; ///< of the picture, as it is seen
    int height = 1920;
    bool fullscreen = false;
    bool software = true; ///< SDL's software renderer; false: what SDL thinks best
    Rotation rotation = Rotation::None;
    std::optional<Rotation>
        touch_rotation{}; ///< no value: the touch panel is turned as the picture
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

    /// Of the picture, as it is seen.
    Size size() const;
    void resize(int width, int height);

    /// Where in the picture a finger is. `at`: on the touch panel, from 0 to 1.
    Point touched(Point at) const;
    /// Where in the picture a mouse is. `at`: in the window, in pixels.
    Point pointed(Point at) const;

    /// Draws one frame and presents it: build, then show.
    void present(Terminal& terminal, Instant now);
    /// The part that is ours: what is where, as triangles.
    void build(Terminal& terminal, Instant now);
    /// The renderer's part.
    void show(Terminal& terminal);

    /// The window shows something else now: the next frame is drawn anew.
    void forget() { shown_.quads.clear(); }
    /// The graphics card has lost what it was given.
    void start_again() { make_renderer(); }
    /// Draws every frame anew, as a renderer does that cannot be looked at: for comparison.
    void set_whole_frames(bool on) { whole_frames_ = on; }
    /// Pixels that the last frame drew or moved.
    std::size_t touched_px() const { return touched_px_; }

    /// The last frame, row by row, 0xAARRGGBB. Throws std::runtime_error.
    std::vector<std::uint32_t> pixels();
    /// The same as it stands on the panel. Software only.
    std::vector<std::uint32_t> panel_pixels();

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
    struct FreeSurface {
        void operator()(SDL_Surface* surface) const noexcept;
    };
    struct DestroyContext {
        void operator()(ImGuiContext* context) const noexcept;
    };
    using Texture = std::unique_ptr<SDL_Texture, DestroyTexture>;

    void draw(Terminal& terminal, Instant now);
    void make_renderer();
    void make_software_renderer();
    void make_target();
    void put_target_on_screen();
    void follow_window();
    void upload(fonts::GlyphAtlas& atlas);
    void upload(const fonts::GlyphAtlas& atlas, const fonts::DirtyRect& dirty);
    void upload(const ArticlePictures& pictures);
    void look_at_quads(Terminal& terminal);
    void put_on_screen(std::span<const Rect> rects);
    void move(const Rect& view, int by_px);
    void render(const Rect& within);
    void render_pictures(int page, const ImDrawVert* vertices);
    void fill(const Quad& quad);

    std::unique_ptr<QuitVideo> video_;
    std::unique_ptr<SDL_Window, DestroyWindow> window_;
    bool software_ = true;
    Rotation rotation_ = Rotation::None;
    Rotation touch_rotation_ = Rotation::None;
    std::unique_ptr<BareScreen> bare_; ///< software without a window system, else nullptr
    SDL_Surface* surface_ =
        nullptr; ///< the window's, which software draws into; SDL or bare_ owns it
    std::unique_ptr<SDL_Surface, FreeSurface> picture_; ///< turned: drawn here, copied to surface_
    const void* pixels_ = nullptr;                      ///< its memory and size, as they were
    int width_ = 0;
    int height_ = 0;
    std::unique_ptr<SDL_Renderer, DestroyRenderer> renderer_;
    Texture target_; ///< turned by the graphics card: drawn here
    std::unique_ptr<ImGuiContext, DestroyContext> context_;
    std::vector<Texture> textures_;   ///< one for each atlas page
    std::map<int, Texture> pictures_; ///< by the id of the ArticlePicture
    Picture shown_;                   ///< what the window shows
    Picture next_;
    bool whole_frames_ = false;
    std::size_t touched_px_ = 0;
    std::vector<std::uint32_t> strip_; ///< of an atlas page, on its way into the texture
    std::vector<std::uint16_t> index_;
    std::uint64_t frames_ = 0;
};

} // namespace zugang::kiosk
