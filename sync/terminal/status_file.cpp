#include "sync/terminal/status_file.hpp"

#include "content/durable_file.hpp"
#include "content/printable.hpp"

namespace zugang::sync {

StatusFile::StatusFile(const Layout& layout)
    : file_(layout.status()),
      status_(content::load_update_status(file_).value_or(content::UpdateStatus{})) {
    status_.fetched_bytes = 0;
    status_.to_fetch_bytes = 0;
}

void StatusFile::say(const std::string& activity) {
    status_.activity = activity;
    write();
}

void StatusFile::count(std::uint64_t fetched_bytes) {
    status_.fetched_bytes += fetched_bytes;
    const auto now = std::chrono::steady_clock::now();
    if (status_.to_fetch_bytes > 0 && now - written_ > std::chrono::seconds(2)) {
        written_ = now;
        write();
    }
}

void StatusFile::finish(const std::optional<Problem>& problem, Moment now) {
    std::optional<content::UpdateProblem> noted;
    if (problem) {
        const bool same = status_.problem && status_.problem->reason == problem->reason;
        noted = content::UpdateProblem{.reason = problem->reason,
                                       .text = content::printable(problem->text),
                                       .since = same ? status_.problem->since : now};
    }
    status_.problem = std::move(noted);
    status_.activity.clear();
    status_.fetched_bytes = 0;
    status_.to_fetch_bytes = 0;
    write();
}

void StatusFile::write() const {
    content::write_durably(file_, content::write_update_status(status_));
}

} // namespace zugang::sync
