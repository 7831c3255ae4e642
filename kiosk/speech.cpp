#include "kiosk/speech.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace zugang::kiosk {

namespace {

constexpr double step_db = 3;
constexpr std::size_t most_logged = 1000;
constexpr std::array<double, speed_steps> speeds{0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0};

bool move_step(std::size_t& step, int by, std::size_t steps) {
    const auto wanted = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(step) + by, 0,
                                                   static_cast<std::ptrdiff_t>(steps) - 1);
    return std::exchange(step, static_cast<std::size_t>(wanted)) != step;
}

} // namespace

double gain_db(std::size_t step) {
    return step_db * (static_cast<double>(step) - static_cast<double>(volume_steps - 1));
}

double speed(std::size_t step) {
    return speeds.at(step);
}

bool Speech::may_sound(const Utterance& utterance) const {
    const bool has_sound =
        utterance.tone || !utterance.voice.empty() || !utterance.recording.empty();
    return has_sound && (utterance.privacy == Privacy::Public || headphones_);
}

void Speech::play_from(std::size_t index) {
    word_.reset();
    paused_ = false;
    at_ = index;
    while (at_ < queue_.size() && !may_sound(queue_[at_])) {
        ++at_;
    }
    if (at_ == queue_.size()) {
        if (std::exchange(playing_, false)) {
            orders_.push_back({.kind = Order::Kind::Stop});
        }
        return;
    }
    playing_ = true;
    orders_.push_back({.kind = Order::Kind::Play,
                       .ticket = ++ticket_,
                       .utterance = queue_[at_],
                       .gain_db = gain_db(volume_),
                       .speed = speed(speed_)});
    if (log_.size() == most_logged) {
        log_.erase(log_.begin());
    }
    log_.push_back(queue_[at_]);
}

void Speech::say(std::vector<Utterance> utterances) {
    queue_ = std::move(utterances);
    play_from(0);
}

void Speech::stop() {
    if (std::exchange(playing_, false)) {
        orders_.push_back({.kind = Order::Kind::Stop});
    }
    word_.reset();
    paused_ = false;
}

void Speech::pause() {
    if (playing_ && !std::exchange(paused_, true)) {
        orders_.push_back({.kind = Order::Kind::Pause});
    }
}

void Speech::resume() {
    if (playing_ && std::exchange(paused_, false)) {
        orders_.push_back({.kind = Order::Kind::Resume});
    }
}

bool Speech::repeat() {
    if (queue_.empty()) {
        return false;
    }
    std::size_t first = std::min(at_, queue_.size() - 1);
    while (first > 0 && (queue_[first].aside || queue_[first].goes_on)) {
        --first;
    }
    play_from(first);
    return true;
}

void Speech::set_headphones(bool in) {
    headphones_ = in;
    if (playing_ && !may_sound(queue_[at_])) {
        play_from(at_ + 1);
    }
}

bool Speech::change_volume(int steps) {
    const bool changed = move_step(volume_, steps, volume_steps);
    if (changed && playing_) {
        orders_.push_back({.kind = Order::Kind::Gain, .gain_db = gain_db(volume_)});
    }
    return changed;
}

bool Speech::change_speed(int steps) {
    return move_step(speed_, steps, speed_steps);
}

void Speech::reset() {
    stop();
    // Not clear(): short texts would stay in the memory that it keeps.
    queue_ = std::vector<Utterance>();
    at_ = 0;
    volume_ = default_volume;
    speed_ = default_speed;
    log_ = std::vector<Utterance>();
}

void Speech::hear(const VoiceEvent& event) {
    if (!playing_ || event.ticket != ticket_) {
        return; // of something that was interrupted
    }
    if (event.kind == VoiceEvent::Kind::Word) {
        word_ = event;
        return;
    }
    playing_ = false; // the voice has ended by itself
    play_from(at_ + 1);
}

std::vector<Order> Speech::take_orders() {
    return std::exchange(orders_, {});
}

const Utterance* Speech::current() const {
    return playing_ ? &queue_[at_] : nullptr;
}

std::optional<MarkedWord> Speech::marked_word() const {
    const Utterance* now = current();
    if (now == nullptr || !now->marks) {
        return std::nullopt;
    }
    if (now->spelled) {
        return MarkedWord{now->node, now->offset, now->text.size()};
    }
    if (!word_ || word_->start >= now->text.size()) {
        return std::nullopt;
    }
    return MarkedWord{now->node, now->offset + word_->start,
                      std::min(word_->length, now->text.size() - word_->start)};
}

} // namespace zugang::kiosk
