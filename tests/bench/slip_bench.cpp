// What a slip costs: laid out, as a picture, as PDF, and from print to the first byte at a printer.
#include "kiosk/print/print_desk.hpp"
#include "kiosk/print/slip_composer.hpp"
#include "kiosk/print/slip_pdf.hpp"
#include "kiosk/print/slip_picture.hpp"
#include "tests/bench/cpu_time.hpp"
#include "tests/print/receipt_printer.hpp"
#include "tests/print/slips_testing.hpp"

#include <algorithm>
#include <cstdio>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int rounds = 15;

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

} // namespace

int main() {
    Counter counter;
    for (const char* language : {"de", "fa", "ti", "uk"}) {
        const Slip slip = appointment_slip(full_appointment(language), counter.shelf());
        const Paper paper = *find_paper("80mm");
        std::vector<double> fresh;
        std::vector<double> again;
        std::vector<double> picture;
        std::vector<double> pdf;
        for (int i = 0; i < rounds; ++i) {
            SlipComposer composer(counter.shelf()); // nothing in its caches
            auto start = Clock::now();
            const auto sheet = composer.compose(slip, paper);
            fresh.push_back(ms_since(start));
            start = Clock::now();
            (void)composer.compose(slip, paper);
            again.push_back(ms_since(start));
            start = Clock::now();
            (void)paint(sheet->pages.front(), composer.fonts());
            picture.push_back(ms_since(start));
            const fonts::FontSet fonts = open_fonts(*sheet->fonts);
            start = Clock::now();
            (void)pdf_of(*sheet, fonts);
            pdf.push_back(ms_since(start));
        }
        std::printf("slip.%s.layout.first %.1f ms (budget 20)\nslip.%s.layout.again %.1f ms\n"
                    "slip.%s.picture %.1f ms\nslip.%s.pdf %.1f ms\n",
                    language, median(fresh), language, median(again), language, median(picture),
                    language, median(pdf));
    }
    std::vector<double> first_byte;
    for (int i = 0; i < rounds; ++i) {
        ReceiptPrinter printer({});
        PrintDesk::Options options;
        options.printer.target = *read_print_target(printer.address());
        PrintDesk desk(std::move(options));
        const Slip slip = appointment_slip(full_appointment("fa"), counter.shelf());
        const auto start = Clock::now();
        // As after a tap: laid out, handed over, painted on the queue's thread, asked how it is.
        desk.print(*counter.composer().compose(slip, desk.paper()), PrintFor::Staff);
        printer.wait_until(
            [](const ReceiptPrinter& p) { return p.first_byte() != Clock::time_point{}; });
        first_byte.push_back(
            std::chrono::duration<double, std::milli>(printer.first_byte() - start).count());
    }
    std::printf("slip.first_byte %.1f ms, at most %.1f (budget 300)\n", median(first_byte),
                *std::ranges::max_element(first_byte));
}
