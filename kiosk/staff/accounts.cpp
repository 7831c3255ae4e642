#include "kiosk/staff/accounts.hpp"

#include "kiosk/migrations.hpp"
#include "kiosk/staff/pin.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace zugang::kiosk::staff {

namespace {

constexpr std::string_view failures_fact = "staff_failures";
constexpr int free_tries = 3;
constexpr std::chrono::seconds first_wait{5};
constexpr std::chrono::seconds longest_wait{15 * 60};
constexpr int most_people = 99;
constexpr std::size_t number_digits = 2;

std::chrono::seconds wait_after(int failures) {
    if (failures < free_tries) {
        return std::chrono::seconds(0);
    }
    const int doubled = std::min(failures - free_tries, 10);
    return std::min(first_wait * (1 << doubled), longest_wait);
}

content::Database& opened(StateFile& state) {
    content::Database* database = state.database();
    if (database == nullptr) {
        throw std::runtime_error("state.db cannot be written");
    }
    return *database;
}

} // namespace

void Accounts::load() {
    if (!loaded_ && state_.database() != nullptr) {
        read();
        loaded_ = true;
    }
}

void Accounts::read() {
    content::Database& database = opened(state_);
    people_.clear();
    content::Statement all(database, select_people);
    while (all.step()) {
        people_.push_back(
            {.number = static_cast<int>(all.integer(0)), .name = std::string(all.text(1))});
    }
    content::Statement known(database, select_fact);
    known.bind(1, failures_fact);
    if (known.step()) {
        const std::string_view text = known.text(0);
        std::from_chars(text.data(), text.data() + text.size(), failures_);
    }
}

int Accounts::add(std::string_view name, std::string_view pin) {
    int number = 1;
    for (const Person& person : people_) {
        number = person.number == number ? number + 1 : number;
    }
    if (number > most_people) {
        throw std::runtime_error("there are 99 people already");
    }
    const std::string hash = hash_pin(pin);
    content::Statement insert(opened(state_), insert_person);
    insert.bind(1, std::int64_t{number}).bind(2, name).bind(3, hash).step();
    read();
    return number;
}

void Accounts::set_pin(int number, std::string_view pin) {
    const std::string hash = hash_pin(pin);
    content::Statement update(opened(state_), update_pin);
    update.bind(1, std::int64_t{number}).bind(2, hash).step();
}

void Accounts::remove(int number) {
    if (people_.size() < 2) {
        return;
    }
    content::Database& database = opened(state_);
    content::Statement(database, delete_person).bind(1, std::int64_t{number}).step();
    // The log of changes still has it until it is written back.
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    read();
}

std::optional<int> Accounts::unlock(std::string_view typed, Instant now) {
    if (wait(now) > std::chrono::seconds(0)) {
        return std::nullopt;
    }
    int number = 0;
    std::string hash; // stays empty where nobody has the number
    const std::string_view first = typed.substr(0, number_digits);
    std::from_chars(first.data(), first.data() + first.size(), number);
    content::Statement one(opened(state_), select_pin);
    one.bind(1, std::int64_t{number});
    if (one.step()) {
        hash = one.text(0);
    }
    const bool right = pin_matches(typed.substr(first.size()), hash);
    const int before = failures_;
    failures_ = right ? 0 : failures_ + 1;
    failed_at_ = now;
    if (failures_ != before) {
        keep_failures();
    }
    return right ? std::optional(number) : std::nullopt;
}

void Accounts::keep_failures() {
    if (content::Database* database = state_.database()) {
        const std::string count = std::to_string(failures_);
        content::Statement keep(*database, keep_fact);
        keep.bind(1, failures_fact).bind(2, count).step();
    }
}

std::chrono::seconds Accounts::wait(Instant now) const {
    const auto left = wait_after(failures_) - (now - failed_at_);
    return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(left));
}

} // namespace zugang::kiosk::staff
