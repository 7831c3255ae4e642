#pragma once

#include "content/database.hpp"
#include "content/date.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace zugang::kiosk {

/// What the terminal itself must not forget, in state.db; nothing of a visitor. Only the terminal
/// writes it. UI thread only.
class StateFile {
  public:
    using Log = std::function<void(const std::string&)>;

    /// A folder that cannot be written to is no reason to stop: it is logged once, and nothing is
    /// remembered.
    StateFile(const std::filesystem::path& folder, Log log);

    /// The day to go by: a clock that was set back (no battery, 1970) does not turn amounts back.
    /// Remembers the newest. A day years ahead of all that was seen is no more believed than one in
    /// the past.
    content::Date newest(content::Date clock);

    /// nullptr where nothing can be kept. Lives as long as this.
    content::Database* database() { return database_ ? &*database_ : nullptr; }

  private:
    void open(const std::filesystem::path& file);
    void keep(content::Date day);

    Log log_;
    std::optional<content::Database> database_;
    content::Date newest_{};
    bool clock_reported_ = false;
};

} // namespace zugang::kiosk
