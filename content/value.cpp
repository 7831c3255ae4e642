#include "content/value.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"

namespace zugang::content {

std::optional<ValueOnDay> find_value(Database& database, std::string_view id, Date day) {
    std::optional<ValueOnDay> found;
    Statement rows(database, queries::values);
    rows.bind(1, id);
    while (rows.step()) {
        Value value{
            .id = std::string(id),
            .min = std::string(rows.text(0)),
            .max = std::string(rows.text(1)),
            .unit = std::string(rows.text(2)),
            .valid_from = parse_date(rows.text(3)),
            .valid_to = parse_date(rows.text(4)),
        };
        if (value.valid_from && *value.valid_from > day) {
            if (!found) {
                found = ValueOnDay{.value = std::move(value), .validity = Validity::NotYet};
            }
            break;
        }
        const bool past = value.valid_to && *value.valid_to < day;
        found = ValueOnDay{.value = std::move(value),
                           .validity = past ? Validity::Expired : Validity::Current};
    }
    return found;
}

} // namespace zugang::content
