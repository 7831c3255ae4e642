#pragma once

#include <time.h>

namespace zugang::bench {

/// CPU time of this thread in microseconds: others on the machine do not count.
inline double cpu_us() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

} // namespace zugang::bench
