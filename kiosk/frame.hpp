#pragma once

#include "content/date.hpp"
#include "content/problems.hpp"
#include "content/strings.hpp"
#include "kiosk/canvas.hpp"
#include "kiosk/local_time.hpp"
#include "kiosk/narration.hpp"
#include "kiosk/pages.hpp"
#include "kiosk/shelf.hpp"
#include "kiosk/theme.hpp"
#include "kiosk/tree.hpp"
#include "kiosk/visit.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::kiosk {

struct Printing;

/// What a screen needs to draw itself once. Lives during one frame.
struct Frame {
    Canvas& canvas;
    Tree& tree;
    const Metrics& metrics;
    const Palette& palette;
    Shelf& shelf;
    Pages& pages;
    ArticlePictures& article_pictures;
    const Visit& visit;
    const content::Language& language; ///< of the visitor
    const content::Strings& strings;   ///< in that language
    content::Date today;
    LocalTime now;            ///< its day is today
    std::string_view pressed; ///< id of the node under the finger, empty: none
    std::string_view focused; ///< id of the node with the focus, empty: none
    Rect clip;                ///< what of the screen is not covered, in layout coordinates
    /// Of a preview; nullptr: a terminal for visitors.
    const std::vector<content::Problem>* problems = nullptr;
    const Printing* printing = nullptr;   ///< nullptr: nothing is printed here
    const Narration* narration = nullptr; ///< what is read aloud; nullptr: nothing
    Rect* spoken_word = nullptr;          ///< where the word that is said is drawn goes here
    std::optional<content::LocalTime> changes_at{}; ///< something that is seen is true until then
    float sure_until = 0; ///< what begins below this y is out of sight: its length may be estimated

    bool is_pressed(std::string_view id) const { return !id.empty() && pressed == id; }
};

/// An interface string and the language it was found in.
struct Label {
    std::string text;
    const content::Language* language = nullptr;
};

Label label(const Frame& frame, std::string_view key);
Label label(const Frame& frame, std::string_view key,
            const std::vector<content::Argument>& arguments);

/// What of a node is said in another way than it is seen.
struct Spoken {
    std::string_view speak{};         ///< instead of the label
    std::string_view lead{};          ///< before it
    std::vector<Stretch> stretches{}; ///< offsets in the text of the label, with its soft hyphens
    bool is_private = false;
};

/// Adds a node for a rectangle of the layout, cut to what is visible; nothing where it cannot be
/// seen at all.
void add_node(Frame& frame, Role role, std::string id, const Label& label, const Rect& rect,
              std::string_view speak = {});
void add_node(Frame& frame, Role role, std::string id, const Label& label, const Rect& rect,
              const Spoken& spoken);

/// The same for what a picture covers of a rectangle.
void add_shape(Frame& frame, std::string id, const Label& label, const Rect& rect,
               std::shared_ptr<const Shape> shape, std::string_view speak);

/// Something that is seen is true until then.
void note_change(Frame& frame, const content::LocalTime& at);

/// What follows on the page begins at `y`: out of sight it may wait for its turn (see Typography).
void begin_at(Frame& frame, float y);

/// A clip that hides nothing: of a page that is only asked what is where.
inline constexpr Rect everywhere{-1e7F, -1e7F, 2e7F, 2e7F};

/// Is any of it seen? What is not need not be drawn.
bool visible(const Frame& frame, const Rect& rect);

} // namespace zugang::kiosk
