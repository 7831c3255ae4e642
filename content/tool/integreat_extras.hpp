#pragma once

#include "content/tool/integreat_pages.hpp"

namespace zugang::content::tool {

/// Adds the imprint (imprint.<lang>.json) and the events that are not over on `day`
/// (events.<lang>.json) to the pages of their language: one page each, events below a page of
/// theirs. An error names file and byte.
[[nodiscard]] tl::expected<void, std::string>
add_imprint_and_events(const std::filesystem::path& folder, Date day, IntegreatExport& source,
                       Tally& tally);

} // namespace zugang::content::tool
