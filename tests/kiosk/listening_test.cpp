// A visitor who sees nothing: keypad and headphones only.
#include "content/database.hpp"

#include <algorithm>
#include <cctype>
#include <deque>
#include <set>

#include "testing.hpp"
#include <doctest/doctest.h>
#include <imgui.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct Listener {
    Folder folder;
    std::unique_ptr<Booth> booth;

    explicit Listener(const std::string& sql = {}) {
        write_content(folder.path());
        if (!sql.empty()) {
            content::Database database(database_of(folder.path()), content::Access::ReadWrite);
            database.execute(sql);
        }
        booth = std::make_unique<Booth>(folder.path());
    }
    /// With headphones, in English, at home.
    void begin() {
        booth->headphones(Plug::In);
        go_to("language.en");
        booth->key(Key::Ok);
    }
    const Narration& narration() const { return booth->terminal().narration(); }
    const Visit& visit() const { return booth->terminal().visit(); }
    std::string focused() const {
        const Stop* stop = narration().focus.here();
        return stop != nullptr ? stop->node.id : std::string();
    }
    bool heard(std::string_view text) const {
        return booth->heard().find(text) != std::string::npos;
    }
    /// By single keys, as a visitor would.
    void go_to(std::string_view id) {
        CAPTURE(id);
        for (std::size_t i = 0; focused() != id; ++i) {
            REQUIRE(i <= narration().focus.stops().size());
            booth->key(Key::Next);
        }
    }
};

/// Letters and digits alone: how sentences are cut and joined does not matter.
std::string bare(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || std::isalnum(byte) != 0) {
            result += c;
        }
    }
    return result;
}

/// What is seen and not said on this page, once the keypad has gone round.
std::vector<std::string> not_said(Listener& listener) {
    const std::vector<std::string> seen = listener.booth->terminal().page_texts();
    const std::size_t elements = listener.narration().focus.stops().size();
    for (std::size_t i = 0; i <= elements; ++i) {
        listener.booth->key(Key::Next);
        listener.booth->pass(20s); // hears it out
    }
    const std::string heard = bare(listener.booth->heard());
    std::vector<std::string> missing;
    for (const std::string& text : seen) {
        const bool logo = text == "Zugang"; // a proper name, drawn as part of the logo
        const std::string wanted = bare(text);
        if (!logo && heard.find(wanted) == std::string::npos) {
            missing.push_back(text);
        }
    }
    return missing;
}

std::string where(const Visit& visit) {
    return std::string(name(visit.here().screen)) + " " + visit.here().id + " " + visit.term +
           (visit.take_along ? "take" : "");
}

} // namespace

TEST_CASE("S2: plugging in starts speech from every screen, without a touch") {
    for (const char* way : {"", "language.en", "topic.work", "nav.help"}) {
        CAPTURE(way);
        Listener listener;
        if (*way != '\0') {
            listener.booth->tap("language.en");
        }
        if (*way != '\0' && std::string_view(way) != "language.en") {
            listener.booth->tap(way);
        }
        CHECK_FALSE(listener.narration().on());
        listener.booth->headphones(Plug::In);
        CHECK(listener.narration().reading == Reading::Keypad);
        CHECK(listener.narration().speech.current() != nullptr);
        CHECK_FALSE(listener.focused().empty());
    }
}

TEST_CASE("S2: on the language screen the languages are said in turn, each in its own voice") {
    Listener listener;
    listener.booth->headphones(Plug::In);
    listener.booth->pass(2min);
    std::vector<std::string> languages;
    for (const Utterance& utterance : listener.narration().speech.log()) {
        CHECK(utterance.voice == utterance.language);
        if (languages.empty() || languages.back() != utterance.language) {
            languages.push_back(utterance.language);
        }
    }
    CHECK(languages == std::vector<std::string>{"de", "en", "ar", "de", "en", "ar"}); // two rounds
    listener.booth->key(Key::Ok);
    CHECK(listener.visit().language == "ar"); // the one that was said last
    CHECK(listener.visit().here().screen == Screen::Home);
}

TEST_CASE("S9: while somebody listens, only languages that can be said are offered") {
    Listener listener("UPDATE language SET voice = '' WHERE tag = 'ar'");
    CHECK(listener.booth->shows("language.ar"));
    listener.booth->headphones(Plug::In);
    CHECK_FALSE(listener.booth->shows("language.ar"));
    CHECK(listener.booth->shows("language.en"));
    listener.booth->headphones(Plug::Out);
    CHECK(listener.booth->shows("language.ar"));
}

TEST_CASE("S9: every utterance has the tag of what is seen; a page that cannot be said says so") {
    Listener listener("UPDATE language SET voice = '' WHERE tag = 'ar'");
    listener.booth->tap("language.ar");
    listener.booth->headphones(Plug::In);
    listener.booth->pass(10s);
    std::set<std::string> languages;
    for (const Utterance& utterance : listener.narration().speech.log()) {
        CHECK(utterance.text == "Text of speech.no_voice_keys");
        languages.insert(utterance.language);
    }
    CHECK(languages == std::set<std::string>{"de", "en"});
    listener.booth->key(Key::Language);
    listener.booth->key(Key::Ok);
    CHECK(listener.visit().language == "de");
    listener.booth->pass(20s);
    CHECK(listener.heard("Text of home.title"));
}

TEST_CASE("S1 K1: with the display blanked the keypad reaches every page, and every text is said") {
    Listener listener;
    listener.booth->terminal().set_speech({.blank_screen = true});
    listener.begin();
    std::set<std::string> known{where(listener.visit())};
    // Ways from home: ids to be confirmed one after the other.
    std::deque<std::vector<std::string>> ways{{}};
    std::size_t texts = 0;
    while (!ways.empty()) {
        const std::vector<std::string> way = ways.front();
        ways.pop_front();
        const auto follow = [&] {
            listener.booth->key(Key::Home);
            for (const std::string& id : way) {
                listener.go_to(id);
                listener.booth->key(Key::Ok);
            }
        };
        follow();
        const std::string here = where(listener.visit());
        CAPTURE(where(listener.visit()));
        if (listener.visit().here().id != "long") { // as the others, only long
            const auto missing = not_said(listener);
            texts += listener.booth->terminal().page_texts().size();
            std::string all;
            for (const std::string& text : missing) {
                all += text + "; ";
            }
            CHECK(all == "");
        }
        if (way.size() == 3) {
            continue;
        }
        const auto stops = listener.narration().focus.stops();
        for (const Stop& stop : stops) {
            const std::string& id = stop.node.id;
            const bool leads = stop.node.role == Role::Link || id.starts_with("topic.") ||
                               id.starts_with("phase.") || id.starts_with("guide.") ||
                               id.starts_with("answer.") || id == "nav.help" ||
                               id == "nav.advice" || id == "nav.about" || id == "article.take";
            if (!leads || stop.node.role == Role::Heading) {
                continue;
            }
            listener.go_to(id);
            listener.booth->key(Key::Ok);
            if (known.insert(where(listener.visit())).second) {
                ways.push_back(way);
                ways.back().push_back(id);
            }
            listener.booth->key(Key::Back);
            if (where(listener.visit()) != here) { // from one phase to another there is no way back
                follow();
            }
        }
    }
    CHECK(known.size() >= 11); // home, two topics, five articles, two phases, help, a term
    CHECK(texts > 200);
    // And nothing was seen: the last frame ends in a black screen.
    const ImDrawData* data = ImGui::GetDrawData();
    REQUIRE(data != nullptr);
    const ImDrawList& list = *data->CmdLists[data->CmdListsCount - 1];
    const ImDrawVert& last = list.VtxBuffer[list.VtxBuffer.Size - 2];
    CHECK(last.col == IM_COL32(0, 0, 0, 255));
    CHECK(last.pos.x == 1080);
    CHECK(last.pos.y == 1920);
}

TEST_CASE("K1: from everywhere one key leads home, and the focus is never trapped") {
    Listener listener;
    listener.begin();
    for (const char* id : {"topic.work", "article.one", "term.card"}) {
        listener.go_to(id);
        listener.booth->key(Key::Ok);
    }
    CHECK(listener.booth->shows("term.german"));
    listener.booth->key(Key::Home);
    CHECK(listener.visit().here().screen == Screen::Home);
    CHECK(listener.visit().term.empty());
    listener.go_to("home.title");
    const std::string first = listener.focused();
    const std::size_t elements = listener.narration().focus.stops().size();
    for (std::size_t i = 0; i < elements; ++i) {
        listener.booth->key(Key::Next);
    }
    CHECK(listener.focused() == first);
    listener.booth->key(Key::Previous);
    CHECK(listener.narration().focus.here()->part == Stop::Part::Bar);
    CHECK(listener.heard("Text of speech.beginning"));
    CHECK(listener.heard("Text of speech.end"));
}

TEST_CASE("a page says its name and its first element, and back leads to where one was") {
    Listener listener;
    listener.begin();
    listener.booth->pass(20s);
    CHECK(listener.heard("Text of speech.welcome Text of speech.screen_home Text of home.title"));
    listener.go_to("topic.work");
    listener.booth->key(Key::Ok);
    listener.booth->pass(20s);
    CHECK(listener.heard("Text of speech.screen Text of topic.work Text of speech.role_heading"));
    listener.go_to("article.three");
    listener.booth->key(Key::Ok);
    CHECK(listener.visit().here().id == "three");
    listener.booth->key(Key::Back);
    CHECK(listener.focused() == "article.three");
    listener.booth->key(Key::Back);
    CHECK(listener.focused() == "topic.work");
}

TEST_CASE("S4: moving on interrupts: the log has the beginnings, the voice never two") {
    Listener listener;
    listener.begin();
    for (int i = 0; i < 5; ++i) {
        listener.booth->key(Key::Next);
    }
    const Utterance* now = listener.narration().speech.current();
    REQUIRE(now != nullptr);
    CHECK(now->node == listener.focused());
}

TEST_CASE("S8: the ring is round the element that is said, at every utterance") {
    Listener listener;
    listener.begin();
    listener.go_to("topic.work");
    listener.booth->key(Key::Ok);
    listener.go_to("article.one");
    listener.booth->key(Key::Ok);
    for (std::size_t i = 0; i < listener.narration().focus.stops().size(); ++i) {
        listener.booth->key(Key::Next);
        const Node* seen = listener.booth->tree().find(listener.focused());
        CAPTURE(listener.focused());
        REQUIRE(seen != nullptr);
        CHECK(seen->focused);
    }
}

TEST_CASE("S10: what is typed is said with its field, and that nothing was found") {
    Listener listener;
    listener.begin();
    listener.go_to("nav.search");
    listener.booth->key(Key::Ok);
    listener.go_to("key.q");
    listener.booth->key(Key::Ok);
    listener.booth->key(Key::Ok);
    listener.booth->hear_out();
    const Node* note = listener.booth->tree().find("search.note");
    REQUIRE(note != nullptr);
    CHECK(listener.booth->heard().find("qq") != std::string::npos);
    CHECK(listener.booth->heard().find(note->label) != std::string::npos);
    CHECK(listener.focused() == "key.q"); // and one goes on typing
    listener.go_to("key.clear"); // what came with the words can be reached
    listener.booth->key(Key::Ok);
    CHECK(listener.visit().search.typing.text().empty());
}

TEST_CASE("details of a term, of a text with a term, of a contact, and of nothing") {
    Listener listener;
    listener.begin();
    for (const char* id : {"topic.work", "article.one"}) {
        listener.go_to(id);
        listener.booth->key(Key::Ok);
    }
    const auto details_at = [&listener](const char* id) {
        listener.go_to(id);
        const auto before = listener.narration().speech.log().size();
        listener.booth->key(Key::Details);
        listener.booth->pass(30s);
        std::string all;
        const auto& log = listener.narration().speech.log();
        for (std::size_t i = before; i < log.size(); ++i) {
            all += log[i].text + ' ';
        }
        return all;
    };
    CHECK(details_at("block.b1") == "Karte Eine Karte ist ein Papier. ");
    CHECK(details_at("term.card") == "Karte Eine Karte ist ein Papier. ");
    CHECK(details_at("contact.help.name") == "A help line 0800 123456 ");
    CHECK(details_at("block.b2") == "Text of speech.no_details ");
    CHECK(listener.visit().here().id == "one"); // it stays where it is
}

TEST_CASE("reading on goes from element to element and ends with the page") {
    Listener listener;
    listener.begin();
    for (const char* id : {"topic.work", "article.one"}) {
        listener.go_to(id);
        listener.booth->key(Key::Ok);
    }
    listener.booth->key(Key::ReadOn);
    listener.booth->hear_out();
    CHECK(listener.heard("A paragraph, number 11"));
    CHECK(listener.narration().speech.current() == nullptr);
    CHECK(listener.narration().focus.here()->part == Stop::Part::Page);
    const auto said = listener.narration().speech.log().size();
    listener.booth->key(Key::Repeat);
    CHECK(listener.narration().speech.log().size() == said + 1);
}

TEST_CASE("S3: stop ends reading on") {
    Listener listener;
    listener.begin();
    listener.booth->key(Key::ReadOn);
    listener.booth->key(Key::Stop);
    CHECK(listener.narration().speech.current() == nullptr);
    const auto said = listener.narration().speech.log().size();
    listener.booth->pass(1min);
    CHECK(listener.narration().speech.log().size() == said);
}

TEST_CASE("a button that changes something says what it is set to now") {
    Listener listener;
    listener.begin();
    listener.go_to("bar.text");
    listener.booth->key(Key::Ok);
    CHECK(listener.visit().text_step == 1);
    CHECK(listener.focused() == "bar.text");
    CHECK(listener.narration().speech.current()->node == "bar.text");
}

TEST_CASE("S12 S13: pulling the headphones out ends speech; the visit ends after the idle time") {
    Listener listener;
    listener.begin();
    listener.booth->key(Key::Louder);
    listener.booth->headphones(Plug::Out);
    CHECK_FALSE(listener.narration().on());
    CHECK(listener.narration().speech.current() == nullptr);
    CHECK(listener.visit().language == "en");
    listener.booth->pass(121s);
    CHECK(listener.visit().untouched());
    CHECK(listener.narration().speech.volume() == default_volume);
}

TEST_CASE("without a loudspeaker to use, keys are silent but move the ring") {
    Listener listener;
    listener.booth->terminal().set_speech({.loudspeaker = false});
    listener.booth->tap("language.en");
    listener.booth->key(Key::Next);
    listener.booth->key(Key::Next);
    CHECK_FALSE(listener.focused().empty());
    CHECK(listener.booth->heard().empty());
    listener.booth->headphones(Plug::In);
    CHECK_FALSE(listener.booth->heard().empty());
}

TEST_CASE("T1 T2: in speech mode the question comes after 180 s, is said, and any key extends") {
    Listener listener;
    listener.begin();
    listener.booth->key(Key::Stop);
    listener.booth->pass(178s);
    CHECK_FALSE(listener.booth->shows("session.extend"));
    listener.booth->pass(3s);
    CHECK(listener.booth->shows("session.extend"));
    listener.booth->pass(15s);
    CHECK(listener.heard(
        "Text of session.still_there Text of session.will_clear Text of speech.any_key"));
    CHECK(listener.booth->shows("session.extend")); // saying it does not put it off
    for (int i = 0; i < 12; ++i) {                  // as often as one likes
        listener.booth->key(i % 2 == 0 ? Key::Louder : Key::Details);
        CHECK_FALSE(listener.booth->shows("session.extend"));
        CHECK(listener.narration().speech.volume() == default_volume);
        listener.booth->pass(182s);
        REQUIRE(listener.booth->shows("session.extend"));
    }
    listener.booth->pass(31s);
    CHECK(listener.visit().untouched());
    CHECK(listener.narration().headphones);
    CHECK_FALSE(listener.narration().on());
    listener.booth->key(Key::Ok); // the next one finds them plugged in: any key
    CHECK(listener.narration().on());
    CHECK(listener.visit().untouched());
}

TEST_CASE("headphones that stay in a terminal nobody uses let it sleep") {
    Listener listener;
    listener.booth->headphones(Plug::In);
    listener.booth->pass(10min);
    CHECK_FALSE(listener.narration().on());
    const int frames = listener.booth->frames();
    const auto said = listener.narration().speech.log().size();
    listener.booth->pass(10min);
    CHECK(listener.narration().speech.log().size() == said);
    CHECK(listener.booth->frames() - frames <= 4); // the headline has one round
}

TEST_CASE("finishing by keypad says that everything is deleted") {
    Listener listener;
    listener.begin();
    listener.go_to("session.finish");
    listener.booth->key(Key::Ok);
    CHECK(listener.visit().untouched());
    CHECK(listener.booth->heard() == "Text of speech.finished ");
}

TEST_CASE("without content keys and headphones do nothing") {
    const Folder folder;
    Booth booth(folder.path());
    booth.headphones(Plug::In);
    booth.key(Key::Ok);
    booth.headphones(Plug::Out);
    CHECK(booth.shows("emergency.de"));
}

TEST_CASE("K5: what is said first on a long page does not wait for its end") {
    Listener listener;
    listener.begin();
    listener.go_to("topic.rights");
    listener.booth->key(Key::Ok);
    listener.go_to("article.long");
    listener.booth->pass(5s);
    Terminal& terminal = listener.booth->terminal();
    listener.booth->take_orders();
    const auto start = std::chrono::steady_clock::now();
    terminal.key(Key::Ok, false, listener.booth->now());
    terminal.advance(listener.booth->now());
    const auto orders = listener.booth->take_orders();
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    REQUIRE_FALSE(orders.empty());
    CHECK(orders.back().kind == Order::Kind::Play);
    CHECK(listener.narration().focus.stops().size() > 300);
    MESSAGE("a page of 300 paragraphs, from the key to the order: " << time.count() << " ms");
    CHECK(time < 1s); // a busy machine; see kiosk/ACCESSIBILITY.md
}

TEST_CASE(
    "S13: a USB headset starts speech, but is private only where the system sends sound there") {
    for (const bool sure : {false, true}) {
        CAPTURE(sure);
        Listener listener;
        listener.booth->terminal().set_speech({.headset_gets_sound = sure});
        listener.booth->headphones(Plug::Headset);
        CHECK(listener.narration().on());
        CHECK(listener.narration().headphones == sure);
        listener.booth->headphones(Plug::Out);
        CHECK_FALSE(listener.narration().on());
    }
}

TEST_CASE("S1: the language screen, too, is said whole") {
    Listener listener;
    listener.booth->headphones(Plug::In);
    const auto missing = not_said(listener);
    CHECK(missing.empty());
}

TEST_CASE("S2 S5: greetings that take turns end with the plug, and with any key") {
    for (const bool by_key : {false, true}) {
        CAPTURE(by_key);
        Listener listener;
        listener.booth->terminal().set_rest(Rest(std::chrono::seconds(300)));
        listener.booth->pass(310s);
        REQUIRE_FALSE(listener.booth->shows("language.de"));
        CHECK(listener.booth->heard().empty());
        if (by_key) {
            listener.booth->key(Key::Ok);
        } else {
            listener.booth->headphones(Plug::In);
        }
        CHECK(listener.booth->shows("language.de"));
        CHECK(listener.focused() == "language.de");
        CHECK(listener.heard("Deutsch"));
    }
}
