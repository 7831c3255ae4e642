// The program zugang-sync calendar.
#include "content/appointments/calendar_events.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/calendar/counter.hpp"

#include <chrono>
#include <csignal>
#include <iostream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::content;
using namespace zugang::content::appointments;
using namespace zugang::content::appointments::testing;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using zugang::testing::run_command;
namespace fs = std::filesystem;

namespace {

Moment soon() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

struct Place {
    CalendarHost host{CalendarHost::Kind::Radicale, {"anna", "bilal"}};
    Folder folder;
    Plan plan;
    std::unique_ptr<AppointmentBook> book;

    Place() {
        write_file(password(), "theke:geheim\n");
        fs::permissions(password(), fs::perms(0600));
        std::string text =
            "[calendar]\ncredentials = \"" + password().string() + "\"\n" + small_plan;
        for (const std::string id : {"anna", "bilal"}) {
            const std::string row = "id = \"" + id + "\"\n";
            text.replace(text.find(row), row.size(),
                         row + "calendar = \"" + host.collection(id) + "\"\n");
        }
        write_file(plan_file(), text);
        plan = plan_of(text);
        book = std::make_unique<AppointmentBook>(plan, folder.path(), 'A', soon);
    }
    fs::path password() const { return folder.path() / "password"; }
    fs::path plan_file() const { return folder.path() / "appointments.toml"; }
    std::string command(const std::string& more = {}) const {
        return std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-sync --config /dev/null --folder " +
               folder.path().string() + " calendar --plan " + plan_file().string() + " " + more;
    }
    Appointment given() {
        const auto slot = book->next_free("beratung", "", soon());
        return book
            ->book({.service = "beratung", .adviser = "", .start = slot->start, .language = "fa"})
            .value();
    }
};

pid_t start(const std::string& command) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", ("exec " + command + " >/dev/null 2>&1").c_str(), nullptr);
        ::_exit(127);
    }
    return child;
}

} // namespace

TEST_CASE("one run: what it says and how it ends") {
    Place place;
    CHECK(run_command(place.command()).text == "0 confirmed, 0 refused, 0 cancelled, 0 waiting\n");
    const Appointment given = place.given();
    const auto outcome = run_command(place.command("--format=json"));
    CHECK(outcome.code == 0);
    const auto object = nlohmann::json::parse(outcome.text);
    CHECK(object.at("confirmed") == 1);
    CHECK(object.at("problems").empty());
    place.book->refresh();
    CHECK(place.book->find(given.id)->state == State::Confirmed);
    CHECK(place.book->exchange()->waiting == 0);

    fs::permissions(place.password(), fs::perms(0644));
    const auto open_secret = run_command(place.command());
    CHECK(open_secret.code == 1);
    CHECK(open_secret.text.find("chmod 600") != std::string::npos);
    // As systemd 254 and later gives it to a service: root's, with an access list.
    fs::permissions(place.password(), fs::perms(0440));
    CHECK(run_command(place.command()).code == 1);
    const std::string as_service = "CREDENTIALS_DIRECTORY=" + place.folder.path().string() + " ";
    CHECK(run_command(as_service + place.command()).code == 0);
    fs::permissions(place.password(), fs::perms(0444));
    CHECK(run_command(as_service + place.command()).code == 1);
    fs::permissions(place.password(), fs::perms(0600));
    write_file(place.password(), "geheim\n");
    CHECK(run_command(place.command()).text.find("name:password") != std::string::npos);
    write_file(place.password(), "theke:geheim\n");
    place.host.stop();
    place.given();
    const auto away = run_command(place.command());
    CHECK(away.code == 1);
    CHECK(away.text.find("1 waiting") != std::string::npos);
}

TEST_CASE("wrong calls and wrong plans") {
    Place place;
    CHECK(run_command(place.command("--nothing")).code == 2);
    const std::string program = std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-sync ";
    const auto none = run_command(program + "--config /dev/null calendar");
    CHECK(none.code == 1);
    CHECK(none.text.find("appointments.file") != std::string::npos);
    write_file(place.plan_file(), "[center]\n");
    const auto wrong = run_command(place.command());
    CHECK(wrong.code == 1);
    CHECK(wrong.text.find(
              "appointments.toml:1:2: unknown key \"center\"; did you mean \"centre\"?") !=
          std::string::npos);
    write_file(place.folder.path() / "terminal.toml",
               "[appointments]\nfile = \"" + place.plan_file().string() + "\"\nfolder = \"" +
                   place.folder.path().string() + "\"\n[updates]\nmirrors = []\n");
    const auto by_config = run_command(program + "--config " + place.folder.path().string() +
                                       "/terminal.toml calendar");
    CHECK(by_config.text.find("appointments.toml:1:2: ") != std::string::npos);
    CHECK(by_config.text.find("terminal.toml:") == std::string::npos);
}

TEST_CASE("while it watches, an appointment is answered as soon as it is given") {
    Place place;
    const pid_t child = start(place.command("--watch"));
    double longest_s = 0;
    for (int i = 0; i < 5; ++i) {
        const Appointment given = place.given();
        const auto begun = std::chrono::steady_clock::now();
        while (place.book->find(given.id)->state == State::Requested) {
            pollfd watched{.fd = place.book->descriptor(), .events = POLLIN, .revents = 0};
            REQUIRE(::poll(&watched, 1, 20'000) == 1);
            place.book->refresh();
        }
        CHECK(place.book->find(given.id)->state == State::Confirmed);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        longest_s = std::max(longest_s, took.count());
    }
    std::cout << "the longest of five answers came after " << longest_s << " s" << std::endl;
    const auto second = run_command(place.command());
    CHECK(second.code == 1);
    CHECK(second.text.find("another program is writing") != std::string::npos);
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
}

TEST_CASE("kill -9 of the exchange at any moment loses and doubles nothing") {
    Place place;
    std::vector<std::string> ids;
    for (int round = 0; round < 15; ++round) {
        ids.push_back(place.given().id);
        if (round % 4 == 3) {
            const Appointment* one = place.book->find(ids[static_cast<std::size_t>(round) - 2]);
            REQUIRE(place.book->cancel(one->id).has_value());
        }
        const pid_t child = start(place.command());
        // Anywhere from before its first request to after its last one.
        const timespec pause{.tv_sec = 0, .tv_nsec = (15 + (round * 37) % 120) * 1'000'000L};
        ::nanosleep(&pause, nullptr);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        place.book->refresh();
        CHECK(place.book->problems().empty());
    }
    CHECK(run_command(place.command()).code == 0);
    place.book->refresh();
    CalendarServer server(place.host.settings());
    std::size_t there = 0;
    std::size_t active = 0;
    for (const std::string adviser : {"anna", "bilal"}) {
        const auto events =
            server.query(place.host.collection(adviser), soon(), soon() + std::chrono::days(60));
        REQUIRE(events.has_value());
        for (const StoredEvent& event : *events) {
            const auto booking = find_booking(event.bytes);
            REQUIRE(booking.has_value());
            CHECK_FALSE(booking->tentative);
            const Appointment* one = place.book->find(booking->id);
            REQUIRE(one != nullptr);
            CHECK(one->state == State::Confirmed);
            CHECK(one->start == booking->start);
            ++there;
        }
    }
    for (const std::string& id : ids) {
        active += place.book->find(id)->is_active() ? 1 : 0;
    }
    CHECK(there == active);
    CHECK(active == ids.size() - 3);
}
