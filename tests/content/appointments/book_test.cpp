#include "content/appointments/appointment_file.hpp"
#include "content/appointments/book.hpp"
#include "content/appointments/vdir.hpp"
#include "tests/content/appointments/testing.hpp"
#include "tests/full_disk.hpp"
#include "tests/read_only_disk.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;
namespace fs = std::filesystem;
using Problem = BookingProblem::Kind;

namespace {

struct Counter {
    Folder folder;
    Moment now = at("2026-11-23", 8);
    Plan plan = plan_of(small_plan);

    std::unique_ptr<AppointmentBook> open() const {
        return std::make_unique<AppointmentBook>(plan, folder.path(), 'A', [this] { return now; });
    }
    fs::path appointments() const { return folder.path() / "appointments"; }
    fs::path calendar() const { return folder.path() / "calendar"; }
};

BookingRequest wish(Moment start, const std::string& adviser = {}) {
    return {.service = "beratung", .adviser = adviser, .start = start, .language = "fa"};
}

/// All that a folder holds, to see that nothing has changed.
std::string everything_in(const fs::path& folder) {
    std::set<std::string> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files.insert(entry.path().filename().string() + "\n" + read_file(entry.path()));
    }
    std::string all;
    for (const std::string& file : files) {
        all += file;
    }
    return all;
}

void wait_for_change(const AppointmentBook& book) {
    pollfd watched{.fd = book.descriptor(), .events = POLLIN, .revents = 0};
    REQUIRE(::poll(&watched, 1, 10'000) == 1);
}

} // namespace

TEST_CASE("what is given is there after a restart, and the numbers of a day go on") {
    const Counter counter;
    auto book = counter.open();
    const auto first = book->book(wish(at("2026-11-25", 9)));
    REQUIRE(first.has_value());
    CHECK(first->number == "A-1");
    CHECK(first->adviser == "anna");
    CHECK(first->room == "r1");
    CHECK(first->state == State::Confirmed); // she has no calendar
    CHECK(book->book(wish(at("2026-11-25", 9)))->adviser == "bilal");
    CHECK(book->book(wish(at("2026-11-26", 9)))->number == "A-1");
    CHECK(book->walk_in("beratung", "ti")->number == "A-1");
    CHECK(book->walk_in("beratung", "ti")->number == "A-2");
    book.reset();
    book = counter.open();
    CHECK(book->problems().empty());
    REQUIRE(book->find(first->id) != nullptr);
    CHECK(*book->find(first->id) == *first);
    CHECK(book->find("A-2", day("2026-11-25"))->adviser == "bilal");
    CHECK(book->find("A-3", day("2026-11-25")) == nullptr);
    CHECK(book->of_day(day("2026-11-25")).size() == 2);
    CHECK(book->walk_in("beratung", "ti")->number == "A-3");
}

TEST_CASE("a slot is given once, and another one is offered instead") {
    const Counter counter;
    const auto book = counter.open();
    REQUIRE(book->book(wish(at("2026-11-25", 9), "anna")).has_value());
    const auto again = book->book(wish(at("2026-11-25", 9), "anna"));
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().kind == Problem::Taken);
    REQUIRE(again.error().next.has_value());
    CHECK(again.error().next->start == at("2026-11-25", 9, 30));
    CHECK(book->day("beratung", "anna", day("2026-11-25"))[0].state == SlotState::Taken);
    CHECK(book->week("beratung", "", day("2026-11-25"))[2][0].free ==
          std::vector<std::string>{"bilal"});
    CHECK(book->next_free("beratung", "anna", at("2026-11-25", 9))->start ==
          at("2026-11-25", 9, 30));
    const std::vector<std::pair<BookingRequest, Problem>> table{
        {{"nothing", "", at("2026-11-25", 9), "de"}, Problem::NoSuchService},
        {{"beratung", "nobody", at("2026-11-25", 9), "de"}, Problem::NoSuchAdviser},
        {wish(at("2026-11-25", 9, 10)), Problem::NoSuchSlot},
        {wish(at("2026-12-25", 9)), Problem::NoSuchSlot},
        {wish(at("2026-11-20", 9)), Problem::TooSoon},
        {wish(at("2027-02-01", 9)), Problem::TooFar},
    };
    const std::string before = everything_in(counter.appointments());
    for (const auto& [request, problem] : table) {
        const auto refused = book->book(request);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == problem);
    }
    CHECK(everything_in(counter.appointments()) == before);
}

TEST_CASE("moving keeps the appointment, cancelling frees its slot") {
    const Counter counter;
    const auto book = counter.open();
    const auto given = book->book(wish(at("2026-11-25", 9), "anna"));
    REQUIRE(given.has_value());
    const auto moved = book->move(given->id, "", at("2026-11-26", 10));
    REQUIRE(moved.has_value());
    CHECK(moved->id == given->id);
    CHECK(moved->revision == 1);
    CHECK(moved->adviser == "anna");
    CHECK(moved->number == "A-1");
    REQUIRE(moved->previous.size() == 1);
    CHECK(moved->previous[0].start == at("2026-11-25", 9));
    CHECK(book->book(wish(at("2026-11-25", 9), "anna"))->number == "A-2"); // A-1 was on a slip
    CHECK(book->move(given->id, "", at("2026-11-26", 10))->revision == 1);
    CHECK(book->move(given->id, "bilal", at("2026-11-26", 10, 30))->adviser == "bilal");
    const auto cancelled = book->cancel(given->id);
    REQUIRE(cancelled.has_value());
    CHECK(cancelled->state == State::Cancelled);
    CHECK(book->cancel(given->id).error().kind == Problem::NotActive);
    CHECK(book->move(given->id, "", at("2026-11-26", 10)).error().kind == Problem::NotActive);
    CHECK(book->cancel("nothing").error().kind == Problem::NotFound);
    CHECK(book->book(wish(at("2026-11-26", 10, 30), "bilal")).has_value());
}

TEST_CASE("past appointments vanish with their bytes") {
    Counter counter;
    auto book = counter.open();
    const auto given = book->book(wish(at("2026-11-25", 9)));
    REQUIRE(given.has_value());
    const fs::path file = counter.appointments() / (given->id + ".ics");
    const int open_file = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    book.reset();
    counter.now = at("2026-12-02", 23, 59);
    book = counter.open();
    CHECK(book->find(given->id) != nullptr);
    book.reset();
    counter.now = at("2026-12-03", 0, 0);
    book = counter.open();
    CHECK(book->find(given->id) == nullptr);
    CHECK(fs::is_empty(counter.appointments()));
    std::string left(4096, 'x');
    const ssize_t size = ::pread(open_file, left.data(), left.size(), 0);
    REQUIRE(size > 100);
    CHECK(std::ranges::all_of(left.substr(0, static_cast<std::size_t>(size)),
                              [](char c) { return c == '\0'; }));
    ::close(open_file);
}

TEST_CASE("the bytes of an earlier version are overwritten, too") {
    const Counter counter;
    const auto book = counter.open();
    const auto given = book->book(wish(at("2026-11-25", 9)));
    const fs::path file = counter.appointments() / (given->id + ".ics");
    const int open_file = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(book->cancel(given->id).has_value());
    char first = 'x';
    REQUIRE(::pread(open_file, &first, 1, 0) == 1);
    CHECK(first == '\0');
    ::close(open_file);
}

TEST_CASE("a clock that jumps ahead while the terminal runs takes nothing away") {
    Counter counter;
    const auto book = counter.open();
    const auto given = book->book(wish(at("2026-11-25", 9)));
    counter.now = at("2038-01-01", 9);
    book->refresh();
    CHECK(book->find(given->id) != nullptr);
    counter.now = at("1970-01-02", 9);
    book->refresh();
    CHECK(book->find(given->id) != nullptr);
}

TEST_CASE("foreign and unreadable files are left alone and reported") {
    const Counter counter;
    const std::string foreign = event("DTSTART:20261125T080000Z\r\nDURATION:PT1H\r\n");
    write_file(counter.appointments() / "foreign.ics", foreign);
    write_file(counter.appointments() / "broken.ics", "hello");
    write_file(counter.appointments() / "notes.txt", "no calendar");
    write_file(counter.calendar() / "foreign.ics", foreign);
    fs::create_directory(counter.appointments() / "folder.ics");
    REQUIRE(::mkfifo((counter.appointments() / "pipe.ics").c_str(), 0600) == 0);
    const auto book = counter.open();
    CHECK(book->problems().size() == 4);
    CHECK(book->book(wish(at("2026-11-25", 9))).has_value());
    CHECK(read_file(counter.appointments() / "foreign.ics") == foreign);
    CHECK(read_file(counter.appointments() / "broken.ics") == "hello");
    CHECK(book->problems().size() == 4);
}

TEST_CASE("a second program on the same appointments is refused") {
    const Counter counter;
    const auto book = counter.open();
    CHECK_THROWS_AS(counter.open(), std::system_error);
}

TEST_CASE("a full disk gives no appointment and takes none away") {
    const Counter counter;
    const auto book = counter.open();
    const auto given = book->book(wish(at("2026-11-25", 9)));
    const std::string before = everything_in(counter.appointments());
    std::optional<zugang::testing::FullDisk> full(100);
    const auto refused = book->book(wish(at("2026-11-25", 9, 30)));
    const auto not_cancelled = book->cancel(given->id);
    full.reset();
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == Problem::Storage);
    CHECK(not_cancelled.error().kind == Problem::Storage);
    CHECK(book->find(given->id)->state == State::Confirmed);
    CHECK(everything_in(counter.appointments()) == before);
    CHECK(book->book(wish(at("2026-11-25", 9, 30))).has_value());
}

TEST_CASE("a folder that cannot be written to still shows what is there") {
    const Counter counter;
    std::string id;
    {
        const auto book = counter.open();
        id = book->book(wish(at("2026-11-25", 9)))->id;
    }
    write_file(counter.appointments() / "x.ics.draft", "left by a kill");
    {
        const zugang::testing::ReadOnlyDisk disk(counter.folder.path());
        const auto book = counter.open();
        REQUIRE(book->find(id) != nullptr);
        const auto not_cancelled = book->cancel(id);
        REQUIRE_FALSE(not_cancelled.has_value());
        CHECK(not_cancelled.error().kind == Problem::Storage);
        CHECK(book->find(id)->state == State::Confirmed);
        const auto refused = book->book(wish(at("2026-11-25", 9, 30)));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == Problem::Storage);
        CHECK_FALSE(book->problems().empty());
    }
    const auto book = counter.open();
    CHECK(book->problems().empty());
    CHECK(book->find(id)->state == State::Confirmed);
    CHECK(book->book(wish(at("2026-11-25", 9, 30))).has_value());
}

TEST_CASE("what stands in calendars blocks, and is taken up while the book is open") {
    const Counter counter;
    const auto book = counter.open();
    CHECK_FALSE(book->refresh());
    write_file(counter.calendar() / "x.ics.tmp",
               event("DTSTART:20261125T080000Z\r\nDTEND:20261125T083000Z\r\n",
                     "X-ZUGANG-ADVISER:anna\r\n"));
    fs::rename(counter.calendar() / "x.ics.tmp", counter.calendar() / "x.ics");
    wait_for_change(*book);
    CHECK(book->refresh());
    CHECK(book->day("beratung", "anna", day("2026-11-25"))[0].state == SlotState::Taken);
    CHECK(book->book(wish(at("2026-11-25", 9), "anna")).error().kind == Problem::Taken);
    fs::remove(counter.calendar() / "x.ics");
    wait_for_change(*book);
    CHECK(book->refresh());
    CHECK(book->book(wish(at("2026-11-25", 9), "anna")).has_value());
}

TEST_CASE("repeated events are followed as the days go by") {
    Counter counter;
    counter.plan.horizon = std::chrono::days(3);
    write_file(counter.calendar() / "x.ics",
               event("DTSTART;TZID=Europe/Berlin:20261101T090000\r\nDURATION:PT30M\r\n"
                     "RRULE:FREQ=DAILY\r\n",
                     "X-ZUGANG-ADVISER:anna\r\n"));
    const auto book = counter.open();
    CHECK(book->day("beratung", "anna", day("2026-11-26"))[0].state == SlotState::Taken);
    counter.now = at("2026-12-08", 8);
    CHECK(book->refresh());
    CHECK(book->day("beratung", "anna", day("2026-12-10"))[0].state == SlotState::Taken);
}

TEST_CASE("a verdict changes what is shown, and who has the old slip is news") {
    Counter counter;
    counter.plan.advisers[0].calendar = "https://cloud.example.org/anna/";
    auto book = counter.open();
    const auto given = book->book(wish(at("2026-11-25", 9), "anna"));
    REQUIRE(given.has_value());
    CHECK(given->state == State::Requested);
    CHECK(book->news().empty());
    REQUIRE(book->told(*given).has_value());
    CHECK(book->news().empty());
    const Verdict refused{.id = given->id,
                          .revision = 0,
                          .state = State::Refused,
                          .reason = Reason::Busy,
                          .start = given->start,
                          .end = given->end,
                          .adviser = "anna"};
    replace_calendar_file(counter.calendar() / (given->id + ".ics"),
                          write_verdict(refused, counter.now));
    wait_for_change(*book);
    CHECK(book->refresh());
    REQUIRE(book->news().size() == 1);
    CHECK(book->news()[0]->state == State::Refused);
    CHECK(book->news()[0]->reason == Reason::Busy);
    CHECK(book->book(wish(at("2026-11-25", 9), "anna")).has_value()); // free for the terminal
    book.reset();
    book = counter.open();
    REQUIRE(book->news().size() == 1);
    const Appointment shown = *book->news()[0];
    REQUIRE(book->told(shown).has_value());
    CHECK(book->news().empty());
    CHECK(book->find(given->id)->state == State::Refused);
}

TEST_CASE("where the new time is refused the old one stands, and nobody else got it meanwhile") {
    Counter counter;
    counter.plan.advisers[0].calendar = "https://cloud.example.org/anna/";
    const auto book = counter.open();
    const auto given = book->book(wish(at("2026-11-25", 9), "anna"));
    const auto moved = book->move(given->id, "anna", at("2026-11-26", 10));
    REQUIRE(moved.has_value());
    CHECK(book->book(wish(at("2026-11-25", 9), "anna")).error().kind == Problem::Taken);
    CHECK(book->book(wish(at("2026-11-26", 10), "anna")).error().kind == Problem::Taken);
    replace_calendar_file(counter.calendar() / (given->id + ".ics"),
                          write_verdict({.id = given->id,
                                         .revision = 1,
                                         .state = State::Confirmed,
                                         .reason = Reason::MoveRefused,
                                         .start = given->start,
                                         .end = given->end,
                                         .adviser = "anna",
                                         .cleared = true},
                                        counter.now));
    CHECK(book->refresh());
    CHECK(book->find(given->id)->start == given->start);
    CHECK(book->find(given->id)->number == given->number);
    CHECK(book->book(wish(at("2026-11-26", 10), "anna")).has_value());
}

TEST_CASE("kill -9 at any moment loses nothing that was acknowledged and leaves nothing half") {
    const Counter counter;
    std::set<std::string> acknowledged;
    std::size_t kills = 0;
    for (int round = 0; round < 40; ++round) {
        int pipe[2];
        REQUIRE(::pipe2(pipe, O_CLOEXEC) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            // Gives, moves, cancels, and says so each time, until it is killed.
            const auto book = counter.open();
            for (int i = 0;; ++i) {
                const auto slot = book->next_free("beratung", "", counter.now);
                if (!slot) {
                    ::_exit(3);
                }
                const auto given = book->book(wish(slot->start));
                if (!given) {
                    ::_exit(4);
                }
                std::string line = "b" + given->id;
                if (::write(pipe[1], line.data(), line.size()) != 33) {
                    ::_exit(5);
                }
                if (i % 3 == 1 && book->cancel(given->id)) {
                    line[0] = 'c';
                    if (::write(pipe[1], line.data(), line.size()) != 33) {
                        ::_exit(5);
                    }
                }
            }
        }
        ::close(pipe[1]);
        // After some acknowledgements, and then at once: somewhere in the next call.
        std::string lines;
        char byte = 0;
        const int wanted = round % 7;
        while (static_cast<int>(lines.size()) < wanted * 33 && ::read(pipe[0], &byte, 1) == 1) {
            lines += byte;
        }
        const timespec pause{.tv_sec = 0, .tv_nsec = (round * 7919L % 97) * 30'000};
        ::nanosleep(&pause, nullptr);
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        ++kills;
        while (::read(pipe[0], &byte, 1) == 1) {
            lines += byte;
        }
        ::close(pipe[0]);
        const auto book = counter.open();
        REQUIRE(book->problems().empty());
        for (std::size_t i = 0; i + 33 <= lines.size(); i += 33) {
            const std::string id = lines.substr(i + 1, 32);
            acknowledged.insert(id);
            if (lines[i] == 'c') {
                REQUIRE(book->find(id) != nullptr);
                CHECK(book->find(id)->state == State::Cancelled);
            }
        }
        for (const std::string& id : acknowledged) {
            CHECK(book->find(id) != nullptr);
        }
        for (const auto& entry : fs::directory_iterator(counter.appointments())) {
            CHECK(entry.path().extension() == ".ics");
        }
    }
    CHECK(kills == 40);
    CHECK(acknowledged.size() > 40);
    // Nobody has two appointments at one time, and no number of a day is there twice.
    const auto book = counter.open();
    std::set<std::pair<std::string, Moment>> slots;
    for (Date date = day("2026-11-23"); date < day("2027-01-10"); date += std::chrono::days(1)) {
        std::set<std::string> numbers;
        for (const Appointment* one : book->of_day(date)) {
            CHECK(numbers.insert(one->number).second);
            CHECK((one->state == State::Cancelled ||
                   slots.insert({one->adviser, one->start}).second));
        }
    }
}

TEST_CASE("a wipe that was broken off is ended by the next start") {
    const Counter counter;
    write_file(counter.appointments() / "a.ics.gone", "half");
    write_file(counter.appointments() / "b.ics.draft", "half");
    const auto book = counter.open();
    CHECK(fs::is_empty(counter.appointments()));
}
