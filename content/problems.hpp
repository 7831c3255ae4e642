#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

enum class Gravity : std::uint8_t { Error, Warning, Advice };

/// Something that is wrong in the source of what a preview shows, and where on which page.
struct Problem {
    Gravity gravity = Gravity::Error;
    std::string file; ///< as it was named to the program
    int line = 1;     ///< from 1
    int column = 1;   ///< from 1, in characters
    std::string what;
    std::string advice;   ///< what to do
    std::string article;  ///< slug; empty: of no page
    std::string language; ///< tag; empty: of every language of the page
    std::string block;    ///< id; "title" and "summary" are blocks too; empty: of the whole page
};

/// The file that a preview keeps beside its content folder (FORMAT.md, "Preview"). What is no UTF-8
/// is replaced.
std::string write_problems(const std::vector<Problem>& problems);

/// No value for anything else than such a file.
std::optional<std::vector<Problem>> read_problems(std::string_view json);

} // namespace zugang::content
