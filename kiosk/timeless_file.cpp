#include "kiosk/timeless_file.hpp"

#include "content/durable_file.hpp"

#include <array>
#include <chrono>

#include <fcntl.h>
#include <sys/stat.h>

namespace zugang::kiosk {

void write_without_time(const std::filesystem::path& file, std::string_view bytes,
                        content::Date day) {
    content::write_durably(file, bytes);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch());
    const std::array<timespec, 2> times{
        {{.tv_sec = seconds.count(), .tv_nsec = 0}, {.tv_sec = seconds.count(), .tv_nsec = 0}}};
    // Where it cannot be set (a stick with FAT and a year before 1980) the lines are right still.
    utimensat(AT_FDCWD, file.c_str(), times.data(), 0);
}

} // namespace zugang::kiosk
