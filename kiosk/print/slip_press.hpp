#pragma once

#include "kiosk/print/print_desk.hpp"
#include "kiosk/print/slip.hpp"
#include "kiosk/print/slip_preview.hpp"
#include "kiosk/shelf.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::kiosk {

/// From words to paper: lays a slip out, shows it as it will be, hands it to the printer, and knows
/// what became of it. Nothing is printed where there is no printer. UI thread only.
class SlipPress {
  public:
    /// `wake` is called on a thread of its own when `take_news` should be called; `log` there, too.
    SlipPress(PrinterSettings settings, std::function<void()> wake,
              std::function<void(const std::string&)> log);
    ~SlipPress();
    SlipPress(const SlipPress&) = delete;
    SlipPress& operator=(const SlipPress&) = delete;

    bool enabled() const { return settings_.enabled(); }
    /// For a test page.
    const std::string& printer_name() const { return settings_.profile; }
    /// Do visitors print here?
    bool offers_visitors() const { return enabled() && settings_.visitor_prints > 0; }
    bool visitor_may_print() const;

    /// Shows it from now on, as the printer would print it (on a roll of 80 mm, where there is
    /// none). False: there is nothing to be printed, and the log says why.
    bool lay_out(const Slip& slip, Shelf& shelf);
    /// nullptr: nothing is laid out.
    SlipPreview* preview() const { return preview_.get(); }
    /// Overwrites what is laid out. What has become of a slip before it is no message any more.
    void discard();

    /// Prints what is laid out; it stays so. False: there is no printer, or the visitor has printed
    /// enough.
    bool print(PrintFor whom, Shelf& shelf);

    /// Asks the printer how it is; the answer is news. Nothing where there is none.
    void ask(Shelf& shelf);
    /// As it said last; None: ready, or never asked.
    PrintTrouble trouble() const { return desk_ ? desk_->device() : PrintTrouble::None; }

    /// The visitor is gone: nothing is laid out, and what they printed and is not begun is dropped.
    void begin_visit();

    /// What has become of the slip that was printed last: the key of an interface string, once for
    /// each change.
    std::optional<std::string> take_news();
    /// The same as it stands; empty: none was printed since the visit began.
    std::string_view message() const;
    bool failed() const { return last_.trouble != PrintTrouble::None; }
    /// Waits until the last slip is printed or given up, at most five seconds: for a tour, whose
    /// clock runs ahead of any printer's.
    void finish();

  private:
    PrintDesk& desk(Shelf& shelf);

    PrinterSettings settings_;
    std::function<void()> wake_;
    std::function<void(const std::string&)> log_;
    std::unique_ptr<PrintDesk> desk_; ///< made with the first slip
    std::unique_ptr<SlipPreview> preview_;
    std::uint64_t revision_ = 0;
    std::optional<PrintJobId> job_;   ///< of this visit
    std::optional<PrintJobId> given_; ///< the last one of all
    PrintState last_{};
};

} // namespace zugang::kiosk
