#include "content/tool/sentences.hpp"

#include <memory>
#include <string>

#include <unicode/brkiter.h>
#include <unicode/filteredbrk.h>
#include <unicode/utext.h>

namespace zugang::content::tool {
namespace {

struct CloseText {
    void operator()(UText* text) const noexcept { utext_close(text); }
};

/// "am 1. " ends here: a day or a number of a list, no sentence. A year may end one.
bool ends_in_ordinal(std::string_view before) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    while (!before.empty() && before.back() == ' ') {
        before.remove_suffix(1);
    }
    if (before.empty() || before.back() != '.') {
        return false;
    }
    before.remove_suffix(1);
    std::size_t digits = 0;
    while (digits < before.size() && is_digit(before[before.size() - 1 - digits])) {
        ++digits;
    }
    return digits == 1 || digits == 2;
}

} // namespace

std::vector<std::size_t> sentence_starts(std::string_view utf8, std::string_view language) {
    std::vector<std::size_t> starts;
    const icu::Locale locale(std::string(language.substr(0, language.find('-'))).c_str());
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> sentences(
        icu::BreakIterator::createSentenceInstance(locale, status));
    const std::unique_ptr<icu::FilteredBreakIteratorBuilder> filter(
        icu::FilteredBreakIteratorBuilder::createInstance(locale, status));
    if (U_FAILURE(status) != 0) {
        return starts;
    }
    sentences.reset(filter->wrapIteratorWithFilter(sentences.release(), status));
    const std::unique_ptr<UText, CloseText> text(
        utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status));
    if (U_FAILURE(status) != 0) {
        return starts;
    }
    sentences->setText(text.get(), status);
    if (U_FAILURE(status) != 0) {
        return starts;
    }
    sentences->first();
    for (auto at = sentences->next(); at != icu::BreakIterator::DONE; at = sentences->next()) {
        const auto start = static_cast<std::size_t>(at);
        if (start < utf8.size() && !ends_in_ordinal(utf8.substr(0, start))) {
            starts.push_back(start);
        }
    }
    return starts;
}

} // namespace zugang::content::tool
