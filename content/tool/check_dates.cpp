#include "content/tool/check.hpp"

#include <algorithm>
#include <map>

namespace zugang::content::tool {
namespace {

/// So long before its end a value needs a successor.
constexpr std::chrono::days notice(60);

Date first_day(const SourceValue& row) {
    return row.value.valid_from.value_or(Date::min());
}
Date last_day(const SourceValue& row) {
    return row.value.valid_to.value_or(Date::max());
}

void check_rows(const std::string& id, std::vector<const SourceValue*> rows, Date as_of,
                Report& report) {
    std::ranges::stable_sort(rows, {}, [](const SourceValue* row) { return first_day(*row); });
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const Date end = last_day(*rows[i - 1]);
        if (end >= first_day(*rows[i])) {
            report.error(rows[i]->place, "this row of \"" + id + "\" overlaps the one before it",
                         "let the older one end on the day before (valid_to)");
        } else if (first_day(*rows[i]) - end > std::chrono::days(1)) {
            report.warning(rows[i]->place,
                           "\"" + id + "\" has no row for the days after " + iso_date(end),
                           "let the rows follow one another");
        }
        if (rows[i]->value.unit != rows[i - 1]->value.unit) {
            report.warning(rows[i]->unit_place, "the rows of \"" + id + "\" have different units",
                           "use one unit");
        }
    }
    if (last_day(*rows.back()) < as_of) {
        report.warning(rows.back()->place,
                       "\"" + id + "\" has expired on " + iso_date(last_day(*rows.back())) +
                           " and has no successor",
                       "add a row that is valid from then on");
    } else if (last_day(*rows.back()) < as_of + notice) {
        report.warning(rows.back()->place,
                       "\"" + id + "\" ends on " + iso_date(last_day(*rows.back())) +
                           " and has no successor",
                       "add the row that is valid from then on");
    }
}

void check_review(const std::string& what, const std::optional<Date>& review_by, const Place& place,
                  Date as_of, Report& report) {
    if (review_by && *review_by < as_of) {
        report.warning(place, "the " + what + " was to be reviewed by " + iso_date(*review_by),
                       "review it, then write new days into as_of and review_by");
    }
}

} // namespace

void check_dates(const Package& package, Date as_of, Report& report) {
    std::map<std::string, std::vector<const SourceValue*>> values;
    for (const SourceValue& row : package.values) {
        values[row.value.id].push_back(&row);
    }
    for (const auto& [id, rows] : values) {
        check_rows(id, rows, as_of, report);
    }
    for (const auto& [slug, article] : package.articles) {
        check_review("article", article.review_by, article.review_by_place, as_of, report);
    }
    for (const auto& [id, guide] : package.guides) {
        check_review("guide", guide.review_by, guide.review_by_place, as_of, report);
    }
}

} // namespace zugang::content::tool
