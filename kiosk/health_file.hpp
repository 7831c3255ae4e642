#pragma once

#include "content/terminal_status.hpp"
#include "kiosk/print/print_state.hpp"
#include "kiosk/voice_state.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::kiosk {

/// The words of content::TerminalStatus. A printer that is busy is ready.
std::string_view printer_word(PrintTrouble trouble);
std::string_view speech_word(VoiceState state);

/// terminal.json: how printer and speech are, for those who look after the machine. UI thread only.
class HealthFile {
  public:
    using Log = std::function<void(const std::string&)>;

    /// `speaks`: speech is switched on.
    HealthFile(const std::filesystem::path& folder, bool speaks, Log log);

    bool speaks() const { return speaks_; }

    /// Writes where something has changed since it was told last; to be told between visits. Where
    /// the disk says no, that is logged, and tried again when something has changed again.
    void tell(const content::TerminalStatus& status);

  private:
    std::filesystem::path file_;
    bool speaks_;
    Log log_;
    std::optional<content::TerminalStatus> told_;
};

} // namespace zugang::kiosk
