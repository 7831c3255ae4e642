#include "sync/calendar/claim.hpp"

#include "content/appointments/appointment_file.hpp"
#include "content/appointments/calendar_events.hpp"
#include "content/sha256.hpp"

#include <algorithm>
#include <utility>

namespace zugang::sync {
namespace {

using namespace content::appointments;
using Why = content::appointments::Reason;

constexpr int most_rounds = 12; ///< of a calendar that changes each time it is looked at
constexpr std::chrono::hours margin{
    26}; ///< whole days and times without a zone, wherever a server is

/// Something in the time that is wanted.
struct Conflict {
    const StoredEvent* event = nullptr;
    bool tentative = false; ///< of another counter
    Why reason = Why::Busy;
};

std::vector<Conflict> conflicts_of(const std::vector<StoredEvent>& around,
                                   const Appointment& wanted) {
    std::vector<Conflict> conflicts;
    for (const StoredEvent& event : around) {
        const auto calendar = read_calendar(event.bytes, wanted.start, wanted.end);
        for (const CalendarEvent& one :
             calendar ? calendar->events : std::vector<CalendarEvent>{}) {
            if (one.booking != wanted.id) {
                const bool own = one.booking.empty();
                conflicts.push_back({.event = &event,
                                     .tentative = !own && one.tentative,
                                     .reason = own ? Why::Busy : Why::Taken});
            }
        }
    }
    // What stays first: it decides.
    std::ranges::stable_sort(conflicts, {}, &Conflict::tentative);
    return conflicts;
}

Claim refused(Why reason) {
    return {.state = State::Refused, .reason = reason};
}

Claim confirmed(const SeenBooking& booking) {
    return {
        .state = State::Confirmed, .reason = Why::None, .start = booking.start, .end = booking.end};
}

/// Takes away what carries this id, whatever was done to it meanwhile.
Result<void> remove_own(CalendarServer& server, const std::string& collection,
                        const std::string& name, std::string_view id) {
    for (int round = 0; round < most_rounds; ++round) {
        const auto there = server.get(collection, name);
        if (!there) {
            return tl::make_unexpected(there.error());
        }
        const auto booking = *there ? find_booking((*there)->bytes) : std::nullopt;
        if (!booking || booking->id != id) {
            return {};
        }
        // Done or not: what counts is whether it is still there.
        if (const auto removed = server.remove(collection, name, (*there)->tag); !removed) {
            return tl::make_unexpected(removed.error());
        }
    }
    return fail(Reason::Network, collection + name + ": it changes all the time");
}

class Claiming {
  public:
    Claiming(CalendarServer& server, const Appointment& wanted, const Plan& plan,
             const std::string& collection, content::Moment now, const Seen& seen,
             std::optional<content::Moment> left)
        : server_(server), wanted_(wanted), plan_(plan), collection_(collection), now_(now),
          seen_(seen), left_(left), name_(resource_name(wanted.adviser, wanted.start)) {}

    Result<Claim> run() {
        auto repeated = server_.repeated(collection_); // no counter's: once is enough
        if (!repeated) {
            return tl::make_unexpected(repeated.error());
        }
        repeated_ = *std::move(repeated);
        for (int round = 0; round < most_rounds; ++round) {
            auto tried = is_written_ ? settle() : write();
            if (!tried) {
                return tl::make_unexpected(tried.error());
            }
            if (*tried) {
                return **tried;
            }
        }
        return fail(Reason::Network, collection_ + ": it changes all the time, or takes nothing");
    }

  private:
    Result<std::vector<StoredEvent>> look() {
        auto around = server_.query(collection_, wanted_.start - margin, wanted_.end + margin);
        if (!around) {
            return around;
        }
        for (const StoredEvent& event : repeated_) {
            if (std::ranges::find(*around, event.name, &StoredEvent::name) == around->end()) {
                around->push_back(event);
            }
        }
        seen_(*around);
        return around;
    }

    std::string bytes_of(State state) const {
        const std::string uid = name_.substr(0, name_.rfind('.'));
        return write_booking(wanted_, plan_, state, uid, now_);
    }

    /// This one stands at another time under the name, by its adviser's hand.
    bool has_moved_away(const SeenBooking& booking) const {
        const bool touches = booking.start < wanted_.end && wanted_.start < booking.end;
        return !touches && (booking.id != wanted_.id || booking.start == left_);
    }

    Result<std::optional<Claim>> withdraw(Why reason) {
        if (const auto removed = remove_own(server_, collection_, name_, wanted_.id); !removed) {
            return tl::make_unexpected(removed.error());
        }
        return std::optional(refused(reason));
    }

    /// The tentative form, where nothing stands against it. No value: go on.
    Result<std::optional<Claim>> write() {
        const auto before = look();
        if (!before) {
            return tl::make_unexpected(before.error());
        }
        for (const Conflict& conflict : conflicts_of(*before, wanted_)) {
            if (!conflict.tentative) {
                return withdraw(conflict.reason);
            }
        }
        for (int nth = nth_; nth < names_of_a_time; ++nth) { // from an earlier call
            const std::string name = resource_name(wanted_.adviser, wanted_.start, nth);
            const auto found = std::ranges::find(*before, name, &StoredEvent::name);
            const auto own = found != before->end() ? find_booking(found->bytes) : std::nullopt;
            if (own && own->id == wanted_.id && !has_moved_away(*own)) {
                nth_ = nth;
                name_ = name;
            }
        }
        const auto created = server_.create(collection_, name_, bytes_of(State::Requested));
        if (!created) {
            return tl::make_unexpected(created.error());
        }
        is_written_ = true;
        return std::nullopt;
    }

    /// From the tentative form to the confirmed one. No value: something has changed, look again.
    Result<std::optional<Claim>> settle() {
        const auto around = look();
        if (!around) {
            return tl::make_unexpected(around.error());
        }
        auto mine = own_of(*around);
        if (!mine) {
            return tl::make_unexpected(mine.error());
        }
        const auto booking = *mine ? find_booking((*mine)->bytes) : std::nullopt;
        if (booking && booking->cancelled && booking->id != wanted_.id) {
            // Its time is free again, and the name is needed. Its own counter has seen it, or sees
            // that it is gone, which says the same.
            if (const auto removed = server_.remove(collection_, name_, (*mine)->tag); !removed) {
                return tl::make_unexpected(removed.error());
            }
            is_written_ = false;
            return std::nullopt;
        }
        if (booking && has_moved_away(*booking) && nth_ + 1 < names_of_a_time) {
            name_ = resource_name(wanted_.adviser, wanted_.start, ++nth_);
            is_written_ = false;
            return std::nullopt;
        }
        if (*mine && (!booking || booking->id != wanted_.id)) {
            return std::optional(refused(Why::Taken));
        }
        if (!booking) { // another counter was first, or the server's word was none
            is_written_ = false;
            return std::nullopt;
        }
        if (!booking->tentative) { // by an earlier call whose answer was lost
            return std::optional(booking->cancelled ? refused(Why::Busy) : confirmed(*booking));
        }
        for (const Conflict& conflict : conflicts_of(*around, wanted_)) {
            if (!conflict.tentative || conflict.event->name < name_) {
                return withdraw(conflict.reason);
            }
            const auto removed =
                server_.remove(collection_, conflict.event->name, conflict.event->tag);
            if (!removed) {
                return tl::make_unexpected(removed.error());
            }
            return std::nullopt; // gone, confirmed or given up: the next look says which
        }
        const auto done = server_.replace(
            collection_, {.name = name_, .tag = (*mine)->tag, .bytes = bytes_of(State::Confirmed)});
        if (!done) {
            return tl::make_unexpected(done.error());
        }
        const auto there = server_.get(collection_, name_); // it stands there, or it does not
        if (!there) {
            return tl::make_unexpected(there.error());
        }
        const auto now = *there ? find_booking((*there)->bytes) : std::nullopt;
        return now && now->id == wanted_.id && !now->tentative && !now->cancelled
                   ? std::optional(confirmed(*now))
                   : std::nullopt;
    }

    Result<std::optional<StoredEvent>> own_of(const std::vector<StoredEvent>& around) {
        const auto found = std::ranges::find(around, name_, &StoredEvent::name);
        if (found != around.end()) {
            return std::optional(*found);
        }
        auto got = server_.get(collection_, name_); // moved elsewhere by the adviser, or gone
        if (got && *got) {
            seen_({**got});
        }
        return got;
    }

    CalendarServer& server_;
    const Appointment& wanted_;
    const Plan& plan_;
    const std::string& collection_;
    content::Moment now_;
    const Seen& seen_;
    std::optional<content::Moment> left_;
    int nth_ = 0; ///< of the names of the wanted time
    std::string name_;
    std::vector<StoredEvent> repeated_;
    bool is_written_ = false;
};

} // namespace

std::string resource_name(std::string_view adviser, content::Moment start, int nth) {
    const std::string of = std::string(adviser) + '\n' + content::iso_moment(start) +
                           (nth == 0 ? "" : '\n' + std::to_string(nth));
    return "zugang-" + content::sha256(of).substr(0, 32) + ".ics";
}

Result<Claim> claim(CalendarServer& server, const Appointment& appointment, const Plan& plan,
                    content::Moment now, const Seen& seen, std::optional<content::Moment> left) {
    const Adviser* adviser = plan.find_adviser(appointment.adviser);
    if (adviser == nullptr || adviser->calendar.empty()) {
        return fail(Reason::NotFound, appointment.number + ": adviser \"" + appointment.adviser +
                                          "\" has no calendar in appointments.toml");
    }
    return Claiming(server, appointment, plan, adviser->calendar, now, seen, left).run();
}

Result<std::optional<StoredEvent>> find_own(CalendarServer& server, const std::string& collection,
                                            std::string_view adviser, content::Moment start,
                                            std::string_view id) {
    std::optional<StoredEvent> own;
    int best = -1;
    for (int nth = 0; nth < names_of_a_time; ++nth) {
        auto there = server.get(collection, resource_name(adviser, start, nth));
        if (!there) {
            return there;
        }
        const auto booking = *there ? find_booking((*there)->bytes) : std::nullopt;
        if (booking && booking->id == id) {
            const int rank = (booking->tentative || booking->cancelled ? 0 : 2) +
                             (booking->start == start ? 1 : 0);
            if (rank > best) {
                best = rank;
                own = *std::move(there);
            }
        }
    }
    return own;
}

Result<void> release(CalendarServer& server, const std::string& collection,
                     std::string_view adviser, content::Moment start, std::string_view id,
                     std::string_view except) {
    for (int nth = 0; nth < names_of_a_time; ++nth) {
        const std::string name = resource_name(adviser, start, nth);
        const auto removed =
            name == except ? Result<void>() : remove_own(server, collection, name, id);
        if (!removed) {
            return removed;
        }
    }
    return {};
}

} // namespace zugang::sync
