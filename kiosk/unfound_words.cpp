#include "kiosk/unfound_words.hpp"

#include "content/sha256.hpp"
#include "kiosk/timeless_file.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <exception>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include <sys/random.h>

namespace zugang::kiosk {

namespace {

constexpr std::size_t longest_word = 80;        ///< bytes
constexpr std::size_t most_hashes = 20'000;     ///< of a day
constexpr std::size_t most_words_of_visit = 64; ///< who types at random fills nothing
constexpr std::size_t most_words_of_day = 200;  ///< that are written down
constexpr std::size_t largest_file = 8'000'000; ///< bytes; no file of ours is so large
constexpr std::chrono::days kept{366};
constexpr std::string_view head =
    "# day\tlanguage\tword\tvisits: what was looked for and not found, see content/FORMAT.md\n";

bool is_counted(std::string_view word) {
    return !word.empty() && word.size() <= longest_word && std::ranges::none_of(word, [](char c) {
        return (c >= '0' && c <= '9') || static_cast<unsigned char>(c) <= ' ';
    });
}

/// The day of a line; no value for what is none.
std::optional<content::Date> day_of(std::string_view line) {
    return std::ranges::count(line, '\t') == 3
               ? content::parse_date(line.substr(0, line.find('\t')))
               : std::nullopt;
}

} // namespace

UnfoundWords::UnfoundWords(const std::filesystem::path& state_folder, Log log)
    : file_(state_folder / "unfound.tsv"), log_(std::move(log)) {
}

UnfoundWords::~UnfoundWords() {
    explicit_bzero(key_.data(), key_.size());
}

void UnfoundWords::begin_day(content::Date day) {
    if (has_key_ && day == day_) {
        return;
    }
    day_ = day;
    visits_.clear();
    of_this_visit_.clear();
    due_today_ = 0;
    has_key_ = getentropy(key_.data(), key_.size()) == 0;
}

void UnfoundWords::add(content::Date day, std::string_view language,
                       std::span<const std::string> words) {
    begin_day(day);
    if (!has_key_) {
        return;
    }
    for (const std::string& word : words) {
        if (!is_counted(word) || of_this_visit_.size() >= most_words_of_visit) {
            continue;
        }
        std::string keyed(reinterpret_cast<const char*>(key_.data()), key_.size());
        keyed.append(language).append("\t").append(word);
        const std::string hash = content::sha256(keyed);
        explicit_bzero(keyed.data(), keyed.size());
        if (visits_.size() >= most_hashes && !visits_.contains(hash)) {
            continue;
        }
        if (!of_this_visit_.insert(hash).second) {
            continue;
        }
        std::uint8_t& visits = visits_[hash];
        if (visits < visits_needed && ++visits == visits_needed && due_today_ < most_words_of_day) {
            ++due_today_;
            due_.insert(content::iso_date(day) + "\t" + std::string(language) + "\t" + word + "\t" +
                        std::to_string(visits_needed) + "+\n");
        }
    }
}

void UnfoundWords::end_visit() {
    of_this_visit_.clear();
    if (due_.empty()) {
        return;
    }
    try {
        write();
        due_.clear();
        failure_logged_ = false;
    } catch (const std::exception& error) { // visitors come first
        if (!failure_logged_) {
            log_(std::string("words that were not found could not be written down: ") +
                 error.what());
        }
        failure_logged_ = true;
    }
}

void UnfoundWords::write() {
    std::set<std::string> lines = due_;
    content::Date last = day_of(*lines.rbegin()).value_or(day_);
    std::error_code error;
    if (const auto size = std::filesystem::file_size(file_, error); !error && size < largest_file) {
        std::ifstream before(file_, std::ios::binary);
        for (std::string line; std::getline(before, line);) {
            const auto day = day_of(line);
            if (day && *day + kept >= last) {
                lines.insert(line + "\n");
            }
        }
    }
    std::string bytes(head);
    for (const std::string& line : lines) {
        bytes += line;
        last = std::max(last, day_of(line).value_or(last));
    }
    write_without_time(file_, bytes, last);
}

} // namespace zugang::kiosk
