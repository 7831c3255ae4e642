#pragma once

#include "content/counts.hpp"
#include "content/date.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

/// What a terminal has counted in one week, signed: the file that zugang-sync uploads (sync/
/// FORMAT.md, "Counts of a week").
namespace zugang::content {

/// A week by ISO 8601: from Monday to Sunday, of the year that its Thursday is in.
struct IsoWeek {
    int year = 1970;
    int number = 1; ///< 1 to 53

    auto operator<=>(const IsoWeek&) const = default;
};

IsoWeek week_of(Date day);
Date monday_of(const IsoWeek& week);

/// "2026-W49"
std::string iso_week(const IsoWeek& week);
/// No value for anything else, weeks that a year does not have included.
[[nodiscard]] std::optional<IsoWeek> parse_week(std::string_view text);

struct WeekCounts {
    std::string terminal; ///< see terminal_of_key
    IsoWeek week;
    std::string key; ///< Ed25519 (RFC 8032), public, 64 hex digits
    Counts counts;   ///< of days of the week
};

/// The name of a terminal is made of its key: the first 16 hex digits of the SHA-256 of its 32
/// bytes. The key is random, so the name says nothing of the machine.
std::string terminal_of_key(std::string_view key_hex);

/// "3f9a0c1177aa02bd_2026-W49.tsv"
std::string week_file_name(const WeekCounts& week);

/// What is signed.
std::string write_week(const WeekCounts& week);
/// `signature`: of exactly these bytes, 64 bytes. The whole file.
std::string sign_week(std::string bytes, std::string_view signature);

/// Begins as a week's file does, whatever comes then.
bool is_week_file(std::string_view bytes);

enum class WeekFlaw : std::uint8_t {
    Malformed,    ///< no such file, or cut off
    BadSignature, ///< other bytes than those that were signed
    OtherName     ///< the terminal is not that of the key
};
std::string_view describe(WeekFlaw flaw);

/// The signature is checked before a row is read, by the key in the file: it is for the caller to
/// know whose that is.
[[nodiscard]] tl::expected<WeekCounts, WeekFlaw> read_week(std::string_view bytes);

} // namespace zugang::content
