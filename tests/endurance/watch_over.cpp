#include "tests/endurance/watch_over.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <system_error>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

WatchOver::WatchOver() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    // Without a name of ours Linux chooses one that no file stands for: a zero byte and five signs.
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socklen_t size = sizeof(address.sun_family);
    if (socket_ < 0 || ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        (size = sizeof(address),
         ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size)) != 0) {
        throw std::system_error(errno, std::generic_category(), "no socket to watch over");
    }
    const std::string name(address.sun_path + 1, size - sizeof(address.sun_family) - 1);
    setenv("NOTIFY_SOCKET", ("@" + name).c_str(), 1);
    setenv("WATCHDOG_USEC", std::to_string(granted.count()).c_str(), 1);
    unsetenv("WATCHDOG_PID");
}

WatchOver::~WatchOver() {
    ::close(socket_);
}

bool WatchOver::look(Instant now) {
    std::array<char, 512> message{};
    ssize_t got = 0;
    while ((got = ::recv(socket_, message.data(), message.size(), 0)) >= 0) {
        const std::string_view text(message.data(), static_cast<std::size_t>(got));
        ready_ = ready_ || text.find("READY=1") != std::string_view::npos;
        if (text.find("WATCHDOG=1") != std::string_view::npos) {
            ++signs_;
            last_ = now;
        }
    }
    return ready_ && now - last_ <= granted;
}

} // namespace zugang::kiosk::testing
