#include "kiosk/keypad.hpp"

namespace zugang::kiosk {

bool Keypad::accepts(Key key, bool held, Instant now) {
    const bool same = last_ == key;
    if (held) {
        if (!same || times_.held_key.count() == 0 || now - down_ < times_.held_key) {
            return false;
        }
    } else if (same && now - counted_ < times_.same_key) {
        return false;
    } else {
        down_ = now;
    }
    if (held && now - counted_ < times_.same_key) {
        return false;
    }
    last_ = key;
    counted_ = now;
    return true;
}

} // namespace zugang::kiosk
