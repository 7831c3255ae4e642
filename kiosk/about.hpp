#pragma once

#include "content/date.hpp"
#include "content/strings.hpp"
#include "content/update_status.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

struct AboutLine {
    std::string_view key; ///< of the interface string that it was made from
    std::string text;
};

/// What the terminal says of its content to staff: of which day it is, when a source of newer
/// content last answered, and until when what is signed is good. No status is no contact. Empty
/// where the content has no words for it yet.
std::vector<AboutLine> about_content(content::Date as_of,
                                     const std::optional<content::UpdateStatus>& status,
                                     const content::Strings& strings, content::Date today);

} // namespace zugang::kiosk
