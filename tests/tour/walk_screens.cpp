// walk_screens CONTENT [--all] [--part N/M]: every screen in every language, theme, text size and
// on every size of screen, each two of them together at least once; --all: every combination;
// --part: of these the N-th of M parts, for several processors. Says what a visitor would stumble
// over. Exit 0: nothing.

#include "kiosk/display.hpp"
#include "kiosk/print/slip_press.hpp"
#include "kiosk/terminal.hpp"
#include "tests/kiosk/drawn_pictures.hpp"
#include "tests/tour/pairwise.hpp"
#include "tests/tour/screen_faults.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <malloc.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::array<Size, 5> screens{
    {{1080, 1920}, {1920, 1080}, {800, 1280}, {1280, 1024}, {2160, 3840}}};
constexpr std::array<std::string_view, 2> reaches{"", "low"};

struct Combination {
    std::string language;
    int contrast = 0;
    int text_step = 0;
    std::size_t screen = 0;
    bool low = false;
};

std::string name(const Combination& c) {
    const Size screen = screens.at(c.screen);
    return c.language + " theme " + std::to_string(c.contrast) + " text " +
           std::to_string(c.text_step) + " " + std::to_string(static_cast<int>(screen.width)) +
           "x" + std::to_string(static_cast<int>(screen.height)) + (c.low ? " low" : "");
}

/// Nothing is printed on it: it is only there.
PrinterSettings printer() {
    PrinterSettings settings;
    settings.target = {.kind = PrintTarget::Kind::PdfFile, .path = "/nowhere/slip.pdf"};
    return settings;
}

/// A visitor with a clock of their own.
class Walker {
  public:
    Walker(const std::filesystem::path& content, const Combination& combination)
        : combination_(combination),
          display_({.width = static_cast<int>(screens.at(combination.screen).width),
                    .height = static_cast<int>(screens.at(combination.screen).height),
                    .fullscreen = false,
                    .software = true}),
          terminal_(
              content, display_.size(), IdleTimes{},
              [this] {
                  return later(
                      {.day = content::Date(std::chrono::days(20'780)), .since_midnight = 10h},
                      now_);
              },
              [](const std::string& line) { std::printf("%s\n", line.c_str()); }, {},
              {.place = {},
               .land = "by",
               .position = content::Coordinates{48'370'000, 10'890'000}}) {
        SpeechSettings speech;
        speech.enabled = true;
        terminal_.set_speech(speech);
        terminal_.set_printer(&press_);
        settle();
    }

    int faults() const { return faults_; }
    int looks() const { return looks_; }

    void walk() {
        for (int i = 0; i < combination_.contrast; ++i) {
            tap("bar.contrast");
        }
        for (int i = 0; i < combination_.text_step; ++i) {
            tap("bar.text");
        }
        if (combination_.low) {
            tap("bar.reach");
        }
        look("languages");
        tap("language." + combination_.language);
        look_through("home");
        for (const char* guide : {"guide.where-do-i-go", "answer.4", "answer.1"}) {
            tap(guide);
            look_through(guide);
        }
        tap("nav.home");
        tap("topic.work");
        look_through("topic");
        tap("article.mindestlohn");
        look_through("article");
        tap("article.take");
        look("take along");
        tap("nav.close");
        tap("print.open");
        look_through("slip");
        tap("slip.zoom");
        look_through("slip, larger");
        tap("print.larger");
        look_through("slip, larger print");
        tap("slip.zoom");
        tap("nav.back");
        if (combination_.language != "de") {
            tap("article.german");
            look_through("article with German");
        }
        tap("term.mindestlohn");
        look("term");
        tap("nav.close");
        tap("nav.advice");
        look_through("advice");
        tap("place.anerkennung-musterstadt");
        look_through("place");
        tap("article.take");
        look("take a place along");
        tap("nav.close");
        tap("nav.home");
        tap("nav.search");
        look_through("search");
        for (const char* key : {"key.digits", "key.1", "key.3", "key.digits"}) {
            tap(key);
        }
        look("search, digits");
        tap("key.search");
        look_through("search, found");
        tap("nav.home");
        tap("phase.3");
        look_through("phase");
        tap("nav.help");
        look_through("help");
        tap("guide.where-do-i-go/r_gewalt");
        look_through("discreet");
        tap("session.leave");
        tap("nav.help");
        tap("nav.about");
        look_through("about");
        now_ += 100s;
        settle();
        look("still there");
        tap("session.finish");
    }

  private:
    void frame() {
        terminal_.advance(now_);
        if (terminal_.needs_frame()) {
            display_.build(terminal_, now_);
        }
    }

    void settle() {
        for (int i = 0; i < 600; ++i) {
            frame();
            const auto wake = terminal_.wake_at();
            if (!wake || *wake > now_ + 16ms) {
                return;
            }
            now_ += 16ms;
        }
        fault("the terminal does not come to rest");
    }

    void fault(const std::string& what) {
        ++faults_;
        std::printf("%s: %s: %s\n", name(combination_).c_str(), screen_.c_str(), what.c_str());
    }

    /// Scrolls to where most of it is seen, and touches it.
    void tap(const std::string& id) {
        const Node* node = reachable(id);
        const float step = std::max(40.0F, terminal_.seen_px() * 0.25F);
        for (float at = 0; node == nullptr && at <= terminal_.hidden_px() + step; at += step) {
            terminal_.scroll_to(at);
            settle();
            node = reachable(id);
        }
        if (node == nullptr) {
            fault(id + " cannot be touched anywhere on the page");
            std::printf("%s\n", terminal_.screen_json().substr(0, 300).c_str());
            std::exit(1);
        }
        const Point at = node->rect.center();
        terminal_.touch({.finger = 1, .phase = TouchPhase::Down, .at = at, .time = now_});
        now_ += 60ms;
        terminal_.touch({.finger = 1, .phase = TouchPhase::Up, .at = at, .time = now_});
        settle();
    }

    const Node* reachable(const std::string& id) const {
        const Node* node = terminal_.tree().find(id);
        const Node* hit = node != nullptr ? terminal_.tree().hit(node->rect.center()) : nullptr;
        return hit != nullptr && hit->id == id ? node : nullptr;
    }

    void look(const std::string& screen) {
        screen_ = screen;
        ++looks_;
        display_.show(terminal_);
        const auto pixels = display_.pixels();
        display_.set_whole_frames(true);
        display_.show(terminal_);
        display_.set_whole_frames(false);
        if (pixels != display_.pixels()) {
            fault("drawing what changed gives another picture than drawing everything");
        }
        const auto drawn = drawn_pictures();
        const Size size = display_.size();
        for (const std::string& what :
             screen_faults({.tree = terminal_.tree(),
             .screen = size,
             .pixels = pixels,
             .drawn = drawn,
             .px_per_mm = px_per_mm({}, size),
             .least_target_mm = 15, // on a panel of 24 inches; others: reach_test
                            .least_contrast = combination_.contrast == 0 ? 4.5 : 7.0})) {
            // Smaller than its dots a slip is a picture of paper, whose greys are none of its
            // colours; its words are looked at dot by dot.
            if (press_.preview() == nullptr || press_.preview()->zoomed() ||
                !what.starts_with("slip.text.")) {
                fault(what);
            }
        }
        for (const std::string& text : terminal_.cut_texts()) {
            fault("\"" + text + "\" is cut off");
        }
    }

    /// The top of a page, its middle and its end.
    void look_through(const std::string& screen) {
        look(screen);
        const float hidden = terminal_.hidden_px();
        for (const float part : {0.5F, 1.0F}) {
            if (hidden > 0) {
                terminal_.scroll_to(std::round(hidden * part));
                settle();
                look(screen);
            }
        }
        terminal_.scroll_to(0);
        settle();
    }

    Combination combination_;
    Display display_;
    SlipPress press_{printer(), [] {}, [](const std::string&) {}};
    Terminal terminal_;
    Instant now_{};
    std::string screen_ = "start";
    int faults_ = 0;
    int looks_ = 0;
};

std::vector<Combination> combinations(const std::vector<std::string>& languages, bool all) {
    const std::vector<std::size_t> sizes{languages.size(), 3, text_scales.size(), screens.size(),
                                         reaches.size()};
    std::vector<std::vector<std::size_t>> rows;
    if (all) {
        rows.push_back({});
        for (const std::size_t size : sizes) {
            std::vector<std::vector<std::size_t>> longer;
            for (const auto& row : rows) {
                for (std::size_t value = 0; value < size; ++value) {
                    longer.push_back(row);
                    longer.back().push_back(value);
                }
            }
            rows = std::move(longer);
        }
    } else {
        rows = pairwise(sizes);
    }
    std::vector<Combination> result;
    for (const auto& row : rows) {
        result.push_back({.language = languages.at(row[0]),
                          .contrast = static_cast<int>(row[1]),
                          .text_step = static_cast<int>(row[2]),
                          .screen = row[3],
                          .low = row[4] == 1});
    }
    return result;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "walk_screens CONTENT [--all] [--part N/M]\n");
        return 2;
    }
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    // Pictures of whole screens come and go. Kept, their pages need no clearing each time: a sixth
    // less time.
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    try {
        auto shelf = Shelf::open(argv[1]);
        if (!shelf) {
            std::fprintf(stderr, "%s: no content\n", argv[1]);
            return 2;
        }
        std::vector<std::string> languages;
        for (const content::Language& language : shelf->languages()) {
            languages.push_back(language.tag);
        }
        bool all = false;
        unsigned part = 1;
        unsigned parts = 1;
        for (int i = 2; i < argc; ++i) {
            if (std::string_view(argv[i]) == "--all") {
                all = true;
            } else if (std::string_view(argv[i]) != "--part" || i + 1 == argc ||
                       std::sscanf(argv[++i], "%u/%u", &part, &parts) != 2 || part < 1 ||
                       part > parts) {
                std::fprintf(stderr, "walk_screens CONTENT [--all] [--part N/M]\n");
                return 2;
            }
        }
        int faults = 0;
        int looks = 0;
        std::size_t walked = 0;
        const auto rows = combinations(languages, all);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            // Neighbours alternate in the size of their screens: shifted with every round.
            if ((i + i / parts) % parts != part - 1) {
                continue;
            }
            Walker walker(argv[1], rows[i]);
            walker.walk();
            faults += walker.faults();
            looks += walker.looks();
            ++walked;
        }
        std::printf("%zu of %zu combinations, %d screens looked at, %d faults\n", walked,
                    rows.size(), looks, faults);
        return faults == 0 && walked > 0 ? 0 : 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
