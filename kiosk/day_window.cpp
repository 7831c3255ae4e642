#include "kiosk/day_window.hpp"

#include <algorithm>
#include <charconv>

namespace zugang::kiosk {

namespace {

constexpr Instant day = std::chrono::hours(24);

/// "07:00"; 24:00 is midnight.
std::optional<Instant> parse_time(std::string_view text) {
    const auto number = [](std::string_view two) -> std::optional<int> {
        int value = 0;
        const auto read = std::from_chars(two.data(), two.data() + two.size(), value);
        return read.ec == std::errc{} && read.ptr == two.data() + two.size() && value >= 0
                   ? std::optional(value)
                   : std::nullopt;
    };
    if (text.size() != 5 || text[2] != ':') {
        return std::nullopt;
    }
    const auto hours = number(text.substr(0, 2));
    const auto minutes = number(text.substr(3));
    if (!hours || !minutes || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) {
        return std::nullopt;
    }
    return Instant(std::chrono::hours(*hours) + std::chrono::minutes(*minutes));
}

} // namespace

std::optional<DayWindow> parse_day_window(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto from = parse_time(text.substr(0, dash));
    const auto until = parse_time(text.substr(dash + 1));
    if (!from || !until || *from == *until) {
        return std::nullopt;
    }
    return DayWindow{.from = *from, .until = *until};
}

bool is_within(std::span<const DayWindow> windows, Instant time_of_day) {
    return std::ranges::any_of(
        windows, [time_of_day](const DayWindow& window) { return window.contains(time_of_day); });
}

std::optional<Instant> until_change(std::span<const DayWindow> windows, Instant time_of_day) {
    std::optional<Instant> least;
    for (const DayWindow& window : windows) {
        for (const Instant edge : {window.from, window.until}) {
            Instant left = (edge - time_of_day) % day;
            left += left <= Instant{} ? day : Instant{};
            least = std::min(least.value_or(left), left);
        }
    }
    return least;
}

} // namespace zugang::kiosk
