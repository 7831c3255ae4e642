#include "kiosk/rest.hpp"

#include <algorithm>

namespace zugang::kiosk {

void Rest::begin(Instant now) {
    since_ = now;
    step_.reset();
    dark_ = false;
    look_ = now; // at once: it is known then when the screen gets dark
}

bool Rest::end(Instant now) {
    const bool was = resting();
    begin(now);
    return was;
}

bool Rest::advance(Instant now, bool nobody, Instant time_of_day) {
    if (!nobody) {
        const bool was = resting();
        begin(now);
        look_.reset();
        return was;
    }
    if (!since_) {
        since_ = now;
    }
    bool changed = false;
    if (const auto change = until_change(dark_windows_, time_of_day)) {
        const bool night = is_within(dark_windows_, time_of_day);
        const bool dark = night && now >= *since_ + dark_after;
        look_ = now + *change;
        if (night && !dark) {
            look_ = std::min(*look_, *since_ + dark_after);
        }
        if (dark != dark_) {
            dark_ = dark;
            step_.reset();
            since_ = dark ? *since_ : now; // in the morning the languages come first
            changed = true;
        }
    } else {
        look_.reset();
    }
    if (dark_ || after_.count() <= 0) {
        return changed;
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
    return changed;
}

std::optional<Instant> Rest::wake_at(bool nobody) const {
    if (!nobody) {
        return std::nullopt;
    }
    std::optional<Instant> wake = look_;
    if (after_.count() > 0 && !dark_) {
        const Instant greeting = step_ ? next_ : since_.value_or(Instant{}) + after_;
        wake = std::min(wake.value_or(greeting), greeting);
    }
    return wake;
}

} // namespace zugang::kiosk
