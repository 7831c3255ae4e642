// Slips through a queue to a receipt printer with everything that may go wrong with one.
#include "kiosk/print/escpos.hpp"
#include "tests/print/receipt_printer.hpp"
#include "tests/print/slips_testing.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

content::PrinterProfile profile(content::PrinterAnswers answers = content::PrinterAnswers::InOrder,
                                bool keeps_data = true) {
    return {.id = "80mm", .name = {}, .feed_px = 80, .answers = answers, .keeps_data = keeps_data};
}

/// The first rows of what was cut off are the slip, dot for dot; the rest is white.
void check_is_slip(const SlipPicture& paper, const SlipPicture& slip) {
    REQUIRE(paper.width == slip.width);
    REQUIRE(paper.height == slip.height + 80);
    const bool same = std::equal(slip.bits.begin(), slip.bits.end(), paper.bits.begin());
    CHECK(same);
    const bool white =
        std::all_of(paper.bits.begin() + static_cast<std::ptrdiff_t>(slip.bits.size()),
                    paper.bits.end(), [](std::uint8_t byte) { return byte == 0; });
    CHECK(white);
}

struct Job {
    Counter counter;
    SlipSheet sheet = counter.sheet(appointment_slip(full_appointment("fa"), counter.shelf()));
    SlipPicture slip = counter.preview(sheet);
    Told told;
};

bool waits_for(const std::vector<PrintState>& states, PrintTrouble trouble) {
    return std::ranges::any_of(states, [trouble](const PrintState& state) {
        return state.stage == PrintStage::Waiting && state.trouble == trouble;
    });
}

} // namespace

TEST_CASE("what a receipt printer prints is what the preview shows, once for each job") {
    Job job;
    ReceiptPrinter printer({});
    {
        PrintQueue queue(options_for(printer.address(), job.told, profile()));
        queue.print(1, job.sheet);
        queue.print(2, job.sheet);
        CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
        CHECK(job.told.wait_over(2).stage == PrintStage::Printed);
    }
    const auto cut = printer.cut();
    REQUIRE(cut.size() == 2);
    check_is_slip(cut[0], job.slip);
    check_is_slip(cut[1], job.slip);
    CHECK(printer.complaints().empty());
}

TEST_CASE("a device file is as good as a network") {
    Job job;
    ReceiptPrinter printer({}, ReceiptPrinter::Line::Terminal);
    PrintQueue queue(options_for(printer.address(), job.told, profile()));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    REQUIRE(printer.cut().size() == 1);
    check_is_slip(printer.cut()[0], job.slip);
}

TEST_CASE("paper that runs out in the middle: the slip waits, and is printed once") {
    Job job;
    ReceiptPrinter printer({.paper_rows = 700});
    PrintQueue queue(options_for(printer.address(), job.told, profile()));
    queue.print(1, job.sheet);
    const PrintState waiting = job.told.wait(
        1, [](const PrintState& state) { return state.trouble == PrintTrouble::PaperOut; });
    CHECK(waiting.stage == PrintStage::Waiting);
    CHECK(printer.cut().empty());
    printer.load_paper();
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    REQUIRE(printer.cut().size() == 1);
    check_is_slip(printer.cut()[0], job.slip);
    CHECK(printer.begun().height == 0);
}

TEST_CASE("a printer that forgets its data without paper: half a slip, then a whole one") {
    Job job;
    ReceiptPrinter printer({.paper_rows = 700, .forgets = true});
    PrintQueue queue(
        options_for(printer.address(), job.told, profile(content::PrinterAnswers::InOrder, false)));
    queue.print(1, job.sheet);
    job.told.wait(1,
                  [](const PrintState& state) { return state.trouble == PrintTrouble::PaperOut; });
    printer.load_paper();
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    const auto cut = printer.cut();
    REQUIRE(cut.size() == 2); // what lay there is cut off before
    CHECK(cut[0].height < job.slip.height);
    check_is_slip(cut[1], job.slip);
}

TEST_CASE("without paper from the beginning nothing is sent") {
    Job job;
    ReceiptPrinter printer({.paper_rows = 0});
    PrintQueue queue(options_for(printer.address(), job.told, profile()));
    queue.print(1, job.sheet);
    job.told.wait(1,
                  [](const PrintState& state) { return state.trouble == PrintTrouble::PaperOut; });
    CHECK(printer.begun().height == 0);
    printer.load_paper();
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    CHECK(printer.cut().size() == 1);
}

TEST_CASE("a connection that breaks before the end: half a slip, then a whole one, never two") {
    for (const std::size_t bytes : {1UL, 100UL, 5'000UL, 40'000UL}) {
        CAPTURE(bytes);
        Job job;
        ReceiptPrinter printer({.hang_up_after = bytes});
        PrintQueue queue(options_for(printer.address(), job.told, profile()));
        queue.print(1, job.sheet);
        CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
        int whole = 0;
        for (const SlipPicture& paper : printer.cut()) {
            whole += paper.height == job.slip.height + 80 ? 1 : 0;
        }
        CHECK(whole == 1);
        CHECK(waits_for(job.told.all(1), PrintTrouble::Offline));
    }
}

TEST_CASE("a connection that breaks with the last part on its way: somebody must look") {
    Job job;
    const auto commands = escpos::commands_of(job.slip, profile(), escpos::Attempt::First);
    std::size_t before_end = 3 + 4 * 3; // how it is asked at the beginning
    for (const std::string& part : commands.parts) {
        before_end += part.size() + 3;
    }
    // The cut is there, the question after it is not.
    ReceiptPrinter printer({.hang_up_after = before_end - 2});
    PrintQueue queue(options_for(printer.address(), job.told, profile()));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1) ==
          PrintState{.stage = PrintStage::Failed, .trouble = PrintTrouble::Unclear});
    CHECK(printer.cut().size() == 1);
}

TEST_CASE("a slow printer is waited for") {
    Job job;
    ReceiptPrinter printer({.bytes_per_second = 60'000});
    PrintQueue queue(options_for(printer.address(), job.told, profile()));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    REQUIRE(printer.cut().size() == 1);
    check_is_slip(printer.cut()[0], job.slip);
}

TEST_CASE("an open cover is named, and the slip comes when it is closed") {
    Job job;
    ReceiptPrinter printer({.cover_open = true});
    PrintQueue queue(options_for(printer.address(), job.told, profile()));
    queue.print(1, job.sheet);
    job.told.wait(1,
                  [](const PrintState& state) { return state.trouble == PrintTrouble::CoverOpen; });
    queue.cancel(2); // nobody knows of it
    printer.close_cover();
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
}

TEST_CASE("a jammed cutter is named; the job is given up after its time") {
    Job job;
    ReceiptPrinter printer({.cutter_jammed = true});
    auto options = options_for(printer.address(), job.told, profile());
    options.give_up = std::chrono::milliseconds(300);
    PrintQueue queue(std::move(options));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1) ==
          PrintState{.stage = PrintStage::Failed, .trouble = PrintTrouble::Jam});
    CHECK(printer.cut().empty());
}

TEST_CASE("nobody there: it waits, can be cancelled, and comes when the printer is switched on") {
    Job job;
    int port = 0;
    {
        const ReceiptPrinter gone({});
        port = gone.port();
    }
    PrintQueue queue(
        options_for("escpos://127.0.0.1:" + std::to_string(port), job.told, profile()));
    queue.print(1, job.sheet);
    queue.print(2, job.sheet);
    job.told.wait(1,
                  [](const PrintState& state) { return state.trouble == PrintTrouble::Offline; });
    queue.cancel(1);
    CHECK(job.told.wait_over(1).stage == PrintStage::Failed);
    job.told.wait(2,
                  [](const PrintState& state) { return state.trouble == PrintTrouble::Offline; });
    queue.ask();
    queue.cancel(2);
    CHECK(job.told.wait_over(2).stage == PrintStage::Failed);
    CHECK(job.told.wait(0, [](const PrintState&) { return true; }).trouble ==
          PrintTrouble::Offline);
}

TEST_CASE("printers that answer less are printed on, too") {
    Job job;
    {
        ReceiptPrinter printer({.answers_in_order = false});
        PrintQueue queue(
            options_for(printer.address(), job.told, profile(content::PrinterAnswers::RealTime)));
        queue.print(1, job.sheet);
        CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
        CHECK(printer.wait_until([](const ReceiptPrinter& p) { return p.cut().size() == 1; }));
        check_is_slip(printer.cut()[0], job.slip);
    }
    {
        ReceiptPrinter printer({.answers_in_real_time = false, .answers_in_order = false});
        PrintQueue queue(
            options_for(printer.address(), job.told, profile(content::PrinterAnswers::Nothing)));
        queue.print(2, job.sheet);
        CHECK(job.told.wait_over(2).stage == PrintStage::Printed);
        CHECK(printer.wait_until([](const ReceiptPrinter& p) { return p.cut().size() == 1; }));
    }
    { // one that should answer and does not is not there
        ReceiptPrinter printer({.answers_in_real_time = false, .answers_in_order = false});
        auto options = options_for(printer.address(), job.told, profile());
        options.give_up = std::chrono::milliseconds(100);
        options.escpos.answer = std::chrono::milliseconds(100);
        PrintQueue queue(std::move(options));
        queue.print(3, job.sheet);
        CHECK(job.told.wait_over(3) ==
              PrintState{.stage = PrintStage::Failed, .trouble = PrintTrouble::Offline});
        CHECK(printer.begun().height == 0);
    }
}

TEST_CASE("a queue that ends in the middle of a job leaves nothing behind, and does not hang") {
    Job job;
    ReceiptPrinter printer({.paper_rows = 700});
    {
        PrintQueue queue(options_for(printer.address(), job.told, profile()));
        queue.print(1, job.sheet);
        queue.print(2, job.sheet);
        job.told.wait(
            1, [](const PrintState& state) { return state.trouble == PrintTrouble::PaperOut; });
    }
    CHECK_FALSE(job.told.all(1).back().is_over());
    CHECK(job.told.all(2).empty());
}

TEST_CASE("a slip that is given up in the middle is cut off before the next one") {
    Job job;
    ReceiptPrinter printer({.paper_rows = 700});
    auto options = options_for(printer.address(), job.told, profile());
    options.give_up = std::chrono::milliseconds(400);
    PrintQueue queue(std::move(options));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1) ==
          PrintState{.stage = PrintStage::Failed, .trouble = PrintTrouble::PaperOut});
    printer.load_paper();
    queue.print(2, job.sheet);
    CHECK(job.told.wait_over(2).stage == PrintStage::Printed);
    const auto cut = printer.cut();
    REQUIRE(cut.size() == 2);
    CHECK(cut[0].height < job.slip.height + 80);
    check_is_slip(cut[1], job.slip);
}
