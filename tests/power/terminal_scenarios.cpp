#include "content/appointments/book.hpp"
#include "content/appointments/vdir.hpp"
#include "content/moment.hpp"
#include "kiosk/state_file.hpp"
#include "sync/terminal/daemon.hpp"
#include "tests/content/appointments/testing.hpp"
#include "tests/power/kiosk_run.hpp"
#include "tests/power/steps.hpp"
#include "tests/sync/repository.hpp"

#include <algorithm>
#include <stdexcept>

namespace zugang::testing::power {
namespace {

namespace fs = std::filesystem;
using sync::testing::names_in;
using sync::testing::read_file;
using sync::testing::TemporaryFolder;

std::string files_of(const fs::path& folder) {
    std::string text;
    for (const std::string& name : names_in(folder)) {
        text += "== " + name + "\n" + read_file(folder / name);
    }
    return text;
}

/// Opens the book at the time of that step, and goes on with it.
std::string observe_book(const fs::path& folder, const std::string& step, Recovery recovery) {
    namespace ap = content::appointments;
    std::string text;
    if (recovery == Recovery::Programs) {
        text += run_kiosk({.appointments = folder});
    }
    const content::Moment now = content::parse_moment(step.substr(0, step.find(' '))).value();
    ap::AppointmentBook book(ap::testing::plan_of(ap::testing::small_plan), folder, 'A',
                             [now] { return now; });
    for (const std::string& problem : book.problems()) {
        text += "problem: " + problem + "\n";
    }
    for (const std::string& name : ap::calendar_files(folder / "appointments")) {
        const ap::Appointment* found = book.find(name.substr(0, name.rfind('.')));
        text += name + " " + (found == nullptr ? "unknown" : found->number) + "\n";
    }
    text += files_of(folder / "appointments") + files_of(folder / "calendar");
    const auto next = book.walk_in("beratung", "de");
    return text + "next " + (next ? next->number : next.error().text) + "\n";
}

void dump(content::Database& database, std::string_view query, std::string& text) {
    content::Statement rows(database, query);
    while (rows.step()) {
        for (int column = 0; column < rows.columns(); ++column) {
            text += std::string(rows.text(column)) + "\t";
        }
        text += "\n";
    }
}

std::string observe_state(const fs::path& folder, const std::string& /*step*/, Recovery recovery) {
    std::string text;
    if (recovery == Recovery::Programs) {
        const TemporaryFolder copy; // it remembers its own day
        fs::copy(folder, copy.path(), fs::copy_options::recursive);
        text += run_kiosk({.state = copy.path() / "state"});
    }
    const auto log = [&text](const std::string& line) { text += "log: " + line + "\n"; };
    const content::Date later = content::parse_date("2027-05-06").value();
    {
        kiosk::StateFile state(folder / "state", log);
        if (state.database() == nullptr) {
            throw std::runtime_error(text);
        }
        dump(*state.database(), "SELECT name, value FROM fact ORDER BY name", text);
        dump(*state.database(), "SELECT number, name, pin FROM person ORDER BY number", text);
        dump(*state.database(), "PRAGMA integrity_check", text);
        state.newest(later);
    }
    kiosk::StateFile again(folder / "state", log);
    text += again.newest({}) == later ? "goes on\n" : "remembers nothing\n";
    text += fs::exists(folder / "state/unfound.tsv") ? read_file(folder / "state/unfound.tsv")
                                                     : "no unfound words\n";
    if (fs::exists(folder / "requests")) {
        for (const std::string& name : names_in(folder / "requests")) {
            if (name.ends_with(".json")) {
                text += name + " " + read_file(folder / "requests" / name);
            }
        }
    }
    return text;
}

std::string observe_file(const fs::path& folder, const std::string& /*step*/,
                         Recovery /*recovery*/) {
    return fs::exists(folder / "file") ? read_file(folder / "file") : "nothing\n";
}

Scenario acted(const std::string& name, const std::string& what, Observe observe) {
    const TemporaryFolder place;
    const fs::path folder = place.path() / "folder";
    fs::create_directory(folder);
    return scenario_of_steps(name, record({acts(what, folder)}, {.folder = folder}),
                             std::move(observe));
}

} // namespace

std::string acts(const std::string& what, const fs::path& folder) {
    return std::string(ZUGANG_POWER_ACTS) + " " + what + " " + folder.string();
}

Scenario booking_scenario() {
    return acted("booking", "booking", observe_book);
}

Scenario state_scenario() {
    return acted("state", "state", observe_state);
}

Scenario file_scenario(const std::string& how) {
    return acted(how, how, observe_file);
}

} // namespace zugang::testing::power
