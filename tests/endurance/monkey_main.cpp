// monkey CONTENT [--touches N] [--seed S] [--from ROUND]: touches a terminal at random: fingers,
// palms, mice, keys, devices that come and go, sizes, clocks, content that is exchanged. Exit 0: it
// never ended, crashed, hung, showed nothing, and home was reached within two touches after every
// round of 20 to 300 touches.
//
// Each round follows from the seed and its number: what went wrong is printed with the last things
// that were done, and --seed S --from ROUND repeats it (where it needs what was before, from an
// earlier round).

#include "tests/endurance/monkey.hpp"
#include "tests/print/receipt_printer.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include <SDL.h>
#include <time.h>
#include <unistd.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

namespace fs = std::filesystem;

constexpr unsigned longest_round_s = 600; // of real time: whoever needs more hangs

struct Run {
    std::string content;
    std::uint64_t touches = 1'000'000;
    std::uint64_t seed = 1;
    std::uint64_t from = 0;
};

Trail trail;                 // NOLINT: for the signal handlers
std::uint64_t current_round; // NOLINT: likewise
std::uint64_t current_seed;  // NOLINT: likewise
volatile std::sig_atomic_t stop = 0;

void say(const char* text, std::size_t size) {
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, text, size);
}

void say_number(std::uint64_t number) {
    std::array<char, 20> digits{};
    std::size_t at = digits.size();
    do {
        digits[--at] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number > 0);
    say(digits.data() + at, digits.size() - at);
}

void report() {
    trail.write(STDOUT_FILENO);
    constexpr std::string_view again = "again: --seed ";
    say(again.data(), again.size());
    say_number(current_seed);
    constexpr std::string_view from = " --from ";
    say(from.data(), from.size());
    say_number(current_round);
    say("\n", 1);
}

void on_crash(int signal) {
    report();
    const std::string_view what = signal == SIGALRM ? "it hangs\n" : "it crashed: signal ";
    say(what.data(), what.size());
    if (signal != SIGALRM) {
        say_number(static_cast<std::uint64_t>(signal));
        say("\n", 1);
    }
    ::_exit(1);
}

void watch_for_crashes() {
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM}) {
        if (sanitized && signal != SIGALRM) {
            continue; // it tells more itself
        }
        struct sigaction action {};
        action.sa_handler = on_crash;
        action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND);
        ::sigaction(signal, &action, nullptr);
    }
    for (const int signal : {SIGINT, SIGTERM}) {
        std::signal(signal, [](int /*signal*/) { stop = 1; });
    }
}

/// Children of this process: its synthesiser.
void kill_children() {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) {
            continue;
        }
        std::ifstream status(entry.path() / "status");
        for (std::string word; status >> word;) {
            if (word == "PPid:") {
                pid_t parent = 0;
                status >> parent;
                if (parent == ::getpid()) {
                    ::kill(static_cast<pid_t>(std::stol(name)), SIGKILL);
                }
                break;
            }
        }
    }
}

/// SDL's "disk" device writes what sounds to a file: where it leads decides what becomes of it.
class SoundCard {
  public:
    explicit SoundCard(const WorkFolder& folder) : link_(folder.devices() / "sound") {
        setenv("SDL_AUDIODRIVER", "disk", 1);
        setenv("SDL_DISKAUDIOFILE", link_.c_str(), 1);
        set(true);
    }
    /// Not there: each second time it cannot be opened, else it fails while something sounds.
    void set(bool there) {
        fails_ = there ? fails_ : !fails_;
        const fs::path aside = link_.string() + ".new";
        fs::create_symlink(there ? "/dev/null" : fails_ ? "/dev/full" : "/nowhere/sound", aside);
        fs::rename(aside, link_);
    }

  private:
    fs::path link_;
    bool fails_ = false;
};

bool play(const Run& run) {
    WorkFolder folder(run.content);
    folder.take_in();
    SoundCard sound(folder);
    auto printer = std::make_unique<ReceiptPrinter>(ReceiptPrinter::Behaviour{});
    const int port = printer->port();
    FastTerminal terminal(folder, {540, 960}, printer->address());
    Monkey monkey(terminal,
                  {.exchange_content = [&folder] { folder.exchange_content(); },
                   .break_content = [&folder](bool broken) { folder.break_content(broken); },
                   .printer =
                       [&printer, port](bool there) {
                           printer.reset();
                           if (there) {
                               printer = std::make_unique<ReceiptPrinter>(
                                   ReceiptPrinter::Behaviour{}, ReceiptPrinter::Line::Network,
                                   port);
                           }
                       },
                   .sound_device = [&sound](bool there) { sound.set(there); },
                   .kill_voice = kill_children},
                  trail);
    const auto started = std::chrono::steady_clock::now();
    std::string wrong;
    std::uint64_t next_report = std::max<std::uint64_t>(run.touches / 100, 1);
    std::uint64_t number = run.from;
    for (; wrong.empty() && monkey.count().touches < run.touches && stop == 0; ++number) {
        current_round = number;
        ::alarm(longest_round_s);
        wrong = monkey.round(run.seed, number);
        if (monkey.count().touches >= next_report) {
            next_report += std::max<std::uint64_t>(run.touches / 100, 1);
            std::printf("%llu touches\n", static_cast<unsigned long long>(monkey.count().touches));
            std::fflush(stdout);
        }
    }
    ::alarm(0);
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    const auto real = std::chrono::duration<double>(std::chrono::steady_clock::now() - started);
    const Monkey::Count& count = monkey.count();
    if (!wrong.empty()) {
        report();
        std::printf("%s\n%s\n", terminal.terminal().screen_json().c_str(), wrong.c_str());
    }
    std::printf(
        "%llu of %llu touches in %llu rounds, seed %llu; %llu keys and texts, %llu other "
        "events; home was reached %llu times, the counter unlocked %llu times\n%llu "
        "frames, %.1f hours by the terminal's clock, %lld s of processor time, %.0f s: "
        "%.0f touches a second of processor time\n",
        static_cast<unsigned long long>(count.touches),
        static_cast<unsigned long long>(run.touches),
        static_cast<unsigned long long>(number - run.from),
        static_cast<unsigned long long>(run.seed), static_cast<unsigned long long>(count.keys),
        static_cast<unsigned long long>(count.others),
        static_cast<unsigned long long>(count.returns),
        static_cast<unsigned long long>(count.unlocked),
        static_cast<unsigned long long>(terminal.display().frames()),
        std::chrono::duration<double, std::ratio<3600>>(terminal.now()).count() - 1,
        static_cast<long long>(cpu.tv_sec), real.count(),
        static_cast<double>(count.touches) / std::max(1.0, static_cast<double>(cpu.tv_sec)));
    return wrong.empty() && stop == 0;
}

} // namespace

int main(int argc, char** argv) {
    Run run;
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        if (!option.starts_with("--") && run.content.empty()) {
            run.content = option;
            continue;
        }
        std::uint64_t* target = option == "--touches" ? &run.touches
                                : option == "--seed"  ? &run.seed
                                : option == "--from"  ? &run.from
                                                      : nullptr;
        if (target == nullptr || i + 1 == argc) {
            run.content.clear();
            break;
        }
        *target = std::strtoull(argv[++i], nullptr, 10);
    }
    if (run.content.empty()) {
        std::fprintf(stderr, "monkey CONTENT [--touches N] [--seed S] [--from ROUND]\n");
        return 2;
    }
    current_seed = run.seed;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    watch_for_crashes();
    try {
        return play(run) ? 0 : 1;
    } catch (const std::exception& error) {
        report();
        std::printf("%s\n", error.what());
        return 1;
    }
}
