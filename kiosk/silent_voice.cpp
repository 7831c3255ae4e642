#include "kiosk/silent_voice.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::kiosk {

namespace {

constexpr double us_per_byte = 55'000;
constexpr Instant shortest = std::chrono::milliseconds(200);

Instant time_of(std::size_t bytes, double speed) {
    return Instant(std::llround(static_cast<double>(bytes) * us_per_byte / speed));
}

} // namespace

void SilentVoice::obey(const Order& order, Instant now) {
    switch (order.kind) {
    case Order::Kind::Play: {
        due_.clear();
        paused_at_.reset();
        const std::string& text = order.utterance.text;
        std::size_t at = 0;
        while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            due_.push_back({now + time_of(at, order.speed),
                            {.kind = VoiceEvent::Kind::Word,
                             .ticket = order.ticket,
                             .start = at,
                             .length = end - at}});
            at = end;
        }
        due_.push_back({now + shortest + time_of(text.size(), order.speed),
                        {.kind = VoiceEvent::Kind::Done, .ticket = order.ticket}});
        break;
    }
    case Order::Kind::Stop:
        due_.clear();
        paused_at_.reset();
        break;
    case Order::Kind::Pause:
        paused_at_ = now;
        break;
    case Order::Kind::Resume:
        if (paused_at_) {
            for (Due& due : due_) {
                due.at += now - *paused_at_;
            }
            paused_at_.reset();
        }
        break;
    case Order::Kind::Gain:
        break;
    }
}

std::vector<VoiceEvent> SilentVoice::advance(Instant now) {
    std::vector<VoiceEvent> events;
    if (paused_at_) {
        return events;
    }
    while (!due_.empty() && due_.front().at <= now) {
        events.push_back(due_.front().event);
        due_.erase(due_.begin());
    }
    return events;
}

std::optional<Instant> SilentVoice::wake_at() const {
    if (due_.empty() || paused_at_) {
        return std::nullopt;
    }
    return due_.front().at;
}

} // namespace zugang::kiosk
