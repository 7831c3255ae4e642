#include "kiosk/shots.hpp"

#include "kiosk/chrome.hpp"
#include "kiosk/display.hpp"
#include "kiosk/input.hpp"
#include "kiosk/terminal.hpp"

#include <algorithm>
#include <cmath>

#include <SDL.h>

namespace zugang::kiosk {

namespace {

/// SDL's limit for a window.
constexpr float highest_px = 16384;
constexpr int most_settling_frames = 20000;

class Painter {
  public:
    Painter(Terminal& terminal, Display& display)
        : terminal_(terminal), display_(display), screen_(display.size()) {}

    void paint(const Shot& shot, const std::filesystem::path& folder) {
        resize(screen_.height);
        terminal_.open(shot.language, shot.article, {});
        settle();
        const float hidden = terminal_.hidden_px();
        const float wanted = screen_.height + hidden;
        if (hidden > 0 && screen_.height > screen_.width && wanted <= highest_px) {
            resize(wanted);
            settle();
        }
        const auto name = [&](int number) {
            return folder /
                   (shot.language + (number == 1 ? "" : "-" + std::to_string(number)) + ".png");
        };
        int number = 1;
        display_.save_png(name(number));
        const float step = terminal_.seen_px();
        const float end = terminal_.hidden_px();
        for (float at = 0; at < end;) {
            at = std::min(at + step, end);
            terminal_.scroll_to(at);
            settle();
            display_.save_png(name(++number));
        }
    }

  private:
    void resize(float height) {
        display_.resize(static_cast<int>(screen_.width), static_cast<int>(height));
        SDL_Event event;
        while (SDL_PollEvent(&event) != 0) {
            handle_event(event, terminal_, display_, {});
        }
        terminal_.resize(display_.size());
    }

    /// Until every text of the page is set and drawn.
    void settle() {
        for (int i = 0; i < most_settling_frames; ++i) {
            terminal_.advance({});
            if (terminal_.needs_frame()) {
                display_.present(terminal_, {});
                terminal_.wait_for_pictures();
            }
            const auto wake = terminal_.wake_at();
            if (!wake || *wake > Instant{}) {
                return;
            }
        }
    }

    Terminal& terminal_;
    Display& display_;
    const Size screen_;
};

} // namespace

tl::expected<std::vector<Shot>, std::string> parse_shots(std::string_view text) {
    std::vector<Shot> shots;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::size_t space = line.find(' ');
        const bool bad = space == std::string_view::npos || space == 0 ||
                         space + 1 == line.size() || line.find('/') != std::string_view::npos ||
                         line.starts_with('.') || line[space + 1] == '.';
        if (bad) {
            return tl::unexpected("\"" + std::string(line) +
                                  "\" is no slug, space and language, as \"mindestlohn ar\"");
        }
        shots.push_back({.article = std::string(line.substr(0, space)),
                         .language = std::string(line.substr(space + 1))});
    }
    return shots;
}

void take_shots(const std::vector<Shot>& shots, Terminal& terminal, Display& display,
                const std::filesystem::path& out) {
    Painter painter(terminal, display);
    for (const Shot& shot : shots) {
        const std::filesystem::path folder = out / shot.article;
        std::filesystem::create_directories(folder);
        painter.paint(shot, folder);
    }
}

} // namespace zugang::kiosk
