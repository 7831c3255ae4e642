#include "content/opening_hours.hpp"

#include "content/public_holidays.hpp"

#include <algorithm>
#include <memory>

#include <unicode/timezone.h>

namespace zugang::content {
namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 7> day_names{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};
constexpr int days_ahead = 14;

class HoursReader {
  public:
    explicit HoursReader(std::string_view text) : rest_(text) {}

    tl::expected<OpeningHours, HoursProblem> run() {
        if (rest_ == "24/7") {
            hours_.always = true;
            return hours_;
        }
        do {
            if (const auto problem = read_part()) {
                return tl::unexpected(*problem);
            }
        } while (take("; "));
        if (!rest_.empty()) {
            return tl::unexpected(HoursProblem::Form);
        }
        return hours_;
    }

  private:
    bool take(std::string_view text) {
        if (!rest_.starts_with(text)) {
            return false;
        }
        rest_.remove_prefix(text.size());
        return true;
    }

    /// "Mo-Fr,So 08:00-12:00,13:00-16:00"
    std::optional<HoursProblem> read_part() {
        std::array<bool, 7> days{};
        do {
            if (const auto problem = read_days(days)) {
                return problem;
            }
        } while (take(","));
        if (!take(" ")) {
            return HoursProblem::Form;
        }
        std::vector<OpenSpan> spans;
        do {
            if (const auto problem = read_span(spans)) {
                return problem;
            }
        } while (take(","));
        for (std::size_t day = 0; day < days.size(); ++day) {
            if (days.at(day)) {
                hours_.week.at(day) = spans;
            }
        }
        return std::nullopt;
    }

    std::optional<HoursProblem> read_days(std::array<bool, 7>& days) {
        const auto first = read_day();
        const auto last = first && take("-") ? read_day() : first;
        if (!first || !last) {
            return HoursProblem::Day;
        }
        if (*last < *first) {
            return HoursProblem::Backwards;
        }
        for (std::size_t day = *first; day <= *last; ++day) {
            if (days.at(day) || !hours_.week.at(day).empty()) {
                return HoursProblem::DoubledDay;
            }
            days.at(day) = true;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> read_day() {
        for (std::size_t day = 0; day < day_names.size(); ++day) {
            if (take(day_names.at(day))) {
                return day;
            }
        }
        return std::nullopt;
    }

    std::optional<HoursProblem> read_span(std::vector<OpenSpan>& spans) {
        const auto from = read_time();
        if (!from) {
            return HoursProblem::Time;
        }
        if (!take("-")) {
            return HoursProblem::Form;
        }
        const auto until = read_time();
        if (!until) {
            return HoursProblem::Time;
        }
        if (*until <= *from) {
            return HoursProblem::Backwards;
        }
        if (!spans.empty() && *from < spans.back().until) {
            return HoursProblem::Overlap;
        }
        spans.push_back({*from, *until});
        return std::nullopt;
    }

    std::optional<minutes> read_time() {
        constexpr std::string_view form = "dd:dd";
        if (rest_.size() < form.size()) {
            return std::nullopt;
        }
        for (std::size_t i = 0; i < form.size(); ++i) {
            const bool digit = rest_[i] >= '0' && rest_[i] <= '9';
            if (form[i] == 'd' ? !digit : rest_[i] != ':') {
                return std::nullopt;
            }
        }
        const int hour = (rest_[0] - '0') * 10 + (rest_[1] - '0');
        const int minute = (rest_[3] - '0') * 10 + (rest_[4] - '0');
        const minutes time(hour * 60 + minute);
        rest_.remove_prefix(form.size());
        return minute < 60 && time <= std::chrono::days(1) ? std::optional(time) : std::nullopt;
    }

    std::string_view rest_;
    OpeningHours hours_;
};

const std::vector<OpenSpan>& spans_of(const OpeningHours& hours, Date day, std::string_view land) {
    static const std::vector<OpenSpan> none;
    const std::size_t weekday = std::chrono::weekday(day).iso_encoding() - 1;
    return is_public_holiday(day, land) ? none : hours.week.at(weekday);
}

} // namespace

tl::expected<OpeningHours, HoursProblem> parse_opening_hours(std::string_view hours) {
    return HoursReader(hours).run();
}

LocalTime german_time(Moment moment) {
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone("Europe/Berlin"));
    const auto since_epoch = std::chrono::milliseconds(moment.time_since_epoch());
    std::int32_t raw_ms = 0;
    std::int32_t summer_ms = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(static_cast<UDate>(since_epoch.count()), 0, raw_ms, summer_ms, status);
    const auto local =
        std::chrono::floor<minutes>(moment + std::chrono::seconds((raw_ms + summer_ms) / 1000));
    const Date day = std::chrono::floor<std::chrono::days>(local);
    return {.day = day, .time = local - day};
}

OpenState open_state(const OpeningHours& hours, LocalTime now, std::string_view land) {
    if (hours.always) {
        return {.open = true, .until = std::nullopt, .next = std::nullopt};
    }
    for (int ahead = 0; ahead <= days_ahead; ++ahead) {
        const Date day = now.day + std::chrono::days(ahead);
        for (const OpenSpan& span : spans_of(hours, day, land)) {
            if (ahead == 0 && span.until <= now.time) {
                continue;
            }
            if (ahead == 0 && span.from <= now.time) {
                return {.open = true, .until = span.until, .next = std::nullopt};
            }
            return {.open = false, .until = std::nullopt, .next = LocalTime{day, span.from}};
        }
    }
    return {};
}

} // namespace zugang::content
