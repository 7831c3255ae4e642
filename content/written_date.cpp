#include "content/written_date.hpp"

#include "content/formatters.hpp"

namespace zugang::content {

std::string long_date(Date date, const Strings& strings) {
    return strings.formatters().date(date, u"yMMMMEEEEd").value_or(iso_date(date));
}

std::string medium_date(Date date, const Strings& strings) {
    return strings.formatters().date(date, u"yMMMMd").value_or(iso_date(date));
}

std::string second_date(Date date, const Language& language, const Strings& strings) {
    return language.calendar.empty()
               ? std::string()
               : strings.formatters().date_in(language.calendar, date).value_or(std::string());
}

} // namespace zugang::content
