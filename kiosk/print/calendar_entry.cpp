#include "kiosk/print/calendar_entry.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace zugang::kiosk {

namespace {

std::string utc(content::Moment moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(moment - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char byte : text) {
        if (byte == '\\' || byte == ';' || byte == ',') {
            result += '\\';
            result += byte;
        } else if (byte == '\n') {
            result += "\\n";
        } else if (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7f) {
            result += byte;
        }
    }
    return result;
}

void add_line(std::string& text, std::string_view line) {
    constexpr std::size_t most = 75;
    std::size_t room = most;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.append(line.substr(0, end)).append("\r\n ");
        line.remove_prefix(end);
        room = most - 1; // the space counts
    }
    text.append(line).append("\r\n");
}

} // namespace

std::string calendar_text(const CalendarEntry& entry) {
    std::string text;
    add_line(text, "BEGIN:VCALENDAR");
    add_line(text, "VERSION:2.0");
    add_line(text, "PRODID:-//Zugang//DE");
    add_line(text, "BEGIN:VEVENT");
    add_line(text, "UID:" + escaped(entry.uid));
    add_line(text, "DTSTAMP:" + utc(entry.start));
    add_line(text, "DTSTART:" + utc(entry.start));
    add_line(text, "DTEND:" + utc(entry.start + entry.duration));
    add_line(text, "SUMMARY:" + escaped(entry.summary));
    if (!entry.location.empty()) {
        add_line(text, "LOCATION:" + escaped(entry.location));
    }
    add_line(text, "END:VEVENT");
    add_line(text, "END:VCALENDAR");
    return text;
}

} // namespace zugang::kiosk
