#include "content/number.hpp"

#include "content/formatters.hpp"

namespace zugang::content {

std::string format_number(std::int64_t number, const Strings& strings) {
    return strings.formatters().whole_number(number).value_or(std::to_string(number));
}

} // namespace zugang::content
