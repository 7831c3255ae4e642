#pragma once

#include "content/appointments/settings.hpp"
#include "kiosk/display.hpp"
#include "kiosk/print/slip_press.hpp"
#include "kiosk/silent_voice.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/state_file.hpp"
#include "kiosk/terminal.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk::testing {

/// A whole terminal with the shipped content, a printer and a counter, on a screen that nobody
/// sees: it is touched and read as people do. Its clock stands still until it is told to pass.
class Stand {
  public:
    struct Setup {
        PrinterSettings printer{};
        std::filesystem::path folder{}; ///< of state.db and appointments; empty: no counter
        std::filesystem::path plan{};   ///< appointments.toml
        Size screen{1080, 1920};
        std::string letter = "A";
        /// What its clock shows at first: a Monday in November, ten past eight.
        LocalTime start{.day = content::Date(std::chrono::days(20'780)),
                        .since_midnight = std::chrono::minutes(490)};
    };
    explicit Stand(const Setup& setup);
    ~Stand();
    Stand(const Stand&) = delete;
    Stand& operator=(const Stand&) = delete;

    Terminal& terminal() { return *terminal_; }
    staff::Desk& desk() { return *desk_; }
    SlipPress& press() { return press_; }
    const Tree& tree() const { return terminal_->tree(); }
    bool shows(std::string_view id) const { return tree().find(id) != nullptr; }
    std::string label(std::string_view id) const;
    const std::vector<std::string>& log() const { return log_; }

    /// The test fails where it is not there or cannot be touched.
    void tap(std::string_view id);
    void touch_at(Point at);
    void type(std::string_view keys); ///< on the keys of the screen; digits: of the lock
    void unlock(std::string_view pin = "271828"); ///< sets it where nobody has one
    void pass(Instant time);
    Instant now() const { return now_; }
    void key(Key key);
    /// All that was said, as one text.
    std::string heard() const;

    /// Until it is so, as often as the printer or a calendar wakes it; false after a minute.
    bool wait_until(const std::function<bool()>& wanted);

    /// 0xAARRGGBB, as they are on the screen now.
    std::vector<std::uint32_t> pixels() { return display_.pixels(); }
    int width() const { return static_cast<int>(display_.size().width); }

  private:
    void frame();
    void settle();

    struct Woken {
        std::mutex mutex;
        std::condition_variable changed;
        bool came = false;
    };
    std::shared_ptr<Woken> woken_ = std::make_shared<Woken>();
    std::vector<std::string> log_;
    Display display_;
    std::unique_ptr<StateFile> state_;
    std::unique_ptr<staff::Desk> desk_;
    SlipPress press_;
    std::unique_ptr<Terminal> terminal_;
    SilentVoice voice_;
    Instant now_ = std::chrono::hours(1);
};

} // namespace zugang::kiosk::testing
