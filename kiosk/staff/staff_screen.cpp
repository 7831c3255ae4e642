#include "kiosk/staff/staff_screen.hpp"

#include "content/hours.hpp"
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

    const Metrics& m() const { return frame.metrics; }
    const Palette& p() const { return frame.palette; }
};

Label words(Frame& frame, std::string text) {
    return {std::move(text), &frame.language};
}

float text(Column& c, std::string_view id, const Label& what, float size, bool bold, Colour colour,
           Role role = Role::Text) {
    const float height = draw_text(c.frame, id, what, c.x, c.y, c.width,
                                   {.size = c.m().text(size),
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

Column column(Frame& frame, float y) {
    const Metrics& m = frame.metrics;
    const float width = std::min(m.screen.width - 2 * m.margin(), m.px(1320));
    return {.frame = frame, .x = std::round((m.screen.width - width) / 2), .width = width, .y = y};
}

/// Buttons side by side, as wide as their words, wrapping.
class Row {
  public:
    explicit Row(Column& column) : c_(column), x_(column.x) {}
    ~Row() { c_.y += height_ + c_.m().px(24); }
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

    void add(std::string_view id, std::string_view icon, const Label& what, ButtonLook look) {
        const float size = c_.m().text(34);
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
        height_ = std::max(c_.m().px(96), std::round(size * 2));
        draw_button(c_.frame, id, icon, what, {x_, c_.y, width, height_}, size, look);
        x_ += width + c_.m().px(16);
    }

  private:
    Column& c_;
    float x_;
    float height_ = 0;
};

/// In a place of its own: what comes while somebody aims moves nothing.
void draw_notice(Frame& frame, const Desk& desk, float y) {
    const Metrics& m = frame.metrics;
    const auto wait = desk.page() == Page::Code ? desk.wait_shown() : std::chrono::seconds(0);
    if (wait.count() == 0 && !desk.notice()) {
        return;
    }
    const Notice notice =
        wait.count() > 0 ? Notice{.kind = Notice::Kind::Busy, .key = "staff.wait"} : *desk.notice();
    const Label what =
        label(frame, notice.key,
              {{"what", std::string_view(notice.what)}, {"n", std::int64_t{wait.count()}}});
    const std::string_view icon = notice.kind == Notice::Kind::Good   ? "check"
                                  : notice.kind == Notice::Kind::Busy ? "clock"
                                                                      : "alert-triangle";
    const Palette& p = frame.palette;
    const Rect box{m.margin(), y, m.screen.width - 2 * m.margin(), m.px(84)};
    const bool bad = notice.kind == Notice::Kind::Bad;
    frame.canvas.fill(box, bad ? p.accent_soft : p.primary_soft, m.px(20));
    if (p.outlined) {
        frame.canvas.border(box, p.primary, m.px(4), m.px(20));
    }
    const Colour ink = bad ? p.on_accent_soft : p.on_primary_soft;
    const float size = m.px(44);
    frame.canvas.pictogram(icon, {box.x + m.px(24) + size / 2, box.center().y}, size, ink);
    const Rect words{box.x + m.px(88), box.y, box.width - m.px(108), box.height};
    draw_text_centred(
        frame, what, words,
        {.size = m.px(27), .bold = true, .colour = ink, .max_lines = 2, .line_height = 1.25F});
    add_node(frame, Role::Note, "staff.notice", what, box);
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
    const float gap = m.px(10);
    const float first = m.px(130);
    const float row = m.px(68);
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
                          {.size = m.px(28), .colour = p.muted, .max_lines = 1});
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
    const std::string adviser = slot.free.empty() ? std::string() : slot.free.front();
    text(c, "staff.where",
         words(c.frame, service_name(desk, desk.service()) + " · " + place_of(desk, adviser)), 34,
         false, c.p().muted);
    c.y += c.m().px(20);
    Row row(c);
    add_language(row, c, desk);
    row.add("staff.give", "printer",
            label(c.frame, desk.is_moving() ? "staff.move_here" : "staff.give"),
            ButtonLook::Primary);
}

void draw_step_buttons(Column& c) {
    Row row(c);
    row.add("staff.earlier", "chevron-left", label(c.frame, "staff.earlier"), ButtonLook::Outlined);
    row.add("staff.later", "chevron-right", label(c.frame, "staff.later"), ButtonLook::Outlined);
    row.add("staff.next_free", "calendar-check", label(c.frame, "staff.next_free"),
            ButtonLook::Outlined);
}

void draw_week(Column& c, const Desk& desk) {
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
    const Label state = label(c.frame, state_key(one));
    draw_text(c.frame, {}, number, card.x + m.px(28), card.y + m.px(34), m.px(150),
              {.size = m.px(40), .bold = true, .colour = p.primary, .max_lines = 1});
    const float x = card.x + m.px(190);
    const float width = card.width - m.px(220);
    draw_text(c.frame, {}, line, x, card.y + m.px(16), width,
              {.size = m.px(32), .bold = true, .colour = p.ink, .max_lines = 1});
    draw_text(c.frame, {}, words(c.frame, state.text + " · " + language.endonym), x,
              card.y + m.px(66), width, {.size = m.px(28), .colour = p.muted, .max_lines = 1});
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
    const auto news = desk.book().news();
    if (!news.empty()) {
        c.y = draw_remark(
                  c.frame, "staff.news", "alert-triangle",
                  label(c.frame, "staff.news", {{"n", static_cast<std::int64_t>(news.size())}}),
                  c.y) +
              c.m().px(16);
    }
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

void draw_tabs(Frame& frame, const Desk& desk, float y) {
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
    const float width = std::floor((m.screen.width - 2 * m.margin() - 2 * gap) / 3);
    float x = m.margin();
    for (const Tab& tab : tabs) {
        if (desk.can_book() || tab.page == Page::System) {
            draw_button(frame, tab.id, tab.icon, label(frame, tab.id), {x, y, width, m.px(88)},
                        m.px(30),
                        tab.page == desk.page() ? ButtonLook::Primary : ButtonLook::Outlined);
        }
        x += width + gap;
    }
}

bool has_foot(const Desk& desk) {
    return desk.page() == Page::Week && desk.slot() && !desk.is_waiting();
}

} // namespace

float foot_height(const Metrics& metrics, const Desk& desk) {
    return has_foot(desk) ? metrics.px(metrics.landscape ? 270 : 440) : 0;
}

float bar_height(const Metrics& metrics, const Desk& desk) {
    return metrics.px(desk.is_unlocked() ? 136 + 112 + 96 : 136 + 108);
}

void draw_bar(Frame& frame, const Desk& desk) {
    const Metrics& m = frame.metrics;
    const Palette& p = frame.palette;
    frame.clip = {0, 0, m.screen.width, m.screen.height};
    const Rect bar{0, 0, m.screen.width, bar_height(m, desk)};
    frame.canvas.fill(bar, p.paper);
    const Rect dark{0, 0, m.screen.width, m.px(136)};
    frame.canvas.fill(dark, p.ink);
    add_node(frame, Role::Bar, "bar.staff", {}, bar);
    const float icon = m.px(60);
    frame.canvas.pictogram("lock-open", {m.margin() + icon / 2, dark.center().y}, icon, p.paper);
    const Label name = label(frame, "staff.name");
    draw_text_centred(frame, name, {m.margin() + icon + m.px(20), 0, m.px(400), dark.height},
                      {.size = m.px(40), .bold = true, .colour = p.paper, .max_lines = 1});
    add_node(frame, Role::Heading, "staff.name", name, {m.margin(), 0, m.px(480), dark.height});
    const float width = m.px(280);
    draw_button(frame, "staff.close", "logout", label(frame, "staff.close"),
                {m.screen.width - m.margin() - width, m.px(24), width, m.px(88)}, m.px(32),
                ButtonLook::Outlined);
    if (desk.is_unlocked()) {
        draw_tabs(frame, desk, dark.bottom() + m.px(20));
    }
    draw_notice(frame, desk, dark.bottom() + m.px(desk.is_unlocked() ? 128 : 20));
    if (has_foot(desk)) {
        const float height = foot_height(m, desk);
        const Rect foot{0, m.screen.height - height, m.screen.width, height};
        frame.canvas.fill(foot, p.surface);
        frame.canvas.fill({0, foot.y, foot.width, m.px(p.line_px)}, p.line);
        add_node(frame, Role::Bar, "bar.foot", {}, foot);
        Column c = column(frame, foot.y + m.px(28));
        draw_chosen_slot(c, desk);
    }
}

float draw_page(Frame& frame, float scroll, const Desk& desk) {
    const Metrics& m = frame.metrics;
    const float top = bar_height(m, desk);
    Column c = column(frame, top + m.px(28) - scroll);
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
