#include "content/tool/blocks.hpp"
#include "content/tool/reading_ease.hpp"
#include "content/tool/rules.hpp"
#include "content/tool/sarif.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

namespace fs = std::filesystem;

const fs::path samples = std::string(ZUGANG_SOURCE_DIR) + "/tests/data/content/rules";

bool is_looked_for(const Rule& rule) {
    return !rule.severities.starts_with("not checked");
}

/// The good package with files of a sample laid over it.
std::unique_ptr<SourceTree> with_sample(const fs::path& sample) {
    auto tree = std::make_unique<SourceTree>();
    for (const fs::path& folder : {samples / "base", sample}) {
        fs::copy(folder, tree->root(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
    return tree;
}

Report report_of(const SourceTree& tree) {
    Report report;
    std::vector<Package> packages;
    for (const char* name : {"bund", "land"}) {
        if (fs::exists(tree.root() / name / "package.toml")) {
            packages.push_back(read_package(tree.root() / name, report));
        }
    }
    const Package merged = merge(std::move(packages), report);
    Report of_assets("asset");
    const Assets assets(tree.root(), of_assets);
    report.append(std::move(of_assets));
    check(merged, *parse_date("2026-11-22"), &assets, Cache(), report);
    report.apply_switches();
    return report;
}

/// What is found by one rule, a line each, as print says it; names relative to the folder.
std::string found_by(std::string_view rule, const SourceTree& tree) {
    Report of_rule;
    for (const Finding& finding : report_of(tree).sorted()) {
        if (finding.rule == rule) {
            of_rule.add(finding);
        }
    }
    std::ostringstream out;
    print(of_rule, Format::Text, out);
    std::string text = out.str();
    const std::string prefix = tree.root().string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
        text.erase(at, prefix.size());
    }
    return text;
}

std::vector<std::vector<std::string>> rows_of(const fs::path& table) {
    std::istringstream lines(read_file(table));
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(lines, line); // the head
    while (std::getline(lines, line)) {
        std::istringstream cells(line);
        std::vector<std::string>& row = rows.emplace_back();
        for (std::string cell; std::getline(cells, cell, '\t');) {
            row.push_back(cell);
        }
    }
    return rows;
}

std::set<std::string> hints_in(const std::string& markdown, const std::string& language) {
    const TextFile file("sample", markdown + "\n");
    Report report;
    std::set<std::string> rules;
    for (const SourceBlock& block : parse_blocks(file, 0, Strictness::Import, report)) {
        for (const ReadingHint& hint : reading_hints(block.text.text, language, block.kind)) {
            rules.emplace(hint.rule);
        }
    }
    return rules;
}

/// "7 3": words of each sentence.
std::string lengths(std::string_view text) {
    std::string words;
    for (const std::size_t length : sentence_lengths(text)) {
        words += (words.empty() ? "" : " ") + std::to_string(length);
    }
    return words;
}

} // namespace

TEST_CASE("each rule finds its bad sample, at the place, and nothing in its good one") {
    for (const Rule& rule : rules()) {
        if (!is_looked_for(rule)) {
            continue;
        }
        const fs::path sample = samples / std::string(rule.id);
        CAPTURE(rule.id);
        REQUIRE(fs::exists(sample / "bad"));
        REQUIRE(fs::exists(sample / "good"));
        const std::string found = found_by(rule.id, *with_sample(sample / "bad"));
        CHECK(found == read_file(sample / "expected"));
        CHECK_FALSE(found.empty());
        CHECK(found_by(rule.id, *with_sample(sample / "good")) == "");
    }
}

TEST_CASE("each sample and each finding has a rule") {
    for (const auto& entry : fs::directory_iterator(samples)) {
        const std::string name = entry.path().filename().string();
        CAPTURE(name);
        CHECK((name == "base" || find_rule(name) != nullptr));
        if (name == "base") {
            continue;
        }
        for (const Finding& finding : report_of(*with_sample(entry.path() / "bad")).sorted()) {
            CAPTURE(finding.rule);
            REQUIRE(find_rule(finding.rule) != nullptr);
            const std::string severity = finding.severity == Severity::Error     ? "error"
                                         : finding.severity == Severity::Warning ? "warning"
                                                                                 : "advice";
            CAPTURE(finding.what);
            CHECK(find_rule(finding.rule)->severities.find(severity) != std::string_view::npos);
        }
    }
}

TEST_CASE("content/RULES.md is the table of the rules") {
    std::ostringstream out;
    print_rules(out);
    CHECK(read_file(std::string(ZUGANG_SOURCE_DIR) + "/content/RULES.md") == out.str());
}

TEST_CASE("the office's examples for plain German are told apart") {
    const std::map<std::string, std::string> rule_of{{"LS-ONE-STMT", "two-statements"},
                                                     {"LS-SUBCLAUSE", "subordinate-clause"},
                                                     {"LS-GENITIV", "genitive"},
                                                     {"LS-PASSIV", "passive"},
                                                     {"LS-KONJUNKTIV", "subjunctive"},
                                                     {"LS-TENSE", "past-tense"},
                                                     {"LS-NEG", "negation"},
                                                     {"LS-LONGWORD", "long-word"},
                                                     {"LS-ABBR", "abbreviation"},
                                                     {"LS-NUM-DIGIT", "number-word"},
                                                     {"LS-NUM-PERCENT", "percent"},
                                                     {"LS-DATE", "numeric-date"},
                                                     {"LS-CHARS", "special-character"},
                                                     {"LS-CAPS", "capitals"},
                                                     {"LS-GENDER", "gender-sign"},
                                                     {"LS-REF", "cross-reference"},
                                                     {"LS-NOMINAL", "nominal-style"},
                                                     {"LS-ADDRESS", "address"}};
    std::size_t tried = 0;
    for (const auto& row :
         rows_of(std::string(ZUGANG_SOURCE_DIR) + "/../shared/facts/lint_de.tsv")) {
        const auto rule = rule_of.find(row.at(0));
        if (rule == rule_of.end()) {
            continue;
        }
        ++tried;
        CAPTURE(rule->second);
        CHECK(hints_in(row.at(6), "de-simple").contains(rule->second));
        CHECK_FALSE(hints_in(row.at(7), "de-simple").contains(rule->second));
    }
    CHECK(tried == rule_of.size());
}

TEST_CASE("every row of the office's list is a rule or is named as not checked") {
    std::ostringstream out;
    print_rules(out);
    for (const auto& row :
         rows_of(std::string(ZUGANG_SOURCE_DIR) + "/../shared/facts/lint_de.tsv")) {
        CAPTURE(row.at(0));
        CHECK(out.str().find(row.at(0)) != std::string::npos);
    }
}

TEST_CASE("sentences end where they end") {
    CHECK(lengths("Sie warten z. B. am 30. Juni. Dann gehen Sie!") == "7 3");
    CHECK(lengths("هل لديك سؤال؟ نعم.") == "3 1");
    CHECK(lengths("ንሕና ንሕግዘኩም። ኣብዚ") == "2 1");
    CHECK(lengths("Об'єднання допомагає. Так?") == "2 1");
    CHECK(lengths("") == "");
}

TEST_CASE("SARIF names rules, places and levels as the standard wants them") {
    const auto tree = with_sample(samples / "hardcoded-fact/bad");
    std::ostringstream out;
    print(report_of(*tree), Format::Sarif, out);
    const auto sarif = nlohmann::json::parse(out.str());
    CHECK(sarif["version"] == "2.1.0");
    const auto& run = sarif["runs"].at(0);
    const auto& rules_there = run["tool"]["driver"]["rules"];
    REQUIRE_FALSE(run["results"].empty());
    const std::set<std::string> levels{"error", "warning", "note"};
    for (const auto& result : run["results"]) {
        CHECK(rules_there.at(result["ruleIndex"].get<std::size_t>())["id"] == result["ruleId"]);
        CHECK(levels.contains(result["level"].get<std::string>()));
        const auto& place = result["locations"].at(0)["physicalLocation"];
        CHECK(place["region"]["startLine"].get<int>() >= 1);
        CHECK(place["region"]["startColumn"].get<int>() >= 1);
        CHECK(place["artifactLocation"]["uri"].get<std::string>().find(' ') == std::string::npos);
        CHECK(result["message"]["text"].get<std::string>().size() > 5);
    }
    std::set<std::string> ids;
    for (const auto& rule : rules_there) {
        CHECK(ids.insert(rule["id"].get<std::string>()).second);
    }
}

TEST_CASE("a switch counts for the lines below it and for nothing else") {
    const auto tree = with_sample(samples / "long-word/bad");
    const fs::path text = "articles/probe/de-simple.md";
    const std::string found = found_by("long-word", *tree);
    CHECK(std::ranges::count(found, '\n') == 1);
    const std::string line = "Das ist die Aufenthaltserlaubnis.\n";
    tree->replace(text, line, "<!-- check: off long-word: so heißt sie -->\n" + line + "\n" + line);
    const std::string second = found_by("long-word", *tree);
    CHECK(second.starts_with("bund/articles/probe/de-simple.md:9:1: advice: "));
    CHECK(std::ranges::count(second, '\n') == 1);
    tree->replace("values.toml", "2027-12-31", "2027-01-15");
    CHECK(found_by("date", *tree) != "");
    tree->replace("values.toml", "\n\n[[value]]\n",
                  "\n\n# check: off date: noch nicht beschlossen\n[[value]]\n");
    CHECK(found_by("date", *tree) == "");
    CHECK(found_by("switch", *tree) == "");
}

TEST_CASE("what is an error cannot be switched off") {
    const auto tree = with_sample(samples / "bidi/good");
    tree->replace("articles/probe/de.md", "Ein Teil.",
                  "<!-- check: off bidi: muss sein -->\nEin \u202eTeil.");
    CHECK(found_by("bidi", *tree).find("error") != std::string::npos);
    CHECK(found_by("switch", *tree).find("an error cannot be switched off") != std::string::npos);
}

TEST_CASE("plural forms are those of the language") {
    const SourceTree tree;
    const auto warnings = [&tree](const std::string& forms) {
        tree.write("ui/en.toml", "[unit]\ndays = \"{n, plural, " + forms + "}\"\n");
        return found_by("plural", tree);
    };
    CHECK(warnings("one {# day} other {# days}") == "");
    CHECK(warnings("=0 {no day} one {# day} other {# days}") == "");
    CHECK(warnings("other {# days}").find("has no plural form \"one\"") != std::string::npos);
    CHECK(warnings("one {a} two {b} other {c}").find("has the plural form \"two\"") !=
          std::string::npos);
    // What stands within a form is no form.
    CHECK(warnings("one {{g, select, a {x} other {y}} # day} other {# days}") == "");
}
