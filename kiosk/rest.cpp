#include "kiosk/rest.hpp"

namespace zugang::kiosk {

void Rest::begin(Instant now) {
    since_ = now;
    step_.reset();
}

bool Rest::end(Instant now) {
    const bool was = resting();
    begin(now);
    return was;
}

bool Rest::advance(Instant now, bool nobody) {
    if (after_.count() <= 0 || !nobody) {
        since_ = now;
        const bool was = resting();
        step_.reset();
        return was;
    }
    if (!since_) {
        since_ = now;
    }
    if (!step_ && now >= *since_ + after_) {
        step_ = 0;
        next_ = now + turn;
        return true;
    }
    if (step_ && now >= next_) {
        ++*step_;
        next_ = now + turn;
        return true;
    }
    return false;
}

std::optional<Instant> Rest::wake_at(bool nobody) const {
    if (after_.count() <= 0 || !nobody) {
        return std::nullopt;
    }
    return step_ ? next_ : since_.value_or(Instant{}) + after_;
}

} // namespace zugang::kiosk
