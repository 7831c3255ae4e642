#include "kiosk/search_input.hpp"

namespace zugang::kiosk {

namespace {

using Keys = SearchInput::Keys;

void press_key(SearchInput& input, std::string_view key) {
    if (key == "space") {
        input.typing.type(" ");
    } else if (key == "backspace") {
        input.typing.backspace();
    } else if (key == "clear") {
        input.typing.clear();
    } else if (key == "shift") {
        input.shift = !input.shift;
        return;
    } else if (key == "digits") {
        input.keys = input.keys == Keys::Digits ? Keys::Own : Keys::Digits;
    } else if (key == "latin") {
        input.keys = input.keys == Keys::Latin ? Keys::Own : Keys::Latin;
    } else if (key == "search") {
        input.hidden = true;
    } else {
        input.typing.type(key);
        input.shift = false;
        input.last_key = key;
        return;
    }
    input.last_key.clear();
}

} // namespace

bool press(SearchInput& input, std::string_view id) {
    constexpr std::string_view key = "key.";
    constexpr std::string_view more = "more.";
    if (id == "search.field") {
        input.hidden = false;
    } else if (id.starts_with(key) && id.size() > key.size()) {
        press_key(input, id.substr(key.size()));
    } else if (id.starts_with(more) && id.size() > more.size()) {
        input.typing.backspace();
        input.typing.type(id.substr(more.size()));
    } else {
        return false;
    }
    return true;
}

void complete(SearchInput& input, std::size_t start, std::string_view word) {
    input.typing.replace(input.typing.text().substr(0, start) + std::string(word));
    input.last_key.clear();
}

} // namespace zugang::kiosk
