#pragma once

#include "content/keyboard.hpp"
#include "content/tool/make_keyboard.hpp"

#include <vector>

namespace zugang::content::tool {

/// A key for each consonant that the language has, in the order of the alphabet, with its other
/// orders as second choice: xkb's layout "et" leaves the syllables to an input method.
std::vector<std::vector<KeyboardKey>> ethiopic_rows(const LanguageLetters& letters);

} // namespace zugang::content::tool
