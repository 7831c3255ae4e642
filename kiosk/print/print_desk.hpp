#pragma once

#include "kiosk/print/paper.hpp"
#include "kiosk/print/print_queue.hpp"
#include "kiosk/print/print_state.hpp"
#include "kiosk/print/printer_settings.hpp"
#include "kiosk/print/slip_sheet.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace zugang::kiosk {

/// For whom a slip is: what visitors print themselves is counted.
enum class PrintFor : std::uint8_t { Visitor, Staff };

/// Takes slips, says what has become of each. UI thread; nothing here waits.
class PrintDesk {
  public:
    struct Options {
        PrinterSettings printer;
        content::PrinterProfile profile{}; ///< the one that the settings name
        /// There is news: call take_news() on the UI thread. Called on the queue's thread.
        std::function<void()> wake;
        /// One line, never with words of a slip. Called on the queue's thread.
        std::function<void(const std::string&)> log;
    };

    explicit PrintDesk(Options options);
    ~PrintDesk();
    PrintDesk(const PrintDesk&) = delete;
    PrintDesk& operator=(const PrintDesk&) = delete;

    /// Is there a printer at all?
    bool enabled() const;
    /// May this visitor print another slip? Always false where visitors do not print.
    bool visitor_may_print() const;
    const Paper& paper() const { return paper_; }

    /// No value: there is no printer, or the visitor has printed enough.
    std::optional<PrintJobId> print(SlipSheet sheet, PrintFor whom);
    /// Of a job of this process; Failed for every other.
    PrintState state(PrintJobId job) const;
    void cancel(PrintJobId job);

    /// Asks the printer how it is; the answer is news.
    void ask();
    /// As it said last; None: ready, or never asked.
    PrintTrouble device() const { return device_; }

    /// The visitor is gone: what they printed and is not begun is dropped, the count begins anew.
    void begin_visit();

    /// true where a state has changed.
    bool take_news();

  private:
    struct News;
    Options options_;
    Paper paper_;
    std::shared_ptr<News> news_;
    std::unique_ptr<PrintQueue> queue_;
    std::map<PrintJobId, PrintState> states_;
    std::vector<PrintJobId> visitors_;
    PrintJobId next_ = 1;
    int visitor_prints_ = 0;
    PrintTrouble device_ = PrintTrouble::None;
};

} // namespace zugang::kiosk
