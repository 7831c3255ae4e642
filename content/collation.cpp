#include "content/collation.hpp"

#include <unicode/coll.h>
#include <unicode/stringpiece.h>

namespace zugang::content {

struct Collation::Collator {
    std::unique_ptr<icu::Collator> icu; ///< nullptr: ICU has none
};

Collation::Collation(const std::string& locale) : collator_(std::make_unique<Collator>()) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale parsed = icu::Locale::forLanguageTag(locale, status);
    collator_->icu.reset(icu::Collator::createInstance(parsed, status));
    if (U_FAILURE(status)) {
        collator_->icu.reset();
    }
}

Collation::~Collation() = default;
Collation::Collation(Collation&&) noexcept = default;
Collation& Collation::operator=(Collation&&) noexcept = default;

bool Collation::comes_before(std::string_view a, std::string_view b) const {
    if (collator_->icu == nullptr) {
        return a < b;
    }
    const auto piece = [](std::string_view text) {
        return icu::StringPiece(text.data(), static_cast<int32_t>(text.size()));
    };
    UErrorCode status = U_ZERO_ERROR;
    return collator_->icu->compareUTF8(piece(a), piece(b), status) == UCOL_LESS;
}

} // namespace zugang::content
