#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

enum class PrinterCutter : std::uint8_t { None, Partial, Full };
inline constexpr std::array<std::string_view, 3> cutter_names{"none", "partial", "full"};

/// What a printer answers when it is asked how it is.
enum class PrinterAnswers : std::uint8_t {
    Nothing,  ///< it only listens: a slip counts as printed once it was sent
    RealTime, ///< DLE EOT: paper, cover, cutter
    InOrder   ///< also GS r, after all that was sent before: it is known what is on paper
};
inline constexpr std::array<std::string_view, 3> answer_names{"nothing", "real-time", "in-order"};

/// A kind of receipt printer that takes pictures by ESC/POS (GS v 0).
struct PrinterProfile {
    std::string id; ///< "80mm", "epson-80"
    std::string name;
    int width_px = 576;  ///< dots across that the head can print, a multiple of 8
    int dots_per_mm = 8; ///< 203 dpi
    PrinterCutter cutter = PrinterCutter::Partial;
    int feed_px = 80;    ///< from the head to the cutter
    int band_rows = 128; ///< at most so many rows in one command, 8 to 255
    PrinterAnswers answers = PrinterAnswers::InOrder;
    /// Without paper it keeps what it was sent and goes on by itself. false: it forgets it.
    bool keeps_data = true;

    friend bool operator==(const PrinterProfile&, const PrinterProfile&) = default;
};

/// No value where the content has none of this name.
std::optional<PrinterProfile> find_printer_profile(Database& database, std::string_view id);

/// In alphabetical order of their ids.
std::vector<PrinterProfile> list_printer_profiles(Database& database);

} // namespace zugang::content
