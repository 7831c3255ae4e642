#include "kiosk/print/interrupt.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace zugang::kiosk {

Interrupt::Interrupt() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (event_ < 0) {
        throw std::system_error(errno, std::generic_category(), "cannot make an eventfd");
    }
}

Interrupt::~Interrupt() {
    ::close(event_);
}

void Interrupt::raise() const {
    const std::uint64_t one = 1;
    (void)!::write(event_, &one, sizeof(one));
}

bool Interrupt::raised() const {
    pollfd source{.fd = event_, .events = POLLIN, .revents = 0};
    return ::poll(&source, 1, 0) > 0;
}

Ready wait_for(int descriptor, WaitFor what, std::chrono::milliseconds time,
               const Interrupt& interrupt) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + time;
    while (true) {
        std::array<pollfd, 2> sources{
            {{.fd = interrupt.descriptor(), .events = POLLIN, .revents = 0},
             {.fd = descriptor,
              .events = static_cast<short>(what == WaitFor::Read ? POLLIN : POLLIN | POLLOUT),
              .revents = 0}}};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        const int found = ::poll(sources.data(), descriptor >= 0 ? 2 : 1,
                                 static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
        if (sources[0].revents != 0) {
            return Ready::Interrupted;
        }
        if (found > 0) {
            const bool read = (sources[1].revents & ~POLLOUT) != 0;
            const bool write = (sources[1].revents & POLLOUT) != 0;
            return read && write ? Ready::Both : write ? Ready::Write : Ready::Read;
        }
        if (found < 0 && errno != EINTR) {
            return Ready::Read; // whoever reads finds out
        }
        if (Clock::now() >= end) {
            return Ready::Late;
        }
    }
}

} // namespace zugang::kiosk
