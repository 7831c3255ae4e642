#include "kiosk/health_file.hpp"

#include "content/durable_file.hpp"

#include <exception>
#include <utility>

namespace zugang::kiosk {

std::string_view printer_word(PrintTrouble trouble) {
    switch (trouble) {
    case PrintTrouble::PaperOut:
        return "paper_out";
    case PrintTrouble::CoverOpen:
        return "cover_open";
    case PrintTrouble::Jam:
        return "jam";
    case PrintTrouble::Offline:
        return "offline";
    case PrintTrouble::WrongFormat:
        return "wrong_format";
    case PrintTrouble::Refused:
        return "refused";
    case PrintTrouble::Broken:
        return "broken";
    case PrintTrouble::Unclear:
        return "unclear";
    case PrintTrouble::None:
    case PrintTrouble::Busy:
        break;
    }
    return "ready";
}

std::string_view speech_word(VoiceState state) {
    return state == VoiceState::NoVoice   ? "no_voice"
           : state == VoiceState::NoSound ? "no_sound"
                                          : "ready";
}

HealthFile::HealthFile(const std::filesystem::path& folder, bool speaks, Log log)
    : file_(folder / "terminal.json"), speaks_(speaks), log_(std::move(log)) {
}

void HealthFile::tell(const content::TerminalStatus& status) {
    if (told_ == status) {
        return;
    }
    told_ = status;
    try {
        std::filesystem::create_directories(file_.parent_path());
        content::write_durably(file_, content::write_terminal_status(status));
    } catch (const std::exception& error) { // visitors come first
        log_(std::string("how the terminal is could not be written down: ") + error.what());
    }
}

} // namespace zugang::kiosk
