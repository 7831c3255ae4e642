#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

struct KeyboardKey {
    std::string text;
    std::string shifted;
    std::vector<std::string> more;
};
struct Keyboard {
    std::string layout;
    std::string script;
    std::vector<std::vector<KeyboardKey>> rows;
    bool has_shift = false;
};
std::optional<Keyboard> find_keyboard(Database& database, std::string_view language);
std::optional<Keyboard> find_latin_keyboard(Database& database);

} // namespace zugang::content
