#pragma once

#include "kiosk/typing.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace zugang::kiosk {

/// What a visitor types, and how the keyboard on the screen stands.
struct SearchInput {
    enum class Keys : std::uint8_t { Own, Latin, Digits };

    Typing typing;
    Keys keys = Keys::Own;
    bool shift = false;
    bool hidden = false;  ///< the keyboard, so that there is more room for what was found
    std::string last_key; ///< the key that was pressed last, by what it types
};

/// What a tap on "key.<text>", "more.<text>" (instead of what was typed last) or "search.field"
/// means. False: nothing of the keyboard's.
bool press(SearchInput& input, std::string_view id);

/// What is typed from this byte on becomes this word.
void complete(SearchInput& input, std::size_t start, std::string_view word);

} // namespace zugang::kiosk
