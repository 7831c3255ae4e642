#include "content/appointments/slots.hpp"

#include "content/appointments/local_clock.hpp"
#include "content/public_holidays.hpp"

#include <algorithm>
#include <iterator>

namespace zugang::content::appointments {
namespace {

using std::chrono::minutes;

std::vector<OpenSpan> spans_of(const OpeningHours& hours, Date day) {
    if (hours.always) {
        return {{.from = minutes(0), .until = std::chrono::days(1)}};
    }
    return hours.week.at(std::chrono::weekday(day).iso_encoding() - 1);
}

std::vector<OpenSpan> both(const std::vector<OpenSpan>& a, const std::vector<OpenSpan>& b) {
    std::vector<OpenSpan> common;
    for (const OpenSpan& one : a) {
        for (const OpenSpan& other : b) {
            const OpenSpan span{std::max(one.from, other.from), std::min(one.until, other.until)};
            if (span.from < span.until) {
                common.push_back(span);
            }
        }
    }
    return common;
}

std::vector<OpenSpan> without(const std::vector<OpenSpan>& spans,
                              const std::vector<OpenSpan>& breaks) {
    std::vector<OpenSpan> rest = spans;
    for (const OpenSpan& pause : breaks) {
        std::vector<OpenSpan> next;
        for (const OpenSpan& span : rest) {
            const OpenSpan before{span.from, std::min(span.until, pause.from)};
            const OpenSpan after{std::max(span.from, pause.until), span.until};
            if (before.from < before.until) {
                next.push_back(before);
            }
            if (after.from < after.until) {
                next.push_back(after);
            }
        }
        rest = std::move(next);
    }
    return rest;
}

bool is_in(const std::vector<Days>& days, Date day) {
    return std::ranges::any_of(days, [day](const Days& span) { return span.holds(day); });
}

std::vector<OpenSpan> working_spans(const Plan& plan, const Adviser& adviser, Date day) {
    if (is_in(adviser.absent, day)) {
        return {};
    }
    const auto present = both(spans_of(plan.hours, day), spans_of(adviser.hours, day));
    return without(without(present, spans_of(plan.breaks, day)), spans_of(adviser.breaks, day));
}

bool gives(const Adviser& adviser, std::string_view service) {
    return std::ranges::find(adviser.services, service) != adviser.services.end();
}

} // namespace

BusyTimes::BusyTimes(const std::vector<Busy>& all) {
    for (const Busy& busy : all) {
        if (busy.end <= busy.start) {
            continue;
        }
        if (!busy.adviser.empty()) {
            advisers_[busy.adviser].push_back({busy.start, busy.end});
        }
        if (!busy.room.empty()) {
            rooms_[busy.room].push_back({busy.start, busy.end});
            longest_in_room_ = std::max(longest_in_room_, busy.end - busy.start);
        }
    }
    for (auto& [adviser, spans] : advisers_) {
        std::ranges::sort(spans, {}, &Span::start);
        Spans merged;
        for (const Span& span : spans) {
            if (!merged.empty() && span.start <= merged.back().end) {
                merged.back().end = std::max(merged.back().end, span.end);
            } else {
                merged.push_back(span);
            }
        }
        spans = std::move(merged);
    }
    for (auto& [room, spans] : rooms_) {
        std::ranges::sort(spans, {}, &Span::start);
    }
}

bool BusyTimes::is_free(const std::string& adviser, Moment start, Moment end) const {
    const auto found = advisers_.find(adviser);
    if (found == advisers_.end()) {
        return true;
    }
    // The last that begins before the end is the only one that can reach into it.
    const auto after = std::ranges::lower_bound(found->second, end, {}, &Span::start);
    return after == found->second.begin() || std::prev(after)->end <= start;
}

int BusyTimes::use_of_room(const std::string& room, Moment start, Moment end) const {
    const auto found = rooms_.find(room);
    if (found == rooms_.end()) {
        return 0;
    }
    const auto first =
        std::ranges::lower_bound(found->second, start - longest_in_room_, {}, &Span::start);
    const auto last = std::ranges::lower_bound(found->second, end, {}, &Span::start);
    int most = 0;
    for (auto one = first; one != last; ++one) {
        // The use is largest at some beginning.
        const Moment at = std::max(one->start, start);
        const auto use = std::count_if(
            first, last, [at](const Span& span) { return span.start <= at && span.end > at; });
        most = std::max(most, one->end > start ? static_cast<int>(use) : 0);
    }
    return most;
}

bool is_closed(const Plan& plan, Date day) {
    return is_public_holiday(day, plan.land) || is_in(plan.closed, day);
}

std::vector<SlotTime> slots_of_day(const Plan& plan, const BusyTimes& busy,
                                   std::string_view service, std::string_view adviser, Date day,
                                   Moment now) {
    const Service* wanted = plan.find_service(service);
    if (wanted == nullptr || is_closed(plan, day)) {
        return {};
    }
    const Date last_day = german_time(now).day + plan.horizon;
    std::map<Moment, SlotTime> slots;
    for (const Adviser& one : plan.advisers) {
        if (!gives(one, service) || (!adviser.empty() && one.id != adviser)) {
            continue;
        }
        const Room* room = plan.find_room(one.room);
        for (const OpenSpan& span : working_spans(plan, one, day)) {
            // In universal time, so that the nights of the switches need no care.
            const Moment until = moment_of({.day = day, .time = span.until});
            for (Moment start = moment_of({.day = day, .time = span.from});
                 start + wanted->length <= until; start += wanted->length) {
                const Moment end = start + wanted->length;
                SlotTime& slot = slots[start];
                slot.start = start;
                slot.end = end;
                if (busy.is_free(one.id, start, end) &&
                    (room == nullptr || busy.use_of_room(room->id, start, end) < room->places)) {
                    slot.free.push_back(one.id);
                }
            }
        }
    }
    std::vector<SlotTime> result;
    result.reserve(slots.size());
    for (auto& [start, slot] : slots) {
        slot.local = german_time(start);
        slot.state = start < now + wanted->lead ? SlotState::Past
                     : day > last_day           ? SlotState::TooFar
                     : slot.free.empty()        ? SlotState::Taken
                                                : SlotState::Free;
        result.push_back(std::move(slot));
    }
    return result;
}

std::array<std::vector<SlotTime>, 7> slots_of_week(const Plan& plan, const BusyTimes& busy,
                                                   std::string_view service,
                                                   std::string_view adviser, Date day, Moment now) {
    const Date monday = day - (std::chrono::weekday(day) - std::chrono::Monday);
    std::array<std::vector<SlotTime>, 7> week;
    for (std::size_t i = 0; i < week.size(); ++i) {
        week.at(i) = slots_of_day(plan, busy, service, adviser,
                                  monday + std::chrono::days(static_cast<int>(i)), now);
    }
    return week;
}

std::optional<SlotTime> next_free(const Plan& plan, const BusyTimes& busy, std::string_view service,
                                  std::string_view adviser, Moment from, Moment now) {
    const Date last_day = german_time(now).day + plan.horizon;
    for (Date day = german_time(std::max(from, now)).day; day <= last_day;
         day += std::chrono::days(1)) {
        for (SlotTime& slot : slots_of_day(plan, busy, service, adviser, day, now)) {
            if (slot.state == SlotState::Free && slot.start >= from) {
                return std::move(slot);
            }
        }
    }
    return std::nullopt;
}

} // namespace zugang::content::appointments
