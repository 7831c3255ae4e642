#pragma once

#include "content/appointments/book.hpp"
#include "content/appointments/settings.hpp"
#include "kiosk/staff/accounts.hpp"
#include "kiosk/staff/requests.hpp"
#include "kiosk/touch.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The staff's side of the terminal: behind a long press on the brand and a PIN.
namespace zugang::kiosk::staff {

enum class Page : std::uint8_t {
    FirstPin,  ///< nobody has a PIN yet: the first one is set
    Code,      ///< locked: number and PIN
    Week,      ///< give an appointment
    Day,       ///< the appointments of a day: print again, move, cancel
    Languages, ///< of the slip
    System,    ///< content, printer, people
    People,
    NewPin ///< of a person, typed twice
};

/// Something to tell, with the argument {what} where its text has one. Key of an interface string.
struct Notice {
    enum class Kind : std::uint8_t { Good, Busy, Bad };
    Kind kind = Kind::Good;
    std::string key;
    std::string what{};
};

/// What the desk works with. All is given once, at the start of the program.
struct DeskSettings {
    content::appointments::AppointmentSettings appointments;
    std::filesystem::path requests; ///< of zugang-sync; empty: nothing can be asked
    std::filesystem::path media = "/media";
    std::chrono::seconds lock_after{120};
};

/// State of the staff's side. Knows no screen: ids of what was touched go in, what is to be shown
/// comes out. Holds no visitor's name. UI thread only.
class Desk {
  public:
    using Log = std::function<void(const std::string&)>;
    using Clock = std::function<content::Moment()>; ///< the believed one

    /// The appointments are read when the desk is opened first, or half a minute later. A plan that
    /// cannot be read is logged, and there is no booking then.
    Desk(StateFile& state, DeskSettings settings, Clock clock, Log log);
    ~Desk();

    /// In front of the lock, for a visitor of this language (empty: none was chosen).
    void open(std::string_view visitor_language, Instant now);
    /// Forgets who was there and what was chosen.
    void lock();
    bool is_open() const { return open_; }
    bool is_unlocked() const { return person_.has_value(); }

    /// Somebody touched the screen then, whatever was there.
    void seen(Instant at) { touched_at_ = std::max(touched_at_, at); }
    /// What a tap on "staff.*" means. False: nothing of the desk's.
    bool act(std::string_view id, Instant now);
    /// Does what is due: a PIN that waits to be checked, answers from calendars, the lock.
    /// True: something that is shown has changed.
    bool advance(Instant now);
    /// When something will change by itself; no value: not before somebody touches it.
    std::optional<Instant> wake_at() const;

    Page page() const { return page_; }
    const std::string& language() const { return language_; }           ///< "de" or "en"
    const std::string& slip_language() const { return slip_language_; } ///< BCP 47
    const std::optional<Notice>& notice() const { return notice_; }
    std::size_t typed() const { return digits_.size(); } ///< digits, never which
    bool again() const { return !first_pin_.empty(); }   ///< the PIN is typed a second time
    bool checking() const { return checking_; }
    /// How long no try is taken, as the screen says it.
    std::chrono::seconds wait_shown() const { return wait_shown_; }
    const Accounts& accounts() const { return accounts_; }
    const Person* person() const;

    bool can_book() const { return book_ != nullptr; }
    const content::appointments::AppointmentBook& book() const { return *book_; }
    const std::string& service() const { return service_; }
    content::Date day() const { return day_; } ///< of the week or day that is shown
    content::Date today() const;
    content::Moment now() const { return clock_(); }
    const std::optional<content::appointments::SlotTime>& slot() const { return slot_; }
    /// The one that was touched on the day's page; also the one that is moved.
    const content::appointments::Appointment* chosen() const;
    bool is_moving() const { return moving_; }
    bool asks_to_cancel() const { return asks_to_cancel_; }
    /// Waits for the adviser's calendar.
    bool is_waiting() const { return waiting_until_.has_value(); }

    /// The appointment whose slip is to be printed; taken once. Nothing most of the time.
    std::optional<content::appointments::Appointment> take_slip();
    /// The slip is on its way: it says what is true now.
    void slip_given(const content::appointments::Appointment& appointment);
    void tell(Notice notice) { notice_ = std::move(notice); }
    bool wants_test_print() { return std::exchange(test_print_, false); }

  private:
    void open_book();
    void go(Page page);
    void type(char digit);
    void enter(Instant now);
    void enter_new_pin();
    bool act_on_lock(std::string_view id, Instant now);
    bool act_on_week(std::string_view id, Instant now);
    bool act_on_day(std::string_view id);
    bool act_on_system(std::string_view id);
    void choose_slot(std::string_view number);
    void give(Instant now);
    void settle(const content::appointments::Appointment& appointment);
    void tell(const content::appointments::BookingProblem& problem);
    void ask(Request request, std::string_view key);

    DeskSettings settings_;
    Clock clock_;
    Log log_;
    Accounts accounts_;
    std::unique_ptr<content::appointments::AppointmentBook> book_;

    bool book_tried_ = false;

    bool open_ = false;
    Page page_ = Page::Code;
    std::string language_ = "de";
    std::string slip_language_;
    std::optional<int> person_; ///< number of who unlocked it
    std::string digits_;
    std::string first_pin_;
    int pin_of_ = 0; ///< 0: of somebody new
    bool checking_ = false;
    std::chrono::seconds wait_shown_{};
    std::optional<Notice> notice_;
    std::string service_;
    content::Date day_{};
    std::optional<content::appointments::SlotTime> slot_;
    std::string chosen_; ///< id of an appointment
    bool moving_ = false;
    bool asks_to_cancel_ = false;
    std::string waiting_for_; ///< id of the appointment that was asked for
    std::optional<Instant> waiting_until_;
    std::optional<content::appointments::Appointment> slip_;
    bool test_print_ = false;
    Instant touched_at_{};
    Instant looked_at_{};
    Instant waited_at_{};
    Instant began_at_{};
};

} // namespace zugang::kiosk::staff
