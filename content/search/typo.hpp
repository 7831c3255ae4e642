#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zugang::content::search {

std::u32string code_points(std::string_view utf8);

/// How many letters must be put in, taken out, changed or swapped with their neighbour to make one
/// word of the other; `most` + 1 where it is more than `most`.
std::size_t count_typos(std::u32string_view a, std::u32string_view b, std::size_t most);

/// How many typos a word of so many letters may have: one from 4 on, two from 8 on.
std::size_t allowed_typos(std::size_t letters);

} // namespace zugang::content::search
