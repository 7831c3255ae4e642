#include "content/distance.hpp"

#include "content/formatters.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::content {

std::string format_distance(double metres, const Strings& strings) {
    constexpr double step_m = 50;
    const double rounded = std::max(step_m, std::round(metres / step_m) * step_m);
    const bool near = rounded < 1000;
    const double number = near ? rounded : metres / 1000;
    const int digits = !near && std::round(number * 10) < 100 ? 1 : 0;
    const auto text = strings.formatters().length(
        number, near ? Formatters::Length::Metres : Formatters::Length::Kilometres, digits);
    return text ? "\u2068" + *text + "\u2069" : std::string();
}

} // namespace zugang::content
