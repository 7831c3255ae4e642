#include "content/tool/guide_graph.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <sstream>

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

constexpr std::size_t line_characters = 32;
constexpr std::size_t most_ways = 6;   ///< more are said with an ellipsis
constexpr std::size_t most_steps = 20; ///< a guide that was not checked may go round

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        result += c == '&'   ? "&amp;"
                  : c == '<' ? "&lt;"
                  : c == '>' ? "&gt;"
                  : c == '"' ? "&quot;"
                             : std::string(1, c);
    }
    return result;
}

/// Ways to every node, each as the numbers of its answers: "1.3".
class Ways {
  public:
    explicit Ways(const SourceGuide& guide) {
        for (const SourceGuideNode& node : guide.nodes) {
            nodes_.emplace(node.id, &node);
        }
        walk(guide.start.name, {}, 0);
    }

    std::string to(const std::string& id) const {
        const auto found = ways_.find(id);
        std::string text;
        for (std::size_t i = 0; found != ways_.end() && i < found->second.size(); ++i) {
            if (i == most_ways) {
                return text + " …";
            }
            text += (i == 0 ? "" : "  ") + found->second[i];
        }
        return text;
    }

  private:
    void walk(const std::string& id, const std::string& way, std::size_t steps) {
        const auto node = nodes_.find(id);
        if (node == nodes_.end() || steps > most_steps || ways_[id].size() > most_ways) {
            return;
        }
        ways_[id].push_back(way);
        std::size_t number = 0;
        for (const SourceGuideAnswer& answer : node->second->answers) {
            walk(answer.next.name, way + (way.empty() ? "" : ".") + std::to_string(++number),
                 steps + 1);
        }
    }

    std::map<std::string, const SourceGuideNode*> nodes_;
    std::map<std::string, std::vector<std::string>> ways_;
};

class GraphWriter {
  public:
    GraphWriter(const SourceGuide& guide, const std::string& language, Direction direction)
        : guide_(guide), language_(language), direction_(direction), ways_(guide) {}

    std::string run() {
        const bool rtl = direction_ == Direction::RightToLeft;
        out_ << "digraph guide {\n"
             << "graph [rankdir=" << (rtl ? "RL" : "LR")
             << ", ordering=out, ranksep=0.9, nodesep=0.18, fontname=\"Noto Sans\", fontsize=22, "
                "labelloc=t, "
                "label=<"
             << lines(title(), "CENTER") << "<BR/><FONT POINT-SIZE=\"12\">"
             << "guide/" << escaped(guide_.id) << ", " << escaped(language_)
             << ". Dashed: discreet, no print and no QR code. Below a result: the ways that lead "
                "there.</FONT>>]\n"
             << "node [shape=plain, fontname=\"Noto Sans\", fontsize=12]\n"
             << "edge [color=\"#53606C\", arrowsize=0.7]\n";
        for (const SourceGuideNode& node : guide_.nodes) {
            write_node(node);
        }
        for (const SourceGuideNode& node : guide_.nodes) {
            write_edges(node);
        }
        out_ << "}\n";
        return out_.str();
    }

  private:
    const SourceGuideWords* words_in(const std::string& language) const {
        const auto found = guide_.words.find(language);
        return found != guide_.words.end() ? &found->second : nullptr;
    }

    std::string title() const {
        for (const std::string* language : {&language_, &guide_.default_language}) {
            const SourceGuideWords* words = words_in(*language);
            if (words != nullptr && !words->title.name.empty()) {
                return words->title.name;
            }
        }
        return guide_.id;
    }

    /// Null where no language has them.
    const SourceGuideText* text_of(const std::string& node) const {
        for (const std::string* language : {&language_, &guide_.default_language}) {
            const SourceGuideWords* words = words_in(*language);
            if (words == nullptr) {
                continue;
            }
            const auto text = words->nodes.find(node);
            if (text != words->nodes.end() && text->second.complete) {
                return &text->second;
            }
        }
        return nullptr;
    }

    /// Lines of a label, isolated so that a number beside them never reorders.
    std::string lines(const std::string& utf8, const char* align) const {
        std::string text;
        for (const std::string& line : wrap(utf8, line_characters, language_)) {
            text += (text.empty() ? "" : std::string("<BR ALIGN=\"") + align + "\"/>") + "\u2068" +
                    escaped(line) + "\u2069";
        }
        return text + "<BR ALIGN=\"" + align + "\"/>";
    }

    const char* start_side() const {
        return direction_ == Direction::RightToLeft ? "RIGHT" : "LEFT";
    }

    void write_node(const SourceGuideNode& node) {
        const SourceGuideText* text = text_of(node.id);
        const bool question = node.kind == GuideNodeKind::Question;
        const std::string head = text != nullptr ? text->title.name : node.id;
        out_ << quoted(node.id) << " [label=<<TABLE BORDER=\"" << (node.discreet ? 2 : 1)
             << "\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"5\" COLOR=\""
             << (node.discreet ? "#A32652" : "#0A5560") << "\""
             << (node.discreet ? " STYLE=\"DASHED\"" : "") << "><TR><TD COLSPAN=\"2\" BGCOLOR=\""
             << (question ? "#D9EAEA" : "#FDF0D2") << "\"><B>" << lines(head, start_side())
             << "</B></TD></TR>";
        if (question) {
            write_answers(node, text);
        } else {
            write_result(node);
        }
        out_ << "</TABLE>>]\n";
    }

    void write_answers(const SourceGuideNode& node, const SourceGuideText* text) {
        const bool rtl = direction_ == Direction::RightToLeft;
        for (std::size_t i = 0; i < node.answers.size(); ++i) {
            const std::string& answer =
                text != nullptr ? text->answers[i].name : node.answers[i].next.name;
            const std::string number =
                "<TD VALIGN=\"TOP\"><B>" + std::to_string(i + 1) + "</B></TD>";
            const std::string words = "<TD WIDTH=\"190\" ALIGN=\"" + std::string(start_side()) +
                                      "\" PORT=\"a" + std::to_string(i) + "\" BALIGN=\"" +
                                      start_side() + "\">" + lines(answer, start_side()) + "</TD>";
            out_ << "<TR>" << (rtl ? words + number : number + words) << "</TR>";
        }
    }

    void write_result(const SourceGuideNode& node) {
        const auto row = [this](const std::string& words, const char* colour) {
            if (!words.empty()) {
                out_ << "<TR><TD COLSPAN=\"2\"><FONT POINT-SIZE=\"10\" COLOR=\"" << colour << "\">"
                     << lines(words, "CENTER") << "</FONT></TD></TR>";
            }
        };
        std::string leads_to;
        for (const auto* list : {&node.contacts, &node.articles}) {
            for (const Reference& name : *list) {
                leads_to += (leads_to.empty() ? "" : ", ") + name.name;
            }
        }
        row(leads_to, "#17212B");
        row(node.discreet ? "no print, no QR code" : "", "#A32652");
        row(ways_.to(node.id), "#53606C");
    }

    void write_edges(const SourceGuideNode& node) {
        const char* side = direction_ == Direction::RightToLeft ? "w" : "e";
        const char* other = direction_ == Direction::RightToLeft ? "e" : "w";
        for (std::size_t i = 0; i < node.answers.size(); ++i) {
            const std::string& next = node.answers[i].next.name;
            if (std::ranges::find(guide_.nodes, next, &SourceGuideNode::id) != guide_.nodes.end()) {
                out_ << quoted(node.id) << ":a" << i << ":" << side << " -> " << quoted(next) << ":"
                     << other << "\n";
            }
        }
    }

    static std::string quoted(const std::string& id) {
        std::string text = "\"";
        for (const char c : id) {
            text += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
        }
        return text + "\"";
    }

    const SourceGuide& guide_;
    const std::string& language_;
    Direction direction_;
    Ways ways_;
    std::ostringstream out_;
};

} // namespace

std::vector<std::string> wrap(std::string_view utf8, std::size_t most_characters,
                              const std::string& language) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createLineInstance(
        icu::Locale::forLanguageTag(language, status), status));
    std::vector<std::string> lines;
    if (U_FAILURE(status) != 0) {
        return {std::string(utf8)};
    }
    breaks->setText(text);
    std::int32_t start = 0;
    std::int32_t last = 0;
    const auto put_line = [&](std::int32_t end) {
        std::string line;
        icu::UnicodeString(text, start, end - start).trim().toUTF8String(line);
        lines.push_back(std::move(line));
        start = end;
    };
    for (std::int32_t at = breaks->next(); at != icu::BreakIterator::DONE; at = breaks->next()) {
        const auto width = static_cast<std::size_t>(
            icu::UnicodeString(text, start, at - start).trim().countChar32());
        if (width > most_characters && last > start) {
            put_line(last);
        }
        last = at;
    }
    if (start < text.length()) {
        put_line(text.length());
    }
    return lines;
}

std::string dot_of_guide(const SourceGuide& guide, const std::string& language,
                         Direction direction) {
    return GraphWriter(guide, language, direction).run();
}

} // namespace zugang::content::tool
