#include "kiosk/print/wipe.hpp"

namespace zugang::kiosk {

namespace {

/// Through volatile: else the compiler leaves it out, since nobody reads it any more.
template <typename Items>
void overwrite(Items& items) {
    for (auto& item : items) {
        volatile auto* seen = &item;
        *seen = {};
    }
    items.clear();
}

} // namespace

void wipe(std::string& text) {
    text.resize(text.capacity()); // also what stood there before it became shorter
    overwrite(text);
}

void wipe(std::vector<std::uint8_t>& bytes) {
    overwrite(bytes);
}

void wipe(std::vector<std::uint32_t>& pixels) {
    overwrite(pixels);
}

} // namespace zugang::kiosk
