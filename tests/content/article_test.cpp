#include "content/article.hpp"
#include "content/contact.hpp"
#include "content/glossary.hpp"
#include "content/media.hpp"
#include "content/topic.hpp"

#include "small_content.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

std::string slugs(const std::vector<ArticleEntry>& entries) {
    std::string list;
    for (const ArticleEntry& entry : entries) {
        list += entry.slug + ":" + entry.language + " ";
    }
    return list;
}

} // namespace

TEST_CASE("an article has its facts, words and blocks in the language asked for only") {
    Database database = make_content();
    const auto article = find_article(database, "b", "de");
    REQUIRE(article);
    CHECK(article->topic == "work");
    CHECK(article->title.utf8 == "B");
    REQUIRE(article->title.spans.size() == 1);
    CHECK(article->title.spans[0].kind == SpanKind::Bold);
    CHECK(article->sources == std::vector<std::string>{"§ 1 A", "§ 2 B"});
    CHECK(article->review_by == parse_date("2027-01-01"));
    CHECK(article->visibility == Visibility::Public);
    CHECK(article->contacts == std::vector<std::string>{"alid"});
    REQUIRE(article->blocks.size() == 3);
    CHECK(article->blocks[1].kind == BlockKind::Step);
    CHECK(article->blocks[1].number == 3);
    CHECK(article->blocks[1].stale);
    CHECK(article->blocks[1].text.spans[0].target == "tel:+49 30 1");
    CHECK(article->blocks[2].media == "aabb");
    CHECK(find_article(database, "b", "en")->state == TranslationState::Machine);
    CHECK_FALSE(find_article(database, "b", "fa"));
    CHECK_FALSE(find_article(database, "nothing", "de"));
}

TEST_CASE("staff's articles are found by slug but in no list") {
    Database database = make_content();
    const std::vector<std::string> german{"de"};
    CHECK(find_article(database, "secret", "de")->visibility == Visibility::Staff);
    CHECK_FALSE(find_entry(database, "secret", german));
    CHECK(slugs(list_topic(database, "work", german)) == "b:de a:de ");
}

TEST_CASE("entries come in the first language that there is") {
    Database database = make_content();
    const std::vector<std::string> chain{"fa", "en", "de"};
    const std::vector<std::string> english{"en"};
    CHECK(slugs(list_topic(database, "work", chain)) == "b:en a:de ");
    CHECK(slugs(list_topic(database, "work", english)) == "b:en ");
    CHECK(slugs(list_children(database, "b", chain)) == "child:de ");
    CHECK(list_children(database, "", chain).empty());
    CHECK(find_entry(database, "b", chain)->title == "B en");
    CHECK(find_entry(database, "a", chain)->discreet);
    CHECK(find_entry(database, "a", chain)->topic == "work");
    CHECK_FALSE(find_entry(database, "a", english));
}

TEST_CASE("a phase lists its public articles by topic, without its own page") {
    Database database = make_content();
    const std::vector<std::string> german{"de"};
    CHECK(slugs(list_phase(database, 4, german)) == "r:de b:de ");
    CHECK(list_phase(database, 0, german).empty());
}

TEST_CASE("rows come in the order of their positions") {
    Database database = make_content();
    CHECK(list_topics(database).front().id == "rights");
    CHECK(list_topics(database).front().hidden);
    CHECK(list_phases(database).front().article == "phase-page");
    CHECK(list_fonts(database).front().family == "noto-naskh-arabic");
    CHECK(list_fonts(database).front().index == 2);
    CHECK(list_languages(database)[3].direction == Direction::RightToLeft);
    CHECK(list_languages(database)[3].line_height == doctest::Approx(1.6));
    CHECK(article_languages(database, "b") == std::vector<std::string>{"de", "en"});
    CHECK(article_languages(database, "nothing").empty());
    CHECK(find_pictogram(database, "home") == "ffee");
    CHECK_FALSE(find_pictogram(database, "house"));
}

TEST_CASE("a contact's line falls back") {
    Database database = make_content();
    CHECK(find_contact(database, "alid", "fa")->for_whom == "For all");
    CHECK(find_contact(database, "alid", "fa")->for_whom_language == "en");
    CHECK(find_contact(database, "alid", "de")->for_whom == "Für alle");
    CHECK(find_contact(database, "alid", "xx")->for_whom_language == "de");
    CHECK(find_contact(database, "alid", "de")->languages.size() == 2);
    CHECK(find_contact(database, "web_only", "de")->staff_only);
    CHECK(find_contact(database, "web_only", "de")->for_whom.empty());
    CHECK_FALSE(find_contact(database, "nobody", "de"));
}

TEST_CASE("a term stays German and may lack a translation") {
    Database database = make_content();
    CHECK(find_term(database, "lohn", "en")->term == "wage");
    CHECK(find_term(database, "lohn", "fa")->term.empty());
    CHECK(find_term(database, "lohn", "fa")->german == "der Lohn");
    CHECK_FALSE(find_term(database, "geld", "de"));
}
