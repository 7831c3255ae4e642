#pragma once

#include "content/appointments/book.hpp"
#include "sync/calendar/exchange.hpp"
#include "tests/sync/calendar/calendar_host.hpp"

#include <memory>
#include <string>

namespace zugang::sync::testing {

/// A terminal: what staff work with, and its side of the exchange.
struct Counter {
    content::appointments::testing::Folder folder;
    content::appointments::AppointmentBook book;
    std::unique_ptr<CalendarExchange> exchange;

    Counter(const content::appointments::Plan& plan, char letter, const HttpSettings& settings,
            const content::appointments::AppointmentBook::Clock& clock)
        : book(plan, folder.path(), letter, clock),
          exchange(std::make_unique<CalendarExchange>(plan, folder.path(), settings, clock)) {}

    content::appointments::Appointment given(content::Moment start,
                                             const std::string& adviser = {}) {
        return book
            .book({.service = "beratung", .adviser = adviser, .start = start, .language = "fa"})
            .value();
    }
    /// As it stands after an exchange.
    content::appointments::Appointment settled(const std::string& id,
                                               Extent extent = Extent::Waiting) {
        exchange->run(extent);
        book.refresh();
        return *book.find(id);
    }
};

/// The small plan with the calendars of anna and bilal at `port`, or on the host itself.
content::appointments::Plan plan_with(const CalendarHost& host, int port = 0);

/// Puts an event of the adviser's own there.
void enter(CalendarHost& host, const std::string& adviser, const std::string& name,
           const std::string& bytes);

} // namespace zugang::sync::testing
