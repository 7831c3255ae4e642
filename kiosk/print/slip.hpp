#pragma once

#include "content/moment.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// Words in two languages. Where they are the same, or one is missing, they stand there once.
struct SlipText {
    std::string own{};      ///< in the language of the visitor, UTF-8
    std::string german{};   ///< names and addresses are German only
    std::string language{}; ///< tag of `own`; empty: that of the slip

    bool empty() const { return own.empty() && german.empty(); }
};

struct SlipRow {
    std::string icon{}; ///< name of a pictogram; empty or unknown: that of the template
    SlipText text{};
    int number = 0; ///< of a step, instead of a pictogram; 0: none
};

/// Large: 14 points and more, the lines one and a half apart, for whoever asks for it.
enum class SlipLetters : std::uint8_t { Normal, Large };

/// What one piece of paper says; a template of the content (slips/<id>.toml) says where. Fields by
/// name: texts centre, address, number, room, service, adviser, name, way, phone, title, text,
/// summary, state, as_of, printer; "requested", "confirmed", "cancelled" and "walk_in" only by
/// being there; lists bring, steps, contacts, places, pictograms; codes calendar, take. What is
/// only for this paper (a name) lives as long as the slip and its job, in memory.
struct Slip {
    std::string form;     ///< id of the template: "appointment"
    std::string language; ///< tag of the visitor's
    std::map<std::string, SlipText, std::less<>> texts{};
    std::map<std::string, std::vector<SlipRow>, std::less<>> rows{};
    std::map<std::string, std::string, std::less<>> codes{}; ///< what QR codes hold, UTF-8
    std::optional<content::Moment> start{};                  ///< field "start"
    SlipLetters letters = SlipLetters::Normal;
};

/// Overwrites the words in memory, and leaves it empty.
void wipe(Slip& slip);

} // namespace zugang::kiosk
