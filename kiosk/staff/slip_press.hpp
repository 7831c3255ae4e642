#pragma once

#include "content/appointments/appointment.hpp"
#include "content/appointments/plan.hpp"
#include "kiosk/print/print_desk.hpp"
#include "kiosk/print/slips.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace zugang::kiosk::staff {

/// Where the slip says to come to.
struct Centre {
    std::string name;
    std::string address;
    std::string phone;
};

/// From an appointment to paper: makes the slip, hands it to the printer, and knows what became of
/// it. Nothing is printed where there is no printer. UI thread only.
class SlipPress {
  public:
    /// `wake` is called on a thread of its own when `advance` should be called; `log` there, too.
    SlipPress(PrinterSettings settings, std::function<void()> wake,
              std::function<void(const std::string&)> log);
    ~SlipPress();

    bool enabled() const { return settings_.enabled(); }

    /// False: it cannot be printed (no printer, or no template); the log says why.
    bool print(const content::appointments::Appointment& appointment,
               const content::appointments::Plan& plan, const Centre& centre, Shelf& shelf);
    bool print_test(const std::string& language, content::Moment now, Shelf& shelf);

    /// What has become of the slip that was printed last: the key of an interface string, once for
    /// each change.
    std::optional<std::string> take_news();
    /// Waits until the last slip is printed or given up, at most five seconds: for a tour, whose
    /// clock runs ahead of any printer's.
    void finish();
    bool failed() const { return last_.trouble != PrintTrouble::None; }

  private:
    bool print(const Slip& slip, Shelf& shelf);
    PrintDesk& desk(Shelf& shelf);

    PrinterSettings settings_;
    std::function<void()> wake_;
    std::function<void(const std::string&)> log_;
    std::unique_ptr<PrintDesk> desk_; ///< made with the first slip
    std::optional<PrintJobId> job_;
    PrintState last_{};
};

} // namespace zugang::kiosk::staff
