#include "tests/run_command.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include <sys/wait.h>

namespace zugang::testing {

Outcome run_command(const std::string& command) {
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot run " + command);
    }
    Outcome outcome;
    std::array<char, 4096> buffer{};
    std::size_t read = 0;
    while ((read = fread(buffer.data(), 1, buffer.size(), pipe)) > 0) {
        outcome.text.append(buffer.data(), read);
    }
    const int status = pclose(pipe);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

} // namespace zugang::testing
