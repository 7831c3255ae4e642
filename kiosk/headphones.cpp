#include "kiosk/headphones.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace zugang::kiosk {

namespace {

constexpr std::string_view input_folder = "/dev/input";
constexpr std::string_view sound_folder = "/dev/snd";
constexpr std::size_t bits_of_long = CHAR_BIT * sizeof(unsigned long);
constexpr std::size_t switch_longs = SW_MAX / bits_of_long + 1;
using Switches = std::array<unsigned long, switch_longs>;

bool has(const Switches& switches, std::size_t number) {
    return ((switches.at(number / bits_of_long) >> (number % bits_of_long)) & 1UL) != 0;
}

bool is_jack(int descriptor) {
    Switches switches{};
    return ::ioctl(descriptor, EVIOCGBIT(EV_SW, sizeof(switches)), switches.data()) >= 0 &&
           has(switches, SW_HEADPHONE_INSERT);
}

bool is_in(int descriptor) {
    Switches switches{};
    return ::ioctl(descriptor, EVIOCGSW(sizeof(switches)), switches.data()) >= 0 &&
           has(switches, SW_HEADPHONE_INSERT);
}

std::set<std::string> sound_cards() {
    std::set<std::string> cards;
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(sound_folder, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with("controlC")) {
            cards.insert(name);
        }
    }
    return cards;
}

} // namespace

Headphones::Headphones(const std::string& source, std::function<void(Plug)> tell)
    : tell_(std::move(tell)), source_(source), end_(eventfd(0, EFD_CLOEXEC)) {
    if (end_ < 0) {
        throw std::system_error(errno, std::generic_category(), "cannot watch the headphones");
    }
    if (source_ == "auto") {
        inotify_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
        for (const std::string_view folder : {input_folder, sound_folder}) {
            // IN_ATTRIB: udev gives the rights a moment after the device has come.
            inotify_add_watch(inotify_, std::string(folder).c_str(),
                              IN_CREATE | IN_ATTRIB | IN_DELETE);
        }
        fixed_cards_ = sound_cards();
        open_all();
    } else if (!source_.empty()) {
        open(source_, true);
    }
    thread_ = std::jthread([this] { wait(); });
}

Headphones::~Headphones() {
    const std::uint64_t one = 1;
    (void)!::write(end_, &one, sizeof(one));
    thread_.join();
    for (const auto& [path, device] : devices_) {
        if (device.descriptor >= 0) {
            ::close(device.descriptor);
        }
    }
    if (inotify_ >= 0) {
        ::close(inotify_);
    }
    ::close(end_);
}

void Headphones::open_all() {
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(input_folder, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (entry->path().filename().string().starts_with("event")) {
            open(entry->path(), false);
        }
    }
}

void Headphones::open(const std::filesystem::path& path, bool any) {
    if (devices_.contains(path)) {
        return;
    }
    // Both ways: a FIFO has no end then when its writer goes.
    int descriptor = any ? ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC) : -1;
    if (descriptor < 0) {
        descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    }
    if (descriptor >= 0 && (any || is_jack(descriptor))) {
        devices_[path] = {.descriptor = descriptor, .in = is_in(descriptor)};
    } else if (descriptor >= 0) {
        ::close(descriptor);
    }
}

bool Headphones::read(Device& device) {
    std::array<input_event, 32> events{};
    while (true) {
        const ssize_t got = ::read(device.descriptor, events.data(), sizeof(events));
        if (got < 0 && errno == EAGAIN) {
            return true;
        }
        if (got < static_cast<ssize_t>(sizeof(input_event))) {
            return false; // the end of a file, or a device that is gone
        }
        for (std::size_t i = 0; i < static_cast<std::size_t>(got) / sizeof(input_event); ++i) {
            const input_event& event = events.at(i);
            if (event.type == EV_SW && event.code == SW_HEADPHONE_INSERT) {
                device.in = event.value != 0;
                tell_changes();
            }
        }
    }
}

void Headphones::look_at_folders() {
    alignas(inotify_event) std::array<char, 4096> buffer{};
    while (::read(inotify_, buffer.data(), buffer.size()) > 0) {
    }
    open_all();
    const std::set<std::string> cards = sound_cards();
    std::erase_if(fixed_cards_,
                  [&cards](const std::string& card) { return !cards.contains(card); });
    new_cards_.clear();
    for (const std::string& card : cards) {
        if (!fixed_cards_.contains(card)) {
            new_cards_.insert(card);
        }
    }
}

void Headphones::tell_changes() {
    Plug plug = new_cards_.empty() ? Plug::Out : Plug::Headset;
    for (const auto& [path, device] : devices_) {
        plug = device.in ? Plug::In : plug;
    }
    if (std::exchange(told_, plug) != plug) {
        tell_(plug);
    }
}

void Headphones::wait() {
    tell_changes();
    while (true) {
        std::vector<pollfd> sources{{.fd = end_, .events = POLLIN, .revents = 0},
                                    {.fd = inotify_, .events = POLLIN, .revents = 0}};
        std::vector<std::filesystem::path> paths;
        for (const auto& [path, device] : devices_) {
            sources.push_back({.fd = device.descriptor, .events = POLLIN, .revents = 0});
            paths.push_back(path);
        }
        if (::poll(sources.data(), sources.size(), -1) < 0 && errno != EINTR) {
            return;
        }
        if (sources[0].revents != 0) {
            return;
        }
        if (sources[1].revents != 0) {
            look_at_folders();
        }
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const auto device = devices_.find(paths[i]);
            if (sources[i + 2].revents == 0 || read(device->second)) {
                continue;
            }
            // A test's file stays as it says; a device that is gone has nothing plugged in.
            const bool stays = source_ != "auto" && device->second.in;
            ::close(device->second.descriptor);
            device->second.descriptor = -1;
            if (!stays) {
                devices_.erase(device);
            }
        }
        tell_changes();
    }
}

} // namespace zugang::kiosk
