#include "kiosk/staff/calendar_watch.hpp"

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace zugang::kiosk::staff {

CalendarWatch::CalendarWatch(int descriptor, std::function<void()> wake) : wake_(std::move(wake)) {
    end_ = ::eventfd(0, EFD_CLOEXEC);
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event end{.events = EPOLLIN, .data = {.fd = end_}};
    // EPOLLET: once for each time that something comes, whether or not it was read meanwhile.
    epoll_event news{.events = EPOLLIN | EPOLLET, .data = {.fd = descriptor}};
    if (end_ < 0 || epoll_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, end_, &end) != 0 ||
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &news) != 0) {
        const int error = errno;
        ::close(epoll_);
        ::close(end_);
        throw std::system_error(error, std::generic_category(), "cannot watch the calendars");
    }
    thread_ = std::jthread([this] { wait(); });
}

CalendarWatch::~CalendarWatch() {
    const std::uint64_t one = 1;
    (void)!::write(end_, &one, sizeof(one));
    thread_.join();
    ::close(epoll_);
    ::close(end_);
}

void CalendarWatch::wait() {
    while (true) {
        epoll_event event{};
        const int count = ::epoll_wait(epoll_, &event, 1, -1);
        if (count < 0 && errno != EINTR) {
            return;
        }
        if (count == 1 && event.data.fd == end_) {
            return;
        }
        if (count == 1) {
            came_ = true;
            wake_();
        }
    }
}

} // namespace zugang::kiosk::staff
