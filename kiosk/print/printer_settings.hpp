#pragma once

#include "content/printer_profile.hpp"
#include "kiosk/print/paper.hpp"
#include "kiosk/print/print_target.hpp"

#include <chrono>
#include <string>

namespace zugang::kiosk {

/// [printer] of terminal.toml.
struct PrinterSettings {
    PrintTarget target{};             ///< None: nothing is printed here
    std::string paper{};              ///< name for find_paper; empty: that of the profile
    std::string profile = "80mm";     ///< of a receipt printer: id in printers.toml
    int visitor_prints = 3;           ///< in one visit; 0: visitors do not print
    std::chrono::minutes give_up{10}; ///< so long a slip waits for the printer

    bool enabled() const { return target.kind != PrintTarget::Kind::None; }
    bool is_receipt_printer() const {
        return target.kind == PrintTarget::Kind::EscPosNetwork ||
               target.kind == PrintTarget::Kind::EscPosDevice;
    }
};

/// What slips are laid out on. `profile`: the one named, as the content has it.
Paper paper_of(const PrinterSettings& settings, const content::PrinterProfile& profile);

} // namespace zugang::kiosk
