// What the window shows when only what changed is drawn: the same as when everything is.
#include "kiosk/display.hpp"

#include <algorithm>
#include <cmath>
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

    explicit Window(Size screen = {1080, 1920}, Rotation rotation = Rotation::None,
                    bool software = true) {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        write_content(folder.path());
        write_places(folder.path());
        display =
            std::make_unique<Display>(DisplayOptions{.width = static_cast<int>(screen.width),
                                                     .height = static_cast<int>(screen.height),
                                                     .software = software,
                                                     .rotation = rotation});
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
            terminal->wait_for_pictures();
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

TEST_CASE("a turned panel shows the same picture, turned, after each step of a visit") {
    const auto visit = [](Window& window, const auto& look) {
        window.tap("language.en");
        look();
        for (int i = 0; i < 3; ++i) { // what is there already is moved
            window.touch(TouchPhase::Down, {500, 1200});
            window.touch(TouchPhase::Move, {500, 1200.0F - 60 * static_cast<float>(i + 1)});
            window.frame();
            window.touch(TouchPhase::Up, {500, 1200.0F - 60 * static_cast<float>(i + 1)});
            window.frame();
            look();
        }
    };
    std::vector<std::vector<std::uint32_t>> upright;
    {
        Window window;
        visit(window, [&] { upright.push_back(window.display->panel_pixels()); });
    }
    for (const Rotation rotation : {Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarters}) {
        CAPTURE(static_cast<int>(rotation));
        Window window({1080, 1920}, rotation);
        CHECK(window.display->size().width == 1080);
        std::size_t step = 0;
        visit(window, [&] {
            auto picture = upright.at(step++);
            CHECK(window.display->pixels() == picture);
            auto expected = picture;
            const float width = turned(Size{1080, 1920}, rotation).width;
            copy_turned({std::as_writable_bytes(std::span(picture)).data(), 1080 * 4}, {1080, 1920},
                        {std::as_writable_bytes(std::span(expected)).data(),
                         static_cast<std::size_t>(width) * 4},
                        {0, 0, 1080, 1920}, rotation);
            CHECK(window.display->panel_pixels() == expected);
        });
        const Point finger = window.display->touched({0.25F, 0.5F});
        CHECK(Rect{0, 0, 1080, 1920}.contains(finger));
        const Size panel = turned(Size{1080, 1920}, rotation);
        const Point mouse = window.display->pointed({panel.width * 0.25F, panel.height * 0.5F});
        CHECK(mouse.x == doctest::Approx(finger.x));
        CHECK(mouse.y == doctest::Approx(finger.y));
    }
}

TEST_CASE("what a graphics card turns is the same picture") {
    setenv("SDL_RENDER_DRIVER", "software", 1); // as SDL draws for a card that can do nothing
    for (const Rotation rotation : {Rotation::None, Rotation::Quarter, Rotation::ThreeQuarters}) {
        CAPTURE(static_cast<int>(rotation));
        Window window({1080, 1920}, rotation, false);
        window.tap("language.en");
        CHECK(window.display->size().width == 1080);
        CHECK(window.display->size().height == 1920);
        const auto turned_picture = window.display->pixels();
        window.display->start_again(); // it has lost its memory
        window.terminal->resize(window.display->size());
        window.frame();
        CHECK(window.display->pixels() == turned_picture);
        window.display->resize(1280, 1024);
        window.terminal->resize(window.display->size());
        window.frame();
        CHECK(window.display->size().width == 1280);
    }
    unsetenv("SDL_RENDER_DRIVER");
}

TEST_CASE("the moved picture leaves nothing bare and draws what changed only") {
    Window window;
    window.terminal->set_panel({.height_mm = 531, .shift_mm = 1});
    window.frame();
    const auto before = window.display->pixels();
    window.now += PixelShift::turn;
    window.frame();
    REQUIRE(window.terminal->shift().x == 4);
    const auto after = window.display->pixels();
    CHECK(after != before);
    std::size_t differing = 0;
    for (std::size_t y = 100; y < 1800; ++y) { // the same picture, further to the right
        for (std::size_t x = 100; x < 900; ++x) {
            differing += after[y * 1080 + x + 4] != before[y * 1080 + x] ? 1 : 0;
        }
        CHECK(after[y * 1080] == before[y * 1080]);
        CHECK(after[y * 1080 + 1] == before[y * 1080]);
    }
    CHECK(differing == 0);
    CHECK(window.is_whole());
    window.tap("language.en");
    window.touch(TouchPhase::Down, {500, 1200});
    window.touch(TouchPhase::Move, {500, 1100});
    window.frame();
    CHECK(window.is_whole());
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

namespace {

/// Relative luminance, WCAG 2.1: what is left of a colour in grey.
double luminance(std::uint32_t argb) {
    const auto linear = [argb](unsigned shift) {
        const double value = ((argb >> shift) & 0xFFU) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

/// Pixels of a part of the screen, in grey.
std::vector<double> grey(Window& window, const Rect& part) {
    const auto pixels = window.display->pixels();
    const auto width = static_cast<std::size_t>(window.display->size().width);
    std::vector<double> result;
    for (auto y = static_cast<std::size_t>(part.y); y < static_cast<std::size_t>(part.bottom());
         ++y) {
        for (auto x = static_cast<std::size_t>(part.x); x < static_cast<std::size_t>(part.right());
             ++x) {
            result.push_back(luminance(pixels[y * width + x]));
        }
    }
    return result;
}

/// Pixels that differ 3:1 and more, as parts of an interface are to (WCAG 1.4.11).
std::size_t seen_apart(const std::vector<double>& a, const std::vector<double>& b) {
    REQUIRE(a.size() == b.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto [low, high] = std::minmax(a[i], b[i]);
        count += (high + 0.05) / (low + 0.05) >= 3 ? 1U : 0U;
    }
    return count;
}

/// A Land is on the map and in the list: the one with a form of its own.
const Node* picture_of(const Window& window, std::string_view id) {
    const auto& nodes = window.terminal->tree().nodes();
    const auto shaped = std::ranges::find_if(
        nodes, [id](const Node& node) { return node.id == id && node.shape != nullptr; });
    return shaped != nodes.end() ? &*shaped : window.terminal->tree().find(id);
}

void settle(Window& window) {
    for (int i = 0; i < 60; ++i) {
        window.frame();
    }
}

} // namespace

TEST_CASE("V5: what is chosen, and where one is, can be told in grey") {
    struct Row {
        const char* what;
        std::vector<const char*> taps; ///< to the one state
        std::vector<const char*> more; ///< and on to the other
        const char* id;                ///< of what is to look otherwise
        float above = 0;               ///< 0: itself; so many pixels above it
    };
    for (const Contrast contrast :
         {Contrast::Normal, Contrast::LightOnDark, Contrast::DarkOnLight}) {
        for (const Row& row :
             {Row{"you are here: home", {}, {"nav.help"}, "nav.home"},
              Row{"you are here: help", {}, {"nav.help"}, "nav.help"},
              Row{"you are here: search", {}, {"nav.search"}, "nav.search"},
              Row{"the chosen Land", {"nav.advice"}, {"land.by"}, "land.by"},
              Row{"how far in the guide", {"guide.ways"}, {"answer.1"}, "guide.number", 50}}) {
            const std::string what = row.what;
            CAPTURE(what);
            CAPTURE(static_cast<int>(contrast));
            Window window;
            window.terminal->set_contrast(contrast);
            window.tap("language.en");
            for (const char* id : row.taps) {
                window.tap(id);
            }
            settle(window);
            const Node* node = picture_of(window, row.id);
            REQUIRE(node != nullptr);
            Rect rect = node->rect;
            if (row.above > 0) {
                rect = {rect.x, rect.y - row.above, rect.width, row.above};
            }
            const auto before = grey(window, rect);
            for (const char* id : row.more) {
                window.tap(id);
            }
            settle(window);
            const Node* after = picture_of(window, row.id);
            REQUIRE(after != nullptr);
            REQUIRE((row.above > 0 || after->rect == rect));
            // Two square millimetres on 24 inches.
            CHECK(seen_apart(before, grey(window, rect)) >= 26);
        }
    }
}
