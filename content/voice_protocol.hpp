#pragma once

#include <cstdint>

/// What zugang-voice and who starts it (zugang-kiosk, zugang-content) say to each other through a
/// pair of sockets. All are of one build and run on one machine: numbers are as the machine has
/// them.
namespace zugang::content::protocol {

inline constexpr std::uint32_t magic = 0x5A475631; // another program would not send this
inline constexpr std::uint32_t most_bytes = 1U << 20U;

/// Followed by the name of the voice and the text, UTF-8. A newer request ends the older one.
struct Request {
    std::uint32_t magic = protocol::magic;
    std::uint32_t words_a_minute = 175;
    std::uint64_t ticket = 0;
    std::uint32_t voice_bytes = 0;
    std::uint32_t text_bytes = 0;
};

enum class Kind : std::uint32_t {
    Audio, ///< `bytes` of samples follow: one channel, 16 bits, `number` of them in a second
    Word,  ///< begins `number` ms after the beginning; `start` and `length` are characters
    End,   ///< nothing more will come; `number`: version of the synthesiser, 15102 for 1.51.2
    Failed ///< no such voice
};

struct Reply {
    std::uint32_t magic = protocol::magic;
    Kind kind = Kind::End;
    std::uint64_t ticket = 0;
    std::uint32_t number = 0;
    std::uint32_t start = 0; ///< characters (code points), from 0
    std::uint32_t length = 0;
    std::uint32_t bytes = 0;
};

} // namespace zugang::content::protocol
