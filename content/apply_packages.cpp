#include "content/apply_packages.hpp"

#include "content/apply_guides.hpp"
#include "content/record_json.hpp"
#include "content/replace_rows.hpp"
#include "content/sha256.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace zugang::content {
namespace {

bool has_key(const Records& package, std::string_view key) {
    return package.table.find(key) != package.table.end();
}

/// Everything of one package but its articles.
struct PackageRows {
    PackageRecord facts;
    std::vector<Language> languages;
    TopicsRecord topics;
    std::vector<ValueRow> values;
    std::vector<ContactRow> contacts;
    std::vector<PlaceRow> places;
    std::vector<TermRow> terms;
    std::map<std::string, TermTranslations> term_translations;
    std::map<std::string, StringsRecord> strings;
    std::map<std::string, Keyboard> keyboards;
    std::map<std::string, SlipTemplate> slips;
    std::vector<PrinterRow> printers;
    std::vector<FontRow> fonts;
    std::vector<LandPicture> land_pictures;
};

class Reader {
  public:
    explicit Reader(const Records& package) : package_(package) {}

    std::optional<PackageRows> read() {
        PackageRows rows;
        const bool good =
            take("package", rows.facts, read_package_record, Needed::Yes) &&
            take("languages", rows.languages, read_languages) &&
            take("topics", rows.topics, read_topics) && take("values", rows.values, read_values) &&
            take("contacts", rows.contacts, read_contacts) &&
            take("places", rows.places, read_places) && take("terms", rows.terms, read_terms) &&
            take("fonts", rows.fonts, read_fonts) &&
            take("printers", rows.printers, read_printers) &&
            take("map", rows.land_pictures, read_land_pictures) &&
            take_languages("terms/", rows.term_translations, read_term_translations) &&
            take_languages("strings/", rows.strings, read_strings) &&
            take_languages("keyboard/", rows.keyboards, read_keyboard) &&
            take_languages("slip/", rows.slips, read_slip_template);
        if (!good) {
            return std::nullopt;
        }
        if (rows.facts.id.empty() || rows.facts.default_language.empty()) {
            error_ = {InstallProblem::UnreadableRecord, rows.facts.id + " package"};
            return std::nullopt;
        }
        return rows;
    }

    template <typename Target, typename Read>
    bool take(std::string_view key, Target& target, const Read& read_json) {
        return take(key, target, read_json, Needed::No);
    }

    const InstallError& error() const { return error_; }

  private:
    enum class Needed { Yes, No };

    template <typename Target, typename Read>
    bool take(std::string_view key, Target& target, const Read& read_json, Needed needed) {
        if (needed == Needed::No && !has_key(package_, key)) {
            return true;
        }
        const auto bytes = read_record(package_, key);
        if (!bytes) {
            error_ = bytes.error();
            return false;
        }
        auto parsed = read_json(*bytes);
        if (!parsed) {
            error_ = {InstallProblem::UnreadableRecord, std::string(key)};
            return false;
        }
        target = std::move(*parsed);
        return true;
    }

    template <typename Map, typename Read>
    bool take_languages(std::string_view prefix, Map& map, const Read& read_json) {
        for (auto entry = package_.table.lower_bound(prefix);
             entry != package_.table.end() && entry->first.starts_with(prefix); ++entry) {
            if (!take(entry->first, map[entry->first.substr(prefix.size())], read_json)) {
                return false;
            }
        }
        return true;
    }

    const Records& package_;
    InstallError error_;
};

/// Emergency contacts, some interface strings and how bund's languages are written come from bund
/// only.
void take_out_what_is_bunds(const AppliedPackages& applied, PackageRows& rows) {
    if (!applied.ids.empty() && applied.ids.front() == "bund") {
        std::erase_if(rows.languages, [&applied](const Language& row) {
            return std::ranges::find(applied.language_rows, row.tag, &Language::tag) !=
                   applied.language_rows.end();
        });
    }
    std::erase_if(rows.contacts, [&applied](const ContactRow& row) {
        const auto older = std::ranges::find(applied.contacts, row.id, &ContactRow::id);
        return row.emergency || (older != applied.contacts.end() && older->emergency);
    });
    for (auto& [language, strings] : rows.strings) {
        std::erase_if(strings, [](const auto& entry) { return is_of_bund(entry.first); });
    }
}

/// `first_as_of`: the date of the first package that has one.
void apply_rows(AppliedPackages& applied, PackageRows rows, Date& first_as_of) {
    constexpr std::chrono::days furthest_ahead{366};
    if (rows.facts.id != "bund") {
        take_out_what_is_bunds(applied, rows);
    }
    for (std::string& language : rows.facts.languages) {
        if (std::ranges::find(applied.languages, language) == applied.languages.end()) {
            applied.languages.push_back(std::move(language));
        }
    }
    if (rows.facts.as_of) {
        // A terminal's clock is never believed to be earlier than this: a package above another one
        // must not move it by years.
        const Date latest = applied.as_of
                                ? std::min(*rows.facts.as_of, first_as_of + furthest_ahead)
                                : *rows.facts.as_of;
        first_as_of = applied.as_of ? first_as_of : latest;
        applied.as_of = std::max(applied.as_of.value_or(latest), latest);
    }
    for (const Language& language : rows.languages) { // a language is replaced with its keyboard
        applied.keyboards.erase(language.tag);
        if (const auto keyboard = rows.keyboards.find(language.tag);
            keyboard != rows.keyboards.end()) {
            applied.keyboards.insert(std::move(*keyboard));
        }
    }
    replace_rows(applied.language_rows, rows.languages, [](const Language& r) { return r.tag; });
    replace_rows(applied.topics, rows.topics.topics,
                 [](const TopicRow& row) { return row.topic.id; });
    replace_rows(applied.values, rows.values, [](const ValueRow& row) { return row.value.id; });
    replace_rows(applied.contacts, rows.contacts, [](const ContactRow& row) { return row.id; });
    replace_rows(applied.places, rows.places, [](const PlaceRow& row) { return row.id; });
    for (const TermRow& term : rows.terms) { // a new German term needs new translations
        for (auto& [language, translations] : applied.term_translations) {
            translations.erase(term.id);
        }
    }
    replace_rows(applied.terms, rows.terms, [](const TermRow& row) { return row.id; });
    for (auto& [language, terms] : rows.term_translations) {
        for (auto& [id, term] : terms) {
            applied.term_translations[language].insert_or_assign(id, std::move(term));
        }
    }
    replace_rows(applied.printers, rows.printers,
                 [](const PrinterRow& row) { return row.profile.id; });
    for (auto& [id, slip] : rows.slips) {
        slip.id = id;
        applied.slips.insert_or_assign(id, std::move(slip));
    }
    for (Phase& phase : rows.topics.phases) {
        std::erase_if(applied.phases,
                      [&phase](const Phase& older) { return older.number == phase.number; });
        applied.phases.push_back(std::move(phase));
    }
    for (auto& [language, strings] : rows.strings) {
        for (auto& [key, text] : strings) {
            applied.strings[language].insert_or_assign(key, std::move(text));
        }
    }
}

/// A discreet page, with its quick way out, is what somebody in danger is led to: it stays as the
/// first package has it.
bool is_discreet_page(const AppliedPackages& applied, std::string_view slug) {
    const auto older = applied.articles.find(std::string(slug));
    return older != applied.articles.end() && older->second.facts.discreet;
}

std::optional<InstallError> apply_articles(AppliedPackages& applied, const Records& package,
                                           std::size_t index, const std::optional<Date>& as_of) {
    constexpr std::string_view prefix = "article/";
    Reader reader(package);
    for (auto entry = package.table.lower_bound(prefix);
         entry != package.table.end() && entry->first.starts_with(prefix); ++entry) {
        const ArticleKey key = *read_article_key(entry->first);
        if (!key.language.empty()) { // the facts stand before their texts
            const auto article = applied.articles.find(std::string(key.slug));
            if (article != applied.articles.end() && article->second.package == index) {
                article->second.records.emplace(key.language, entry->second);
            }
            continue;
        }
        AppliedArticle article{.facts = {}, .package = index, .records = {}};
        if (!reader.take(entry->first, article.facts, read_article_record)) {
            return reader.error();
        }
        if (is_discreet_page(applied, key.slug)) {
            continue;
        }
        if (!article.facts.as_of) {
            article.facts.as_of = as_of;
        }
        applied.articles.insert_or_assign(std::string(key.slug), std::move(article));
    }
    return std::nullopt;
}

void sort_out_references(AppliedPackages& applied) {
    std::set<std::string> contacts;
    std::set<std::string> public_contacts;
    for (const ContactRow& row : applied.contacts) {
        contacts.insert(row.id);
        if (row.confidence != "low") {
            public_contacts.insert(row.id);
        }
    }
    for (PlaceRow& place : applied.places) {
        std::erase_if(place.services, [&public_contacts](const std::string& id) {
            return !public_contacts.contains(id);
        });
    }
    sort_out_guides(applied, public_contacts);
    for (auto& [slug, article] : applied.articles) {
        ArticleRecord& facts = article.facts;
        if (!applied.articles.contains(facts.parent)) {
            facts.parent.clear();
        }
        std::erase_if(facts.contacts,
                      [&contacts](const std::string& id) { return !contacts.contains(id); });
        std::erase_if(facts.related, [&](const std::string& other) {
            const auto found = applied.articles.find(other);
            return found == applied.articles.end() ||
                   (found->second.facts.visibility == Visibility::Staff &&
                    facts.visibility == Visibility::Public);
        });
    }
    std::set<std::string> terms;
    for (const TermRow& row : applied.terms) {
        terms.insert(row.id);
    }
    for (auto& [language, translations] : applied.term_translations) {
        std::erase_if(translations,
                      [&terms](const auto& entry) { return !terms.contains(entry.first); });
    }
}

/// The last package's file of this key.
const Record* find_file(std::span<const Records> packages, std::string_view key) {
    for (std::size_t i = packages.size(); i-- > 0;) {
        const auto found = packages[i].table.find(key);
        if (found != packages[i].table.end()) {
            return &found->second;
        }
    }
    return nullptr;
}

void find_pictograms(AppliedPackages& applied, std::set<std::string> names,
                     std::span<const Records> packages) {
    for (const TopicRow& row : applied.topics) {
        names.insert(row.topic.icon);
    }
    for (const Phase& row : applied.phases) {
        names.insert(row.icon);
    }
    for (const auto& [slug, article] : applied.articles) {
        names.insert(article.facts.icon);
    }
    for (const auto& [id, guide] : applied.guides) {
        names.insert(guide.facts.icon);
        for (const GuideNode& node : guide.facts.nodes) {
            for (const GuideAnswer& answer : node.answers) {
                names.insert(answer.icon);
            }
        }
    }
    for (const auto& [id, slip] : applied.slips) {
        for (const SlipBlock& block : slip.blocks) {
            names.insert(block.icon);
        }
    }
    for (const std::string& name : names) {
        if (const Record* file = find_file(packages, "pictogram/" + name + ".svg")) {
            applied.pictograms.emplace(name, file->sha256);
        }
    }
}

/// A map is replaced whole: pictures of two maps would not meet.
void apply_map(AppliedPackages& applied, std::vector<LandPicture> rows, const RecordTable& table) {
    if (rows.empty()) {
        return;
    }
    applied.land_pictures.clear();
    for (LandPicture& row : rows) {
        const auto file = table.find("map/" + row.media);
        if (file != table.end()) {
            row.media = file->second.sha256;
            applied.land_pictures.push_back(std::move(row));
        }
    }
}

/// A row of the package at this index.
struct PackedFont {
    FontRow row;
    std::size_t package = 0;

    auto name() const { return std::tuple(row.font.family, row.font.weight, row.font.italic); }
};

/// Does the first package bring this family? Its digits are those of every emergency number, and a
/// face of another weight might be nearer to what a screen asks for.
bool is_family_of_first(const std::vector<PackedFont>& fonts, const PackedFont& font) {
    return std::ranges::any_of(fonts, [&font](const PackedFont& older) {
        return older.package == 0 && older.row.font.family == font.row.font.family;
    });
}

void find_fonts(AppliedPackages& applied, std::set<std::string> families,
                std::span<const Records> packages, std::vector<PackedFont> rows) {
    for (const Language& row : applied.language_rows) {
        families.insert(row.fonts.begin(), row.fonts.end());
    }
    std::map<decltype(PackedFont{}.name()), PackedFont> last;
    for (PackedFont& font : rows) {
        last.insert_or_assign(font.name(), font);
    }
    rows.clear();
    for (auto& [key, font] : last) {
        rows.push_back(std::move(font));
    }
    std::ranges::stable_sort(rows, {}, [](const PackedFont& font) { return font.row.position; });
    for (const PackedFont& font : rows) {
        const RecordTable& table = packages[font.package].table;
        const auto file = table.find("font/" + font.row.font.media);
        if (families.contains(font.row.font.family) && file != table.end()) {
            applied.fonts.push_back(font.row.font);
            applied.fonts.back().media = file->second.sha256;
        }
    }
}

} // namespace

std::string describe(const InstallError& error) {
    switch (error.problem) {
    case InstallProblem::OtherFolder:
        return error.where;
    case InstallProblem::MissingRecord:
        return error.where + " is not there or damaged";
    case InstallProblem::UnreadableRecord:
        return error.where + " is no record that this software can read (or more than a terminal "
                             "takes: content/FORMAT.md, \"Records\")";
    case InstallProblem::OtherLanguage:
        return error.where + " has another default language than the packages before it";
    case InstallProblem::DoubledPackage:
        return "a second package has the id \"" + error.where + "\"";
    case InstallProblem::OtherPackage:
        return error.where + " says that it is another package";
    case InstallProblem::Unverified:
        return error.where + " cannot be read back from the new state; the disk or memory may fail";
    }
    return error.where;
}

bool is_of_bund(std::string_view key) {
    return key.starts_with("trust.") || key.starts_with("privacy.") ||
           key.starts_with("emergency.") || key.starts_with("help.");
}

tl::expected<std::string, InstallError> read_record(const Records& package, std::string_view key) {
    const auto found = package.table.find(key);
    if (found == package.table.end()) {
        return tl::unexpected(InstallError{InstallProblem::MissingRecord, std::string(key)});
    }
    std::optional<std::string> bytes = package.read(found->second);
    if (!bytes || bytes->size() != found->second.size_bytes ||
        sha256(*bytes) != found->second.sha256) {
        return tl::unexpected(InstallError{InstallProblem::MissingRecord, std::string(key)});
    }
    return *std::move(bytes);
}

tl::expected<AppliedPackages, InstallError> apply_packages(std::span<const Records> packages) {
    AppliedPackages applied;
    std::set<std::string> pictograms;
    std::set<std::string> families;
    std::vector<PackedFont> fonts;
    Date first_as_of{};
    for (std::size_t i = 0; i < packages.size(); ++i) {
        Reader reader(packages[i]);
        const auto blame = [i](InstallError error) {
            error.package = i;
            return tl::unexpected(std::move(error));
        };
        auto rows = reader.read();
        if (!rows) {
            return blame(reader.error());
        }
        const PackageRecord& facts = rows->facts;
        if (!packages[i].id.empty() && facts.id != packages[i].id) {
            return blame({InstallProblem::OtherPackage, packages[i].id});
        }
        if (std::ranges::find(applied.ids, facts.id) != applied.ids.end()) {
            return blame({InstallProblem::DoubledPackage, facts.id});
        }
        if (i == 0) {
            applied.default_language = facts.default_language;
        } else if (facts.default_language != applied.default_language) {
            return blame({InstallProblem::OtherLanguage, facts.id});
        }
        pictograms.insert(facts.pictograms.begin(), facts.pictograms.end());
        families.insert(facts.fonts.begin(), facts.fonts.end());
        for (FontRow& row : rows->fonts) {
            PackedFont font{.row = std::move(row), .package = i};
            const bool is_bunds = i > 0 && applied.ids.front() == "bund";
            if (!is_bunds || !is_family_of_first(fonts, font)) {
                fonts.push_back(std::move(font));
            }
        }
        apply_map(applied, std::move(rows->land_pictures), packages[i].table);
        const PackageRecord own = facts;
        apply_rows(applied, std::move(*rows), first_as_of);
        applied.ids.push_back(own.id);
        if (auto error = apply_articles(applied, packages[i], i, own.as_of)) {
            return blame(*std::move(error));
        }
        if (auto error = apply_guides(applied, packages[i], own)) {
            return blame(*std::move(error));
        }
    }
    std::erase_if(applied.topics, [](const TopicRow& row) { return row.removed; });
    std::erase_if(applied.values, [](const ValueRow& row) { return row.removed; });
    std::erase_if(applied.contacts, [](const ContactRow& row) { return row.removed; });
    std::erase_if(applied.places, [](const PlaceRow& row) { return row.removed; });
    std::erase_if(applied.terms, [](const TermRow& row) { return row.removed; });
    std::erase_if(applied.printers, [](const PrinterRow& row) { return row.removed; });
    std::erase_if(applied.articles, [](const auto& entry) { return entry.second.facts.removed; });
    std::erase_if(applied.guides, [](const auto& entry) { return entry.second.facts.removed; });
    std::ranges::stable_sort(applied.phases, {}, &Phase::number);
    sort_out_references(applied);
    find_pictograms(applied, std::move(pictograms), packages);
    find_fonts(applied, std::move(families), packages, std::move(fonts));
    return applied;
}

} // namespace zugang::content
