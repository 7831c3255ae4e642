#include "content/strings.hpp"

#include "content/database.hpp"
#include "content/fallback.hpp"
#include "content/formatters.hpp"
#include "content/queries.hpp"

#include <algorithm>
#include <limits>

#include <unicode/unistr.h>

namespace zugang::content {
namespace {

icu::Formattable to_formattable(const std::variant<std::int64_t, double, std::string_view>& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        return {static_cast<int64_t>(*integer)};
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return {*real};
    }
    const std::string_view text = std::get<std::string_view>(value);
    return {icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())))};
}

} // namespace

Strings::Strings(Database& database, const Language& language)
    : locale_(icu_locale(language)), own_(language.tag) {
    for (const std::string& tag : language_chain(database, language.tag)) {
        languages_.push_back(tag);
        std::vector<Entry> added;
        Statement rows(database, queries::strings);
        rows.bind(1, tag);
        while (rows.step()) {
            const std::string_view key = rows.text(0);
            const std::string_view text = rows.text(1);
            if (key.size() > std::numeric_limits<std::uint16_t>::max() || find(key) != nullptr) {
                continue; // nobody asks for it, or a nearer language has it
            }
            added.push_back({.key = static_cast<std::uint32_t>(bytes_.size()),
                             .key_size = static_cast<std::uint16_t>(key.size()),
                             .language = static_cast<std::uint16_t>(languages_.size() - 1),
                             .text_size = static_cast<std::uint32_t>(text.size())});
            bytes_.append(key).append(text);
        }
        entries_.insert(entries_.end(), added.begin(), added.end());
        std::ranges::sort(entries_, {}, [this](const Entry& entry) { return key_of(entry); });
    }
    entries_.shrink_to_fit();
    bytes_.shrink_to_fit();
}

Strings::~Strings() = default;
Strings::Strings(Strings&&) noexcept = default;
Strings& Strings::operator=(Strings&&) noexcept = default;

void Strings::forget_formatters() {
    formatters_.reset();
}

Formatters& Strings::formatters() const {
    if (formatters_ == nullptr) {
        formatters_ = std::make_unique<Formatters>(locale_);
    }
    return *formatters_;
}

std::string_view Strings::key_of(const Entry& entry) const {
    return std::string_view(bytes_).substr(entry.key, entry.key_size);
}

std::string_view Strings::text_of(const Entry& entry) const {
    return std::string_view(bytes_).substr(std::size_t{entry.key} + entry.key_size,
                                           entry.text_size);
}

const Strings::Entry* Strings::find(std::string_view key) const {
    const auto found = std::ranges::lower_bound(
        entries_, key, {}, [this](const Entry& entry) { return key_of(entry); });
    return found != entries_.end() && key_of(*found) == key ? &*found : nullptr;
}

std::string_view Strings::get(std::string_view key) const {
    const Entry* found = find(key);
    return found != nullptr ? text_of(*found) : key;
}

std::string_view Strings::language_of(std::string_view key) const {
    const Entry* found = find(key);
    return found != nullptr ? std::string_view(languages_[found->language]) : std::string_view{};
}

std::string Strings::format(std::string_view key, const std::vector<Argument>& arguments) const {
    const Entry* found = find(key);
    if (found == nullptr) {
        return std::string(key);
    }
    const std::string text(text_of(*found));
    // Plural rules and digits are those of the language that the words are in.
    Language other;
    other.tag = languages_[found->language];
    const std::string tag = other.tag == own_ ? locale_ : icu_locale(other);
    const icu::MessageFormat* message = formatters().message(key, text, tag);
    if (message == nullptr) {
        return text;
    }
    UErrorCode status = U_ZERO_ERROR;
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : arguments) {
        names.push_back(icu::UnicodeString::fromUTF8(
            icu::StringPiece(name.data(), static_cast<int32_t>(name.size()))));
        values.push_back(to_formattable(value));
    }
    icu::UnicodeString filled;
    message->format(names.data(), values.data(), static_cast<int32_t>(names.size()), filled,
                    status);
    if (U_FAILURE(status) != 0) {
        return text;
    }
    std::string utf8;
    filled.toUTF8String(utf8);
    return utf8;
}

} // namespace zugang::content
