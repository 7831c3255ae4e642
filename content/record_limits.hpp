#pragma once

#include <cstddef>

/// What no honest record comes near (json_bounds.hpp bounds single strings). One with more is no
/// record that this software can read: whoever signs a package must not be able to stop a terminal
/// with it, by its memory, its stack or its time.
namespace zugang::content {

inline constexpr std::size_t max_article_bytes = 2'000'000; ///< all blocks of one in a language
inline constexpr std::size_t max_blocks = 10'000;
inline constexpr std::size_t max_spans = 20'000;        ///< all of an article in a language
inline constexpr std::size_t max_nodes = 2'000;         ///< of a guide
inline constexpr std::size_t max_answers = 50;          ///< of a question
inline constexpr std::size_t max_string_bytes = 16'000; ///< an interface string
inline constexpr std::size_t max_string_depth = 16;     ///< messages within messages of one
inline constexpr std::size_t max_rows = 50'000;
inline constexpr std::size_t max_languages = 200;
inline constexpr std::size_t max_topics = 200; ///< phases likewise
/// Of a value. ICU writes numbers out, and "1e999999999" has many digits.
inline constexpr std::size_t max_number_bytes = 20;

} // namespace zugang::content
