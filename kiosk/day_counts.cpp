#include "kiosk/day_counts.hpp"

#include "kiosk/timeless_file.hpp"

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace zugang::kiosk {

namespace {

constexpr std::size_t most_of_visit = 200;       ///< who taps at random fills nothing
constexpr std::size_t most_rows = 20'000;        ///< in memory
constexpr std::size_t largest_file = 64'000'000; ///< bytes; no file of ours is so large
constexpr std::string_view head = "# day\tkind\tid\tlanguage\tvisits: how often something was "
                                  "looked at, see content/FORMAT.md\n";

void add_up(content::Counts& sums, const content::Counts& more) {
    for (const auto& [key, number] : more) {
        if (sums.size() < most_rows || sums.contains(key)) {
            sums[key] += number;
        }
    }
}

} // namespace

DayCounts::DayCounts(const std::filesystem::path& folder, std::chrono::days keep, Log log)
    : file_(folder / "counts.tsv"), keep_(keep), log_(std::move(log)) {
}

DayCounts::~DayCounts() {
    if (visits_ >= visits_together) {
        close_batch();
    }
    if (!ready_.empty()) {
        write();
    }
}

void DayCounts::add(content::CountKind kind, std::string_view id, std::string_view language) {
    if (of_this_visit_.size() < most_of_visit && content::is_count_id(id)) {
        of_this_visit_.insert(
            {.day = {}, .kind = kind, .id = std::string(id), .language = std::string(language)});
    }
}

void DayCounts::end_visit(content::Date day, Instant now) {
    if (!next_) {
        next_ = now + apart;
    }
    if (day != day_) { // what is left of the day before is too little to be told apart from nobody
        if (visits_ >= visits_together) {
            close_batch();
        }
        batch_.clear();
        visits_ = 0;
        day_ = day;
    }
    if (!of_this_visit_.empty()) {
        ++visits_;
        for (content::CountKey key : std::exchange(of_this_visit_, {})) {
            key.day = day;
            if (batch_.size() < most_rows || batch_.contains(key)) {
                ++batch_[std::move(key)];
            }
        }
    }
    advance(now);
}

std::optional<Instant> DayCounts::due() const {
    return visits_ >= visits_together || !ready_.empty() ? next_ : std::nullopt;
}

void DayCounts::advance(Instant now) {
    if (const auto at = due(); !at || now < *at) {
        return;
    }
    next_ = now + apart;
    if (visits_ >= visits_together) {
        close_batch();
    }
    write();
}

void DayCounts::close_batch() {
    add_up(ready_, std::exchange(batch_, {}));
    visits_ = 0;
}

void DayCounts::write() {
    try {
        std::filesystem::create_directories(file_.parent_path());
        content::Counts sums;
        std::error_code error;
        if (const auto size = std::filesystem::file_size(file_, error);
            !error && size < largest_file) {
            std::ifstream before(file_, std::ios::binary);
            const std::string text(std::istreambuf_iterator<char>(before), {});
            if (!before.good() && !before.eof()) {
                throw std::filesystem::filesystem_error("cannot be read", file_,
                                                        std::make_error_code(std::errc::io_error));
            }
            sums = content::read_counts(text).counts;
        }
        for (const auto& [key, number] : ready_) {
            sums[key] += number;
        }
        const content::Date last = sums.rbegin()->first.day;
        std::erase_if(sums, [&](const auto& row) { return row.first.day + keep_ < last; });
        write_without_time(file_, std::string(head) + content::write_counts(sums), last);
        ready_.clear();
        failure_logged_ = false;
    } catch (const std::exception& failure) { // visitors come first
        if (!failure_logged_) {
            log_(std::string("counts could not be written down: ") + failure.what());
        }
        failure_logged_ = true;
    }
}

} // namespace zugang::kiosk
