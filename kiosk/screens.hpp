#pragma once

#include "content/article.hpp"
#include "content/contact.hpp"
#include "kiosk/about.hpp"
#include "kiosk/frame.hpp"

#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// Every screen draws its page scrolled by `scroll` pixels inside frame.clip and returns the height
/// of the whole page. What can be touched is in the tree; what a touch means is in visit.hpp.

/// `headline`: number of the language that welcomes.
float draw_language_screen(Frame& frame, float scroll, std::size_t headline);
/// Fills the whole screen while nobody is there; `step`: how often it has changed (see Rest).
void draw_attract_screen(Frame& frame, std::size_t step);
/// Nothing to be seen but that the machine is on.
void draw_dark_screen(Frame& frame);
float draw_home_screen(Frame& frame, float scroll);
float draw_topic_screen(Frame& frame, float scroll, std::string_view topic);
float draw_article_screen(Frame& frame, float scroll, std::string_view slug);
float draw_phase_screen(Frame& frame, float scroll, int number);
/// `land`: the one that is chosen; empty: the one that the terminal stands in, if that is known.
float draw_advice_screen(Frame& frame, float scroll, std::string_view land);
float draw_place_screen(Frame& frame, float scroll, std::string_view id);
/// `place`: "guide/node", see split_guide_place.
float draw_guide_screen(Frame& frame, float scroll, std::string_view place);
/// The slip that the visitor may print, as it will be on paper.
float draw_slip_screen(Frame& frame, float scroll);
/// What was found for what is typed; the field above it and the keyboard below it stay.
float draw_search_screen(Frame& frame, float scroll);
void draw_search_head(Frame& frame);
float search_head_height(const Metrics& metrics, bool low);
float draw_help_screen(Frame& frame, float scroll);
/// `about`: what the terminal says of its content.
float draw_about_screen(Frame& frame, float scroll, std::span<const AboutLine> about);

/// The dialog "Are you still there?" with what is left of the countdown.
void draw_still_there(Frame& frame, std::chrono::seconds left, std::chrono::seconds whole);

/// The card of a glossary term, over the page.
void draw_term_card(Frame& frame, std::string_view term);

/// The strip of the five phases; `here`: the one that is marked. Returns its height.
float draw_phase_strip(Frame& frame, float x, float y, float width, int here);

/// Title, blocks and all that belongs to an article, from y on. Returns the y below it.
float draw_article(Frame& frame, std::string_view slug, float y);

/// A list of articles as rows from y on. Returns the y below it.
float draw_article_list(Frame& frame, const std::vector<content::ArticleEntry>& entries, float y);

} // namespace zugang::kiosk
