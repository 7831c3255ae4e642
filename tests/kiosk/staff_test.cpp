// The staff's side: PINs, the lock, appointments and what is asked of zugang-sync.
#include "content/appointments/local_clock.hpp"
#include "kiosk/staff/accounts.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/staff/pin.hpp"
#include "kiosk/staff/requests.hpp"
#include "tests/full_disk.hpp"
#include "tests/read_only_disk.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "testing.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::kiosk;
using namespace zugang::kiosk::staff;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;
namespace appointments = zugang::content::appointments;

namespace {

const auto no_log = [](const std::string&) {};
constexpr Instant start = 1h;

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

constexpr const char* plan = R"toml(
[centre]
land = "by"
hours = "Mo-Fr 09:00-12:00"
[[service]]
id = "advice"
title = { de = "Beratung", en = "Advice" }
minutes = 30
[[room]]
id = "r"
name = "2.14"
[[adviser]]
id = "anna"
name = "Anna Beispiel"
room = "r"
services = ["advice"]
hours = "Mo-Fr 09:00-12:00"
)toml";

struct Counter {
    Folder folder;
    StateFile state{folder.path() / "state", no_log};
    LocalTime clock{.day = zugang::content::Date(std::chrono::days(20'780)), // a Monday
                    .since_midnight = 8h};
    std::vector<std::string> log;
    std::unique_ptr<Desk> desk;
    Instant now = 1h;

    explicit Counter(const char* appointments = plan) {
        std::ofstream(folder.path() / "appointments.toml") << appointments;
        open_again();
    }
    void open_again() {
        desk.reset();
        DeskSettings settings;
        settings.appointments.file = (folder.path() / "appointments.toml").string();
        settings.appointments.folder = folder.path().string();
        settings.requests = folder.path() / "requests";
        settings.media = folder.path() / "media";
        desk = std::make_unique<Desk>(
            state, settings,
            [this] {
                return appointments::moment_of(
                    {.day = clock.day,
                     .time = std::chrono::floor<std::chrono::minutes>(clock.since_midnight)});
            },
            [this](const std::string& line) { log.push_back(line); });
    }
    void tap(std::string_view id) {
        now += 100ms;
        desk->act(id, now);
        desk->advance(now);
    }
    void type(std::string_view digits) {
        for (const char digit : digits) {
            tap("staff.digit." + std::string(1, digit));
        }
        tap("staff.enter");
    }
    void first_pin() {
        desk->open("fa", now);
        type("271828");
        type("271828");
        REQUIRE(desk->is_unlocked());
    }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(folder.path() / "appointments"), {}));
    }
};

} // namespace

TEST_CASE("a PIN is kept as a scrypt hash with a salt of its own") {
    const std::string one = hash_pin("271828");
    CHECK(one.starts_with("$7$"));
    CHECK(one != hash_pin("271828"));
    CHECK(one.find("271828") == std::string::npos);
    CHECK(pin_matches("271828", one));
    CHECK_FALSE(pin_matches("271829", one));
    CHECK_FALSE(pin_matches("", one));
    CHECK_FALSE(pin_matches("000000", "")); // nobody has the number
    CHECK_FALSE(pin_matches("271828", "no hash"));
    for (const char* weak : {"", "12345", "111111", "123456", "654321"}) {
        CHECK(is_weak_pin(weak));
    }
    CHECK_FALSE(is_weak_pin("271828"));
}

TEST_CASE("wrong tries are waited for longer and longer, over all numbers and a restart") {
    const Folder folder;
    StateFile state(folder.path(), no_log);
    {
        Accounts accounts(state);
        accounts.load();
        CHECK(accounts.people().empty());
        CHECK(accounts.add("", "271828") == 1);
        CHECK(accounts.add("", "314159") == 2);
        CHECK(accounts.unlock("01271828", start) == 1);
        CHECK(accounts.unlock("02314159", start) == 2);
        CHECK_FALSE(accounts.unlock("01314159", start));
        CHECK_FALSE(accounts.unlock("77271828", start));
        CHECK(accounts.wait(start) == 0s);
        CHECK_FALSE(accounts.unlock("", start));
        CHECK(accounts.wait(start) == 5s);
        CHECK_FALSE(accounts.unlock("01271828", start)); // right, but too soon
        CHECK_FALSE(accounts.unlock("01000000", start + 5s));
        CHECK(accounts.wait(start + 5s) == 10s);
    }
    Accounts again(state);
    again.load();
    CHECK(again.wait(1s) == 9s);
    CHECK(again.people().size() == 2);
    CHECK(again.unlock("02314159", 10s) == 2);
    CHECK(again.wait(10s) == 0s);
}

TEST_CASE("who is removed leaves nothing behind, and the last one stays") {
    const Folder folder;
    StateFile state(folder.path(), no_log);
    Accounts accounts(state);
    accounts.load();
    accounts.add("", "271828");
    accounts.add("", "314159");
    zugang::content::Statement one(*state.database(), "SELECT pin FROM person WHERE number = 2");
    REQUIRE(one.step());
    const std::string hash(one.text(0));
    one.reset();
    accounts.remove(2);
    accounts.remove(1);
    CHECK(accounts.people().size() == 1);
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        CHECK(read(entry.path()).find(hash) == std::string::npos);
    }
}

TEST_CASE("without a disk for PINs nobody gets in") {
    const Folder folder;
    std::ofstream(folder.path() / "file") << "no folder";
    StateFile state(folder.path() / "file" / "state", no_log);
    Desk desk(
        state, {}, [] { return zugang::content::Moment{}; }, no_log);
    desk.open("", 1h);
    CHECK(desk.page() == Page::FirstPin);
    REQUIRE(desk.notice());
    CHECK(desk.notice()->key == "staff.problem_storage");
    for (int i = 0; i < 2; ++i) {
        for (const char digit : std::string_view("271828")) {
            desk.act("staff.digit." + std::string(1, digit), 1h);
        }
        desk.act("staff.enter", 1h);
    }
    CHECK_FALSE(desk.is_unlocked());
}

TEST_CASE("a disk that is full from now on ends no terminal and lets nobody in by a wrong PIN") {
    Counter counter;
    counter.first_pin();
    counter.tap("staff.close");
    counter.state.database()->execute("PRAGMA query_only = ON");
    counter.desk->open("ar", counter.now);
    counter.type("01000000");
    REQUIRE(counter.desk->notice());
    CHECK(counter.desk->notice()->key == "staff.problem_storage");
    CHECK_FALSE(counter.desk->is_unlocked());
    for (int i = 0; i < 4; ++i) { // counted in memory all the same
        counter.type("01000000");
    }
    counter.type("01271828");
    CHECK_FALSE(counter.desk->is_unlocked());
    CHECK(counter.desk->wait_shown() > 0s);
}

TEST_CASE("a list of people that cannot be read is not an empty one: no first PIN is set") {
    Counter counter;
    counter.state.database()->execute("DROP TABLE person");
    counter.desk->open("", counter.now);
    counter.type("271828");
    counter.type("271828");
    CHECK_FALSE(counter.desk->is_unlocked());
    REQUIRE(counter.desk->notice());
    CHECK(counter.desk->notice()->key == "staff.problem_storage");
}

TEST_CASE("the first PIN is typed twice; after that the desk opens with number and PIN only") {
    Counter counter;
    Desk& desk = *counter.desk;
    desk.open("fa", counter.now);
    CHECK(desk.page() == Page::FirstPin);
    counter.type("111111");
    CHECK(desk.notice()->key == "staff.pin_weak");
    counter.type("271828");
    CHECK(desk.again());
    counter.type("271829");
    CHECK(desk.notice()->key == "staff.pin_differs");
    CHECK_FALSE(desk.is_unlocked());
    counter.type("271828");
    counter.type("271828");
    CHECK(desk.is_unlocked());
    CHECK(desk.page() == Page::Week);

    counter.tap("staff.close");
    CHECK_FALSE(desk.is_open());
    desk.open("ar", counter.now);
    CHECK(desk.page() == Page::Code);
    counter.tap("staff.to_week"); // nothing behind the lock answers
    counter.tap("staff.walk_in");
    counter.tap("staff.ask_update");
    CHECK(desk.page() == Page::Code);
    CHECK_FALSE(std::filesystem::exists(counter.folder.path() / "requests"));
    counter.type("01271829");
    CHECK(desk.notice()->key == "staff.wrong");
    counter.type("02271828"); // the same words for a number that nobody has
    CHECK(desk.notice()->key == "staff.wrong");
    counter.type("01271828");
    CHECK(desk.is_unlocked());
    CHECK(desk.slip_language() == "ar");
}

TEST_CASE("the desk locks itself after two minutes without a touch") {
    Counter counter;
    counter.first_pin();
    const Instant touched = counter.now;
    CHECK(counter.desk->wake_at() <= touched + 120s);
    counter.desk->advance(touched + 119s);
    CHECK(counter.desk->is_unlocked());
    counter.desk->seen(touched + 119s); // somebody scrolls
    counter.desk->advance(touched + 238s);
    CHECK(counter.desk->is_unlocked());
    counter.desk->advance(touched + 239s);
    CHECK_FALSE(counter.desk->is_open());
    CHECK_FALSE(counter.desk->is_unlocked());
}

TEST_CASE("an appointment is given, printed again, moved and cancelled") {
    Counter counter;
    Desk& desk = *counter.desk;
    counter.first_pin();
    counter.tap("staff.next_free");
    REQUIRE(desk.slot());
    CHECK(desk.slot()->local.time == 9h);
    counter.tap("staff.give");
    const auto slip = desk.slip();
    REQUIRE(slip);
    CHECK(slip->number == "A-1");
    CHECK(slip->language == "fa");
    CHECK(slip->state == appointments::State::Confirmed);
    CHECK(desk.page() == Page::Slip); // before it is printed
    CHECK_FALSE(desk.take_print());
    counter.tap("staff.print");
    CHECK(desk.take_print());
    CHECK_FALSE(desk.take_print()); // once
    desk.printed();
    CHECK(counter.files() == 1);
    CHECK(desk.page() == Page::Day);
    CHECK_FALSE(desk.slip());
    REQUIRE(desk.chosen() != nullptr);
    CHECK(desk.chosen()->told);

    counter.tap("staff.print_again");
    CHECK(desk.slip() == *desk.book().find(slip->id));
    counter.tap("staff.no_print");
    CHECK(desk.page() == Page::Day);

    counter.tap("staff.move");
    CHECK(desk.is_moving());
    counter.tap("staff.later"); // next week
    counter.tap("staff.next_free");
    counter.tap("staff.give");
    const auto moved = desk.slip();
    REQUIRE(moved);
    CHECK(moved->id == slip->id);
    CHECK(moved->start > slip->start);
    CHECK(counter.files() == 1);
    CHECK(desk.book().news().size() == 1); // the first slip says another time
    counter.tap("staff.print");
    desk.printed();
    CHECK(desk.book().news().empty());

    counter.tap("staff.cancel");
    CHECK(desk.asks_to_cancel());
    counter.tap("staff.keep");
    CHECK(desk.chosen()->is_active());
    counter.tap("staff.cancel");
    counter.tap("staff.cancel_really");
    CHECK(desk.chosen()->state == appointments::State::Cancelled);
}

TEST_CASE("a time that is gone is said, and the next one is chosen") {
    Counter counter;
    Desk& desk = *counter.desk;
    counter.first_pin();
    counter.tap("staff.next_free");
    const auto chosen = desk.slot();
    counter.clock.since_midnight = 9h + 15min; // staff talked for long
    counter.tap("staff.give");
    CHECK_FALSE(desk.slip());
    REQUIRE(desk.notice());
    CHECK(desk.notice()->key == "staff.problem_too_soon");
    REQUIRE(desk.slot());
    CHECK(desk.slot()->start > chosen->start);
    CHECK(counter.files() == 0);
}

TEST_CASE("a number without an appointment") {
    Counter counter;
    counter.first_pin();
    counter.tap("staff.to_day");
    counter.tap("staff.walk_in");
    const auto slip = counter.desk->slip();
    REQUIRE(slip);
    CHECK(slip->number == "A-1");
    CHECK(slip->kind == appointments::Kind::WalkIn);
}

TEST_CASE(
    "a broken appointments.toml leaves the desk without booking, and says where it is broken") {
    Counter counter("[centre]\nhours = \"sometimes\"\n");
    counter.first_pin();
    CHECK_FALSE(counter.desk->can_book());
    CHECK(counter.desk->page() == Page::System);
    REQUIRE_FALSE(counter.log.empty());
    CHECK(counter.log.front().find("appointments.toml:2") != std::string::npos);
}

TEST_CASE("what is asked of zugang-sync is one whole file") {
    Counter counter;
    counter.first_pin();
    counter.tap("staff.to_system");
    counter.tap("staff.ask_stick");
    CHECK(counter.desk->notice()->key == "staff.no_stick");
    std::filesystem::create_directories(counter.folder.path() / "media" / "stick" / "metadata");
    std::ofstream(counter.folder.path() / "media" / "stick" / "metadata" / "timestamp.json")
        << "{}";
    const auto asked = [&](const char* id) {
        std::filesystem::remove_all(counter.folder.path() / "requests");
        counter.tap(id);
        const std::filesystem::directory_iterator files(counter.folder.path() / "requests");
        CHECK(std::distance(begin(files), end(files)) == 1);
        const std::filesystem::directory_iterator first(counter.folder.path() / "requests");
        CHECK(first->path().extension() == ".json");
        return nlohmann::json::parse(read(first->path()));
    };
    CHECK(asked("staff.ask_update")["action"] == "update");
    CHECK(asked("staff.ask_rollback")["action"] == "rollback");
    CHECK(asked("staff.ask_stick")["path"] == (counter.folder.path() / "media" / "stick").string());
}

TEST_CASE("a full or read-only disk takes no request, says so, and the desk goes on") {
    Counter counter;
    counter.first_pin();
    counter.tap("staff.to_system");
    counter.tap("staff.ask_update"); // makes the folder
    const auto requests = counter.folder.path() / "requests";
    const auto files = [&] {
        return std::distance(std::filesystem::directory_iterator(requests), {});
    };
    REQUIRE(files() == 1);
    {
        const zugang::testing::FullDisk disk;
        counter.tap("staff.ask_rollback");
        REQUIRE(counter.desk->notice());
        CHECK(counter.desk->notice()->key == "staff.problem_storage");
    }
    {
        const zugang::testing::ReadOnlyDisk disk(requests);
        counter.tap("staff.ask_rollback");
        REQUIRE(counter.desk->notice());
        CHECK(counter.desk->notice()->key == "staff.problem_storage");
    }
    CHECK(files() == 1);
    counter.tap("staff.ask_rollback");
    CHECK(files() == 2);
}

TEST_CASE("closing forgets who was there and what was typed") {
    Counter counter;
    counter.first_pin();
    counter.tap("staff.next_free");
    counter.tap("staff.close");
    CHECK_FALSE(counter.desk->slot());
    CHECK(counter.desk->slip_language().empty());
    CHECK(counter.desk->typed() == 0);
    CHECK(counter.desk->person() == nullptr);
}
