#include "content/formatters.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/dtptngen.h>

namespace zugang::content {
namespace {

icu::Locale locale_of(const std::string& language_tag) {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Locale::forLanguageTag(language_tag, status);
}

icu::Locale with_gregorian_calendar(icu::Locale locale) {
    UErrorCode status = U_ZERO_ERROR;
    locale.setKeywordValue("calendar", "gregorian", status);
    return locale;
}

std::optional<std::string> text_of(const icu::number::FormattedNumber& number, UErrorCode status) {
    std::string utf8;
    number.toString(status).toUTF8String(utf8);
    return U_SUCCESS(status) ? std::optional(utf8) : std::nullopt;
}

} // namespace

Formatters::Formatters(const std::string& language_tag) : locale_(locale_of(language_tag)) {
}

std::optional<std::string> Formatters::whole_number(std::int64_t number) {
    if (!whole_number_) {
        whole_number_ =
            icu::number::NumberFormatter::withLocale(locale_).grouping(UNUM_GROUPING_OFF);
    }
    UErrorCode status = U_ZERO_ERROR;
    const auto formatted = whole_number_->formatInt(number, status);
    return text_of(formatted, status);
}

std::optional<std::string> Formatters::decimal(std::string_view decimal, std::string_view unit,
                                               std::size_t fraction_digits) {
    UErrorCode status = U_ZERO_ERROR;
    std::pair key(std::string(unit), fraction_digits);
    auto found = decimals_.find(key);
    if (found == decimals_.end()) {
        auto formatter = icu::number::NumberFormatter::withLocale(with_gregorian_calendar(locale_));
        if (unit == "EUR") {
            formatter =
                formatter.unit(icu::CurrencyUnit(u"EUR", status)).unitWidth(UNUM_UNIT_WIDTH_NARROW);
        } else if (unit == "percent") {
            formatter = formatter.unit(icu::MeasureUnit::getPercent());
        }
        formatter = formatter.precision(
            icu::number::Precision::fixedFraction(static_cast<int32_t>(fraction_digits)));
        found = decimals_.emplace(std::move(key), std::move(formatter)).first;
    }
    const auto formatted = found->second.formatDecimal(
        icu::StringPiece(decimal.data(), static_cast<int32_t>(decimal.size())), status);
    return text_of(formatted, status);
}

const icu::SimpleDateFormat* Formatters::date_format(const char16_t* skeleton) {
    const auto found = dates_.find(std::u16string_view(skeleton));
    if (found != dates_.end()) {
        return found->second.get();
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = with_gregorian_calendar(locale_);
    const std::unique_ptr<icu::DateTimePatternGenerator> generator(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    std::unique_ptr<icu::SimpleDateFormat> format;
    if (U_SUCCESS(status)) {
        const icu::UnicodeString pattern =
            generator->getBestPattern(icu::UnicodeString(skeleton), status);
        format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, status);
        format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
    }
    if (U_FAILURE(status)) {
        format = nullptr;
    }
    return dates_.emplace(skeleton, std::move(format)).first->second.get();
}

std::optional<std::string> Formatters::date(Date date, const char16_t* skeleton) {
    const icu::SimpleDateFormat* format = date_format(skeleton);
    if (format == nullptr) {
        return std::nullopt;
    }
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(date.time_since_epoch());
    icu::UnicodeString text;
    format->format(static_cast<UDate>(milliseconds.count()), text);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::optional<std::string> Formatters::date_in(const std::string& calendar, Date date) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale = locale_;
    locale.setKeywordValue("calendar", calendar.c_str(), status);
    // A pattern and not a skeleton: of these calendars skeletons add an era that nobody writes.
    icu::SimpleDateFormat format(icu::UnicodeString(u"d MMMM y"), locale, status);
    if (U_FAILURE(status)) {
        return std::nullopt;
    }
    format.adoptTimeZone(icu::TimeZone::getGMT()->clone());
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(date.time_since_epoch());
    icu::UnicodeString text;
    format.format(static_cast<UDate>(milliseconds.count()), text);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::optional<std::string> Formatters::time(std::chrono::minutes since_midnight) {
    const icu::SimpleDateFormat* format = date_format(u"Hmm");
    if (format == nullptr) {
        return std::nullopt;
    }
    icu::UnicodeString text;
    format->format(static_cast<UDate>(std::chrono::milliseconds(since_midnight).count()), text);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::optional<std::string> Formatters::length(double number, Length unit, int fraction_digits) {
    UErrorCode status = U_ZERO_ERROR;
    const auto formatted = icu::number::NumberFormatter::withLocale(locale_)
                               .unit(unit == Length::Metres ? icu::MeasureUnit::getMeter()
                                                            : icu::MeasureUnit::getKilometer())
                               .unitWidth(UNUM_UNIT_WIDTH_SHORT)
                               .precision(icu::number::Precision::fixedFraction(fraction_digits))
                               .formatDouble(number, status);
    return text_of(formatted, status);
}

const std::array<std::string, 7>& Formatters::weekdays() {
    if (!weekdays_) {
        weekdays_.emplace();
        UErrorCode status = U_ZERO_ERROR;
        const icu::DateFormatSymbols symbols(locale_, status);
        std::int32_t count = 0;
        const icu::UnicodeString* names = symbols.getWeekdays(
            count, icu::DateFormatSymbols::STANDALONE, icu::DateFormatSymbols::ABBREVIATED);
        for (std::int32_t day = 0;
             U_SUCCESS(status) && names != nullptr && day < 7 && day + 1 < count; ++day) {
            names[day + 1].toUTF8String(
                (*weekdays_)[static_cast<std::size_t>(day)]); // UCAL_SUNDAY is 1
        }
    }
    return *weekdays_;
}

const icu::MessageFormat* Formatters::message(std::string_view key, const std::string& pattern,
                                              const std::string& language_tag) {
    const auto found = messages_.find(key);
    if (found != messages_.end()) {
        return found->second.get();
    }
    UErrorCode status = U_ZERO_ERROR;
    auto compiled = std::make_unique<icu::MessageFormat>(icu::UnicodeString::fromUTF8(pattern),
                                                         locale_of(language_tag), status);
    if (U_FAILURE(status)) {
        compiled = nullptr;
    }
    return messages_.emplace(key, std::move(compiled)).first->second.get();
}

} // namespace zugang::content
