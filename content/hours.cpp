#include "content/hours.hpp"

#include "content/formatters.hpp"

#include <algorithm>
#include <array>

namespace zugang::content {

namespace {

constexpr std::array<std::string_view, 7> german_days{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"};

} // namespace

std::string format_hours(std::string_view hours, const Strings& strings) {
    if (hours == "24/7") {
        return std::string(strings.get("contact.around_the_clock"));
    }
    const std::array<std::string, 7>& names = strings.formatters().weekdays();
    std::string result;
    std::size_t at = 0;
    while (at < hours.size()) {
        std::size_t day = 0;
        while (day < german_days.size() && !hours.substr(at).starts_with(german_days.at(day))) {
            ++day;
        }
        const bool time = hours[at] >= '0' && hours[at] <= '9';
        if (day < german_days.size()) {
            result += names.at(day).empty() ? std::string(german_days.at(day)) : names.at(day);
            at += german_days.at(day).size();
        } else if (time) {
            const std::size_t end = hours.find_first_not_of("0123456789:-", at);
            result += "\u2066";
            for (const char c : hours.substr(at, end - at)) {
                result += c == '-' ? std::string("–") : std::string(1, c);
            }
            result += "\u2069";
            at = std::min(end, hours.size());
        } else {
            result += hours[at] == '-' ? std::string("–") : std::string(1, hours[at]);
            ++at;
        }
    }
    return result;
}

std::string format_time(std::chrono::minutes since_midnight, const Strings& strings) {
    return "\u2066" + strings.formatters().time(since_midnight).value_or(std::string()) + "\u2069";
}

std::string format_spans(const std::vector<OpenSpan>& spans, const Strings& strings) {
    std::string text;
    for (const OpenSpan& span : spans) {
        text += text.empty() ? "" : ", ";
        text += "\u2066" + format_time(span.from, strings) + "–" +
                format_time(span.until, strings) + "\u2069";
    }
    return text;
}

std::string format_weekday(Date day, const Strings& strings) {
    return strings.formatters().date(day, u"EEEE").value_or(iso_date(day));
}

std::string format_day(Date day, const Strings& strings) {
    return strings.formatters().date(day, u"EEEEMMMMd").value_or(iso_date(day));
}

std::string format_short_day(Date day, const Strings& strings) {
    return strings.formatters().date(day, u"EEEdM").value_or(iso_date(day));
}

std::vector<HoursLine> format_week(const OpeningHours& hours, const Strings& strings) {
    const auto same = [](const std::vector<OpenSpan>& a, const std::vector<OpenSpan>& b) {
        return std::ranges::equal(a, b, [](const OpenSpan& one, const OpenSpan& other) {
            return one.from == other.from && one.until == other.until;
        });
    };
    std::vector<HoursLine> lines;
    if (hours.always) {
        return lines;
    }
    const std::array<std::string, 7>& names = strings.formatters().weekdays();
    for (std::size_t day = 0; day < hours.week.size(); ++day) {
        if (!lines.empty() && same(hours.week.at(day), hours.week.at(day - 1))) {
            lines.back().last = static_cast<int>(day);
        } else {
            lines.push_back({.days = {},
                             .times = format_spans(hours.week.at(day), strings),
                             .first = static_cast<int>(day),
                             .last = static_cast<int>(day)});
        }
    }
    for (HoursLine& line : lines) {
        const auto name = [&names](int day) {
            return names.at(static_cast<std::size_t>((day + 1) % 7)); // Sunday stands first
        };
        line.days = name(line.first);
        if (line.last != line.first) {
            line.days += (line.last == line.first + 1 ? ", " : "–") + name(line.last);
        }
    }
    return lines;
}

} // namespace zugang::content
