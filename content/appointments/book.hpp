#pragma once

#include "content/appointments/appointment.hpp"
#include "content/appointments/exchange_status.hpp"
#include "content/appointments/plan.hpp"
#include "content/appointments/slots.hpp"
#include "content/durable_file.hpp"
#include "content/folder_watch.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::content::appointments {

/// Why an appointment was not given, moved or cancelled. Nothing has changed then.
struct BookingProblem {
    enum class Kind : std::uint8_t {
        NoSuchService, ///< or nobody gives it
        NoSuchAdviser,
        NoSuchSlot, ///< nothing begins then: closed, a break, a holiday, between two slots
        TooSoon,    ///< past, or within the lead time
        TooFar,     ///< behind the horizon
        Taken,      ///< also where the same slot is asked for twice
        NotFound,   ///< no appointment of this id
        NotActive,  ///< refused, cancelled or over
        Storage     ///< a full disk, a folder that cannot be written to
    };
    Kind kind = Kind::NotFound;
    std::string text;             ///< for logs
    std::optional<SlotTime> next; ///< another time instead, where one is free
};

struct BookingRequest {
    std::string service;
    std::string adviser; ///< empty: whoever is free, the first in the plan
    Moment start{};
    std::string language; ///< of the visitor, BCP 47
};

/// The appointments of one terminal: files of a folder that this class alone writes, and the
/// answers of zugang-sync beside it. What is acknowledged is on the disk; a kill or power cut at
/// any moment leaves each file as it was before or after. One thread.
///
/// What is removed is overwritten before. That is all a program can do: journals, copies that the
/// file system or an SSD keeps, and backups are not reached by it, so the folder wants an encrypted
/// disk where that matters. A file holds a number, times, ids and a language, never a name.
class AppointmentBook {
  public:
    using Clock = std::function<Moment()>;

    /// `folder` holds appointments/ and calendar/, both are made where they are missing. Reads all
    /// files, and purges: some seconds for 18,000. Throws where another program writes the
    /// appointments, or the folder cannot be read. `clock` is one that is believed (a clock years
    /// ahead would make all appointments past ones); `letter` is "A" to "Z".
    AppointmentBook(Plan plan, const std::filesystem::path& folder, char letter, Clock clock);

    const Plan& plan() const { return plan_; }

    std::vector<SlotTime> day(std::string_view service, std::string_view adviser, Date day) const;
    std::array<std::vector<SlotTime>, 7> week(std::string_view service, std::string_view adviser,
                                              Date day) const;
    std::optional<SlotTime> next_free(std::string_view service, std::string_view adviser,
                                      Moment from) const;

    /// Requested where the adviser has a calendar, else confirmed at once.
    [[nodiscard]] tl::expected<Appointment, BookingProblem> book(const BookingRequest& request);
    /// The number changes with the day. Where the new time is refused later, the old one stands.
    [[nodiscard]] tl::expected<Appointment, BookingProblem>
    move(const std::string& id, const std::string& adviser, Moment start);
    [[nodiscard]] tl::expected<Appointment, BookingProblem> cancel(const std::string& id);
    /// Draws the next number of today.
    [[nodiscard]] tl::expected<Appointment, BookingProblem> walk_in(const std::string& service,
                                                                    const std::string& language);
    /// A slip was printed that says what `appointment` says.
    [[nodiscard]] tl::expected<Appointment, BookingProblem> told(const Appointment& appointment);

    /// As it stands with the last verdict; null where there is none.
    const Appointment* find(const std::string& id) const;
    /// Of that number on that day; null where there is none.
    const Appointment* find(std::string_view number, Date day) const;
    /// In the order of time, walk-ins and cancelled ones included.
    std::vector<const Appointment*> of_day(Date day) const;
    /// Whose slip says something else than is true by now, today or later: to be printed again.
    std::vector<const Appointment*> news() const;

    /// Takes up what zugang-sync has written, and past appointments away. True where something has
    /// changed that is shown. To be called when `descriptor` can be read (it costs nothing
    /// otherwise), and every hour.
    bool refresh();
    /// For poll: can be read once a file of zugang-sync has changed.
    int descriptor() const { return watch_.descriptor(); }

    /// Files that were left alone because they are none of ours or cannot be read, and what could
    /// not be written; one line each.
    std::vector<std::string> problems() const;
    /// How the last exchange went; no value before the first one.
    const std::optional<ExchangeStatus>& exchange() const { return exchange_; }

  private:
    using Outcome = tl::expected<Appointment, BookingProblem>;

    void load();
    void read_calendars();
    void read_calendar_file(const std::filesystem::path& file);
    bool purge(); ///< something was taken away
    Appointment with_known_verdict(const Appointment& appointment) const;
    void index();
    void index_times();
    Moment believed_now() const;
    Outcome keep(const Appointment& appointment);
    [[nodiscard]] tl::expected<SlotTime, BookingProblem> free_slot(const std::string& service,
                                                                   const std::string& adviser,
                                                                   Moment start,
                                                                   const Appointment* without);
    std::string next_number(Date day) const;
    BusyTimes busy_times(const Appointment* without) const;

    Plan plan_;
    std::filesystem::path appointments_;
    std::filesystem::path calendar_;
    char letter_;
    Clock clock_;
    Moment opened_{};
    std::chrono::steady_clock::time_point opened_steady_{};
    FolderLock lock_;
    FolderWatch watch_;
    std::map<std::string, Appointment> stored_;          ///< as in the files, by id
    std::map<std::string, Verdict> verdicts_;            ///< by id of the appointment
    std::map<std::string, std::vector<Busy>> calendars_; ///< by name of the file
    std::map<std::string, std::string> problems_;        ///< by name of the file
    Date read_on_{}; ///< when repeated events were last followed up to the horizon
    std::optional<ExchangeStatus> exchange_;
    std::map<std::string, Appointment> shown_; ///< with verdicts, by id
    std::vector<const Appointment*> by_start_;
    BusyTimes busy_;
};

} // namespace zugang::content::appointments
