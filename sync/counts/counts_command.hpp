#pragma once

#include "content/count_settings.hpp"
#include "content/moment.hpp"
#include "sync/counts/upload_weeks.hpp"
#include "sync/terminal/layout.hpp"

#include <string>

namespace zugang::sync {

/// Sends the weeks that are over and not sent. Nothing is done, and no key made, where
/// `settings.upload` is empty. `proxy`: see week_storage.
WeekUpload send_counts(const content::CountSettings& settings, const Layout& layout,
                       const std::string& proxy, content::Moment now);

/// One line for people.
std::string describe(const WeekUpload& upload);

/// The same for programs: an object with terminal, sent, waiting, and where there is one problem
/// (reason, text).
std::string as_json(const WeekUpload& upload);

} // namespace zugang::sync
