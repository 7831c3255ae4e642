#include "content/appointments/ical.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace zugang::content::appointments::ical {
namespace {

constexpr std::size_t longest = 2'000'000; // bytes

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, [](unsigned char x, unsigned char y) { return std::toupper(x) == std::toupper(y); });
}

/// Deeper than any calendar is: libical frees what it has read by recursion.
bool is_deep(std::string_view bytes) {
    constexpr int deepest = 20;
    int depth = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        const std::string_view line = bytes.substr(at, end - at);
        if (line.size() >= 6 && same_name(line.substr(0, 6), "BEGIN:") && ++depth > deepest) {
            return true;
        }
        if (line.size() >= 4 && same_name(line.substr(0, 4), "END:")) {
            --depth;
        }
        at = end + 1;
    }
    return false;
}

} // namespace

void FreeComponent::operator()(icalcomponent* component) const noexcept {
    icalcomponent_free(component);
}

Component parse(std::string_view bytes) {
    if (bytes.size() > longest || bytes.find('\0') != std::string_view::npos || is_deep(bytes)) {
        return nullptr;
    }
    icalerror_set_errors_are_fatal(0);
    Component root(icalparser_parse_string(std::string(bytes).c_str()));
    if (root == nullptr || icalcomponent_isa(root.get()) != ICAL_VCALENDAR_COMPONENT) {
        return nullptr;
    }
    return root;
}

std::vector<icalcomponent*> components(icalcomponent* above, icalcomponent_kind kind) {
    std::vector<icalcomponent*> found;
    for (icalcomponent* one = icalcomponent_get_first_component(above, kind); one != nullptr;
         one = icalcomponent_get_next_component(above, kind)) {
        found.push_back(one);
    }
    return found;
}

std::vector<icalproperty*> properties(icalcomponent* component, icalproperty_kind kind) {
    std::vector<icalproperty*> found;
    for (icalproperty* one = icalcomponent_get_first_property(component, kind); one != nullptr;
         one = icalcomponent_get_next_property(component, kind)) {
        found.push_back(one);
    }
    return found;
}

std::vector<std::string> x_values(icalcomponent* component, std::string_view name) {
    std::vector<std::string> values;
    for (icalproperty* one : properties(component, ICAL_X_PROPERTY)) {
        const char* own = icalproperty_get_x_name(one);
        const char* value = icalproperty_get_x(one);
        if (own != nullptr && value != nullptr && same_name(own, name)) {
            values.emplace_back(value);
        }
    }
    return values;
}

std::string x_value(icalcomponent* component, std::string_view name) {
    const auto values = x_values(component, name);
    return values.empty() ? std::string() : values.front();
}

void add_x(icalcomponent* component, const char* name, const std::string& value) {
    icalproperty* property = icalproperty_new_x(value.c_str());
    icalproperty_set_x_name(property, name);
    icalcomponent_add_property(component, property);
}

std::optional<Moment> utc_time(icalcomponent* component, icalproperty_kind kind) {
    icalproperty* property = icalcomponent_get_first_property(component, kind);
    const icalvalue* value = property == nullptr ? nullptr : icalproperty_get_value(property);
    if (value == nullptr || icalvalue_isa(value) != ICAL_DATETIME_VALUE) {
        return std::nullopt;
    }
    const icaltimetype time = icalvalue_get_datetime(value);
    const std::chrono::year_month_day day{std::chrono::year(time.year),
                                          std::chrono::month(static_cast<unsigned>(time.month)),
                                          std::chrono::day(static_cast<unsigned>(time.day))};
    if (icaltime_is_utc(time) == 0 || !day.ok() || time.hour < 0 || time.hour > 23 ||
        time.minute < 0 || time.minute > 59 || time.second < 0 || time.second > 60) {
        return std::nullopt;
    }
    return std::chrono::sys_days(day) + std::chrono::hours(time.hour) +
           std::chrono::minutes(time.minute) + std::chrono::seconds(time.second);
}

icaltimetype from_moment(Moment moment) {
    return icaltime_from_timet_with_zone(moment.time_since_epoch().count(), 0,
                                         icaltimezone_get_utc_timezone());
}

std::string text_of(icalcomponent* calendar) {
    char* text = icalcomponent_as_ical_string_r(calendar);
    std::string bytes = text == nullptr ? "" : text;
    icalmemory_free_buffer(text);
    return bytes;
}

} // namespace zugang::content::appointments::ical
