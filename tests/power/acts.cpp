// What the programs of a terminal do with their folders, step by step: each step is said on stdout
// once it is acknowledged. It runs under the recorder.
//     power-acts booking|state|rollback|careless|careful FOLDER
#include "content/appointments/book.hpp"
#include "content/durable_file.hpp"
#include "content/moment.hpp"
#include "kiosk/staff/accounts.hpp"
#include "kiosk/staff/requests.hpp"
#include "kiosk/unfound_words.hpp"
#include "sync/terminal/daemon.hpp"
#include "tests/content/appointments/testing.hpp"
#include "tests/power/terminal_of.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include <unistd.h>

using namespace zugang;
using namespace zugang::testing::power;
namespace fs = std::filesystem;

namespace {

void say(const std::string& line) {
    const std::string whole = line + "\n";
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) {
        throw std::runtime_error("nobody listens");
    }
}

void must(bool good, const char* what) {
    if (!good) {
        throw std::runtime_error(what);
    }
}

/// What a terminal does with appointments. The time stands in each line.
void booking(const fs::path& folder) {
    namespace ap = content::appointments;
    using ap::testing::at;
    content::Moment now = at("2026-11-23", 8);
    const auto said = [&](const char* what) { say(content::iso_moment(now) + " " + what); };
    const auto open = [&] {
        return std::make_unique<ap::AppointmentBook>(ap::testing::plan_of(ap::testing::small_plan),
                                                     folder, 'A', [&now] { return now; });
    };
    const auto wish = [](content::Moment start) {
        return ap::BookingRequest{
            .service = "beratung", .adviser = {}, .start = start, .language = "fa"};
    };
    auto book = open();
    said("opened");
    std::vector<ap::Appointment> given;
    for (const content::Moment start :
         {at("2026-11-24", 9), at("2026-11-24", 9), at("2026-11-24", 9, 30), at("2026-11-25", 10),
          at("2026-11-26", 14), at("2026-11-27", 9)}) {
        given.push_back(book->book(wish(start)).value());
        said("booked");
    }
    for (const std::size_t i : {0U, 3U}) {
        given[i] = book->told(given[i]).value();
        said("told");
    }
    given[0] = book->move(given[0].id, "", at("2026-11-25", 11)).value();
    said("moved");
    given[3] = book->move(given[3].id, "", at("2026-11-25", 11, 30)).value();
    said("moved");
    for (const std::size_t i : {1U, 4U}) {
        must(book->cancel(given[i].id).has_value(), "not cancelled");
        said("cancelled");
    }
    must(book->walk_in("beratung", "ti").has_value(), "no number");
    said("walk-in");
    must(book->book(wish(at("2026-11-26", 14))).has_value(), "a cancelled slot is free");
    said("booked");
    book.reset();
    now = at("2026-12-03", 8); // those of 24 and 25 November are past
    book = open();
    said("purged");
    must(book->book(wish(at("2026-12-03", 14))).has_value(), "not booked");
    said("booked");
    book.reset();
    book = open();
    said("opened again");
}

content::Date day(const char* iso) {
    return content::parse_date(iso).value();
}

void log(const std::string& line) {
    std::cerr << line << '\n';
}

/// What a terminal remembers: the newest day, who may unlock it, what nobody found, what staff ask
/// for.
void state(const fs::path& folder) {
    auto file = std::make_unique<kiosk::StateFile>(folder / "state", log);
    must(file->database() != nullptr, "no state.db");
    say("opened");
    file->newest(day("2026-12-01"));
    say("a day");
    {
        kiosk::staff::Accounts accounts(*file);
        accounts.load();
        for (const char* name : {"Anna", "Bilal", "Chiara"}) {
            accounts.add(name, "482915");
            say("a person");
        }
        accounts.set_pin(2, "771203");
        say("another PIN");
        must(!accounts.unlock("02482915", kiosk::Instant{}), "a wrong PIN");
        say("a wrong try");
        must(accounts.unlock("02771203", kiosk::Instant{}).has_value(), "a right PIN");
        say("a right one");
        accounts.remove(1);
        say("a person less");
    }
    kiosk::UnfoundWords words(folder / "state", log);
    const std::array<std::string, 1> word{"fahrradpruefung"};
    for (int visit = 0; visit < kiosk::UnfoundWords::visits_needed; ++visit) {
        words.add(day("2026-12-01"), "de", word);
        words.end_visit();
    }
    say("a word");
    for (int visit = 0; visit < kiosk::UnfoundWords::visits_needed; ++visit) {
        words.add(day("2026-12-02"), "ar", word);
        words.end_visit();
    }
    say("another word");
    file->newest(day("2026-12-02"));
    say("the next day");
    kiosk::staff::send_request(folder / "requests", kiosk::staff::Request::Update);
    say("asked");
    kiosk::staff::send_request(folder / "requests", kiosk::staff::Request::ImportFromStick,
                               "/media/stick");
    say("asked again");
    file.reset();
    say("closed");
    file = std::make_unique<kiosk::StateFile>(folder / "state", log);
    say("opened again");
    file->newest(day("2026-12-03"));
    say("one day more");
}

/// Staff go back from what was published, and take it after all. zugang-sync serves them.
void rollback(const fs::path& folder) {
    const sync::Terminal terminal = terminal_of(folder, {});
    kiosk::staff::send_request(terminal.layout.requests(), kiosk::staff::Request::Rollback);
    say("asked");
    const auto request = sync::take_request(terminal.layout.requests());
    must(request && request->kind == sync::Request::Kind::GoBack, "no request");
    must(sync::go_back(terminal).ending == sync::Ending::Installed, "not gone back");
    say("gone back");
    must(sync::allow_again(terminal), "nothing was withheld");
    say("allowed again");
}

/// As nobody should do it: to see that it is found.
void careless(const fs::path& folder) {
    for (const char* text : {"one\n", "two\n", "three\n"}) {
        std::ofstream(folder / "file.draft") << text;
        fs::rename(folder / "file.draft", folder / "file");
        say(text);
    }
}

void careful(const fs::path& folder) {
    for (const char* text : {"one\n", "two\n", "three\n"}) {
        content::write_durably(folder / "file", text);
        say(text);
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::string what = argc == 3 ? argv[1] : "";
    const fs::path folder = argc == 3 ? argv[2] : "";
    try {
        if (what == "booking") {
            booking(folder);
        } else if (what == "state") {
            state(folder);
        } else if (what == "rollback") {
            rollback(folder);
        } else if (what == "careless") {
            careless(folder);
        } else if (what == "careful") {
            careful(folder);
        } else {
            return 2;
        }
    } catch (const std::exception& error) {
        std::cerr << what << ": " << error.what() << '\n';
        return 1;
    }
    return 0;
}
