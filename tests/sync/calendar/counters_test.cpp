// Eight counters, each a process of its own, want appointments of the same advisers at the same
// time. The test command takes 5 each, ZUGANG_COUNTERS=25 makes it 200.
#include "content/appointments/calendar_events.hpp"
#include "tests/sync/calendar/counter.hpp"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int counters = 8;

int each() {
    const char* wanted = std::getenv("ZUGANG_COUNTERS");
    return wanted == nullptr ? 5 : std::max(1, std::atoi(wanted));
}

struct Tally {
    int confirmed = 0;
    int refused = 0;
    double longest_s = 0; ///< from giving to the answer, with a line
};

/// Gives appointments until enough are confirmed. Writes a line for each to `out`.
int give(const CalendarHost& host, int number, bool is_cut_off, const std::filesystem::path& out) {
    const Moment now = at("2026-11-23", 8);
    const Plan plan = plan_with(host);
    HttpSettings settings = host.settings();
    const auto clock = [now] { return now; };
    const char letter = static_cast<char>('A' + number);
    Counter counter(plan, letter, settings, clock);
    Tally tally;
    std::set<std::string> open;
    if (is_cut_off) {
        HttpSettings nowhere = settings;
        nowhere.proxy = "http://127.0.0.1:1";
        nowhere.tries = 1;
        counter.exchange.reset();
        counter.exchange =
            std::make_unique<CalendarExchange>(plan, counter.folder.path(), nowhere, clock);
        for (int i = 0; i < each(); ++i) {
            open.insert(counter.given(counter.book.next_free("beratung", "", now)->start).id);
            if (counter.exchange->run(Extent::Waiting).waiting != i + 1) {
                return 10;
            }
        }
        counter.exchange.reset();
        counter.exchange =
            std::make_unique<CalendarExchange>(plan, counter.folder.path(), settings, clock);
    }
    for (int round = 0; tally.confirmed < each(); ++round) {
        if (round > 2'000) {
            return 11;
        }
        const auto begun = Steady::now();
        if (open.empty()) {
            const auto slot = counter.book.next_free("beratung", "", now);
            const auto given = slot ? counter.book.book({.service = "beratung",
                                                         .adviser = "",
                                                         .start = slot->start,
                                                         .language = "ti"})
                                    : tl::unexpected(BookingProblem{});
            if (!given) {
                return 12;
            }
            open.insert(given->id);
        }
        counter.exchange->run(Extent::Waiting);
        counter.book.refresh();
        const std::chrono::duration<double> took = Steady::now() - begun;
        for (const std::string& id : std::set<std::string>(open)) {
            const Appointment& one = *counter.book.find(id);
            tally.confirmed += one.state == State::Confirmed ? 1 : 0;
            tally.refused += one.state == State::Refused ? 1 : 0;
            if (one.state != State::Requested) {
                open.erase(id);
            }
        }
        if (!is_cut_off) {
            tally.longest_s = std::max(tally.longest_s, took.count());
        }
    }
    std::ofstream lines(out);
    for (Date date = day("2026-11-23"); date < day("2027-01-10"); date += std::chrono::days(1)) {
        for (const Appointment* one : counter.book.of_day(date)) {
            if (one->state == State::Confirmed) {
                lines << one->adviser << ' ' << iso_moment(one->start) << ' ' << one->id << '\n';
            }
        }
    }
    lines.close();
    std::ofstream(out.string() + ".tally")
        << tally.confirmed << ' ' << tally.refused << ' ' << tally.longest_s << '\n';
    return lines ? 0 : 13;
}

void run_counters(CalendarHost::Kind kind) {
    CalendarHost host(kind, {"anna", "bilal"});
    CAPTURE(host.name());
    const Folder folder;
    std::vector<pid_t> children;
    for (int i = 0; i < counters; ++i) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            ::_exit(give(host, i, i == 3, folder.path() / std::to_string(i)));
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
    std::set<std::string> slots;
    std::set<std::string> ids;
    int lines = 0;
    int refused = 0;
    double longest_s = 0;
    for (int i = 0; i < counters; ++i) {
        std::ifstream file(folder.path() / std::to_string(i));
        for (std::string adviser, start, id; file >> adviser >> start >> id;) {
            slots.insert(adviser + ' ' + start);
            ids.insert(id);
            ++lines;
        }
        Tally tally;
        std::ifstream(folder.path() / (std::to_string(i) + ".tally")) >> tally.confirmed >>
            tally.refused >> tally.longest_s;
        refused += tally.refused;
        longest_s = std::max(longest_s, tally.longest_s);
    }
    // The one that was cut off may have more than it wanted: all it had asked for.
    CHECK(lines >= counters * each());
    CHECK(slots.size() == static_cast<std::size_t>(lines));
    int confirmed = 0;
    CalendarServer server(host.settings());
    for (const std::string adviser : {"anna", "bilal"}) {
        const auto events =
            server.query(host.collection(adviser), at("2026-01-01", 0), at("2028-01-01", 0));
        REQUIRE(events.has_value());
        std::set<Moment> starts;
        for (const StoredEvent& event : *events) {
            const auto booking = find_booking(event.bytes);
            REQUIRE(booking.has_value());
            CHECK_FALSE(booking->tentative);
            CHECK(ids.contains(booking->id));
            CHECK(starts.insert(booking->start).second);
            ++confirmed;
        }
    }
    CHECK(confirmed == lines);
    std::cout << host.name() << ": " << lines << " appointments, " << slots.size() << " distinct, "
              << confirmed << " in the calendars, " << refused
              << " refused on the way, the longest answer after " << longest_s << " s" << std::endl;
}

} // namespace

TEST_CASE("eight counters on radicale: every appointment once, none lost, one counter cut off") {
    run_counters(CalendarHost::Kind::Radicale);
}

TEST_CASE("eight counters on xandikos: every appointment once, none lost, one counter cut off") {
    run_counters(CalendarHost::Kind::Xandikos);
}
