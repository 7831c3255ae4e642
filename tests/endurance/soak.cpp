// soak CONTENT [--hours H] [--visits N] [--seed S] [--from VISIT] [--repeat K] [--limit PERCENT]
// [--copies N]: visits to a terminal for so many hours by its own clock. Exit 0: what it holds of
// memory, descriptors, threads and files has not grown by more than the limit, nothing that was
// typed in a visit stands in a file, and no more than N times (0) in memory after it.
//
// How growth is told: after each hundredth of the visits the terminal is measured. The first two
// samples, in which most is met for the first time, count for nothing; of the others the median of
// the first tenth is compared with that of the last.
// --repeat K: the visits repeat after so many, so that a short run has met everything after its
// first round. It is measured after each round, and the first one counts for nothing.

#include "kiosk/freed_memory.hpp"
#include "kiosk/shelf.hpp"
#include "tests/endurance/fast_terminal.hpp"
#include "tests/endurance/random.hpp"
#include "tests/endurance/traces.hpp"
#include "tests/endurance/usage.hpp"
#include "tests/endurance/visitor.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <SDL.h>
#include <time.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

struct Run {
    std::string content;
    double hours = 72;
    std::uint64_t visits = 20'000;
    std::uint64_t seed = 1;
    std::uint64_t from = 0;   ///< the first visit, to see one again
    std::uint64_t repeat = 0; ///< 0: no visit is that of another
    double limit_percent = 2;
    std::size_t copies = 0; ///< of planted letters in memory after a visit, at most
};

volatile std::sig_atomic_t stop = 0;

void print_samples_head() {
    std::printf("%9s %7s %9s %9s %9s %9s %6s %7s %6s\n", "visits", "hours", "RSS KB", "own KB",
                "heap KB", "state KB", "files", "threads", "copies");
}

/// Searches; says what it found.
bool is_clean(const WorkFolder& folder, std::uint64_t visit) {
    const auto found = traces(folder.searched());
    for (const std::string& place : found) {
        std::printf("visit %llu: letters of a planted word in %s\n",
                    static_cast<unsigned long long>(visit), place.c_str());
    }
    return found.empty();
}

std::vector<std::string> languages_of(const std::string& content) {
    auto shelf = Shelf::open(content);
    std::vector<std::string> tags;
    if (shelf) {
        for (const content::Language& language : shelf->languages()) {
            tags.push_back(language.tag);
        }
    }
    return tags;
}

/// True: all held.
bool soak(const Run& run) {
    const auto languages = languages_of(run.content);
    if (languages.empty()) {
        std::printf("%s: no content\n", run.content.c_str());
        return false;
    }
    WorkFolder folder(run.content);
    folder.take_in();
    FastTerminal terminal(folder, {540, 960}, (folder.paper() / "slip.pdf").string());
    Visitor visitor(terminal, languages);
    const Instant start = terminal.now();
    const Instant whole(static_cast<std::int64_t>(run.hours * 3'600'000'000));
    const std::uint64_t sample_every =
        run.repeat > 0 ? run.repeat : std::max<std::uint64_t>(run.visits / 100, 1);
    // Until then caches of glyphs, lines and pictures fill up to their bounds.
    const std::uint64_t warm_visits = run.repeat > 0 ? run.repeat : run.visits / 10;
    const std::uint64_t exchange_every =
        run.repeat > 0 ? run.repeat : std::max<std::uint64_t>(run.visits / 20, 1);
    std::vector<Usage> samples;
    std::size_t most_copies = 0;
    bool clean = is_clean(folder, 0);
    std::uint64_t made = 0;
    print_samples_head();
    for (; made < run.visits && stop == 0; ++made) {
        const Instant due =
            start + whole * static_cast<std::int64_t>(made) / static_cast<std::int64_t>(run.visits);
        if (terminal.now() < due) {
            terminal.pass(due - terminal.now());
        }
        const std::uint64_t number = run.from + made;
        const std::uint64_t kind = run.repeat > 0 ? number % run.repeat : number;
        Chance chance(run.seed, kind);
        if (chance.one_in(200)) {
            terminal.pass(std::chrono::minutes(6)); // nobody is there: greetings
        }
        visitor.visit(kind, run.seed * 1'000'003 + number, chance);
        clean = is_clean(folder, made + 1) && clean;
        if ((made + 1) % sample_every == 0) {
            const Usage usage = measure(folder);
            Copies copies = copies_in_memory();
            if (copies.number > 0) { // a slip is still on its way to the printer, in earnest
                terminal.wait(
                    [&copies] {
                        copies = copies_in_memory();
                        return copies.number == 0;
                    },
                    std::chrono::seconds(10));
            }
            most_copies = std::max(copies.number, most_copies);
            std::printf(
                "%9llu %7.2f %9.0f %9.0f %9.0f %9.0f %6.0f %7.0f %6zu%s%s\n",
                static_cast<unsigned long long>(made + 1),
                std::chrono::duration<double, std::ratio<3600>>(terminal.now() - start).count(),
                usage.resident_kb, usage.own_kb, usage.heap_kb, usage.state_kb, usage.descriptors,
                usage.threads, copies.number, copies.places.empty() ? "" : " in ",
                copies.places.c_str());
            std::fflush(stdout);
            if (made + 1 > warm_visits) {
                samples.push_back(usage);
            }
        }
        if ((made + 1) % exchange_every == 0) {
            folder.exchange_content(); // while nobody is there, as an update comes
        }
    }
    if (stop == 0 && terminal.now() < start + whole) {
        terminal.pass(start + whole - terminal.now());
    }
    clean = is_clean(folder, made) && traces({folder.content()}).empty() && clean;
    timespec cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    const Visitor::Count& count = visitor.count();
    std::printf(
        "\n%llu of %llu visits, %.1f hours by the terminal's clock, %lld s of processor time, seed "
        "%llu\n%llu taps, %llu searches, %llu with speech, %llu slips, %llu appointments (%llu "
        "cancelled), %llu ended by idling\n%llu planted words, in files: %s; copies in memory, at "
        "most: %zu\n%llu signs to the watchdog, %llu frames\n\n",
        static_cast<unsigned long long>(made), static_cast<unsigned long long>(run.visits),
        std::chrono::duration<double, std::ratio<3600>>(terminal.now() - start).count(),
        static_cast<long long>(cpu.tv_sec), static_cast<unsigned long long>(run.seed),
        static_cast<unsigned long long>(count.taps),
        static_cast<unsigned long long>(count.searches),
        static_cast<unsigned long long>(count.spoken),
        static_cast<unsigned long long>(count.printed),
        static_cast<unsigned long long>(count.appointments),
        static_cast<unsigned long long>(count.cancelled),
        static_cast<unsigned long long>(count.by_idle),
        static_cast<unsigned long long>(count.planted), clean ? "none" : "SOME", most_copies,
        static_cast<unsigned long long>(terminal.signs_of_life()),
        static_cast<unsigned long long>(terminal.display().frames()));
    const bool grown = !print_growth(samples, run.limit_percent);
    if (!terminal.watchdog_fed() || terminal.quit_asked()) {
        std::printf("the watchdog would have ended it, or it asked to end\n");
    }
    if (most_copies > run.copies) {
        std::printf("letters of planted words stayed in memory\n");
    }
    return clean && !grown && most_copies <= run.copies && terminal.watchdog_fed() &&
           !terminal.quit_asked() && stop == 0 && count.planted > 0;
}

} // namespace

int main(int argc, char** argv) {
    Run run;
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        const char* value = i + 1 < argc ? argv[i + 1] : nullptr;
        if (!option.starts_with("--") && run.content.empty()) {
            run.content = option;
            continue;
        }
        if (value == nullptr) {
            run.content.clear();
            break;
        }
        ++i;
        if (option == "--hours") {
            run.hours = std::strtod(value, nullptr);
        } else if (option == "--visits") {
            run.visits = std::strtoull(value, nullptr, 10);
        } else if (option == "--seed") {
            run.seed = std::strtoull(value, nullptr, 10);
        } else if (option == "--from") {
            run.from = std::strtoull(value, nullptr, 10);
        } else if (option == "--repeat") {
            run.repeat = std::strtoull(value, nullptr, 10);
        } else if (option == "--limit") {
            run.limit_percent = std::strtod(value, nullptr);
        } else if (option == "--copies") {
            run.copies = std::strtoull(value, nullptr, 10);
        } else {
            run.content.clear();
            break;
        }
    }
    if (run.content.empty() || run.visits == 0 || run.hours <= 0) {
        std::fprintf(stderr, "soak CONTENT [--hours H] [--visits N] [--seed S] [--from VISIT] "
                             "[--repeat K] [--limit PERCENT] [--copies N]\n");
        return 2;
    }
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    for (const int signal : {SIGINT, SIGTERM}) {
        std::signal(signal, [](int /*signal*/) { stop = 1; });
    }
    overwrite_freed_memory();
    try {
        return soak(run) ? 0 : 1;
    } catch (const std::exception& error) {
        std::printf("%s\n", error.what());
        return 1;
    }
}
