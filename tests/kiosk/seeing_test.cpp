#include "content/database.hpp"

#include <algorithm>
#include <cmath>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

const std::vector<std::vector<std::string>> walks{
    {},           {"topic.work"}, {"topic.work", "article.one"},
    {"phase.2"},  {"guide.ways"}, {"guide.ways", "answer.1", "answer.2"},
    {"nav.help"}, {"nav.advice"}};

/// Height of the first letter of a text, as it is drawn.
float first_letter(const Booth& booth, std::string_view id) {
    const Node* node = booth.tree().find(id);
    REQUIRE(node != nullptr);
    const Rect* first = nullptr;
    const auto pictures = booth.drawn_pictures();
    for (const Rect& picture : pictures) {
        const bool in_first_line = picture.center().y < node->rect.y + 0.9F * picture.height + 60;
        if (node->rect.contains(picture.center()) && in_first_line &&
            (first == nullptr || picture.x < first->x)) {
            first = &picture;
        }
    }
    REQUIRE(first != nullptr);
    return first->height;
}

} // namespace

TEST_CASE("V3: capital letters are as high as the law asks, at the step that it asks for") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.tap("language.en");
    booth.tap("topic.work");
    booth.tap("article.one");
    const float mm = px_per_mm({}, {1080, 1920});
    // "A card and a link ...": the smallest text that is read, not a heading.
    CHECK(first_letter(booth, "block.b1") / mm >= 4.8F); // Section 508, 402.4
    booth.tap("bar.text");
    CHECK(first_letter(booth, "block.b1") / mm >=
          7.33F); // EN 301 549, 5.1.4: 0.7 degrees at 600 mm
}

TEST_CASE("V2: every screen has the contrast, the text size and low mode one touch away") {
    const Folder folder;
    write_content(folder.path());
    for (const auto& taps : walks) {
        Booth booth(folder.path());
        for (const char* id : {"bar.contrast", "bar.text", "bar.reach"}) {
            CHECK(booth.shows(id)); // before a language is chosen, too
        }
        booth.tap("language.en");
        for (const std::string& id : taps) {
            booth.tap(id);
        }
        for (const char* id : {"bar.contrast", "bar.text", "bar.reach"}) {
            CHECK(booth.shows(id));
        }
    }
}

TEST_CASE("V2: the contrast goes round three themes and the visit's end takes it back") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.tap("language.en");
    const auto contrast = [&] { return booth.terminal().visit().contrast; };
    for (const Contrast expected :
         {Contrast::LightOnDark, Contrast::DarkOnLight, Contrast::Normal, Contrast::LightOnDark}) {
        booth.tap("bar.contrast");
        CHECK(contrast() == expected);
    }
    booth.tap("session.finish");
    CHECK(contrast() == Contrast::Normal);
}

TEST_CASE("V2: staff may begin every visit in high contrast") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.terminal().set_contrast(Contrast::LightOnDark);
    const auto contrast = [&] { return booth.terminal().visit().contrast; };
    CHECK(contrast() == Contrast::LightOnDark);
    CHECK(booth.terminal().visit().untouched());
    booth.tap("language.en");
    booth.tap("bar.contrast");
    CHECK(contrast() == Contrast::DarkOnLight);
    booth.tap("session.finish");
    CHECK(contrast() == Contrast::LightOnDark);
    CHECK(booth.terminal().visit().untouched());
}

TEST_CASE("L1: choosing a language needs no other language") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    std::size_t languages = 0;
    for (const Node& node : booth.tree().nodes()) {
        CAPTURE(node.id);
        if (node.id.starts_with("language.") && node.role == Role::Button) {
            ++languages;
            CHECK(node.language == node.id.substr(std::string("language.").size()));
        } else if (node.role == Role::Text || node.role == Role::Heading) {
            // The welcome, which goes through all languages.
            CHECK((node.id == "language.headline" || node.id == "language.hint"));
        }
    }
    CHECK(languages == 3);
}

TEST_CASE("L1 L5: the way to the languages and to a human is at the same place on every screen") {
    const Folder folder;
    write_content(folder.path());
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}}) {
        std::optional<Rect> language;
        std::optional<Rect> help;
        for (const auto& taps : walks) {
            Booth booth(folder.path(), screen);
            booth.tap("language.en");
            for (const std::string& id : taps) {
                booth.tap(id);
            }
            CAPTURE((taps.empty() ? "home" : taps.back()));
            REQUIRE(booth.shows("bar.language"));
            REQUIRE(booth.shows("nav.help"));
            const Rect here = booth.tree().find("bar.language")->rect;
            const Rect human = booth.tree().find("nav.help")->rect;
            CHECK(language.value_or(here) == here);
            CHECK(help.value_or(human) == human);
            language = here;
            help = human;
        }
    }
}

TEST_CASE("L2: every text says in which language it is") {
    const Folder folder;
    write_content(folder.path());
    for (const auto& taps : walks) {
        Booth booth(folder.path());
        booth.tap("language.ar");
        for (const std::string& id : taps) {
            booth.tap(id);
        }
        for (const Node& node : booth.tree().nodes()) {
            CAPTURE(node.id);
            if (!node.label.empty()) {
                CHECK_FALSE(node.language.empty());
            }
        }
    }
}
