#pragma once

#include "content/update_status.hpp"
#include "sync/terminal/layout.hpp"
#include "sync/terminal/update.hpp"

#include <optional>
#include <string>

namespace zugang::sync {

/// status.json while it is being written.
class StatusFile {
  public:
    explicit StatusFile(const Layout& layout);

    content::UpdateStatus& status() { return status_; }

    /// Writes at once.
    void say(const std::string& activity);

    /// Writes at most every two seconds.
    void count(std::uint64_t fetched_bytes);

    /// How the run ended: nothing goes on any more. A problem keeps the time since when it is
    /// there.
    void finish(const std::optional<Problem>& problem, Moment now);

  private:
    void write() const;

    std::filesystem::path file_;
    content::UpdateStatus status_;
    std::chrono::steady_clock::time_point written_{};
};

} // namespace zugang::sync
