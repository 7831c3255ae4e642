#include "kiosk/watchdog.hpp"

#include <array>
#include <cstdlib>
#include <string>

#include "testing.hpp"
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace zugang::kiosk;
using namespace std::chrono_literals;

namespace {

/// systemd's end of the line.
class Service {
  public:
    explicit Service(const char* granted_us) {
        const std::string path = (folder_.path() / "notify").string();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof(address.sun_path) - 1);
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the C interface
        REQUIRE(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
        setenv("WATCHDOG_USEC", granted_us, 1);
        unsetenv("WATCHDOG_PID");
    }
    ~Service() {
        unsetenv("NOTIFY_SOCKET");
        unsetenv("WATCHDOG_USEC");
        close(socket_);
    }
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// What was said since it was last asked, in order.
    std::string heard() const {
        std::string all;
        std::array<char, 256> buffer{};
        ssize_t size = 0;
        while ((size = recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0) {
            all += (all.empty() ? "" : " ") +
                   std::string(buffer.data(), static_cast<std::size_t>(size));
        }
        return all;
    }

  private:
    testing::Folder folder_;
    int socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

} // namespace

TEST_CASE("systemd hears that the terminal is ready, once, and then twice within its time") {
    const Service service("4000000");
    Watchdog watchdog;
    watchdog.ready();
    watchdog.ready();
    CHECK(service.heard() == "READY=1");
    watchdog.feed(1s);
    CHECK(service.heard() == "WATCHDOG=1");
    CHECK(watchdog.due() == Instant(3s));
    watchdog.feed(2s); // too early: nobody is told more often than needed
    CHECK(service.heard().empty());
    watchdog.feed(3s);
    CHECK(service.heard() == "WATCHDOG=1");
}

TEST_CASE("however long systemd waits, it hears from the terminal every ten seconds") {
    const Service service("120000000");
    Watchdog watchdog;
    watchdog.feed(5s);
    CHECK(watchdog.due() == Instant(15s));
}

TEST_CASE("where nobody waits nobody is told, and nothing wakes the terminal for it") {
    unsetenv("WATCHDOG_USEC");
    const Watchdog watchdog;
    CHECK_FALSE(watchdog.due().has_value());
}
