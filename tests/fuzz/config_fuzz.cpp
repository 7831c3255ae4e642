#include "kiosk/config.hpp"
#include "tests/fuzz/check.hpp"

#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const int file = memfd_create("terminal.toml", 0);
    zugang::fuzz::require(file >= 0 && ftruncate(file, 0) == 0 &&
                              pwrite(file, data, size, 0) == static_cast<ssize_t>(size),
                          "the file is written");
    std::vector<std::string> problems;
    zugang::kiosk::read_config("/proc/self/fd/" + std::to_string(file), problems);
    return 0;
}
