#pragma once

#include "content/tool/import_overlay.hpp"
#include "content/tool/integreat_links.hpp"
#include "content/tool/tally.hpp"

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>

namespace zugang::content::tool {

/// What an import made, for the editor who has to trust it.
struct ImportReport {
    struct Language {
        std::size_t pages = 0;
        std::size_t blocks = 0;
        std::size_t source_characters = 0; ///< letters and digits that a reader of the source sees
        std::size_t kept_characters = 0;
        std::size_t stale = 0; ///< older than the default language's page
        std::size_t aligned = 0;
        std::size_t misaligned = 0;
    };

    std::string package;
    std::map<std::string, Language> languages;
    std::size_t articles = 0;
    std::size_t places = 0;
    std::size_t joined = 0; ///< in more than one language
    std::size_t topics = 0;
    std::size_t empty_folders = 0;
    std::size_t empty_leaves = 0;
    LinkCounts links;
    Tally tally;
    Overlay overlay;
};

/// "99.97", of 100 characters; "100.00" where there are none.
std::string kept_percent(const ImportReport::Language& language);

void print_text(const ImportReport& report, std::ostream& out);
void print_json(const ImportReport& report, std::ostream& out);

} // namespace zugang::content::tool
