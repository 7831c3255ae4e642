#pragma once

#include <cstdint>
#include <string_view>

namespace zugang::kiosk {

/// How far a slip is. Only Printed means that it is on paper.
enum class PrintStage : std::uint8_t { Waiting, Sending, Printed, Failed };

/// What keeps a slip from being printed, or has done so.
enum class PrintTrouble : std::uint8_t {
    None,
    PaperOut,
    CoverOpen,
    Jam,         ///< paper or the cutter
    Offline,     ///< no answer, no power, no network
    Busy,        ///< prints something else
    WrongFormat, ///< takes nothing that is made here
    Refused,     ///< does not take jobs, wants a password, is no printer
    Broken,      ///< says that something is wrong with it
    Unclear      ///< the line broke with the last bit on its way: somebody must look
};

struct PrintState {
    PrintStage stage = PrintStage::Waiting;
    PrintTrouble trouble = PrintTrouble::None;

    bool is_over() const { return stage == PrintStage::Printed || stage == PrintStage::Failed; }
    friend bool operator==(const PrintState&, const PrintState&) = default;
};

/// Key of the interface string that says it: "print.paper_out".
std::string_view print_message(const PrintState& state);

/// One word for logs and the shell.
std::string_view describe(PrintTrouble trouble);

/// What came of one attempt.
struct PrintOutcome {
    enum class Kind : std::uint8_t {
        Printed,
        Again, ///< surely not on paper: try again when the trouble is over
        Failed
    };
    Kind kind = Kind::Printed;
    PrintTrouble trouble = PrintTrouble::None;
};

} // namespace zugang::kiosk
