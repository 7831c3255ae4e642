#include "kiosk/print/escpos.hpp"

#include <algorithm>
#include <utility>

namespace zugang::kiosk::escpos {

namespace {

constexpr char esc = '\x1b';
constexpr char gs = '\x1d';
constexpr char dle = '\x10';
// Two parts are on their way unconfirmed: less than the smallest receive buffers, 4 KB, so that
// questions always get through.
constexpr std::size_t part_bytes = 1900;

char low(int number) {
    return static_cast<char>(number & 0xff);
}
char high(int number) {
    return static_cast<char>((number >> 8) & 0xff);
}

/// GS v 0: rows [from, from + rows) of the picture, `bytes` wide.
std::string band(const SlipPicture& picture, int from, int rows, int bytes) {
    std::string command{gs, 'v', '0', 0, low(bytes), high(bytes), low(rows), high(rows)};
    const std::size_t row_bytes = picture.row_bytes();
    const std::size_t taken = std::min(row_bytes, static_cast<std::size_t>(bytes));
    for (int y = from; y < from + rows; ++y) {
        const auto* row = picture.bits.data() + static_cast<std::size_t>(y) * row_bytes;
        command.append(row, row + taken);
        command.append(static_cast<std::size_t>(bytes) - taken, '\0');
    }
    return command;
}

/// ESC J: at most 255 dots at once.
std::string feed(int dots) {
    std::string commands;
    for (; dots > 0; dots -= 255) {
        commands += {esc, 'J', low(std::min(dots, 255))};
    }
    return commands;
}

std::string feed_and_cut(const content::PrinterProfile& profile) {
    std::string commands = feed(profile.feed_px);
    if (profile.cutter != content::PrinterCutter::None) {
        commands += {gs, 'V', profile.cutter == content::PrinterCutter::Full ? '\0' : '\1'};
    }
    return commands;
}

} // namespace

Commands commands_of(const SlipPicture& picture, const content::PrinterProfile& profile,
                     Attempt attempt) {
    Commands commands;
    std::string part{esc, '@'}; // as after switching on; GS r and DLE EOT stay as they are
    if (attempt == Attempt::Again && profile.cutter != content::PrinterCutter::None) {
        part += feed_and_cut(profile);
    }
    const int bytes = profile.width_px / 8;
    const int most = std::clamp(static_cast<int>(part_bytes) / std::max(1, bytes), 1,
                                std::clamp(profile.band_rows, 1, 255));
    for (int y = 0; y < picture.height;) {
        const int rows = std::min(most, picture.height - y);
        part += band(picture, y, rows, bytes);
        y += rows;
        if (y < picture.height) {
            commands.parts.push_back(std::exchange(part, {}));
        }
    }
    part += feed_and_cut(profile);
    commands.parts.push_back(std::move(part));
    return commands;
}

std::string without_reports() {
    return {gs, 'a', '\0'};
}

std::string ask_in_real_time(int n) {
    return {dle, '\x04', static_cast<char>(n)};
}

std::string ask_in_order() {
    return {gs, 'r', '\1'};
}

PrintTrouble Status::trouble() const {
    // The first thing that somebody must do.
    return cover_open  ? PrintTrouble::CoverOpen
           : paper_out ? PrintTrouble::PaperOut
           : cutter    ? PrintTrouble::Jam
           : broken    ? PrintTrouble::Broken
           : offline   ? PrintTrouble::Busy
                       : PrintTrouble::None;
}

void Answers::take(std::uint8_t byte) {
    if ((byte & 0x93U) == 0x12U) {
        switch (asked_) {
        case 1:
            status_.offline = (byte & 0x08U) != 0;
            break;
        case 2:
            status_.cover_open = (byte & 0x04U) != 0;
            break;
        case 3:
            status_.cutter = (byte & 0x08U) != 0;
            status_.broken = (byte & 0x60U) != 0;
            break;
        case 4:
            status_.paper_out = (byte & 0x60U) != 0;
            break;
        default: // a picture held the bytes of a question
            return;
        }
        asked_ = 0;
    } else if ((byte & 0x90U) == 0) {
        ++in_order_;
    }
}

} // namespace zugang::kiosk::escpos
