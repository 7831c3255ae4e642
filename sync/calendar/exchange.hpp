#pragma once

#include "content/appointments/appointment.hpp"
#include "content/appointments/calendar_events.hpp"
#include "content/appointments/exchange_status.hpp"
#include "content/appointments/plan.hpp"
#include "content/durable_file.hpp"
#include "sync/calendar/calendar_server.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace zugang::sync {

/// What a run did.
struct ExchangeResult {
    int confirmed = 0;
    int refused = 0;
    int cancelled = 0; ///< taken out of calendars, or found cancelled there
    int waiting = 0;   ///< asked for, and no calendar has answered
    std::vector<std::string> problems;
};

enum class Extent : std::uint8_t {
    Waiting,   ///< only what the terminal has asked for since
    Everything ///< all calendars up to the horizon as well
};

/// Carries appointments of one terminal into the calendars of its advisers and what stands there
/// back. Reads appointments/, alone writes calendar/: <id>.ics is the verdict on an appointment,
/// busy-*.ics an event without a word of it, exchange.json how it went. A run may be killed
/// anywhere; the next one goes on. One thread.
class CalendarExchange {
  public:
    using Clock = std::function<content::Moment()>;

    /// `folder` holds appointments/ and calendar/. Throws where another program writes calendar/.
    CalendarExchange(content::appointments::Plan plan, const std::filesystem::path& folder,
                     HttpSettings settings, Clock clock);

    /// A calendar that cannot be reached is a problem of the result; what was known of it stays.
    /// Throws where the disk says no.
    ExchangeResult run(Extent extent);

    const std::filesystem::path& appointments() const { return appointments_; }

  private:
    using Appointment = content::appointments::Appointment;
    using Verdict = content::appointments::Verdict;

    void read_folders();
    bool has_calendar(std::string_view adviser) const;
    bool is_asked(const Appointment& appointment) const;
    const Verdict* answer_to(const Appointment& appointment) const;
    void settle(const Appointment& appointment, ExchangeResult& result);
    [[nodiscard]] Result<void> answer(const Appointment& appointment, ExchangeResult& result);
    [[nodiscard]] Result<void> clear(const Appointment& appointment, Verdict verdict);
    [[nodiscard]] Result<Verdict> ask(const Appointment& appointment);
    [[nodiscard]] Result<std::optional<content::appointments::SeenBooking>>
    claim_place(Appointment appointment, const content::appointments::Earlier& place);
    [[nodiscard]] Result<void> look(const content::appointments::Adviser& adviser,
                                    ExchangeResult& result);
    [[nodiscard]] Result<void> compare(const content::appointments::Adviser& adviser,
                                       const std::vector<StoredEvent>& events,
                                       ExchangeResult& result);
    std::string busy_prefix(const std::string& adviser) const;
    std::vector<std::string> keep(const std::string& adviser,
                                  const std::vector<StoredEvent>& events);
    void write_verdict(const Verdict& verdict);
    void forget_the_past();
    void write_status(Extent extent, const ExchangeResult& result);

    content::appointments::Plan plan_;
    std::filesystem::path appointments_;
    std::filesystem::path calendar_;
    Clock clock_;
    content::FolderLock lock_;
    CalendarServer server_;
    std::vector<Appointment> asked_;
    std::map<std::string, Verdict> verdicts_; ///< by id of the appointment
    std::map<std::string, std::string> kept_; ///< bytes of busy-*.ics by name
    std::set<std::string> silent_;            ///< servers that did not answer in this run
    content::appointments::ExchangeStatus status_;
};

} // namespace zugang::sync
