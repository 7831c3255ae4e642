// How printer and speech are, for those who look after the machine.
#include "kiosk/health_file.hpp"
#include "kiosk/print/slip_press.hpp"
#include "tests/full_disk.hpp"

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;
using content::TerminalStatus;

namespace {

std::optional<TerminalStatus> told(const std::filesystem::path& folder) {
    std::ifstream stream(folder / "terminal.json", std::ios::binary);
    return content::read_terminal_status(std::string(std::istreambuf_iterator<char>(stream), {}));
}

const auto no_log = [](const std::string&) {};

} // namespace

TEST_CASE("how things are is written when it changes, and a full disk is no reason to stop") {
    const Folder folder;
    std::vector<std::string> log;
    HealthFile health(folder.path() / "figures", true,
                      [&log](const std::string& line) { log.push_back(line); });
    health.tell({.printer = "ready", .speech = "ready"});
    CHECK(told(folder.path() / "figures") == TerminalStatus{.printer = "ready", .speech = "ready"});
    std::filesystem::remove(folder.path() / "figures/terminal.json");
    health.tell({.printer = "ready", .speech = "ready"}); // nothing new
    CHECK_FALSE(told(folder.path() / "figures"));
    {
        const zugang::testing::FullDisk disk;
        health.tell({.printer = "jam", .speech = "ready"});
    }
    CHECK(log.size() == 1);
    health.tell({.printer = "ready", .speech = "no_voice"});
    CHECK(told(folder.path() / "figures")->speech == "no_voice");
}

TEST_CASE("words for each trouble are those that can be read again") {
    for (const PrintTrouble trouble :
         {PrintTrouble::None, PrintTrouble::PaperOut, PrintTrouble::CoverOpen, PrintTrouble::Jam,
          PrintTrouble::Offline, PrintTrouble::Busy, PrintTrouble::WrongFormat,
          PrintTrouble::Refused, PrintTrouble::Broken, PrintTrouble::Unclear}) {
        for (const VoiceState voice :
             {VoiceState::Ready, VoiceState::NoVoice, VoiceState::NoSound}) {
            const TerminalStatus status{.printer = std::string(printer_word(trouble)),
                                        .speech = std::string(speech_word(voice))};
            CHECK(content::read_terminal_status(content::write_terminal_status(status)) == status);
        }
    }
    CHECK(printer_word(PrintTrouble::Busy) == "ready");
}

TEST_CASE("what changes in a visit is written when nobody is there") {
    const Folder content;
    write_content(content.path());
    const Folder figures;
    Booth booth(content.path());
    HealthFile health(figures.path(), true, no_log);
    booth.terminal().set_health(&health);
    booth.pass(1s);
    CHECK(told(figures.path()) == TerminalStatus{.printer = "none", .speech = "ready"});
    booth.tap("language.en");
    booth.terminal().set_voice_state(VoiceState::NoSound);
    booth.pass(5s);
    CHECK(told(figures.path())->speech == "ready");
    booth.tap("session.finish");
    booth.pass(1s);
    CHECK(told(figures.path())->speech == "no_sound");
    HealthFile silent(figures.path(), false, no_log);
    booth.terminal().set_health(&silent);
    booth.pass(1s);
    CHECK(told(figures.path())->speech == "off");
}

TEST_CASE("a printer that is away is found without anybody printing, and logged once") {
    const Folder content;
    write_content(content.path());
    const Folder figures;
    std::atomic<int> answers = 0;
    std::atomic<int> lines = 0;
    PrinterSettings settings;
    settings.target = *read_print_target("escpos://127.0.0.1:1"); // nobody listens there
    SlipPress press(
        settings, [&answers] { ++answers; }, [&lines](const std::string&) { ++lines; });
    Booth booth(content.path());
    HealthFile health(figures.path(), true, no_log);
    booth.terminal().set_printer(&press);
    booth.terminal().set_health(&health);
    for (int asked = 1; asked <= 3; ++asked) {
        booth.pass(1s);
        for (int i = 0; i < 5000 && answers < asked; ++i) { // on its own thread
            std::this_thread::sleep_for(2ms);
        }
        REQUIRE(answers == asked);
        booth.pass(1s);
        CHECK(told(figures.path())->printer == "offline");
        booth.pass(15min);
    }
    CHECK(lines == 1);
    booth.terminal().set_printer(nullptr);
}
