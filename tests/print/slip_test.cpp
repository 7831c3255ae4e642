#include "content/moment.hpp"
#include "kiosk/pages.hpp"
#include "kiosk/print/calendar_entry.hpp"
#include "kiosk/print/notice_board.hpp"
#include "kiosk/print/print_target.hpp"
#include "kiosk/print/slip_file.hpp"
#include "tests/print/slips_testing.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

content::Moment at(int y, unsigned m, unsigned d, int hour, int minute) {
    using namespace std::chrono;
    return sys_days(year(y) / month(m) / day(d)) + hours(hour) + minutes(minute);
}

std::string text_of(const SlipSheet& sheet) {
    std::string text;
    for (const SheetPage& page : sheet.pages) {
        for (const SheetRun& run : page.runs) {
            text += run.text;
        }
    }
    return bare(text);
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

/// Everything lies on the page, runs by their origins.
bool stays_on_page(const SheetPage& page) {
    const auto within = [&page](float x, float y) {
        return x >= 0 && y >= 0 && x <= static_cast<float>(page.width) &&
               y <= static_cast<float>(page.height);
    };
    return std::ranges::all_of(page.fills,
                               [&](const SheetFill& f) {
                                   return within(f.x, f.y) && within(f.x + f.width, f.y + f.height);
                               }) &&
           std::ranges::all_of(page.masks,
                               [&](const SheetMask& m) {
                                   return within(m.x, m.y) && within(m.x + m.width, m.y + m.height);
                               }) &&
           std::ranges::all_of(page.runs, [&](const SheetRun& run) {
               return std::ranges::all_of(run.glyphs,
                                          [&](const SheetGlyph& g) { return within(g.x, g.y); });
           });
}

} // namespace

TEST_CASE("a clock in Germany, on both nights that change it") {
    const auto shows = [](content::Moment moment) {
        return day_and_time(content::german_time(moment));
    };
    CHECK(shows(at(2026, 11, 25, 9, 30)) == "25.11. 10:30");
    CHECK(shows(at(2026, 7, 1, 22, 5)) == "02.07. 00:05");
    CHECK(shows(at(2027, 3, 28, 0, 59)) == "28.03. 01:59");
    CHECK(shows(at(2027, 3, 28, 1, 0)) == "28.03. 03:00");
    CHECK(shows(at(2026, 10, 25, 0, 30)) == "25.10. 02:30");
    CHECK(shows(at(2026, 10, 25, 1, 30)) == "25.10. 02:30");
    for (const char* local : {"2026-11-25T10:30", "2026-07-02T00:05", "2027-03-28T03:00"}) {
        const auto moment = read_start(local);
        REQUIRE(moment);
        const content::LocalTime time = content::german_time(*moment);
        CHECK(content::iso_date(time.day) == std::string(local).substr(0, 10));
    }
    CHECK(read_start("2026-10-25T02:30") == at(2026, 10, 25, 0, 30)); // the first one
    for (const char* wrong :
         {"", "2026-11-25", "2026-11-25 10:30", "2026-11-31T10:30", "2026-11-25T24:00",
          "2026-11-25T10:60", "2026-11-25T1a:30", "2026-11-25T-1:30"}) {
        CHECK_FALSE(read_start(wrong));
    }
}

TEST_CASE("a calendar entry is iCalendar, escaped and folded between characters") {
    const std::string text =
        calendar_text({.uid = "A-47@zugang",
                       .start = at(2026, 11, 25, 9, 30),
                       .duration = std::chrono::minutes(30),
                       .summary = "Beratung; Teil 1, \\ Ende\nZeile 2 \x01",
                       .location = "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü"});
    CHECK(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    CHECK(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    CHECK(text.find("\r\nDTSTART:20261125T093000Z\r\nDTEND:20261125T100000Z\r\n") !=
          std::string::npos);
    CHECK(text.find("SUMMARY:Beratung\\; Teil 1\\, \\\\ Ende\\nZeile 2 \r\n") != std::string::npos);
    std::size_t line = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            CHECK(i + 1 - line <= 77);
            CHECK(
                (i + 1 == text.size() || (static_cast<unsigned char>(text[i + 1]) & 0xC0) != 0x80));
            line = i + 1;
        }
    }
    std::string unfolded = text;
    for (std::size_t fold = unfolded.find("\r\n "); fold != std::string::npos;
         fold = unfolded.find("\r\n ")) {
        unfolded.erase(fold, 3);
    }
    CHECK(unfolded.find("öüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü\r\n") != std::string::npos);
}

TEST_CASE("where to print is read, and what is no place says what is right") {
    using Kind = PrintTarget::Kind;
    const auto kind = [](const char* text) {
        const auto target = read_print_target(text);
        return target ? target->kind : Kind::None;
    };
    CHECK(kind("slip.pdf") == Kind::PdfFile);
    CHECK(kind("/tmp/a b/slip.png") == Kind::PngFile);
    CHECK(kind("ipp://localhost/printers/office") == Kind::Ipp);
    CHECK(kind("ipps://192.0.2.7:631/ipp/print") == Kind::Ipp);
    CHECK(kind("escpos:/dev/usb/lp0") == Kind::EscPosDevice);
    CHECK(read_print_target("escpos://192.0.2.7")->port == 9100);
    CHECK(read_print_target("escpos://[2001:db8::7]:9101") ==
          PrintTarget{.kind = Kind::EscPosNetwork, .host = "2001:db8::7", .port = 9101});
    for (const char* wrong : {"", "slip", ".pdf", "slip.PDF.txt", "http://x/a.pdf", "ipp://x",
                              "escpos:lp0", "escpos://", "escpos://x:0", "escpos://x:70000",
                              "escpos://x:9a", "escpos://[::1", "escpos://a b", "ipp://a b/c"}) {
        CAPTURE(wrong);
        const auto target = read_print_target(wrong);
        REQUIRE_FALSE(target);
        CHECK(target.error().find("wants") != std::string::npos);
    }
}

TEST_CASE("a slip says everything in the visitor's language and in German, in German once") {
    Counter counter;
    for (const content::Language& language : counter.shelf().languages()) {
        CAPTURE(language.tag);
        AppointmentFacts facts = full_appointment(language.tag);
        facts.name = "Erika Muster";
        const SlipSheet sheet = counter.sheet(appointment_slip(facts, counter.shelf()));
        REQUIRE(sheet.pages.size() == 1);
        CHECK(stays_on_page(sheet.pages.front()));
        const std::string text = text_of(sheet);
        const bool german = language.tag.starts_with("de");
        const auto says = [&](const char* key, const std::string& tag) {
            return bare(std::string(counter.shelf().strings(tag).get(key)));
        };
        CHECK(count(text, says("slip.appointment", language.tag)) == 1);
        CHECK(count(text, says("slip.appointment", "de")) == 1);
        CHECK(count(text, says("slip.bring", language.tag)) >= 1);
        CHECK(count(text, "25.11.10:30") == 1);
        CHECK(count(text, "Mittwoch,25.November2026") == 1);
        CHECK(count(text, "A-47") == 1);
        CHECK(count(text, "ErikaMuster") == (german ? 1 : 2));
        CHECK(count(text, "+49301815-1111") == (german ? 1 : 2));
        CHECK(count(text, "Anerkennungsberatung") == 1);
        CHECK(text.find("slip.") == std::string::npos);
        CHECK(text.find("{") == std::string::npos);
    }
    CHECK(text_of(counter.sheet(appointment_slip(full_appointment("fa"), counter.shelf())))
              .find(bare("۴ آذر ۱۴۰۵")) != std::string::npos);
}

TEST_CASE("what is not sure, not given or over is not on a slip") {
    Counter counter;
    AppointmentFacts facts = full_appointment("de");
    facts.status = SlipStatus::Requested;
    CHECK(
        text_of(counter.sheet(appointment_slip(facts, counter.shelf()))).find("nochnichtsicher") !=
        std::string::npos);
    facts.status = SlipStatus::Cancelled;
    const Slip cancelled = appointment_slip(facts, counter.shelf());
    CHECK(cancelled.codes.empty());
    CHECK(text_of(counter.sheet(cancelled)).find("Bittemitbringen") == std::string::npos);
    facts.status = SlipStatus::WalkIn;
    facts.start.reset();
    const SlipSheet walk_in = counter.sheet(appointment_slip(facts, counter.shelf()));
    CHECK(text_of(walk_in).find("IhreNummer") != std::string::npos);
    CHECK(text_of(walk_in).find("2026") == std::string::npos);
    CHECK(counter.composer()
              .compose({.form = "nothing", .language = "de"}, *find_paper("80mm"))
              .error() == SlipProblem::NoTemplate);
    CHECK(counter.composer()
              .compose({.form = "handout", .language = "de"}, *find_paper("80mm"))
              .error() == SlipProblem::NothingToSay);
}

TEST_CASE("slips fit every paper, and what is long goes on to another sheet") {
    Counter counter;
    AppointmentFacts facts = full_appointment("uk");
    for (const std::string& name : paper_names()) {
        CAPTURE(name);
        const SlipSheet sheet = counter.sheet(appointment_slip(facts, counter.shelf()), name);
        CHECK(sheet.pages.size() == (name == "a6" ? 2 : 1));
        CHECK(stays_on_page(sheet.pages.front()));
    }
    // A little less, and it is made to fit one postcard.
    AppointmentFacts shorter = facts;
    shorter.way = {};
    shorter.phone.clear();
    CHECK(counter.sheet(appointment_slip(shorter, counter.shelf()), "a6").pages.size() == 1);
    for (int i = 0; i < 30; ++i) {
        facts.bring.push_back({.icon = "no-such-pictogram",
                               .text = {.own = "Ще щось " + std::to_string(i),
                                        .german = "Noch etwas mit einem Donaudampfschifffahrts"
                                                  "gesellschaftskapitänsmützenabzeichen"}});
    }
    const SlipSheet sheets = counter.sheet(appointment_slip(facts, counter.shelf()), "a6");
    CHECK(sheets.pages.size() > 2);
    for (const SheetPage& page : sheets.pages) {
        CHECK(stays_on_page(page));
    }
    CHECK(count(text_of(sheets), bare("Ще щось 29")) == 1);
    const SlipSheet roll = counter.sheet(appointment_slip(facts, counter.shelf()), "58mm");
    CHECK(roll.pages.size() == 1);
    for (int i = 0; i < 2000; ++i) {
        facts.bring.push_back({.icon = {}, .text = {.own = {}, .german = "Zeile"}});
    }
    CHECK(counter.composer()
              .compose(appointment_slip(facts, counter.shelf()), *find_paper("58mm"))
              .error() == SlipProblem::TooLong);
}

TEST_CASE("broken words are laid out as well as they can be") {
    Counter counter;
    AppointmentFacts facts = full_appointment("ar");
    facts.name = std::string("\xff\xfe\xc3", 3) + "\u202E\u2066 \n\n\t";
    facts.room = std::string(500, 'W');
    facts.number = std::string(100, '8');
    facts.service.own = std::string(4000, 'x');
    const SlipSheet sheet = counter.sheet(appointment_slip(facts, counter.shelf()), "58mm");
    CHECK(sheet.pages.size() == 1);
}

TEST_CASE("articles and results of guides become slips, but none that is discreet") {
    Counter counter;
    Pages pages(counter.shelf(), {});
    const auto today = std::chrono::floor<std::chrono::days>(at(2026, 11, 25, 0, 0));
    std::size_t printed = 0;
    for (const content::Topic& topic : counter.shelf().topics()) {
        for (const content::ArticleEntry& entry : pages.topic(topic.id, "ti")) {
            const ArticlePage* page = pages.article(entry.slug, "ti", today);
            REQUIRE(page != nullptr);
            const auto slip = handout_slip(*page, "Beratungszentrum", "ti", counter.shelf());
            CAPTURE(entry.slug);
            if (page->article.discreet) {
                CHECK_FALSE(slip);
                continue;
            }
            REQUIRE(slip);
            const SlipSheet sheet = counter.sheet(*slip, printed % 2 == 0 ? "80mm" : "a5");
            CHECK(stays_on_page(sheet.pages.front()));
            ++printed;
            ArticlePage discreet = *page;
            discreet.article.discreet = true;
            CHECK_FALSE(handout_slip(discreet, "", "ti", counter.shelf()));
        }
    }
    CHECK(printed > 20);
    const GuidePage* result = pages.guide("where-do-i-go/r_abh", "ar");
    REQUIRE(result != nullptr);
    const auto referral = referral_slip(*result, {}, "Beratungszentrum", "ar", counter.shelf());
    REQUIRE(referral);
    CHECK(text_of(counter.sheet(*referral)).find(bare("Ausländerbehörde")) != std::string::npos);
    const GuidePage* question = pages.guide("where-do-i-go", "ar");
    REQUIRE(question != nullptr);
    CHECK_FALSE(referral_slip(*question, {}, "", "ar", counter.shelf()));
    for (const GuidePage& crisis : pages.crisis_results("ar")) {
        CHECK_FALSE(referral_slip(crisis, {}, "", "ar", counter.shelf()));
    }
}

TEST_CASE("a slip as JSON names the key that is wrong") {
    const auto slip = read_slip_file(
        R"({"start": "2026-11-25T10:30", "texts": {"number": "A-47", "service": {"own": "x", "german": "y"}},
            "rows": {"bring": [{"icon": "id", "german": "Pass"}, "Foto"]}, "codes": {"take": "z"}})");
    REQUIRE(slip);
    CHECK(slip->start == at(2026, 11, 25, 9, 30));
    CHECK(slip->texts.at("service").own == "x");
    CHECK(slip->rows.at("bring").size() == 2);
    CHECK(slip->rows.at("bring")[0].icon == "id");
    const auto error = [](const char* json) {
        const auto read = read_slip_file(json);
        return read ? std::string() : read.error();
    };
    CHECK(error("[]").find("no JSON object") != std::string::npos);
    CHECK(error(R"({"strat": 1})").find("strat") != std::string::npos);
    CHECK(error(R"({"start": "soon"})").find("start wants") != std::string::npos);
    CHECK(error(R"({"texts": {"room": 3}})").find("texts.room") != std::string::npos);
    CHECK(error(R"({"texts": {"room": {"onw": "x"}}})").find("texts.room") != std::string::npos);
    CHECK(error(R"({"rows": {"bring": "x"}})").find("rows.bring") != std::string::npos);
    CHECK(error(R"({"codes": {"take": []}})").find("codes.take") != std::string::npos);
    CHECK(error(R"({"texts": 1})").find("texts wants") != std::string::npos);
}
