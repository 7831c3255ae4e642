#include "kiosk/staff/desk.hpp"

#include "content/appointments/local_clock.hpp"
#include "content/opening_hours.hpp"
#include "kiosk/staff/pin.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace zugang::kiosk::staff {

using namespace content::appointments;

namespace {

// What a calendar has to say is known by then where the terminal is online (formats.md).
constexpr std::chrono::seconds longest_answer{3};
constexpr std::chrono::milliseconds look_every{100};
constexpr std::chrono::hours purge_every{1};
constexpr std::chrono::seconds book_after{30};
constexpr std::size_t most_digits = 14;
constexpr std::size_t most_letter_bytes = 4; // longer keys are words: "space"

void wipe(std::string& secret) {
    std::ranges::fill(secret, '\0');
    secret.clear();
}

std::optional<std::string_view> after(std::string_view id, std::string_view prefix) {
    return id.starts_with(prefix) ? std::optional(id.substr(prefix.size())) : std::nullopt;
}

std::optional<std::size_t> number_of(std::string_view text) {
    std::size_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} ? std::optional(number) : std::nullopt;
}

std::string capital(std::string_view letter) {
    std::string result;
    icu::UnicodeString::fromUTF8({letter.data(), static_cast<std::int32_t>(letter.size())})
        .toUpper(icu::Locale::getRoot())
        .toUTF8String(result);
    return result;
}

std::string_view key_of(BookingProblem::Kind kind) {
    switch (kind) {
    case BookingProblem::Kind::Taken:
        return "staff.problem_taken";
    case BookingProblem::Kind::TooSoon:
        return "staff.problem_too_soon";
    case BookingProblem::Kind::TooFar:
        return "staff.problem_too_far";
    case BookingProblem::Kind::NotActive:
    case BookingProblem::Kind::NotFound:
        return "staff.problem_not_active";
    case BookingProblem::Kind::Storage:
        return "staff.problem_storage";
    case BookingProblem::Kind::NoSuchService:
    case BookingProblem::Kind::NoSuchAdviser:
    case BookingProblem::Kind::NoSuchSlot:
        return "staff.problem_no_slot";
    }
    return "staff.problem_no_slot";
}

} // namespace

Desk::Desk(StateFile& state, DeskSettings settings, Clock clock, Log log)
    : settings_(std::move(settings)), clock_(std::move(clock)), log_(std::move(log)),
      accounts_(state) {
}

/// Not at the start: the first frame comes first.
void Desk::open_book() {
    book_tried_ = true;
    const AppointmentSettings& appointments = settings_.appointments;
    if (appointments.file.empty()) {
        return;
    }
    const auto plan = read_plan(appointments.file);
    if (!plan) {
        for (const std::string& error : plan.error()) {
            log_(error);
        }
        log_("going on without appointments");
        return;
    }
    try {
        book_ = std::make_unique<AppointmentBook>(*plan, appointments.folder,
                                                  appointments.letter.front(), clock_);
    } catch (const std::exception& error) {
        log_(std::string("going on without appointments: ") + error.what());
        return;
    }
    if (settings_.wake) {
        try {
            watch_ = std::make_unique<CalendarWatch>(book_->descriptor(), settings_.wake);
        } catch (const std::exception& error) { // seen later, when somebody touches something
            log_(std::string("calendars cannot be watched: ") + error.what());
        }
    }
}

Desk::~Desk() {
    lock();
    watch_.reset(); // before the book whose descriptor it watches
}

content::Date Desk::today() const {
    return content::german_time(clock_()).day;
}

const Person* Desk::person() const {
    const auto found = std::ranges::find(accounts_.people(), person_.value_or(0), &Person::number);
    return found != accounts_.people().end() ? &*found : nullptr;
}

const Appointment* Desk::chosen() const {
    return book_ && !chosen_.empty() ? book_->find(chosen_) : nullptr;
}

void Desk::open(std::string_view visitor_language, Instant now) {
    lock();
    if (!book_tried_) {
        open_book();
    }
    try {
        accounts_.load();
    } catch (const std::exception& error) {
        log_(std::string("nobody can unlock the desk: ") + error.what());
    }
    open_ = true;
    slip_language_ = visitor_language.empty() ? "de" : std::string(visitor_language);
    page_ = accounts_.people().empty() ? Page::FirstPin : Page::Code;
    if (!accounts_.can_keep()) {
        notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.problem_storage"};
    }
    touched_at_ = now;
    day_ = today();
    if (book_ && !book_->plan().services.empty()) {
        service_ = book_->plan().services.front().id;
    }
}

void Desk::lock() {
    open_ = false;
    page_ = Page::Code;
    person_.reset();
    wipe(digits_);
    wipe(first_pin_);
    checking_ = false;
    notice_.reset();
    slot_.reset();
    chosen_.clear();
    moving_ = false;
    asks_to_cancel_ = false;
    waiting_for_.clear();
    waiting_until_.reset();
    close_slip();
    adviser_.clear();
    page_title_.clear();
    language_ = "de";
    slip_language_.clear();
}

void Desk::go(Page page) {
    close_slip();
    page_ = page;
    notice_.reset();
    slot_.reset();
    asks_to_cancel_ = false;
    wipe(digits_);
    wipe(first_pin_);
    if (page != Page::Week && page != Page::Day && page != Page::Languages) {
        chosen_.clear();
        moving_ = false;
    }
}

bool Desk::act(std::string_view id, Instant now) {
    const bool is_key = page_ == Page::Name && (id.starts_with("key.") || id.starts_with("more."));
    if (!open_ || checking_ || (!id.starts_with("staff.") && !is_key)) {
        return false;
    }
    touched_at_ = now;
    if (id == "staff.close") {
        lock();
        return true;
    }
    if (id == "staff.language") {
        language_ = language_ == "de" ? "en" : "de";
        return true;
    }
    if (act_on_lock(id, now)) {
        return true;
    }
    if (!is_unlocked()) {
        return false; // nothing behind the lock is there yet
    }
    if (id == "staff.to_week" || id == "staff.to_day" || id == "staff.to_system") {
        moving_ = false;
        chosen_.clear();
        go(id == "staff.to_week" ? Page::Week : id == "staff.to_day" ? Page::Day : Page::System);
        day_ = today();
        return true;
    }
    return act_on_slip(id) || act_on_week(id, now) || act_on_day(id) || act_on_system(id);
}

std::string_view Desk::adviser() const {
    return !adviser_.empty() || !slot_ || slot_->free.empty()
               ? std::string_view(adviser_)
               : std::string_view(slot_->free.front());
}

/// A name belongs to one slip: to the next one it is typed anew.
void Desk::show_slip(SlipOf what, std::optional<Appointment> appointment) {
    close_slip();
    slip_of_ = what;
    slip_ = std::move(appointment);
    page_ = Page::Slip;
}

void Desk::close_slip() {
    ++slip_revision_;
    slip_.reset();
    name_ = SearchInput{};
    large_letters_ = false;
    print_ = false;
}

/// The keys have small letters; names begin with large ones.
bool Desk::type_name(std::string_view id) {
    const std::string& text = name_.typing.text();
    const bool begins = text.empty() || text.back() == ' ' || text.back() == '-';
    const auto letter = after(id, "key.");
    if (!letter || !begins || letter->size() > most_letter_bytes) {
        return press(name_, id);
    }
    const bool done = press(name_, "key." + capital(*letter));
    name_.last_key = *letter; // it offers its other letters
    return done;
}

bool Desk::act_on_slip(std::string_view id) {
    if (page_ == Page::Name) { // of the keys of the screen
        if (id == "staff.name_done") {
            page_ = Page::Slip;
            ++slip_revision_;
            return true;
        }
        return type_name(id);
    }
    if (id == "staff.page" && !page_title_.empty()) {
        notice_.reset();
        show_slip(SlipOf::Page, std::nullopt);
        return true;
    }
    if (page_ != Page::Slip) {
        return false;
    }
    if (id == "staff.print") {
        print_ = true;
    } else if (id == "staff.letters") {
        large_letters_ = !large_letters_;
        ++slip_revision_;
    } else if (id == "staff.visitor_name" && slip_of_ == SlipOf::Appointment) {
        page_ = Page::Name;
        name_.keys = SearchInput::Keys::Latin; // as in a passport
        notice_.reset();
    } else if (id == "staff.no_print") {
        const Page back = slip_of_ == SlipOf::Appointment ? Page::Day
                          : slip_of_ == SlipOf::Test      ? Page::System
                          : book_                         ? Page::Week
                                                          : Page::System;
        close_slip();
        notice_.reset();
        page_ = back;
    } else {
        return false;
    }
    return true;
}

void Desk::printed() {
    if (slip_ && book_) {
        if (const auto kept = book_->told(*slip_); !kept) {
            log_("appointment: " + kept.error().text);
        }
    }
    act_on_slip("staff.no_print");
}

bool Desk::act_on_lock(std::string_view id, Instant now) {
    if (page_ != Page::Code && page_ != Page::FirstPin && page_ != Page::NewPin) {
        return false;
    }
    if (const auto digit = after(id, "staff.digit."); digit && digit->size() == 1) {
        type(digit->front());
        return true;
    }
    if (id == "staff.delete") {
        if (!digits_.empty()) {
            digits_.back() = '\0';
            digits_.pop_back();
        }
        return true;
    }
    if (id == "staff.enter") {
        enter(now);
        return true;
    }
    return false;
}

void Desk::type(char digit) {
    if (digit >= '0' && digit <= '9' && digits_.size() < most_digits) {
        digits_.reserve(most_digits); // no copy is left behind by growing
        digits_ += digit;
        notice_.reset();
    }
}

void Desk::enter(Instant now) {
    if (!accounts_.can_keep()) {
        wipe(digits_);
        notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.problem_storage"};
        return;
    }
    if (page_ != Page::Code) {
        enter_new_pin();
        return;
    }
    if (!digits_.empty() && accounts_.wait(now) == std::chrono::seconds(0)) {
        checking_ = true; // after the frame that says so
    }
}

void Desk::enter_new_pin() {
    if (first_pin_.empty()) {
        if (is_weak_pin(digits_)) {
            notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.pin_weak"};
        } else {
            first_pin_ = digits_;
        }
        wipe(digits_);
        return;
    }
    const bool same = digits_ == first_pin_;
    wipe(digits_);
    if (!same) {
        wipe(first_pin_);
        notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.pin_differs"};
        return;
    }
    try {
        const bool first = page_ == Page::FirstPin;
        const int number = pin_of_ > 0 && !first ? pin_of_ : accounts_.add("", first_pin_);
        if (pin_of_ > 0 && !first) {
            accounts_.set_pin(number, first_pin_);
        }
        if (first) {
            person_ = number;
        }
        go(first ? (book_ ? Page::Week : Page::System) : Page::People);
        const std::string shown = (number < 10 ? "0" : "") + std::to_string(number);
        notice_ = Notice{.kind = Notice::Kind::Good, .key = "staff.pin_kept", .what = shown};
    } catch (const std::exception& error) {
        wipe(first_pin_);
        log_(std::string("a PIN could not be kept: ") + error.what());
        notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.problem_storage"};
    }
}

bool Desk::act_on_week(std::string_view id, Instant now) {
    if (!book_) {
        return false;
    }
    if (const auto service = after(id, "staff.service.")) {
        if (book_->plan().find_service(*service) != nullptr) {
            service_ = *service;
            slot_.reset();
            notice_.reset();
        }
        return true;
    }
    if (const auto number = after(id, "staff.slot.")) {
        choose_slot(*number);
        return true;
    }
    if (id == "staff.news") {
        if (const auto news = book_->news(); !news.empty()) {
            moving_ = false;
            go(Page::Day);
            chosen_ = news.front()->id;
            day_ = content::german_time(news.front()->start).day;
        }
        return true;
    }
    if (id == "staff.advisers" && slot_ && slot_->free.size() > 1) {
        page_ = Page::Advisers;
        return true;
    }
    if (const auto adviser = after(id, "staff.adviser.")) {
        if (slot_ && std::ranges::find(slot_->free, *adviser) != slot_->free.end()) {
            adviser_ = *adviser;
        }
        page_ = Page::Week;
        return true;
    }
    if (id == "staff.earlier" || id == "staff.later") {
        const std::chrono::days step(page_ == Page::Week ? 7 : 1);
        day_ += id == "staff.later" ? step : -step;
        slot_.reset();
        adviser_.clear();
        return true;
    }
    if (id == "staff.next_free") {
        // After the one that is chosen, or else in the week or on the day that is shown.
        const auto shown = moment_of({.day = day_, .time = std::chrono::minutes(0)});
        const auto from =
            slot_ ? slot_->start + std::chrono::seconds(1) : std::max(clock_(), shown);
        if (auto next = book_->next_free(service_, "", from)) {
            day_ = next->local.day;
            slot_ = std::move(next);
            adviser_.clear();
            notice_.reset();
        } else {
            notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.problem_none_free"};
        }
        return true;
    }
    if (id == "staff.languages") {
        page_ = Page::Languages;
        return true;
    }
    if (const auto tag = after(id, "staff.slip_language.")) {
        slip_language_ = *tag;
        page_ = moving_ || chosen_.empty() ? Page::Week : Page::Day;
        return true;
    }
    if (id == "staff.give" && slot_ && !waiting_until_) {
        give(now);
        return true;
    }
    return false;
}

void Desk::choose_slot(std::string_view number) {
    const auto at = number_of(number); // minutes since 1970: the same in every frame
    for (const auto& slots : book_->week(service_, "", day_)) {
        for (const SlotTime& slot : slots) {
            const auto minutes =
                std::chrono::floor<std::chrono::minutes>(slot.start).time_since_epoch().count();
            if (at == static_cast<std::size_t>(minutes) && slot.state == SlotState::Free) {
                slot_ = slot;
                adviser_.clear();
                notice_.reset();
                return;
            }
        }
    }
}

void Desk::give(Instant now) {
    const auto given = moving_ ? book_->move(chosen_, adviser_, slot_->start)
                               : book_->book({.service = service_,
                                              .adviser = adviser_,
                                              .start = slot_->start,
                                              .language = slip_language_});
    if (!given) {
        tell(given.error());
        slot_ = given.error().next;
        adviser_.clear();
        if (slot_) {
            day_ = slot_->local.day;
        }
        return;
    }
    if (given->state == State::Requested) {
        waiting_for_ = given->id;
        waiting_until_ = now + longest_answer;
        notice_ = Notice{.kind = Notice::Kind::Busy, .key = "staff.asking", .what = given->number};
        return;
    }
    settle(*given);
}

/// Its state is known, or will not be in time.
void Desk::settle(const Appointment& appointment) {
    waiting_until_.reset();
    waiting_for_.clear();
    if (appointment.state == State::Refused ||
        (moving_ && appointment.reason == Reason::MoveRefused)) {
        notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.problem_taken"};
        slot_ = book_->next_free(appointment.service, "", slot_ ? slot_->start : appointment.start);
        adviser_.clear();
        if (slot_) {
            day_ = slot_->local.day;
        }
        return;
    }
    show_slip(SlipOf::Appointment, appointment);
    slot_.reset();
    adviser_.clear();
    moving_ = false;
    chosen_ = appointment.id;
    day_ = content::german_time(appointment.start).day;
    notice_ = Notice{.kind = Notice::Kind::Good,
                     .key = appointment.state == State::Requested ? "staff.given_requested"
                                                                  : "staff.given",
                     .what = appointment.number};
}

void Desk::tell(const BookingProblem& problem) {
    log_("appointment: " + problem.text);
    notice_ = Notice{.kind = Notice::Kind::Bad, .key = std::string(key_of(problem.kind))};
}

bool Desk::act_on_day(std::string_view id) {
    if (!book_) {
        return false;
    }
    if (const auto number = after(id, "staff.appointment.")) {
        const Appointment* found = book_->find(*number, day_);
        chosen_ = found != nullptr && found->id != chosen_ ? found->id : "";
        asks_to_cancel_ = false;
        notice_.reset();
        return true;
    }
    if (id == "staff.walk_in") {
        const auto drawn = book_->walk_in(service_, slip_language_);
        if (drawn) {
            settle(*drawn);
        } else {
            tell(drawn.error());
        }
        return true;
    }
    const Appointment* here = chosen();
    if (here == nullptr) {
        return false;
    }
    if (id == "staff.print_again") {
        notice_.reset();
        show_slip(SlipOf::Appointment, *here);
        return true;
    }
    if (id == "staff.move") {
        moving_ = true;
        service_ = here->service;
        slip_language_ = here->language;
        page_ = Page::Week;
        notice_.reset();
        return true;
    }
    if (id == "staff.cancel") {
        asks_to_cancel_ = true;
        return true;
    }
    if (id == "staff.keep") {
        asks_to_cancel_ = false;
        return true;
    }
    if (id == "staff.cancel_really") {
        const auto cancelled = book_->cancel(here->id);
        asks_to_cancel_ = false;
        if (cancelled) {
            notice_ = Notice{
                .kind = Notice::Kind::Good, .key = "staff.cancelled", .what = cancelled->number};
        } else {
            tell(cancelled.error());
        }
        return true;
    }
    return false;
}

bool Desk::act_on_system(std::string_view id) {
    if (id == "staff.ask_update") {
        ask(Request::Update, "staff.asked_update");
    } else if (id == "staff.ask_stick") {
        ask(Request::ImportFromStick, "staff.asked_stick");
    } else if (id == "staff.ask_rollback") {
        ask(Request::Rollback, "staff.asked_rollback");
    } else if (id == "staff.ask_forward") {
        ask(Request::RollbackUndo, "staff.asked_update");
    } else if (id == "staff.test_print") {
        notice_.reset();
        show_slip(SlipOf::Test, std::nullopt);
    } else if (id == "staff.people") {
        go(Page::People);
    } else if (id == "staff.new_person") {
        pin_of_ = 0;
        go(Page::NewPin);
    } else if (const auto number = after(id, "staff.pin_of.")) {
        pin_of_ = static_cast<int>(number_of(*number).value_or(0));
        go(Page::NewPin);
    } else if (const auto gone = after(id, "staff.remove_person.")) {
        const auto who = static_cast<int>(number_of(*gone).value_or(0));
        try {
            if (who != person_) { // nobody locks themselves out
                accounts_.remove(who);
            }
        } catch (const std::exception& error) {
            log_(std::string("a person could not be removed: ") + error.what());
            notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.problem_storage"};
        }
    } else {
        return false;
    }
    return true;
}

void Desk::ask(Request request, std::string_view key) {
    try {
        const auto stick = request == Request::ImportFromStick ? find_stick(settings_.media)
                                                               : std::filesystem::path();
        if (request == Request::ImportFromStick && stick.empty()) {
            notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.no_stick"};
            return;
        }
        if (settings_.requests.empty()) {
            notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.no_sync"};
            return;
        }
        send_request(settings_.requests, request, stick);
        notice_ = Notice{.kind = Notice::Kind::Good, .key = std::string(key)};
    } catch (const std::exception& error) {
        log_(std::string("zugang-sync could not be asked: ") + error.what());
        notice_ = Notice{.kind = Notice::Kind::Bad, .key = "staff.problem_storage"};
    }
}

bool Desk::advance(Instant now) {
    bool changed = false;
    began_at_ = began_at_ == Instant{} ? now : began_at_;
    if (!book_tried_ && now >= began_at_ + book_after) { // what is past vanishes without staff, too
        open_book();
    }
    if (checking_) {
        checking_ = false;
        std::optional<int> number;
        std::string_view why = "staff.wrong";
        try {
            number = accounts_.unlock(digits_, now);
        } catch (const std::exception& error) { // a full disk must not end the terminal
            log_(std::string("a try could not be counted: ") + error.what());
            why = "staff.problem_storage";
        }
        wipe(digits_);
        if (number) {
            person_ = number;
            go(book_ ? Page::Week : Page::System);
        } else {
            notice_ = Notice{.kind = Notice::Kind::Bad, .key = std::string(why)};
        }
        touched_at_ = now;
        changed = true;
    }
    if (open_ && !is_unlocked()) {
        const auto wait = accounts_.wait(now);
        changed = std::exchange(wait_shown_, wait) != wait || changed;
        waited_at_ = now;
    }
    const bool woken = watch_ && watch_->take();
    if (book_ && (woken || waiting_until_ || now - looked_at_ >= look_every)) {
        looked_at_ = now;
        changed = (book_->refresh() && follow_calendars()) || changed;
    }
    if (waiting_until_) {
        const Appointment* asked = book_->find(waiting_for_);
        if (asked == nullptr) {
            waiting_until_.reset();
        } else if (asked->state != State::Requested || now >= *waiting_until_) {
            settle(Appointment(*asked));
            changed = true;
        }
    }
    if (open_ && now - touched_at_ >= settings_.lock_after) {
        lock();
        changed = true;
    }
    return changed;
}

std::optional<Instant> Desk::wake_at() const {
    std::optional<Instant> next;
    const auto sooner = [&next](Instant at) { next = next ? std::min(*next, at) : at; };
    if (checking_) {
        sooner(Instant{});
    }
    if (waiting_until_) {
        sooner(looked_at_ + look_every);
    }
    if (open_ && !is_unlocked() && wait_shown_.count() > 0) {
        sooner(waited_at_ + std::chrono::seconds(1));
    }
    if (open_) {
        sooner(touched_at_ + settings_.lock_after);
    }
    if (book_) {
        sooner(looked_at_ + purge_every);
    } else if (!book_tried_) {
        sooner(began_at_ + book_after);
    }
    return next;
}

/// A calendar has said something: a slip that is shown says it, too.
bool Desk::follow_calendars() {
    const Appointment* shown = slip_ ? book_->find(slip_->id) : nullptr;
    if (shown != nullptr && *shown != *slip_) {
        slip_ = *shown;
        ++slip_revision_;
    }
    return true;
}

} // namespace zugang::kiosk::staff
