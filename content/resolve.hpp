#pragma once

#include "content/date.hpp"
#include "content/strings.hpp"
#include "content/text.hpp"
#include "content/value.hpp"

#include <string>

namespace zugang::content {

class Database;

/// A value in the language's own number format: "13,90 €", "€13.90", "18,6 %", "15 Tage". Past its
/// end it says so (interface string "value.expired").
std::string format_value(const ValueOnDay& value, const Strings& strings);

/// "1. Januar 2027" in the language.
std::string format_long_date(Date date, const Strings& strings);

/// "10/2026" in the language.
std::string format_month(Date date, const Strings& strings);

/// Puts values and contacts of that day in place of their marks. The spans then cover what was put
/// in. Values, contacts, German terms and what links point to are isolated for BiDi (FSI, LRI, PDI:
/// UAX #9), in languages from right to left bare numbers and addresses as well (isolate.hpp), so
/// that +49 30 1815-1111 never reorders.
Text resolve(const Text& text, Database& database, const Strings& strings, Date today);

} // namespace zugang::content
