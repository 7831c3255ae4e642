#pragma once

#include "content/contact.hpp"
#include "content/language.hpp"
#include "kiosk/frame.hpp"

#include <string_view>

/// Parts that several pages are made of. Each draws from y on and returns the y below it.
namespace zugang::kiosk {

/// The heading of a part of a page, with space above it.
float draw_section(Frame& frame, std::string_view id, std::string_view key, float y);

/// A line that says something about the text itself, with a pictogram.
float draw_remark(Frame& frame, std::string_view id, std::string_view icon, const Label& text,
                  float y);

/// "This page is not there in your language yet. You see it in ..."
float draw_missing_note(Frame& frame, std::string_view id, const content::Language& shown, float y);

/// The card of an office or a number: name, telephone, web, hours.
float draw_contact(Frame& frame, const content::Contact& contact, float x, float y, float width);

/// "There is nothing here yet", where a page is not there, or empty.
float draw_nothing(Frame& frame, std::string_view id, float y);

/// "Ask at the counter": the way to a human.
float draw_ask(Frame& frame, float y);

/// The button that leads away from a discreet page, and what it does.
float draw_quick_exit(Frame& frame, float y);

/// What a page begins with: a pictogram on its ground, the title, and a line below it (may be
/// empty), nodes `id` and `id`_below.
float draw_page_head(Frame& frame, std::string_view id, std::string_view icon, Colour ground,
                     const Label& title, const Label& below, float y);

} // namespace zugang::kiosk
