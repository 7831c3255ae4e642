#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <thread>

namespace zugang::kiosk {

/// Wakes the event loop of SDL when one of these files has been replaced by a rename (inotify). For
/// previews; a terminal for visitors takes new content up between two visits. SDL's video must have
/// been started and must outlive it.
class ContentWatch {
  public:
    /// Throws where the machine has no watches to give.
    explicit ContentWatch(const std::set<std::filesystem::path>& files);
    ~ContentWatch();
    ContentWatch(const ContentWatch&) = delete;
    ContentWatch& operator=(const ContentWatch&) = delete;

    /// The type of the SDL event that comes.
    std::uint32_t event_type() const { return event_type_; }

  private:
    void wait();

    std::uint32_t event_type_ = 0;
    int inotify_ = -1;
    int end_ = -1; ///< eventfd: can be read once the thread is to end
    std::set<std::string> names_;
    std::jthread thread_;
};

} // namespace zugang::kiosk
