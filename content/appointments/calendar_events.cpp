#include "content/appointments/calendar_events.hpp"

#include "content/appointments/ical.hpp"
#include "content/appointments/zone.hpp"
#include "content/sha256.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace zugang::content::appointments {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr int most_steps = 20'000;
constexpr std::size_t most_events = 5'000; ///< of one file, in the span
constexpr seconds longest_event = std::chrono::days(400);

/// A time as it stands in the file.
struct WrittenTime {
    sys_seconds shown{};
    Zone zone = Zone::berlin();
    bool whole_day = false;

    Moment moment() const { return zone.from_local(shown); }
};

std::optional<sys_seconds> shown_of(const icaltimetype& time) {
    const std::chrono::year_month_day day{std::chrono::year(time.year),
                                          std::chrono::month(static_cast<unsigned>(time.month)),
                                          std::chrono::day(static_cast<unsigned>(time.day))};
    if (time.year < 1900 || time.year > 2200 || !day.ok()) {
        return std::nullopt;
    }
    if (time.is_date != 0) {
        return std::chrono::sys_days(day);
    }
    if (time.hour < 0 || time.hour > 24 || time.minute < 0 || time.minute > 59 || time.second < 0 ||
        time.second > 60) {
        return std::nullopt;
    }
    return std::chrono::sys_days(day) + std::chrono::hours(time.hour) +
           std::chrono::minutes(time.minute) + seconds(time.second);
}

icaltimetype ical_of(sys_seconds shown, bool whole_day) {
    const auto midnight = std::chrono::floor<std::chrono::days>(shown);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss clock(shown - midnight);
    icaltimetype time = icaltime_null_time();
    time.year = static_cast<int>(day.year());
    time.month = static_cast<int>(static_cast<unsigned>(day.month()));
    time.day = static_cast<int>(static_cast<unsigned>(day.day()));
    time.is_date = whole_day ? 1 : 0;
    if (!whole_day) {
        time.hour = static_cast<int>(clock.hours().count());
        time.minute = static_cast<int>(clock.minutes().count());
        time.second = static_cast<int>(clock.seconds().count());
    }
    return time;
}

/// Reads one calendar.
class Calendar {
  public:
    explicit Calendar(icalcomponent* root) : root_(root) {}

    /// As the file names it, or as it says elsewhere which one it means.
    Zone zone_of(icalproperty* property) {
        icalparameter* parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
        const char* written = parameter == nullptr ? nullptr : icalparameter_get_tzid(parameter);
        const std::string name = written == nullptr ? "" : written;
        const auto known = zones_.find(name);
        if (known != zones_.end()) {
            return known->second;
        }
        auto zone = name.empty() ? std::optional(Zone::berlin()) : Zone::named(name);
        if (!zone) {
            zone = Zone::named(location_of(name));
        }
        if (!zone) {
            problems.push_back("a time zone that nobody knows is taken for that of Germany");
        }
        return zones_.emplace(name, zone.value_or(Zone::berlin())).first->second;
    }

    std::optional<WrittenTime> time_of(icalproperty* property, const icaltimetype& time) {
        const auto shown = shown_of(time);
        if (!shown) {
            return std::nullopt;
        }
        WrittenTime written{.shown = *shown, .whole_day = time.is_date != 0};
        if (icaltime_is_utc(time) != 0) {
            written.zone = Zone::utc();
        } else if (!written.whole_day) {
            written.zone = zone_of(property);
        }
        return written;
    }

    std::optional<WrittenTime> first_time(icalcomponent* event, icalproperty_kind kind) {
        icalproperty* property = icalcomponent_get_first_property(event, kind);
        const icalvalue* value = property == nullptr ? nullptr : icalproperty_get_value(property);
        if (value == nullptr) {
            return std::nullopt;
        }
        switch (icalvalue_isa(value)) {
        case ICAL_DATE_VALUE:
            return time_of(property, icalvalue_get_date(value));
        case ICAL_DATETIME_VALUE:
            return time_of(property, icalvalue_get_datetime(value));
        default:
            return std::nullopt;
        }
    }

    std::vector<std::string> problems;

  private:
    std::string location_of(const std::string& name) const {
        for (icalcomponent* zone : ical::components(root_, ICAL_VTIMEZONE_COMPONENT)) {
            icalproperty* id = icalcomponent_get_first_property(zone, ICAL_TZID_PROPERTY);
            const char* written = id == nullptr ? nullptr : icalproperty_get_tzid(id);
            if (written != nullptr && name == written) {
                return ical::x_value(zone, "X-LIC-LOCATION");
            }
        }
        return {};
    }

    icalcomponent* root_;
    std::map<std::string, Zone> zones_;
};

bool takes_time(icalcomponent* event) {
    icalproperty* status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    icalproperty* transp = icalcomponent_get_first_property(event, ICAL_TRANSP_PROPERTY);
    return (status == nullptr || icalproperty_get_status(status) != ICAL_STATUS_CANCELLED) &&
           (transp == nullptr || icalproperty_get_transp(transp) != ICAL_TRANSP_TRANSPARENT);
}

bool is_tentative(icalcomponent* event) {
    icalproperty* status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
    return status != nullptr && icalproperty_get_status(status) == ICAL_STATUS_TENTATIVE;
}

std::string uid_of(icalcomponent* event) {
    icalproperty* property = icalcomponent_get_first_property(event, ICAL_UID_PROPERTY);
    const char* uid = property == nullptr ? nullptr : icalproperty_get_uid(property);
    return uid == nullptr ? "" : uid;
}

struct FreeIterator {
    void operator()(icalrecur_iterator* iterator) const noexcept {
        icalrecur_iterator_free(iterator);
    }
};

/// One event, and how it goes on.
class Series {
  public:
    Series(Calendar& calendar, icalcomponent* event, WrittenTime start)
        : calendar_(calendar), event_(event), start_(std::move(start)), length_(read_length()) {}

    Moment end_of(sys_seconds shown) const {
        // A whole day is 23 to 25 hours long, an hour is an hour.
        return start_.whole_day ? start_.zone.from_local(shown + length_)
                                : start_.zone.from_local(shown) + length_;
    }

    /// The times at which it begins, as clocks show it there, that can reach into the span.
    std::set<sys_seconds> starts(Moment from, Moment until) {
        std::set<sys_seconds> shown{start_.shown};
        for (icalproperty* rule : ical::properties(event_, ICAL_RRULE_PROPERTY)) {
            add_rule(icalproperty_get_rrule(rule), from, until, shown);
        }
        for (icalproperty* extra : ical::properties(event_, ICAL_RDATE_PROPERTY)) {
            const icaldatetimeperiodtype value = icalproperty_get_rdate(extra);
            const bool is_period = icaltime_is_null_time(value.time) != 0;
            const auto time = calendar_.time_of(extra, is_period ? value.period.start : value.time);
            if (time) {
                shown.insert(start_.zone.to_local(time->moment()));
            }
        }
        for (icalproperty* without : ical::properties(event_, ICAL_EXDATE_PROPERTY)) {
            const auto time = calendar_.time_of(without, icalproperty_get_exdate(without));
            if (time && time->whole_day) {
                std::erase_if(shown, [&time](sys_seconds one) {
                    return std::chrono::floor<std::chrono::days>(one) == time->shown;
                });
            } else if (time) {
                shown.erase(start_.zone.to_local(time->moment()));
            }
        }
        return shown;
    }

    Moment moment_of(sys_seconds shown) const { return start_.zone.from_local(shown); }

  private:
    seconds read_length() {
        seconds length = start_.whole_day ? seconds(std::chrono::days(1)) : seconds(0);
        icalproperty* duration = icalcomponent_get_first_property(event_, ICAL_DURATION_PROPERTY);
        if (const auto end = calendar_.first_time(event_, ICAL_DTEND_PROPERTY)) {
            length = start_.whole_day && end->whole_day ? end->shown - start_.shown
                                                        : end->moment() - start_.moment();
        } else if (duration != nullptr) {
            length = seconds(icaldurationtype_as_int(icalproperty_get_duration(duration)));
        }
        if (length < seconds(0) || length > longest_event) {
            calendar_.problems.emplace_back("an event ends before it begins, or after a year");
            return std::clamp(length, seconds(0), longest_event);
        }
        return length;
    }

    void add_rule(icalrecurrencetype rule, Moment from, Moment until,
                  std::set<sys_seconds>& shown) {
        if (rule.freq <= ICAL_HOURLY_RECURRENCE || rule.freq >= ICAL_NO_RECURRENCE ||
            rule.rscale != nullptr) {
            calendar_.problems.emplace_back("an event repeats within the day or by another "
                                            "calendar; only its first time counts");
            return;
        }
        end_in_local_time(rule);
        const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(
            icalrecur_iterator_new(rule, ical_of(start_.shown, start_.whole_day)));
        if (iterator == nullptr) {
            calendar_.problems.emplace_back("a rule of repetition cannot be read; only the first "
                                            "time of the event counts");
            return;
        }
        // A day more on both sides than any time zone needs.
        const sys_seconds first = from - length_ - std::chrono::days(2);
        const sys_seconds last = until + std::chrono::days(2);
        if (rule.count == 0 && first > start_.shown) {
            icalrecur_iterator_set_start(
                iterator.get(),
                ical_of(std::chrono::floor<std::chrono::days>(first), start_.whole_day));
        }
        for (int step = 0; step < most_steps; ++step) {
            const icaltimetype next = icalrecur_iterator_next(iterator.get());
            const auto time = icaltime_is_null_time(next) != 0 ? std::nullopt : shown_of(next);
            if (!time || *time > last) {
                return;
            }
            if (*time >= first && *time >= start_.shown) {
                shown.insert(*time);
            }
        }
        calendar_.problems.emplace_back("an event repeats too often; later times do not count");
    }

    /// libical compares UNTIL as it stands with times as clocks show them.
    void end_in_local_time(icalrecurrencetype& rule) const {
        const auto until = shown_of(rule.until);
        if (icaltime_is_null_time(rule.until) != 0 || !until) {
            return;
        }
        if (icaltime_is_utc(rule.until) != 0) {
            rule.until = ical_of(start_.zone.to_local(*until), start_.whole_day);
        } else if (rule.until.is_date != 0 && !start_.whole_day) {
            rule.until = ical_of(*until + std::chrono::days(1) - seconds(1), false);
        }
    }

    Calendar& calendar_;
    icalcomponent* event_;
    WrittenTime start_;
    seconds length_;
};

} // namespace

std::optional<CalendarEvents> read_calendar(std::string_view bytes, Moment from, Moment until) {
    const ical::Component root = ical::parse(bytes);
    if (root == nullptr) {
        return std::nullopt;
    }
    Calendar calendar(root.get());
    CalendarEvents read{
        .adviser = ical::x_value(root.get(), "X-ZUGANG-ADVISER"), .events = {}, .problems = {}};
    const auto events = ical::components(root.get(), ICAL_VEVENT_COMPONENT);
    std::map<std::string, std::set<Moment>> replaced; // by UID
    for (icalcomponent* event : events) {
        if (const auto time = calendar.first_time(event, ICAL_RECURRENCEID_PROPERTY)) {
            replaced[uid_of(event)].insert(time->moment());
        }
    }
    for (icalcomponent* event : events) {
        auto start = calendar.first_time(event, ICAL_DTSTART_PROPERTY);
        if (!start) {
            calendar.problems.emplace_back("an event without a beginning is left out");
            continue;
        }
        if (!takes_time(event)) {
            continue;
        }
        const bool is_exception =
            icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY) != nullptr;
        const std::set<Moment>& gone = replaced[uid_of(event)];
        Series series(calendar, event, *start);
        const std::set<sys_seconds> starts =
            is_exception ? std::set{start->shown} : series.starts(from, until);
        for (const sys_seconds shown : starts) {
            const Moment begin = series.moment_of(shown);
            const Moment end = series.end_of(shown);
            if (begin >= until || end <= from || begin == end ||
                (!is_exception && gone.contains(begin))) {
                continue;
            }
            if (read.events.size() == most_events) {
                calendar.problems.emplace_back("more than 5,000 times; the others do not count");
                break;
            }
            read.events.push_back({.booking = ical::x_value(event, "X-ZUGANG-ID"),
                                   .room = ical::x_value(event, "X-ZUGANG-ROOM"),
                                   .tentative = is_tentative(event),
                                   .start = begin,
                                   .end = end});
        }
    }
    std::ranges::sort(read.events, {}, &CalendarEvent::start);
    read.problems = std::move(calendar.problems);
    return read;
}

std::optional<SeenBooking> find_booking(std::string_view bytes) {
    const ical::Component root = ical::parse(bytes);
    if (root == nullptr) {
        return std::nullopt;
    }
    Calendar calendar(root.get());
    for (icalcomponent* event : ical::components(root.get(), ICAL_VEVENT_COMPONENT)) {
        const std::string id = ical::x_value(event, "X-ZUGANG-ID");
        auto start = calendar.first_time(event, ICAL_DTSTART_PROPERTY);
        if (id.empty() || !start) {
            continue;
        }
        icalproperty* status = icalcomponent_get_first_property(event, ICAL_STATUS_PROPERTY);
        const Series series(calendar, event, *start);
        return SeenBooking{.id = id,
                           .tentative = is_tentative(event),
                           .cancelled = status != nullptr &&
                                        icalproperty_get_status(status) == ICAL_STATUS_CANCELLED,
                           .start = start->moment(),
                           .end = series.end_of(start->shown)};
    }
    return std::nullopt;
}

std::optional<std::string> without_words(std::string_view bytes, const std::string& adviser) {
    static constexpr std::array kept{
        ICAL_DTSTAMP_PROPERTY,      ICAL_DTSTART_PROPERTY, ICAL_DTEND_PROPERTY,
        ICAL_DURATION_PROPERTY,     ICAL_RRULE_PROPERTY,   ICAL_RDATE_PROPERTY,
        ICAL_EXDATE_PROPERTY,       ICAL_STATUS_PROPERTY,  ICAL_TRANSP_PROPERTY,
        ICAL_RECURRENCEID_PROPERTY,
    };
    const ical::Component root = ical::parse(bytes);
    if (root == nullptr) {
        return std::nullopt;
    }
    Calendar calendar(root.get());
    const ical::Component bare(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
    icalcomponent_add_property(bare.get(), icalproperty_new_version("2.0"));
    icalcomponent_add_property(bare.get(),
                               icalproperty_new_prodid("-//Zugang//Zugang " ZUGANG_VERSION "//DE"));
    ical::add_x(bare.get(), "X-ZUGANG-ADVISER", adviser);
    for (icalcomponent* event : ical::components(root.get(), ICAL_VEVENT_COMPONENT)) {
        icalcomponent* times = icalcomponent_new(ICAL_VEVENT_COMPONENT);
        icalcomponent_add_component(bare.get(), times);
        icalcomponent_add_property(
            times, icalproperty_new_uid(sha256(uid_of(event)).substr(0, 32).c_str()));
        for (const icalproperty_kind kind : kept) {
            for (icalproperty* property : ical::properties(event, kind)) {
                const bool has_zone =
                    icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) != nullptr;
                char* value = icalproperty_get_value_as_string_r(property);
                icalproperty* copy = icalproperty_new(kind);
                const icalvalue* old = icalproperty_get_value(property);
                if (value != nullptr && old != nullptr) {
                    icalproperty_set_value_from_string(
                        copy, value, icalvalue_kind_to_string(icalvalue_isa(old)));
                }
                icalmemory_free_buffer(value);
                if (icalproperty_get_value(copy) == nullptr) {
                    icalproperty_free(copy);
                    continue;
                }
                if (has_zone) {
                    icalproperty_add_parameter(
                        copy, icalparameter_new_tzid(calendar.zone_of(property).name().c_str()));
                }
                icalcomponent_add_property(times, copy);
            }
        }
        for (const char* name : {"X-ZUGANG-ID", "X-ZUGANG-ROOM"}) {
            if (const std::string value = ical::x_value(event, name); !value.empty()) {
                ical::add_x(times, name, value);
            }
        }
    }
    return ical::text_of(bare.get());
}

} // namespace zugang::content::appointments
