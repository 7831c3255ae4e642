#include "kiosk/state_file.hpp"

#include "content/durable_file.hpp"
#include "kiosk/migrations.hpp"

#include <algorithm>
#include <system_error>

namespace zugang::kiosk {

namespace {

constexpr std::string_view newest_day = "newest_day";

// No terminal runs before its software was made, or stands switched off for longer than this.
constexpr content::Date released = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);
constexpr std::chrono::days longest_jump{3 * 366};

} // namespace

StateFile::StateFile(const std::filesystem::path& folder, Log log) : log_(std::move(log)) {
    try {
        content::make_folder_durably(folder);
        open(folder / "state.db");
    } catch (const std::exception& error) { // disk full, read-only, damaged: visitors come first
        database_.reset();
        log_(std::string("nothing is remembered over a restart: ") + error.what());
    }
}

void StateFile::open(const std::filesystem::path& file) {
    database_.emplace(file, content::Access::ReadWrite);
    // Who is gone leaves nothing in free pages, and nothing in the journal: a write-ahead log would
    // hold the pages of before until it has a thousand of them.
    database_->execute("PRAGMA journal_mode = TRUNCATE");
    database_->execute("PRAGMA secure_delete = ON");
    content::Statement version(*database_, "PRAGMA user_version");
    version.step();
    const auto made = static_cast<std::size_t>(version.integer(0));
    version.reset();
    if (made > migrations.size()) {
        throw content::DatabaseError(file.string() +
                                     " was made by a newer version of the software");
    }
    for (std::size_t step = made; step < migrations.size(); ++step) {
        database_->execute("BEGIN IMMEDIATE");
        database_->execute(migrations.at(step));
        database_->execute("PRAGMA user_version = " + std::to_string(step + 1));
        database_->execute("COMMIT");
    }
    content::Statement known(*database_, select_fact);
    known.bind(1, newest_day);
    if (known.step()) {
        newest_ = content::parse_date(known.text(0)).value_or(content::Date{});
    }
}

content::Date StateFile::newest(content::Date clock) {
    if (clock > std::max(newest_, released) +
                    longest_jump) { // a clock gone wrong must not be remembered for ever
        if (!clock_reported_) {
            clock_reported_ = true;
            log_("the clock says " + content::iso_date(clock) + ", which cannot be: going by " +
                 content::iso_date(std::max(newest_, released)));
        }
        return std::max(newest_, released);
    }
    if (clock > newest_) {
        newest_ = clock;
        keep(clock);
    } else if (clock < newest_ && !clock_reported_) {
        clock_reported_ = true;
        log_("the clock says " + content::iso_date(clock) + ", but it was " +
             content::iso_date(newest_) + " already: going by the later day");
    }
    return newest_;
}

void StateFile::keep(content::Date day) {
    if (!database_) {
        return;
    }
    try {
        content::Statement keep(*database_, keep_fact);
        const std::string iso = content::iso_date(day);
        keep.bind(1, newest_day).bind(2, iso).step();
    } catch (const content::DatabaseError& error) {
        log_(std::string("cannot remember the day: ") + error.what());
        database_.reset();
    }
}

} // namespace zugang::kiosk
