#pragma once

#include "content/appointments/local_clock.hpp"
#include "content/appointments/plan.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace zugang::content::appointments::testing {

class Folder {
  public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "zugang-appointments-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("no temporary folder");
        }
        path_ = name;
    }
    ~Folder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

inline void write_file(const std::filesystem::path& file, const std::string& bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

inline std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// What clocks in Germany show: "2026-11-25", 9, 30.
inline Moment at(const std::string& day, int hour, int minute = 0) {
    return moment_of({.day = parse_date(day).value(),
                      .time = std::chrono::hours(hour) + std::chrono::minutes(minute)});
}

inline Date day(const std::string& iso) {
    return parse_date(iso).value();
}

inline Plan plan_of(const std::string& text) {
    auto plan = parse_plan(text, "plan");
    if (!plan) {
        throw std::runtime_error(plan.error().front());
    }
    return *plan;
}

/// One service of half an hour, two advisers in a room of two places, open every day.
inline const std::string small_plan = R"([centre]
land = "by"
hours = "Mo-So 09:00-12:00,13:00-16:00"
[[service]]
id = "beratung"
title = { de = "Beratung" }
[[room]]
id = "r1"
name = "1"
places = 2
[[adviser]]
id = "anna"
name = "Anna Beispiel"
room = "r1"
services = ["beratung"]
[[adviser]]
id = "bilal"
name = "Bilal Muster"
room = "r1"
services = ["beratung"]
)";

/// An iCalendar text of one event with these lines.
inline std::string event(const std::string& lines, const std::string& above = {}) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//DE\r\n" + above +
           "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20260101T000000Z\r\n" + lines +
           "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

} // namespace zugang::content::appointments::testing
