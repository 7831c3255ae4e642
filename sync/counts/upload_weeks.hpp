#pragma once

#include "content/moment.hpp"
#include "sync/counts/week_storage.hpp"
#include "sync/failure.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zugang::sync {

struct WeekUpload {
    std::string terminal;             ///< empty: there was nothing to sign yet
    std::vector<std::string> sent;    ///< weeks that are there now and were not known to be
    std::vector<std::string> waiting; ///< weeks that are over and not there
    std::optional<Failure> problem;   ///< with the first of these
};

/// What the terminal has counted, one signed file a week (FORMAT.md, "Counts of a week"). A week
/// that has been over for a day is written into `own`/waiting once and for all, and from there sent
/// until it is there; then it lies in `own`/sent. So there are never two contents of a week.
/// `counts`: counts.tsv; it need not be there. Throws where the disk says no.
WeekUpload upload_weeks(const std::filesystem::path& counts, const std::filesystem::path& own,
                        const WeekStorage& storage, content::Moment now);

} // namespace zugang::sync
