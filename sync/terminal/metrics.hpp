#pragma once

#include "content/counts.hpp"
#include "content/date.hpp"
#include "content/terminal_status.hpp"
#include "content/update_status.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace zugang::sync {

/// What was counted on the last day that is over.
struct DayFigures {
    content::Date day{};
    /// Over all pages and languages, rounded down to tens, none below 10: beside a report of
    /// zugang-content stats an exact sum would tell what is hidden there.
    std::map<content::CountKind, std::uint64_t> numbers;
};

/// Of the last day before `today` that something was counted on; no value where there is none.
std::optional<DayFigures> day_figures(const content::Counts& counts, content::Date today);

/// How things stand in the text format of Prometheus (exposition format 0.0.4), for the textfile
/// collector of node_exporter. Times are Unix times in UTC, so that the server reckons ages by its
/// own clock; what never was is left out. Nothing of visitors but sums of a day that is over: of
/// the present one there is no curve.
std::string as_prometheus(const content::UpdateStatus& status,
                          const std::optional<content::TerminalStatus>& terminal = {},
                          const std::optional<DayFigures>& day = {});

} // namespace zugang::sync
