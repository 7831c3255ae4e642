#pragma once

#include "content/date.hpp"
#include "content/text.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// Step: an item of a numbered list. Item: of a bulleted one.
enum class BlockKind { Heading, Paragraph, Step, Item, Note, Image };

enum class TranslationState { Reviewed, Draft, Machine };

enum class Visibility { Public, Staff };

enum class Origin { Own, Import };

/// The unit of alignment, translation, speech and freshness.
struct Block {
    std::string id; ///< unique in its article, the same in every aligned language
    BlockKind kind = BlockKind::Paragraph;
    int level = 0;      ///< Heading: 2 or 3. Step, Item: depth of the list from 1.
    int number = 0;     ///< Step: its number
    Text text;          ///< Image: the alternative text, empty for decoration
    std::string media;  ///< Image: SHA-256 of the file as 64 hex digits; else empty
    bool stale = false; ///< the default language's block has changed since this translation
};

/// An article as it stands in one language.
struct Article {
    std::string slug;
    std::string language;
    std::string topic;
    std::string parent; ///< slug, empty at the top
    std::string icon;   ///< pictogram name
    int phase = 0;      ///< 1-5, 0: none
    Text title;
    Text summary;
    TranslationState state = TranslationState::Reviewed;
    bool stale = false;  ///< at least one block is, title and summary included
    bool aligned = true; ///< same blocks as the default language
    Visibility visibility = Visibility::Public;
    Origin origin = Origin::Own;
    bool discreet = false;
    Date as_of{};
    std::optional<Date> review_by;
    std::string confidence; ///< "high", "medium" or "low"
    std::vector<std::string> sources;
    std::vector<std::string> contacts; ///< ids, in order
    std::vector<std::string> related;  ///< slugs, in order; every one exists
    std::vector<Block> blocks;
};

/// What a list of articles shows of one.
struct ArticleEntry {
    std::string slug;
    std::string language; ///< the language of title and summary
    std::string title;    ///< plain text
    std::string topic;
    std::string icon;
    int phase = 0;
    bool discreet = false;
};

/// The article in exactly this language, public or not; no value where there is none.
std::optional<Article> find_article(Database& database, std::string_view slug,
                                    std::string_view language);

/// Tags of the languages that this article exists in; empty where there is no such article.
std::vector<std::string> article_languages(Database& database, std::string_view slug);

/// Public articles without a parent, in their order. `languages`: preferred first; each entry is in
/// the first of them that the article exists in, and is left out where there is none.
std::vector<ArticleEntry> list_topic(Database& database, std::string_view topic,
                                     std::span<const std::string> languages);

/// The public articles directly below another one, in their order.
std::vector<ArticleEntry> list_children(Database& database, std::string_view parent,
                                        std::span<const std::string> languages);

/// The public articles of a phase, without the page of the phase itself, in the order of topics.
std::vector<ArticleEntry> list_phase(Database& database, int phase,
                                     std::span<const std::string> languages);

/// One public article as an entry; no value where it does not exist in any of the languages.
std::optional<ArticleEntry> find_entry(Database& database, std::string_view slug,
                                       std::span<const std::string> languages);

} // namespace zugang::content
