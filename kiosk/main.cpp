#include "content/appointments/local_clock.hpp"
#include "kiosk/config.hpp"
#include "kiosk/content_watch.hpp"
#include "kiosk/day_counts.hpp"
#include "kiosk/health_file.hpp"
#include "kiosk/local_time.hpp"
#include "kiosk/loop.hpp"
#include "kiosk/options.hpp"
#include "kiosk/print/slip_command.hpp"
#include "kiosk/print/slip_press.hpp"
#include "kiosk/shots.hpp"
#include "kiosk/sound.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/state_file.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/tour.hpp"
#include "kiosk/unfound_words.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
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

// Going by the newest day ever seen, where there is a place to remember it.
Terminal::Clock remembering(const std::shared_ptr<StateFile>& state, Terminal::Clock clock) {
    if (!state) {
        return clock;
    }
    return [state, clock = std::move(clock)] {
        LocalTime time = clock();
        const content::Date newest = state->newest(time.day);
        time.believed = newest == time.day;
        time.day = newest;
        return time;
    };
}

std::shared_ptr<StateFile> open_state(const std::filesystem::path& folder) {
    return folder.empty() ? nullptr : std::make_shared<StateFile>(folder, log);
}

std::unique_ptr<UnfoundWords> count_unfound_words(const std::filesystem::path& state_folder) {
    return state_folder.empty() ? nullptr : std::make_unique<UnfoundWords>(state_folder, log);
}

/// In a folder of its own, which the other users of the machine may read (state.db they may not).
std::unique_ptr<DayCounts> count_days(const std::filesystem::path& state_folder,
                                      const Config& config) {
    return state_folder.empty() || !config.counts.enabled
               ? nullptr
               : std::make_unique<DayCounts>(state_folder / "figures",
                                             std::chrono::days(config.counts.keep_days), log);
}

/// Without a place for PINs there is no staff's side.
std::unique_ptr<staff::Desk> make_desk(const Options& options, const Config& config,
                                       const std::shared_ptr<StateFile>& state,
                                       const Terminal::Clock& clock) {
    if (!state) {
        return nullptr;
    }
    staff::DeskSettings settings{
        .appointments = config.appointments, .requests = {}, .wake = wake_loop()};
    if (!options.status.empty()) {
        settings.requests = options.status.parent_path() / "requests";
    }
    return std::make_unique<staff::Desk>(
        *state, std::move(settings),
        [clock] { return content::appointments::moment_of(minute_of(clock())); }, log);
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

/// What a terminal has beside its content, on a display and in a tour.
void equip(Terminal& terminal, const Config& config, staff::Desk* desk, SlipPress* press,
           UnfoundWords* unfound, DayCounts* counts) {
    terminal.set_staff(desk);
    terminal.set_printer(press);
    terminal.set_unfound_words(unfound);
    terminal.set_counts(counts);
    terminal.set_panel(config.panel);
    terminal.set_rest(Rest(config.attract_after, config.dark));
    terminal.set_contrast(config.contrast);
    terminal.set_reduced_motion(config.reduced_motion);
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
    const auto state = open_state(scratch ? scratch->path : options.state);
    const Terminal::Clock wall =
        remembering(state, clock_by(options, [&clock] { return clock.now(); }));
    const auto desk = make_desk(options, config, state, wall);
    const auto unfound = count_unfound_words(scratch ? scratch->path : options.state);
    const auto counts = count_days(scratch ? scratch->path : options.state, config);
    SlipPress press(config.printer, wake_loop(), log);
    Terminal terminal(options.content, display.size(), config.idle, wall, log, options.status,
                      config.standpoint);
    equip(terminal, config, desk.get(), &press, unfound.get(), counts.get());
    terminal.set_speech(config.speech);
    Effort effort;
    const int code = play_tour(*steps, terminal, display, clock, options.out, effort);
    press.finish();
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
    const auto state = open_state(options.state);
    const Terminal::Clock wall = remembering(state, clock_by(options, elapsed));
    const auto desk = make_desk(options, config, state, wall);
    const auto unfound = count_unfound_words(options.state);
    const auto counts = count_days(options.state, config);
    SlipPress press(config.printer, wake_loop(), log);
    Terminal terminal(options.content, display.size(), config.idle, wall, log, options.status,
                      config.standpoint);
    terminal.set_wake(wake_loop());
    equip(terminal, config, desk.get(), &press, unfound.get(), counts.get());
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
