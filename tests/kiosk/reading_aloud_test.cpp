// Reading aloud by touch: buttons, panel, the word that is said.
#include "content/database.hpp"

#include <algorithm>
#include <set>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct Reader {
    Folder folder;
    std::unique_ptr<Booth> booth;

    explicit Reader(const std::string& sql = {}) {
        write_content(folder.path());
        if (!sql.empty()) {
            content::Database database(database_of(folder.path()), content::Access::ReadWrite);
            database.execute(sql);
        }
        booth = std::make_unique<Booth>(folder.path());
        booth->tap("language.en");
    }
    void open_article() {
        booth->tap("topic.work");
        booth->tap("article.one");
    }
    const Narration& narration() const { return booth->terminal().narration(); }
    std::string focused() const {
        const Stop* stop = narration().focus.here();
        return stop != nullptr ? stop->node.id : std::string();
    }
    bool heard(std::string_view text) const {
        return booth->heard().find(text) != std::string::npos;
    }
};

} // namespace

TEST_CASE("an article is read from its start to its end, and then it is quiet") {
    Reader reader;
    reader.open_article();
    CHECK_FALSE(reader.booth->shows("speech.pause"));
    reader.booth->tap("article.speak");
    CHECK(reader.booth->shows("speech.pause"));
    CHECK(reader.focused() == "article.title");
    reader.booth->hear_out();
    CHECK(reader.heard("Article one"));
    CHECK(reader.heard("In short: it is so."));
    CHECK(reader.heard("A paragraph, number 11"));
    CHECK(reader.heard("Step 1 Ask for a form and fill it in."));
    CHECK(reader.narration().speech.current() == nullptr);
}

TEST_CASE("T3: reading counts as activity: a long page is not read against the clock") {
    Reader reader;
    reader.booth->tap("topic.rights");
    reader.booth->tap("article.long");
    reader.booth->tap("article.speak");
    for (int minute = 0; minute < 20; ++minute) {
        reader.booth->pass(1min);
        REQUIRE_FALSE(reader.booth->shows("session.extend"));
    }
    CHECK(reader.narration().speech.current() != nullptr);
    reader.booth->tap("speech.pause"); // whoever pauses and leaves is gone after the idle time
    reader.booth->pass(179s);
    CHECK_FALSE(reader.booth->shows("session.extend"));
    reader.booth->pass(2s);
    CHECK(reader.booth->shows("session.extend"));
    reader.booth->pass(31s);
    CHECK(reader.booth->terminal().visit().untouched());
    CHECK_FALSE(reader.narration().on());
}

TEST_CASE("a touch on a paragraph goes on from there") {
    Reader reader;
    reader.open_article();
    reader.booth->tap("article.speak");
    const Node* note = reader.booth->tree().find("block.b7");
    REQUIRE(note != nullptr);
    reader.booth->tap_at(note->rect.center());
    CHECK(reader.focused() == "block.b7");
    reader.booth->pass(20s);
    CHECK(reader.heard("Do not wait too long"));
    CHECK(reader.heard("A paragraph, number 0"));
    CHECK_FALSE(reader.heard("Bring it back"));
}

TEST_CASE("without reading a touch on a paragraph says nothing") {
    Reader reader;
    reader.open_article();
    reader.booth->tap_at(reader.booth->tree().find("block.b7")->rect.center());
    CHECK(reader.booth->heard().empty());
}

TEST_CASE("the button in the bar reads whatever page is open, and the next one") {
    Reader reader;
    reader.booth->tap("bar.speech");
    CHECK(reader.booth->shows("speech.louder"));
    CHECK(reader.heard("Text of home.title"));
    reader.booth->tap("topic.work");
    reader.booth->pass(20s);
    CHECK(reader.heard("Text of topic.work"));
    CHECK(reader.heard("Article two"));
    reader.booth->tap("bar.speech");
    CHECK_FALSE(reader.narration().on());
    CHECK_FALSE(reader.booth->shows("speech.louder"));
    const auto frames = reader.booth->frames();
    reader.booth->pass(60s);
    CHECK(reader.booth->frames() == frames);
}

TEST_CASE("S3: the panel pauses, goes on and says the sentence once more") {
    Reader reader;
    reader.open_article();
    reader.booth->tap("article.speak");
    reader.booth->pass(1s);
    reader.booth->tap("speech.pause");
    CHECK(reader.narration().speech.is_paused());
    const auto before = reader.narration().speech.log().size();
    reader.booth->pass(30s);
    CHECK(reader.narration().speech.log().size() == before);
    reader.booth->tap("speech.pause");
    reader.booth->pass(5s);
    CHECK(reader.narration().speech.log().size() > before);
    const std::string last = reader.narration().speech.current()->text;
    reader.booth->tap("speech.repeat");
    CHECK(reader.narration().speech.log().back().text == last);
}

TEST_CASE("S11: the panel changes volume and speed; S12: the next visitor has the default") {
    Reader reader;
    reader.open_article();
    reader.booth->tap("article.speak");
    reader.booth->tap("speech.louder");
    CHECK(reader.narration().speech.volume() == default_volume + 1);
    reader.booth->tap("speech.faster");
    reader.booth->tap("speech.faster");
    CHECK(reader.narration().speech.speed_step() == default_speed + 2);
    reader.booth->tap("session.finish");
    CHECK(reader.narration().speech.volume() == default_volume);
    CHECK(reader.narration().speech.speed_step() == default_speed);
    CHECK(reader.booth->heard().empty());
}

TEST_CASE("S8: the ring is round what is said, and the word that is said is marked") {
    Reader reader;
    reader.open_article();
    reader.booth->tap("article.speak");
    int marks = 0;
    for (int i = 0; i < 600; ++i) {
        reader.booth->pass(100ms);
        const Utterance* now = reader.narration().speech.current();
        if (now == nullptr) {
            break;
        }
        CHECK(now->node == reader.focused());
        if (const auto mark = reader.narration().speech.marked_word()) {
            ++marks;
            const Stop* stop = reader.narration().focus.here();
            CHECK(mark->node == stop->node.id);
            CHECK(mark->start + mark->length <= stop->node.label.size());
            CHECK(stop->node.label.substr(mark->start, mark->length).find(' ') ==
                  std::string::npos);
        }
    }
    CHECK(marks > 50);
}

TEST_CASE("V6: what is read is always within what is seen, above panel and page buttons") {
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}}) {
        Folder folder;
        write_content(folder.path());
        Booth booth(folder.path(), screen);
        booth.tap("language.en");
        booth.tap("topic.work");
        booth.tap("article.one");
        booth.tap("article.speak");
        std::string last;
        int elements = 0;
        for (int i = 0; i < 1200 && booth.terminal().narration().speech.current() != nullptr; ++i) {
            booth.pass(200ms);
            const Stop* stop = booth.terminal().narration().focus.here();
            if (stop == nullptr || stop->node.id == last) {
                continue;
            }
            last = stop->node.id;
            CAPTURE(last);
            ++elements;
            const Node* seen = booth.tree().find(last);
            REQUIRE(seen != nullptr);
            CHECK(seen->focused);
            CHECK(seen->rect.height == doctest::Approx(stop->node.rect.height)); // not cut
            const Node* panel = booth.tree().find("bar.reading");
            REQUIRE(panel != nullptr);
            CHECK(seen->rect.bottom() <= panel->rect.y);
            for (const char* button : {"nav.page_down", "nav.page_up"}) {
                if (const Node* node = booth.tree().find(button)) {
                    CHECK_FALSE(node->rect.intersects(seen->rect));
                }
            }
        }
        CHECK(elements > 15);
    }
}

TEST_CASE("a language without a voice says so before anybody tries") {
    Reader reader("UPDATE language SET voice = '' WHERE tag = 'en'");
    reader.open_article();
    const Node* note = reader.booth->tree().find("article.speak");
    REQUIRE(note != nullptr);
    CHECK(note->role == Role::Note);
    CHECK(note->label == "Text of speech.no_voice");
    reader.booth->tap("bar.speech");
    CHECK(reader.booth->shows("speech.no_voice_note"));
    CHECK_FALSE(reader.booth->shows("speech.louder"));
    CHECK(reader.focused().empty());
    reader.booth->pass(20s);
    CHECK(reader.booth->heard().empty()); // no German words out of a text that cannot be said
}

TEST_CASE("a recording is said instead of the synthesiser, also where there is no other voice") {
    Reader reader(
        "UPDATE language SET voice = '' WHERE tag = 'en'; "
        "INSERT INTO recording (slug, language, block, media, duration_ms, loudness_tenths, "
        "synthetic, words) VALUES ('one', 'en', 'b7', '" +
        std::string(64, 'c') + "', 900, -210, 0, '0 400 0 2')");
    reader.open_article();
    CHECK(reader.booth->tree().find("article.speak")->role == Role::Button);
    reader.booth->tap("article.speak");
    reader.booth->pass(60s);
    const auto& log = reader.narration().speech.log();
    REQUIRE(log.size() == 1);
    CHECK(log[0].node == "block.b7");
    CHECK(log[0].recording.filename() == std::string(64, 'c'));
    CHECK(log[0].recording_gain_db == doctest::Approx(2));
    CHECK(log[0].words.size() == 1);
}

TEST_CASE("a recording of a guide's question is said instead of the synthesiser") {
    const std::string hash(64, 'c');
    Reader reader("INSERT INTO recording (slug, language, block, media, duration_ms, "
                  "loudness_tenths, synthetic, words) VALUES ('guide.ways', 'en', 'first', '" +
                  hash + "', 900, -210, 1, '0 400 0 4')");
    const auto read_question = [&reader] {
        reader.booth->tap("guide.ways");
        reader.booth->tap("bar.speech");
        reader.booth->pass(60s);
        std::vector<Utterance> said;
        for (const Utterance& one : reader.narration().speech.log()) {
            if (one.node == "guide.question") {
                said.push_back(one);
            }
        }
        return said;
    };
    const auto said = read_question();
    REQUIRE(said.size() == 1);
    CHECK(said[0].text == "What is it about");
    CHECK(said[0].recording.filename() == hash);
    CHECK(said[0].words.size() == 1);
}

TEST_CASE("S5: nothing else sounds: without reading there are no orders at all") {
    Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.pass(10min);
    booth.tap("language.en");
    booth.tap("topic.work");
    booth.pass(10min);
    CHECK(booth.heard().find_first_not_of(' ') == std::string::npos);
    CHECK(booth.take_orders().empty());
}

TEST_CASE("T2: the question comes with a tone for those who do not listen, once") {
    Reader reader;
    reader.booth->pass(89s);
    CHECK(reader.narration().speech.log().empty());
    reader.booth->pass(10s);
    REQUIRE(reader.booth->shows("session.extend"));
    REQUIRE(reader.narration().speech.log().size() == 1);
    CHECK(reader.narration().speech.log()[0].tone);
    reader.booth->tap("session.extend");
    reader.booth->pass(99s);
    CHECK(reader.narration().speech.log().size() == 2);
}

TEST_CASE("V6: of an element that is higher than what is seen the word that is said is seen") {
    Reader reader;
    for (int i = 0; i < 4; ++i) {
        reader.booth->tap("bar.text"); // 400 %
    }
    Terminal& terminal = reader.booth->terminal();
    terminal.open("en", "one", reader.booth->now());
    for (int i = 0; i < 4; ++i) {
        reader.booth->frame();
        reader.booth->tap("bar.text");
    }
    reader.booth->tap("article.speak");
    std::set<float> offsets;
    while (reader.narration().speech.current() != nullptr) {
        reader.booth->pass(100ms);
        const Stop* stop = reader.narration().focus.here();
        if (stop != nullptr && stop->node.id == "block.b8") {
            const Node* seen = reader.booth->tree().find("block.b8");
            REQUIRE(seen != nullptr);
            CHECK(stop->node.rect.height > terminal.seen_px() - 200);
            offsets.insert(seen->rect.bottom());
        }
    }
    CHECK(offsets.size() >= 2); // it moved on within the paragraph
}

TEST_CASE("a card that is closed leads back to where one was, and is quiet") {
    Reader reader;
    reader.open_article();
    reader.booth->tap("article.speak");
    reader.booth->pass(1s);
    const std::string before = reader.focused();
    reader.booth->tap("term.card");
    CHECK(reader.focused() == "term.title");
    reader.booth->tap("nav.close");
    CHECK(reader.focused() == before);
    CHECK(reader.narration().speech.current() == nullptr);
}
