#pragma once

#include "content/date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

class Database;

/// A row of values.toml.
struct Value {
    std::string id;
    std::string min;  ///< decimal as it is to be shown, "13.90"
    std::string max;  ///< the same as min unless it is a range
    std::string unit; ///< "EUR", "percent", "plain" or a key below "unit."
    std::optional<Date> valid_from;
    std::optional<Date> valid_to; ///< the last day
};

enum class Validity { Current, Expired, NotYet };

struct ValueOnDay {
    Value value;
    Validity validity = Validity::Current;
};

/// The row of that day; after the last one the last (Expired), before the first one the first
/// (NotYet).
std::optional<ValueOnDay> find_value(Database& database, std::string_view id, Date day);

} // namespace zugang::content
