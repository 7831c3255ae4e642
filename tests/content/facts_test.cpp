// Every number that the shipped content says stands in the office's facts, and every language says
// the same ones.
#include "content/tool/read_package.hpp"

#include <algorithm>
#include <functional>

#include "facts.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::testing;
using zugang::content::tool::Package;
using zugang::content::tool::Place;
using zugang::content::tool::Reference;
using zugang::content::tool::Report;
using zugang::content::tool::SourceArticle;
using zugang::content::tool::SourceGuideText;
using zugang::content::tool::SourceText;
using zugang::content::tool::TableReader;
using zugang::content::tool::Translation;

namespace {

/// A row of tests/data/facts/justified.toml, [[justified]] or [[simpler]].
struct Justified {
    std::string article;
    std::set<std::string> rows;    ///< of FACTS.md, that this article draws on too
    std::set<std::string> numbers; ///< that no facts say, or that easy German leaves out
    Place place;
    std::set<std::string> unused{}; ///< of both
};

std::vector<Justified> read_justified(const char* kind) {
    Report report;
    const auto root = tool::read_toml(ZUGANG_SOURCE_DIR "/tests/data/facts/justified.toml", report);
    REQUIRE(root);
    std::vector<Justified> justified;
    TableReader table(*root, report);
    table.rows("justified");
    table.rows("simpler");
    for (const auto* entry : table.rows(kind)) {
        TableReader row(*entry, report);
        Justified read{.article = row.required_text("article"),
                       .rows = {},
                       .numbers = {},
                       .place = row.place("article")};
        for (std::string& id : row.texts("rows")) {
            read.rows.insert(std::move(id));
        }
        for (std::string& number : row.texts("numbers")) {
            read.numbers.insert(std::move(number));
        }
        read.unused = read.rows;
        read.unused.insert(read.numbers.begin(), read.numbers.end());
        row.required_text("why");
        row.finish();
        justified.push_back(std::move(read));
    }
    table.finish();
    for (const auto& finding : report.sorted()) {
        FAIL_CHECK(finding.place.file_name() << ":" << finding.place.line << ": " << finding.what);
    }
    return justified;
}

void say(const Place& place, const std::string& what) {
    FAIL_CHECK(place.file_name() << ":" << place.line << ":" << place.column << ": " << what);
}

void name_unused(const std::vector<Justified>& justified) {
    for (const Justified& row : justified) {
        for (const std::string& what : row.unused) {
            say(row.place, "\"" + what + "\" justifies nothing; take it out");
        }
    }
}

std::string words_of(const SourceText& text) {
    return text.text.utf8;
}

void insert(std::set<std::string>& set, const std::set<std::string>& more) {
    set.insert(more.begin(), more.end());
}

/// What a text may say because it names a value, a contact or a term.
std::set<std::string> numbers_of_marks(const SourceText& text, const Facts& facts) {
    std::set<std::string> numbers;
    for (const auto& mark : text.marks) {
        const std::string id = mark.target.substr(0, mark.target.find('@'));
        if (mark.kind == SpanKind::Value) {
            insert(numbers,
                   numbers_of(facts.values, id, {"label_de", "unit", "rule_or_law", "note"}));
        } else if (mark.kind == SpanKind::Contact) {
            insert(numbers,
                   numbers_of(facts.contacts, id, {"name_de", "for_whom", "cost", "languages"}));
        } else if (mark.kind == SpanKind::Term) {
            insert(numbers, numbers_of(facts.glossary, id, {"de", "plain_de_A2"}));
        }
    }
    return numbers;
}

class Trace {
  public:
    Trace(const Facts& facts, std::vector<Justified>& justified)
        : facts_(facts), justified_(justified) {}

    void article(const SourceArticle& article) {
        const auto german = article.translations.find("de");
        REQUIRE(german != article.translations.end());
        slug_ = article.slug;
        allowed_.clear();
        for (const auto& [id, row] : facts_.rows) {
            if (row.slug == slug_) {
                insert(allowed_, row.numbers);
                contacts(row.contacts);
            }
        }
        for (const Reference& contact : article.contacts) {
            contacts({contact.name});
        }
        text(german->second.title);
        text(german->second.summary);
        for (const auto& block : german->second.blocks) {
            text(block.text);
        }
    }

    std::size_t traced() const { return traced_; }

  private:
    void contacts(const std::set<std::string>& ids) {
        for (const std::string& id : ids) {
            insert(allowed_,
                   numbers_of(facts_.contacts, id, {"name_de", "for_whom", "cost", "languages"}));
        }
    }

    void text(const SourceText& text) {
        const std::set<std::string> marks = numbers_of_marks(text, facts_);
        for (const auto& [number, count] : numbers_in(words_of(text))) {
            ++traced_;
            if (!allowed_.contains(number) && !marks.contains(number) && !is_justified(number)) {
                say(text.place, "nobody says " + number + " in the facts of this article");
            }
        }
    }

    bool is_justified(const std::string& number) {
        bool found = false;
        for (Justified& row : justified_) {
            if (row.article != slug_ && row.article != "*") {
                continue;
            }
            if (row.numbers.contains(number)) {
                row.unused.erase(number);
                found = true;
            }
            for (const std::string& id : row.rows) {
                const auto facts = facts_.rows.find(id);
                if (facts != facts_.rows.end() && facts->second.numbers.contains(number)) {
                    row.unused.erase(id);
                    found = true;
                }
            }
        }
        return found;
    }

    const Facts& facts_;
    std::vector<Justified>& justified_;
    std::string slug_;
    std::set<std::string> allowed_;
    std::size_t traced_ = 0;
};

/// What one has and the other lacks.
Numbers without(const Numbers& one, const Numbers& other) {
    Numbers rest;
    for (const auto& [number, count] : one) {
        const auto found = other.find(number);
        const int left = count - (found == other.end() ? 0 : found->second);
        if (left > 0) {
            rest[number] = left;
        }
    }
    return rest;
}

/// `simpler`: what easy German leaves out of this article.
void compare(const std::string& german, const std::string& translation, const std::string& language,
             const Place& place, const std::vector<Justified*>& simpler = {}) {
    Numbers wanted = numbers_in(german);
    if (counts_months(language)) {
        add(wanted, german_months(german));
    }
    const Numbers found = without_ordinal_letters(numbers_in(translation), language, wanted);
    Numbers missing = without(without(wanted, found), german_ordinals(german));
    // A number in letters may stand in digits elsewhere, not the other way round.
    Numbers more = without(without(found, wanted), german_words(german));
    if (has_dual(language)) {
        missing.erase("1");
        missing.erase("2");
    }
    if (language == "de-simple") { // other sentences: a number may stand there more often, or less
        std::erase_if(more, [&wanted](const auto& entry) { return wanted.contains(entry.first); });
        std::erase_if(missing, [&found](const auto& entry) { return found.contains(entry.first); });
        for (Justified* row : simpler) {
            std::erase_if(missing, [row](const auto& entry) {
                row->unused.erase(row->numbers.contains(entry.first) ? entry.first : "");
                return row->numbers.contains(entry.first);
            });
        }
    }
    if (!missing.empty() || !more.empty()) {
        say(place, language + (missing.empty() ? "" : " lacks " + list(missing)) +
                       (more.empty() ? "" : " has " + list(more)) +
                       ", German: " + (wanted.empty() ? "none" : list(wanted)));
    }
}

std::string words_of(const SourceGuideText& text) {
    std::string words = text.title.name + "\n" + text.text.text.utf8;
    for (const auto* list : {&text.answers, &text.hints, &text.bring}) {
        for (const Reference& line : *list) {
            words += "\n" + line.name;
        }
    }
    return words;
}

const Package& shipped() {
    static const Package package = [] {
        Report report;
        return tool::read_package(ZUGANG_SOURCE_DIR "/content/source/bund", report);
    }();
    return package;
}

const Facts& office() {
    static const Facts facts = read_facts(ZUGANG_SHARED_DIR "/facts");
    return facts;
}

} // namespace

TEST_CASE("numbers are found in any language, however they are written") {
    const auto found = [](std::string_view text) { return list(numbers_in(text)); };
    CHECK(found("13,90 Euro, 13.9 euros, ١٣٫٩٠ und ۱۳٫۹") == "13.9, 13.9, 13.9, 13.9");
    CHECK(found("2.000, 2,000, 2 000, 2\u00a0000 und 2\u202f000") ==
          "2000, 2000, 2000, 2000, 2000");
    CHECK(found("1.234.567,80") == "1234567.8");
    CHECK(found("am 31.12.2026") == "12, 2026, 31");
    CHECK(found("Am 4. März 2027. 5 Tage") == "2027, 4, 5");
    CHECK(found("§ 16d, §§ 18a und 18b AufenthG, § 24") == "16d, 18a, 18b, 24");
    CHECK(found("B1 oder C2, 24h") == "24, B1, C2");
    CHECK(found("8–12 Wochen, 1/12, 50 %") == "1, 12, 12, 50, 8");
    CHECK(found("bis \u2066300\u2069 یورو") == "300");
    CHECK(found("15 Tage, 20 Tage") == "15, 20");
    CHECK(found("kein") == "");
}

TEST_CASE("numbers in letters and months of a German text are known") {
    CHECK(list(german_words("Einen Monat oder zwei, nicht dreißig")) == "1, 2");
    CHECK(list(german_ordinals("Am 1. Tag, am 31. März, in der 12. Woche. 5 Tage")) == "1, 12");
    CHECK(list(english_words("Two weeks, the first time")) == "1, 2");
    CHECK(list(german_months("Am 31. März und im Dezember")) == "12, 3");
    CHECK(counts_months("zh-Hans"));
    CHECK(counts_months("vi"));
    CHECK_FALSE(counts_months("fr"));
    CHECK_FALSE(counts_months("ar"));
    CHECK(list(without_ordinal_letters(numbers_in("la 4e semaine, § 25e, 27e"), "fr",
                                       {{"25e", 1}})) == "25e, 27, 4");
    CHECK(list(without_ordinal_letters(numbers_in("§ 16a, 25e"), "de", {})) == "16a, 25e");
    CHECK(has_dual("ar"));
    CHECK_FALSE(has_dual("fa"));
}

TEST_CASE("the facts are read with their numbers") {
    const Facts& facts = office();
    const FactsRow& notice = facts.rows.at("B7");
    CHECK(notice.slug == "kuendigung");
    CHECK(notice.contacts.contains("faire_integration"));
    CHECK(notice.numbers.contains("3"));        // weeks
    CHECK(notice.numbers.contains("623"));      // BGB
    CHECK_FALSE(notice.numbers.contains("19")); // its as-of date, 2026-08-19
    CHECK(facts.rows.at("B3").numbers.contains("13.9"));
    CHECK(facts.rows.at("7.1").numbers.contains("16"));
    CHECK(numbers_of(facts.values, "minijob", {"note"}).contains("556"));
    CHECK(facts.tree.contains("24"));
}

TEST_CASE("every number of a German text stands in the facts of its article") {
    std::vector<Justified> justified = read_justified("justified");
    Trace trace(office(), justified);
    for (const auto& [slug, article] : shipped().articles) {
        trace.article(article);
    }
    CHECK(trace.traced() > 100);
    name_unused(justified);
}

TEST_CASE("every number of the guide, the glossary and the contacts stands in the facts") {
    const Facts& facts = office();
    for (const auto& [id, guide] : shipped().guides) {
        for (const auto& [node, text] : guide.words.at("de").nodes) {
            const std::set<std::string> marks = numbers_of_marks(text.text, facts);
            for (const auto& [number, count] : numbers_in(words_of(text))) {
                if (!facts.tree.contains(number) && !marks.contains(number)) {
                    say(text.place, "nobody says " + number + " in decision_tree.json");
                }
            }
        }
    }
    for (const auto& term : shipped().terms) {
        const auto known = numbers_of(facts.glossary, term.id, {"de", "plain_de_A2"});
        for (const auto& [number, count] : numbers_in(term.term + "\n" + term.text)) {
            if (!known.contains(number)) {
                say(term.place, "nobody says " + number + " of this term in glossary.tsv");
            }
        }
    }
    for (const auto& contact : shipped().contacts) {
        const auto line = contact.for_whom.find("de");
        const auto known =
            numbers_of(facts.contacts, contact.id, {"name_de", "for_whom", "cost", "languages"});
        for (const auto& [number, count] :
             numbers_in(line == contact.for_whom.end() ? "" : line->second.name)) {
            if (!known.contains(number)) {
                say(line->second.place,
                    "nobody says " + number + " of this contact in contacts.tsv");
            }
        }
    }
}

TEST_CASE("values, telephone numbers and addresses are those of the facts") {
    const Facts& facts = office();
    // What is no row of its own stands beside another value, or in an article that names it.
    std::set<std::string> beside;
    for (const auto& [id, row] : facts.values) {
        insert(beside, numbers_of(facts.values, id, {"value", "unit", "note"}));
    }
    std::map<std::string, std::set<std::string>> named; // numbers of the articles, by value
    for (const auto& [slug, article] : shipped().articles) {
        for (const auto& block : article.translations.at("de").blocks) {
            for (const auto& mark : block.text.marks) {
                for (const auto& [id, row] : facts.rows) {
                    if (mark.kind == SpanKind::Value && row.slug == slug) {
                        insert(named[mark.target.substr(0, mark.target.find('@'))], row.numbers);
                    }
                }
            }
        }
    }
    for (const auto& row : shipped().values) {
        std::set<std::string> known =
            numbers_of(facts.values, row.value.id, {"value", "unit", "note"});
        if (known.empty()) {
            known = beside;
            for (const auto& [id, facts_row] : facts.rows) {
                if (!named.contains(row.value.id)) { // not yet
                    insert(known, facts_row.numbers);
                }
            }
            insert(known, named[row.value.id]);
        }
        for (const std::string& amount : {row.value.min, row.value.max}) {
            for (const auto& [number, count] : numbers_in(amount)) {
                if (!known.contains(number)) {
                    say(row.place, "nobody says " + number + " of " + row.value.id);
                }
            }
        }
    }
    const auto digits = [](std::string text) { // without the country
        for (std::size_t at = text.find("+49"); at != std::string::npos; at = text.find("+49")) {
            text.replace(at, 3, "0");
        }
        std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
        return text;
    };
    for (const auto& row : shipped().contacts) {
        const auto found = facts.contacts.find(row.id);
        REQUIRE_MESSAGE(found != facts.contacts.end(), row.id);
        if (digits(found->second.at("phone")).find(digits(row.phone)) == std::string::npos) {
            say(row.place, "another telephone number than " + found->second.at("phone"));
        }
        if (found->second.at("web_mail").find(row.web) == std::string::npos ||
            found->second.at("web_mail").find(row.mail) == std::string::npos) {
            say(row.place, "another address than " + found->second.at("web_mail"));
        }
    }
}

TEST_CASE("every language says the numbers of the German text, block by block") {
    std::size_t blocks = 0;
    std::vector<Justified> simpler = read_justified("simpler");
    for (const auto& [slug, article] : shipped().articles) {
        std::vector<Justified*> left_out;
        for (Justified& row : simpler) {
            if (row.article == slug) {
                left_out.push_back(&row);
            }
        }
        const Translation& german = article.translations.at("de");
        for (const auto& [language, translation] : article.translations) {
            if (language == "de" || translation.blocks.size() != german.blocks.size()) {
                continue; // other blocks are an error of check (content_check)
            }
            const auto look = [&, &language = language](const SourceText& de,
                                                        const SourceText& text) {
                compare(words_of(de), words_of(text), language, text.place, left_out);
                ++blocks;
            };
            look(german.title, translation.title);
            look(german.summary, translation.summary);
            for (std::size_t i = 0; i < german.blocks.size(); ++i) {
                look(german.blocks[i].text, translation.blocks[i].text);
            }
        }
    }
    CHECK(blocks > 1000);
    name_unused(simpler);
    for (const auto& [id, guide] : shipped().guides) {
        for (const auto& [language, words] : guide.words) {
            for (const auto& [node, text] : words.nodes) {
                const auto german = guide.words.at("de").nodes.find(node);
                if (german != guide.words.at("de").nodes.end()) {
                    compare(words_of(german->second), words_of(text), language, text.place);
                }
            }
        }
    }
    for (const auto& [language, terms] : shipped().term_translations) {
        for (const auto& [id, term] : terms) {
            const auto german = std::ranges::find(shipped().terms, id, &tool::SourceTerm::id);
            if (german != shipped().terms.end()) {
                compare(german->text, term.text, language, term.place);
            }
        }
    }
    for (const auto& contact : shipped().contacts) {
        const auto german = contact.for_whom.find("de");
        for (const auto& [language, line] : contact.for_whom) {
            if (german != contact.for_whom.end()) {
                compare(german->second.name, line.name, language, line.place);
            }
        }
    }
}
