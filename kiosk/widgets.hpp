#pragma once

#include "kiosk/frame.hpp"

#include <string>
#include <string_view>

namespace zugang::kiosk {

/// How a text is set and what it is.
struct TextLook {
    float size = 36; ///< pixels
    bool bold = false;
    Colour colour{};
    fonts::Align align = fonts::Align::Start; ///< Start: where the page's lines start, whatever the
                                              ///< language of the text
    int max_lines = 0;
    float line_height = 0;
    Role role = Role::Text;
    bool own_side = false; ///< Start is where the text's own language starts
    bool spelled = false;  ///< a telephone number: said digit by digit, in the visitor's language
};

/// Height that the text will have.
float text_height(Frame& frame, const Label& label, float width, const TextLook& look);

/// Draws a text with its top left corner at (x, y), adds a node where `id` is not empty, and
/// returns its height.
float draw_text(Frame& frame, std::string_view id, const Label& label, float x, float y,
                float width, const TextLook& look);

/// The largest size, from `size` down to `least`, at which the text stands in one line so wide.
float fitting_size(Frame& frame, const Label& label, float size, float least, float width);

/// The same text so small that it is no higher: lines of Nastaliq are twice as high as others.
TextLook no_higher(Frame& frame, const Label& label, TextLook look, float width, float height);

/// Draws a text in the vertical middle of a box.
void draw_text_centred(Frame& frame, const Label& label, const Rect& box, const TextLook& look);

/// The ground of something that can be touched: surface, border and pressed state.
void draw_card(Frame& frame, std::string_view id, const Rect& rect, float radius);

/// A pictogram in white on a rounded ground of a colour.
void draw_icon_box(Frame& frame, std::string_view icon, const Rect& rect, float radius,
                   float icon_size, Colour ground, Colour ink);

/// A round button of the top bar.
void draw_round_button(Frame& frame, std::string_view id, std::string_view icon, const Rect& rect,
                       const Label& label, bool active, std::string_view speak);

/// The size of a chip that says this, at most so wide; it grows with the text size.
Size chip_size(Frame& frame, const Label& label, float width);

/// A small pill that says something, with a pictogram.
void draw_chip(Frame& frame, std::string_view id, Role role, std::string_view icon,
               const Label& label, const Rect& rect, Colour ground, Colour ink);

/// A wide button with a pictogram and a text; filled with the primary colour or outlined.
enum class ButtonLook { Primary, Outlined };
void draw_button(Frame& frame, std::string_view id, std::string_view icon, const Label& label,
                 const Rect& rect, float size, ButtonLook look);

/// A row of a list that leads somewhere: pictogram, title, arrow. Returns its height.
float draw_link_row(Frame& frame, std::string_view id, std::string_view icon, const Label& title,
                    Colour hue, float x, float y, float width);

/// A topic's colour in the theme.
Colour hue(const Frame& frame, std::string_view topic);

} // namespace zugang::kiosk
