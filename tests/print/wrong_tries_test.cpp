// What goes wrong at the counter, on the way that staff take: touches, a printer, a second
// counter's calendar files.
#include "tests/print/receipt_printer.hpp"
#include "tests/print/slips_testing.hpp"
#include "tests/print/stand.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

const std::filesystem::path plan = ZUGANG_SOURCE_DIR "/tests/tour/staff_appointments.toml";

PrinterSettings printing_at(const std::string& address) {
    PrinterSettings settings;
    settings.target = read_print_target(address).value();
    return settings;
}

void type_code(Stand& stand, std::string_view digits) {
    stand.type(digits);
    stand.tap("staff.enter");
    stand.pass(16ms);
}

/// In front of the lock, somebody's PIN being 271828.
void to_lock(Stand& stand) {
    stand.tap("language.fa");
    stand.unlock();
    stand.tap("staff.close");
    stand.tap("language.fa");
}

} // namespace

TEST_CASE("wrong PINs are waited for longer and longer, in front of the right one too") {
    const Scratch folder;
    Stand stand({.folder = folder.path(), .plan = plan});
    to_lock(stand);
    stand.unlock("000000");
    CHECK(stand.desk().notice()->key == "staff.wrong");
    type_code(stand, "77271828"); // nobody has this number: the same words
    CHECK(stand.desk().notice()->key == "staff.wrong");
    type_code(stand, "01271829");
    CHECK(stand.label("staff.notice").find("5 Sekunden") != std::string::npos);
    type_code(stand, "01271828"); // right, but too soon
    CHECK_FALSE(stand.desk().is_unlocked());
    stand.pass(6s);
    CHECK(stand.label("staff.notice").find("Sekunde") == std::string::npos);
    stand.tap("staff.close");
    stand.tap("language.fa");
    stand.unlock("271829");
    CHECK(stand.label("staff.notice").find("10 Sekunden") != std::string::npos);
    stand.pass(11s);
    stand.tap("staff.close");
    stand.tap("language.fa");
    stand.unlock();
    CHECK(stand.desk().is_unlocked());
}

TEST_CASE("the same time is given once, however often it is asked for") {
    const Scratch folder;
    Stand stand({.folder = folder.path(), .plan = plan});
    stand.tap("language.fa");
    stand.unlock();
    stand.tap("staff.next_free");
    const auto first = stand.desk().slot();
    REQUIRE(first);
    // One finger taps twice: the second touch finds no button of that kind any more.
    const Point give = stand.tree().find("staff.give")->target();
    stand.touch_at(give);
    stand.touch_at(give);
    CHECK(stand.desk().book().of_day(stand.desk().day()).size() == 1);
    // Both advisers of that time are taken then: it is offered no more.
    stand.tap("staff.no_print");
    stand.tap("staff.to_week");
    stand.tap("staff.next_free");
    CHECK(stand.desk().slot()->start == first->start); // the other adviser
    CHECK(stand.desk().slot()->free.size() == 1);
    stand.tap("staff.give");
    stand.tap("staff.no_print");
    stand.tap("staff.to_week");
    stand.tap("staff.next_free");
    CHECK(stand.desk().slot()->start > first->start);
    CHECK(stand.desk().book().of_day(stand.desk().day()).size() == 2);
}

TEST_CASE(
    "paper out: the slip waits, staff read what to do, and it comes once when paper is back") {
    const Scratch folder;
    ReceiptPrinter printer({.paper_rows = 200});
    Stand stand({.printer = printing_at(printer.address()), .folder = folder.path(), .plan = plan});
    stand.tap("language.ti");
    stand.unlock();
    stand.tap("staff.next_free");
    stand.tap("staff.give");
    stand.tap("staff.print");
    REQUIRE(stand.wait_until(
        [&] { return stand.desk().notice() && stand.desk().notice()->key == "print.paper_out"; }));
    CHECK(stand.label("staff.notice").find("kein Papier") != std::string::npos);
    stand.tap("staff.to_week"); // printing blocks nothing
    stand.tap("staff.next_free");
    stand.tap("staff.give");
    CHECK(stand.shows("slip.text.1"));
    printer.load_paper();
    REQUIRE(printer.wait_until([](const ReceiptPrinter& p) { return !p.cut().empty(); }));
    REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
    // That is said of the first one, not above the second.
    CHECK_FALSE((stand.desk().notice() && stand.desk().notice()->key == "print.printed"));
    stand.tap("staff.print");
    REQUIRE(printer.wait_until([](const ReceiptPrinter& p) { return p.cut().size() == 2; }));
    REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
    CHECK(printer.cut().size() == 2); // one of each
    CHECK(printer.begun().height == 0);
}

TEST_CASE("while staff look at something nothing wakes the terminal but its lock") {
    const Scratch folder;
    Stand stand({.folder = folder.path(), .plan = plan});
    stand.tap("language.de");
    stand.unlock();
    stand.pass(90s); // longer than between two looks for new content
    REQUIRE(stand.terminal().wake_at());
    CHECK(*stand.terminal().wake_at() >= stand.now() + 20s);
    stand.pass(31s);
    CHECK_FALSE(stand.desk().is_open());
}
