#pragma once

#include "content/recording.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zugang::kiosk {

/// Private: to headphones only (names, numbers of appointments).
enum class Privacy : std::uint8_t { Public, Private };

/// A stretch of what is on the screen that is said in one go: a sentence, or part of one in one
/// language.
struct Utterance {
    std::string text{};     ///< as it is seen, UTF-8, without soft hyphens
    std::string language{}; ///< BCP 47 tag
    std::string voice{};    ///< of the synthesiser; empty: there is none
    Privacy privacy = Privacy::Public;
    std::string node{};     ///< id of the element on the screen
    std::size_t offset = 0; ///< where `text` begins in the label of that element, UTF-8 bytes
    bool marks = false;     ///< its words can be shown there
    bool spelled = false;   ///< a telephone number: digit by digit
    bool goes_on = false;   ///< the sentence of the one before goes on
    bool aside = false;     ///< no text of its own: "button", "beginning of the page"
    bool tone = false;      ///< no words: a short tone, whose meaning is seen
    std::filesystem::path recording{};        ///< Opus in Ogg; empty: none
    double recording_gain_db = 0;             ///< to bring it to the loudness of the others
    std::vector<content::SpokenWord> words{}; ///< of the recording; UTF-8 bytes of `text`
};

/// To the voice. A Play ends whatever sounds.
struct Order {
    enum class Kind : std::uint8_t { Play, Stop, Pause, Resume, Gain };
    Kind kind = Kind::Stop;
    std::uint64_t ticket = 0; ///< Play: number of this utterance
    Utterance utterance{};    ///< Play
    double gain_db = 0;       ///< Play, Gain: <= 0
    double speed = 1;         ///< Play
};

/// From the voice.
struct VoiceEvent {
    enum class Kind : std::uint8_t { Word, Done };
    Kind kind = Kind::Done;
    std::uint64_t ticket = 0;
    std::size_t start = 0;  ///< Word: UTF-8 bytes of the utterance's text
    std::size_t length = 0; ///< Word
};

/// The word that is being said.
struct MarkedWord {
    std::string node;
    std::size_t start = 0; ///< UTF-8 bytes of the element's label
    std::size_t length = 0;
    friend bool operator==(const MarkedWord&, const MarkedWord&) = default;
};

/// Steps of the volume: 3 dB each, from the quietest on. 24 dB in all (EN 301 549 8.2.1.1 wants
/// 18); the default is 12 dB above the quietest (8.2.1.2).
inline constexpr std::size_t volume_steps = 9;
inline constexpr std::size_t default_volume = 4;
double gain_db(std::size_t step);

/// Steps of the speed, 0.5 to 2.
inline constexpr std::size_t speed_steps = 7;
inline constexpr std::size_t default_speed = 2;
double speed(std::size_t step);

/// What is said, one thing at a time. Knows no sound: orders come out, the voice's events go in.
class Speech {
  public:
    /// Ends what is being said and says this instead.
    void say(std::vector<Utterance> utterances);
    void stop();
    void pause();
    void resume();
    /// Says the last sentence once more, and goes on behind it. False: nothing was said yet.
    bool repeat();
    /// Private utterances are said only while they are in; the one being said ends at once.
    void set_headphones(bool in);
    /// Louder or quieter from now on; false: no more steps that way.
    bool change_volume(int steps);
    /// Faster or slower from the next utterance on.
    bool change_speed(int steps);
    /// Default volume and speed; what was said is forgotten.
    void reset();

    void hear(const VoiceEvent& event);

    /// In their order; each is handed over once.
    std::vector<Order> take_orders();

    /// The one being said, or paused; nullptr: silence.
    const Utterance* current() const;
    bool is_paused() const { return paused_; }
    std::optional<MarkedWord> marked_word() const;
    std::size_t volume() const { return volume_; }
    std::size_t speed_step() const { return speed_; }

    /// What was begun, oldest first, back to the last reset; at most the last thousand.
    const std::vector<Utterance>& log() const { return log_; }

  private:
    bool may_sound(const Utterance& utterance) const;
    void play_from(std::size_t index);

    std::vector<Utterance> queue_;
    std::size_t at_ = 0; ///< queue_.size(): all is said
    std::uint64_t ticket_ = 0;
    bool playing_ = false;
    bool paused_ = false;
    bool headphones_ = false;
    std::size_t volume_ = default_volume;
    std::size_t speed_ = default_speed;
    std::optional<VoiceEvent> word_;
    std::vector<Order> orders_;
    std::vector<Utterance> log_;
};

} // namespace zugang::kiosk
