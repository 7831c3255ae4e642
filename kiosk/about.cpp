#include "kiosk/about.hpp"

#include "content/resolve.hpp"
#include "kiosk/local_time.hpp"

#include <algorithm>

namespace zugang::kiosk {

namespace {

content::Date day_of(content::Moment moment) {
    return local_day(std::chrono::system_clock::to_time_t(moment));
}

// A clock that was set back does not make what has expired good again.
content::Date day_to_go_by(const std::optional<content::UpdateStatus>& status,
                           content::Date today) {
    return status && status->latest_time ? std::max(today, day_of(*status->latest_time)) : today;
}

} // namespace

std::vector<AboutLine> about_content(content::Date as_of,
                                     const std::optional<content::UpdateStatus>& status,
                                     const content::Strings& strings, content::Date today) {
    std::vector<AboutLine> lines;
    const auto add = [&](std::string_view key, const std::vector<content::Argument>& arguments) {
        if (!strings.language_of(key).empty()) {
            lines.push_back({key, strings.format(key, arguments)});
        }
    };
    const std::string date = content::format_long_date(as_of, strings);
    std::optional<content::Date> until;
    if (status && status->trusted_until) {
        until = day_of(*status->trusted_until);
    }
    const std::string end = until ? content::format_long_date(*until, strings) : std::string();
    const bool expired = until && *until < day_to_go_by(status, today);
    if (expired) {
        add("trust.expired", {{"date", date}, {"since", end}});
    } else {
        add("trust.content", {{"date", date}});
    }
    if (status && status->last_contact) {
        const std::string last = content::format_long_date(day_of(*status->last_contact), strings);
        add("trust.contact", {{"date", last}});
    } else {
        add("trust.never", {});
    }
    if (until && !expired) {
        add("trust.until", {{"date", end}});
    }
    return lines;
}

} // namespace zugang::kiosk
