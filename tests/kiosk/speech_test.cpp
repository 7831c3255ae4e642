#include "kiosk/silent_voice.hpp"
#include "kiosk/speech.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace std::chrono_literals;
using Kind = Order::Kind;

namespace {

Utterance saying(std::string text, Privacy privacy = Privacy::Public) {
    return {.text = std::move(text),
            .language = "en",
            .voice = "en",
            .privacy = privacy,
            .node = "a",
            .marks = true};
}

std::vector<Kind> kinds(const std::vector<Order>& orders) {
    std::vector<Kind> result;
    for (const Order& order : orders) {
        result.push_back(order.kind);
    }
    return result;
}

VoiceEvent done(std::uint64_t ticket) {
    return {.kind = VoiceEvent::Kind::Done, .ticket = ticket};
}

std::vector<std::string> said(const Speech& speech) {
    std::vector<std::string> result;
    for (const Utterance& utterance : speech.log()) {
        result.push_back(utterance.text);
    }
    return result;
}

} // namespace

TEST_CASE("utterances follow each other as the voice ends them") {
    Speech speech;
    speech.say({saying("One."), saying("Two.")});
    const auto first = speech.take_orders();
    REQUIRE(kinds(first) == std::vector{Kind::Play});
    CHECK(first[0].utterance.text == "One.");
    speech.hear(done(first[0].ticket));
    const auto second = speech.take_orders();
    REQUIRE(kinds(second) == std::vector{Kind::Play});
    CHECK(second[0].utterance.text == "Two.");
    speech.hear(done(second[0].ticket));
    CHECK(speech.current() == nullptr);
    CHECK(speech.take_orders().empty());
}

TEST_CASE("S4: new speech ends the old one; what the old one still reports is not heard") {
    Speech speech;
    speech.say({saying("One."), saying("More.")});
    const auto old = speech.take_orders();
    speech.say({saying("New.")});
    speech.hear(done(old[0].ticket)); // it came too late
    const auto orders = speech.take_orders();
    REQUIRE(kinds(orders) == std::vector{Kind::Play}); // a Play ends whatever sounds
    CHECK(orders[0].utterance.text == "New.");
    CHECK(speech.current()->text == "New.");
}

TEST_CASE("S4: two presses within 100 ms: never two voices") {
    Speech speech;
    SilentVoice voice;
    int playing = 0;
    for (const Instant at : {0ms, 100ms}) {
        speech.say({saying("A sentence that takes longer than that.")});
        for (const Order& order : speech.take_orders()) {
            voice.obey(order, at);
            playing += order.kind == Kind::Play ? 1 : 0;
        }
    }
    CHECK(playing == 2);
    int ends = 0;
    for (const VoiceEvent& event : voice.advance(1min)) {
        ends += event.kind == VoiceEvent::Kind::Done ? 1 : 0;
    }
    CHECK(ends == 1);
}

TEST_CASE("S3: stop is one order at once, and nothing follows it") {
    Speech speech;
    speech.say({saying("One."), saying("Two.")});
    const auto ticket = speech.take_orders()[0].ticket;
    speech.stop();
    CHECK(kinds(speech.take_orders()) == std::vector{Kind::Stop});
    speech.hear(done(ticket));
    CHECK(speech.take_orders().empty());
    speech.stop();
    CHECK(speech.take_orders().empty());
}

TEST_CASE("S3: repeat says the last sentence, whole and with what belongs to it, and no other") {
    Speech speech;
    Utterance part = saying("word");
    part.goes_on = true;
    Utterance role = saying("button");
    role.aside = true;
    speech.say({saying("First."), saying("A German"), part, role});
    for (int i = 0; i < 4; ++i) {
        speech.hear(done(speech.take_orders()[0].ticket));
    }
    CHECK(speech.current() == nullptr);
    REQUIRE(speech.repeat());
    for (int i = 0; i < 3; ++i) {
        speech.hear(done(speech.take_orders()[0].ticket));
    }
    CHECK(speech.current() == nullptr);
    CHECK(said(speech) == std::vector<std::string>{"First.", "A German", "word", "button",
                                                   "A German", "word", "button"});
    Speech fresh;
    CHECK_FALSE(fresh.repeat());
}

TEST_CASE("S3: pause and resume are orders, and new speech is not paused") {
    Speech speech;
    speech.pause();
    CHECK(speech.take_orders().empty());
    speech.say({saying("One.")});
    speech.pause();
    speech.pause();
    speech.resume();
    CHECK(kinds(speech.take_orders()) == std::vector{Kind::Play, Kind::Pause, Kind::Resume});
    speech.pause();
    speech.say({saying("Two.")});
    CHECK_FALSE(speech.is_paused());
}

TEST_CASE("S11: the volume has a range of at least 18 dB and a step 12 dB above the lowest") {
    CHECK(gain_db(volume_steps - 1) - gain_db(0) >= 18);
    CHECK(gain_db(volume_steps - 1) == 0);
    bool twelve = false;
    for (std::size_t step = 0; step < volume_steps; ++step) {
        twelve = twelve || gain_db(step) - gain_db(0) == 12;
    }
    CHECK(twelve);
    CHECK(speed(0) <= 0.5);
    CHECK(speed(speed_steps - 1) >= 2);
    CHECK(speed(default_speed) == 1);
}

TEST_CASE("S11: the volume changes while something is said") {
    Speech speech;
    speech.say({saying("One.")});
    const double before = speech.take_orders()[0].gain_db;
    CHECK(speech.change_volume(1));
    const auto orders = speech.take_orders();
    REQUIRE(kinds(orders) == std::vector{Kind::Gain});
    CHECK(orders[0].gain_db == before + 3);
    for (int i = 0; i < 20; ++i) {
        speech.change_volume(1);
    }
    CHECK_FALSE(speech.change_volume(1));
    CHECK(speech.volume() == volume_steps - 1);
}

TEST_CASE("S12: after the session volume and speed are the default ones") {
    Speech speech;
    speech.change_volume(3);
    speech.change_speed(-2);
    speech.say({saying("One.")});
    speech.reset();
    CHECK(speech.volume() == default_volume);
    CHECK(speech.speed_step() == default_speed);
    CHECK(speech.current() == nullptr);
    CHECK(speech.log().empty());
    CHECK(speech.log().capacity() == 0); // nor is there memory that a short text stays in
    speech.take_orders();
    speech.say({saying("Two.")});
    CHECK(speech.take_orders()[0].gain_db == gain_db(default_volume));
}

TEST_CASE("S13: what is private is said to headphones only") {
    Speech speech;
    speech.say({saying("Your number is A 47.", Privacy::Private), saying("Please wait.")});
    CHECK(said(speech) == std::vector<std::string>{"Please wait."});
    speech.set_headphones(true);
    speech.say({saying("Your number is A 47.", Privacy::Private), saying("Please wait.")});
    CHECK(speech.current()->text == "Your number is A 47.");
}

TEST_CASE("S13: pulling the plug ends a private utterance in the middle") {
    Speech speech;
    speech.set_headphones(true);
    speech.say({saying("Your number is A 47.", Privacy::Private)});
    speech.take_orders();
    speech.set_headphones(false);
    CHECK(kinds(speech.take_orders()) == std::vector{Kind::Stop});
    CHECK(speech.current() == nullptr);
    speech.repeat();
    CHECK(speech.current() == nullptr);
}

TEST_CASE("a text without voice and recording is passed over") {
    Speech speech;
    Utterance mute = saying("No voice.");
    mute.voice.clear();
    Utterance recorded = mute;
    recorded.recording = "a.opus";
    speech.say({mute, recorded});
    CHECK(speech.take_orders().size() == 1);
    CHECK(speech.log().size() == 1);
    CHECK(speech.current()->recording == "a.opus");
}

TEST_CASE("S8: the word that is said is marked where it stands in the element") {
    Speech speech;
    Utterance second = saying("zwei drei");
    second.offset = 10;
    speech.say({second});
    CHECK_FALSE(speech.marked_word());
    const auto ticket = speech.take_orders()[0].ticket;
    speech.hear({.kind = VoiceEvent::Kind::Word, .ticket = ticket, .start = 5, .length = 4});
    CHECK(speech.marked_word() == MarkedWord{"a", 15, 4});
    speech.hear({.kind = VoiceEvent::Kind::Word, .ticket = ticket, .start = 5, .length = 400});
    CHECK(speech.marked_word() == MarkedWord{"a", 15, 4}); // never past its end
    speech.hear({.kind = VoiceEvent::Kind::Word, .ticket = ticket, .start = 50, .length = 4});
    CHECK_FALSE(speech.marked_word());
    speech.hear({.kind = VoiceEvent::Kind::Word, .ticket = ticket + 1, .start = 0, .length = 4});
    CHECK_FALSE(speech.marked_word());
    speech.hear(done(ticket));
    CHECK_FALSE(speech.marked_word());
}

TEST_CASE("the log does not grow for ever") {
    Speech speech;
    for (int i = 0; i < 3000; ++i) {
        speech.say({saying("Again.")});
    }
    CHECK(speech.log().size() == 1000);
}

TEST_CASE("the silent voice takes as long as a speaker, and pauses") {
    SilentVoice voice;
    CHECK_FALSE(voice.wake_at());
    voice.obey({.kind = Kind::Play, .ticket = 7, .utterance = saying("Two words")}, 1s);
    auto events = voice.advance(1s);
    REQUIRE(events.size() == 1);
    CHECK(events[0].length == 3);
    voice.obey({.kind = Kind::Pause}, 1s);
    CHECK(voice.advance(1min).empty());
    CHECK_FALSE(voice.wake_at());
    voice.obey({.kind = Kind::Resume}, 1min);
    CHECK(voice.advance(1min).empty());
    events = voice.advance(2min);
    REQUIRE(events.size() == 2);
    CHECK(events[0].start == 4);
    CHECK(events[1].kind == VoiceEvent::Kind::Done);
    CHECK(events[1].ticket == 7);
}
