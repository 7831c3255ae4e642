#include "content/strings.hpp"

#include "content/database.hpp"
#include "content/fallback.hpp"
#include "content/formatters.hpp"
#include "content/queries.hpp"

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
        Statement rows(database, queries::strings);
        rows.bind(1, tag);
        while (rows.step()) {
            const std::string_view key = rows.text(0);
            if (!entries_.contains(key)) {
                entries_.emplace(key, Entry{.text = std::string(rows.text(1)), .language = tag});
            }
        }
    }
}

Strings::~Strings() = default;
Strings::Strings(Strings&&) noexcept = default;
Strings& Strings::operator=(Strings&&) noexcept = default;

Formatters& Strings::formatters() const {
    if (formatters_ == nullptr) {
        formatters_ = std::make_unique<Formatters>(locale_);
    }
    return *formatters_;
}

std::string_view Strings::get(std::string_view key) const {
    const auto found = entries_.find(key);
    return found != entries_.end() ? std::string_view(found->second.text) : key;
}

std::string_view Strings::language_of(std::string_view key) const {
    const auto found = entries_.find(key);
    return found != entries_.end() ? std::string_view(found->second.language) : std::string_view{};
}

std::string Strings::format(std::string_view key, const std::vector<Argument>& arguments) const {
    const auto found = entries_.find(key);
    if (found == entries_.end()) {
        return std::string(key);
    }
    const Entry& entry = found->second;
    // Plural rules and digits are those of the language that the words are in.
    Language other;
    other.tag = entry.language;
    const std::string tag = entry.language == own_ ? locale_ : icu_locale(other);
    const icu::MessageFormat* message = formatters().message(key, entry.text, tag);
    if (message == nullptr) {
        return entry.text;
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
        return entry.text;
    }
    std::string utf8;
    filled.toUTF8String(utf8);
    return utf8;
}

} // namespace zugang::content
