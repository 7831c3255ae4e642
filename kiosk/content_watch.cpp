#include "kiosk/content_watch.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <SDL.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace zugang::kiosk {

namespace {

/// Was one of these names among what has come?
bool take_events(int inotify, const std::set<std::string>& names) {
    alignas(inotify_event) std::array<char, 4096> buffer{};
    bool found = false;
    ssize_t size = 0;
    while ((size = ::read(inotify, buffer.data(), buffer.size())) > 0) {
        inotify_event event{};
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);
             at += sizeof(event) + event.len) {
            std::memcpy(&event, buffer.data() + at, sizeof(event));
            found = found || (event.mask & IN_Q_OVERFLOW) != 0 ||
                    (event.len > 0 && names.contains(buffer.data() + at + sizeof(event)));
        }
    }
    return found;
}

} // namespace

ContentWatch::ContentWatch(const std::set<std::filesystem::path>& files)
    : event_type_(SDL_RegisterEvents(1)), inotify_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)),
      end_(eventfd(0, EFD_CLOEXEC)) {
    bool good = inotify_ >= 0 && end_ >= 0;
    for (const std::filesystem::path& file : files) {
        names_.insert(file.filename().string());
        good = good && inotify_add_watch(inotify_, file.parent_path().c_str(), IN_MOVED_TO) >= 0;
    }
    if (!good) {
        throw std::system_error(errno, std::generic_category(), "cannot watch the content folder");
    }
    thread_ = std::jthread([this] { wait(); });
}

ContentWatch::~ContentWatch() {
    const std::uint64_t one = 1;
    (void)!::write(end_, &one, sizeof(one));
    thread_.join();
    ::close(end_);
    ::close(inotify_);
}

void ContentWatch::wait() {
    std::array<pollfd, 2> sources{{{.fd = inotify_, .events = POLLIN, .revents = 0},
                                   {.fd = end_, .events = POLLIN, .revents = 0}}};
    while (::poll(sources.data(), sources.size(), -1) >= 0 || errno == EINTR) {
        if (sources[1].revents != 0) {
            return;
        }
        if (sources[0].revents != 0 && take_events(inotify_, names_)) {
            SDL_Event event{};
            event.type = event_type_;
            SDL_PushEvent(&event);
        }
    }
}

} // namespace zugang::kiosk
