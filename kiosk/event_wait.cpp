#include "kiosk/event_wait.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <SDL.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace zugang::kiosk {

namespace {

constexpr int looks_after_change = 100; // udev may need seconds to tell SDL, 5 were seen
constexpr int between_looks_ms = 100;

// All that is there, so that it does not wake again.
void drain(int descriptor) {
    std::array<char, 4096> bytes{};
    while (::read(descriptor, bytes.data(), bytes.size()) > 0) {
    }
}

// What a signal handler may touch. SDL's own only sets a flag, which nobody sees who sleeps.
std::atomic<bool> asked_to_end{false};
std::atomic<int> wakes_who_sleeps{-1};

void ask_to_end(int /*signal*/) {
    const std::uint64_t one = 1;
    asked_to_end = true;
    [[maybe_unused]] const auto written = ::write(wakes_who_sleeps, &one, sizeof(one));
}

Instant now() {
    return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

EventWait::Descriptor::~Descriptor() {
    if (number_ >= 0) {
        ::close(number_);
    }
}

EventWait::Descriptor::Descriptor(Descriptor&& other) noexcept
    : number_(std::exchange(other.number_, -1)) {
}

EventWait::Descriptor& EventWait::Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

EventWait::EventWait(std::filesystem::path devices)
    : folder_(std::move(devices)), pushed_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      changed_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (pushed_.number() < 0 || changed_.number() < 0) {
        throw std::system_error(errno, std::generic_category(), "cannot wait for events");
    }
    // udev makes a device readable after it has made it.
    ::inotify_add_watch(changed_.number(), folder_.c_str(), IN_CREATE | IN_ATTRIB | IN_DELETE);
    look_for_devices();
    SDL_AddEventWatch(&EventWait::wake_up, this);
    wakes_who_sleeps = pushed_.number();
    for (const int signal : {SIGINT, SIGTERM}) {
        std::signal(signal, ask_to_end);
    }
}

EventWait::~EventWait() {
    for (const int signal : {SIGINT, SIGTERM}) {
        std::signal(signal, SIG_DFL);
    }
    wakes_who_sleeps = -1;
    SDL_DelEventWatch(&EventWait::wake_up, this);
}

// Called in the thread that pushes the event: in our own, nobody sleeps.
int EventWait::wake_up(void* self, SDL_Event* /*event*/) {
    const std::uint64_t one = 1;
    const auto& wait = *static_cast<const EventWait*>(self);
    if (std::this_thread::get_id() == wait.sleeper_) {
        return 1;
    }
    // A full counter wakes as well.
    [[maybe_unused]] const auto written = ::write(wait.pushed_.number(), &one, sizeof(one));
    return 1;
}

void EventWait::look_for_devices() {
    std::error_code error;
    const std::size_t gone = std::erase_if(open_, [&](const auto& device) {
        return !std::filesystem::exists(folder_ / device.first, error);
    });
    lost_ = lost_ || gone != 0;
    refused_ = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        const std::string name = entry.path().filename();
        if (name.starts_with("event") && !open_.contains(name)) {
            Descriptor device(::open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
            if (device.number() >= 0) {
                open_.emplace(name, std::move(device));
            } else if (errno == EACCES || errno == EPERM) {
                ++refused_;
            }
        }
    }
}

void EventWait::sleep(int timeout_ms) {
    std::vector<pollfd> wanted{{.fd = pushed_.number(), .events = POLLIN, .revents = 0},
                               {.fd = changed_.number(), .events = POLLIN, .revents = 0}};
    for (const auto& [name, device] : open_) {
        wanted.push_back({.fd = device.number(), .events = POLLIN, .revents = 0});
    }
    const int ready = ::poll(wanted.data(), wanted.size(), timeout_ms);
    ++wakes_;
    if (ready < 0) {
        return; // a signal of somebody else's
    }
    for (const pollfd& one : wanted) {
        if (one.revents != 0) {
            drain(one.fd);
        }
    }
    // A device that was pulled out stays "ready" until it is closed.
    const auto gone = [&](const auto& device) {
        return std::ranges::any_of(wanted, [&](const pollfd& one) {
            return one.fd == device.second.number() &&
                   (one.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
        });
    };
    lost_ = std::erase_if(open_, gone) != 0 || lost_;
    if (wanted[0].revents != 0) {
        next_look_ms_ = 1;
    }
    if (wanted[1].revents != 0) {
        look_for_devices();
        looks_left_ = looks_after_change;
    }
}

bool EventWait::wait(SDL_Event& event, int timeout_ms) {
    const Instant end = now() + std::chrono::milliseconds(timeout_ms);
    while (true) {
        if (asked_to_end.exchange(false)) {
            event.type = SDL_QUIT;
            return true;
        }
        if (SDL_PollEvent(&event) != 0) {
            return true;
        }
        int left = -1;
        if (timeout_ms >= 0) {
            const auto rest = std::chrono::ceil<std::chrono::milliseconds>(end - now()).count();
            if (rest <= 0) {
                return false;
            }
            left = static_cast<int>(rest);
        }
        if (looks_left_ > 0) {
            --looks_left_;
            left = left < 0 ? between_looks_ms : std::min(left, between_looks_ms);
        }
        if (next_look_ms_ <= longest_look_ms) {
            // SDL tells of an event before it puts it into the queue: whoever pushes it may be
            // interrupted between the two.
            left = left < 0 ? next_look_ms_ : std::min(left, next_look_ms_);
            next_look_ms_ *= 2;
        }
        sleep(left);
    }
}

} // namespace zugang::kiosk
