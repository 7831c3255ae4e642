// What is on the screen before a slip is printed is what the printer prints, and it is said.
#include "content/soft_hyphens.hpp"
#include "kiosk/print/slip_pdf.hpp"
#include "tests/print/pictures.hpp"
#include "tests/print/receipt_printer.hpp"
#include "tests/print/slips_testing.hpp"
#include "tests/print/stand.hpp"
#include "tests/run_command.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using zugang::testing::run_command;

namespace {

PrinterSettings settings_for(const std::string& address, const std::string& profile = "80mm",
                             const std::string& paper = "") {
    PrinterSettings settings;
    settings.target = read_print_target(address).value();
    settings.profile = profile;
    settings.paper = paper;
    return settings;
}

/// From the screen: each dot a square of so many pixels, all of one colour. The test fails where
/// one is not.
SlipPicture dots_on(const std::vector<std::uint32_t>& pixels, int screen_width, const Rect& where,
                    int zoom) {
    SlipPicture picture{.width = static_cast<int>(where.width) / zoom,
                        .height = static_cast<int>(where.height) / zoom,
                        .bits = {}};
    picture.bits.resize(picture.row_bytes() * static_cast<std::size_t>(picture.height));
    int other = 0;
    for (int y = 0; y < picture.height * zoom; ++y) {
        for (int x = 0; x < picture.width * zoom; ++x) {
            const auto at = static_cast<std::size_t>(static_cast<int>(where.y) + y) *
                                static_cast<std::size_t>(screen_width) +
                            static_cast<std::size_t>(static_cast<int>(where.x) + x);
            const std::uint32_t colour = pixels[at] & 0xFFFFFFU;
            auto& byte = picture.bits[static_cast<std::size_t>(y / zoom) * picture.row_bytes() +
                                      static_cast<std::size_t>(x / zoom) / 8];
            const auto bit = static_cast<std::uint8_t>(0x80U >> (x / zoom % 8));
            if (x % zoom == 0 && y % zoom == 0 && colour == 0) {
                byte = static_cast<std::uint8_t>(byte | bit);
            }
            other += colour != ((byte & bit) != 0 ? 0U : 0xFFFFFFU) ? 1 : 0;
        }
    }
    CHECK(other == 0);
    return picture;
}

bool begins_with(const SlipPicture& paper, const SlipPicture& slip) {
    return paper.width == slip.width && paper.height >= slip.height &&
           std::equal(slip.bits.begin(), slip.bits.end(), paper.bits.begin());
}

bool is_same(const SlipPicture& a, const SlipPicture& b) {
    return a.width == b.width && a.height == b.height && a.bits == b.bits;
}

constexpr Size tall{1080, 6000}; // all of a slip is seen

void open_slip(Stand& stand, const std::string& language) {
    stand.tap("language." + language);
    stand.tap("topic.work");
    stand.tap("article.mindestlohn");
    stand.tap("print.open");
}

} // namespace

TEST_CASE("the dots on the screen are the dots on the paper of every receipt printer") {
    struct Head {
        const char* profile;
        int width;
    };
    for (const Head head : {Head{"80mm", 576}, Head{"80mm-512", 512}, Head{"58mm", 384}}) {
        for (const char* language : {"fa", "ti", "de"}) {
            CAPTURE(std::string(head.profile));
            CAPTURE(std::string(language));
            ReceiptPrinter printer({.width_px = head.width});
            Stand stand({.printer = settings_for(printer.address(), head.profile), .screen = tall});
            open_slip(stand, language);
            stand.tap("slip.zoom");
            const Node* slip = stand.tree().find("slip.picture");
            REQUIRE(slip != nullptr);
            const int zoom = static_cast<int>(slip->rect.width) / head.width;
            CHECK(zoom >= 1);
            const SlipPicture seen = dots_on(stand.pixels(), stand.width(), slip->rect, zoom);
            CHECK(seen.width == head.width);
            stand.tap("print.start");
            REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
            const bool cuts = head.width > 384; // those of 58 mm are torn off
            REQUIRE(printer.wait_until([&](const ReceiptPrinter& p) {
                return cuts ? p.cut().size() == 1 : p.begun().height > seen.height;
            }));
            CHECK(begins_with(cuts ? printer.cut().front() : printer.begun(), seen));
            CHECK(std::ranges::any_of(seen.bits, [](std::uint8_t byte) { return byte != 0; }));
        }
    }
}

TEST_CASE("the dots on the screen are those of the PDF file, on every paper") {
    struct Case {
        const char* paper;
        float width; ///< of a screen on which it is seen dot by dot
    };
    for (const auto [paper, width] : {Case{"80mm", 1080}, Case{"58mm", 1080}, Case{"a6", 1080},
                                      Case{"a5", 1400}, Case{"a4", 1900}}) {
        CAPTURE(std::string(paper));
        const Scratch folder;
        const auto pdf = folder.path() / "slip.pdf";
        Stand stand(
            {.printer = settings_for(pdf.string(), "80mm", paper), .screen = {width, 7000}});
        open_slip(stand, "fa");
        stand.tap("slip.zoom");
        const Node* node = stand.tree().find("slip.picture");
        REQUIRE(node != nullptr);
        REQUIRE(stand.press().preview() != nullptr);
        const SlipPicture& first = stand.press().preview()->pages().front();
        const int zoom = std::max(1, static_cast<int>(node->rect.width) / first.width);
        Rect where = node->rect;
        where.height = static_cast<float>(first.height * zoom);
        const SlipPicture seen = dots_on(stand.pixels(), stand.width(), where, zoom);
        CHECK(is_same(seen, first));

        stand.tap("print.start");
        REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
        const auto drawn = run_command("pdftoppm -r 203.2 -mono -l 1 " + pdf.string() + " " +
                                       (folder.path() / "page").string());
        REQUIRE(drawn.code == 0);
        std::string file = "page-1.pbm";
        if (!std::filesystem::exists(folder.path() / file)) {
            file = "page-01.pbm";
        }
        const Paper known = *find_paper(paper);
        const SlipPicture page = read_pbm(read_file(folder.path() / file),
                                          (known.sheet_width - known.width) / 2, known.width);
        CHECK(std::abs(page.height - seen.height) <= 1);
        const auto black = std::count_if(seen.bits.begin(), seen.bits.end(),
                                         [](std::uint8_t byte) { return byte != 0; });
        CHECK(black > 2000);
        CHECK(other_dots(page, seen) < black / 20);
    }
}

TEST_CASE("a slip that is shown whole is as black as its dots, and a touch shows them there") {
    ReceiptPrinter printer({});
    Stand stand({.printer = settings_for(printer.address())});
    open_slip(stand, "ar");
    const Node* node = stand.tree().find("slip.picture");
    REQUIRE(node != nullptr);
    const Rect whole = node->rect;
    const SlipPicture& dots = stand.press().preview()->pages().front();
    CHECK(whole.width < static_cast<float>(dots.width));
    const auto pixels = stand.pixels();
    double grey = 0;
    for (int y = 0; y < static_cast<int>(whole.height); ++y) {
        for (int x = 0; x < static_cast<int>(whole.width); ++x) {
            const auto at = static_cast<std::size_t>(static_cast<int>(whole.y) + y) *
                                static_cast<std::size_t>(stand.width()) +
                            static_cast<std::size_t>(static_cast<int>(whole.x) + x);
            grey += 1 - (pixels[at] & 0xFFU) / 255.0;
        }
    }
    double black = 0;
    for (int y = 0; y < dots.height; ++y) {
        for (int x = 0; x < dots.width; ++x) {
            black += dots.at(x, y) ? 1 : 0;
        }
    }
    const double scale = whole.width / static_cast<double>(dots.width);
    CHECK(grey == doctest::Approx(black * scale * scale).epsilon(0.02));

    stand.touch_at({whole.center().x, whole.y + whole.height * 0.8F});
    CHECK(stand.press().preview()->zoomed());
    const Node* zoomed = stand.tree().find("slip.picture");
    REQUIRE(zoomed != nullptr);
    CHECK(zoomed->rect.width >= static_cast<float>(dots.width));
    CHECK(stand.terminal().hidden_px() > 0); // and it was gone to
    stand.touch_at(zoomed->rect.center());
    CHECK_FALSE(stand.press().preview()->zoomed());
}

TEST_CASE("S14: every line of a slip is said before it is printed, in its language") {
    ReceiptPrinter printer({});
    Stand stand({.printer = settings_for(printer.address())});
    open_slip(stand, "tr");
    stand.terminal().set_headphones(Plug::In, std::chrono::hours(1));
    std::size_t lines = 0;
    for (const SheetText& text : stand.press().preview()->sheet().pages.front().texts) {
        ++lines;
        CAPTURE(text.text);
        const auto& stops = stand.terminal().narration().focus.stops();
        const auto stop = std::ranges::find_if(stops, [&](const Stop& one) {
            return one.node.id == "slip.text." + std::to_string(lines);
        });
        REQUIRE(stop != stops.end());
        CHECK(stop->node.label == content::without_soft_hyphens(text.text));
        CHECK(stop->node.language == text.language);
    }
    CHECK(lines > 8);
    const auto& texts = stand.press().preview()->sheet().pages.front().texts;
    CHECK(std::ranges::any_of(texts, [](const SheetText& t) { return t.language == "tr"; }));
    CHECK(std::ranges::any_of(texts, [](const SheetText& t) { return t.language == "de"; }));
    for (std::size_t i = 0; i < lines + 12; ++i) {
        stand.key(Key::Next);
        stand.pass(std::chrono::seconds(30));
    }
    const std::string heard = stand.heard();
    for (const SheetText& text : texts) {
        CAPTURE(text.text);
        const std::string line = content::without_soft_hyphens(text.text); // of several sentences
        CHECK(heard.find(line.substr(0, line.find_first_of(".,:;?!\n"))) != std::string::npos);
    }
}

TEST_CASE("S14: the slip that staff are about to print is said as well") {
    const Scratch folder;
    ReceiptPrinter printer({});
    Stand stand({.printer = settings_for(printer.address()),
                 .folder = folder.path(),
                 .plan = ZUGANG_SOURCE_DIR "/tests/tour/staff_appointments.toml"});
    stand.tap("language.uk");
    stand.unlock();
    stand.tap("staff.next_free");
    stand.tap("staff.give");
    stand.terminal().set_headphones(Plug::In, std::chrono::hours(1));
    for (int i = 0; i < 60; ++i) {
        stand.key(Key::Next);
        stand.pass(std::chrono::seconds(1));
        stand.desk().seen(std::chrono::hours(2)); // it does not lock itself meanwhile
    }
    const std::string heard = stand.heard();
    CHECK(heard.find("Ваш запис на прийом") != std::string::npos);
    CHECK(heard.find("Montag, 23. November 2026") != std::string::npos);
    CHECK(heard.find("Паспорт або посвідчення особи") != std::string::npos);
    CHECK(heard.find("A-1") != std::string::npos);
    const auto& log = stand.terminal().narration().speech.log();
    CHECK(std::ranges::any_of(log, [](const Utterance& u) { return u.language == "uk"; }));
    stand.tap("staff.print");
    REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
    stand.terminal().set_headphones(Plug::Out, std::chrono::hours(2));
}

TEST_CASE("S14: what becomes of a slip is said: there is no paper") {
    ReceiptPrinter printer({.paper_rows = 0});
    Stand stand({.printer = settings_for(printer.address())});
    open_slip(stand, "tr");
    stand.terminal().set_headphones(Plug::In, std::chrono::hours(1));
    stand.tap("print.start");
    REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.paper_out"; }));
    CHECK(stand.label("print.message").find("kâğıt yok") != std::string::npos);
    stand.pass(std::chrono::seconds(1));
    CHECK(stand.heard().find("kâğıt yok") != std::string::npos);
    printer.load_paper();
    REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
    CHECK(printer.cut().size() == 1);
}

TEST_CASE("a visitor prints so often in a visit, and is told when it is enough") {
    ReceiptPrinter printer({});
    Stand stand({.printer = settings_for(printer.address())});
    open_slip(stand, "uk");
    for (int i = 0; i < 3; ++i) {
        REQUIRE(stand.shows("print.start"));
        stand.tap("print.start");
        REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
    }
    CHECK_FALSE(stand.shows("print.start"));
    CHECK_FALSE(stand.press().visitor_may_print());
    stand.tap("nav.back");
    stand.tap("print.open");
    CHECK(stand.label("print.limit").find("кілька аркушів") != std::string::npos);
    stand.tap("session.finish");
    open_slip(stand, "ro");
    CHECK(stand.shows("print.start"));
    CHECK(printer.cut().size() == 3);
}

TEST_CASE("nothing discreet can be printed, and nothing where visitors do not print") {
    ReceiptPrinter printer({});
    {
        Stand stand({.printer = settings_for(printer.address())});
        stand.tap("language.de");
        stand.tap("nav.help");
        stand.tap("guide.where-do-i-go/r_gewalt");
        CHECK_FALSE(stand.shows("print.open"));
        CHECK_FALSE(stand.shows("article.take"));
        stand.tap("session.leave");
        stand.tap("guide.where-do-i-go");
        stand.tap("answer.4");
        CHECK_FALSE(stand.shows("print.open")); // a question
        stand.tap("answer.1");
        stand.tap("print.open"); // a result
        CHECK(stand.shows("slip.text.1"));
        CHECK(stand.shows("print.start"));
    }
    PrinterSettings none = settings_for(printer.address());
    none.visitor_prints = 0;
    for (const PrinterSettings& settings : {none, PrinterSettings{}}) {
        Stand stand({.printer = settings});
        stand.tap("language.de");
        stand.tap("topic.work");
        stand.tap("article.mindestlohn");
        CHECK(stand.shows("article.take"));
        CHECK_FALSE(stand.shows("print.open"));
    }
}

TEST_CASE("larger print: no letter is smaller than 14 points, and more paper is used") {
    Counter counter;
    for (const char* paper : {"80mm", "58mm", "a4"}) {
        CAPTURE(paper);
        Slip slip = appointment_slip(full_appointment("fa"), counter.shelf());
        const SlipSheet normal = counter.sheet(slip, paper);
        slip.letters = SlipLetters::Large;
        const SlipSheet large = counter.sheet(slip, paper);
        for (const SheetPage& page : large.pages) {
            for (const SheetRun& run : page.runs) {
                CHECK(run.size * 25.4F / 203.2F >= 4.94F);
            }
        }
        CHECK(large.pages.size() * static_cast<std::size_t>(large.pages.front().height) >=
              normal.pages.size() * static_cast<std::size_t>(normal.pages.front().height));
    }
    ReceiptPrinter printer({});
    Stand stand({.printer = settings_for(printer.address()), .screen = tall});
    stand.tap("language.de");
    stand.tap("topic.work");
    stand.tap("article.mindestlohn");
    stand.tap("print.open");
    const int before = stand.press().preview()->pages().front().height;
    stand.tap("print.larger");
    CHECK(stand.press().preview()->pages().front().height > before);
    stand.tap("print.larger");
    CHECK(stand.press().preview()->pages().front().height == before);
    stand.tap("session.finish");
    stand.tap("language.de");
    stand.tap("bar.text"); // who needs large letters on the screen needs them on paper
    stand.tap("topic.work");
    stand.tap("article.mindestlohn");
    stand.tap("print.open");
    CHECK(stand.press().preview()->pages().front().height > before);
}
