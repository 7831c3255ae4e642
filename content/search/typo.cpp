#include "content/search/typo.hpp"

#include "content/search/code_point.hpp"

#include <algorithm>
#include <array>

namespace zugang::content::search {
namespace {

constexpr std::size_t longest = 64; ///< letters that are compared

}

std::u32string code_points(std::string_view utf8) {
    std::u32string out;
    for (std::size_t i = 0; i < utf8.size();) {
        const char32_t c = next_code_point(utf8, i);
        out += c == not_utf8 ? U'\ufffd' : c;
    }
    return out;
}

// Optimal string alignment (Damerau 1964), only the diagonals within `most`.
std::size_t count_typos(std::u32string_view a, std::u32string_view b, std::size_t most) {
    a = a.substr(0, longest);
    b = b.substr(0, longest);
    const std::size_t none = most + 1;
    if (a.size() > b.size() + most || b.size() > a.size() + most) {
        return none;
    }
    std::array<std::array<std::size_t, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        rows[0][j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& above = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        const std::size_t first = i > most ? i - most : 1;
        const std::size_t last = std::min(b.size(), i + most);
        row[first - 1] = first == 1 ? i : none;
        std::size_t best = row[first - 1];
        for (std::size_t j = first; j <= last; ++j) {
            const std::size_t from_above = j == i + most ? none : above[j];
            std::size_t typos = std::min(
                {from_above + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                typos = std::min(typos, before[j - 2] + 1);
            }
            row[j] = std::min(typos, none);
            best = std::min(best, row[j]);
        }
        if (last < b.size()) {
            row[last + 1] = none;
        }
        if (best > most) {
            return none;
        }
    }
    return std::min(rows[a.size() % 3][b.size()], none);
}

std::size_t allowed_typos(std::size_t letters) {
    return letters >= 8 ? 2 : letters >= 4 ? 1 : 0;
}

} // namespace zugang::content::search
