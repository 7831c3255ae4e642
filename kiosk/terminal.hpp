#pragma once

#include "content/date.hpp"
#include "content/problems.hpp"
#include "fonts/glyph_atlas.hpp"
#include "kiosk/about.hpp"
#include "kiosk/article_pictures.hpp"
#include "kiosk/canvas.hpp"
#include "kiosk/damage.hpp"
#include "kiosk/emergency_page.hpp"
#include "kiosk/local_time.hpp"
#include "kiosk/narration.hpp"
#include "kiosk/pages.hpp"
#include "kiosk/pixel_shift.hpp"
#include "kiosk/plug.hpp"
#include "kiosk/print/printing.hpp"
#include "kiosk/print/slip.hpp"
#include "kiosk/rest.hpp"
#include "kiosk/scroll.hpp"
#include "kiosk/shelf.hpp"
#include "kiosk/standpoint.hpp"
#include "kiosk/touch.hpp"
#include "kiosk/tree.hpp"
#include "kiosk/visit.hpp"
#include "kiosk/voice_state.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ImDrawList;

namespace zugang::kiosk::staff {
class Desk;
struct Centre;
} // namespace zugang::kiosk::staff

namespace zugang::kiosk {

class DayCounts;
class HealthFile;
class SlipPress;
class UnfoundWords;

/// When a visit without a touch ends.
struct IdleTimes {
    std::chrono::seconds before_warning{90};
    std::chrono::seconds countdown{30};
};

/// The terminal without a window: touches go in, frames and the tree of what is seen come out. Time
/// is an argument, so that tests and tours run on a clock of their own.
class Terminal {
  public:
    /// What the terminal's clock shows.
    using Clock = std::function<LocalTime()>;
    /// One line for the log.
    using Log = std::function<void(const std::string&)>;

    /// `status_file`: status.json of zugang-sync, read whenever the about screen opens.
    Terminal(std::filesystem::path content_folder, Size screen, IdleTimes idle, Clock clock,
             Log log, std::filesystem::path status_file = {}, Standpoint standpoint = {});
    ~Terminal();

    /// Of what the screen is made; without it a panel of 24 inches is taken.
    void set_panel(const Panel& panel);

    /// What it does when nobody is there; without it nothing.
    void set_rest(const Rest& rest);
    /// What visits begin with. Before the first one.
    void set_contrast(Contrast usual);
    /// Nothing moves without a finger that moves it.
    void set_reduced_motion(bool on);

    /// The staff's side; nullptr: there is none. Must outlive the terminal.
    void set_staff(staff::Desk* desk) { desk_ = desk; }
    /// The printer; nullptr: there is none. Must outlive the terminal.
    void set_printer(SlipPress* press) { slip_press_ = press; }

    /// Counts what people look for and do not find; nullptr: nobody does. Must outlive the
    /// terminal.
    void set_unfound_words(UnfoundWords* words) { unfound_words_ = words; }
    /// Counts what people look at; nullptr: nobody does. Must outlive the terminal.
    void set_counts(DayCounts* counts) { counts_ = counts; }
    /// Is told how printer and speech are, between visits; nullptr: nobody is. Must outlive the
    /// terminal.
    void set_health(HealthFile* health) { health_ = health; }
    /// As the voice has found out.
    void set_voice_state(VoiceState state) { voice_state_ = state; }

    /// From now on for an editor: visits never end by themselves, and what is wrong with the pages
    /// stands on them. `problems`: the file that zugang-content writes; it need not be there yet.
    void begin_preview(std::filesystem::path problems);
    /// A new visit that is in this language and at this article; empty: not yet.
    void open(std::string_view language, std::string_view article, Instant now);
    /// In a preview: takes up new content and problems; the visit, its page and place go on.
    void renew(Instant now);

    /// How much of the page is out of sight, how much of it can be seen, and where to be on it.
    float hidden_px() const { return scroll_.range(); }
    float seen_px() const { return view_of_page(metrics()).height; }
    void scroll_to(float offset_px);

    void resize(Size screen);
    void touch(const Touch& touch);
    /// A touch panel was unplugged: whatever was on it is not any more, and has tapped nothing.
    void lift_fingers();
    void wheel(float distance_px, Instant now);
    /// Text from a keyboard: what is looked for, where somebody looks for something.
    void type(std::string_view utf8, Instant now);
    /// The key above Enter, of a keyboard or a number pad: takes away a letter where somebody looks
    /// for something. False where it means what it means elsewhere: they are not, or they listen
    /// and find their way by keys.
    bool backspace(Instant now);
    /// Ends the visit and forgets it.
    void reset(Instant now);

    /// How it speaks; before the first visit.
    void set_speech(const SpeechSettings& settings);
    /// A key of the keypad. `held`: it was not let go since it came last.
    void key(Key key, bool held, Instant now);
    /// Plugging in starts speech from any screen; pulling out ends it.
    void set_headphones(Plug plug, Instant now);
    /// What the voice says of itself.
    void hear(const VoiceEvent& event, Instant now);
    /// For the voice; each order is handed over once.
    std::vector<Order> take_orders() { return narration_.speech.take_orders(); }
    const Narration& narration() const { return narration_; }
    /// Every text that is on the page, its parts out of sight and the bars included: what those who
    /// listen must be able to hear.
    std::vector<std::string> page_texts();

    /// Does what is due: glides, countdown, end of the visit, looking for content.
    void advance(Instant now);
    /// Has anything changed since the last frame?
    bool needs_frame() const { return needs_frame_; }
    /// When something will change by itself; no value: not before somebody touches it.
    std::optional<Instant> wake_at() const;

    /// Draws one frame. The list must be empty.
    void draw(ImDrawList& list, Instant now);

    /// How far the whole frame is to be moved, in pixels.
    Point shift() const { return pixel_shift_.offset(); }

    /// Of the last frame: where in the list the page is that scrolls. No value: nothing does.
    const std::optional<PagePart>& page_part() const { return page_part_; }

    const Tree& tree() const { return tree_; }
    /// {"state","language","screen","id","scroll","nodes"}: where the visit is, and its tree.
    std::string screen_json() const;
    const Visit& visit() const { return visit_; }
    bool has_content() const { return shelf_ != nullptr; }
    fonts::GlyphAtlas& atlas();
    const ArticlePictures& article_pictures() const { return press_->article_pictures; }
    /// Called on another thread when a picture has been decoded; before the first frame.
    void set_wake(std::function<void()> wake) { wake_ = std::move(wake); }
    /// Until every picture that the last frame asked for is there: for tours, which go on a clock
    /// of their own.
    void wait_for_pictures() { press_->article_pictures.wait(); }
    /// Texts of the last frame that ended in an ellipsis.
    const std::vector<std::string>& cut_texts() const { return press_->canvas.cut_texts(); }

  private:
    struct Press {
        fonts::FontSet fonts;
        Typography typography;
        fonts::GlyphAtlas atlas;
        Pictograms pictograms;
        ArticlePictures article_pictures;
        Canvas canvas;
        Press(fonts::FontSet set, Pictograms::Locate locate, ArticlePictures::Locate locate_media,
              std::function<void()> picture_ready, Size screen);
    };

    struct Preview {
        std::filesystem::path file;
        std::vector<content::Problem> problems;
    };

    /// A block that stays where it is on the screen, whatever is new above it.
    struct Anchor {
        std::string id; ///< of its node
        float y = 0;
    };

    void read_problems();
    bool go_to_problem(std::string_view id);
    std::optional<Anchor> anchor() const;
    void drop_anchor();
    void hold_anchor();
    void go_to_place(struct Frame& frame, const Place& place);
    void open_content(Instant now);
    void take_up_new_content(Instant now);
    void show_emergency_page();
    std::function<void()> picture_ready();
    void draw_frame(ImDrawList& list, Instant now);
    void set_what_waits();
    void gesture(const Gesture& gesture, Instant now);
    void tap(const std::string& id, Instant now);
    void page_by(float fraction, Instant now);
    void note_activity(Instant now);
    Instant due_at() const;
    bool warning(Instant now) const;
    bool beside_dialog(Point at) const;
    bool covered() const; ///< a dialog or a card lies over the page
    bool held(Instant now) const;
    bool idle_timer_runs() const;
    bool nobody() const; ///< the screen of languages, and no visit has begun
    bool headline_turns() const;
    LocalTime local_now() const;
    Metrics metrics() const;
    float draw_page(struct Frame& frame, float scroll);
    void draw_bars(struct Frame& frame);  ///< that stay while the page scrolls
    void draw_cards(struct Frame& frame); ///< over the page
    void draw_search_keys(struct Frame& frame);
    const content::Keyboard& keyboard() const;
    bool act_on_search(const std::string& id, Instant now);
    void settle_search();
    void count_page();
    void see_health(Instant now);
    void settle_search_after_pause(Instant now);
    void remember_place();
    struct Frame frame_of_page(const Metrics& metrics);
    Rect view_of_page(const Metrics& metrics) const;
    bool mirrored() const;
    void open_about();
    void open_staff(Instant now);
    void advance_staff(Instant now);
    std::string meaning_of(const std::string& id);

    // terminal_slip.cpp
    void advance_slip();
    void lay_out_slip();
    void drop_slip();
    void follow_printer();
    bool act_on_slip(const std::string& id, Instant now);
    bool zoom_slip(Point at);
    staff::Centre centre();
    std::optional<Slip> slip_of_page(std::string_view id, const std::string& language);
    std::string printable_page(std::string& title);
    std::optional<Slip> staff_slip();
    void see_printing();

    // terminal_speech.cpp
    void follow_place();
    void announce();
    void read_stops();
    std::string place_name() const;
    void start_reading(Reading reading);
    void stop_reading();
    void say_focus(std::vector<Utterance> before = {});
    void say_asides(std::initializer_list<std::string_view> keys);
    void give_voices(std::vector<Utterance>& utterances);
    std::vector<Utterance> utterances_at(const Stop& stop);
    bool say_recording(const Node& node, std::vector<Utterance>& out);
    bool say_recording(const std::vector<content::Recording>& recordings, std::string_view block,
                       std::string_view text, const Node& node, std::vector<Utterance>& out);
    void show_focus();
    void follow_word(const Rect& word, Rect view);
    void read_next();
    void read_on_from_start();
    bool read_on_at(Point at);
    void say_details();
    void say_sorry();
    std::string_view spoken_language() const;
    bool has_voice() const;
    bool page_can_be_said();
    const ArticlePage* article_here();
    const GuidePage* guide_here();
    bool is_passed_over(const Node& node) const;
    void ok(Instant now);
    void say_what_is_typed();
    void change_volume(int steps);
    void change_speed(int steps);
    bool act_on_speech(std::string_view id, Instant now);
    std::chrono::seconds idle_time() const;
    Utterance interface_aside(std::string_view key);

    std::filesystem::path folder_;
    std::filesystem::path status_file_;
    Size screen_;
    Panel panel_;
    Rest rest_;
    PixelShift pixel_shift_;
    IdleTimes idle_;
    Clock clock_;
    Log log_;
    std::function<void()> wake_;
    Standpoint standpoint_; ///< as configured

    staff::Desk* desk_ = nullptr;
    SlipPress* slip_press_ = nullptr;
    Printing printing_;          ///< for the frame that is drawn
    std::string laid_out_;       ///< of what the preview is; empty: of nothing
    std::string page_for_staff_; ///< see printable_page: where the visitor was when staff came
    UnfoundWords* unfound_words_ = nullptr;
    DayCounts* counts_ = nullptr;
    HealthFile* health_ = nullptr;
    VoiceState voice_state_ = VoiceState::Ready;
    Instant ask_printer_{};        ///< when it is asked how it is
    Place counted_;                ///< the page that count_page() saw last
    std::string counted_language_; ///< and in which language
    Instant typed_at_{};           ///< when the text that is looked for became what it is

    std::optional<Instant> brand_since_; ///< a finger rests on the brand

    std::unique_ptr<Shelf> shelf_; ///< nullptr: the emergency page is shown
    std::unique_ptr<Pages> pages_;
    std::unique_ptr<Press> press_;
    OutOfService why_ = OutOfService::FirstStart; ///< there is no content
    std::string problem_;                         ///< why there is no content, as last logged
    Instant look_again_{};

    Visit visit_;
    std::vector<AboutLine> about_; ///< as it was when the about screen opened
    Tree tree_;
    Narration narration_;
    Gestures gestures_;
    Scroll scroll_;
    std::optional<PagePart> page_part_;
    std::optional<Place> restore_; ///< where on the page to be once its length is known
    std::optional<Anchor> anchor_; ///< of the next frame
    std::optional<Preview> preview_;
    std::optional<Instant> changes_at_; ///< what is on the screen is true until then
    std::string pressed_;
    Instant last_activity_{};
    Instant pressed_at_{};
    Instant headline_since_{};
    std::size_t headline_ = 0;
    std::chrono::seconds shown_seconds_{-1};
    Contrast usual_contrast_ = Contrast::Normal;
    bool reduced_motion_ = false;
    bool needs_frame_ = true;
    bool swallow_ = false;     ///< the finger that is down only woke the terminal
    bool has_actions_ = false; ///< of the page that was drawn last
    bool waiting_ = false;     ///< texts below what is seen are not set yet
};

} // namespace zugang::kiosk
