#pragma once

#include "content/tool/integreat_tree.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// Links from page to page, by how their article was found.
struct LinkCounts {
    std::size_t by_path = 0;
    std::size_t by_last_segment = 0;
    std::size_t other_regions = 0; ///< kept as web links
    std::size_t unresolved = 0;    ///< kept as web links
};

/// Finds the article that a link within Integreat means and mends addresses that editors broke.
class LinkResolver {
  public:
    LinkResolver(const IntegreatExport& source, const std::vector<ImportedArticle>& articles);

    /// "article:<slug>", "https://…", "tel:…", "mailto:…"; empty: only the link's words are kept.
    std::string resolve(std::string_view address, std::string_view words, std::string_view language,
                        LinkCounts& counts, Tally& tally) const;

  private:
    std::string resolve_path(std::string_view path, std::string_view language,
                             LinkCounts& counts) const;

    std::vector<std::string> hosts_;
    std::vector<std::string> regions_;
    std::map<std::string, std::string> by_path_;
    std::map<std::string, std::string>
        by_segment_; ///< "<lang>/<segment>" and "/<segment>"; empty: several articles
};

/// "0821 / 3102-0" is "+4982131020", "110" stays; empty if it is no telephone number.
std::string telephone_number(std::string_view written);

} // namespace zugang::content::tool
