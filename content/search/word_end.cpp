#include "content/search/word_end.hpp"

#include "content/search/tokenize.hpp"

#include <algorithm>

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

namespace zugang::content::search {
namespace {

constexpr std::size_t looked_around = 90; ///< bytes before and behind what was typed

bool is_inside(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
}

/// The end of the run of characters without spaces that holds `at`.
std::size_t end_of_run(std::string_view text, std::size_t at) {
    std::size_t end = at;
    for (const Token& token : tokenize(text.substr(at), Apostrophe::Joins)) {
        if (token.kind != TokenKind::Gram || at + token.start > end) {
            break;
        }
        end = std::max(end, at + token.start + token.length);
    }
    return end;
}

struct CloseText {
    void operator()(UText* text) const noexcept { utext_close(text); }
};
using OpenedText = std::unique_ptr<UText, CloseText>;

} // namespace

struct WordEnds::Breaks {
    std::unique_ptr<icu::BreakIterator> words;
};

WordEnds::WordEnds(std::string_view language) : language_(language) {
}

WordEnds::~WordEnds() = default;

bool WordEnds::open() {
    if (!breaks_) {
        UErrorCode status = U_ZERO_ERROR;
        breaks_ = std::make_unique<Breaks>();
        breaks_->words.reset(icu::BreakIterator::createWordInstance(
            icu::Locale::createCanonical(language_.c_str()), status));
    }
    return breaks_->words != nullptr;
}

std::string WordEnds::continued(std::string_view text, std::size_t start, std::size_t least) {
    if (!open()) {
        return {};
    }
    std::size_t from = start > looked_around ? start - looked_around : 0;
    std::size_t to = std::min(text.size(), start + least + looked_around);
    while (is_inside(text, from)) {
        ++from;
    }
    while (is_inside(text, to)) {
        --to;
    }
    const std::string_view seen = text.substr(from, to - from);
    UErrorCode status = U_ZERO_ERROR;
    const OpenedText opened(
        utext_openUTF8(nullptr, seen.data(), static_cast<std::int64_t>(seen.size()), &status));
    std::string becomes;
    if (U_SUCCESS(status) != 0) {
        breaks_->words->setText(opened.get(), status);
    }
    const auto begins = static_cast<std::int32_t>(start - from);
    if (U_SUCCESS(status) != 0 && breaks_->words->isBoundary(begins) != 0) {
        const std::size_t run = end_of_run(seen, static_cast<std::size_t>(begins));
        const std::int32_t end =
            breaks_->words->following(begins + static_cast<std::int32_t>(least) - 1);
        if (end != icu::BreakIterator::DONE && static_cast<std::size_t>(end) <= run) {
            becomes = seen.substr(static_cast<std::size_t>(begins),
                                  static_cast<std::size_t>(end - begins));
        }
    }
    return becomes;
}

std::size_t WordEnds::end_of_word(std::string_view text, std::size_t start) {
    UErrorCode status = U_ZERO_ERROR;
    const std::string_view rest = text.substr(start);
    const OpenedText opened(
        utext_openUTF8(nullptr, rest.data(), static_cast<std::int64_t>(rest.size()), &status));
    if (!open() || U_FAILURE(status) != 0) {
        return text.size();
    }
    breaks_->words->setText(opened.get(), status);
    const std::int32_t end = U_SUCCESS(status) != 0 ? breaks_->words->following(0)
                                                    : std::int32_t{icu::BreakIterator::DONE};
    return end <= 0 ? text.size() : start + static_cast<std::size_t>(end);
}

} // namespace zugang::content::search
