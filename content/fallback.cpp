#include "content/fallback.hpp"

#include "content/database.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"

#include <algorithm>

namespace zugang::content {

std::vector<std::string> language_chain(Database& database, std::string_view language) {
    std::vector<std::string> chain{std::string(language)};
    const auto append = [&chain](std::string tag) {
        if (std::ranges::find(chain, tag) == chain.end()) {
            chain.push_back(std::move(tag));
        }
    };
    Statement row(database, queries::fallback);
    row.bind(1, language);
    if (row.step()) {
        for (std::string& tag : split_list(row.text(0))) {
            append(std::move(tag));
        }
    }
    Statement meta(database, queries::meta);
    meta.bind(1, "default_language");
    if (meta.step()) {
        append(std::string(meta.text(0)));
    }
    return chain;
}

} // namespace zugang::content
