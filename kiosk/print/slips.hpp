#pragma once

#include "content/contact.hpp"
#include "kiosk/pages.hpp"
#include "kiosk/print/slip.hpp"
#include "kiosk/shelf.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// What a slip with an appointment says of it.
enum class SlipStatus : std::uint8_t {
    Confirmed,
    Requested, ///< the organisation's calendar has not said yes yet
    Cancelled,
    WalkIn ///< a number for today, without a time
};

/// Fields may be empty; what is empty is not on the slip.
struct AppointmentFacts {
    std::string language; ///< tag of the visitor's
    SlipStatus status = SlipStatus::Confirmed;
    std::string centre;  ///< as it stands on its door
    std::string address; ///< "Musterstraße 12, 12345 Musterstadt"
    std::string number;  ///< "A-47"
    std::optional<content::Moment> start;
    std::chrono::minutes duration{30};
    SlipText service;
    std::string room;    ///< as it stands on its door
    std::string adviser; ///< of the centre
    std::string name;    ///< of the visitor: on this paper only
    std::vector<SlipRow> bring;
    SlipText way;
    std::string phone; ///< to call off
    std::string uid;   ///< of the calendar entry; empty: made of number and start
};

/// Its code is a calendar entry; cancelled ones and walk-ins have none.
Slip appointment_slip(const AppointmentFacts& facts, Shelf& shelf);

/// Where a guide has led. `places`: of the kind that the result names, nearest first. No value for
/// questions and discreet results.
std::optional<Slip> referral_slip(const GuidePage& page,
                                  const std::vector<const PlacePage*>& places,
                                  const std::string& centre, const std::string& reader,
                                  Shelf& shelf);

/// An article in short. No value for discreet ones.
std::optional<Slip> handout_slip(const ArticlePage& page, const std::string& centre,
                                 const std::string& reader, Shelf& shelf);

/// For installers: `printer` in words.
Slip test_slip(const std::string& printer, const std::string& language, content::Moment now);

} // namespace zugang::kiosk
