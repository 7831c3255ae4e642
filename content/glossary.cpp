#include "content/glossary.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"

namespace zugang::content {

std::optional<Term> find_term(Database& database, std::string_view id, std::string_view language) {
    Statement row(database, queries::term);
    row.bind(1, id).bind(2, language);
    if (!row.step()) {
        return std::nullopt;
    }
    return Term{
        .id = std::string(id),
        .german = std::string(row.text(0)),
        .german_text = std::string(row.text(1)),
        .term = std::string(row.text(2)),
        .text = std::string(row.text(3)),
    };
}

} // namespace zugang::content
