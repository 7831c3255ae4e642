#pragma once

#include "content/tool/source.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

/// A page on which a native speaker reads a language beside the default language, and the file that
/// comes back from it.
namespace zugang::content::tool {

/// A text beside its original: what is ticked as right. HTML of one block without its element.
struct ReviewRow {
    std::string id; ///< of a block, a node, a term, an interface string
    std::string
        kind; ///< "title", "summary", "heading", "paragraph", "step", "item", "note", "image"
    std::string label; ///< "1." of a step; else empty
    std::string original;
    std::string translation; ///< empty: there is none yet
    std::string original_hash;
    std::string translation_hash; ///< 8 hex digits each, empty where there is no text
    bool stale = false;           ///< the original has changed since
    Place place;                  ///< of the translation; of the original where there is none
};

/// What becomes `reviewed` as a whole.
struct ReviewUnit {
    enum class Kind { Article, Guide, Interface, Glossary, Contacts };

    Kind kind = Kind::Article;
    std::string name;       ///< slug, guide/<id>, "ui", "glossary" or "contacts"
    std::string title;      ///< in the default language, plain
    std::string state;      ///< of the translation; empty where it has none
    bool comparable = true; ///< has the same blocks as the original
    std::vector<ReviewRow> rows{};

    bool has_state() const { return kind != Kind::Glossary && kind != Kind::Contacts; }
};

/// Everything of the package that is written in this language: articles, then guides, interface,
/// glossary, and whom the contacts are for. `merged`: with the packages it stands on, for values,
/// contacts and terms in the texts.
std::vector<ReviewUnit> review_units(const Package& package, const Package& merged,
                                     const std::string& language);

/// "Tigrinya" of "ti", in German.
std::string german_name(const std::string& tag);

/// The page: one file without anything from elsewhere. `fonts`: @font-face rules, or nothing.
std::string review_page(const Package& package, const Language& language,
                        const std::vector<ReviewUnit>& units, const std::string& fonts);

struct ReviewOptions {
    std::filesystem::path source;
    std::string language;
    std::vector<std::string> slugs; ///< articles, and units by name; none: all
    std::filesystem::path out;
    std::filesystem::path assets; ///< default: found above the source
};

/// Exit codes: 0 good, 1 failed.
int run_review(const ReviewOptions& options, std::ostream& out, std::ostream& errors);

struct ImportReviewOptions {
    std::filesystem::path file;
    std::filesystem::path into;   ///< folder of the package
    bool dry_run = false;         ///< says what would be done
    Format format = Format::Text; ///< Text or Json
};

/// Takes a review back: what is ticked as a whole and is still the text that was read becomes
/// reviewed and follows the original as it is; comments are listed. Exit code: 0 good, 1 something
/// was refused.
int import_review(const ImportReviewOptions& options, std::ostream& out, std::ostream& errors);

} // namespace zugang::content::tool
