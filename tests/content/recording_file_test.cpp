#include "content/tool/recording_file.hpp"

#include <algorithm>

#include "recording_samples.hpp"
#include <doctest/doctest.h>

using namespace zugang::content::tool;

namespace {

std::string problem(const std::string& bytes) {
    const auto measured = measure_recording(bytes);
    return measured ? judge_loudness(*measured) : measured.error();
}

} // namespace

TEST_CASE("length, loudness and peaks of a recording are measured") {
    const auto mono = measure_recording(make_recording({.seconds = 3}));
    REQUIRE(mono);
    CHECK(mono->duration_ms == 3000);
    CHECK(std::abs(mono->loudness_tenths + 190) <= 5);
    CHECK(mono->true_peak_tenths < -10);
    CHECK(judge_loudness(*mono).empty());
    // Twice as loud is 6 LU more, a second channel that says the same 3 LU (ITU-R BS.1770-4).
    const auto loud = measure_recording(make_recording({.seconds = 3, .volume = 0.468}));
    CHECK(std::abs(loud->loudness_tenths - mono->loudness_tenths - 60) <= 3);
    const auto stereo = measure_recording(make_recording({.seconds = 3, .channels = 2}));
    CHECK(std::abs(stereo->loudness_tenths - mono->loudness_tenths - 30) <= 3);
}

TEST_CASE("too loud, too quiet and peaks that will be clipped are named") {
    CHECK(problem(make_recording({.volume = 0.7})).ends_with(" LUFS; wanted are -22 to -16"));
    CHECK(problem(make_recording({.volume = 0.05})).ends_with(" LUFS; wanted are -22 to -16"));
    std::vector<float> samples = make_voice({.seconds = 5});
    std::fill_n(samples.begin() + 48000, 240, 0.99F);
    CHECK(problem(write_opus(samples)).ends_with(" dBTP; allowed are -1"));
    CHECK(judge_loudness({.duration_ms = 1, .loudness_tenths = -220, .true_peak_tenths = -10})
              .empty());
    CHECK(judge_loudness({.duration_ms = 1, .loudness_tenths = -160, .true_peak_tenths = -10})
              .empty());
    CHECK(judge_loudness({.duration_ms = 1, .loudness_tenths = -221, .true_peak_tenths = -10}) ==
          "the recording has -22.1 LUFS; wanted are -22 to -16");
    CHECK(judge_loudness({.duration_ms = 1, .loudness_tenths = -159, .true_peak_tenths = -10}) ==
          "the recording has -15.9 LUFS; wanted are -22 to -16");
    CHECK(judge_loudness({.duration_ms = 1, .loudness_tenths = -190, .true_peak_tenths = -9}) ==
          "the recording has peaks of -0.9 dBTP; allowed are -1");
}

TEST_CASE("too short, too long and silent recordings are refused") {
    CHECK(problem(make_recording({.seconds = 0.4})) ==
          "the recording is shorter than half a second");
    CHECK(problem(make_recording({.seconds = 0.6})).empty());
    CHECK(problem(make_recording({.seconds = 121})) == "the recording is longer than 120 seconds");
    CHECK(problem(make_recording({.volume = 0})) == "nothing can be heard in the recording");
}

TEST_CASE("what is not one stream of Opus in mono or stereo is refused") {
    const std::string good = make_recording({});
    CHECK(problem("") == "this is no Ogg file");
    CHECK(problem("RIFF....WAVEfmt ") == "this is no Ogg file");
    CHECK(problem(make_ogg(std::string("\x01vorbis\0\0\0\0\2", 12))) ==
          "the recording is Vorbis, not Opus");
    CHECK(problem(make_ogg("Speex   1.2")) == "the recording holds no Opus");
    CHECK(problem(make_ogg("OpusHead")) == "the recording holds no Opus");
    CHECK(problem(make_recording({.seconds = 1, .channels = 6})) ==
          "the recording has 6 channels; possible are mono and stereo");
    CHECK(problem(good + good) == "the file holds more than one stream");
    CHECK(problem(good + make_ogg("Speex   1.2")) == "the file holds more than one stream");
    CHECK(problem(good + "more") == "the recording is cut off");
}

TEST_CASE("a recording that is cut off anywhere is named") {
    const std::string good = make_recording({});
    REQUIRE(good.size() > 2000);
    for (std::size_t size = 0; size < good.size(); size += 97) {
        CAPTURE(size);
        CHECK_FALSE(measure_recording(good.substr(0, size)).has_value());
    }
    std::string without_a_page = good;
    const std::size_t third = without_a_page.find("OggS", without_a_page.find("OggS", 1) + 1);
    const std::size_t fourth = without_a_page.find("OggS", third + 1);
    REQUIRE(fourth != std::string::npos);
    without_a_page.erase(third, fourth - third);
    CHECK(problem(without_a_page) == "the recording is damaged");
}

TEST_CASE("recordings with wrong bytes anywhere are refused or measured, without harm") {
    const std::string good = make_recording({.seconds = 1});
    for (std::size_t at = 0; at < good.size(); at += at < 120 ? 1 : 97) {
        CAPTURE(at);
        std::string spoilt = good;
        spoilt[at] = static_cast<char>(~spoilt[at]);
        CHECK_FALSE(measure_recording(spoilt).has_value()); // the checksum of its page is wrong
        const auto measured = measure_recording(with_spoilt_byte(good, at));
        CHECK((measured ? measured->duration_ms <= 120'000 : !measured.error().empty()));
    }
}
