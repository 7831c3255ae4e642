#pragma once

#include "kiosk/plug.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace zugang::kiosk {

/// Watches whether headphones are plugged in: jacks that the kernel knows as input switches
/// (SW_HEADPHONE_INSERT), and USB headsets as sound cards that come. Sleeps until something
/// happens; SDL's own watch over devices would wake up ten times a second with ALSA.
class Headphones {
  public:
    /// `source`: "auto", "" for none, or a file or FIFO that is read as /dev/input/event* are (for
    /// tests). `tell` is called on the watch's own thread, also once where they are in at the
    /// start.
    Headphones(const std::string& source, std::function<void(Plug)> tell);
    ~Headphones();
    Headphones(const Headphones&) = delete;
    Headphones& operator=(const Headphones&) = delete;

  private:
    struct Device {
        int descriptor = -1;
        bool in = false;
    };

    void open_all();
    void open(const std::filesystem::path& path, bool any);
    void wait();
    void look_at_folders();
    /// False: there is nothing more to read.
    bool read(Device& device);
    void tell_changes();

    std::function<void(Plug)> tell_;
    std::string source_;
    int end_ = -1;     ///< eventfd: can be read once the thread is to end
    int inotify_ = -1; ///< of /dev/input and /dev/snd
    std::map<std::filesystem::path, Device> devices_;
    std::set<std::string> fixed_cards_; ///< sound cards that were there at the start
    std::set<std::string> new_cards_;
    Plug told_ = Plug::Out;
    std::jthread thread_;
};

} // namespace zugang::kiosk
