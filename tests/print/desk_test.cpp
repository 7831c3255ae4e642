#include "kiosk/print/print_desk.hpp"
#include "tests/print/receipt_printer.hpp"
#include "tests/print/slips_testing.hpp"

#include <condition_variable>
#include <fstream>
#include <mutex>

#include <doctest/doctest.h>
#include <malloc.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

/// A loop that sleeps until the desk has news.
struct Loop {
    std::mutex mutex;
    std::condition_variable changed;
    int wakes = 0;
    std::vector<std::string> lines;

    PrintDesk::Options options(const std::string& address) {
        PrintDesk::Options options;
        options.printer.target = *read_print_target(address);
        options.printer.visitor_prints = 2;
        options.wake = [this] {
            const std::lock_guard lock(mutex);
            ++wakes;
            changed.notify_all();
        };
        options.log = [this](const std::string& line) {
            const std::lock_guard lock(mutex);
            lines.push_back(line);
        };
        return options;
    }

    bool until(PrintDesk& desk, const std::function<bool()>& wanted) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (true) {
            desk.take_news();
            if (wanted()) {
                return true;
            }
            std::unique_lock lock(mutex);
            if (!changed.wait_until(lock, end, [this] { return wakes > 0; })) {
                return false;
            }
            wakes = 0;
        }
    }
};

SlipSheet sheet_of(Counter& counter) {
    return counter.sheet(appointment_slip(full_appointment("de"), counter.shelf()));
}

/// Of the content, in the memory of this process.
std::size_t mapped_fonts() {
    std::ifstream maps("/proc/self/maps");
    std::size_t count = 0;
    for (std::string line; std::getline(maps, line);) {
        count += line.find("/media/") != std::string::npos ? 1 : 0;
    }
    return count;
}

std::size_t heap_in_use() {
    const auto heap = ::mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

} // namespace

TEST_CASE("without a printer nothing is printed, and nothing is offered") {
    Counter counter;
    PrintDesk desk({});
    CHECK_FALSE(desk.enabled());
    CHECK_FALSE(desk.visitor_may_print());
    CHECK_FALSE(desk.print(sheet_of(counter), PrintFor::Staff));
    CHECK(desk.state(7).stage == PrintStage::Failed);
    desk.ask();
    desk.cancel(7);
    desk.begin_visit();
    CHECK_FALSE(desk.take_news());
}

TEST_CASE("a visitor prints so often in a visit, staff as often as they want") {
    Counter counter;
    ReceiptPrinter printer({});
    Loop loop;
    PrintDesk desk(loop.options(printer.address()));
    CHECK(desk.paper().width == 576);
    const auto first = desk.print(sheet_of(counter), PrintFor::Visitor);
    const auto second = desk.print(sheet_of(counter), PrintFor::Visitor);
    REQUIRE(first);
    REQUIRE(second);
    CHECK_FALSE(desk.visitor_may_print());
    CHECK_FALSE(desk.print(sheet_of(counter), PrintFor::Visitor));
    const auto third = desk.print(sheet_of(counter), PrintFor::Staff);
    REQUIRE(third);
    CHECK(loop.until(desk, [&] { return desk.state(*third).is_over(); }));
    CHECK(desk.state(*first).stage == PrintStage::Printed);
    CHECK(desk.state(*third).stage == PrintStage::Printed);
    CHECK(printer.cut().size() == 3);
    desk.begin_visit();
    CHECK(desk.visitor_may_print());
}

TEST_CASE("what a visitor waits for goes with the visit; what staff wait for stays") {
    Counter counter;
    ReceiptPrinter printer({.paper_rows = 0});
    Loop loop;
    PrintDesk desk(loop.options(printer.address()));
    const auto visitors = desk.print(sheet_of(counter), PrintFor::Visitor);
    const auto staffs = desk.print(sheet_of(counter), PrintFor::Staff);
    REQUIRE(visitors);
    REQUIRE(staffs);
    CHECK(loop.until(desk, [&] { return desk.device() == PrintTrouble::PaperOut; }));
    CHECK(print_message(desk.state(*visitors)) == "print.paper_out");
    desk.begin_visit();
    CHECK(loop.until(desk, [&] { return desk.state(*visitors).is_over(); }));
    CHECK(desk.state(*visitors).stage == PrintStage::Failed);
    printer.load_paper();
    CHECK(loop.until(desk, [&] { return desk.state(*staffs).is_over(); }));
    CHECK(desk.state(*staffs).stage == PrintStage::Printed);
    CHECK(printer.cut().size() == 1);
    CHECK(desk.device() == PrintTrouble::None);
    for (const std::string& line : loop.lines) { // what is wrong with it, and nothing else
        CHECK(line == "printer: there is no paper");
    }
}

TEST_CASE("the printer is asked how it is") {
    ReceiptPrinter printer({.cover_open = true});
    Loop loop;
    PrintDesk desk(loop.options(printer.address()));
    desk.ask();
    CHECK(loop.until(desk, [&] { return desk.device() == PrintTrouble::CoverOpen; }));
    printer.close_cover();
    desk.ask();
    CHECK(loop.until(desk, [&] { return desk.device() == PrintTrouble::None; }));
}

TEST_CASE("every state has words in every language of the content") {
    Counter counter;
    for (const content::Language& language : counter.shelf().languages()) {
        for (const PrintStage stage :
             {PrintStage::Waiting, PrintStage::Sending, PrintStage::Printed, PrintStage::Failed}) {
            for (int trouble = 0; trouble <= static_cast<int>(PrintTrouble::Unclear); ++trouble) {
                const PrintState state{.stage = stage,
                                       .trouble = static_cast<PrintTrouble>(trouble)};
                CHECK(counter.shelf().strings(language.tag).language_of(print_message(state)) ==
                      language.tag);
                CHECK_FALSE(describe(state.trouble).empty());
            }
        }
    }
}

TEST_CASE("fonts are opened once, and letters kept once, however many slips are printed as PDF") {
    Counter counter;
    const Scratch folder;
    Loop loop;
    PrintDesk desk(loop.options((folder.path() / "slip.pdf").string()));
    const auto fonts_after_one = [&] {
        SlipComposer composer(counter.shelf()); // one for each slip, as for visitors
        auto sheet = composer.compose(appointment_slip(full_appointment("de"), counter.shelf()),
                                      desk.paper());
        REQUIRE(sheet);
        const auto job = desk.print(std::move(*sheet), PrintFor::Staff);
        REQUIRE(job);
        CHECK(loop.until(desk, [&] { return desk.state(*job).is_over(); }));
        return mapped_fonts();
    };
    const std::size_t first = fonts_after_one();
    CHECK(first > 0);
    CHECK(fonts_after_one() == first);
    const std::size_t heap = heap_in_use();
    constexpr int many = 10;
    for (int i = 0; i < many; ++i) {
        CHECK(fonts_after_one() == first);
    }
    CHECK(heap_in_use() < heap + many * std::size_t{20'000}); // bytes; a slip's letters are 150,000
}
