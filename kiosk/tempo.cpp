#include "kiosk/tempo.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace zugang::kiosk {

namespace {

constexpr std::size_t half = 960;   // 20 ms: half a piece
constexpr std::size_t search = 480; // as far as a piece may be moved
constexpr std::size_t coarse = 8;   // every eighth sample is compared
constexpr std::size_t need = 2 * half + search;

} // namespace

void Tempo::put(std::span<const std::int16_t> samples) {
    in_.insert(in_.end(), samples.begin(), samples.end());
}

/// Where a piece goes on most like the end of the one before.
std::size_t Tempo::best_start(std::size_t around) const {
    if (tail_.empty()) {
        return around;
    }
    const std::size_t first = around > search ? around - search : 0;
    std::size_t best = around;
    double best_likeness = -std::numeric_limits<double>::infinity();
    for (std::size_t start = first; start <= around + search; start += coarse / 2) {
        double sum = 0;
        double energy = 1;
        for (std::size_t i = 0; i < half; i += coarse) {
            const double a = tail_[i];
            const double b = in_[start + i];
            sum += a * b;
            energy += b * b;
        }
        const double likeness = sum / std::sqrt(energy);
        if (likeness > best_likeness) {
            best_likeness = likeness;
            best = start;
        }
    }
    return best;
}

std::vector<std::int16_t> Tempo::take(More more) {
    if (speed_ == 1) {
        return std::exchange(in_, {});
    }
    std::vector<std::int16_t> out;
    while (static_cast<std::size_t>(next_) + need <= in_.size()) {
        const std::size_t start = best_start(static_cast<std::size_t>(next_));
        for (std::size_t i = 0; i < half; ++i) {
            const double part = static_cast<double>(i) / half;
            const double before = tail_.empty() ? in_[start + i] : tail_[i];
            const double mixed = before * (1 - part) + in_[start + i] * part;
            out.push_back(static_cast<std::int16_t>(std::lround(mixed)));
        }
        const auto second = in_.begin() + static_cast<std::ptrdiff_t>(start + half);
        tail_.assign(second, second + half);
        next_ += half * speed_;
        const std::size_t done =
            static_cast<std::size_t>(next_) > search ? static_cast<std::size_t>(next_) - search : 0;
        in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(done));
        next_ -= static_cast<double>(done);
    }
    if (more == More::No) { // too short to be changed
        out.insert(out.end(), tail_.begin(), tail_.end());
        tail_.clear();
        in_.clear();
        next_ = 0;
    }
    return out;
}

} // namespace zugang::kiosk
