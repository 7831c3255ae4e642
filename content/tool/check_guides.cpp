#include "content/tool/check.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace zugang::content::tool {
namespace {

constexpr std::size_t least_answers = 2;
constexpr std::size_t most_answers = 10;
constexpr std::size_t most_questions = 5;

class GuideCheck {
  public:
    GuideCheck(const SourceGuide& guide, const Package& package, Report& report)
        : guide_(guide), package_(package), report_(report) {}

    void run() {
        collect_nodes();
        if (find(guide_.start) != nullptr) {
            walk(guide_.start.name);
        }
        for (const SourceGuideNode& node : guide_.nodes) {
            if (!seen_.contains(node.id) && nodes_.contains(guide_.start.name)) {
                report_.error(node.place, "nobody gets to \"" + node.id + "\"",
                              "let an answer lead there, or take it out");
            }
            if (node.kind == GuideNodeKind::Question) {
                check_question(node);
            } else {
                check_result(node);
            }
        }
        check_words();
    }

  private:
    void collect_nodes() {
        for (const SourceGuideNode& node : guide_.nodes) {
            names_.push_back(node.id);
            if (!nodes_.emplace(node.id, &node).second) {
                report_.error(node.place, "there is a second node \"" + node.id + "\"",
                              "give it another id");
            }
        }
    }

    /// Null and a finding where there is none.
    const SourceGuideNode* find(const Reference& id) {
        const auto found = nodes_.find(id.name);
        if (found == nodes_.end()) {
            report_.error(id.place, "there is no node \"" + id.name + "\"",
                          suggestion(id.name, names_, "write it, or lead to another one"));
            return nullptr;
        }
        return found->second;
    }

    std::string way() const {
        std::string text;
        for (const std::string& id : way_) {
            text += (text.empty() ? "" : " > ") + id;
        }
        return text;
    }

    /// Most questions from here on. Every node is walked from once: what goes round and what is too
    /// long is named once.
    std::size_t walk(const std::string& id) {
        const SourceGuideNode& node = *nodes_.at(id);
        way_.push_back(id);
        std::size_t most = 0;
        for (const SourceGuideAnswer& answer : node.answers) {
            const auto next = nodes_.find(answer.next.name);
            if (next == nodes_.end()) {
                continue;
            }
            if (std::ranges::find(way_, next->first) != way_.end()) {
                report_.error(answer.next.place,
                              "the way goes round: " + way() + " > " + next->first,
                              "lead on to another node");
                continue;
            }
            const auto known = depths_.find(next->first);
            most = std::max(most, known != depths_.end() ? known->second : walk(next->first));
        }
        const std::size_t depth = most + (node.kind == GuideNodeKind::Question ? 1 : 0);
        if (id == guide_.start.name && depth > most_questions) {
            report_.error(guide_.start.place,
                          "up to " + std::to_string(depth) +
                              " questions lead to a result: " + longest_way(),
                          "ask at most " + std::to_string(most_questions));
        }
        way_.pop_back();
        depths_[id] = depth;
        seen_.insert(id);
        return depth;
    }

    /// From the start, by the answers that have the most questions behind them.
    std::string longest_way() const {
        std::string text = guide_.start.name;
        const SourceGuideNode* node = nodes_.at(guide_.start.name);
        while (node != nullptr && !node->answers.empty()) {
            const SourceGuideNode* next = nullptr;
            std::size_t most = 0;
            for (const SourceGuideAnswer& answer : node->answers) {
                const auto depth = depths_.find(answer.next.name);
                if (depth != depths_.end() && (next == nullptr || depth->second > most)) {
                    next = nodes_.at(answer.next.name);
                    most = depth->second;
                }
            }
            text += next != nullptr ? " > " + next->id : "";
            node = next;
        }
        return text;
    }

    void check_question(const SourceGuideNode& node) {
        for (const SourceGuideAnswer& answer : node.answers) {
            find(answer.next);
        }
        if (node.answers.size() < least_answers || node.answers.size() > most_answers) {
            report_.error(node.place,
                          "\"" + node.id + "\" has " + std::to_string(node.answers.size()) +
                              (node.answers.size() == 1 ? " answer" : " answers"),
                          "give a question 2 to 10 answers");
        }
    }

    /// An article or contact that could not be read may be public.
    bool is_public_article(const Reference& slug) const {
        if (package_.unread_articles.contains(slug.name)) {
            return true;
        }
        const auto found = package_.articles.find(slug.name);
        return found != package_.articles.end() && found->second.visibility == Visibility::Public;
    }

    bool is_public_contact(const Reference& id) const {
        return package_.unread.contains("contacts.toml") ||
               std::ranges::any_of(package_.contacts, [&id](const SourceContact& row) {
                   return row.id == id.name && row.confidence != "low";
               });
    }

    void check_result(const SourceGuideNode& node) {
        const auto is_shown = [this](const Reference& slug) { return is_public_article(slug); };
        const auto is_named = [this](const Reference& id) { return is_public_contact(id); };
        if (std::ranges::none_of(node.articles, is_shown) &&
            std::ranges::none_of(node.contacts, is_named)) {
            report_.error(node.place, "\"" + node.id + "\" is a dead end",
                          "name a public article or contact");
        }
        for (const Reference& slug : node.articles) {
            const auto found = package_.articles.find(slug.name);
            if (found != package_.articles.end() && found->second.discreet && !node.discreet) {
                report_.error(slug.place, "\"" + slug.name + "\" is a discreet article",
                              "write discreet = true: no print and no QR code of this result");
            }
        }
        const auto strings = package_.strings.find(package_.default_language);
        if (!node.places.name.empty() && strings != package_.strings.end() &&
            !package_.unread.contains("ui/" + package_.default_language + ".toml") &&
            !strings->second.strings.contains("place_kind." + node.places.name)) {
            report_.error(node.places.place,
                          "there is no kind of places \"" + node.places.name + "\"",
                          "add the interface string place_kind." + node.places.name);
        }
    }

    void check_words() {
        const auto original = guide_.words.find(guide_.default_language);
        if (original == guide_.words.end() && guide_.unread.contains(guide_.default_language)) {
            return; // nothing to compare with
        }
        if (original == guide_.words.end()) {
            report_.error(guide_.place, "the guide has no words in the default language",
                          "write " + guide_.id + "/" + guide_.default_language + ".toml");
        } else {
            for (const auto& [id, node] : nodes_) {
                if (!original->second.nodes.contains(id)) {
                    report_.error(original->second.place, "the words of \"" + id + "\" are missing",
                                  "write [" + id + "]");
                }
            }
        }
        for (const auto& [language, words] : guide_.words) {
            for (const auto& [id, text] : words.nodes) {
                check_words_of(id, text);
            }
        }
    }

    void check_words_of(const std::string& id, const SourceGuideText& text) {
        const auto found = nodes_.find(id);
        if (found == nodes_.end()) {
            report_.error(text.place, "there is no node \"" + id + "\"",
                          suggestion(id, names_, "take these words out"));
            return;
        }
        const SourceGuideNode& node = *found->second;
        const auto compare = [&](const char* what, std::size_t size) {
            if (size != node.answers.size()) {
                report_.error(text.place,
                              std::to_string(size) + " " + what + ", but \"" + id + "\" has " +
                                  std::to_string(node.answers.size()) + " answers",
                              "write one for each answer, in the same order");
            }
        };
        compare("answers", text.answers.size());
        if (!text.hints.empty()) {
            compare("hints", text.hints.size());
        }
        if (node.kind == GuideNodeKind::Question &&
            (!text.text.text.utf8.empty() || !text.bring.empty())) {
            report_.error(text.place, "a question has no \"text\" and nothing to bring",
                          "ask in one sentence; say the rest in the results");
        }
    }

    const SourceGuide& guide_;
    const Package& package_;
    Report& report_;
    std::map<std::string, const SourceGuideNode*> nodes_;
    std::vector<std::string> names_;
    std::vector<std::string> way_;              ///< from the start to where the walk is
    std::map<std::string, std::size_t> depths_; ///< of nodes that were walked from
    std::set<std::string> seen_;
};

} // namespace

void check_guides(const Package& package, Report& report) {
    for (const auto& [id, guide] : package.guides) {
        GuideCheck(guide, package, report).run();
    }
}

} // namespace zugang::content::tool
