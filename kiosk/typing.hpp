#pragma once

#include <string>
#include <string_view>

namespace zugang::kiosk {

/// What is typed, as one line of text with the cursor at its end: NFC, at most 200 code points.
/// It is overwritten in memory before that is given back; whoever copies text() has a copy.
class Typing {
  public:
    Typing() = default;
    ~Typing();
    Typing(const Typing&) = delete;
    Typing& operator=(const Typing&) = delete;
    Typing(Typing&& other) noexcept;            ///< leaves the other one empty
    Typing& operator=(Typing&& other) noexcept; ///< exchanges the texts

    const std::string& text() const { return text_; } ///< UTF-8, NFC

    /// Appends a key's text; nothing happens where that would be too long. A combining mark goes
    /// onto the letter before it.
    ///
    /// A Vietnamese tone (grave, acute, tilde, hook above, dot below) may be typed anywhere after
    /// the vowels of its syllable, and replaces the one that is there. It goes onto the last of
    /// ă â ê ô ơ ư; without these onto the vowel before final consonants; in an open syllable onto
    /// the first of two vowels and the second of three (hòa, ngoài). The u of "qu" and the i of
    /// "gi" before a vowel are no vowels. Where letters follow it moves on (hòa, hoàn). A tone
    /// without a vowel before it is left out.
    void type(std::string_view key);

    /// Takes away one character as people see it (grapheme cluster, UAX #29); of a letter whose
    /// tone was typed by a key of its own first the tone.
    void backspace();

    /// Overwrites the memory.
    void clear();

    /// A suggestion was chosen. UTF-8; what is too long is cut off.
    void replace(std::string_view text);

  private:
    std::string text_;
    bool has_typed_tone_ = false; ///< in the last word
};

} // namespace zugang::kiosk
