#include "content/resolve.hpp"

#include "content/contact.hpp"
#include "content/database.hpp"

#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

#include <algorithm>
#include <charconv>

namespace zugang::content {
namespace {

constexpr std::string_view first_strong_isolate = "\u2068";
constexpr std::string_view left_to_right_isolate = "\u2066";
constexpr std::string_view pop_isolate = "\u2069";

icu::Locale locale_of(const Strings& strings) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale = icu::Locale::forLanguageTag(strings.locale(), status);
    // Dates on letters and contracts are Gregorian, whatever the locale's own calendar is.
    locale.setKeywordValue("calendar", "gregorian", status);
    return locale;
}

std::size_t fraction_digits(std::string_view decimal) {
    const std::size_t point = decimal.find('.');
    return point == std::string_view::npos ? 0 : decimal.size() - point - 1;
}

std::string format_decimal(std::string_view decimal, std::string_view unit,
                           const Strings& strings) {
    UErrorCode status = U_ZERO_ERROR;
    std::size_t digits = fraction_digits(decimal);
    auto formatter = icu::number::NumberFormatter::withLocale(locale_of(strings));
    if (unit == "EUR") {
        digits = digits == 0 ? 0 : std::max<std::size_t>(digits, 2);
        formatter = formatter.unit(icu::CurrencyUnit(u"EUR", status)).unitWidth(UNUM_UNIT_WIDTH_NARROW);
    } else if (unit == "percent") {
        formatter = formatter.unit(icu::MeasureUnit::getPercent());
    }
    const auto result =
        formatter.precision(icu::number::Precision::fixedFraction(static_cast<int32_t>(digits)))
            .formatDecimal(icu::StringPiece(decimal.data(), static_cast<int32_t>(decimal.size())),
                           status);
    std::string utf8;
    result.toString(status).toUTF8String(utf8);
    return U_FAILURE(status) != 0 ? std::string(decimal) : utf8;
}

bool is_symbol_unit(std::string_view unit) {
    return unit == "EUR" || unit == "percent" || unit == "plain";
}

std::string format_with_unit(std::string_view decimal, const std::string& unit,
                             const Strings& strings) {
    if (is_symbol_unit(unit)) {
        return format_decimal(decimal, unit, strings);
    }
    const char* end = decimal.data() + decimal.size();
    const std::string key = "unit." + unit;
    if (fraction_digits(decimal) == 0) {
        std::int64_t n = 0;
        std::from_chars(decimal.data(), end, n);
        return strings.format(key, {{"n", n}});
    }
    double n = 0;
    std::from_chars(decimal.data(), end, n);
    return strings.format(key, {{"n", n}});
}

std::string format_date(Date date, std::u16string_view skeleton, const Strings& strings) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = locale_of(strings);
    const std::unique_ptr<icu::DateTimePatternGenerator> generator(
        icu::DateTimePatternGenerator::createInstance(locale, status));
    if (U_FAILURE(status) != 0) {
        return iso_date(date);
    }
    const icu::UnicodeString pattern = generator->getBestPattern(
        icu::UnicodeString(skeleton.data(), static_cast<int32_t>(skeleton.size())), status);
    icu::SimpleDateFormat format(pattern, locale, status);
    if (U_FAILURE(status) != 0) {
        return iso_date(date);
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

/// What stands in place of a value's or contact's mark, and how it is kept apart from the text around.
struct Replacement {
    std::string text;
    std::string_view isolate = first_strong_isolate;
};

constexpr std::string_view unknown = "–";

Replacement replace_value(std::string_view target, Database& database, const Strings& strings,
                          Date today) {
    const std::size_t at = target.find('@');
    const Date day = at == std::string_view::npos
                         ? today
                         : parse_date(target.substr(at + 1)).value_or(today);
    const auto value = find_value(database, target.substr(0, at), day);
    return {.text = value ? format_value(*value, strings) : std::string(unknown)};
}

Replacement replace_contact(std::string_view id, Database& database, const Strings& strings) {
    const auto contact = find_contact(database, id, strings.locale());
    if (!contact) {
        return {.text = std::string(unknown)};
    }
    for (const std::string* text : {&contact->phone, &contact->web, &contact->mail}) {
        if (!text->empty()) {
            return {.text = *text, .isolate = left_to_right_isolate};
        }
    }
    return {.text = contact->name};
}

class Resolver {
  public:
    Resolver(const Text& text, Database& database, const Strings& strings, Date today)
        : source_(text), database_(database), strings_(strings), today_(today),
          spans_(text.spans) {
        // Outer spans before the inner ones that start at the same place.
        std::ranges::stable_sort(spans_, [](const Span& a, const Span& b) {
            return a.start != b.start ? a.start < b.start : a.length > b.length;
        });
    }

    Text run() {
        copy_until(source_.utf8.size());
        return std::move(result_);
    }

  private:
    void copy_until(std::size_t end) {
        while (next_ < spans_.size() && spans_[next_].start < end) {
            const Span& span = spans_[next_++];
            if (span.start < position_ || span.start + span.length > end || span.length == 0) {
                continue; // crosses another one or reaches beyond the text
            }
            copy_plain(span.start);
            put_span(span);
        }
        copy_plain(end);
    }

    void copy_plain(std::size_t end) {
        result_.utf8.append(source_.utf8, position_, end - position_);
        position_ = end;
    }

    void put_span(const Span& span) {
        const std::size_t index = result_.spans.size();
        result_.spans.push_back(span);
        std::string_view isolate;
        std::string replacement;
        switch (span.kind) {
        case SpanKind::Value:
        case SpanKind::Contact: {
            Replacement put = span.kind == SpanKind::Value
                                  ? replace_value(span.target, database_, strings_, today_)
                                  : replace_contact(span.target, database_, strings_);
            replacement = std::move(put.text);
            isolate = put.isolate;
            break;
        }
        case SpanKind::Term:
        case SpanKind::Link:
            isolate = first_strong_isolate;
            break;
        case SpanKind::Bold:
        case SpanKind::Italic:
            break;
        }
        result_.utf8 += isolate;
        const std::size_t start = result_.utf8.size();
        const std::size_t source_end = span.start + span.length;
        if (replacement.empty()) {
            copy_until(source_end);
        } else {
            result_.utf8 += replacement;
            position_ = source_end;
        }
        result_.spans[index].start = start;
        result_.spans[index].length = result_.utf8.size() - start;
        if (!isolate.empty()) {
            result_.utf8 += pop_isolate;
        }
    }

    const Text& source_;
    Database& database_;
    const Strings& strings_;
    Date today_;
    std::vector<Span> spans_;
    std::size_t next_ = 0;
    std::size_t position_ = 0;
    Text result_;
};

} // namespace

std::string format_value(const ValueOnDay& value, const Strings& strings) {
    const Value& row = value.value;
    std::string text = format_with_unit(row.max, row.unit, strings);
    if (row.min != row.max) {
        // "3 bis 6 Monate", but "100 € bis 600 €": where the sign goes differs by language.
        const std::string_view unit = is_symbol_unit(row.unit) ? row.unit : "plain";
        const std::string min = format_decimal(row.min, unit, strings);
        text = strings.format("value.range", {{"min", min}, {"max", text}});
    }
    if (value.validity == Validity::Expired && row.valid_to) {
        const std::string date = format_long_date(*row.valid_to, strings);
        text = strings.format("value.expired", {{"value", text}, {"date", date}});
    }
    return text;
}

std::string format_long_date(Date date, const Strings& strings) {
    return format_date(date, u"yMMMMd", strings);
}

std::string format_month(Date date, const Strings& strings) {
    return format_date(date, u"yM", strings);
}

Text resolve(const Text& text, Database& database, const Strings& strings, Date today) {
    return Resolver(text, database, strings, today).run();
}

} // namespace zugang::content
