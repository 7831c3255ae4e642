#pragma once

#include "content/keyboard.hpp"
#include "kiosk/frame.hpp"
#include "kiosk/search_input.hpp"

namespace zugang::kiosk {

/// The keys that are shown now. `own`, `latin`: nullptr where the content has none.
const content::Keyboard& shown_keyboard(const SearchInput& input, const content::Keyboard* own,
                                        const content::Keyboard* latin);

/// Its height, with the strip above it for what a word may become. At most as much of what is free
/// between the bars as leaves room for results; keys stay large enough for a finger.
float keyboard_height(const Metrics& metrics, const content::Keyboard& keyboard);

/// For what somebody types.
struct Typist {
    const SearchInput& input;
    const content::Language& language;      ///< of their own letters
    bool has_own = false;                   ///< there are such beside Latin ones
    std::vector<std::string> suggestions{}; ///< what the word may become
    std::string_view enter = "key.search";  ///< id of the last key, its pictogram and its
    std::string_view enter_icon = "search"; ///< interface string
    std::string_view enter_label = "key.show";
};

/// Draws it into `area`; keys are nodes "key.<text>", never mirrored.
void draw_keyboard(Frame& frame, const Rect& area, const content::Keyboard& keyboard,
                   const Typist& typist);

} // namespace zugang::kiosk
