#pragma once

#include "content/appointments/book.hpp"
#include "content/appointments/settings.hpp"
#include "kiosk/search_input.hpp"
#include "kiosk/staff/accounts.hpp"
#include "kiosk/staff/calendar_watch.hpp"
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
    Advisers,  ///< who of those who are free
    Slip,      ///< as it will be on paper, before it is printed
    Name,      ///< that goes on the slip
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
    /// Called on a thread of its own when calendars have something to say: advance() then. Empty:
    /// nobody is woken.
    std::function<void()> wake{};
    std::chrono::seconds lock_after{120};
};

/// What the page with the slip shows.
enum class SlipOf : std::uint8_t { Appointment, Page, Test };

/// State of the staff's side. Knows no screen: ids of what was touched go in, what is to be shown
/// comes out. A visitor's name is here from when it is typed until its slip is printed or left, in
/// memory that is overwritten then. UI thread only.
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
    /// There is a page of the visitor's that can be printed for them, of this title.
    void offer_page(std::string title) { page_title_ = std::move(title); }
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

    /// Of those who are free then, the one that was chosen, or the first.
    std::string_view adviser() const;

    // The slip that is shown before it is printed.
    SlipOf slip_of() const { return slip_of_; }
    /// Not of an appointment: no value.
    const std::optional<content::appointments::Appointment>& slip() const { return slip_; }
    /// Another one whenever another slip, or something else on it, is to be shown.
    std::uint64_t slip_revision() const { return slip_revision_; }
    bool large_letters() const { return large_letters_; }
    const SearchInput& name() const { return name_; }
    /// Title of the page that can be printed for the visitor; empty: none.
    const std::string& page_title() const { return page_title_; }
    /// It is to be printed: true once.
    bool take_print() { return std::exchange(print_, false); }
    /// The slip is on its way: it says what is true now, and its name is forgotten.
    void printed();
    void tell(Notice notice) { notice_ = std::move(notice); }

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
    void show_slip(SlipOf what, std::optional<content::appointments::Appointment> appointment);
    void close_slip();
    bool act_on_slip(std::string_view id);
    bool type_name(std::string_view id);
    bool follow_calendars();
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
    std::string adviser_; ///< empty: the first who is free
    SlipOf slip_of_ = SlipOf::Appointment;
    std::optional<content::appointments::Appointment> slip_;
    std::uint64_t slip_revision_ = 0;
    bool large_letters_ = false;
    bool print_ = false;
    SearchInput name_;
    std::string page_title_;
    std::unique_ptr<CalendarWatch> watch_;
    Instant touched_at_{};
    Instant looked_at_{};
    Instant waited_at_{};
    Instant began_at_{};
};

} // namespace zugang::kiosk::staff
