#pragma once

#include <string>
#include <string_view>

/// Secrets of people at the counter: digits, kept as scrypt hashes (RFC 7914) in the format of
/// crypt(5), "$7$".
namespace zugang::kiosk::staff {

/// The least digits of a PIN; a million of them at fifteen minutes a try last longer than people.
inline constexpr std::size_t pin_digits = 6;

/// 111111, 123456, 654321 and shorter ones are not kept from anybody.
bool is_weak_pin(std::string_view pin);

/// Takes about a tenth of a second and 32 MB, on purpose. Throws std::runtime_error where the
/// system has no randomness or no memory.
std::string hash_pin(std::string_view pin);

/// As long as `hash_pin`; also with an empty hash, so that nobody learns whom there is by the
/// clock.
bool pin_matches(std::string_view pin, const std::string& hash);

} // namespace zugang::kiosk::staff
