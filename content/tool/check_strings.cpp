#include "content/tool/check.hpp"

#include <set>

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

namespace zugang::content::tool {
namespace {

icu::UnicodeString to_utf16(const std::string& utf8) {
    return icu::UnicodeString::fromUTF8(utf8);
}

/// Names of the arguments; no value and the reason where the pattern is broken.
struct Arguments {
    std::set<std::string> names;
    std::string problem;
};

Arguments find_arguments(const std::string& pattern, const std::string& language) {
    Arguments arguments;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    const icu::MessagePattern parsed(to_utf16(pattern), &where, status);
    if (U_FAILURE(status) != 0) {
        arguments.problem = "near character " + std::to_string(where.offset + 1);
        return arguments;
    }
    for (int32_t i = 0; i < parsed.countParts(); ++i) {
        const icu::MessagePattern::Part& part = parsed.getPart(i);
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME ||
            part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER) {
            std::string name;
            parsed.getSubstring(part).toUTF8String(name);
            arguments.names.insert(name);
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
    return key.starts_with("topic.") || key.starts_with("phase.") || key.starts_with("unit.");
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
    const SourceStrings* originals = found != package.strings.end() ? &found->second : nullptr;
    check_units(package, originals, report);
    if (originals == nullptr) {
        return;
    }
    std::vector<std::string> keys;
    std::map<std::string, std::set<std::string>> arguments;
    for (const auto& [key, text] : originals->strings) {
        keys.push_back(key);
        arguments[key] = find_arguments(text.name, package.default_language).names;
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
            if (!strings.strings.contains(key) && ++count <= 5) {
                missing += (count == 1 ? "" : ", ") + key;
            }
        }
        if (count > 0) {
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
            } else if (used.names != arguments[key]) {
                report.error(text.place,
                             "\"" + key + "\" uses " + list(used.names) +
                                 ", the default language " + list(arguments[key]),
                             "use the same arguments");
            }
        }
    }
}

} // namespace zugang::content::tool
