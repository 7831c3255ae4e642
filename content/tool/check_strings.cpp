#include "content/tool/check.hpp"

#include <map>
#include <memory>
#include <set>

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/plurrule.h>

namespace zugang::content::tool {
namespace {

/// The staff's side speaks German and English only.
constexpr std::string_view staff_keys = "staff.";

icu::UnicodeString to_utf16(const std::string& utf8) {
    return icu::UnicodeString::fromUTF8(utf8);
}

/// What an argument may be given: any kind where the pattern does not say.
enum class Kind { Any, Number, Date, Choice };

/// What a pattern asks for; the reason where it is broken.
struct Arguments {
    std::map<std::string, Kind> kinds; ///< by name
    std::string problem;
    /// Plural forms that it has, for each plural argument.
    struct Plural {
        UPluralType type = UPLURAL_TYPE_CARDINAL;
        std::set<std::string> forms;
    };
    std::vector<Plural> plurals;

    std::set<std::string> names() const {
        std::set<std::string> all;
        for (const auto& [name, kind] : kinds) {
            all.insert(name);
        }
        return all;
    }
};

std::string text_of(const icu::MessagePattern& pattern, const icu::MessagePattern::Part& part) {
    std::string utf8;
    pattern.getSubstring(part).toUTF8String(utf8);
    return utf8;
}

/// Of the argument that begins with this part.
Kind kind_of(const icu::MessagePattern& pattern, std::int32_t start) {
    switch (pattern.getPart(start).getArgType()) {
    case UMSGPAT_ARG_TYPE_PLURAL:
    case UMSGPAT_ARG_TYPE_SELECTORDINAL:
    case UMSGPAT_ARG_TYPE_CHOICE:
        return Kind::Number;
    case UMSGPAT_ARG_TYPE_SELECT:
        return Kind::Choice;
    case UMSGPAT_ARG_TYPE_SIMPLE:
        break;
    case UMSGPAT_ARG_TYPE_NONE:
        return Kind::Any;
    }
    const std::string type = text_of(pattern, pattern.getPart(start + 2));
    return type == "date" || type == "time" ? Kind::Date : Kind::Number;
}

Arguments::Plural plural_of(const icu::MessagePattern& pattern, std::int32_t start) {
    const bool ordinal = pattern.getPart(start).getArgType() == UMSGPAT_ARG_TYPE_SELECTORDINAL;
    Arguments::Plural plural{.type = ordinal ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL,
                             .forms = {}};
    const std::int32_t end = pattern.getLimitPartIndex(start);
    for (std::int32_t i = start + 1; i < end; ++i) {
        const icu::MessagePattern::Part& part = pattern.getPart(i);
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR) {
            plural.forms.insert(text_of(pattern, part));
        } else if (part.getType() == UMSGPAT_PART_TYPE_MSG_START) {
            i = pattern.getLimitPartIndex(i); // what stands in a form has selectors of its own
        }
    }
    return plural;
}

Arguments find_arguments(const std::string& pattern, const std::string& language) {
    Arguments arguments;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    const icu::MessagePattern parsed(to_utf16(pattern), &where, status);
    if (U_FAILURE(status) != 0) {
        arguments.problem = "near character " + std::to_string(where.offset + 1);
        return arguments;
    }
    for (std::int32_t i = 0; i + 1 < parsed.countParts(); ++i) {
        if (parsed.getPartType(i) != UMSGPAT_PART_TYPE_ARG_START) {
            continue;
        }
        Kind& kind = arguments.kinds[text_of(parsed, parsed.getPart(i + 1))];
        const Kind here = kind_of(parsed, i);
        kind = kind == Kind::Any ? here : kind;
        const UMessagePatternArgType type = parsed.getPart(i).getArgType();
        if (type == UMSGPAT_ARG_TYPE_PLURAL || type == UMSGPAT_ARG_TYPE_SELECTORDINAL) {
            arguments.plurals.push_back(plural_of(parsed, i));
        }
    }
    const icu::Locale locale = icu::Locale::forLanguageTag(language, status);
    status = U_ZERO_ERROR;
    const icu::MessageFormat format(to_utf16(pattern), locale, where, status);
    if (U_FAILURE(status) != 0) {
        arguments.problem = u_errorName(status);
    }
    return arguments;
}

/// The plural forms that whole numbers take in a language (CLDR).
std::set<std::string> plural_forms(const std::string& language, UPluralType type) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(language, status);
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(locale, type, status));
    std::set<std::string> forms;
    for (std::int32_t number = 0; number <= 200 && U_SUCCESS(status) != 0; ++number) {
        std::string form;
        rules->select(number).toUTF8String(form);
        forms.insert(std::move(form));
    }
    return forms;
}

bool is_plural_form(const std::string& form, const std::string& language, UPluralType type) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(language, status);
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(locale, type, status));
    return U_FAILURE(status) != 0 || rules->isKeyword(to_utf16(form)) != 0;
}

void check_plurals(const std::string& key, const Arguments& arguments, const std::string& language,
                   const Place& place, Report& report) {
    const auto warn = [&](std::string what, std::string advice) {
        report.add({.severity = Severity::Warning,
                    .place = place,
                    .what = std::move(what),
                    .advice = std::move(advice),
                    .rule = "plural"});
    };
    for (const Arguments::Plural& plural : arguments.plurals) {
        for (const std::string& form : plural_forms(language, plural.type)) {
            if (!plural.forms.contains(form)) {
                warn("\"" + key + "\" has no plural form \"" + form + "\"",
                     "add " + form + " {...}; numbers in \"" + language + "\" take it");
            }
        }
        for (const std::string& form : plural.forms) {
            if (!form.starts_with("=") && form != "other" &&
                !is_plural_form(form, language, plural.type)) {
                warn("\"" + key + "\" has the plural form \"" + form + "\"",
                     "take it out; no number in \"" + language + "\" takes it");
            }
        }
    }
}

/// The first argument that is given another kind of thing in two patterns; empty for none.
std::string find_other_kind(const Arguments& a, const Arguments& b) {
    for (const auto& [name, kind] : a.kinds) {
        const auto other = b.kinds.find(name);
        if (other != b.kinds.end() && kind != Kind::Any && other->second != Kind::Any &&
            kind != other->second) {
            return name;
        }
    }
    return {};
}

std::string list(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "{" : ", {") + name + "}";
    }
    return text.empty() ? "none" : text;
}

std::set<std::string> wanted_keys(const Package& package) {
    std::set<std::string> keys;
    for (const SourceTopic& row : package.topics) {
        keys.insert("topic." + row.topic.id);
    }
    for (const SourcePhase& row : package.phases) {
        keys.insert("phase." + std::to_string(row.phase.number));
    }
    return keys;
}

bool has_prefix_of_rows(const std::string& key) {
    return key.starts_with("topic.") || key.starts_with("phase.") || key.starts_with("unit.") ||
           key.starts_with("place_kind.");
}

void check_units(const Package& package, const SourceStrings* originals, Report& report) {
    for (const SourceValue& row : package.values) {
        const std::string& unit = row.value.unit;
        if (unit.empty() || unit == "EUR" || unit == "percent" || unit == "plain" ||
            originals == nullptr || originals->strings.contains("unit." + unit)) {
            continue;
        }
        std::vector<std::string> units{"EUR", "percent", "plain"};
        for (const auto& [key, text] : originals->strings) {
            if (key.starts_with("unit.")) {
                units.push_back(key.substr(5));
            }
        }
        report.error(row.unit_place, "there is no unit \"" + unit + "\"",
                     suggestion(unit, units, "add the interface string unit." + unit));
    }
}

} // namespace

void check_strings(const Package& package, Report& report) {
    const auto found = package.strings.find(package.default_language);
    const bool known = found != package.strings.end() &&
                       !package.unread.contains("ui/" + package.default_language + ".toml");
    const SourceStrings* originals = known ? &found->second : nullptr;
    check_units(package, originals, report);
    if (originals == nullptr) {
        return;
    }
    std::vector<std::string> keys;
    std::map<std::string, Arguments> arguments;
    for (const auto& [key, text] : originals->strings) {
        keys.push_back(key);
        arguments[key] = find_arguments(text.name, package.default_language);
    }
    for (const std::string& key : wanted_keys(package)) {
        if (!originals->strings.contains(key)) {
            report.error(originals->place, "the interface string \"" + key + "\" is missing",
                         "add it");
        }
    }
    for (const auto& [language, strings] : package.strings) {
        std::string missing;
        std::size_t count = 0;
        for (const std::string& key : keys) {
            const bool needed = language == "en" || !key.starts_with(staff_keys);
            if (needed && !strings.strings.contains(key) && ++count <= 5) {
                missing += (count == 1 ? "" : ", ") + key;
            }
        }
        if (count > 0 && !package.unread.contains("ui/" + language + ".toml")) {
            report.warning(strings.place,
                           std::to_string(count) + " interface strings are missing: " + missing +
                               (count > 5 ? " ..." : ""),
                           "translate them");
        }
        for (const auto& [key, text] : strings.strings) {
            const Arguments used = find_arguments(text.name, language);
            if (!used.problem.empty()) {
                report.error(text.place,
                             "\"" + key + "\" is no message that ICU can read (" + used.problem +
                                 ")",
                             "look at the braces; write '{' for the character itself");
            } else if (!originals->strings.contains(key)) {
                report.warning(text.place, "nobody asks for the interface string \"" + key + "\"",
                               has_prefix_of_rows(key)
                                   ? "add it to the default language, or take it out"
                                   : suggestion(key, keys, "take it out"));
            } else if (used.names() != arguments[key].names()) {
                report.error(text.place,
                             "\"" + key + "\" uses " + list(used.names()) +
                                 ", the default language " + list(arguments[key].names()),
                             "use the same arguments");
            } else if (const std::string other = find_other_kind(used, arguments[key]);
                       !other.empty()) {
                report.error(text.place,
                             "\"" + key + "\" uses {" + other +
                                 "} for another kind of thing than the default language",
                             "use it as a number, a day or a choice, as there");
            } else {
                check_plurals(key, used, language, text.place, report);
            }
        }
    }
}

} // namespace zugang::content::tool
