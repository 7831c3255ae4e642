#include "kiosk/staff/staff_screen.hpp"

#include "content/hours.hpp"
#include "kiosk/on_screen_keyboard.hpp"
#include "kiosk/print/printing.hpp"
#include "kiosk/print/slip_preview.hpp"
#include "kiosk/sections.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/widgets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace zugang::kiosk::staff {

using content::appointments::Appointment;
using content::appointments::SlotState;
using content::appointments::SlotTime;
using content::appointments::State;

namespace {

/// Where the next thing is drawn, between the margins.
struct Column {
    Frame& frame;
    float x;
    float width;
    float y;
    float scale = 1; ///< of words and buttons

    const Metrics& m() const { return frame.metrics; }
    const Palette& p() const { return frame.palette; }
};

Label words(Frame& frame, std::string text) {
    return {std::move(text), &frame.language};
}

float text(Column& c, std::string_view id, const Label& what, float size, bool bold, Colour colour,
           Role role = Role::Text) {
    const float height = draw_text(c.frame, id, what, c.x, c.y, c.width,
                                   {.size = c.m().px(size * c.scale),
                                    .bold = bold,
                                    .colour = colour,
                                    .line_height = 1.35F,
                                    .role = role});
    c.y += height;
    return height;
}

void heading(Column& c, std::string_view id, const Label& what) {
    draw_text(c.frame, id, what, c.x, c.y, c.width,
              {.size = c.m().heading(46),
               .bold = true,
               .colour = c.p().ink,
               .line_height = 1.3F,
               .role = Role::Heading});
    c.y += text_height(c.frame, what, c.width,
                       {.size = c.m().heading(46), .bold = true, .line_height = 1.3F}) +
           c.m().px(20);
}

Column column(Frame& frame, float y, float side) {
    const Metrics& m = frame.metrics;
    const float room = m.screen.width - side;
    const float width = std::min(room - 2 * m.margin(), m.px(1320));
    return {.frame = frame, .x = std::round((room - width) / 2), .width = width, .y = y};
}

/// Buttons side by side, as wide as their words, wrapping.
class Row {
  public:
    explicit Row(Column& column) : c_(column), x_(column.x) {}
    ~Row() { c_.y += height_ + c_.m().px(24); }
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

    void add(std::string_view id, std::string_view icon, const Label& what, ButtonLook look) {
        const float size = c_.m().px(34 * c_.scale);
        const float pad = c_.m().px(icon.empty() ? 36 : 100);
        TextLook measure{.size = size, .bold = true, .line_height = 1.3F};
        float width = c_.m().px(120);
        while (width < c_.width && text_height(c_.frame, what, width, measure) > size * 1.5F) {
            width += c_.m().px(20);
        }
        width = std::min(c_.width, width + pad + c_.m().px(36));
        if (x_ + width > c_.x + c_.width + 1 && x_ > c_.x) {
            x_ = c_.x;
            c_.y += height_ + c_.m().px(16);
        }
        height_ = std::round(c_.m().px(96 * c_.scale));
        draw_button(c_.frame, id, icon, what, {x_, c_.y, width, height_}, size, look);
        x_ += width + c_.m().px(16);
    }

  private:
    Column& c_;
    float x_;
    float height_ = 0;
};

/// Slips that say something else than is true.
std::size_t news_of(const Desk& desk) {
    return desk.is_unlocked() && desk.can_book() ? desk.book().news().size() : 0;
}

/// In a place of its own: what comes while somebody aims moves nothing. What a calendar has said is
/// a button: to the appointment.
void draw_notice(Frame& frame, const Desk& desk, float y) {
    const Metrics& m = frame.metrics;
    const auto wait = desk.page() == Page::Code ? desk.wait_shown() : std::chrono::seconds(0);
    const std::size_t news = news_of(desk);
    const bool is_news = wait.count() == 0 && !desk.notice();
    if (is_news && news == 0) {
        return;
    }
    const Notice notice = wait.count() > 0 ? Notice{.kind = Notice::Kind::Busy, .key = "staff.wait"}
                          : is_news        ? Notice{.kind = Notice::Kind::Bad, .key = "staff.news"}
                                           : *desk.notice();
    const auto n = is_news ? static_cast<std::int64_t>(news) : std::int64_t{wait.count()};
    const Label what =
        label(frame, notice.key, {{"what", std::string_view(notice.what)}, {"n", n}});
    const std::string_view icon = notice.kind == Notice::Kind::Good   ? "check"
                                  : notice.kind == Notice::Kind::Busy ? "clock"
                                                                      : "alert-triangle";
    const Palette& p = frame.palette;
    const Rect box{m.margin(), y, m.screen.width - 2 * m.margin(), m.px(84)};
    const std::string id = is_news ? "staff.news" : "staff.notice";
    const bool bad = notice.kind == Notice::Kind::Bad;
    frame.canvas.fill(box, bad ? p.accent_soft : p.primary_soft, m.px(20));
    if (p.outlined) {
        frame.canvas.border(box, p.primary, m.px(4), m.px(20));
    }
    if (frame.is_pressed(id)) {
        frame.canvas.fill(box, p.primary, m.px(20), 0.16F);
    }
    const Colour ink = bad ? p.on_accent_soft : p.on_primary_soft;
    const float size = m.px(44);
    frame.canvas.pictogram(icon, {box.x + m.px(24) + size / 2, box.center().y}, size, ink);
    const float arrow = is_news ? m.px(72) : 0;
    if (is_news) {
        frame.canvas.pictogram("chevron-right", {box.right() - m.px(48), box.center().y}, size,
                               ink);
    }
    const Rect words{box.x + m.px(88), box.y, box.width - m.px(108) - arrow, box.height};
    draw_text_centred(
        frame, what, words,
        {.size = m.px(27), .bold = true, .colour = ink, .max_lines = 2, .line_height = 1.25F});
    add_node(frame, is_news ? Role::Button : Role::Note, id, what, box);
}

// --- The lock ---

void draw_digits(Column& c, const Desk& desk) {
    const Metrics& m = c.m();
    const Palette& p = c.p();
    const float field_width = std::min(c.width, m.px(620));
    const float left = std::round(c.x + (c.width - field_width) / 2);
    const Rect field{left, c.y, field_width, m.px(m.landscape ? 92 : 120)};
    c.frame.canvas.fill(field, p.surface, m.px(28));
    c.frame.canvas.border(field, p.primary, m.px(4), m.px(28));
    const auto dots = static_cast<float>(desk.typed());
    const float step = m.px(40);
    for (float i = 0; i < dots; ++i) {
        c.frame.canvas.disc({field.center().x + (i - (dots - 1) / 2) * step, field.center().y},
                            m.px(11), p.ink);
    }
    // How many were typed is seen as dots; said it is a number. Never which.
    add_node(c.frame, Role::Text, "staff.typed",
             label(c.frame, "staff.typed", {{"n", static_cast<std::int64_t>(desk.typed())}}),
             field);
    c.y = field.bottom() + m.px(28);

    const float gap = m.px(16);
    const float key = std::floor((field_width - 2 * gap) / 3);
    const float height = m.px(m.landscape ? 88 : 112);
    static constexpr std::array<std::string_view, 12> keys{"1", "2", "3", "4",      "5", "6",
                                                           "7", "8", "9", "delete", "0", "enter"};
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Rect rect{left + static_cast<float>(i % 3) * (key + gap),
                        c.y + static_cast<float>(i / 3) * (height + gap), key, height};
        const std::string_view what = keys.at(i);
        if (what == "delete" || what == "enter") {
            const std::string id = "staff." + std::string(what);
            const bool enter = what == "enter";
            draw_card(c.frame, id, rect, m.px(24));
            if (enter) {
                c.frame.canvas.fill(rect, p.primary, m.px(24));
            }
            c.frame.canvas.pictogram(enter ? "check" : "backspace", rect.center(), m.px(56),
                                     enter ? p.on_primary : p.ink);
            add_node(c.frame, Role::Button, id, label(c.frame, id), rect);
        } else {
            const std::string id = "staff.digit." + std::string(what);
            draw_card(c.frame, id, rect, m.px(24));
            const Label digit = words(c.frame, std::string(what));
            draw_text_centred(
                c.frame, digit, rect,
                {.size = m.px(48), .bold = true, .colour = p.ink, .align = fonts::Align::Center});
            add_node(c.frame, Role::Button, id, digit, rect);
        }
    }
    c.y += 4 * (height + gap) + m.px(12);
}

void draw_lock(Column& c, const Desk& desk) {
    const bool code = desk.page() == Page::Code;
    heading(c, "staff.title",
            label(c.frame, code                            ? "staff.code_title"
                           : desk.again()                  ? "staff.pin_again"
                           : desk.page() == Page::FirstPin ? "staff.first_title"
                                                           : "staff.pin_title"));
    text(c, "staff.explain",
         label(c.frame, code                            ? "staff.code_explain"
                        : desk.page() == Page::FirstPin ? "staff.first_explain"
                                                        : "staff.pin_explain"),
         34, false, c.p().muted);
    c.y += c.m().px(24);
    if (desk.checking()) {
        text(c, "staff.checking", label(c.frame, "staff.checking"), 34, true, c.p().ink);
        c.y += c.m().px(16);
    }
    draw_digits(c, desk);
}

// --- Appointments ---

std::string time_of(const Frame& frame, const content::LocalTime& local) {
    return content::format_time(local.time, frame.strings);
}

std::string day_and_time(const Frame& frame, const content::LocalTime& local) {
    return content::format_day(local.day, frame.strings) + ", " + time_of(frame, local);
}

void draw_services(Column& c, const Desk& desk) {
    Row row(c);
    for (const auto& service : desk.book().plan().services) {
        row.add("staff.service." + service.id, {},
                words(c.frame, content::appointments::text_in(service.title, desk.language())),
                service.id == desk.service() ? ButtonLook::Primary : ButtonLook::Outlined);
    }
}

struct CellLook {
    std::string_view key;
    Colour ground;
    Colour ink;
};

CellLook look_of(const Column& c, const SlotTime& slot, bool chosen) {
    const Palette& p = c.p();
    if (chosen) {
        return {"staff.slot_chosen", p.accent, p.on_accent};
    }
    if (slot.state == SlotState::Free) {
        return {"staff.slot_free", p.primary_soft, p.on_primary_soft};
    }
    return {slot.state == SlotState::Taken ? "staff.slot_taken" : "staff.slot_over", p.paper,
            p.muted};
}

void draw_slot(Column& c, const SlotTime& slot, bool chosen, const Rect& cell) {
    if (!visible(c.frame, cell)) {
        return;
    }
    const Metrics& m = c.m();
    const CellLook look = look_of(c, slot, chosen);
    const bool can = slot.state == SlotState::Free;
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(slot.start).time_since_epoch().count();
    const std::string id = "staff.slot." + std::to_string(minutes);
    c.frame.canvas.fill(cell, look.ground, m.px(18));
    if (c.p().outlined && (can || chosen)) {
        c.frame.canvas.border(cell, c.p().primary, m.px(chosen ? 6 : 3), m.px(18));
    }
    if (c.frame.is_pressed(id)) {
        c.frame.canvas.fill(cell, c.p().primary, m.px(18), 0.16F);
    }
    const Label what = label(c.frame, look.key);
    draw_text_centred(
        c.frame, what, cell,
        {.size = fitting_size(c.frame, what, m.px(28), m.px(18), cell.width - m.px(12)),
         .bold = can || chosen,
         .colour = look.ink,
         .align = fonts::Align::Center,
         .max_lines = 1});
    const std::string said = day_and_time(c.frame, slot.local) + ", " + what.text;
    if (can) {
        add_node(c.frame, Role::Button, id, what, cell, said);
    } else {
        add_node(c.frame, Role::Text, id, what, cell, said);
    }
}

void draw_grid(Column& c, const Desk& desk) {
    const Metrics& m = c.m();
    const Palette& p = c.p();
    const auto week = desk.book().week(desk.service(), "", desk.day());
    std::set<std::chrono::minutes> times;
    std::vector<const std::vector<SlotTime>*> days;
    for (const auto& day : week) {
        if (!day.empty()) {
            days.push_back(&day);
        }
        for (const SlotTime& slot : day) {
            times.insert(slot.local.time);
        }
    }
    if (days.empty()) {
        text(c, "staff.no_slots", label(c.frame, "staff.no_slots"), 36, false, p.muted);
        c.y += m.px(24);
        return;
    }
    const float pad = m.px(20);
    const float gap = m.px(m.landscape ? 6 : 10);
    const float first = m.px(m.landscape ? 110 : 130);
    const float row = m.px(m.landscape ? 56 : 68); // 15 mm on a panel of 24 inches
    const float head = m.px(64);
    const auto count = static_cast<float>(days.size());
    const float cell = std::floor((c.width - 2 * pad - first - gap * (count - 1)) / count);
    const Rect card{c.x, c.y, c.width,
                    head + pad + static_cast<float>(times.size()) * (row + gap) + pad};
    c.frame.canvas.fill(card, p.surface, m.px(28));
    c.frame.canvas.border(card, p.line, m.px(p.line_px), m.px(28));
    for (std::size_t d = 0; d < days.size(); ++d) {
        const content::Date day = days[d]->front().local.day;
        const Label title = words(c.frame, content::format_short_day(day, c.frame.strings));
        const Rect box{c.x + pad + first + static_cast<float>(d) * (cell + gap), c.y + pad, cell,
                       head - pad};
        draw_text_centred(c.frame, title, box,
                          {.size = fitting_size(c.frame, title, m.px(28), m.px(18), cell),
                           .bold = true,
                           .colour = day == desk.today() ? p.primary : p.ink,
                           .align = fonts::Align::Center,
                           .max_lines = 1});
        add_node(c.frame, Role::Text, "staff.column." + std::to_string(d + 1), title, box);
    }
    float y = c.y + head + pad;
    for (const std::chrono::minutes time : times) {
        const Label hour = words(c.frame, content::format_time(time, c.frame.strings));
        draw_text_centred(c.frame, hour, {c.x + pad, y, first, row},
                          {.size = m.px(m.landscape ? 26 : 28), .colour = p.muted, .max_lines = 1});
        for (std::size_t d = 0; d < days.size(); ++d) {
            const auto slot = std::ranges::find(*days[d], time,
                                                [](const SlotTime& one) { return one.local.time; });
            if (slot != days[d]->end()) {
                draw_slot(c, *slot, desk.slot() && desk.slot()->start == slot->start,
                          {c.x + pad + first + static_cast<float>(d) * (cell + gap), y, cell, row});
            }
        }
        y += row + gap;
    }
    c.y = card.bottom() + m.px(24);
}

std::string place_of(const Desk& desk, std::string_view adviser_id) {
    const auto& plan = desk.book().plan();
    const auto* adviser = plan.find_adviser(adviser_id);
    if (adviser == nullptr) {
        return {};
    }
    const auto* room = plan.find_room(adviser->room);
    return adviser->name + (room != nullptr ? " · " + room->name : "");
}

std::string service_name(const Desk& desk, std::string_view id) {
    const auto* service = desk.book().plan().find_service(id);
    return service != nullptr ? content::appointments::text_in(service->title, desk.language())
                              : std::string(id);
}

/// "Slip: فارسی + Deutsch", to be changed.
void add_language(Row& row, Column& c, const Desk& desk) {
    const content::Language& own = c.frame.shelf.language(desk.slip_language());
    row.add("staff.languages", "language",
            label(c.frame, "staff.slip_in", {{"what", std::string_view(own.endonym)}}),
            ButtonLook::Outlined);
}

void draw_chosen_slot(Column& c, const Desk& desk) {
    const SlotTime& slot = *desk.slot();
    text(c, "staff.when", words(c.frame, day_and_time(c.frame, slot.local)), 44, true, c.p().ink,
         Role::Heading);
    text(
        c, "staff.where",
        words(c.frame, service_name(desk, desk.service()) + " · " + place_of(desk, desk.adviser())),
        34, false, c.p().muted);
    c.y += c.m().px(20);
    Row row(c);
    if (slot.free.size() > 1) {
        row.add(
            "staff.advisers", "users-group",
            label(c.frame, "staff.advisers", {{"n", static_cast<std::int64_t>(slot.free.size())}}),
            ButtonLook::Outlined);
    }
    add_language(row, c, desk);
    row.add("staff.give", "calendar-check",
            label(c.frame, desk.is_moving() ? "staff.move_here" : "staff.give"),
            ButtonLook::Primary);
}

/// Who of those who are free at that time.
void draw_advisers(Column& c, const Desk& desk) {
    if (!desk.slot()) {
        return;
    }
    heading(c, "staff.title", words(c.frame, day_and_time(c.frame, desk.slot()->local)));
    text(c, "staff.explain", label(c.frame, "staff.adviser_title"), 34, false, c.p().muted);
    c.y += c.m().px(24);
    for (const std::string& id : desk.slot()->free) {
        Row row(c);
        row.add("staff.adviser." + id, {}, words(c.frame, place_of(desk, id)),
                id == desk.adviser() ? ButtonLook::Primary : ButtonLook::Outlined);
    }
}

void draw_step_buttons(Column& c) {
    Row row(c);
    row.add("staff.earlier", "chevron-left", label(c.frame, "staff.earlier"), ButtonLook::Outlined);
    row.add("staff.later", "chevron-right", label(c.frame, "staff.later"), ButtonLook::Outlined);
    row.add("staff.next_free", "calendar-check", label(c.frame, "staff.next_free"),
            ButtonLook::Outlined);
}

/// The page of the visitor's that was on the screen before.
void draw_page_offer(Column& c, const Desk& desk) {
    if (!desk.page_title().empty()) {
        Row row(c);
        row.add("staff.page", "printer",
                label(c.frame, "staff.page", {{"what", std::string_view(desk.page_title())}}),
                ButtonLook::Outlined);
    }
}

/// What is beside the week where the screen is wide: the week has the whole height then.
void draw_side(Column& c, const Desk& desk) {
    if (const Appointment* moved = desk.is_moving() ? desk.chosen() : nullptr) {
        text(c, "staff.title",
             label(c.frame, "staff.moving_title", {{"what", std::string_view(moved->number)}}), 38,
             true, c.p().ink, Role::Heading);
        c.y += c.m().px(16);
    } else {
        draw_services(c, desk);
    }
    draw_step_buttons(c);
    if (desk.slot() && !desk.is_waiting()) {
        c.y += c.m().px(8);
        draw_chosen_slot(c, desk);
    } else {
        draw_page_offer(c, desk);
    }
}

void draw_week(Column& c, const Desk& desk) {
    if (c.m().landscape) {
        draw_grid(c, desk);
        return;
    }
    if (const Appointment* moved = desk.is_moving() ? desk.chosen() : nullptr) {
        heading(c, "staff.title",
                label(c.frame, "staff.moving_title", {{"what", std::string_view(moved->number)}}));
    } else {
        heading(c, "staff.title", label(c.frame, "staff.week_title"));
    }
    if (!desk.is_moving()) {
        draw_services(c, desk);
    }
    draw_step_buttons(c);
    draw_grid(c, desk);
    draw_page_offer(c, desk);
}

std::string_view state_key(const Appointment& appointment) {
    switch (appointment.state) {
    case State::Requested:
        return "staff.state_requested";
    case State::Confirmed:
        return appointment.kind == content::appointments::Kind::WalkIn ? "staff.state_walk_in"
                                                                       : "staff.state_confirmed";
    case State::Refused:
        return "staff.state_refused";
    case State::Cancelled:
        return "staff.state_cancelled";
    }
    return "staff.state_requested";
}

void draw_appointment(Column& c, const Desk& desk, const Appointment& one) {
    const Metrics& m = c.m();
    const Palette& p = c.p();
    const bool chosen = desk.chosen() != nullptr && desk.chosen()->id == one.id;
    const std::string id = "staff.appointment." + one.number;
    const Rect card{c.x, c.y, c.width, m.px(120)};
    draw_card(c.frame, id, card, m.px(24));
    if (chosen) {
        c.frame.canvas.border(card, p.primary, m.px(6), m.px(24));
    }
    const Label number = words(c.frame, one.number);
    const Label line = words(c.frame, time_of(c.frame, content::german_time(one.start)) + " · " +
                                          service_name(desk, one.service));
    const content::Language& language = c.frame.shelf.language(one.language);
    const bool is_old = one.told && *one.told != content::appointments::Told{one.state, one.start};
    Label state = label(c.frame, state_key(one));
    if (is_old) {
        state.text += " · " + label(c.frame, "staff.slip_old").text;
    }
    draw_text(c.frame, {}, number, card.x + m.px(28), card.y + m.px(34), m.px(150),
              {.size = m.px(40), .bold = true, .colour = p.primary, .max_lines = 1});
    const float x = card.x + m.px(190);
    const float width = card.width - m.px(220);
    draw_text(c.frame, {}, line, x, card.y + m.px(16), width,
              {.size = m.px(32), .bold = true, .colour = p.ink, .max_lines = 1});
    draw_text(
        c.frame, {}, words(c.frame, state.text + " · " + language.endonym), x, card.y + m.px(66),
        width,
        {.size = m.px(28), .bold = is_old, .colour = is_old ? p.ink : p.muted, .max_lines = 1});
    add_node(c.frame, Role::Button, id, number, card,
             one.number + ", " + line.text + ", " + state.text);
    c.y = card.bottom() + m.px(16);
    if (!chosen) {
        return;
    }
    if (desk.asks_to_cancel()) {
        text(c, "staff.cancel_question",
             label(c.frame, "staff.cancel_question", {{"what", std::string_view(one.number)}}), 34,
             true, p.ink);
        c.y += m.px(12);
        Row row(c);
        row.add("staff.cancel_really", "x", label(c.frame, "staff.cancel_really"),
                ButtonLook::Primary);
        row.add("staff.keep", "arrow-back-up", label(c.frame, "staff.keep"), ButtonLook::Outlined);
        return;
    }
    Row row(c);
    row.add("staff.print_again", "printer", label(c.frame, "staff.print_again"),
            ButtonLook::Outlined);
    if (one.is_active() && one.kind == content::appointments::Kind::Appointment) {
        row.add("staff.move", "calendar-check", label(c.frame, "staff.move"), ButtonLook::Outlined);
    }
    if (one.is_active()) {
        row.add("staff.cancel", "x", label(c.frame, "staff.cancel"), ButtonLook::Outlined);
    }
}

void draw_day(Column& c, const Desk& desk) {
    heading(c, "staff.title", words(c.frame, content::format_day(desk.day(), c.frame.strings)));
    {
        Row row(c);
        row.add("staff.earlier", "chevron-left", label(c.frame, "staff.day_before"),
                ButtonLook::Outlined);
        row.add("staff.later", "chevron-right", label(c.frame, "staff.day_after"),
                ButtonLook::Outlined);
    }
    {
        Row row(c);
        add_language(row, c, desk);
        row.add("staff.walk_in", "printer", label(c.frame, "staff.walk_in"), ButtonLook::Primary);
    }
    const auto all = desk.book().of_day(desk.day());
    if (all.empty()) {
        text(c, "staff.no_appointments", label(c.frame, "staff.no_appointments"), 36, false,
             c.p().muted);
    }
    for (const Appointment* one : all) {
        draw_appointment(c, desk, *one);
    }
}

void draw_languages(Column& c, const Desk& desk) {
    heading(c, "staff.title", label(c.frame, "staff.language_title"));
    Row row(c);
    for (const content::Language& language : c.frame.shelf.languages()) {
        row.add("staff.slip_language." + language.tag, {}, {language.endonym, &language},
                language.tag == desk.slip_language() ? ButtonLook::Primary : ButtonLook::Outlined);
    }
}

// --- The slip ---

void draw_slip(Column& c, const Desk& desk, float view_height) {
    const Metrics& m = c.m();
    const Printing* printing = c.frame.printing;
    SlipPreview* preview = printing != nullptr ? printing->preview : nullptr;
    const float top = c.y;
    const Column whole = c;
    if (m.landscape) { // words beside the paper
        c.width = std::round(c.width * 0.42F);
    }
    if (desk.slip()) {
        heading(
            c, "staff.title",
            label(c.frame, "staff.slip_title", {{"what", std::string_view(desk.slip()->number)}}));
    } else {
        heading(c, "staff.title",
                desk.slip_of() == SlipOf::Test ? label(c.frame, "staff.test_print")
                                               : words(c.frame, desk.page_title()));
    }
    {
        c.scale = 0.82F;
        Row row(c);
        if (desk.slip_of() == SlipOf::Appointment) {
            row.add("staff.visitor_name", "id", label(c.frame, "staff.visitor_name"),
                    ButtonLook::Outlined);
        }
        row.add("staff.letters", "text-size", label(c.frame, "print.larger"),
                desk.large_letters() ? ButtonLook::Primary : ButtonLook::Outlined);
        if (preview != nullptr) {
            row.add("slip.zoom", preview->zoomed() ? "zoom-out" : "zoom-in",
                    label(c.frame, preview->zoomed() ? "print.zoom_out" : "print.zoom_in"),
                    ButtonLook::Outlined);
        }
    }
    c.scale = 1;
    if (printing == nullptr || !printing->enabled) {
        text(c, "staff.no_printer", label(c.frame, "staff.no_printer"), 34, true, c.p().ink);
        c.y += m.px(16);
    }
    if (preview == nullptr) {
        text(c, "staff.no_slip", label(c.frame, "print.failed"), 34, true, c.p().ink);
        return;
    }
    float x = c.x;
    float y = c.y;
    float width = c.width;
    if (m.landscape) {
        x = c.x + c.width + m.px(40);
        y = top;
        width = whole.x + whole.width - x;
    }
    const float most = std::max(m.px(480), view_height - (y - top) - m.px(28 + 48));
    c.y = std::max(c.y, y + preview->draw(c.frame, x, y, width, most));
    c.width = whole.width;
}

/// The keys stand at the foot.
void draw_name(Column& c, const Desk& desk) {
    const Metrics& m = c.m();
    heading(c, "staff.title", label(c.frame, "staff.visitor_name"));
    text(c, "staff.explain", label(c.frame, "staff.visitor_name_explain"), 34, false, c.p().muted);
    c.y += m.px(24);
    const Rect field{c.x, c.y, c.width, m.px(110)};
    c.frame.canvas.fill(field, c.p().surface, m.px(28));
    c.frame.canvas.border(field, c.p().primary, m.px(4), m.px(28));
    const Label typed{desk.name().typing.text(), &c.frame.shelf.language(desk.slip_language())};
    if (!typed.text.empty()) {
        draw_text_centred(
            c.frame, typed, {field.x + m.px(32), field.y, field.width - m.px(64), field.height},
            {.size = fitting_size(c.frame, typed, m.px(44), m.px(24), field.width - m.px(64)),
             .bold = true,
             .colour = c.p().ink,
             .max_lines = 1});
    }
    add_node(c.frame, Role::Text, "staff.name_field", typed, field, Spoken{.is_private = true});
    c.y = field.bottom() + m.px(24);
}

const content::Keyboard& keys_of(const Desk& desk, Shelf& shelf) {
    return shown_keyboard(desk.name(), shelf.keyboard(desk.slip_language()),
                          shelf.latin_keyboard());
}

void draw_name_keys(Frame& frame, const Desk& desk, const Rect& area) {
    const content::Keyboard* own = frame.shelf.keyboard(desk.slip_language());
    draw_keyboard(frame, area, keys_of(desk, frame.shelf),
                  {.input = desk.name(),
                   .language = frame.shelf.language(desk.slip_language()),
                   .has_own = own != nullptr && own->script != "Latn",
                   .enter = "staff.name_done",
                   .enter_icon = "check",
                   .enter_label = "staff.name_done"});
}

// --- System ---

void draw_system(Column& c, const Desk& desk) {
    heading(c, "staff.title", label(c.frame, "staff.system_title"));
    if (!desk.can_book()) {
        c.y = draw_remark(c.frame, "staff.no_booking", "alert-triangle",
                          label(c.frame, "staff.no_booking"), c.y) +
              c.m().px(16);
    } else {
        for (const std::string& problem : desk.book().problems()) {
            text(c, "staff.problem", words(c.frame, problem), 28, false, c.p().muted);
        }
    }
    const auto part = [&c](std::string_view id) {
        text(c, id, label(c.frame, id), 40, true, c.p().ink, Role::Heading);
        c.y += c.m().px(12);
    };
    part("staff.content");
    {
        Row row(c);
        row.add("staff.ask_update", "refresh", label(c.frame, "staff.ask_update"),
                ButtonLook::Outlined);
        row.add("staff.ask_stick", "plus", label(c.frame, "staff.ask_stick"), ButtonLook::Outlined);
        row.add("staff.ask_rollback", "arrow-back-up", label(c.frame, "staff.ask_rollback"),
                ButtonLook::Outlined);
    }
    part("staff.printer");
    {
        Row row(c);
        row.add("staff.test_print", "printer", label(c.frame, "staff.test_print"),
                ButtonLook::Outlined);
    }
    part("staff.people_part");
    {
        Row row(c);
        row.add("staff.people", "users-group", label(c.frame, "staff.people"),
                ButtonLook::Outlined);
        row.add("staff.language", "language", label(c.frame, "staff.other_language"),
                ButtonLook::Outlined);
    }
}

void draw_people(Column& c, const Desk& desk) {
    heading(c, "staff.title", label(c.frame, "staff.people"));
    for (const Person& person : desk.accounts().people()) {
        const std::string number = (person.number < 10 ? "0" : "") + std::to_string(person.number);
        text(c, "staff.person." + number,
             label(c.frame, "staff.person", {{"what", std::string_view(number)}}), 36, true,
             c.p().ink);
        Row row(c);
        row.add("staff.pin_of." + std::to_string(person.number), "lock-open",
                label(c.frame, "staff.new_pin"), ButtonLook::Outlined);
        if (desk.person() != nullptr && desk.person()->number != person.number) {
            row.add("staff.remove_person." + std::to_string(person.number), "x",
                    label(c.frame, "staff.remove_person"), ButtonLook::Outlined);
        }
    }
    Row row(c);
    row.add("staff.new_person", "plus", label(c.frame, "staff.new_person"), ButtonLook::Primary);
}

void draw_tabs(Frame& frame, const Desk& desk, const Rect& room) {
    const Metrics& m = frame.metrics;
    struct Tab {
        std::string_view id;
        std::string_view icon;
        Page page;
    };
    static constexpr std::array<Tab, 3> tabs{{{"staff.to_week", "calendar-check", Page::Week},
                                              {"staff.to_day", "clock", Page::Day},
                                              {"staff.to_system", "tools", Page::System}}};
    const float gap = m.px(16);
    const float width = std::floor((room.width - 2 * gap) / 3);
    float x = room.x;
    for (const Tab& tab : tabs) {
        if (desk.can_book() || tab.page == Page::System) {
            draw_button(frame, tab.id, tab.icon, label(frame, tab.id),
                        {x, room.y, width, room.height}, m.px(30),
                        tab.page == desk.page() ? ButtonLook::Primary : ButtonLook::Outlined);
        }
        x += width + gap;
    }
}

bool has_foot(const Metrics& m, const Desk& desk) {
    return (desk.page() == Page::Week && !m.landscape && desk.slot() && !desk.is_waiting()) ||
           desk.page() == Page::Slip;
}

/// On a wide screen the tabs stand in the bar itself.
float tabs_below(const Metrics& m, const Desk& desk) {
    return desk.is_unlocked() && !m.landscape ? m.px(108) : 0;
}

} // namespace

float foot_height(const Metrics& metrics, const Desk& desk, Shelf& shelf) {
    if (desk.page() == Page::Name) {
        return keyboard_height(metrics, keys_of(desk, shelf));
    }
    if (!has_foot(metrics, desk)) {
        return 0;
    }
    if (desk.page() == Page::Slip) {
        return metrics.px(150);
    }
    const bool many = desk.slot() && desk.slot()->free.size() > 1;
    return metrics.px(many ? 440 : 410);
}

float side_width(const Metrics& metrics, const Desk& desk) {
    return metrics.landscape && desk.page() == Page::Week ? metrics.px(640) : 0;
}

float bar_height(const Metrics& metrics, const Desk& desk) {
    return metrics.px(136 + 108) + tabs_below(metrics, desk);
}

void draw_bar(Frame& frame, const Desk& desk) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    frame.clip = {0, 0, m.screen.width, m.screen.height};
    const float height = bar_height(m, desk);
    const Rect bar{0, 0, m.screen.width, height};
    frame.canvas.fill(bar, p.paper);
    const Rect dark{0, 0, m.screen.width, m.px(136)};
    frame.canvas.fill(dark, p.ink);
    add_node(frame, Role::Bar, "bar.staff", {}, bar);
    const float icon = m.px(60);
    frame.canvas.pictogram("lock-open", {m.margin() + icon / 2, dark.center().y}, icon, p.paper);
    const Label name = label(frame, "staff.name");
    const Rect title{m.margin() + icon + m.px(20), 0, m.px(m.landscape ? 250 : 400), dark.height};
    draw_text_centred(frame, name, title,
                      {.size = m.px(40), .bold = true, .colour = p.paper, .max_lines = 1});
    add_node(frame, Role::Heading, "staff.name", name,
             {m.margin(), 0, title.right() - m.margin(), dark.height});
    const float width = m.px(280);
    const Rect close{m.screen.width - m.margin() - width, m.px(24), width, m.px(88)};
    draw_button(frame, "staff.close", "logout", label(frame, "staff.close"), close, m.px(32),
                ButtonLook::Outlined);
    if (desk.is_unlocked()) {
        const Rect across{title.right() + m.px(20), m.px(24), close.x - title.right() - m.px(60),
                          m.px(88)};
        const Rect below{m.margin(), dark.bottom() + m.px(20), m.screen.width - 2 * m.margin(),
                         m.px(88)};
        draw_tabs(frame, desk, m.landscape ? across : below);
    }
    draw_notice(frame, desk, height - m.px(96));
    if (const float side = side_width(m, desk); side > 0) {
        const Rect panel{m.screen.width - side, height, side, m.screen.height - height};
        frame.canvas.fill(panel, p.paper);
        add_node(frame, Role::Bar, "bar.side", {}, panel);
        Column c{.frame = frame,
                 .x = panel.x,
                 .width = side - m.margin(),
                 .y = panel.y + m.px(12),
                 .scale = 0.82F};
        draw_side(c, desk);
    }
    const float foot_size = foot_height(m, desk, frame.shelf);
    const Rect foot{0, m.screen.height - foot_size, m.screen.width, foot_size};
    if (desk.page() == Page::Name) {
        draw_name_keys(frame, desk, foot);
    } else if (foot_size > 0) {
        frame.canvas.fill(foot, p.surface);
        frame.canvas.fill({0, foot.y, foot.width, m.px(p.line_px)}, p.line);
        add_node(frame, Role::Bar, "bar.foot", {}, foot);
        Column c = column(frame, foot.y + m.px(28), 0);
        if (desk.page() == Page::Slip) {
            Row row(c);
            if (frame.printing != nullptr && frame.printing->enabled &&
                frame.printing->preview != nullptr) {
                row.add("staff.print", "printer", label(frame, "print.button"),
                        ButtonLook::Primary);
            }
            row.add("staff.no_print", "x", label(frame, "staff.no_print"), ButtonLook::Outlined);
        } else {
            draw_chosen_slot(c, desk);
        }
    }
}

float draw_page(Frame& frame, float scroll, const Desk& desk) {
    const Metrics& m = frame.metrics;
    const float top = bar_height(m, desk);
    const float view = m.screen.height - top - foot_height(m, desk, frame.shelf);
    Column c = column(frame, top + m.px(m.landscape ? 12 : 28) - scroll, side_width(m, desk));
    switch (desk.page()) {
    case Page::FirstPin:
    case Page::Code:
    case Page::NewPin:
        draw_lock(c, desk);
        break;
    case Page::Week:
        draw_week(c, desk);
        break;
    case Page::Day:
        draw_day(c, desk);
        break;
    case Page::Languages:
        draw_languages(c, desk);
        break;
    case Page::Advisers:
        draw_advisers(c, desk);
        break;
    case Page::Slip:
        draw_slip(c, desk, view);
        break;
    case Page::Name:
        draw_name(c, desk);
        break;
    case Page::System:
        draw_system(c, desk);
        break;
    case Page::People:
        draw_people(c, desk);
        break;
    }
    return c.y + m.px(48) + scroll - top;
}

} // namespace zugang::kiosk::staff
