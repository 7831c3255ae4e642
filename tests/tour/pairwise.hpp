#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace zugang::kiosk::testing {

/// Rows of one value for each factor, so that every two values of any two factors meet in one of
/// them. `sizes`: how many values each factor has. Greedy: not the fewest rows there could be, but
/// always the same.
inline std::vector<std::vector<std::size_t>> pairwise(const std::vector<std::size_t>& sizes) {
    const std::size_t factors = sizes.size();
    // open[i][j] holds a flag for each pair of values of factor i and a later factor j.
    std::vector<std::vector<std::vector<bool>>> open(factors);
    std::size_t left = 0;
    for (std::size_t i = 0; i < factors; ++i) {
        open[i].resize(factors);
        for (std::size_t j = i + 1; j < factors; ++j) {
            open[i][j].assign(sizes[i] * sizes[j], true);
            left += sizes[i] * sizes[j];
        }
    }
    const auto pair = [&](std::size_t i, std::size_t a, std::size_t j, std::size_t b) {
        return i < j ? open[i][j][a * sizes[j] + b] : open[j][i][b * sizes[i] + a];
    };
    std::vector<std::vector<std::size_t>> rows;
    while (left > 0) {
        std::vector<std::size_t> row;
        // Begin with a pair that is open, then take for each factor the value that closes most.
        std::size_t first = 0;
        std::size_t second = 0;
        std::size_t at = 0;
        for (std::size_t i = 0; i < factors && second == 0; ++i) {
            for (std::size_t j = i + 1; j < factors; ++j) {
                const auto found = std::ranges::find(open[i][j], true);
                if (found != open[i][j].end()) {
                    first = i;
                    second = j;
                    at = static_cast<std::size_t>(found - open[i][j].begin());
                    break;
                }
            }
        }
        for (std::size_t f = 0; f < factors; ++f) {
            std::size_t best = 0;
            std::size_t most = 0;
            for (std::size_t value = 0; value < sizes[f]; ++value) {
                std::size_t closes = 1;
                for (std::size_t other = 0; other < f; ++other) {
                    closes += pair(other, row[other], f, value) ? 2U : 0U;
                }
                if (closes > most) {
                    most = closes;
                    best = value;
                }
            }
            if (f == first) {
                best = at / sizes[second];
            } else if (f == second) {
                best = at % sizes[second];
            }
            row.push_back(best);
        }
        for (std::size_t i = 0; i < factors; ++i) {
            for (std::size_t j = i + 1; j < factors; ++j) {
                const std::size_t cell = row[i] * sizes[j] + row[j];
                left -= open[i][j][cell] ? 1U : 0U;
                open[i][j][cell] = false;
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace zugang::kiosk::testing
