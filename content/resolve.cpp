#include "content/resolve.hpp"

#include "content/contact.hpp"
#include "content/database.hpp"
#include "content/formatters.hpp"
#include "content/isolate.hpp"

#include <algorithm>
#include <charconv>

#include <unicode/uloc.h>

namespace zugang::content {
namespace {

/// Marks within marks beyond this are left out: they nest by calls here.
constexpr std::size_t deepest_span = 16;

constexpr std::string_view first_strong_isolate = "\u2068";
constexpr std::string_view left_to_right_isolate = "\u2066";
constexpr std::string_view pop_isolate = "\u2069";

std::size_t fraction_digits(std::string_view decimal) {
    const std::size_t point = decimal.find('.');
    return point == std::string_view::npos ? 0 : decimal.size() - point - 1;
}

std::string format_decimal(std::string_view decimal, std::string_view unit,
                           const Strings& strings) {
    std::size_t digits = fraction_digits(decimal);
    if (unit == "EUR") {
        digits = digits == 0 ? 0 : std::max<std::size_t>(digits, 2);
    }
    return strings.formatters().decimal(decimal, unit, digits).value_or(std::string(decimal));
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

/// What stands in place of a value's or contact's mark, and how it is kept apart from the text
/// around.
struct Replacement {
    std::string text;
    std::string_view isolate = first_strong_isolate;
};

constexpr std::string_view unknown = "–";

Replacement replace_value(std::string_view target, Database& database, const Strings& strings,
                          Date today) {
    const std::size_t at = target.find('@');
    const Date day =
        at == std::string_view::npos ? today : parse_date(target.substr(at + 1)).value_or(today);
    const auto value = find_value(database, target.substr(0, at), day);
    return {.text = value ? format_value(*value, strings) : std::string(unknown)};
}

Replacement replace_contact(std::string_view id, Database& database, const Strings& strings) {
    const auto contact = find_contact(database, id, strings.language());
    if (!contact || contact->staff_only) {
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
        : source_(text), database_(database), strings_(strings), today_(today), spans_(text.spans) {
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
            if (span.start < position_ || span.start + span.length > end || span.length == 0 ||
                depth_ == deepest_span) {
                continue; // crosses another one, reaches beyond the text, or nests too deeply
            }
            copy_plain(span.start);
            ++depth_;
            put_span(span);
            --depth_;
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
    std::size_t depth_ = 0; ///< spans that are open
    Text result_;
};

} // namespace

std::string format_value(const ValueOnDay& value, const Strings& strings) {
    const Value& row = value.value;
    std::string text = format_with_unit(row.max, row.unit, strings);
    if (row.min != row.max) {
        // "3 bis 6 Monate", but "100 € bis 600 €": where the sign goes differs by language.
        const std::string_view unit =
            is_symbol_unit(row.unit) ? std::string_view(row.unit) : "plain";
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
    return strings.formatters().date(date, u"yMMMMd").value_or(iso_date(date));
}

std::string format_month(Date date, const Strings& strings) {
    return strings.formatters().date(date, u"yM").value_or(iso_date(date));
}

Text resolve(const Text& text, Database& database, const Strings& strings, Date today) {
    if (uloc_isRightToLeft(strings.language().c_str()) != 0) {
        return Resolver(isolate_addresses(text), database, strings, today).run();
    }
    return Resolver(text, database, strings, today).run();
}

} // namespace zugang::content
