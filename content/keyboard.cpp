#include "content/keyboard.hpp"
namespace zugang::content {
std::optional<Keyboard> find_keyboard(Database&, std::string_view) { return std::nullopt; }
std::optional<Keyboard> find_latin_keyboard(Database&) { return std::nullopt; }
}
