#pragma once

#include "content/tool/source.hpp"
#include "content/tool/xliff.hpp"
#include "content/tool/xliff_text.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace zugang::content::tool {

struct ExportXliffOptions {
    std::filesystem::path source;
    std::string language;
    std::string changed_since;      ///< a revision of git; empty: everything
    std::vector<std::string> slugs; ///< none: all
    xliff::Version version = xliff::Version::V21;
    std::filesystem::path out;
};

/// A text of an article that is translated by itself.
struct XliffText {
    std::string id; ///< XLIFF's: the block's with ':' for '/', or "article.title" ...
    const SourceText* original = nullptr;    ///< null: the keywords
    const SourceText* translation = nullptr; ///< null: none
    const SourceBlock* block = nullptr;      ///< null: title, summary, keywords
    bool stale = false;
};

/// The texts of an article that has words in the default language, in their order. Keywords are one
/// text at the end; pictures without words none.
std::vector<XliffText> xliff_texts(const SourceArticle& article, const std::string& language);

/// Keywords as one line.
std::string keyword_line(const std::vector<std::string>& keywords);

/// Writes one XLIFF file for translators. Exit code: 0 good, 1 failed.
int export_xliff(const ExportXliffOptions& options, std::ostream& out, std::ostream& errors);

} // namespace zugang::content::tool
