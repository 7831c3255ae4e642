// Slips on a printer that speaks IPP, and on a queue of CUPS.
#include "kiosk/print/slip_pdf.hpp"
#include "tests/print/ipp_server.hpp"
#include "tests/run_command.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>
#include <thread>
#include <utility>

#include <cups/raster.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using zugang::testing::run_command;

namespace {

struct Job {
    Counter counter;
    SlipSheet sheet = counter.sheet(appointment_slip(full_appointment("fa"), counter.shelf()));
    std::string pdf = pdf_of(sheet, open_fonts(*sheet.fonts));
    Told told;
};

PrintState wait_trouble(Told& told, PrintJobId job, PrintTrouble trouble) {
    return told.wait(job, [trouble](const PrintState& state) { return state.trouble == trouble; });
}

/// A scheduler of CUPS of the test's own, with a queue "zettel" to a printer.
class CupsScheduler {
  public:
    explicit CupsScheduler(const std::string& printer) : port_(zugang::testing::free_port()) {
        const std::filesystem::path folder = folder_.path();
        for (const char* name : {"root", "spool", "spool/tmp", "cache", "state", "logs"}) {
            std::filesystem::create_directories(folder / name);
            std::filesystem::permissions(folder / name, std::filesystem::perms::all);
        }
        std::filesystem::permissions(folder, std::filesystem::perms::all);
        const std::string at = folder.string();
        std::ofstream(folder / "cups-files.conf")
            << "ServerRoot " << at << "/root\nRequestRoot " << at << "/spool\nTempDir " << at
            << "/spool/tmp\nCacheDir " << at << "/cache\nStateDir " << at << "/state\nAccessLog "
            << at << "/logs/access\nErrorLog " << at << "/logs/error\nPageLog " << at
            << "/logs/page\nSystemGroup root\n";
        std::ofstream(folder / "cupsd.conf")
            << "Listen localhost:" << port_
            << "\nBrowsing No\nWebInterface No\nDefaultAuthType None\nLogLevel warn\n"
               "<Location />\nOrder allow,deny\nAllow localhost\n</Location>\n"
               "<Location /admin>\nOrder allow,deny\nAllow localhost\n</Location>\n"
               "<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n"
               "<Limit All>\nOrder allow,deny\nAllow localhost\n</Limit>\n</Policy>\n";
        process_.emplace(std::vector<std::string>{"/usr/sbin/cupsd", "-f", "-c", at + "/cupsd.conf",
                                                  "-s", at + "/cups-files.conf"},
                         port_);
        const auto made = run_command("lpadmin -h localhost:" + std::to_string(port_) +
                                      " -p zettel -E -m raw -v " + printer);
        INFO(made.text);
        REQUIRE(made.code == 0);
    }

    std::string address() const {
        return "ipp://localhost:" + std::to_string(port_) + "/printers/zettel";
    }

    /// Documents of jobs: "d00001-001".
    std::vector<std::string> documents() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "spool")) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with("d") || name.starts_with("c")) {
                found.push_back(name);
            }
        }
        return found;
    }

    /// Files of its spool, caches, states and logs in which this stands.
    std::vector<std::string> files_with(const std::string& bytes) const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
            if (entry.is_regular_file() &&
                read_file(entry.path()).find(bytes) != std::string::npos) {
                found.push_back(entry.path().string());
            }
        }
        return found;
    }

  private:
    Scratch folder_;
    int port_;
    std::optional<zugang::testing::ServerProcess> process_;
};

/// The dots of the first page of a PWG raster file, and how many of them are an inch.
std::pair<SlipPicture, unsigned> read_raster(const std::string& bytes) {
    const Scratch folder;
    std::ofstream(folder.path() / "slip.pwg", std::ios::binary) << bytes;
    const int file = ::open((folder.path() / "slip.pwg").c_str(), O_RDONLY);
    REQUIRE(file >= 0);
    cups_raster_t* raster = cupsRasterOpen(file, CUPS_RASTER_READ);
    cups_page_header2_t header{};
    REQUIRE(cupsRasterReadHeader2(raster, &header) != 0);
    SlipPicture picture{.width = static_cast<int>(header.cupsWidth),
                        .height = static_cast<int>(header.cupsHeight),
                        .bits = {}};
    picture.bits.resize(picture.row_bytes() * header.cupsHeight);
    std::vector<unsigned char> row(header.cupsBytesPerLine);
    const std::size_t samples = header.cupsBitsPerPixel / 8;
    for (int y = 0; y < picture.height; ++y) {
        REQUIRE(cupsRasterReadPixels(raster, row.data(), header.cupsBytesPerLine) > 0);
        for (int x = 0; x < picture.width; ++x) {
            const bool black =
                samples == 0 ? ((row[static_cast<std::size_t>(x) / 8] >> (7 - x % 8)) & 1) != 0
                             : row[static_cast<std::size_t>(x) * samples] < 128;
            if (black) {
                auto& byte = picture.bits[static_cast<std::size_t>(y) * picture.row_bytes() +
                                          static_cast<std::size_t>(x) / 8];
                byte = static_cast<std::uint8_t>(byte | (0x80U >> (x % 8)));
            }
        }
    }
    cupsRasterClose(raster);
    ::close(file);
    return {std::move(picture), header.HWResolution[0]};
}

} // namespace

TEST_CASE("an IPP printer gets the slip as a PDF file, byte for byte, once") {
    Job job;
    IppPrinter printer;
    PrintQueue queue(options_for(printer.address(), job.told));
    queue.print(1, job.sheet);
    queue.print(2, job.sheet);
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    CHECK(job.told.wait_over(2).stage == PrintStage::Printed);
    const auto printed = printer.printed();
    REQUIRE(printed.size() == 2);
    CHECK(printed[0] == job.pdf);
    CHECK(printed[1] == job.pdf);
}

TEST_CASE("one that takes PWG raster alone gets the dots of the preview") {
    Job job;
    IppPrinter printer("image/pwg-raster");
    PrintQueue queue(options_for(printer.address(), job.told));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    const auto printed = printer.printed();
    REQUIRE(printed.size() == 1);
    REQUIRE(printed[0].starts_with("RaS2"));
    const auto [raster, dots_per_inch] = read_raster(printed[0]);
    // It says what dots it has; the slip is as wide as the paper, with its edges.
    const SlipPicture preview =
        paint(job.sheet.pages.front(), job.counter.composer().fonts(), dots_per_inch / 203.2);
    CHECK(raster.height == preview.height);
    CHECK(std::abs(raster.width - 80 * dots_per_inch / 25.4) < 1);
    const int left = (raster.width - preview.width) / 2;
    int other = 0;
    int black = 0;
    for (int y = 0; y < std::min(raster.height, preview.height); ++y) {
        for (int x = 0; x < preview.width; ++x) {
            black += preview.at(x, y) ? 1 : 0;
            other += preview.at(x, y) != raster.at(x + left, y) ? 1 : 0;
        }
    }
    CHECK(black > 10'000);
    CHECK(other == 0);
}

TEST_CASE("a printer for photographs only is told from one that works") {
    Job job;
    IppPrinter printer("image/jpeg");
    PrintQueue queue(options_for(printer.address(), job.told));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1) ==
          PrintState{.stage = PrintStage::Failed, .trouble = PrintTrouble::WrongFormat});
    CHECK(printer.printed().empty());
}

TEST_CASE("an IPP printer without paper: the slip waits, and is printed once") {
    Job job;
    IppPrinter printer;
    printer.set("no-paper");
    PrintQueue queue(options_for(printer.address(), job.told));
    queue.print(1, job.sheet);
    CHECK(wait_trouble(job.told, 1, PrintTrouble::PaperOut).stage == PrintStage::Waiting);
    SUBCASE("the printer has given one job up by itself; has it the next one, it keeps it") {
    }
    SUBCASE("paper is back before the printer is asked why it gave a job up") {
        printer.set("refuse");
    }
    printer.load_paper();
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    CHECK(printer.printed().size() == 1);
}

TEST_CASE("a printer that gives a job up for no reason refuses it") {
    Job job;
    IppPrinter printer;
    printer.set("refuse");
    PrintQueue queue(options_for(printer.address(), job.told));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1) ==
          PrintState{.stage = PrintStage::Failed, .trouble = PrintTrouble::Refused});
    CHECK(printer.printed().empty());
}

TEST_CASE("a busy printer is waited for, one job after another") {
    Job job;
    IppPrinter printer;
    printer.set("hold");
    Told other;
    PrintQueue first(options_for(printer.address(), other));
    first.print(1, job.sheet);
    other.wait(1, [](const PrintState& state) { return state.stage == PrintStage::Sending; });
    // Until the first one is there, the second one may be it: both are printed in the end.
    PrintQueue second(options_for(printer.address(), job.told));
    second.print(2, job.sheet);
    PrintQueue third(options_for(printer.address(), job.told));
    third.print(3, job.sheet);
    const auto busy = [&](PrintJobId id, Told& told) {
        const auto states = told.all(id);
        return !states.empty() && states.back().trouble == PrintTrouble::Busy;
    };
    const auto waiting = [&] {
        return static_cast<int>(busy(1, other)) + static_cast<int>(busy(2, job.told)) +
               static_cast<int>(busy(3, job.told));
    };
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (waiting() < 2) { // one of the three has the printer
        REQUIRE(std::chrono::steady_clock::now() < end);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    printer.clear("hold");
    CHECK(other.wait_over(1).stage == PrintStage::Printed);
    CHECK(job.told.wait_over(2).stage == PrintStage::Printed);
    CHECK(job.told.wait_over(3).stage == PrintStage::Printed);
    CHECK(printer.printed().size() == 3);
}

TEST_CASE("a printer that is off is waited for; what is no printer is refused") {
    Job job;
    const int port = zugang::testing::free_port();
    PrintQueue queue(
        options_for("ipp://localhost:" + std::to_string(port) + "/ipp/print", job.told));
    queue.print(1, job.sheet);
    CHECK(wait_trouble(job.told, 1, PrintTrouble::Offline).stage == PrintStage::Waiting);
    const IppPrinter printer("application/pdf", port);
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    CHECK(printer.printed().size() == 1);
    Told other;
    PrintQueue wrong(
        options_for("ipp://localhost:" + std::to_string(port) + "/no/such/path", other));
    wrong.print(1, job.sheet);
    CHECK(other.wait_over(1).stage == PrintStage::Failed);
}

TEST_CASE("a job that a printer keeps too long is taken back") {
    Job job;
    IppPrinter printer;
    printer.set("hold");
    auto options = options_for(printer.address(), job.told);
    options.give_up = std::chrono::milliseconds(500);
    {
        PrintQueue queue(std::move(options));
        queue.print(1, job.sheet);
        CHECK(job.told.wait_over(1) ==
              PrintState{.stage = PrintStage::Failed, .trouble = PrintTrouble::Busy});
    }
    printer.clear("hold");
}

TEST_CASE("a queue of CUPS prints, and keeps no file of what it printed") {
    Job job;
    IppPrinter printer;
    CupsScheduler cups(printer.address());
    PrintQueue queue(options_for(cups.address(), job.told));
    queue.print(1, job.sheet);
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    const auto printed = printer.printed();
    REQUIRE(printed.size() == 1);
    CHECK(printed[0] == job.pdf);
    CHECK(cups.documents().empty());
    queue.ask();
    CHECK(job.told.wait(0, [](const PrintState&) { return true; }).trouble == PrintTrouble::None);
}

TEST_CASE("P5: a name that was printed through a queue of CUPS stands in none of its files") {
    Job job;
    AppointmentFacts facts = full_appointment("uk");
    std::random_device random;
    for (int i = 0; i < 14; ++i) {
        facts.name += static_cast<char>('a' + static_cast<int>(random() % 26));
    }
    const SlipSheet sheet = job.counter.sheet(appointment_slip(facts, job.counter.shelf()));
    IppPrinter printer;
    CupsScheduler cups(printer.address());
    PrintQueue queue(options_for(cups.address(), job.told));
    queue.print(1, sheet);
    CHECK(job.told.wait_over(1).stage == PrintStage::Printed);
    const auto printed = printer.printed();
    REQUIRE(printed.size() == 1);
    const Scratch folder;
    std::ofstream(folder.path() / "slip.pdf", std::ios::binary) << printed[0];
    const auto read = run_command("pdftotext " + (folder.path() / "slip.pdf").string() + " -");
    CHECK(read.text.find(facts.name) != std::string::npos); // it is on the paper
    CHECK(cups.documents().empty());
    CHECK(cups.files_with(facts.name).empty());
    CHECK_FALSE(cups.files_with("zettel").empty()); // they were looked into
}
