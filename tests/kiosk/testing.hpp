#pragma once

#include "kiosk/plug.hpp"
#include "kiosk/silent_voice.hpp"
#include "kiosk/terminal.hpp"
#include "tests/kiosk/draw_context.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk::testing {

/// A folder of its own that is gone when the test ends.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Writes a state into a content folder and makes it current: the languages de, en and ar, where en
/// and ar say the same with the same letters and differ only in direction; topics, phases, articles
/// "one" (every kind of block, a term, a link) to "four". A state other than "1" has one topic
/// more: "state<name>". Topic "rights" has one article, "long", of 300 paragraphs. `title_of_work`
/// is the title of the topic "work".
void write_content(const std::filesystem::path& folder, const std::string& state = "1",
                   const std::string& title_of_work = "Text of topic.work");

/// Adds a map and advice centres to state "1" before anybody opens it. Berlin lies in a hole of
/// Brandenburg, Bremen in one of Lower Saxony, Bavaria and Saxony beside one another; Saxony has no
/// centre. Bavaria's: "near" (Mo-Fr 09:00-12:00,13:00-16:00), "far" (Tu), "silent" (no hours, no
/// phone), "always" (24/7), "nowhere" (without coordinates).
void write_places(const std::filesystem::path& folder);

/// content.db of a state.
std::filesystem::path database_of(const std::filesystem::path& folder,
                                  const std::string& state = "1");

/// A terminal with a finger in front of it and a clock of its own, but no window.
class Booth {
  public:
    explicit Booth(const std::filesystem::path& content, Size screen = {1080, 1920},
                   const std::filesystem::path& status_file = {});
    /// Its clock shows `start` at first.
    Booth(const std::filesystem::path& content, Size screen, const LocalTime& start,
          const Standpoint& standpoint, const std::filesystem::path& status_file = {});
    Booth(const Booth&) = delete;
    Booth& operator=(const Booth&) = delete;

    Terminal& terminal() { return *terminal_; }
    const Tree& tree() const { return terminal_->tree(); }
    bool shows(std::string_view id) const { return tree().find(id) != nullptr; }
    const std::vector<std::string>& log() const { return log_; }
    Instant now() const { return now_; }
    int frames() const { return frames_; }
    /// Where the last frame has letters and pictograms.
    std::vector<Rect> drawn_pictures() const;

    /// Advances and draws where a frame is due, as the loop does. True: one was drawn.
    bool frame();
    /// Sleeps and wakes as the loop does until this much time has passed. Gives up where the
    /// terminal never lets it sleep.
    void pass(Instant time);
    void touch(TouchPhase phase, Point at, std::int64_t finger = 1);
    void tap_at(Point at);
    /// Presses a key, and waits until it may be pressed again.
    void key(Key key);
    void headphones(Plug plug);
    /// Until nothing is said any more.
    void hear_out();
    /// All that was said since the last reset, as one text.
    std::string heard() const;
    /// Nothing of what was ordered reaches a voice: it is for the test to look at.
    std::vector<Order> take_orders() { return terminal_->take_orders(); }

    /// Taps the middle of a node; the test fails where it is not there or cannot be touched.
    void tap(std::string_view id);

  private:
    void draw();
    void speak();

    DrawContext context_;
    SilentVoice voice_;
    std::vector<std::string> log_;
    std::unique_ptr<Terminal> terminal_;
    Instant now_{};
    int frames_ = 0;
};

} // namespace zugang::kiosk::testing
