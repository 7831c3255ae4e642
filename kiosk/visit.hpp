#pragma once

#include "kiosk/search_input.hpp"
#include "kiosk/theme.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

enum class Screen : std::uint8_t {
    Language,
    Home,
    Topic,
    Article,
    Phase,
    Guide,
    Advice,
    Place,
    Search,
    Help,
    About,
    Problems,
    Staff, ///< behind a long press on the brand and a PIN
    Slip   ///< what is printed of the page before it
};

/// "language", "home" ...
std::string_view name(Screen screen);

/// One page a visitor is on or can go back to.
struct Place {
    Screen screen = Screen::Language;
    std::string id;   ///< topic id, article slug, phase number, "guide/node", Land, id of a centre;
                      ///< of a slip "article/<slug>" or "guide/<guide>/<node>"
    float scroll = 0; ///< fraction of the page
    std::string block{}; ///< first block that is seen from its beginning, a node; empty: none is
    float block_y = 0;   ///< its top on the screen
    friend bool operator==(const Place&, const Place&) = default;
};

/// All that the terminal knows about the person in front of it. Ending the session destroys it.
struct Visit {
    std::string language;                       ///< tag; empty until chosen
    std::vector<Place> places{Place{}};         ///< never empty; the last one is seen
    std::size_t text_step = 0;                  ///< index into text_scales
    Contrast usual_contrast = Contrast::Normal; ///< every visit begins with it
    Contrast contrast = usual_contrast;
    bool german_beside = false;
    SearchInput search;
    std::string term;        ///< glossary term whose card is open, empty: none
    bool take_along = false; ///< the card with the QR code of the page is open
    bool low = false;        ///< everything that can be touched is within reach from a wheelchair

    std::optional<bool> large_letters; ///< on slips; no value: as on the screen

    bool lowered_by_keypad = false; ///< low came with the keypad, and goes with it

    const Place& here() const { return places.back(); }
    /// Large letters on paper for whoever has made those of the screen larger.
    bool large_print() const { return large_letters.value_or(text_step > 0); }
    /// A card lies over the page.
    bool has_card() const { return !term.empty() || take_along; }
    /// Nothing has been done yet: there is nothing to forget.
    bool untouched() const {
        return language.empty() && text_step == 0 && contrast == usual_contrast &&
               low == lowered_by_keypad && here().screen != Screen::Staff;
    }
};

/// What a tap on a node means, by its id (see the list of ids in the tours' description). False:
/// nothing of the visit's.
bool act(Visit& visit, std::string_view id);

} // namespace zugang::kiosk
