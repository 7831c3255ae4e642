#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace zugang::kiosk::staff {

/// Tells the UI thread that the book's inotify has something to read; reads nothing itself.
class CalendarWatch {
  public:
    /// `descriptor` must stay open as long as it lives. `wake` is called on a thread of its own,
    /// once for whatever came. Throws std::system_error where the machine has no more watches to
    /// give.
    CalendarWatch(int descriptor, std::function<void()> wake);
    ~CalendarWatch();
    CalendarWatch(const CalendarWatch&) = delete;
    CalendarWatch& operator=(const CalendarWatch&) = delete;

    /// Did something come since the last call? UI thread.
    bool take() { return came_.exchange(false); }

  private:
    void wait();

    std::function<void()> wake_;
    std::atomic<bool> came_ = false;
    int end_ = -1; ///< eventfd: can be read once the thread is to end
    int epoll_ = -1;
    std::jthread thread_;
};

} // namespace zugang::kiosk::staff
