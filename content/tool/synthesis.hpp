#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

/// Speech made by espeak-ng, which runs as the program zugang-voice: it may crash, and its licence
/// is not ours.
namespace zugang::content::tool {

/// As fast as a terminal speaks by itself.
inline constexpr int words_a_minute = 165;

/// What is said in one go.
struct SaidPart {
    std::string voice; ///< name of a voice of espeak-ng
    std::string text;  ///< as content::said gives it
};

struct SynthesisedWord {
    int start_ms = 0;
    std::size_t part = 0;      ///< index
    std::size_t character = 0; ///< code points of the part's text
    std::size_t length = 0;    ///< code points
};

struct Synthesis {
    int rate = 0;                      ///< samples a second
    std::vector<std::int16_t> samples; ///< one channel
    std::vector<std::size_t> parts;    ///< at which sample each part begins
    std::vector<SynthesisedWord> words;
};

/// All parts, one behind the other; else what is wrong, in words. A process of its own each time:
/// the same parts give the same samples, whatever was said before.
[[nodiscard]] tl::expected<Synthesis, std::string> synthesise(const std::filesystem::path& program,
                                                              const std::vector<SaidPart>& parts);

/// "espeak-ng 1.51"; no value where the program cannot be started.
std::optional<std::string> synthesiser_version(const std::filesystem::path& program);

} // namespace zugang::content::tool
