#include "content/sentence_case.hpp"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/ucasemap.h>
#include <unicode/unistr.h>

namespace zugang::content {

std::string as_sentence(std::string_view text, const Strings& strings) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(strings.locale(), status);
    const std::unique_ptr<icu::BreakIterator> sentences(
        icu::BreakIterator::createSentenceInstance(locale, status));
    if (U_FAILURE(status)) {
        return std::string(text);
    }
    auto words = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    words.toTitle(sentences.get(), locale, U_TITLECASE_NO_LOWERCASE);
    std::string utf8;
    words.toUTF8String(utf8);
    return utf8;
}

} // namespace zugang::content
