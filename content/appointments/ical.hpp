#pragma once

#include "content/moment.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libical/ical.h>

/// What libical's trees need in C++. For the sources of this folder.
namespace zugang::content::appointments::ical {

struct FreeComponent {
    void operator()(icalcomponent* component) const noexcept;
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

/// The one VCALENDAR of these bytes; null where there is none, or more than 2 MB.
Component parse(std::string_view bytes);

/// Components of a kind directly below.
std::vector<icalcomponent*> components(icalcomponent* above, icalcomponent_kind kind);
std::vector<icalproperty*> properties(icalcomponent* component, icalproperty_kind kind);

/// Of the first X property of this name; empty where there is none.
std::string x_value(icalcomponent* component, std::string_view name);
std::vector<std::string> x_values(icalcomponent* component, std::string_view name);
void add_x(icalcomponent* component, const char* name, const std::string& value);

/// Only times in UTC; no value for others.
std::optional<Moment> utc_time(icalcomponent* component, icalproperty_kind kind);
icaltimetype from_moment(Moment moment);

/// With CRLF at the end of each line.
std::string text_of(icalcomponent* calendar);

} // namespace zugang::content::appointments::ical
