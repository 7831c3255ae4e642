#pragma once

#include "content/tool/integreat_pages.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// What all languages of one page become.
struct ImportedArticle {
    std::string slug;
    std::string topic;  ///< slug of the page at the top
    std::string parent; ///< slug, empty at the top
    int order = 0;      ///< among its siblings: 10, 20, …
    bool has_children = false;
    std::map<std::string, const IntegreatPage*> pages; ///< by language
};

/// The articles in the order of the tree: parents before children, siblings by the editors' order.
/// A page that the default language lacks is left out: an article needs it. The export must outlive
/// the result.
std::vector<ImportedArticle> join_pages(const IntegreatExport& source,
                                        std::string_view default_language, Tally& tally);

} // namespace zugang::content::tool
