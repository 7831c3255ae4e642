#pragma once

#include "content/article.hpp"
#include "content/language.hpp"
#include "content/record_types.hpp"
#include "content/text.hpp"
#include "content/tool/report.hpp"
#include "content/tool/toml_tree.hpp"
#include "content/topic.hpp"
#include "content/value.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The source of packages as it was read, with the place of everything that can be wrong.
namespace zugang::content::tool {

/// A value, contact, term or link within a text.
struct Mark {
    SpanKind kind = SpanKind::Link;
    std::string target;
    Place place;
};

struct SourceText {
    Text text;
    std::string hash; ///< of the source text, 8 hex digits
    std::vector<Mark> marks;
    Place place;
};

struct SourceBlock {
    BlockKind kind = BlockKind::Paragraph;
    int level = 0;
    int number = 0;
    std::string id;
    std::string written_id; ///< {#id}, empty where there is none
    SourceText text;
    std::string image; ///< file name in media/, Image only
    bool stale = false;
};

/// articles/<slug>/<lang>.md
struct Translation {
    std::string language;
    Place place;
    SourceText title;
    SourceText summary;
    std::vector<std::string> keywords;
    TranslationState state = TranslationState::Draft;
    std::optional<std::vector<std::string>> follows;
    std::vector<SourceBlock> blocks;
    bool aligned = true;
    bool stale = false;
    std::vector<std::string> stale_blocks; ///< ids
};

struct SourceArticle {
    std::string slug;
    Place place;
    std::filesystem::path package_folder;
    std::string default_language;
    std::vector<std::string> wanted_languages{}; ///< those of its package, once it is merged
    Reference topic;
    int order = 100;
    Reference parent;
    Reference icon;
    int phase = 0;
    std::string audience;
    std::vector<std::string> sources;
    std::optional<Date> as_of;
    std::optional<Date> review_by;
    Place review_by_place;
    std::string confidence;
    Place confidence_place;
    std::vector<Reference> contacts;
    std::vector<Reference> related;
    Visibility visibility = Visibility::Public;
    Origin origin = Origin::Own;
    bool discreet = false;
    bool removed = false;
    std::map<std::string, Translation> translations;
    std::set<std::string> unread; ///< languages whose text is there but could not be read
    std::string digest; ///< SHA-256 of all that it was read from: the name of what is made of it
};

struct SourceLanguage {
    Language language;
    Place place;
    std::vector<Reference> fallback;
    Reference hyphenation; ///< name of its patterns, e.g. "de_DE"; empty for none
    bool sentence_lines = false; ///< each sentence of an article begins a line
    Place keyboard_place;
};

struct SourceTopic : TopicRow {
    Place place;
    Place icon_place;
};

struct SourcePhase {
    Phase phase;
    Place icon_place;
    Place article_place;
};

struct SourceValue : ValueRow {
    Place place;
    Place unit_place;
};

struct SourceContact {
    std::string id;
    std::string name;
    std::string phone;
    std::string web;
    std::string mail;
    std::string hours;
    std::string cost;
    std::vector<std::string> languages;
    std::string source;
    std::string as_of;
    std::string confidence;
    bool emergency = false;
    bool removed = false;
    std::map<std::string, Reference> for_whom; ///< by language: the line and where it stands
    Place place;
};

struct SourcePlace {
    PlaceRow row;                           ///< without for_whom
    std::map<std::string, Place> places;    ///< where the value of a key stands
    std::vector<Reference> services;        ///< as in the row
    std::map<std::string, Reference> lines; ///< for_whom by language

    const Place& place() const { return places.at("id"); }
};

struct SourceGuideAnswer {
    Reference icon;
    Reference next;
};

struct SourceGuideNode {
    std::string id;
    Place place;
    GuideNodeKind kind = GuideNodeKind::Question;
    std::vector<SourceGuideAnswer> answers{};
    std::vector<Reference> articles{};
    std::vector<Reference> contacts{};
    Reference places{};
    bool discreet = false;
};

/// The words of a node in guides/<id>/<lang>.toml
struct SourceGuideText {
    Place place;
    Reference title;
    SourceText text;
    std::vector<Reference> answers;
    std::vector<Reference> hints;
    std::vector<Reference> bring;
    std::string hash;     ///< of all of them, 8 hex digits
    bool complete = true; ///< has words for all answers
    bool stale = false;
};

/// guides/<id>/<lang>.toml
struct SourceGuideWords {
    Place place;
    Reference title;
    TranslationState state = TranslationState::Draft;
    std::optional<std::vector<std::string>> follows;
    std::map<std::string, SourceGuideText> nodes; ///< by id
    bool stale = false;
    std::vector<std::string> stale_nodes; ///< ids, "title" for that of the guide
};

/// guides/<id>.toml with all its languages
struct SourceGuide {
    std::string id;
    Place place;
    std::string default_language;
    Reference start;
    int order = 100;
    Reference icon;
    std::vector<std::string> sources;
    std::optional<Date> as_of;
    std::optional<Date> review_by;
    Place review_by_place;
    bool crisis = false;
    bool removed = false;
    std::vector<SourceGuideNode> nodes;            ///< in the order of the file
    std::map<std::string, SourceGuideWords> words; ///< by language
    std::set<std::string> unread; ///< languages whose words are there but could not be read
};

struct SourceSlip {
    SlipTemplate slip;
    Place place;
    std::vector<Reference> icons{};
    std::vector<Reference> keys{}; ///< of interface strings
};

struct SourcePrinter : PrinterRow {
    Place place;
};

struct SourceTerm : TermRow {
    Place place;
};

/// ui/<lang>.toml
struct SourceStrings {
    Place place;
    std::string state;
    std::map<std::string, Reference> strings; ///< by key: the pattern and where it stands
};

/// A package, or several of them applied to one another.
struct Package {
    std::string id;
    Place place;
    std::filesystem::path folder;
    std::string title;
    std::string licence;
    std::string default_language = "de";
    std::vector<Reference> languages;
    std::vector<Reference> partly; ///< of them, those that need not have every article
    std::optional<Date> as_of;
    std::vector<SourceLanguage> language_rows;
    std::vector<SourceTopic> topics;
    std::vector<SourcePhase> phases;
    std::vector<SourceValue> values;
    std::vector<SourceContact> contacts;
    std::vector<SourcePlace> places;
    std::vector<SourceTerm> terms;
    std::map<std::string, std::map<std::string, SourceTerm>> term_translations; ///< language, id
    std::map<std::string, SourceStrings> strings;                               ///< by language
    std::map<std::string, SourceArticle> articles;                              ///< by slug
    std::map<std::string, SourceGuide> guides;                                  ///< by id
    std::map<std::string, SourceSlip> slips;                                    ///< by id
    std::vector<SourcePrinter> printers;
    /// By name of the patterns: words as they are to be hyphenated, "Be-hörden-gang".
    std::map<std::string, std::vector<Reference>> hyphenations;
    /// Files that are there but could not be read, relative to the folder, as "values.toml"; and
    /// slugs of such articles. What refers to them is not to blame.
    std::set<std::string> unread;
    std::set<std::string> unread_articles;
    /// By the folder of a package: where the recordings are that `record` made of it (speech.hpp).
    std::map<std::filesystem::path, std::filesystem::path> rendered{};
};

} // namespace zugang::content::tool
