#include "content/tool/commands.hpp"

#include <algorithm>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

int confirm(const SourceTree& tree, const std::string& language,
            std::vector<std::string> slugs = {}) {
    std::ostringstream out;
    return run_confirm({.source = tree.package(), .language = language, .slugs = std::move(slugs)},
                       out, out);
}

} // namespace

TEST_CASE("confirm writes follows and nothing else") {
    const SourceTree tree;
    const std::string before = tree.read("articles/lohn/en.md");
    CHECK(confirm(tree, "en", {"lohn"}) == 0);
    const std::string after = tree.read("articles/lohn/en.md");
    const std::size_t start = after.find("follows = [");
    REQUIRE(start != std::string::npos);
    std::string without = after;
    without.erase(start, after.find('\n', start) + 1 - start);
    CHECK(without == before);
    CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);

    CHECK(confirm(tree, "en") == 0);
    CHECK(tree.read("articles/lohn/en.md") == after);
    tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    CHECK(tree.merged().articles.at("lohn").translations.at("en").stale);
    CHECK(confirm(tree, "en") == 0);
    CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);
}

TEST_CASE("confirm keeps line ends and refuses what it cannot confirm") {
    const SourceTree tree;
    std::string windows;
    for (const char c : tree.read("articles/lohn/en.md")) {
        windows += c == '\n' ? "\r\n" : std::string(1, c);
    }
    tree.write("articles/lohn/en.md", windows);
    CHECK(confirm(tree, "en") == 0);
    CHECK(tree.read("articles/lohn/en.md").find("]\r\n+++") != std::string::npos);
    CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);
    CHECK(confirm(tree, "de") == 1);
    CHECK(confirm(tree, "en", {"hilfe"}) == 1);
    tree.replace("articles/lohn/en.md", "> This", "This");
    CHECK(confirm(tree, "en", {"lohn"}) == 1);
}

TEST_CASE("status says how far each translation is") {
    const SourceTree tree;
    std::ostringstream out;
    CHECK(run_status({.source = tree.package()}, out, out) == 0);
    CHECK(out.str() == "article     de         en         fa         \n"
                       "hilfe       reviewed   missing    missing    \n"
                       "lohn        reviewed   stale      missing    \n"
                       "guide/wege  reviewed   stale      missing    \n"
                       "= reviewed  3          0          0          \n"
                       "= draft     0          0          0          \n"
                       "= machine   0          0          0          \n"
                       "= stale     0          2          0          \n"
                       "= missing   0          1          3          \n"
                       "lohn/en: never confirmed\n"
                       "guide/wege/en: never confirmed; missing: wer, lohn, hilfe\n");

    CHECK(confirm(tree, "en") == 0);
    tree.replace("articles/lohn/de.md", "Vorab", "Zuvor");
    const auto said = [&tree](StatusFormat format) {
        std::ostringstream text;
        CHECK(run_status({.source = tree.package(), .format = format}, text, text) == 0);
        return text.str();
    };
    const auto has = [](const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    };
    CHECK(has(said(StatusFormat::Text), "lohn/en: changed: 1\n"));
    const std::string json = said(StatusFormat::Json);
    CHECK(has(json, R"("state": "stale")"));
    CHECK(has(json, R"("changed")"));
    CHECK(has(json, R"("missing": 3)"));
    tree.replace("articles/hilfe/de.md", "title = \"", "title = \"=1+1, \\\"Sie\\\" ");
    CHECK(has(said(StatusFormat::Csv), "\r\nhilfe,\"'=1+1, \"\"Sie\"\" "));
    CHECK(has(said(StatusFormat::Csv), ",reviewed,stale: 1,missing\r\n"));
    const std::string html = said(StatusFormat::Html);
    CHECK(has(html, "=1+1, &quot;Sie&quot;"));
    CHECK(has(html, "<td class=\"stale\">stale<small>changed: 1</small></td>"));
    CHECK_FALSE(has(html, "http"));
}

TEST_CASE("status lists guides as articles, with the nodes that changed or have no words") {
    const SourceTree tree;
    const auto said = [&tree](StatusFormat format) {
        std::ostringstream text;
        CHECK(run_status({.source = tree.package(), .format = format}, text, text) == 0);
        return text.str();
    };
    const auto has = [](const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    };
    REQUIRE(confirm(tree, "en") == 0);
    CHECK(has(said(StatusFormat::Text), "\nguide/wege/en: missing: wer, lohn, hilfe\n"));
    tree.replace("guides/wege/de.toml", "\"Was?\"", "\"Wobei?\"");
    CHECK(has(said(StatusFormat::Text),
              "\nguide/wege/en: changed: was; missing: wer, lohn, hilfe\n"));
    CHECK(has(said(StatusFormat::Csv), "\r\nguide/wege,Wohin?,reviewed,"
                                       "stale: was; missing: wer lohn hilfe,missing\r\n"));
    CHECK(has(said(StatusFormat::Html), "<td class=\"stale\">stale<small>changed: was</small>"
                                        "<small>missing: wer, lohn, hilfe</small></td>"));
    const auto json = nlohmann::json::parse(said(StatusFormat::Json));
    const auto& guide = json["articles"].back();
    CHECK(guide["slug"] == "guide/wege");
    CHECK(guide["title"] == "Wohin?");
    CHECK(guide["languages"]["en"]["changed"] == nlohmann::json{"was"});
    CHECK(guide["languages"]["en"]["missing"] == nlohmann::json{"wer", "lohn", "hilfe"});
    CHECK(json["totals"]["en"]["stale"] == 1);

    tree.write("guides/wege/en.toml",
               tree.read("guides/wege/en.toml") +
                   "\n[wer]\ntitle = \"Who?\"\nanswers = [\"I\", \"You\"]\n\n[lohn]\ntitle = "
                   "\"Call.\"\n\n[hilfe]\ntitle = \"Help\"\n");
    REQUIRE(confirm(tree, "en") == 0);
    CHECK(has(said(StatusFormat::Text), "\nguide/wege  reviewed   draft      missing    \n"));
    tree.write("guides/wege.toml", "removed = true\n");
    CHECK_FALSE(has(said(StatusFormat::Text), "guide/wege"));
}

TEST_CASE("confirm finds the old line in every way that it may be written") {
    const SourceTree tree;
    const std::string text = tree.read("articles/lohn/en.md");
    REQUIRE(confirm(tree, "en") == 0);
    const std::string confirmed = tree.read("articles/lohn/en.md");
    const std::size_t start = confirmed.find("follows = ");
    const std::string line = confirmed.substr(start, confirmed.find('\n', start) - start);
    for (const std::string old :
         {"follows=[ ] # none ]", "  follows\t= [\n  \"aaaaaaaa\", # \"]\n  'b',\n]"}) {
        CAPTURE(old);
        std::string before = confirmed;
        before.replace(start, line.size(), old);
        tree.write("articles/lohn/en.md", before);
        CHECK(confirm(tree, "en") == 0);
        CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);
        const std::string rest = before.substr(start + old.size());
        CHECK(tree.read("articles/lohn/en.md").ends_with(rest));
    }
}

TEST_CASE("confirm writes where lines end in CR alone, and behind a byte order mark") {
    const SourceTree tree;
    std::string old_mac = "\xef\xbb\xbf" + tree.read("articles/lohn/en.md");
    std::ranges::replace(old_mac, '\n', '\r');
    tree.write("articles/lohn/en.md", old_mac);
    CHECK(confirm(tree, "en") == 0);
    CHECK(tree.read("articles/lohn/en.md").find("\rfollows = [\"") != std::string::npos);
    CHECK(tree.read("articles/lohn/en.md").find('\n') == std::string::npos);
    CHECK_FALSE(tree.merged().articles.at("lohn").translations.at("en").stale);
}

TEST_CASE("confirm says what it could not read and what it cannot write") {
    const SourceTree tree;
    const std::string good = tree.read("articles/lohn/en.md");
    std::ostringstream out;
    std::ostringstream errors;
    const ConfirmOptions options{.source = tree.package(), .language = "en", .slugs = {"lohn"}};
    tree.write("articles/lohn/en.md", good + "\xff");
    CHECK(run_confirm(options, out, errors) == 1);
    CHECK(errors.str().find("articles/lohn/en.md:") != std::string::npos);
    CHECK(errors.str().find("this is no valid UTF-8") != std::string::npos);
    CHECK(out.str() == "0 files written\n");

    tree.write("articles/lohn/en.md", good);
    tree.replace("articles/lohn/en.md", "\n+++\n", "\n\"follows\" = [\"aaaaaaaa\"]\n+++\n");
    errors.str("");
    CHECK(run_confirm(options, out, errors) == 1);
    CHECK(errors.str().find("articles/lohn/en.md:1:1: error: \"follows\" cannot be written") !=
          std::string::npos);
}

TEST_CASE("confirm leaves a link a link") {
    const SourceTree tree;
    const auto file = tree.package() / "articles/lohn/en.md";
    const auto real = tree.root() / "en.md";
    std::filesystem::rename(file, real);
    std::filesystem::create_symlink(real, file);
    CHECK(confirm(tree, "en") == 0);
    CHECK(std::filesystem::is_symlink(file));
    CHECK(read_file(real).find("follows = [") != std::string::npos);
}
