// What the window shows when only what changed is drawn: the same as when everything is.
#include "kiosk/display.hpp"

#include <cstdlib>
#include <random>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct Window {
    Folder folder;
    std::unique_ptr<Display> display;
    std::unique_ptr<Terminal> terminal;
    Instant now{};
    std::size_t frames = 0;

    explicit Window(Size screen = {1080, 1920}) {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        write_content(folder.path());
        display = std::make_unique<Display>(DisplayOptions{
            .width = static_cast<int>(screen.width), .height = static_cast<int>(screen.height)});
        terminal = std::make_unique<Terminal>(
            folder.path(), display->size(), IdleTimes{},
            [] {
                return LocalTime{.day = zugang::content::Date(std::chrono::days(20'780)),
                                 .since_midnight = 10h};
            },
            [](const std::string&) {});
        frame();
    }

    void frame() {
        terminal->advance(now);
        if (terminal->needs_frame()) {
            display->present(*terminal, now);
            ++frames;
        }
        now += 16ms;
    }

    /// True: drawing all of the same frame changes no pixel.
    bool is_whole() {
        const auto shown = display->pixels();
        display->set_whole_frames(true);
        display->show(*terminal);
        display->set_whole_frames(false);
        return shown == display->pixels();
    }

    void touch(TouchPhase phase, Point at) {
        terminal->touch({.finger = 1, .phase = phase, .at = at, .time = now});
    }

    void tap(std::string_view id) {
        const Node* node = terminal->tree().find(id);
        REQUIRE_MESSAGE(node != nullptr, id);
        const Point at = node->rect.center();
        touch(TouchPhase::Down, at);
        frame();
        touch(TouchPhase::Up, at);
        frame();
    }
};

} // namespace

TEST_CASE("scrolling draws the strip that came into sight") {
    Window window;
    window.tap("language.en");
    window.tap("topic.rights");
    window.tap("article.long");
    for (int i = 0; i < 300; ++i) { // until the rest of the page is set
        window.frame();
    }
    window.terminal->wheel(-400, window.now);
    window.frame();
    const Rect view = window.terminal->page_part()->view;
    for (const float step : {-60.0F, -1.0F, -333.0F, 90.0F, 7.0F, -60.0F}) {
        CAPTURE(step);
        window.terminal->wheel(step, window.now);
        window.frame();
        CHECK(window.is_whole());
    }
    window.terminal->wheel(-20, window.now);
    window.frame();
    // What moved, the strip, and the two buttons for paging.
    CHECK(static_cast<float>(window.display->touched_px()) < 1.3F * view.width * view.height);
}

TEST_CASE("a pressed button draws the button") {
    Window window;
    window.tap("language.en");
    window.frame();
    const Node* node = window.terminal->tree().find("topic.rights");
    REQUIRE(node != nullptr);
    const Rect button = node->rect;
    window.touch(TouchPhase::Down, button.center());
    window.frame();
    CHECK(window.display->touched_px() > 0);
    CHECK(static_cast<float>(window.display->touched_px()) < 2 * button.width * button.height);
    CHECK(window.is_whole());
}

TEST_CASE("a visit at random: what changed is all that changed") {
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}, Size{800, 1280}}) {
        for (const char* language : {"language.en", "language.ar"}) {
            Window window(screen);
            window.tap(language);
            window.tap("topic.rights");
            window.tap("article.long");
            std::mt19937 random(
                20261130); // NOLINT(bugprone-random-generator-seed): the same each time
            const auto any = [&random](int most) {
                return static_cast<int>(random() % static_cast<unsigned>(most));
            };
            for (int i = 0; i < 120; ++i) {
                CAPTURE(i);
                const auto& nodes = window.terminal->tree().nodes();
                switch (any(6)) {
                case 0: {
                    const Point at =
                        nodes[static_cast<std::size_t>(any(static_cast<int>(nodes.size())))]
                            .rect.center();
                    window.touch(TouchPhase::Down, at);
                    window.frame();
                    if (any(2) == 0) {
                        REQUIRE(window.is_whole());
                    }
                    window.touch(TouchPhase::Up, at);
                    break;
                }
                case 1:
                    if (window.terminal->tree().find("session.extend") != nullptr) {
                        window.tap("session.extend");
                    }
                    window.now += std::chrono::seconds(any(100));
                    break;
                default:
                    window.terminal->wheel(static_cast<float>(any(601) - 400), window.now);
                    break;
                }
                window.frame();
                REQUIRE(window.is_whole());
            }
            CHECK(window.frames > 100);
        }
    }
}

TEST_CASE("another size draws everything anew") {
    Window window;
    window.tap("language.en");
    window.display->resize(1280, 1024);
    window.terminal->resize(window.display->size());
    window.frame();
    CHECK(window.display->size().width == 1280);
    CHECK(window.is_whole());
    window.display->resize(1080, 1920);
    window.terminal->resize(window.display->size());
    window.frame();
    CHECK(window.display->touched_px() == std::size_t{1080} * 1920);
    CHECK(window.is_whole());
}
