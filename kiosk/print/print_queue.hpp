#pragma once

#include "content/printer_profile.hpp"
#include "kiosk/print/escpos_printer.hpp"
#include "kiosk/print/interrupt.hpp"
#include "kiosk/print/ipp_printer.hpp"
#include "kiosk/print/print_state.hpp"
#include "kiosk/print/print_target.hpp"
#include "kiosk/print/slip_sheet.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace zugang::kiosk {

/// Number of a job of this process, from 1.
using PrintJobId = std::uint64_t;

/// What has become of a job, or of the printer itself (job 0: its trouble, when it was asked).
struct PrintNews {
    PrintJobId job = 0;
    PrintState state;
};

/// Slips on their way to one printer, one after another, on a thread of its own.
///
/// A thread and not a process as the synthesiser is: a slip may carry a name, which so never leaves
/// this process but to the printer; all waiting has a time limit and can be interrupted, within a
/// second; and what a printer sends is read by libcups, as in every desktop, and by code that is
/// fuzzed. Nothing is written to a disk: with the process all jobs are forgotten.
class PrintQueue {
  public:
    struct Options {
        PrintTarget target;
        content::PrinterProfile profile;
        /// Called on the queue's thread.
        std::function<void(const PrintNews&)> tell;
        /// So long a job waits for the printer.
        std::chrono::milliseconds give_up{std::chrono::minutes(10)};
        /// Between two attempts.
        std::chrono::milliseconds pause{2000};
        EscPosPatience escpos{};
        IppPatience ipp{};
    };

    explicit PrintQueue(Options options);
    /// What is being printed now is interrupted: at worst half a slip lies in the printer.
    ~PrintQueue();
    PrintQueue(const PrintQueue&) = delete;
    PrintQueue& operator=(const PrintQueue&) = delete;

    /// Never waits. `id`: of the caller, each once.
    void print(PrintJobId id, SlipSheet sheet);
    /// It is not printed any more, if that has not begun. News of it: Failed, or what happens to
    /// it.
    void cancel(PrintJobId id);
    /// How is the printer? News of job 0.
    void ask();

  private:
    struct Order;
    class Runner;
    void send(std::unique_ptr<Order> order);

    Interrupt interrupt_;
    int orders_in_ = -1;
    int orders_out_ = -1;
    std::jthread thread_;
};

} // namespace zugang::kiosk
