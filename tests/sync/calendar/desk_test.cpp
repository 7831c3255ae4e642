// What staff see of the calendars: real terminals, the real program zugang-sync, a real server.
#include "content/appointments/local_clock.hpp"
#include "tests/print/slips_testing.hpp"
#include "tests/print/stand.hpp"
#include "tests/sync/calendar/calendar_host.hpp"

#include <csignal>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace zugang::sync::testing;
using namespace std::chrono_literals;
namespace appointments = zugang::content::appointments;
namespace fs = std::filesystem;

namespace {

/// zugang-sync calendar --watch, ended with its object.
class Exchange {
  public:
    explicit Exchange(const fs::path& folder, const fs::path& plan) : child_(::fork()) {
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            const std::string command = "exec " ZUGANG_BINARY_DIR "/bin/zugang-sync --config "
                                        "/dev/null --folder " +
                                        folder.string() + " calendar --plan " + plan.string() +
                                        " --watch >/dev/null 2>&1";
            ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            ::_exit(127);
        }
    }
    ~Exchange() {
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
    }
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

  private:
    pid_t child_;
};

/// One counter: its terminal and its side of the exchange.
struct Theke {
    Scratch folder;
    fs::path plan = folder.path() / "appointments.toml";
    std::unique_ptr<Stand> stand;
    std::unique_ptr<Exchange> exchange;

    Theke(const CalendarHost& host, char letter) {
        const fs::path password = folder.path() / "password";
        std::ofstream(password) << "theke:geheim\n";
        fs::permissions(password, fs::perms(0600));
        std::string text = "[calendar]\ninterval_seconds = 5\ncredentials = \"" +
                           password.string() + "\"\n" + appointments::testing::small_plan;
        for (const std::string id : {"anna", "bilal"}) {
            const std::string row = "id = \"" + id + "\"\n";
            text.replace(text.find(row), row.size(),
                         row + "calendar = \"" + host.collection(id) + "\"\n");
        }
        std::ofstream(plan) << text;
        PrinterSettings printer;
        printer.target = read_print_target((folder.path() / "slip.png").string()).value();
        const auto now = zugang::content::german_time(
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
        stand = std::make_unique<Stand>(
            Stand::Setup{.printer = printer,
                         .folder = folder.path(),
                         .plan = plan,
                         .letter = std::string(1, letter),
                         .start = LocalTime{.day = now.day, .since_midnight = now.time}});
        exchange = std::make_unique<Exchange>(folder.path(), plan);
        stand->tap("language.fa");
        stand->unlock();
        REQUIRE(stand->desk().can_book());
    }
    staff::Desk& desk() const { return stand->desk(); }
    bool shows_slip() const { return desk().page() == staff::Page::Slip; }
    appointments::State shown() const { return desk().slip()->state; }
    void print() const {
        stand->tap("staff.print");
        REQUIRE(stand->wait_until([&] { return stand->press().message() == "print.printed"; }));
    }
};

} // namespace

TEST_CASE("a time that another counter has taken: staff are told, and the next one is chosen") {
    const CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    const Theke a(host, 'A');
    const Theke b(host, 'B');
    a.stand->tap("staff.next_free");
    b.stand->tap("staff.next_free");
    const auto wanted = a.desk().slot();
    REQUIRE(wanted);
    CHECK(b.desk().slot()->start == wanted->start);
    a.stand->tap("staff.give");
    REQUIRE(a.stand->wait_until([&] { return a.shows_slip(); }));
    CHECK(a.shown() == appointments::State::Confirmed);

    b.stand->tap("staff.give");
    REQUIRE(b.stand->wait_until([&] { return b.shows_slip() || !b.desk().is_waiting(); }));
    CHECK_FALSE(b.shows_slip());
    REQUIRE(b.desk().notice());
    CHECK(b.desk().notice()->key == "staff.problem_taken");
    REQUIRE(b.desk().slot());
    CHECK(
        (b.desk().slot()->start > wanted->start || b.desk().adviser() != a.desk().slip()->adviser));
    b.stand->tap("staff.give"); // the one that was chosen instead
    REQUIRE(b.stand->wait_until([&] { return b.shows_slip(); }));
    CHECK(b.shown() == appointments::State::Confirmed);
}

TEST_CASE("a move to a time that another counter has taken: staff are told, and it stays") {
    const CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    const Theke a(host, 'A');
    const Theke b(host, 'B');
    a.stand->tap("staff.next_free");
    a.stand->tap("staff.give");
    REQUIRE(a.stand->wait_until([&] { return a.shows_slip(); }));
    const appointments::Appointment given = *a.desk().slip();
    a.stand->tap("staff.to_day");
    a.stand->tap("staff.appointment." + given.number);
    a.stand->tap("staff.move");
    for (const Theke* one : {&a, &b}) { // both the first time of next week
        one->stand->tap("staff.later");
        one->stand->tap("staff.next_free");
        REQUIRE(one->desk().slot());
    }
    CHECK(a.desk().slot()->start == b.desk().slot()->start);
    b.stand->tap("staff.give");
    REQUIRE(b.stand->wait_until([&] { return b.shows_slip(); }));

    a.stand->tap("staff.give");
    REQUIRE(a.stand->wait_until([&] { return a.shows_slip() || !a.desk().is_waiting(); }));
    CHECK_FALSE(a.shows_slip());
    REQUIRE(a.desk().notice());
    CHECK(a.desk().notice()->key == "staff.problem_taken");
    REQUIRE(a.desk().chosen() != nullptr);
    CHECK(a.desk().chosen()->start == given.start);
    a.stand->tap("staff.give"); // the one that was chosen instead
    REQUIRE(a.stand->wait_until([&] { return a.shows_slip(); }));
    CHECK(a.shown() == appointments::State::Confirmed);
    CHECK(a.desk().slip()->id == given.id);
    CHECK(a.desk().slip()->start != given.start);
}

TEST_CASE("without a line the slip says requested; what the calendar says later is seen at once") {
    CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    const Theke a(host, 'A');
    host.stop();
    a.stand->tap("staff.next_free");
    a.stand->tap("staff.give");
    CHECK(a.desk().is_waiting());
    a.stand->pass(3100ms); // longer nobody waits
    REQUIRE(a.shows_slip());
    CHECK(a.shown() == appointments::State::Requested);
    const auto says = [&](std::string_view words) {
        for (const SheetText& text : a.stand->press().preview()->sheet().pages.front().texts) {
            if (text.text.find(words) != std::string::npos) {
                return true;
            }
        }
        return false;
    };
    CHECK(says("noch nicht sicher"));
    CHECK(says("هنوز"));
    a.print();
    CHECK_FALSE(a.stand->shows("staff.news"));
    a.stand->tap("staff.to_week");

    host.start(); // nobody touches anything
    REQUIRE(a.stand->wait_until([&] { return a.stand->shows("staff.news"); }));
    a.stand->tap("staff.news");
    REQUIRE(a.desk().chosen() != nullptr);
    CHECK(a.desk().chosen()->state == appointments::State::Confirmed);
    a.stand->tap("staff.print_again");
    CHECK_FALSE(says("noch nicht sicher"));
    a.print();
    CHECK(a.desk().book().news().empty());
    a.stand->tap("staff.to_week");
    CHECK_FALSE(a.stand->shows("staff.news"));
}

TEST_CASE("a slip that is on the screen says what the calendar has just said") {
    CalendarHost host(CalendarHost::Kind::Radicale, {"anna", "bilal"});
    const Theke a(host, 'A');
    host.stop();
    a.stand->tap("staff.next_free");
    a.stand->tap("staff.give");
    a.stand->pass(3100ms);
    REQUIRE(a.shows_slip());
    CHECK(a.shown() == appointments::State::Requested);
    const auto before = a.stand->press().preview()->revision();
    host.start();
    REQUIRE(a.stand->wait_until([&] { return a.shown() == appointments::State::Confirmed; }));
    CHECK(a.stand->press().preview()->revision() > before);
}
