#include "content/plain_words.hpp"

namespace zugang::content {

std::string short_term(std::string_view german) {
    for (const std::string_view article : {"der ", "die ", "das "}) {
        if (german.starts_with(article)) {
            german.remove_prefix(article.size());
            break;
        }
    }
    for (const std::string_view more : {" (", " / ", ", "}) {
        german = german.substr(0, german.find(more));
    }
    return std::string(german);
}

void fill_terms(Text& text, const std::map<std::string, std::string>& words) {
    for (std::size_t i = 0; i < text.spans.size(); ++i) {
        const Span span = text.spans[i];
        if (span.kind != SpanKind::Term ||
            text.utf8.compare(span.start, span.length, span.target) != 0) {
            continue;
        }
        const auto found = words.find(span.target);
        if (found == words.end()) {
            continue;
        }
        const std::string& word = found->second;
        text.utf8.replace(span.start, span.length, word);
        for (Span& other : text.spans) {
            if (other.start >= span.start + span.length) {
                other.start = other.start - span.length + word.size();
            } else if (other.start <= span.start &&
                       other.start + other.length >= span.start + span.length) {
                other.length = other.length - span.length + word.size();
            }
        }
    }
}

void fill_terms(Text& text, const std::map<std::string, std::string>& words, Recording& recording) {
    std::erase_if(recording.words, [&text](const SpokenWord& word) {
        return !is_within(text.utf8, word.start, word.length);
    });
    const std::size_t spans = text.spans.size();
    for (const SpokenWord& word : recording.words) { // as a span it moves like one
        text.spans.push_back(
            {.kind = SpanKind::Bold, .start = word.start, .length = word.length, .target = {}});
    }
    fill_terms(text, words);
    for (std::size_t i = 0; i < recording.words.size(); ++i) {
        recording.words[i].start = text.spans[spans + i].start;
        recording.words[i].length = text.spans[spans + i].length;
    }
    text.spans.resize(spans);
    // Part of an id that has given way to a word is none of the text.
    std::erase_if(recording.words, [&text](const SpokenWord& word) {
        return !is_within(text.utf8, word.start, word.length);
    });
}

std::string plain_words(const Text& text) {
    constexpr std::string_view mark = "\ufffc";
    std::string words = text.utf8;
    for (std::size_t at = words.find(mark); at != std::string::npos; at = words.find(mark, at)) {
        words.erase(at, mark.size());
    }
    return words;
}

} // namespace zugang::content
