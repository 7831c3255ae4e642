#include "kiosk/config.hpp"
#include "kiosk/content_watch.hpp"
#include "kiosk/equipment.hpp"
#include "kiosk/freed_memory.hpp"
#include "kiosk/health_file.hpp"
#include "kiosk/local_time.hpp"
#include "kiosk/loop.hpp"
#include "kiosk/options.hpp"
#include "kiosk/print/slip_command.hpp"
#include "kiosk/shots.hpp"
#include "kiosk/sound.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/tour.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace zugang;
using namespace zugang::kiosk;

constexpr int start_again = 75; // EX_TEMPFAIL of sysexits.h: the unit starts it again at once

// The terminal stands in Germany, whatever the machine believes; as a POSIX rule, so that no zone
// files are needed.
void use_german_time() {
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
}

void log(const std::string& line) {
    std::cerr << "zugang-kiosk: " << line << '\n';
}

// The time that --now says, going on with the given clock; else the machine's.
Terminal::Clock clock_by(const Options& options, std::function<Instant()> elapsed) {
    if (!options.now) {
        return [] { return local_time(std::chrono::system_clock::now()); };
    }
    return [start = *options.now, elapsed = std::move(elapsed)] { return later(start, elapsed()); };
}

Config config_of(const Options& options) {
    Config config;
    if (!options.config.empty()) {
        std::vector<std::string> problems;
        config = read_config(options.config, problems);
        for (const std::string& problem : problems) {
            log(problem);
        }
    }
    return config;
}

DisplayOptions display_of(const Options& options, const Config& config) {
    DisplayOptions display = options.display;
    display.fullscreen = display.fullscreen || config.fullscreen;
    display.rotation = config.rotation;
    display.touch_rotation = config.touch_rotation;
    return display;
}

/// The folder of a tour that was given none: gone with it.
struct ScratchFolder {
    std::filesystem::path path;
    ScratchFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "zugang-tour-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("cannot make " + name);
        }
        path = name;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code error;
        std::filesystem::remove_all(path, error);
    }
};

std::optional<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file.good() && !file.eof()) {
        std::cerr << "cannot read " << path.string() << '\n';
        return std::nullopt;
    }
    return text;
}

int run_tour(const Options& options) {
    const auto text = read_file(options.tour);
    if (!text) {
        return 2;
    }
    const auto steps = parse_tour(*text);
    if (!steps) {
        std::cerr << options.tour.string() << ':' << steps.error().line << ": "
                  << steps.error().what << '\n';
        return 2;
    }
    std::error_code error;
    std::filesystem::create_directories(options.out, error);
    if (error) {
        std::cerr << "cannot make " << options.out.string() << ": " << error.message() << '\n';
        return 2;
    }
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    TourClock clock;
    const Config config = config_of(options);
    DisplayOptions screen = display_of(options, config);
    screen.fullscreen = false;
    screen.software = true;
    Display display(screen);
    std::optional<ScratchFolder> scratch;
    if (options.state.empty()) {
        scratch.emplace();
    }
    const Folders folders{.content = options.content,
                          .state = scratch ? scratch->path : options.state,
                          .status = options.status};
    Equipment equipment(config, folders, display.size(),
                        clock_by(options, [&clock] { return clock.now(); }), log);
    Terminal& terminal = equipment.terminal();
    terminal.set_speech(config.speech);
    Effort effort;
    const int code = play_tour(*steps, terminal, display, clock, options.out, effort);
    equipment.press().finish();
    if (options.report && code == 0) {
        std::cout << effort.touches << " touches, " << effort.keys << " keys, "
                  << std::chrono::duration<double>(clock.now()).count() << " s\n";
    }
    return code;
}

int run_shots(const Options& options) {
    const auto text = read_file(options.shots);
    const auto shots = parse_shots(text.value_or(""));
    if (!text || !shots) {
        std::cerr << (text ? options.shots.string() + ": " + shots.error() + "\n" : "");
        return 2;
    }
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    DisplayOptions screen = options.display;
    screen.fullscreen = false;
    screen.software = true;
    Display display(screen);
    Terminal terminal(options.content, display.size(), IdleTimes{},
                      clock_by(options, [] { return Instant{}; }), log, options.status);
    take_shots(*shots, terminal, display, options.out);
    return 0;
}

/// As long as the window is open, something new is shown at once.
int run_preview(const Options& options) {
    Display display(options.display);
    Terminal terminal(options.content, display.size(), IdleTimes{},
                      clock_by(options, [] { return Instant{}; }), log, options.status);
    const ContentWatch watch({options.content / "current", options.preview});
    terminal.set_wake(wake_loop());
    terminal.begin_preview(options.preview);
    terminal.open(options.language, options.article, {});
    Sound sound({}, log); // an editor can hear, too
    run_loop(terminal, display,
             {.report = options.report,
              .renew_event = watch.event_type(),
              .sound = &sound,
              .screen = options.screen});
    return 0;
}

int run_terminal(const Options& options) {
    const Config config = config_of(options);
    Display display(display_of(options, config));
    const auto start = std::chrono::steady_clock::now();
    const auto elapsed = [start] {
        return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now() - start);
    };
    Equipment equipment(
        config, {.content = options.content, .state = options.state, .status = options.status},
        display.size(), clock_by(options, elapsed), log);
    Terminal& terminal = equipment.terminal();
    terminal.set_wake(wake_loop());
    SpeechSettings speech = config.speech;
    speech.enabled = config.sound;
    terminal.set_speech(speech);
    std::optional<HealthFile> health;
    if (!options.state.empty()) {
        health.emplace(options.state / "figures", config.sound, log);
        terminal.set_health(&*health);
    }
    std::optional<Sound> sound;
    if (config.sound) {
        sound.emplace(config.headphones == "none" ? std::string() : config.headphones, log);
    }
    switch (run_loop(terminal, display,
                     {.report = options.report, .sound = sound ? &*sound : nullptr})) {
    case LoopEnd::NoInput:
        log("no input device may be read (/dev/input/event*): put the user of the terminal into "
            "the group \"input\"");
        return 1;
    case LoopEnd::OtherScreen:
        log("another screen was plugged in: starting again");
        return start_again;
    case LoopEnd::Quit:
        break;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    try {
        overwrite_freed_memory();
        use_german_time();
        if (argc > 1 && std::string_view(argv[1]) == "slip") {
            return run_slip_command(argc - 1, argv + 1);
        }
        int exit_code = 0;
        const auto options = read_options(argc, argv, exit_code);
        if (!options) {
            return exit_code;
        }
        if (!options->tour.empty()) {
            return run_tour(*options);
        }
        if (!options->shots.empty()) {
            return run_shots(*options);
        }
        return options->preview.empty() ? run_terminal(*options) : run_preview(*options);
    } catch (const std::exception& error) {
        log(error.what());
        return 1;
    }
}
