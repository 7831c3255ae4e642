#pragma once

#include "content/printer_profile.hpp"
#include "kiosk/print/print_state.hpp"
#include "kiosk/print/slip_picture.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// ESC/POS as receipt printers take it (Epson's "ESC/POS Command Reference"): a slip is one
/// picture, because their own letters are Latin ones.
namespace zugang::kiosk::escpos {

/// A slip as commands in parts that are sent one after another; each is whole commands. The last
/// one ends with the cut: without it no slip is finished.
struct Commands {
    std::vector<std::string> parts;
};

/// `again`: something of this slip may be on paper already; it is cut off first.
enum class Attempt : std::uint8_t { First, Again };
Commands commands_of(const SlipPicture& picture, const content::PrinterProfile& profile,
                     Attempt attempt);

/// GS a 0: from now on it speaks only when it is asked.
std::string without_reports();
/// DLE EOT n, for n = 1 to 4: printer, why offline, errors, paper.
std::string ask_in_real_time(int n);
/// GS r 1: answered once all before it is done.
std::string ask_in_order();

/// What of a printer is known by its last answers.
struct Status {
    bool offline = false;
    bool cover_open = false;
    bool paper_out = false;
    bool cutter = false;
    bool broken = false;

    PrintTrouble trouble() const;
    friend bool operator==(const Status&, const Status&) = default;
};

/// Bytes that a printer sends, whatever they are.
class Answers {
  public:
    /// A question was asked; its answer is the next one of its kind.
    void expect_real_time(int n) { asked_ = n; }

    /// Takes one byte. Bits that never change tell the kinds apart (DLE EOT: 0xx1xx10, GS r:
    /// 0xx0xxxx); everything else is passed over.
    void take(std::uint8_t byte);

    const Status& status() const { return status_; }
    /// Was the last question answered?
    bool answered() const { return asked_ == 0; }
    /// Answers of GS r since the beginning.
    std::uint64_t in_order() const { return in_order_; }

  private:
    Status status_;
    int asked_ = 0;
    std::uint64_t in_order_ = 0;
};

} // namespace zugang::kiosk::escpos
