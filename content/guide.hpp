#pragma once

#include "content/article.hpp"
#include "content/text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

enum class GuideNodeKind : std::uint8_t { Question, Result };

struct GuideAnswer {
    std::string icon{}; ///< pictogram name, may be empty
    std::string next{}; ///< id of the node that it leads to
};

/// A question or a result, without its words.
struct GuideNode {
    std::string id; ///< unique in its guide
    GuideNodeKind kind = GuideNodeKind::Question;
    std::vector<GuideAnswer> answers{};  ///< Question: in the order of the screen
    std::vector<std::string> articles{}; ///< Result: slugs, in order
    std::vector<std::string> contacts{}; ///< Result: ids, in order
    std::string places{};                ///< Result: kind of the places to show, may be empty
    bool discreet = false;               ///< Result: no print, no QR code, no count
};

/// The words of a node in one language.
struct GuideText {
    std::string title{};                ///< the question, or what a result says
    Text text{};                        ///< Result: what else there is to say, may be empty
    std::vector<std::string> answers{}; ///< as many as the node has, in its order
    std::vector<std::string> hints{};   ///< one an answer, or none at all
    std::vector<std::string> bring{};   ///< Result: what a visitor takes along
    bool stale = false; ///< the default language's words have changed since this translation
};

/// A guide as it stands in a list.
struct GuideEntry {
    std::string id;
    std::string language; ///< of the title
    std::string title;
    std::string icon;  ///< pictogram name, may be empty
    std::string start; ///< id of its first node
    bool crisis = false;
};

/// A node with its words, all of them in one language.
struct GuideStep {
    GuideNode node;
    GuideText text;
    std::string language;
    TranslationState state = TranslationState::Reviewed;
    int questions = 0; ///< at most so many from here to a result, this one included
};

/// In their order, titles in the language or its fallback.
std::vector<GuideEntry> list_guides(Database& database, std::string_view language);

/// No value where there is no such guide, or where it has no title in any language of the chain.
std::optional<GuideEntry> find_guide(Database& database, std::string_view id,
                                     std::string_view language);

/// In the first language of the chain that has all words of the node; no value where there is none.
std::optional<GuideStep> find_guide_step(Database& database, std::string_view guide,
                                         std::string_view node, std::string_view language);

/// Ids of the results of a guide that are discreet, in alphabetical order.
std::vector<std::string> discreet_results(Database& database, std::string_view guide);

} // namespace zugang::content
