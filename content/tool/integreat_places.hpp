#pragma once

#include "content/date.hpp"
#include "content/record_types.hpp"
#include "content/tool/integreat_pages.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::content::tool {

/// Places of an Integreat export (locations.<lang>.json), from the default language's answer; a
/// line for whom from each language that translates them.
struct IntegreatPlaces {
    std::vector<PlaceRow> rows; ///< in the order of the answer
    /// By language, then by kind: names of the categories.
    std::map<std::string, std::map<std::string, std::string>> kinds;
};

/// Of the region of `source`; none where there is no such file. `newest`: the last day a place may
/// have been changed. An error names file and byte.
[[nodiscard]] tl::expected<IntegreatPlaces, std::string>
read_integreat_places(const std::filesystem::path& folder, const IntegreatExport& source,
                      std::string_view default_language, Date newest, Tally& tally);

} // namespace zugang::content::tool
