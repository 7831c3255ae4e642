// The appointment book with a year of 50 appointments a day (18,250 files): opening it, purging
// them, the week view, giving one more. Budget: a week in 16 ms.
#include "content/appointments/appointment_file.hpp"
#include "content/appointments/book.hpp"
#include "content/appointments/local_clock.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace zugang::bench {
namespace {

namespace fs = std::filesystem;
using namespace content::appointments;
using content::Date;
using content::Moment;
using Steady = std::chrono::steady_clock;

constexpr int days = 365;
constexpr int advisers = 5;
constexpr int slots = 10;

Plan make_plan() {
    std::string text =
        "[booking]\nhorizon_days = 400\n[centre]\nland = \"by\"\n"
        "hours = \"Mo-So 09:00-12:00,13:00-16:00\"\n[[service]]\nid = \"beratung\"\n"
        "title = { de = \"Beratung\" }\n[[room]]\nid = \"r\"\nname = \"1\"\nplaces = 5\n";
    for (int i = 0; i < advisers; ++i) {
        text += "[[adviser]]\nid = \"a" + std::to_string(i) +
                "\"\nname = \"Beispiel\"\nroom = \"r\"\nservices = [\"beratung\"]\n";
    }
    const auto plan = parse_plan(text, "plan");
    if (!plan) {
        throw std::runtime_error(plan.error().front());
    }
    return *plan;
}

/// Ten of the twelve slots of each adviser, from this day on.
void fill(const fs::path& folder, const Plan& plan, Date first) {
    fs::create_directories(folder);
    int number = 0;
    for (int day = 0; day < days; ++day) {
        for (int one = 0; one < advisers * slots; ++one) {
            const int slot = one % slots;
            Appointment appointment;
            char id[40];
            std::snprintf(id, sizeof id, "%032x", ++number);
            appointment.id = id;
            appointment.number = "A-" + std::to_string(one + 1);
            appointment.state = State::Confirmed;
            appointment.service = "beratung";
            appointment.adviser = "a" + std::to_string(one / slots);
            appointment.room = "r";
            appointment.start = moment_of(
                {.day = first + std::chrono::days(day),
                 .time = std::chrono::minutes(9 * 60 + 30 * slot + (slot >= 6 ? 60 : 0))});
            appointment.end = appointment.start + std::chrono::minutes(30);
            appointment.language = "fa";
            std::ofstream(folder / (appointment.id + ".ics"), std::ios::binary)
                << write_appointment(appointment, plan, appointment.start);
        }
    }
}

double ms_since(Steady::time_point begun) {
    return std::chrono::duration<double, std::milli>(Steady::now() - begun).count();
}

void print(const char* name, std::vector<double> ms) {
    std::ranges::sort(ms);
    std::printf("%s median %.2f ms, p99 %.2f ms, longest %.2f ms (%zu)\n", name, ms[ms.size() / 2],
                ms[ms.size() * 99 / 100], ms.back(), ms.size());
}

int run() {
    std::string name = (fs::temp_directory_path() / "zugang-appointments-bench-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    const fs::path folder = name;
    const Plan plan = make_plan();
    const Date first = content::parse_date("2026-01-05").value();
    Moment now = start_of(first) + std::chrono::hours(7);
    fill(folder / "appointments", plan, first);

    auto begun = Steady::now();
    {
        AppointmentBook book(plan, folder, 'A', [&now] { return now; });
        std::printf("appointments.open %.0f ms, %d files, all to come\n", ms_since(begun),
                    days * advisers * slots);
        std::vector<double> weeks;
        std::vector<double> one_adviser;
        std::vector<double> next;
        for (int round = 0; round < 300; ++round) {
            const Date day = first + std::chrono::days(round);
            begun = Steady::now();
            const auto week = book.week("beratung", "", day);
            weeks.push_back(ms_since(begun));
            begun = Steady::now();
            const auto own = book.week("beratung", "a3", day);
            one_adviser.push_back(ms_since(begun));
            begun = Steady::now();
            const auto free = book.next_free("beratung", "", start_of(day));
            next.push_back(ms_since(begun));
            if (week[2].size() + own[2].size() == 0 && !free) {
                return 1;
            }
        }
        print("appointments.week", weeks);
        print("appointments.week_of_one_adviser", one_adviser);
        print("appointments.next_free", next);
        std::vector<double> given;
        for (int round = 0; round < 20; ++round) {
            const auto slot = book.next_free("beratung", "", now);
            begun = Steady::now();
            if (!slot || !book.book({.service = "beratung",
                                     .adviser = "",
                                     .start = slot->start,
                                     .language = "fa"})) {
                return 1;
            }
            given.push_back(ms_since(begun));
        }
        print("appointments.book", given);
    }
    now = start_of(first + std::chrono::days(days + 10));
    begun = Steady::now();
    {
        const AppointmentBook book(plan, folder, 'A', [&now] { return now; });
        std::printf("appointments.purge %.0f ms, opening included\n", ms_since(begun));
    }
    const bool is_empty = fs::is_empty(folder / "appointments");
    fs::remove_all(folder);
    return is_empty ? 0 : 1;
}

} // namespace
} // namespace zugang::bench

int main() {
    try {
        return zugang::bench::run();
    } catch (const std::exception& error) {
        std::cerr << "appointments_bench: " << error.what() << '\n';
        return 1;
    }
}
