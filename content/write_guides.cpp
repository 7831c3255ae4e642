#include "content/write_guides.hpp"

#include "content/insert.hpp"
#include "content/list_text.hpp"
#include "content/plain_words.hpp"
#include "content/recording.hpp"
#include "content/soft_hyphens.hpp"
#include "content/span_lines.hpp"

#include <algorithm>

namespace zugang::content {
namespace {

/// Most questions from a node to a result, for every node. What an unchecked guide leads back to
/// counts once.
class QuestionCount {
  public:
    explicit QuestionCount(const GuideRecord& guide) {
        for (const GuideNode& node : guide.nodes) {
            nodes_.insert_or_assign(node.id, &node);
        }
    }

    int from(const std::string& id) {
        const auto [known, is_new] = counts_.emplace(id, 0);
        if (!is_new) {
            return known->second;
        }
        const GuideNode& node = *nodes_.at(id);
        int most = 0;
        for (const GuideAnswer& answer : node.answers) {
            most = std::max(most, from(answer.next));
        }
        return counts_[id] = most + (node.kind == GuideNodeKind::Question ? 1 : 0);
    }

  private:
    std::map<std::string, const GuideNode*> nodes_;
    std::map<std::string, int> counts_;
};

class GuideWriter {
  public:
    GuideWriter(Database& database, const AppliedPackages& applied)
        : words_(words_of_terms(applied)),
          guide_(database, "INSERT INTO guide VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
          translation_(database, "INSERT INTO guide_translation VALUES (?1, ?2, ?3, ?4, ?5)"),
          node_(database,
                "INSERT OR REPLACE INTO guide_node VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
          answer_(database, "INSERT OR REPLACE INTO guide_answer VALUES (?1, ?2, ?3, ?4, ?5)"),
          text_(database, "INSERT INTO guide_text VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
          answer_text_(database, "INSERT INTO guide_answer_text VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
          recording_(database, "INSERT OR REPLACE INTO recording "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") {}

    void write(const std::string& id, const AppliedGuide& guide) {
        const GuideRecord& facts = guide.facts;
        guide_.row(id, facts.order, facts.icon, facts.start, facts.crisis, facts.as_of,
                   facts.review_by, join_list(facts.sources, '\n'));
        QuestionCount questions(facts);
        for (const GuideNode& node : facts.nodes) {
            node_.row(id, node.id, static_cast<int>(node.kind), questions.from(node.id),
                      join_list(node.articles), join_list(node.contacts), node.places,
                      node.discreet);
            int position = 0;
            for (const GuideAnswer& answer : node.answers) {
                answer_.row(id, node.id, position++, answer.icon, answer.next);
            }
        }
        for (const auto& [language, texts] : guide.texts) {
            write(id, language, texts);
        }
    }

  private:
    void write(const std::string& id, const std::string& language, const GuideTextRecord& texts) {
        translation_.row(id, language, texts.title, static_cast<int>(texts.state), texts.stale);
        for (const auto& [node, words] : texts.nodes) {
            Text text = words.text;
            fill_terms(text, words_);
            text_.row(id, node, language, words.title, text.utf8, write_spans(text.spans),
                      join_list(words.bring, '\n'), words.stale);
            for (std::size_t i = 0; i < words.answers.size(); ++i) {
                answer_text_.row(id, node, language, static_cast<int>(i), words.answers[i],
                                 words.hints.empty() ? std::string() : words.hints[i]);
            }
        }
        for (const Recording& recording : texts.recordings) {
            if (const auto node = texts.nodes.find(recording.block); node != texts.nodes.end()) {
                write(guide_recordings(id), language, recording, node->second.title);
            }
        }
    }

    void write(const std::string& name, const std::string& language, const Recording& recording,
               const std::string& text) {
        std::vector<SpokenWord> words = recording.words;
        std::erase_if(words, [&text](const SpokenWord& word) {
            return !is_within(text, word.start, word.length);
        });
        recording_.row(name, language, recording.block, recording.media, recording.duration_ms,
                       recording.loudness_tenths, recording.synthetic, write_words(words));
    }

    std::map<std::string, std::string> words_;
    Insert guide_;
    Insert translation_;
    Insert node_;
    Insert answer_;
    Insert text_;
    Insert answer_text_;
    Insert recording_;
};

} // namespace

void write_guides(Database& database, const AppliedPackages& applied) {
    GuideWriter writer(database, applied);
    for (const auto& [id, guide] : applied.guides) {
        writer.write(id, guide);
    }
}

std::map<std::string, std::string> words_of_terms(const AppliedPackages& applied) {
    std::map<std::string, std::string> words;
    for (const TermRow& row : applied.terms) {
        words.emplace(row.id, short_term(without_soft_hyphens(row.term)));
    }
    return words;
}

} // namespace zugang::content
