#include "content/tool/figures.hpp"

#include "content/language.hpp"
#include "content/plain_words.hpp"
#include "content/record_json.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <ostream>

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

class WordCounter {
  public:
    explicit WordCounter(const std::string& tag) {
        UErrorCode status = U_ZERO_ERROR;
        Language language;
        language.tag = tag;
        words_.reset(icu::BreakIterator::createWordInstance(
            icu::Locale::forLanguageTag(icu_locale(language), status), status));
    }

    std::size_t count(const Text& text) const {
        const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(plain_words(text));
        std::size_t count = 0;
        words_->setText(utf16);
        while (words_->next() != icu::BreakIterator::DONE) {
            count += words_->getRuleStatus() >= UBRK_WORD_NUMBER ? 1 : 0;
        }
        return count;
    }

    std::size_t count(const Translation& translation) const {
        std::size_t sum = count(translation.title.text) + count(translation.summary.text);
        for (const SourceBlock& block : translation.blocks) {
            sum += count(block.text.text);
        }
        return sum;
    }

  private:
    std::unique_ptr<icu::BreakIterator> words_;
};

LanguageFigures figures_in(const Package& package, const std::string& tag) {
    LanguageFigures figures;
    figures.tag = tag;
    figures.endonym = tag;
    const WordCounter words(tag);
    for (const auto& [slug, article] : package.articles) {
        const auto found = article.translations.find(tag);
        if (article.removed) {
            continue;
        }
        if (found == article.translations.end()) {
            ++figures.missing;
            continue;
        }
        const Translation& translation = found->second;
        ++(translation.stale                                 ? figures.stale
           : translation.state == TranslationState::Reviewed ? figures.reviewed
           : translation.state == TranslationState::Machine  ? figures.machine
                                                             : figures.draft);
        figures.words += words.count(translation);
    }
    return figures;
}

/// "noto-sans" of "font/noto-sans-700-italic.ttf".
std::string family_of(std::string_view key) {
    std::string name(key.substr(key.find('/') + 1));
    name.resize(name.rfind('.'));
    if (name.ends_with("-italic")) {
        name.resize(name.size() - 7);
    }
    return name.substr(0, name.rfind('-'));
}

void count_recordings(std::string_view key, const std::string& bytes, Figures& figures) {
    std::vector<Recording> recordings;
    if (const auto article = read_article_key(key); article && !article->language.empty()) {
        recordings = read_text_record(bytes).value_or(TextRecord{}).recordings;
    } else if (const auto guide = read_guide_key(key); guide && !guide->language.empty()) {
        recordings = read_guide_text_record(bytes).value_or(GuideTextRecord{}).recordings;
    }
    figures.recordings += recordings.size();
    figures.synthetic +=
        static_cast<std::size_t>(std::ranges::count(recordings, true, &Recording::synthetic));
}

std::string in_hundreds(std::size_t count) {
    const std::size_t hundreds = (count + 50) / 100;
    return hundreds < 10
               ? std::to_string(hundreds * 100)
               : std::to_string(hundreds / 10) + "," + std::to_string(hundreds % 10) + "00";
}

std::string in_kilobytes(std::uint64_t bytes) {
    return bytes == 0 ? "-" : std::to_string((bytes + 5'000) / 10'000 * 10);
}

std::string in_megabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

} // namespace

std::uint64_t Figures::bytes() const {
    std::uint64_t sum = picture_bytes + fact_bytes;
    for (const auto& [family, size] : font_bytes) {
        sum += size;
    }
    for (const LanguageFigures& language : languages) {
        sum += language.text_bytes + language.speech_bytes;
    }
    return sum;
}

Figures figures_of(const Package& package, const RecordBytes& records,
                   const std::vector<SourceLanguage>& rows) {
    Figures figures;
    figures.package = package.id;
    for (const auto& [slug, article] : package.articles) {
        figures.articles +=
            !article.removed && article.translations.contains(article.default_language) ? 1 : 0;
    }
    for (const Reference& language : package.languages) {
        figures.languages.push_back(figures_in(package, language.name));
        const auto row = std::ranges::find_if(rows, [&language](const SourceLanguage& known) {
            return known.language.tag == language.name;
        });
        if (row != rows.end()) {
            figures.languages.back().endonym = row->language.endonym;
        }
    }
    for (const auto& [key, bytes] : records) {
        count_recordings(key, bytes, figures);
        const auto language =
            std::ranges::find(figures.languages, language_of_key(key), &LanguageFigures::tag);
        if (key.starts_with("font/")) {
            figures.font_bytes[family_of(key)] += bytes.size();
        } else if (key.starts_with(speech_prefix) && language != figures.languages.end()) {
            language->speech_bytes += bytes.size();
        } else if (language != figures.languages.end()) {
            language->text_bytes += bytes.size();
        } else if (is_file_key(key)) {
            figures.picture_bytes += bytes.size();
        } else {
            figures.fact_bytes += bytes.size();
        }
    }
    return figures;
}

void print_markdown(const Figures& figures, std::ostream& out) {
    out << "| language | articles | reviewed | draft | machine | stale | missing | words | texts, "
           "kB "
           "| recordings, kB |\n|---|---|---|---|---|---|---|---|---|---|\n";
    std::size_t words = 0;
    std::uint64_t texts = 0;
    std::uint64_t speech = 0;
    std::size_t translations = 0;
    for (const LanguageFigures& row : figures.languages) {
        out << "| `" << row.tag << "` " << row.endonym;
        for (const std::size_t count :
             {row.articles(), row.reviewed, row.draft, row.machine, row.stale, row.missing}) {
            out << " | " << count;
        }
        out << " | " << in_hundreds(row.words) << " | " << in_kilobytes(row.text_bytes) << " | "
            << in_kilobytes(row.speech_bytes) << " |\n";
        words += row.words;
        texts += row.text_bytes;
        speech += row.speech_bytes;
        translations += row.articles();
    }
    out << "\n"
        << figures.articles << " articles in " << figures.languages.size()
        << " languages: " << translations << " texts, " << in_hundreds(words)
        << " words. The package `" << figures.package << "`, not compressed, has "
        << in_megabytes(figures.bytes()) << ": texts " << in_megabytes(texts) << ", recordings "
        << in_megabytes(speech);
    if (figures.synthetic > 0) {
        out << " (" << figures.synthetic << " of " << figures.recordings
            << " in a machine's voice)";
    }
    out << ", pictures, pictograms and map " << in_megabytes(figures.picture_bytes) << ", fonts ";
    std::uint64_t fonts = 0;
    std::string families;
    for (const auto& [family, size] : figures.font_bytes) {
        fonts += size;
        families += (families.empty() ? "" : ", ") + family + " " + in_megabytes(size);
    }
    out << in_megabytes(fonts) << (families.empty() ? "" : " (" + families + ")") << ".\n";
}

} // namespace zugang::content::tool
