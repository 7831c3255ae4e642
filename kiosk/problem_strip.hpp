#pragma once

#include "kiosk/frame.hpp"

#include <string_view>

namespace zugang::kiosk {

/// What a preview shows its editor beside what a visitor will see. Without frame.problems nothing
/// of it is drawn. Its words are those of zugang-content: English, from left to right on any page.

/// What is wrong with one block of an article, from y on; "" is the page as a whole and takes what
/// belongs to no block that is there. Returns the y below it.
float draw_problems_of_block(Frame& frame, const ArticlePage& page, std::string_view block,
                             float y);

/// How much is wrong in all, in a corner of the page; leads to the list.
void draw_problem_count(Frame& frame, const Rect& view);

/// The list of all problems, errors first. A page, as in screens.hpp.
float draw_problem_screen(Frame& frame, float scroll);

} // namespace zugang::kiosk
