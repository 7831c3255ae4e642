#include "tests/endurance/usage.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <system_error>

#include <malloc.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

namespace {

namespace fs = std::filesystem;

/// "<key>: <number> kB" of a file of /proc; 0 where it is not there.
double number_of(const fs::path& file, const std::string& key) {
    std::ifstream lines(file);
    for (std::string word; lines >> word;) {
        if (word == key) {
            double number = 0;
            lines >> number;
            return number;
        }
    }
    return 0;
}

double entries(const fs::path& folder) {
    std::error_code error;
    double count = 0;
    for (auto at = fs::directory_iterator(folder, error); !error && at != fs::directory_iterator();
         at.increment(error)) {
        ++count;
    }
    return count;
}

double count_threads() {
    std::error_code error;
    double count = 0;
    for (const auto& entry : fs::directory_iterator("/proc/self/task", error)) {
        std::string name;
        std::ifstream(entry.path() / "comm") >> name;
        count += name.starts_with("SDLAudio") ? 0 : 1;
    }
    return count;
}

double children_kb() {
    std::error_code error;
    double sum = 0;
    for (const auto& entry : fs::directory_iterator("/proc", error)) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") == std::string::npos &&
            number_of(entry.path() / "status", "PPid:") == static_cast<double>(::getpid())) {
            sum += number_of(entry.path() / "status", "VmRSS:");
        }
    }
    return sum;
}

void count_files(const fs::path& folder, double& files, double& kb) {
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(folder, error);
         !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        std::error_code gone;
        if (at->is_regular_file(gone) && !at->is_symlink(gone)) {
            ++files;
            kb += static_cast<double>(at->file_size(gone)) / 1024;
        }
    }
}

struct Row {
    const char* what;
    double Usage::*value;
    bool held;
};

constexpr std::array<Row, 16> rows{{{"memory, RSS, KB", &Usage::resident_kb, true},
                                    {"memory, PSS, KB", &Usage::proportional_kb, false},
                                    {"of it of no file, KB", &Usage::own_kb, true},
                                    {"heap in use, KB", &Usage::heap_kb, true},
                                    {"synthesiser, RSS, KB", &Usage::voice_kb, true},
                                    {"descriptors", &Usage::descriptors, true},
                                    {"threads", &Usage::threads, true},
                                    {"files of the state", &Usage::state_files, true},
                                    {"state, KB", &Usage::state_kb, true},
                                    {"counts of days, KB", &Usage::counts_kb, false},
                                    {"files of the content", &Usage::content_files, true},
                                    {"content, KB", &Usage::content_kb, true},
                                    {"temporary files, caches", &Usage::scratch_files, true},
                                    {"the same, KB", &Usage::scratch_kb, true},
                                    {"files of appointments", &Usage::appointment_files, false},
                                    {"log, KB", &Usage::log_kb, false}}};

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

} // namespace

Usage measure(const WorkFolder& folder) {
    Usage usage;
    const struct mallinfo2 heap = ::mallinfo2();
    usage.heap_kb = static_cast<double>(heap.uordblks + heap.hblkhd) / 1024;
    usage.resident_kb = number_of("/proc/self/smaps_rollup", "Rss:");
    usage.proportional_kb = number_of("/proc/self/smaps_rollup", "Pss:");
    usage.own_kb = number_of("/proc/self/smaps_rollup", "Anonymous:");
    usage.voice_kb = children_kb();
    usage.descriptors = entries("/proc/self/fd");
    usage.threads = count_threads();
    count_files(folder.state(), usage.state_files, usage.state_kb);
    double counts_files = 0;
    count_files(folder.state() / "figures", counts_files, usage.counts_kb);
    usage.state_kb -= usage.counts_kb;
    count_files(folder.content(), usage.content_files, usage.content_kb);
    count_files(folder.scratch(), usage.scratch_files, usage.scratch_kb);
    double kb = 0;
    count_files(folder.counter(), usage.appointment_files, kb);
    double files = 0;
    count_files(folder.log().parent_path(), files, usage.log_kb);
    return usage;
}

bool print_growth(const std::vector<Usage>& samples, double limit_percent) {
    const std::size_t part = std::max(
        {samples.size() / 10, std::min<std::size_t>(3, samples.size() / 2), std::size_t{1}});
    bool good = samples.size() > 1;
    if (!good) {
        std::printf("too few samples to tell growth\n");
        return false;
    }
    std::printf("%-26s %12s %12s %10s\n", "", "first", "last", "growth");
    for (const Row& row : rows) {
        const auto median_from = [&](std::size_t begin) {
            std::vector<double> values;
            for (std::size_t i = begin; i < begin + part; ++i) {
                values.push_back(samples[i].*row.value);
            }
            return median(std::move(values));
        };
        const double first = median_from(0);
        const double last = median_from(samples.size() - part);
        const double growth = first > 0 ? (last / first - 1) * 100 : last > 0 ? 100 : 0;
        const bool held = !row.held || growth <= limit_percent;
        std::printf("%-26s %12.0f %12.0f %+9.2f%%%s\n", row.what, first, last, growth,
                    !row.held ? "  (no limit)"
                    : held    ? ""
                              : "  TOO MUCH");
        good = good && held;
    }
    return good;
}

} // namespace zugang::kiosk::testing
