#include "content/search/passage.hpp"

#include <algorithm>
#include <iterator>

namespace zugang::content::search {
namespace {

constexpr std::string_view left_out = "…";

bool is_between_words(std::string_view utf8, std::size_t at) {
    return at == 0 || at >= utf8.size() || utf8[at - 1] == ' ' || utf8[at - 1] == '\n';
}

bool is_between_characters(std::string_view utf8, std::size_t at) {
    return at >= utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xc0U) != 0x80U;
}

/// The nearest place before `at` where a text may be cut: between words, or between characters
/// where no word ends near.
std::size_t cut_before(std::string_view utf8, std::size_t at, std::size_t least) {
    constexpr std::size_t near = 40;
    for (std::size_t back = 0; back < near && at - back > least; ++back) {
        if (is_between_words(utf8, at - back)) {
            return at - back;
        }
    }
    while (at > least && !is_between_characters(utf8, at)) {
        --at;
    }
    return at;
}

} // namespace

MarkedStems stems_to_mark(const std::vector<QueryWord>& words, const LanguageIndex& index) {
    MarkedStems stems;
    for (const QueryWord& word : words) {
        if (word.share <= 0.1) {
            continue;
        }
        for (const SensesInLanguage& language : word.senses) {
            if (language.index == &index) {
                for (const Sense& sense : language.senses) {
                    stems.insert(sense.stem);
                }
            }
        }
    }
    return stems;
}

std::vector<TextRange> mark(std::string_view utf8, const Analyser& analyser,
                            const MarkedStems& stems) {
    std::vector<TextRange> marks;
    for (const Token& token : tokenize(utf8, analyser.apostrophe())) {
        const Word word = analyser.analyse(utf8.substr(token.start, token.length), token.kind);
        if (!stems.contains(word.stem)) {
            continue;
        }
        if (!marks.empty() && marks.back().start + marks.back().length >= token.start) {
            marks.back().length = std::max(marks.back().start + marks.back().length,
                                           token.start + token.length) -
                                  marks.back().start; // grams overlap
        } else {
            marks.push_back({.start = token.start, .length = token.length});
        }
    }
    return marks;
}

namespace {

bool is_value(const Span& span) {
    return span.kind == SpanKind::Value || span.kind == SpanKind::Contact;
}

} // namespace

Passage cut_passage(const Text& text, const std::vector<TextRange>& marks, std::size_t most_bytes) {
    const std::string_view utf8 = text.utf8;
    if (utf8.size() <= most_bytes) {
        Passage whole{.utf8 = text.utf8, .marks = marks, .values = {}};
        std::ranges::copy_if(text.spans, std::back_inserter(whole.values), is_value);
        return whole;
    }
    std::size_t from = 0;
    std::size_t most_marked = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        std::size_t marked = 0;
        for (std::size_t j = i; j < marks.size(); ++j) {
            if (marks[j].start + marks[j].length > marks[i].start + most_bytes * 3 / 4) {
                break;
            }
            ++marked;
        }
        if (marked > most_marked) {
            most_marked = marked;
            from = marks[i].start;
        }
    }
    const std::size_t lead = most_bytes / 4;
    std::size_t start = from > lead ? cut_before(utf8, from - lead, 0) : 0;
    if (utf8.size() - start < most_bytes) {
        start = cut_before(utf8, utf8.size() - most_bytes, 0);
    }
    const std::size_t end = start + most_bytes >= utf8.size()
                                ? utf8.size()
                                : cut_before(utf8, start + most_bytes, start + 1);
    Passage passage;
    if (start > 0) {
        passage.utf8 = left_out;
    }
    const std::size_t shift = passage.utf8.size();
    passage.utf8 += utf8.substr(start, end - start);
    if (end < utf8.size()) {
        while (passage.utf8.ends_with(' ')) {
            passage.utf8.pop_back();
        }
        passage.utf8 += left_out;
    }
    for (const TextRange& range : marks) {
        if (range.start >= start && range.start + range.length <= end) {
            passage.marks.push_back({.start = range.start - start + shift, .length = range.length});
        }
    }
    for (const Span& span : text.spans) {
        if (is_value(span) && span.start >= start && span.start + span.length <= end) {
            passage.values.push_back(span);
            passage.values.back().start = span.start - start + shift;
        }
    }
    return passage;
}

} // namespace zugang::content::search
