#include "kiosk/visit.hpp"

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

Visit after(std::initializer_list<std::string_view> ids) {
    Visit visit;
    for (const std::string_view id : ids) {
        REQUIRE(act(visit, id));
    }
    return visit;
}

} // namespace

TEST_CASE("a visit begins at the choice of a language, untouched") {
    const Visit visit;
    CHECK(visit.here() == Place{});
    CHECK(visit.here().screen == Screen::Language);
    CHECK(visit.untouched());
}

TEST_CASE("choosing a language leads home") {
    const Visit visit = after({"language.ti"});
    CHECK(visit.language == "ti");
    CHECK(visit.here().screen == Screen::Home);
    CHECK_FALSE(visit.untouched());
}

TEST_CASE("tags with several parts are languages as well") {
    CHECK(after({"language.de-simple"}).language == "de-simple");
    CHECK(after({"language.zh-Hans"}).language == "zh-Hans");
}

TEST_CASE("every id that leads to a page leads there") {
    struct Row {
        std::string_view id;
        Screen screen;
        std::string_view what;
    };
    for (const Row& row :
         {Row{"topic.work", Screen::Topic, "work"},
          Row{"article.mindestlohn", Screen::Article, "mindestlohn"},
          Row{"article.lkaugsburg-5600234", Screen::Article, "lkaugsburg-5600234"},
          Row{"phase.3", Screen::Phase, "3"}, Row{"guide.where", Screen::Guide, "where"},
          Row{"guide.where/q_work", Screen::Guide, "where/q_work"},
          Row{"nav.about", Screen::About, ""}, Row{"nav.help", Screen::Help, ""}}) {
        CAPTURE(row.id);
        const Visit visit = after({"language.en", row.id});
        CHECK(visit.here().screen == row.screen);
        CHECK(visit.here().id == row.what);
        CHECK(visit.places.size() == 3);
    }
}

TEST_CASE("back goes the way back, page by page, and stops at the languages") {
    Visit visit = after({"language.en", "topic.work", "article.a", "article.b"});
    for (const std::string_view id : {"a", "work", ""}) {
        CHECK(act(visit, "nav.back"));
        CHECK(visit.here().id == id);
    }
    CHECK(visit.here().screen == Screen::Home);
    CHECK(act(visit, "nav.back"));
    CHECK(visit.here().screen == Screen::Language);
    CHECK(act(visit, "nav.back"));
    CHECK(visit.places.size() == 1);
    CHECK(visit.language == "en");
}

TEST_CASE("back finds a page scrolled as it was left") {
    Visit visit = after({"language.en", "topic.work"});
    visit.places.back().scroll = 0.4F;
    act(visit, "article.a");
    CHECK(visit.here().scroll == 0);
    act(visit, "nav.back");
    CHECK(visit.here().scroll == 0.4F);
}

TEST_CASE("home forgets the way there") {
    Visit visit = after({"language.en", "topic.work", "article.a", "nav.home"});
    CHECK(visit.here().screen == Screen::Home);
    CHECK(visit.places.size() == 2);
    act(visit, "nav.home");
    CHECK(visit.places.size() == 2);
}

TEST_CASE("changing the language keeps the place and all that was set") {
    Visit visit = after(
        {"language.en", "topic.work", "article.a", "bar.text", "bar.contrast", "article.german"});
    visit.places.back().scroll = 0.7F;
    act(visit, "bar.language");
    CHECK(visit.here().screen == Screen::Language);
    act(visit, "language.ar");
    CHECK(visit.language == "ar");
    CHECK(visit.here() == Place{Screen::Article, "a", 0.7F});
    CHECK(visit.places.size() == 4);
    CHECK(visit.text_step == 1);
    CHECK(visit.contrast == Contrast::LightOnDark);
    CHECK(visit.german_beside);
}

TEST_CASE("back from the choice of a language changes nothing") {
    Visit visit = after({"language.en", "topic.work", "bar.language", "nav.back"});
    CHECK(visit.here() == Place{Screen::Topic, "work", 0});
    CHECK(visit.language == "en");
}

TEST_CASE("the page that one is on is not put on top of itself") {
    Visit visit = after({"language.en", "nav.help"});
    act(visit, "nav.help");
    CHECK(visit.places.size() == 3);
    act(visit, "article.a");
    act(visit, "article.a");
    CHECK(visit.places.size() == 4);
}

TEST_CASE("one phase takes the place of another") {
    Visit visit = after({"language.en", "phase.1", "phase.2", "phase.5"});
    CHECK(visit.here() == Place{Screen::Phase, "5", 0});
    act(visit, "nav.back");
    CHECK(visit.here().screen == Screen::Home);
}

TEST_CASE("a long visit does not grow for ever, and still finds home and the languages") {
    Visit visit = after({"language.en"});
    for (int i = 0; i < 1000; ++i) {
        act(visit, "article.a" + std::to_string(i));
    }
    CHECK(visit.places.size() <= 64);
    CHECK(visit.here().id == "a999");
    CHECK(visit.places[0].screen == Screen::Language);
    CHECK(visit.places[1].screen == Screen::Home);
    act(visit, "nav.back");
    CHECK(visit.here().id == "a998");
}

TEST_CASE("the text grows step by step and begins again") {
    Visit visit;
    for (std::size_t step = 1; step < text_scales.size(); ++step) {
        act(visit, "bar.text");
        CHECK(visit.text_step == step);
        CHECK_FALSE(visit.untouched());
    }
    act(visit, "bar.text");
    CHECK(visit.text_step == 0);
    CHECK(visit.untouched());
}

TEST_CASE("the contrast goes through its three themes") {
    Visit visit;
    act(visit, "bar.contrast");
    CHECK(visit.contrast == Contrast::LightOnDark);
    CHECK_FALSE(visit.untouched());
    act(visit, "bar.contrast");
    CHECK(visit.contrast == Contrast::DarkOnLight);
    act(visit, "bar.contrast");
    CHECK(visit.contrast == Contrast::Normal);
}

TEST_CASE("German beside is switched on and off, on every article") {
    Visit visit = after({"language.en", "article.a", "article.german"});
    CHECK(visit.german_beside);
    CHECK(visit.here().id == "a");
    act(visit, "article.b");
    CHECK(visit.german_beside);
    act(visit, "article.german");
    CHECK_FALSE(visit.german_beside);
}

TEST_CASE("the card of a term opens over its page; back and close shut only the card") {
    for (const std::string_view shut : {"nav.back", "nav.close"}) {
        CAPTURE(shut);
        Visit visit = after({"language.en", "article.a", "term.aufenthaltstitel"});
        CHECK(visit.term == "aufenthaltstitel");
        CHECK(visit.here().id == "a");
        act(visit, shut);
        CHECK(visit.term.empty());
        CHECK(visit.here().id == "a");
    }
}

TEST_CASE("whatever leads to another page shuts the card") {
    for (const std::string_view id :
         {"nav.home", "nav.help", "article.b", "topic.work", "phase.2", "bar.language"}) {
        CAPTURE(id);
        CHECK(after({"language.en", "article.a", "term.x", id}).term.empty());
    }
}

TEST_CASE("one term's card replaces another's") {
    CHECK(after({"language.en", "article.a", "term.x", "term.y"}).term == "y");
}

TEST_CASE("ids of nothing in the visit are refused and change nothing") {
    Visit visit = after({"language.en", "topic.work", "term.x"});
    const auto places = visit.places;
    for (const std::string_view id :
         {"", "language.", "topic.", "article.", "phase.", "term.", "nav.", "nav.search.x", "bar.",
          "session.finish", "session.extend", "nav.page_down", "nav.page_up", "dialog",
          "home.title", "topicwork", "Language.en"}) {
        CAPTURE(id);
        CHECK_FALSE(act(visit, id));
        CHECK(visit.places == places);
        CHECK(visit.language == "en");
        CHECK(visit.term == "x");
    }
}

TEST_CASE("choosing another Land is no step back or forth, a place is one") {
    Visit visit;
    act(visit, "language.en");
    CHECK(act(visit, "nav.advice"));
    CHECK(act(visit, "land.by"));
    CHECK(act(visit, "land.be"));
    CHECK(visit.here() == Place{.screen = Screen::Advice, .id = "be"});
    CHECK(visit.places.size() == 3);
    CHECK(act(visit, "nav.advice"));
    CHECK(visit.here().id == "be");
    CHECK(act(visit, "place.rathaus"));
    CHECK(visit.here() == Place{.screen = Screen::Place, .id = "rathaus"});
    act(visit, "nav.back");
    CHECK(visit.here() == Place{.screen = Screen::Advice, .id = "be"});
    CHECK(name(Screen::Advice) == "advice");
    CHECK(name(Screen::Place) == "place");
    CHECK(name(Screen::Problems) == "problems");
}
