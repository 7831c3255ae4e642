// CPU time of a frame while a long article scrolls, ours and the renderer's apart, on SDL's dummy
// driver with the software renderer. usage: kiosk_scroll_bench CONTENT LANGUAGE...     (the article
// "long" in each language)
#include "kiosk/display.hpp"
#include "kiosk/terminal.hpp"
#include "tests/allocations.hpp"
#include "tests/bench/cpu_time.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <vector>

namespace {

using namespace zugang;
using namespace zugang::kiosk;

double cpu_ms() {
    return bench::cpu_us() / 1000;
}

double quantile(std::vector<double> values, double q) {
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

void tap(Terminal& terminal, Display& display, const std::string& id, Instant& now) {
    const Node* node = terminal.tree().find(id);
    if (node == nullptr) {
        std::cerr << id << " is not on the screen\n";
        std::exit(1);
    }
    const Point at = node->rect.center();
    terminal.touch({.finger = 1, .phase = TouchPhase::Down, .at = at, .time = now});
    now += std::chrono::milliseconds(50);
    terminal.touch({.finger = 1, .phase = TouchPhase::Up, .at = at, .time = now});
    display.present(terminal, now);
}

void measure(const std::string& content, const std::string& language) {
    Display display({});
    const auto clock = [] {
        return LocalTime{.day = content::Date(std::chrono::days(20'779)),
                         .since_midnight = std::chrono::hours(9)};
    };
    Terminal terminal(content, display.size(), IdleTimes{}, clock,
                      [](const std::string& line) { std::cerr << line << '\n'; });
    Instant now{};
    display.present(terminal, now);
    tap(terminal, display, "language." + language, now);
    tap(terminal, display, "topic.bench", now);
    const double before_first = cpu_ms();
    tap(terminal, display, "article.long", now);
    const double first = cpu_ms() - before_first;
    // What is below the screen is set in the time of the frames that follow.
    double slice = 0;
    int slices = 0;
    for (; terminal.wake_at() == Instant{} && !terminal.needs_frame(); ++slices) {
        const double begin = cpu_ms();
        terminal.advance(now);
        slice = std::max(slice, cpu_ms() - begin);
    }

    std::vector<double> ours;
    std::vector<double> renderer;
    std::vector<double> whole; // the same with every frame drawn anew, in turn with it
    std::size_t allocations = 0;
    const auto frame_time = std::chrono::microseconds(16'667);
    double spent = 0;
    for (int pass = 0; pass < 8; ++pass) { // up and down as a finger does
        const float direction = pass % 2 == 0 ? -1 : 1;
        const bool anew = pass / 2 % 2 == 1;
        display.set_whole_frames(anew);
        for (int i = 0; i < 150; ++i) {
            const double begin = cpu_ms();
            terminal.wheel(direction * 60, now);
            terminal.advance(now);
            const std::size_t before = testing::allocations();
            display.build(terminal, now);
            const double built = cpu_ms();
            allocations += testing::allocations() - before;
            display.show(terminal);
            const double end = cpu_ms();
            (anew ? whole : renderer).push_back(end - built);
            ours.push_back(built - begin);
            spent += anew ? 0 : end - begin;
            now += frame_time;
        }
    }
    const auto frames = static_cast<double>(renderer.size());
    const double load = spent / (frames * 1000 / 60) * 100;
    std::printf("scroll.%s.first_frame %.1f ms CPU, article opened, fonts cold\n", language.c_str(),
                first);
    std::printf("scroll.%s.longest_slice %.2f ms of %d, the rest of the article (budget 2)\n",
                language.c_str(), slice, slices);
    std::printf("scroll.%s.ours_median %.2f ms\n", language.c_str(), quantile(ours, 0.5));
    std::printf("scroll.%s.ours_p99 %.2f ms (budget 2)\n", language.c_str(), quantile(ours, 0.99));
    std::printf("scroll.%s.allocations %.0f a frame\n", language.c_str(),
                static_cast<double>(allocations) / static_cast<double>(ours.size()));
    std::printf("scroll.%s.renderer_median %.2f ms, %.2f ms where every frame is drawn anew\n",
                language.c_str(), quantile(renderer, 0.5), quantile(whole, 0.5));
    std::printf("scroll.%s.cpu_at_60_frames %.0f %% of a core (budget 15)\n", language.c_str(),
                load);
}

} // namespace

int main(int argc, char** argv) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    if (argc < 3) {
        std::fprintf(stderr, "usage: kiosk_scroll_bench CONTENT LANGUAGE...\n");
        return 2;
    }
    for (int i = 2; i < argc; ++i) {
        measure(argv[1], argv[i]);
    }
    return 0;
}
