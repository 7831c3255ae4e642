// Looking for something.
#include "kiosk/search_input.hpp"

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct Searching {
    Folder folder;
    std::unique_ptr<Booth> booth;

    explicit Searching(const std::string& language = "en", Size screen = {1080, 1920}) {
        write_content(folder.path());
        booth = std::make_unique<Booth>(folder.path(), screen);
        booth->tap("language." + language);
        booth->tap("nav.search");
    }
    const std::string& typed() const { return booth->terminal().visit().search.typing.text(); }
};

} // namespace

TEST_CASE("keys type, take away and change") {
    SearchInput input;
    for (const char* id : {"key.a", "key.b", "key.space", "key.c", "key.backspace"}) {
        CHECK(press(input, id));
    }
    CHECK(input.typing.text() == "ab ");
    CHECK(press(input, "key.shift"));
    CHECK(input.shift);
    CHECK(press(input, "key.D"));
    CHECK_FALSE(input.shift);
    CHECK(press(input, "more.E"));
    CHECK(input.typing.text() == "ab E");
    complete(input, 3, "Euro ");
    CHECK(input.typing.text() == "ab Euro ");
    CHECK(press(input, "key.digits"));
    CHECK(input.keys == SearchInput::Keys::Digits);
    CHECK(press(input, "key.digits"));
    CHECK(input.keys == SearchInput::Keys::Own);
    CHECK(press(input, "key.search"));
    CHECK(input.hidden);
    CHECK(press(input, "search.field"));
    CHECK_FALSE(input.hidden);
    CHECK(press(input, "key.clear"));
    CHECK(input.typing.text().empty());
    CHECK_FALSE(press(input, "nav.home"));
}

TEST_CASE("nothing typed and nothing found: topics are offered") {
    const Searching searching;
    CHECK(searching.booth->shows("search.field"));
    CHECK(searching.booth->shows("topic.work"));
    searching.booth->tap("key.q");
    searching.booth->tap("key.q");
    CHECK(searching.typed() == "qq");
    CHECK(searching.booth->shows("search.note"));
    CHECK(searching.booth->shows("topic.work"));
}

TEST_CASE("keys are not mirrored, all else is") {
    const Searching left;
    const Searching right("ar");
    for (const char* key : {"key.a", "key.space", "key.backspace"}) {
        CAPTURE(key);
        REQUIRE(left.booth->shows(key));
        REQUIRE(right.booth->shows(key));
        CHECK(left.booth->tree().find(key)->rect.x == right.booth->tree().find(key)->rect.x);
    }
    CHECK(left.booth->tree().find("nav.back")->rect.x < 300);
    CHECK(right.booth->tree().find("nav.back")->rect.x > 700);
}

TEST_CASE("keys are 9 mm and more, upright, across and within reach from a wheelchair") {
    for (const Size screen :
         {Size{1080, 1920}, Size{1920, 1080}, Size{800, 1280}, Size{1280, 1024}}) {
        CAPTURE(screen.width);
        const Searching searching("en", screen);
        for (int low = 0; low < 2; ++low) {
            const float mm = 1 / px_per_mm({}, screen);
            for (const Node& node : searching.booth->tree().nodes()) {
                if (node.id.starts_with("key.")) {
                    CAPTURE(node.id);
                    CHECK(node.rect.width * mm >= 9);
                    CHECK(node.rect.height * mm >= 9);
                }
            }
            searching.booth->tap("bar.reach");
        }
    }
}

TEST_CASE("what was typed is gone with the visit") {
    const Searching searching;
    searching.booth->terminal().type("geheim", searching.booth->now());
    searching.booth->frame();
    CHECK(searching.typed() == "geheim");
    searching.booth->tap("session.finish");
    CHECK(searching.typed().empty());
    searching.booth->tap("language.en");
    searching.booth->tap("nav.search");
    CHECK(searching.typed().empty());
    CHECK(searching.booth->terminal().screen_json().find("geheim") == std::string::npos);
}

TEST_CASE("backspace of a keyboard takes away a letter, and leads back only where nobody types") {
    const Searching searching;
    Terminal& terminal = searching.booth->terminal();
    CHECK(terminal.visit().here().screen == Screen::Search);
    terminal.type("ab\u0439\u0306", searching.booth->now());
    for (const char* left : {"ab", "a", "", ""}) {
        CHECK(terminal.backspace(searching.booth->now()));
        CHECK(searching.typed() == left);
        CHECK(terminal.visit().here().screen == Screen::Search);
    }
    searching.booth->tap("nav.home");
    CHECK_FALSE(terminal.backspace(searching.booth->now()));
}

TEST_CASE("text from a keyboard counts where somebody looks for something, and nowhere else") {
    const Searching searching;
    searching.booth->tap("nav.home");
    searching.booth->terminal().type("lohn", searching.booth->now());
    CHECK(searching.typed().empty());
    searching.booth->tap("nav.search");
    for (const char* text :
         {"\xff\xfe", "\u202e", "'; DROP TABLE article; --", "\"NEAR(*", "   "}) {
        searching.booth->terminal().type(text, searching.booth->now());
        searching.booth->frame();
        CHECK(searching.booth->shows("search.field"));
    }
}
