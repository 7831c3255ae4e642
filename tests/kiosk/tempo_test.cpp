#include "kiosk/tempo.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

using namespace zugang::kiosk;

namespace {

constexpr double rate = 48000;

std::vector<std::int16_t> tone(double hertz, std::size_t samples) {
    std::vector<std::int16_t> result(samples);
    for (std::size_t i = 0; i < samples; ++i) {
        result[i] = static_cast<std::int16_t>(std::lround(
            10000 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate)));
    }
    return result;
}

std::vector<std::int16_t> at_speed(const std::vector<std::int16_t>& samples, double speed) {
    Tempo tempo(speed);
    std::vector<std::int16_t> result;
    for (std::size_t at = 0; at < samples.size(); at += 2880) {
        tempo.put(std::span(samples).subspan(at, std::min<std::size_t>(2880, samples.size() - at)));
        const auto part = tempo.take(Tempo::More::Yes);
        result.insert(result.end(), part.begin(), part.end());
    }
    const auto part = tempo.take(Tempo::More::No);
    result.insert(result.end(), part.begin(), part.end());
    return result;
}

double hertz_of(const std::vector<std::int16_t>& samples) {
    int crossings = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return crossings * rate / static_cast<double>(samples.size());
}

} // namespace

TEST_CASE("S11: a recording is said faster or slower, and no higher or lower") {
    const auto sample = tone(200, 96000);
    for (const double speed : {0.5, 0.75, 1.25, 1.5, 2.0}) {
        CAPTURE(speed);
        const auto changed = at_speed(sample, speed);
        CHECK(static_cast<double>(changed.size()) == doctest::Approx(96000 / speed).epsilon(0.05));
        CHECK(hertz_of(changed) == doctest::Approx(200).epsilon(0.03));
        const auto [low, high] = std::ranges::minmax(changed);
        CHECK(low >= -10500);
        CHECK(high <= 10500);
    }
}

TEST_CASE("normal speed changes no sample") {
    const auto sample = tone(333, 10000);
    CHECK(at_speed(sample, 1) == sample);
}

TEST_CASE("what is shorter than a piece is no trouble") {
    CHECK(at_speed(tone(200, 10), 2).size() < 1000);
    CHECK(at_speed({}, 0.5).empty());
}
