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

} // namespace zugang::content
