#include "kiosk/staff/pin.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <crypt.h>

namespace zugang::kiosk::staff {

namespace {

constexpr unsigned long cost = 6; // N = 2^13, r = 32, p = 1: 32 MB

std::string crypt_with(std::string_view pin, const std::string& setting) {
    const auto data = std::make_unique<crypt_data>();
    std::string secret(pin);
    const char* hash =
        crypt_rn(secret.c_str(), setting.c_str(), data.get(), static_cast<int>(sizeof(crypt_data)));
    std::string result = hash != nullptr ? hash : "";
    std::fill(secret.begin(), secret.end(), '\0');
    return result;
}

std::string new_setting() {
    std::string setting(CRYPT_GENSALT_OUTPUT_SIZE, '\0');
    const char* made =
        crypt_gensalt_rn("$7$", cost, nullptr, 0, setting.data(), static_cast<int>(setting.size()));
    if (made == nullptr) {
        throw std::runtime_error("the system has no randomness for a PIN");
    }
    return made;
}

bool same(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) {
        return false;
    }
    unsigned differences = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        differences |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    }
    return differences == 0;
}

} // namespace

bool is_weak_pin(std::string_view pin) {
    if (pin.size() < pin_digits) {
        return true;
    }
    const auto steps_by = [pin](int step) {
        for (std::size_t i = 1; i < pin.size(); ++i) {
            if (pin[i] - pin[i - 1] != step) {
                return false;
            }
        }
        return true;
    };
    return steps_by(0) || steps_by(1) || steps_by(-1);
}

std::string hash_pin(std::string_view pin) {
    std::string hash = crypt_with(pin, new_setting());
    if (!hash.starts_with("$7$")) {
        throw std::runtime_error("the system cannot make a scrypt hash");
    }
    return hash;
}

bool pin_matches(std::string_view pin, const std::string& hash) {
    static const std::string nobody = hash_pin("000000");
    const std::string& setting = hash.starts_with("$7$") ? hash : nobody;
    const std::string made = crypt_with(pin, setting);
    return made.starts_with("$7$") && same(made, setting) && &setting == &hash;
}

} // namespace zugang::kiosk::staff
