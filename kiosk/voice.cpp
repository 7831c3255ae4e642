#include "kiosk/voice.hpp"

#include "content/voice_process.hpp"
#include "kiosk/recording_stream.hpp"
#include "kiosk/sound_device.hpp"
#include "kiosk/utterances.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstddef>
#include <deque>
#include <numbers>
#include <optional>
#include <system_error>
#include <utility>

#include <SDL.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace zugang::kiosk {

namespace {

using content::VoiceProcess;
namespace protocol = content::protocol;

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int words_a_minute = 165;
constexpr std::size_t ahead = SoundDevice::rate / 1000 * 60; // samples queued in advance
constexpr auto feed_every = 15ms;
constexpr auto silent_letter = 60ms;
constexpr int most_restarts = 1; // of the synthesiser, for one utterance

struct FreeStream {
    void operator()(SDL_AudioStream* stream) const noexcept { SDL_FreeAudioStream(stream); }
};

std::int16_t scaled(std::int16_t sample, double factor) {
    return static_cast<std::int16_t>(std::lround(std::clamp(sample * factor, -32768.0, 32767.0)));
}

/// What is being said.
struct Playing {
    Order order;
    std::deque<std::int16_t> samples; ///< not queued yet
    std::size_t queued = 0;           ///< samples so far
    bool complete = false;            ///< nothing more will come
    std::optional<RecordingStream> recording;
    std::unique_ptr<SDL_AudioStream, FreeStream> resampler;
    struct Word {
        std::size_t at; ///< sample
        std::size_t start;
        std::size_t length;
    };
    std::vector<Word> words; ///< not said yet, in their order
    bool paused = false;
    int restarts = 0;
    Clock::time_point begun = Clock::now();
    Clock::time_point heard_from_it{}; ///< last sign of life of the synthesiser
};

/// All that belongs to the voice's thread.
class Speaker {
  public:
    Speaker(Voice::Options options, int orders) : options_(std::move(options)), orders_(orders) {}

    void run() {
        // Ready before somebody waits for it.
        synthesiser_ = std::make_unique<VoiceProcess>(options_.synthesiser);
        while (true) {
            std::array<pollfd, 2> sources{{{.fd = orders_, .events = POLLIN, .revents = 0},
                                           {.fd = synthesiser_ ? synthesiser_->descriptor() : -1,
                                            .events = POLLIN,
                                            .revents = 0}}};
            if (::poll(sources.data(), sources.size(), timeout_ms()) < 0 && errno != EINTR) {
                return;
            }
            if (sources[0].revents != 0 && !take_orders()) {
                return;
            }
            if (synthesiser_ && sources[1].revents != 0) {
                take_packets();
            }
            watch_synthesiser();
            feed();
            rest();
        }
    }

  private:
    int timeout_ms() const {
        if (playing_ && !playing_->paused) {
            return static_cast<int>(std::chrono::milliseconds(feed_every).count());
        }
        if (device_ && !playing_) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                last_sound_ + options_.linger - Clock::now());
            return static_cast<int>(std::max<std::int64_t>(0, left.count()));
        }
        return -1;
    }

    bool take_orders() {
        Order* raw = nullptr;
        if (::read(orders_, &raw, sizeof(raw)) != sizeof(raw) || raw == nullptr) {
            return false;
        }
        const std::unique_ptr<Order> order(raw);
        obey(std::move(*order));
        return true;
    }

    void obey(Order order) {
        switch (order.kind) {
        case Order::Kind::Play:
            play(std::move(order));
            break;
        case Order::Kind::Stop:
            silence();
            break;
        case Order::Kind::Pause:
        case Order::Kind::Resume:
            if (playing_) {
                playing_->paused = order.kind == Order::Kind::Pause;
                if (device_) {
                    device_->pause(playing_->paused);
                }
            }
            break;
        case Order::Kind::Gain:
            if (playing_) {
                playing_->order.gain_db = order.gain_db;
            }
            break;
        }
    }

    void silence() {
        if (device_) {
            device_->clear();
            device_->pause(false);
        }
        if (playing_) {
            last_sound_ = Clock::now();
        }
        playing_.reset();
    }

    void play(Order order) {
        silence();
        if (device_ && !device_->works()) { // it was pulled out: perhaps there is another one
            device_.reset();
        }
        playing_ = std::make_unique<Playing>();
        playing_->order = std::move(order);
        const Utterance& utterance = playing_->order.utterance;
        if (!utterance.recording.empty()) {
            playing_->recording.emplace(utterance.recording, playing_->order.speed);
            if (playing_->recording->is_open()) {
                for (const content::SpokenWord& word : utterance.words) {
                    const double ms = word.start_ms / playing_->order.speed;
                    playing_->words.push_back(
                        {static_cast<std::size_t>(ms * SoundDevice::rate / 1000), word.start,
                         word.length});
                }
            } else {
                playing_->recording.reset();
                log("a recording cannot be played: " + utterance.recording.string());
            }
        }
        if (utterance.tone) {
            sound_tone();
        } else if (!playing_->recording) {
            synthesise();
        }
        if (playing_ && !device_) { // while the first samples come into being
            device_ = std::make_unique<SoundDevice>();
        }
        if (device_) {
            sound_broken_ = !device_->works();
            tell_state();
        }
    }

    /// Two soft notes, one after the other.
    void sound_tone() {
        constexpr std::size_t length = SoundDevice::rate / 4;
        for (const double hertz : {660.0, 880.0}) {
            for (std::size_t i = 0; i < length; ++i) {
                const double turn = static_cast<double>(i) / SoundDevice::rate * hertz;
                const double swell = std::sin(std::numbers::pi * static_cast<double>(i) /
                                              static_cast<double>(length));
                playing_->samples.push_back(static_cast<std::int16_t>(
                    std::lround(12000 * swell * std::sin(2 * std::numbers::pi * turn))));
            }
        }
        playing_->complete = true;
    }

    void synthesise() {
        const Utterance& utterance = playing_->order.utterance;
        if (utterance.voice.empty()) {
            finish();
            return;
        }
        if (!synthesiser_ || synthesiser_->state() == VoiceProcess::State::Ended) {
            synthesiser_ = std::make_unique<VoiceProcess>(options_.synthesiser);
        }
        playing_->heard_from_it = Clock::now();
        synthesiser_->request(
            playing_->order.ticket, utterance.voice, said(utterance),
            static_cast<int>(std::lround(words_a_minute * playing_->order.speed)));
    }

    void take_packets() {
        for (const VoiceProcess::Packet& packet : synthesiser_->read()) {
            if (!playing_ || playing_->recording || packet.reply.ticket != playing_->order.ticket) {
                continue; // of what was interrupted
            }
            playing_->heard_from_it = Clock::now();
            switch (packet.reply.kind) {
            case protocol::Kind::Audio:
                resample(packet);
                break;
            case protocol::Kind::Word:
                add_word(packet.reply);
                break;
            case protocol::Kind::Failed:
                log("the synthesiser has no voice \"" + playing_->order.utterance.voice + "\"");
                end_of_synthesis();
                break;
            case protocol::Kind::End:
                end_of_synthesis();
                break;
            }
        }
    }

    void resample(const VoiceProcess::Packet& packet) {
        if (!playing_->resampler) {
            playing_->resampler.reset(SDL_NewAudioStream(AUDIO_S16SYS, 1,
                                                         static_cast<int>(packet.reply.number),
                                                         AUDIO_S16SYS, 1, SoundDevice::rate));
        }
        logged_.clear();
        voice_broken_ = false;
        tell_state();
        if (playing_->resampler) {
            SDL_AudioStreamPut(playing_->resampler.get(), packet.samples.data(),
                               static_cast<int>(packet.samples.size() * sizeof(std::int16_t)));
            drain();
        }
    }

    void drain() {
        std::array<std::int16_t, 4096> part{};
        int bytes = 0;
        while ((bytes = SDL_AudioStreamGet(playing_->resampler.get(), part.data(), sizeof(part))) >
               0) {
            const auto count = static_cast<std::size_t>(bytes) / sizeof(std::int16_t);
            playing_->samples.insert(playing_->samples.end(), part.begin(),
                                     part.begin() + static_cast<std::ptrdiff_t>(count));
        }
    }

    void add_word(const protocol::Reply& reply) {
        const Utterance& utterance = playing_->order.utterance;
        if (utterance.spelled) {
            return; // it is marked as a whole
        }
        const std::size_t start = byte_of_character(utterance.text, reply.start);
        const std::size_t end =
            byte_of_character(utterance.text, std::size_t{reply.start} + reply.length);
        playing_->words.push_back(
            {std::size_t{reply.number} * SoundDevice::rate / 1000, start, end - start});
    }

    void end_of_synthesis() {
        if (playing_->resampler) {
            SDL_AudioStreamFlush(playing_->resampler.get());
            drain();
        }
        playing_->complete = true;
    }

    /// Gone, or silent for too long: once more, with a new one; then this utterance is left out.
    void watch_synthesiser() {
        if (!synthesiser_) {
            return;
        }
        const bool waits = playing_ && !playing_->recording && !playing_->complete;
        const bool ended = synthesiser_->state() == VoiceProcess::State::Ended;
        const bool hangs = waits && Clock::now() - playing_->heard_from_it > options_.patience;
        if (!ended && !hangs) {
            return;
        }
        synthesiser_.reset();
        voice_broken_ = true;
        tell_state();
        if (!waits) {
            return;
        }
        log(hangs ? "the synthesiser hangs; it is started again"
                  : "the synthesiser has ended; it is started again");
        if (playing_->restarts == most_restarts) {
            playing_->complete = true; // what there is of it is said
            return;
        }
        ++playing_->restarts;
        playing_->samples.clear();
        playing_->words.clear();
        playing_->resampler.reset();
        synthesise();
    }

    void feed() {
        if (!playing_ || playing_->paused) {
            return;
        }
        Playing& p = *playing_;
        if (!device_->works()) { // nothing can be heard: the page is not rushed through
            sound_broken_ = true;
            tell_state();
            if (Clock::now() >= p.begun + silent_letter * p.order.utterance.text.size()) {
                finish();
            }
            return;
        }
        std::size_t in_queue = device_->queued();
        while (in_queue < ahead) {
            if (p.samples.empty() && p.recording && !p.complete) {
                const auto more = p.recording->read();
                p.samples.insert(p.samples.end(), more.begin(), more.end());
                p.complete = more.empty();
            }
            if (p.samples.empty()) {
                break;
            }
            const std::size_t count = std::min(p.samples.size(), SoundDevice::period);
            const double db =
                p.order.gain_db + (p.recording ? p.order.utterance.recording_gain_db : 0);
            const double factor = std::pow(10.0, db / 20);
            std::array<std::int16_t, SoundDevice::period> part{};
            for (std::size_t i = 0; i < count; ++i) {
                part.at(i) = scaled(p.samples[i], factor);
            }
            p.samples.erase(p.samples.begin(),
                            p.samples.begin() + static_cast<std::ptrdiff_t>(count));
            device_->queue(std::span(part).first(count));
            in_queue += count;
            p.queued += count;
        }
        report_words(p.queued - std::min(p.queued, in_queue));
        if (p.complete && p.samples.empty() && in_queue == 0) {
            finish();
        }
    }

    void report_words(std::size_t heard) {
        std::size_t said = 0;
        while (said < playing_->words.size() && playing_->words[said].at <= heard) {
            ++said;
        }
        if (said > 0) {
            const Playing::Word& word = playing_->words[said - 1];
            options_.tell({.kind = VoiceEvent::Kind::Word,
                           .ticket = playing_->order.ticket,
                           .start = word.start,
                           .length = word.length});
            playing_->words.erase(playing_->words.begin(),
                                  playing_->words.begin() + static_cast<std::ptrdiff_t>(said));
        }
    }

    void finish() {
        const std::uint64_t ticket = playing_->order.ticket;
        playing_.reset();
        last_sound_ = Clock::now();
        options_.tell({.kind = VoiceEvent::Kind::Done, .ticket = ticket});
    }

    void rest() {
        if (device_ && !playing_ && Clock::now() >= last_sound_ + options_.linger) {
            device_.reset();
        }
    }

    void tell_state() {
        const VoiceState now = sound_broken_   ? VoiceState::NoSound
                               : voice_broken_ ? VoiceState::NoVoice
                                               : VoiceState::Ready;
        if (options_.state && now != told_) {
            options_.state(now);
        }
        told_ = now;
    }

    /// The same trouble again and again is one line.
    void log(std::string line) {
        if (line != logged_) {
            options_.log(line);
            logged_ = std::move(line);
        }
    }

    Voice::Options options_;
    std::string logged_;
    bool voice_broken_ = false;
    bool sound_broken_ = false;
    VoiceState told_ = VoiceState::Ready;
    int orders_;
    std::unique_ptr<VoiceProcess> synthesiser_;
    std::unique_ptr<SoundDevice> device_;
    std::unique_ptr<Playing> playing_;
    Clock::time_point last_sound_{};
};

} // namespace

Voice::Voice(Options options) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
    }
    orders_out_ = ends[0];
    orders_in_ = ends[1];
    thread_ = std::jthread([options = std::move(options), orders = orders_out_]() mutable {
        Speaker(std::move(options), orders).run();
        SoundDevice::leave_thread();
    });
}

Voice::~Voice() {
    send(nullptr);
    thread_.join();
    ::close(orders_in_);
    ::close(orders_out_);
}

/// The order goes to the thread with its owner's place: a pipe needs no lock.
void Voice::send(std::unique_ptr<Order> order) {
    Order* raw = order.release();
    if (::write(orders_in_, &raw, sizeof(raw)) != sizeof(raw)) {
        delete raw; // NOLINT(cppcoreguidelines-owning-memory): nobody took it
    }
}

void Voice::obey(Order order) {
    send(std::make_unique<Order>(std::move(order)));
}

std::filesystem::path program_folder() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

} // namespace zugang::kiosk
