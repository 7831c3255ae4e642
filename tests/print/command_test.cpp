// zugang-kiosk slip as installers use it.
#include "tests/print/receipt_printer.hpp"
#include "tests/print/slips_testing.hpp"
#include "tests/run_command.hpp"

#include <fstream>

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using zugang::testing::Outcome;
using zugang::testing::run_command;

namespace {

Outcome slip(const std::string& arguments) {
    const std::string binaries = ZUGANG_BINARY_DIR;
    return run_command(binaries + "/bin/zugang-kiosk slip --content " + binaries +
                       "/tours/content " + arguments);
}

} // namespace

TEST_CASE("slips are written as files, for every template") {
    const Scratch folder;
    const std::string at = folder.path().string();
    CHECK(slip("--lang fa --number A-47 --start 2026-11-25T10:30 --room 2.14 --bring "
               "'id|Pass|گذرنامه' "
               "--to " +
               at + "/a.pdf")
              .code == 0);
    CHECK(read_file(folder.path() / "a.pdf").starts_with("%PDF-1.5"));
    const auto text = run_command("pdftotext -raw " + at + "/a.pdf -");
    CHECK(text.text.find("A-47") != std::string::npos);
    CHECK(text.text.find("25.11. 10:30") != std::string::npos);
    CHECK(slip("--template test --width 58mm --to " + at + "/t.png").code == 0);
    CHECK(read_file(folder.path() / "t.png").starts_with("\x89PNG"));
    CHECK(slip("--template handout --lang ar --article anerkennung-kosten --to " + at + "/h.pdf")
              .code == 0);
    CHECK(slip("--template referral --lang uk --guide where-do-i-go/r_abh --width a6 --to " + at +
               "/r.png")
              .code == 0);
    std::ofstream(folder.path() / "slip.json")
        << R"({"start": "2026-11-25T10:30", "texts": {"number": "B-3", "way": {"own": "yol", "german": "Weg"}}})";
    CHECK(slip("--lang tr --data " + at + "/slip.json --room 7 --to " + at + "/j.pdf").code == 0);
    const auto json = run_command("pdftotext -raw " + at + "/j.pdf -");
    for (const char* word : {"B-3", "7", "yol", "Weg", "25.11. 10:30"}) {
        CHECK(json.text.find(word) != std::string::npos);
    }
    std::ofstream(folder.path() / "terminal.toml")
        << "[printer]\nto = \"" << at << "/c.png\"\npaper = \"a6\"\n";
    CHECK(slip("--config " + at + "/terminal.toml --number A-1").code == 0);
    CHECK(read_file(folder.path() / "c.png").starts_with("\x89PNG"));
}

TEST_CASE("a receipt printer is printed on, or it is said what is wrong with it") {
    {
        ReceiptPrinter printer({});
        CHECK(slip("--template test --to " + printer.address()).code == 0);
        CHECK(printer.cut().size() == 1);
    }
    ReceiptPrinter printer({.paper_rows = 0});
    const Outcome outcome = slip("--template test --wait 1 --to " + printer.address());
    CHECK(outcome.code == 1);
    CHECK(outcome.text.find("there is no paper") != std::string::npos);
}

TEST_CASE("a wrong call is told from a failed one, with what is right") {
    const auto wrong = [](const std::string& arguments, const char* says) {
        CAPTURE(arguments);
        const Outcome outcome = slip(arguments);
        CHECK(outcome.code == 2);
        CHECK(outcome.text.find(says) != std::string::npos);
    };
    const auto failed = [](const std::string& arguments, const char* says) {
        CAPTURE(arguments);
        const Outcome outcome = slip(arguments);
        CHECK(outcome.code == 1);
        CHECK(outcome.text.find(says) != std::string::npos);
    };
    wrong("", "--to is missing");
    wrong("--to printer", "ipp://HOST/PATH");
    wrong("--to x.pdf --width 81mm", "80mm");
    wrong("--to x.pdf --lang xx", "the content has de");
    wrong("--to escpos://127.0.0.1:1 --profile nothing", "58mm");
    wrong("--to escpos://127.0.0.1:1 --profile 58mm --width 80mm", "384 dots");
    wrong("--to x.pdf --wiat 3", "--wiat");
    wrong("--to x.pdf --data /nowhere.json", "--data");
    failed("--to /nowhere/x.pdf --number A-1", "cannot write /nowhere/x.pdf");
    failed("--to x.pdf --template voucher", "appointment, handout, referral, test");
    failed("--to x.pdf --start tomorrow", "2026-11-25T10:30");
    failed("--to x.pdf --template handout --article nothing", "nothing");
    failed("--to x.pdf --template handout", "nothing to print");
    failed("--to x.pdf --template referral --guide where-do-i-go", "a question");
    failed("--to escpos://127.0.0.1:1 --number A-1 --wait 1", "switched on");
    const Outcome nowhere = run_command(std::string(ZUGANG_BINARY_DIR) +
                                        "/bin/zugang-kiosk slip --content /nowhere --to x.pdf");
    CHECK(nowhere.code == 1);
    CHECK(nowhere.text.find("--content") != std::string::npos);
    CHECK(slip("--help").text.find("zugang-kiosk slip --template test") != std::string::npos);
}
