#pragma once

#include "content/text.hpp"
#include "kiosk/frame.hpp"

#include <string_view>

namespace zugang::kiosk {

/// How a text with marks is set.
struct RichLook {
    float size = 35;
    bool bold = false;
    Colour colour{};
    Colour accent{}; ///< telephone numbers, terms and links
    float line_height = 0;
    fonts::Align align = fonts::Align::Start;
    std::string_view lead{}; ///< said before the text, see Node
};

float rich_height(Frame& frame, const content::Text& text, const content::Language& language,
                  float width, const RichLook& look);

/// Draws a text with bold words, numbers, glossary terms (underlined; node "term.<id>") and links
/// to articles (node "article.<slug>"). Adds a node for the text itself where `id` is not empty.
/// Returns its height.
float draw_rich(Frame& frame, std::string_view id, Role role, const content::Text& text,
                const content::Language& language, float x, float y, float width,
                const RichLook& look);

} // namespace zugang::kiosk
