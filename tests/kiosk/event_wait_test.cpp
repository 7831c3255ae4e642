// Sleeping until there is something to do, where SDL itself would keep looking.
#include "kiosk/event_wait.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <thread>

#include "testing.hpp"
#include <SDL.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct Events {
    Events() {
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
        REQUIRE(SDL_InitSubSystem(SDL_INIT_EVENTS) == 0);
        SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    }
    ~Events() { SDL_QuitSubSystem(SDL_INIT_EVENTS); }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;
};

/// A device is a file that can be read when something happens: a FIFO will do.
class Device {
  public:
    explicit Device(const std::filesystem::path& path) {
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        file_ = ::open(path.c_str(), O_RDWR | O_NONBLOCK);
    }
    ~Device() { ::close(file_); }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    void happens() const { REQUIRE(::write(file_, "touch", 5) == 5); }

  private:
    int file_ = -1;
};

void push_event() {
    SDL_Event event{};
    event.type = SDL_USEREVENT;
    SDL_PushEvent(&event);
}

} // namespace

TEST_CASE("it sleeps through without waking once") {
    const Events events;
    const Folder folder;
    const Device device(folder.path() / "event0");
    EventWait wait(folder.path());
    SDL_Event event{};
    CHECK(wait.devices() == 1);
    CHECK_FALSE(wait.wait(event, 300));
    CHECK(wait.wakes() == 1);
}

TEST_CASE("a device that is pulled out is told once, whatever else happens") {
    const Events events;
    const Folder folder;
    const Device keypad(folder.path() / "event0");
    std::optional<Device> panel;
    panel.emplace(folder.path() / "event1");
    EventWait wait(folder.path());
    SDL_Event event{};
    CHECK_FALSE(wait.wait(event, 10));
    CHECK_FALSE(wait.take_lost());
    std::filesystem::remove(folder.path() / "event1");
    CHECK_FALSE(wait.wait(event, 50));
    CHECK(wait.devices() == 1);
    CHECK(wait.take_lost());
    CHECK_FALSE(wait.take_lost());
    const Device again(folder.path() / "event1");
    CHECK_FALSE(wait.wait(event, 50));
    CHECK(wait.devices() == 2);
    CHECK_FALSE(wait.take_lost());
}

TEST_CASE("an event of another thread wakes it") {
    const Events events;
    const Folder folder;
    EventWait wait(folder.path());
    std::jthread later([] {
        std::this_thread::sleep_for(50ms);
        push_event();
    });
    SDL_Event event{};
    REQUIRE(wait.wait(event, -1));
    CHECK(event.type == SDL_USEREVENT);
    CHECK(wait.wakes() <= 20);
}

TEST_CASE("no event of another thread is lost, however many there are") {
    const Events events;
    const Folder folder;
    EventWait wait(folder.path());
    constexpr int count = 2000;
    std::jthread other([] {
        for (int i = 0; i < count; ++i) {
            push_event();
            if (i % 7 == 0) {
                std::this_thread::sleep_for(100us);
            }
        }
    });
    SDL_Event event{};
    for (int i = 0; i < count; ++i) {
        REQUIRE(wait.wait(event, 10'000));
    }
    CHECK_FALSE(wait.wait(event, 10));
}

TEST_CASE("what happens at a device wakes it, and is read away") {
    const Events events;
    const Folder folder;
    const Device device(folder.path() / "event0");
    EventWait wait(folder.path());
    SDL_Event event{};
    device.happens();
    CHECK_FALSE(wait.wait(event, 100)); // SDL knows nothing of this device
    CHECK(wait.wakes() == 2);           // for the device, and at the end
    CHECK_FALSE(wait.wait(event, 50));
    CHECK(wait.wakes() == 3);
}

TEST_CASE("devices may come and go; other files are none") {
    const Events events;
    const Folder folder;
    EventWait wait(folder.path());
    CHECK(wait.devices() == 0);
    SDL_Event event{};
    {
        const Device device(folder.path() / "event7");
        const Device other(folder.path() / "mouse0");
        CHECK_FALSE(wait.wait(event, 50));
        CHECK(wait.devices() == 1);
        device.happens();
        const auto before = wait.wakes();
        CHECK_FALSE(wait.wait(event, 20));
        CHECK(wait.wakes() > before);
    }
    std::filesystem::remove(folder.path() / "event7");
    CHECK_FALSE(wait.wait(event, 50));
    CHECK(wait.devices() == 0);
}

TEST_CASE("without a folder of devices it still sleeps and ends") {
    const Events events;
    EventWait wait("/nowhere/at/all");
    SDL_Event event{};
    CHECK_FALSE(wait.wait(event, 50));
    push_event();
    CHECK(wait.wait(event, 50));
}

TEST_CASE("a signal to end reaches it in whatever thread") {
    const Events events;
    const Folder folder;
    EventWait wait(folder.path());
    std::jthread later([] {
        std::this_thread::sleep_for(50ms);
        ::raise(SIGTERM); // in this thread, not in the one that sleeps
    });
    SDL_Event event{};
    REQUIRE(wait.wait(event, -1));
    CHECK(event.type == SDL_QUIT);
}
