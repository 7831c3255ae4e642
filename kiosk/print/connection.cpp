#include "kiosk/print/connection.hpp"

#include <array>
#include <cerrno>
#include <memory>
#include <string>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace zugang::kiosk {

namespace {

struct FreeAddresses {
    void operator()(addrinfo* addresses) const noexcept { ::freeaddrinfo(addresses); }
};

} // namespace

Connection::~Connection() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

bool Connection::open(const PrintTarget& target, std::chrono::milliseconds patience,
                      const Interrupt& interrupt) {
    if (target.kind == PrintTarget::Kind::EscPosDevice) {
        is_device_ = true;
        descriptor_ =
            ::open(target.path.c_str(), O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); // NOLINT
        return descriptor_ >= 0;
    }
    return connect(target, patience, interrupt);
}

bool Connection::connect(const PrintTarget& target, std::chrono::milliseconds patience,
                         const Interrupt& interrupt) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* raw = nullptr;
    // Printers are named by numbers as a rule; a name is asked of a resolver, which may take its
    // time: this is the printer's own thread.
    if (::getaddrinfo(target.host.c_str(), std::to_string(target.port).c_str(), &hints, &raw) !=
        0) {
        return false;
    }
    const std::unique_ptr<addrinfo, FreeAddresses> addresses(raw);
    for (const addrinfo* address = raw; address != nullptr; address = address->ai_next) {
        const int found = ::socket(address->ai_family,
                                   address->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, // NOLINT
                                   address->ai_protocol);
        if (found < 0) {
            continue;
        }
        const int begun = ::connect(found, address->ai_addr, address->ai_addrlen);
        int error = begun == 0 ? 0 : errno;
        if (error == EINPROGRESS) {
            const Ready ready = wait_for(found, WaitFor::ReadOrWrite, patience, interrupt);
            socklen_t size = sizeof(error);
            if (ready == Ready::Late || ready == Ready::Interrupted ||
                ::getsockopt(found, SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
                error = ETIMEDOUT;
            }
        }
        if (error == 0) {
            const int on = 1;
            (void)::setsockopt(found, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
            // A printer that was unplugged while it is waited for is noticed within a minute.
            const int idle = 10;
            const int times = 3;
            (void)::setsockopt(found, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
            (void)::setsockopt(found, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof(idle));
            (void)::setsockopt(found, IPPROTO_TCP, TCP_KEEPINTVL, &idle, sizeof(idle));
            (void)::setsockopt(found, IPPROTO_TCP, TCP_KEEPCNT, &times, sizeof(times));
            descriptor_ = found;
            return true;
        }
        ::close(found);
    }
    return false;
}

std::size_t Connection::write(std::string_view bytes) {
    const ssize_t written = is_device_
                                ? ::write(descriptor_, bytes.data(), bytes.size())
                                : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written < 0) {
        broken_ = broken_ || (errno != EAGAIN && errno != EINTR);
        return 0;
    }
    return static_cast<std::size_t>(written);
}

std::vector<std::uint8_t> Connection::read() {
    std::array<std::uint8_t, 512> buffer{};
    const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
    if (got > 0) {
        return {buffer.begin(), buffer.begin() + got};
    }
    // A device that has nothing to say may read as ended.
    broken_ =
        broken_ || (got == 0 && !is_device_) || (got < 0 && errno != EAGAIN && errno != EINTR);
    return {};
}

} // namespace zugang::kiosk
