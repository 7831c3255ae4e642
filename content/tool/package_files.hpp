#pragma once

#include "content/tool/integreat_places.hpp"
#include "content/tool/integreat_tree.hpp"
#include "content/tool/source_folder.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// What <lang>.md says; title and summary are Markdown.
struct TranslationFile {
    std::string title;
    std::string summary;
    std::optional<std::vector<std::string>> follows; ///< absent in the default language
    std::string body;
};

std::string translation_file(const TranslationFile& translation);

std::string article_file(const ImportedArticle& article, std::string_view region_name,
                         std::string_view default_language);

/// package.toml, topics.toml, languages.toml, places.toml and ui/<lang>.toml of an import.
SourceFiles package_files(const IntegreatExport& source,
                          const std::vector<ImportedArticle>& articles,
                          const IntegreatPlaces& places, std::string_view package_id,
                          std::string_view default_language);

/// The family of fonts/fonts.toml that has the script a language is written in; empty: noto-sans is
/// enough.
std::string font_of(const std::string& tag);

} // namespace zugang::content::tool
