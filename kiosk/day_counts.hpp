#pragma once

#include "content/counts.hpp"
#include "content/date.hpp"
#include "kiosk/touch.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace zugang::kiosk {

/// How often articles are opened, results reached, translations missed and searches disappointed on
/// a day, in counts.tsv (content/FORMAT.md, "What was counted").
///
/// A visit counts a thing once, and only when it is over. Visits of a day are added up in memory,
/// and only sums of at least five of them that counted something come to the disk, at most once an
/// hour: whoever compares two versions of the file sees no single visit, no order and no moment.
/// So what fewer than five visits leave at the end of a day or of the program is never written.
/// UI thread only.
class DayCounts {
  public:
    using Log = std::function<void(const std::string&)>;

    static constexpr std::size_t visits_together = 5;
    static constexpr Instant apart = std::chrono::hours(1);

    /// `folder` is made where it is missing. Rows older than `keep` before the last one go.
    DayCounts(const std::filesystem::path& folder, std::chrono::days keep, Log log);
    /// Writes what may be written.
    ~DayCounts();
    DayCounts(const DayCounts&) = delete;
    DayCounts& operator=(const DayCounts&) = delete;

    /// Of the visit that runs. Never of discreet pages: that is the caller's to know.
    void add(content::CountKind kind, std::string_view id, std::string_view language);

    /// Nobody is there any more. `day`: to which the visit is counted.
    void end_visit(content::Date day, Instant now);

    /// When there is something to be written; no value: nothing may be.
    std::optional<Instant> due() const;
    /// Writes what is due. Between visits. Where the disk says no, that is logged once and tried
    /// again an hour later.
    void advance(Instant now);

  private:
    void close_batch();
    void write();

    std::filesystem::path file_;
    std::chrono::days keep_;
    Log log_;
    std::set<content::CountKey> of_this_visit_; ///< without a day
    content::Date day_{};
    content::Counts batch_; ///< of visits of day_ that are too few yet, or came too soon
    std::size_t visits_ = 0;
    content::Counts ready_;         ///< sums that may be written, of any days
    std::optional<Instant> next_{}; ///< not before; no value: no visit has ended yet
    bool failure_logged_ = false;
};

} // namespace zugang::kiosk
