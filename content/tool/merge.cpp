#include "content/tool/merge.hpp"

#include "content/apply_packages.hpp"
#include "content/replace_rows.hpp"

#include <algorithm>
#include <set>

namespace zugang::content::tool {
namespace {

const std::string& id_of(const SourceTopic& row) {
    return row.topic.id;
}
const std::string& id_of(const SourceValue& row) {
    return row.value.id;
}
const std::string& id_of(const SourceContact& row) {
    return row.id;
}
const std::string& id_of(const SourcePlace& row) {
    return row.row.id;
}
const std::string& id_of(const SourcePrinter& row) {
    return row.profile.id;
}
const std::string& id_of(const SourceTerm& row) {
    return row.id;
}
const std::string& id_of(const SourceLanguage& row) {
    return row.language.tag;
}

template <typename Row>
void replace(std::vector<Row>& rows, const std::vector<Row>& newer) {
    replace_rows(rows, newer, [](const Row& row) { return id_of(row); });
}

template <typename Row>
const Place& place_of(const Row& row) {
    return row.place;
}
const Place& place_of(const SourcePlace& row) {
    return row.place();
}

void refuse_doubled_rows(const Package& package, Report& report) {
    const auto look = [&report](const auto& rows) {
        std::set<std::string> seen;
        for (const auto& row : rows) {
            if (!id_of(row).empty() && !seen.insert(id_of(row)).second) {
                report.error(place_of(row),
                             "there is a second row with the id \"" + id_of(row) + "\"",
                             "give it another id, or take one of them out");
            }
        }
    };
    look(package.topics);
    look(package.contacts);
    look(package.places);
    look(package.terms);
    look(package.printers);
    look(package.language_rows);
    std::set<int> phases;
    for (const SourcePhase& phase : package.phases) {
        if (!phases.insert(phase.phase.number).second) {
            report.error(phase.icon_place,
                         "there is a second phase " + std::to_string(phase.phase.number),
                         "take one of them out");
        }
    }
}

/// Emergency contacts, crisis guides and some interface strings come from bund only, discreet pages
/// stay. Nobody is told so whose package has no id: it may be bund.
void take_out_what_is_bunds(const Package& merged, Package& package, Report& whole) {
    Report report("packages");
    std::erase_if(package.contacts, [&](const SourceContact& row) {
        const auto older = std::ranges::find(merged.contacts, row.id, &SourceContact::id);
        const bool changes = older != merged.contacts.end() && older->emergency;
        if (changes || row.emergency) {
            report.error(row.place,
                         "\"" + row.id + "\" is an emergency contact; those come from bund only",
                         changes ? "take it out" : "take emergency = true out");
        }
        return changes || row.emergency;
    });
    std::erase_if(package.guides, [&](const auto& entry) {
        const auto older = merged.guides.find(entry.first);
        const bool changes = older != merged.guides.end() && older->second.crisis;
        if (changes || entry.second.crisis) {
            report.error(entry.second.place,
                         "\"" + entry.first + "\" is a crisis guide; those come from bund only",
                         changes ? "take it out, or give it another id" : "take crisis = true out");
        }
        return changes || entry.second.crisis;
    });
    std::erase_if(package.articles, [&](const auto& entry) {
        const auto older = merged.articles.find(entry.first);
        const bool changes = older != merged.articles.end() && older->second.discreet;
        if (changes) {
            report.error(entry.second.place,
                         "\"" + entry.first +
                             "\" is a discreet page of a package before it; those stay as they are",
                         "take it out, or rename its folder");
        }
        return changes;
    });
    for (auto& [language, strings] : package.strings) {
        std::erase_if(strings.strings, [&report](const auto& entry) {
            if (is_of_bund(entry.first)) {
                report.error(entry.second.place, "\"" + entry.first + "\" comes from bund only",
                             "take it out");
            }
            return is_of_bund(entry.first);
        });
    }
    if (!package.id.empty()) {
        whole.append(std::move(report));
    }
}

void apply(Package& merged, Package package, Report& report) {
    take_out_what_is_bunds(merged, package, report);
    for (Reference& language : package.languages) {
        if (std::ranges::find(merged.languages, language.name, &Reference::name) ==
            merged.languages.end()) {
            merged.languages.push_back(std::move(language));
        }
    }
    if (package.as_of && (!merged.as_of || *package.as_of > *merged.as_of)) {
        merged.as_of = package.as_of;
    }
    merged.id += (merged.id.empty() ? "" : " ") + package.id;
    merged.rendered.merge(package.rendered);
    replace(merged.language_rows, package.language_rows);
    replace(merged.topics, package.topics);
    replace(merged.values, package.values);
    replace(merged.contacts, package.contacts);
    replace(merged.places, package.places);
    for (const SourceTerm& term : package.terms) { // a new German term needs new translations
        for (auto& [language, translations] : merged.term_translations) {
            translations.erase(term.id);
        }
    }
    replace(merged.terms, package.terms);
    for (auto& [patterns, words] : package.hyphenations) { // the last one of a word counts
        std::vector<Reference>& all = merged.hyphenations[patterns];
        all.insert(all.end(), words.begin(), words.end());
    }
    for (auto& [language, terms] : package.term_translations) {
        for (auto& [id, term] : terms) {
            merged.term_translations[language].insert_or_assign(id, std::move(term));
        }
    }
    for (SourcePhase& phase : package.phases) {
        std::erase_if(merged.phases, [&phase](const SourcePhase& older) {
            return older.phase.number == phase.phase.number;
        });
        merged.phases.push_back(std::move(phase));
    }
    for (auto& [language, strings] : package.strings) {
        SourceStrings& target = merged.strings[language];
        if (!target.place.file) {
            target.place = strings.place;
            target.state = strings.state;
        }
        for (auto& [key, text] : strings.strings) {
            target.strings.insert_or_assign(key, std::move(text));
        }
    }
    for (auto& [slug, article] : package.articles) {
        if (article.origin == Origin::Import && merged.articles.contains(slug)) {
            report.warning(article.place,
                           "this imported page takes the place of the article \"" + slug + "\"",
                           "rename its folder if both are wanted");
        }
        merged.articles.insert_or_assign(slug, std::move(article));
    }
    replace(merged.printers, package.printers);
    for (auto& [id, slip] : package.slips) {
        merged.slips.insert_or_assign(id, std::move(slip));
    }
    for (auto& [id, guide] : package.guides) {
        merged.guides.insert_or_assign(id, std::move(guide));
    }
    merged.unread.merge(package.unread);
    merged.unread_articles.merge(package.unread_articles);
}

} // namespace

Package merge(std::vector<Package> packages, Report& whole) {
    Report report("packages");
    std::ranges::stable_sort(
        packages, [](const Package& a, const Package& b) { return is_applied_before(a.id, b.id); });
    Package merged;
    for (std::size_t i = 0; i < packages.size(); ++i) {
        Package& package = packages[i];
        if (i > 0 && packages[i - 1].id == package.id && !package.id.empty()) {
            report.error(package.place, "a second package has the id \"" + package.id + "\"",
                         "name each package once");
            continue;
        }
        if (i == 0) {
            merged.place = package.place;
            merged.folder = package.folder;
            merged.default_language = package.default_language;
        } else if (package.default_language != merged.default_language) {
            report.error(package.place,
                         "the default language is \"" + package.default_language + "\", but \"" +
                             merged.default_language + "\" in the packages before it",
                         "use the same one");
        }
        refuse_doubled_rows(package, report);
        for (auto& [slug, article] : package.articles) {
            for (const Reference& language : package.languages) {
                if (std::ranges::find(package.partly, language.name, &Reference::name) ==
                    package.partly.end()) {
                    article.wanted_languages.push_back(language.name);
                }
            }
        }
        if (package.id != "bund") {
            apply(merged, std::move(package), report);
            continue;
        }
        // bund itself may do everything.
        const std::string id = package.id;
        merged = std::move(package);
        merged.id = id;
    }
    std::erase_if(merged.topics, [](const SourceTopic& row) { return row.removed; });
    std::erase_if(merged.values, [](const SourceValue& row) { return row.removed; });
    std::erase_if(merged.contacts, [](const SourceContact& row) { return row.removed; });
    std::erase_if(merged.printers, [](const SourcePrinter& row) { return row.removed; });
    std::erase_if(merged.terms, [](const SourceTerm& row) { return row.removed; });
    std::erase_if(merged.places, [](const SourcePlace& row) { return row.row.removed; });
    std::erase_if(merged.guides, [](const auto& entry) { return entry.second.removed; });
    std::erase_if(merged.articles, [](const auto& entry) { return entry.second.removed; });
    std::ranges::sort(merged.phases, {}, [](const SourcePhase& row) { return row.phase.number; });
    whole.append(std::move(report));
    return merged;
}

} // namespace zugang::content::tool
