#include "content/contact.hpp"

#include "content/database.hpp"
#include "content/fallback.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"

namespace zugang::content {

std::optional<Contact> find_contact(Database& database, std::string_view id,
                                    std::string_view language) {
    Statement row(database, queries::contact);
    row.bind(1, id);
    if (!row.step()) {
        return std::nullopt;
    }
    Contact contact{
        .id = std::string(id),
        .name = std::string(row.text(0)),
        .for_whom = {},
        .for_whom_language = {},
        .phone = std::string(row.text(1)),
        .web = std::string(row.text(2)),
        .mail = std::string(row.text(3)),
        .hours = std::string(row.text(4)),
        .cost = std::string(row.text(5)),
        .languages = split_list(row.text(6)),
        .as_of = std::string(row.text(7)),
        .emergency = row.integer(8) != 0,
        .staff_only = row.integer(9) != 0,
    };
    Statement line(database, queries::contact_for_whom);
    for (const std::string& tag : language_chain(database, language)) {
        line.bind(1, id).bind(2, tag);
        if (line.step()) {
            contact.for_whom = line.text(0);
            contact.for_whom_language = tag;
            break;
        }
        line.reset();
    }
    return contact;
}

} // namespace zugang::content
