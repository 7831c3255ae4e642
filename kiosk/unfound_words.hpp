#pragma once

#include "content/date.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace zugang::kiosk {

/// Which words people look for and no text has, so that editors learn what is missing and nobody
/// learns who asked.
///
/// A day's words are counted in memory, each as SHA-256 of it and a key: 32 random bytes that are
/// never written anywhere and overwritten at the end of the day or program. A visit counts a word
/// once. In the fifth visit of a day that has a word it becomes a line of unfound.tsv in the state
/// folder (content/FORMAT.md, "What was looked for and not found"). Before that nothing on the disk
/// tells of it, and lines tell neither when nor in which order. UI thread only.
class UnfoundWords {
  public:
    using Log = std::function<void(const std::string&)>;

    static constexpr std::uint8_t visits_needed = 5;

    UnfoundWords(const std::filesystem::path& state_folder, Log log);
    ~UnfoundWords();
    UnfoundWords(const UnfoundWords&) = delete;
    UnfoundWords& operator=(const UnfoundWords&) = delete;

    /// Somebody stopped at these words, which no text has: folded, as content::SearchAnswer gives
    /// them. Those with digits (numbers of people and files) and very long ones are left out.
    void add(content::Date day, std::string_view language, std::span<const std::string> words);

    /// Nobody is there any more. Here, and only here, the file is written; where the disk says no,
    /// that is logged once, without words, and tried again after the next visit.
    void end_visit();

  private:
    void begin_day(content::Date day);
    void write();

    std::filesystem::path file_;
    Log log_;
    content::Date day_{};
    std::array<std::uint8_t, 32> key_{};
    bool has_key_ = false;
    std::unordered_map<std::string, std::uint8_t> visits_; ///< by hash
    std::unordered_set<std::string> of_this_visit_;        ///< hashes
    std::set<std::string> due_;                            ///< lines to be written
    std::size_t due_today_ = 0;
    bool failure_logged_ = false;
};

} // namespace zugang::kiosk
