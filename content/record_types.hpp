#pragma once

#include "content/article.hpp"
#include "content/guide.hpp"
#include "content/keyboard.hpp"
#include "content/land_map.hpp"
#include "content/language.hpp"
#include "content/media.hpp"
#include "content/place.hpp"
#include "content/printer_profile.hpp"
#include "content/recording.hpp"
#include "content/slip_template.hpp"
#include "content/topic.hpp"
#include "content/value.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What the records of a package say. Texts hold their soft hyphens already.
namespace zugang::content {

/// package
struct PackageRecord {
    std::string id; ///< "bund", "land/by", "zentrum/augsburg"
    std::string title;
    std::string licence;
    std::string default_language;
    std::vector<std::string> languages; ///< in the order of the language screen
    std::optional<Date> as_of;
    std::vector<std::string> pictograms; ///< names that the terminal itself draws
    std::vector<std::string> fonts;      ///< families that every language needs
};

struct TopicRow {
    Topic topic;
    bool removed = false;
};

/// topics
struct TopicsRecord {
    std::vector<TopicRow> topics;
    std::vector<Phase> phases;
};

/// values: the rows of one id stand together.
struct ValueRow {
    Value value;
    std::string label;
    std::string law;
    std::string source;
    std::string confidence;
    bool removed = false;
};

/// contacts
struct ContactRow {
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
    std::map<std::string, std::string> for_whom; ///< by language
};

/// places
struct PlaceRow {
    std::string id;
    std::string name;
    std::string kind;
    std::string street;
    std::string postcode;
    std::string city;
    std::string land;
    std::optional<Coordinates> position;
    std::string phone;
    std::string web;
    std::string mail;
    std::string hours;
    std::vector<std::string> languages;
    std::vector<std::string> services;
    std::vector<std::string> accessibility;
    std::string source;
    std::optional<Date> as_of;
    bool removed = false;
    std::map<std::string, std::string> for_whom{}; ///< by language
};

/// guide/<id>
struct GuideRecord {
    std::string start{}; ///< id of the first node
    int order = 100;
    std::string icon{};
    std::vector<std::string> sources{};
    std::optional<Date> as_of{}; ///< none: that of the package
    std::optional<Date> review_by{};
    bool crisis = false; ///< from bund only
    bool removed = false;
    std::vector<GuideNode> nodes{};
};

/// guide/<id>/<language>
struct GuideTextRecord {
    std::string title{};
    TranslationState state = TranslationState::Draft;
    bool stale = false;
    std::map<std::string, GuideText> nodes{}; ///< by id
    /// Of questions, by node. media: empty in a record, the file is
    /// "speech/<language>/guide.<id>/<node>.opus"; its hash once packages are applied.
    std::vector<Recording> recordings{};
};

/// terms: the German glossary.
struct TermRow {
    std::string id;
    std::string term;
    std::string text;
    bool removed = false;
};

/// terms/<language>, by id.
struct TermTranslation {
    std::string term;
    std::string text;
};
using TermTranslations = std::map<std::string, TermTranslation>;

/// strings/<language>, by key: ICU messages.
using StringsRecord = std::map<std::string, std::string>;

/// printers
struct PrinterRow {
    PrinterProfile profile;
    bool removed = false;
};

/// fonts
struct FontRow {
    Font font; ///< media: the name behind "font/"
    int position = 0;
};

/// article/<slug>
struct ArticleRecord {
    std::string topic;
    int order = 100;
    std::string parent;
    std::string icon;
    int phase = 0;
    std::string audience;
    std::vector<std::string> sources;
    std::optional<Date> as_of; ///< none: that of the package
    std::optional<Date> review_by;
    std::string confidence;
    std::vector<std::string> contacts;
    std::vector<std::string> related;
    Visibility visibility = Visibility::Public;
    Origin origin = Origin::Own;
    bool discreet = false;
    bool removed = false;
};

/// article/<slug>/<language>
struct TextRecord {
    Text title;
    Text summary;
    std::vector<std::string> keywords;
    TranslationState state = TranslationState::Draft;
    bool stale = false;
    bool aligned = true;
    std::vector<Block> blocks; ///< media: the name behind "media/"
    /// Of blocks in the order of their ids. media: empty, the file is
    /// "speech/<language>/<slug>/<block>.opus".
    std::vector<Recording> recordings = {};
};

} // namespace zugang::content
