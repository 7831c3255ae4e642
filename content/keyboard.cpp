#include "content/keyboard.hpp"

#include "content/database.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"

namespace zugang::content {

std::optional<Keyboard> find_keyboard(Database& database, std::string_view language) {
    Keyboard keyboard;
    Statement keys(database, queries::keyboard);
    keys.bind(1, language);
    std::int64_t row = -1;
    while (keys.step()) {
        if (keys.integer(0) != row) {
            row = keys.integer(0);
            keyboard.rows.emplace_back();
        }
        keyboard.layout = keys.text(1);
        keyboard.script = keys.text(2);
        keyboard.rows.back().push_back({.text = std::string(keys.text(3)),
                                        .shifted = std::string(keys.text(4)),
                                        .more = split_list(keys.text(5))});
        keyboard.has_shift = keyboard.has_shift || !keyboard.rows.back().back().shifted.empty();
    }
    return keyboard.rows.empty() ? std::nullopt : std::optional(std::move(keyboard));
}

std::optional<Keyboard> find_latin_keyboard(Database& database) {
    Statement row(database, queries::meta);
    row.bind(1, std::string_view("default_language"));
    if (!row.step()) {
        return std::nullopt;
    }
    auto keyboard = find_keyboard(database, row.text(0));
    return keyboard && keyboard->script == "Latn" ? keyboard : std::nullopt;
}

} // namespace zugang::content
