#pragma once

#include "content/appointments/plan.hpp"
#include "content/moment.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::appointments {

/// A time that cannot be given any more.
struct Busy {
    std::string adviser; ///< id; empty: of none of the plan
    std::string room;    ///< id; empty: of none
    Moment start{};
    Moment end{}; ///< does not belong to it
};

/// Who is busy when; made once, asked often.
class BusyTimes {
  public:
    BusyTimes() = default;
    explicit BusyTimes(const std::vector<Busy>& all);

    bool is_free(const std::string& adviser, Moment start, Moment end) const;
    /// The most at the same time.
    int use_of_room(const std::string& room, Moment start, Moment end) const;

  private:
    struct Span {
        Moment start{};
        Moment end{};
    };
    using Spans = std::vector<Span>; ///< by start

    std::map<std::string, Spans, std::less<>> advisers_; ///< merged: none touches another
    std::map<std::string, Spans, std::less<>> rooms_;
    std::chrono::seconds longest_in_room_{};
};

enum class SlotState : std::uint8_t {
    Free,
    Taken,
    Past,  ///< begun, or sooner than the lead time allows
    TooFar ///< behind the horizon
};

/// A time at which a service begins.
struct SlotTime {
    LocalTime local; ///< twice the same in the night when clocks go back; `start` tells them apart
    Moment start{};
    Moment end{};
    SlotState state = SlotState::Free;
    std::vector<std::string> free; ///< ids of the advisers who could, in the order of the plan
};

/// One day of a service, of all its advisers or one (`adviser` not empty), in the order of time.
/// Nothing on a day when the centre is closed or nobody is there, or for an unknown id.
std::vector<SlotTime> slots_of_day(const Plan& plan, const BusyTimes& busy,
                                   std::string_view service, std::string_view adviser, Date day,
                                   Moment now);

/// Monday to Sunday of the week of `day`.
std::array<std::vector<SlotTime>, 7> slots_of_week(const Plan& plan, const BusyTimes& busy,
                                                   std::string_view service,
                                                   std::string_view adviser, Date day, Moment now);

/// The first free one that begins at or after `from`; no value up to the horizon.
std::optional<SlotTime> next_free(const Plan& plan, const BusyTimes& busy, std::string_view service,
                                  std::string_view adviser, Moment from, Moment now);

/// Whether a centre with this plan is open at all on that day.
bool is_closed(const Plan& plan, Date day);

} // namespace zugang::content::appointments
