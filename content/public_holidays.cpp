#include "content/public_holidays.hpp"

#include <algorithm>
#include <array>

namespace zugang::content {
namespace {

using std::chrono::days;

constexpr std::array<std::string_view, 16> land_codes{
    "bb", "be", "bw", "by", "hb", "he", "hh", "mv", "ni", "nw", "rp", "sh", "sl", "sn", "st", "th"};
constexpr std::string_view everywhere = "all";

/// A day of every year; `laender`: codes between spaces, or "all".
struct FixedHoliday {
    unsigned month;
    unsigned day;
    std::string_view laender;
};
constexpr std::array<FixedHoliday, 11> fixed{{
    {1, 1, everywhere},
    {1, 6, "bw by st"},
    {3, 8, "be mv"},
    {5, 1, everywhere},
    {8, 15, "sl"},
    {9, 20, "th"},
    {10, 3, everywhere},
    {10, 31, "bb hb hh mv ni sh sn st th"},
    {11, 1, "bw by nw rp sl"},
    {12, 25, everywhere},
    {12, 26, everywhere},
}};

/// Days after Easter Sunday.
struct MovingHoliday {
    int after_easter;
    std::string_view laender;
};
constexpr std::array<MovingHoliday, 7> moving{{
    {-2, everywhere},
    {0, "bb"},
    {1, everywhere},
    {39, everywhere},
    {49, "bb"},
    {50, everywhere},
    {60, "bw by he nw rp sl"},
}};

/// J.-M. Oudin's form of the Gregorian computus (Explanatory Supplement to the Astronomical
/// Almanac, 1992, section 12.96).
Date easter_sunday(std::chrono::year in) {
    const int year = static_cast<int>(in);
    const int century = year / 100;
    const int golden = year % 19;
    const int correction = (century - 17) / 25;
    int epact = (century - century / 4 - (century - correction) / 3 + 19 * golden + 15) % 30;
    epact -= epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
    const int weekday = (year + year / 4 + epact + 2 - century + century / 4) % 7;
    const int offset = epact - weekday;
    const int month = 3 + (offset + 40) / 44;
    const int day = offset + 28 - 31 * (month / 4);
    return std::chrono::year_month_day(in, std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day)));
}

/// The Wednesday before 23 November: Saxony's day of repentance and prayer.
Date repentance_day(std::chrono::year year) {
    const Date last =
        std::chrono::year_month_day(year, std::chrono::November, std::chrono::day(22));
    return last - (std::chrono::weekday(last) - std::chrono::Wednesday);
}

bool is_in(std::string_view laender, std::string_view land) {
    return laender == everywhere ||
           (land.size() == 2 && laender.find(land) != std::string_view::npos);
}

} // namespace

std::span<const std::string_view> laender() {
    return land_codes;
}

bool is_public_holiday(Date day, std::string_view land) {
    const std::chrono::year_month_day date(day);
    const Date easter = easter_sunday(date.year());
    const bool is_fixed = std::ranges::any_of(fixed, [&](const FixedHoliday& holiday) {
        return static_cast<unsigned>(date.month()) == holiday.month &&
               static_cast<unsigned>(date.day()) == holiday.day && is_in(holiday.laender, land);
    });
    const bool is_moving = std::ranges::any_of(moving, [&](const MovingHoliday& holiday) {
        return day == easter + days(holiday.after_easter) && is_in(holiday.laender, land);
    });
    return is_fixed || is_moving || (land == "sn" && day == repentance_day(date.year()));
}

} // namespace zugang::content
