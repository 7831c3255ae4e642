#pragma once

#include "content/tool/blocks.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <optional>

namespace zugang::content::tool {

/// articles/<slug>/ with all its languages, ids and freshness as FORMAT.md says. No value where
/// there is no article.toml.
std::optional<SourceArticle> read_article(const std::filesystem::path& folder,
                                          const std::string& default_language, Report& report);

/// The words of <lang>.md; no value where it cannot be read.
std::optional<Translation> parse_translation(const TextFile& file, const std::string& language,
                                             Strictness strictness, Report& report);

} // namespace zugang::content::tool
