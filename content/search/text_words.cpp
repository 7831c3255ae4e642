#include "content/search/text_words.hpp"

#include "content/article.hpp"
#include "content/queries.hpp"
#include "content/search/function_words.hpp"
#include "content/search/postings.hpp"
#include "content/span_lines.hpp"

#include <algorithm>

namespace zugang::content::search {
namespace {

constexpr std::size_t most_positions = 64;  ///< of one word in one text
constexpr std::size_t most_known = 200'000; ///< words that are kept analysed

} // namespace

TextReader::TextReader(Database& database, std::string_view language)
    : language_(language), analyser_(language), translation_(database, queries::indexed_text),
      blocks_(database, queries::indexed_blocks), term_(database, queries::indexed_term) {
}

void TextReader::add(std::string_view utf8, std::uint8_t field, TextWords& into) {
    std::uint32_t words = 0;
    for (const Token& token : tokenize(utf8, analyser_.apostrophe())) {
        const std::string written(utf8.substr(token.start, token.length));
        auto known = known_.find(written);
        if (known == known_.end()) {
            if (known_.size() > most_known) {
                known_.clear();
            }
            Known made{.word = analyser_.analyse(written, token.kind)};
            made.is_function_word = is_function_word(language_, made.word.surface);
            known = known_.emplace(written, std::move(made)).first;
        }
        const std::uint32_t position = into.words++;
        ++words;
        const Word& word = known->second.word;
        if (word.surface.empty()) {
            continue;
        }
        StemPlaces& places = into.stems[word.stem];
        places.fields |= field;
        if (places.positions.size() < most_positions && !known->second.is_function_word) {
            places.positions.push_back(position);
        }
        into.surfaces.emplace(word.surface, word.stem);
    }
    into.layout.push_back({.words = words, .heading = field == InHeading});
}

void TextReader::add_terms(std::string_view spans, std::size_t size,
                           std::vector<std::string>& terms) {
    for (const Span& span : read_spans(spans, size)) {
        if (span.kind == SpanKind::Term && std::ranges::find(terms, span.target) == terms.end()) {
            terms.push_back(span.target);
        }
    }
}

TextWords TextReader::read(std::string_view slug) {
    TextWords words;
    std::vector<std::string> terms;
    translation_.reset();
    translation_.bind(1, slug).bind(2, language_);
    if (!translation_.step()) {
        return words;
    }
    add(translation_.text(0), InTitle, words);
    add(translation_.text(2), InKeywords, words);
    add(translation_.text(4), InKeywords, words);
    add_terms(translation_.text(1), translation_.text(0).size(), terms);
    add_terms(translation_.text(3), translation_.text(2).size(), terms);
    blocks_.reset();
    blocks_.bind(1, slug).bind(2, language_);
    while (blocks_.step()) {
        const bool heading = static_cast<BlockKind>(blocks_.integer(1)) == BlockKind::Heading;
        add(blocks_.text(0), heading ? InHeading : InBody, words);
        add_terms(blocks_.text(2), blocks_.text(0).size(), terms);
    }
    std::string called;
    for (const std::string& id : terms) {
        term_.reset();
        term_.bind(1, id).bind(2, language_);
        if (term_.step()) {
            called.append(term_.text(0)).append("\n").append(term_.text(1)).append("\n");
        }
    }
    add(called, InGlossary, words);
    return words;
}

} // namespace zugang::content::search
