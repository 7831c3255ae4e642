#pragma once

#include "content/tool/blocks.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <optional>

namespace zugang::content::tool {

/// articles/<slug>/ with all its languages, ids and freshness as FORMAT.md says. No value where
/// there is no article.toml.
/// `last_good`: the article as it was before somebody wrote on; may be null. What it says of a file
/// then stays where there are errors in the form of that file.
std::optional<SourceArticle> read_article(const std::filesystem::path& folder,
                                          const std::string& default_language, Report& report,
                                          const SourceArticle* last_good = nullptr);

/// The words of a TOML text with their marks, and the place of each where they stand literally in
/// the file. `place`: of the text.
SourceText read_marked(const std::string& text, const Place& place, const TextFile& file,
                       Report& report);

/// "reviewed", "draft" or "machine"; anything else is a draft.
TranslationState translation_state(std::string_view word);

/// The words of <lang>.md; no value where it cannot be read.
std::optional<Translation> parse_translation(const TextFile& file, const std::string& language,
                                             Strictness strictness, Report& report);

} // namespace zugang::content::tool
