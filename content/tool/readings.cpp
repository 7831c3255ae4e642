#include "content/tool/readings.hpp"

#include "content/plain_words.hpp"
#include "content/records.hpp"
#include "content/spoken_text.hpp"
#include "content/tool/speech.hpp"

#include <algorithm>
#include <optional>

namespace zugang::content::tool {
namespace {

class Reader {
  public:
    Reader(const SpokenWith& with, LanguageReadings& out) : with_(with), out_(out) {}

    void add(const std::string& slug, const std::string& block, const SourceText& source) {
        if (holds_values(source)) {
            ++out_.changing;
            return;
        }
        Reading reading{.language = out_.language,
                        .slug = slug,
                        .block = block,
                        .text = source.text,
                        .voice = out_.voice,
                        .hash = source.hash,
                        .shown = source.text,
                        .parts = {},
                        .starts = {},
                        .ends = {},
                        .spelled = {}};
        fill_terms(reading.shown, with_.words);
        const std::string& shown = reading.shown.utf8;
        for (const SpokenPart& part :
             spoken_parts(shown, out_.language, stretches_of(reading.shown))) {
            const auto voice = with_.voices.find(part.language);
            reading.parts.push_back(
                {.voice = voice != with_.voices.end() ? voice->second : out_.voice,
                 .text = said(shown.substr(part.start, part.length), part.spelled)});
            reading.starts.push_back(part.start);
            reading.ends.push_back(part.start + part.length);
            reading.spelled.push_back(part.spelled);
        }
        if (!reading.parts.empty()) {
            out_.readings.push_back(std::move(reading));
        }
    }

  private:
    const SpokenWith& with_;
    LanguageReadings& out_;
};

void add_articles(const Package& package, const std::string& language, Reader& reader) {
    for (const auto& [slug, article] : package.articles) {
        const auto found = article.translations.find(language);
        if (article.removed || article.visibility != Visibility::Public ||
            found == article.translations.end()) {
            continue;
        }
        reader.add(slug, "title", found->second.title);
        reader.add(slug, "summary", found->second.summary);
    }
}

void add_guides(const Package& package, const std::string& language, Reader& reader) {
    for (const auto& [id, guide] : package.guides) {
        const auto words = guide.words.find(language);
        if (guide.removed || words == guide.words.end()) {
            continue;
        }
        for (const SourceGuideNode& node : guide.nodes) {
            const auto text = words->second.nodes.find(node.id);
            if (node.kind == GuideNodeKind::Question && text != words->second.nodes.end() &&
                text->second.complete) {
                reader.add(guide_recordings(id), node.id, question_of(text->second));
            }
        }
    }
}

/// A stretch of the shown text in the text of the source: part of a term that stands as its id
/// there is the whole id.
std::optional<std::pair<std::size_t, std::size_t>> in_source(const Reading& reading,
                                                             std::size_t start, std::size_t end) {
    std::size_t source_start = start;
    std::size_t source_end = end;
    for (std::size_t i = 0; i < reading.text.spans.size(); ++i) {
        const Span& before = reading.text.spans[i];
        const Span& after = reading.shown.spans[i];
        const auto words_at = [](const Text& text, const Span& span) {
            return std::string_view(text.utf8).substr(span.start, span.length);
        };
        if (before.kind != SpanKind::Term ||
            words_at(reading.text, before) == words_at(reading.shown, after)) {
            continue;
        }
        const std::size_t after_end = after.start + after.length;
        if (start < after_end && end > after.start) {
            return std::pair(before.start, before.start + before.length);
        }
        if (after_end <= start) {
            source_start = before.start + before.length + (start - after_end);
            source_end = before.start + before.length + (end - after_end);
        }
    }
    return is_within(reading.text.utf8, source_start, source_end - source_start)
               ? std::optional(std::pair(source_start, source_end))
               : std::nullopt;
}

} // namespace

SpokenWith spoken_with(const std::vector<Package>& packages) {
    std::vector<const Package*> order;
    for (const Package& package : packages) {
        order.push_back(&package);
    }
    std::ranges::stable_sort(
        order, [](const Package* a, const Package* b) { return is_applied_before(a->id, b->id); });
    SpokenWith with;
    for (const Package* package : order) {
        for (const SourceTerm& row : package->terms) {
            with.words.erase(row.id);
            if (!row.removed) {
                with.words.emplace(row.id, short_term(row.term));
            }
        }
        for (const SourceLanguage& row : package->language_rows) {
            if (!row.language.voice.empty()) { // bund's, where it has one
                with.voices.emplace(row.language.tag, row.language.voice);
            }
        }
    }
    return with;
}

std::vector<LanguageReadings> readings_of(const Package& package, const SpokenWith& with,
                                          const std::set<std::string>& languages) {
    std::vector<LanguageReadings> all;
    for (const Reference& language : package.languages) {
        if (!languages.empty() && !languages.contains(language.name)) {
            continue;
        }
        LanguageReadings& of = all.emplace_back();
        of.language = language.name;
        if (const auto voice = with.voices.find(language.name); voice != with.voices.end()) {
            of.voice = voice->second;
            Reader reader(with, of);
            add_articles(package, language.name, reader);
            add_guides(package, language.name, reader);
        }
    }
    return all;
}

std::vector<SpokenWord> words_of(const Reading& reading, const Synthesis& synthesis,
                                 int duration_ms) {
    std::vector<SpokenWord> words;
    const auto add = [&](int start_ms, std::size_t start, std::size_t end) {
        const auto stretch = in_source(reading, start, end);
        const std::size_t said = words.empty() ? 0 : words.back().start + words.back().length;
        if (!stretch || stretch->first < said || start_ms >= duration_ms ||
            (!words.empty() && start_ms < words.back().start_ms)) {
            return; // it goes back, as where a number is said in several words
        }
        if (!words.empty()) {
            words.back().end_ms = start_ms;
        }
        words.push_back({.start_ms = start_ms,
                         .end_ms = duration_ms,
                         .start = stretch->first,
                         .length = stretch->second - stretch->first});
    };
    const SynthesisedWord* before = nullptr;
    for (const SynthesisedWord& word : synthesis.words) {
        const std::size_t part_start = reading.starts[word.part];
        if (reading.spelled[word.part]) { // as a whole
            if (before == nullptr || before->part != word.part) {
                add(word.start_ms, part_start, reading.ends[word.part]);
            }
        } else {
            const std::string_view part =
                std::string_view(reading.shown.utf8)
                    .substr(part_start, reading.ends[word.part] - part_start);
            std::size_t start = byte_of_character(part, word.character);
            std::size_t end = byte_of_character(part, word.character + word.length);
            // Within numbers and behind abbreviations espeak-ng counts spaces in.
            while (start < end && part[start] == ' ') {
                ++start;
            }
            while (start < end && part[end - 1] == ' ') {
                --end;
            }
            if (start < end) {
                add(word.start_ms, part_start + start, part_start + end);
            }
        }
        before = &word;
    }
    return words;
}

} // namespace zugang::content::tool
