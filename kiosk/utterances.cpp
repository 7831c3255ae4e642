#include "kiosk/utterances.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace zugang::kiosk {

namespace {

struct CloseText {
    void operator()(UText* text) const noexcept { utext_close(text); }
};

// "de-simple" is German to ICU.
icu::Locale locale_of(std::string_view tag) {
    return {std::string(tag.substr(0, tag.find('-'))).c_str()};
}

template <typename Function>
void each_character(std::string_view utf8, Function function) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < size;) {
        const auto start = static_cast<std::size_t>(at);
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, c);
        function(c, utf8.substr(start, static_cast<std::size_t>(at) - start));
    }
}

bool can_be_said(std::string_view utf8) {
    bool any = false;
    each_character(utf8, [&any](UChar32 c, std::string_view) {
        any = any || u_isalnum(c) != 0 || c == U'€' || c == U'%';
    });
    return any;
}

bool has_letters(std::string_view utf8) {
    bool any = false;
    each_character(utf8, [&any](UChar32 c, std::string_view) { any = any || u_isalpha(c) != 0; });
    return any;
}

std::size_t leading_spaces(std::string_view text) {
    return std::min(text.find_first_not_of(" \t\n"), text.size());
}

/// Text of an element, cut into what is said in one go.
class Cutter {
  public:
    Cutter(const Node& node, std::vector<Utterance>& out) : node_(node), out_(out) {}

    void cut(std::string_view text, bool is_label) {
        const auto edges = sentence_edges(text, node_.language);
        for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
            begun_ = false;
            if (is_label) {
                cut_sentence(text, edges[i], edges[i + 1]);
            } else {
                add(text, edges[i], edges[i + 1], node_.language, false, false);
            }
        }
    }

  private:
    void cut_sentence(std::string_view text, std::size_t from, std::size_t to) {
        std::size_t at = from;
        for (const Stretch& stretch : node_.stretches) {
            const std::size_t start = std::max(stretch.start, at);
            const std::size_t end = std::min(stretch.start + stretch.length, to);
            if (start >= end) {
                continue;
            }
            add(text, at, start, node_.language, false, true);
            // Without letters, digits are read in the language of the page.
            add(text, start, end, stretch.language.empty() ? node_.language : stretch.language,
                stretch.spelled && !has_letters(text.substr(start, end - start)), true);
            at = end;
        }
        add(text, at, to, node_.language, false, true);
    }

    void add(std::string_view whole, std::size_t from, std::size_t to, std::string_view language,
             bool spelled, bool marks) {
        std::string_view text = whole.substr(from, to - from);
        if (!can_be_said(text)) {
            return;
        }
        const std::size_t spaces = leading_spaces(text);
        text.remove_prefix(spaces);
        text.remove_suffix(text.size() - 1 - text.find_last_not_of(" \t\n"));
        out_.push_back({.text = std::string(text),
                        .language = std::string(language),
                        .privacy = node_.is_private ? Privacy::Private : Privacy::Public,
                        .node = node_.id,
                        .offset = from + spaces,
                        .marks = marks,
                        .spelled = spelled,
                        .goes_on = begun_});
        begun_ = true;
    }

    const Node& node_;
    std::vector<Utterance>& out_;
    bool begun_ = false; ///< part of this sentence is there already
};

} // namespace

std::vector<std::size_t> sentence_edges(std::string_view utf8, std::string_view language) {
    std::vector<std::size_t> edges{0};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> sentences(
        icu::BreakIterator::createSentenceInstance(locale_of(language), status));
    const std::unique_ptr<UText, CloseText> text(
        utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status));
    if (U_SUCCESS(status) != 0) {
        sentences->setText(text.get(), status);
        for (auto edge = sentences->first(); edge != icu::BreakIterator::DONE;
             edge = sentences->next()) {
            if (edge > 0 && static_cast<std::size_t>(edge) < utf8.size()) {
                edges.push_back(static_cast<std::size_t>(edge));
            }
        }
    }
    if (!utf8.empty()) {
        edges.push_back(utf8.size());
    }
    return edges;
}

std::vector<Utterance> utterances_of(const Node& node) {
    std::vector<Utterance> result;
    if (!node.lead.empty()) {
        result.push_back(aside(node.lead, node.language, node.id));
    }
    Cutter cutter(node, result);
    if (node.speak.empty() || node.speak == node.label) {
        cutter.cut(node.label, true);
    } else {
        cutter.cut(node.speak, false);
    }
    return result;
}

Utterance aside(std::string_view text, std::string_view language, std::string_view node) {
    return {.text = std::string(text),
            .language = std::string(language),
            .node = std::string(node),
            .aside = true};
}

std::string said(const Utterance& utterance) {
    std::string result;
    each_character(utterance.text, [&](UChar32 c, std::string_view bytes) {
        const bool direction = c == 0xFFFD || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                               c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E);
        if (direction || c == 0) {
            result += ' ';
        } else {
            result += bytes;
            if (utterance.spelled) {
                result += ' ';
            }
        }
    });
    return result;
}

std::size_t byte_of_character(std::string_view utf8, std::size_t character) {
    std::size_t at = 0;
    while (character > 0 && at < utf8.size()) {
        ++at;
        while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U) {
            ++at;
        }
        --character;
    }
    return at;
}

} // namespace zugang::kiosk
