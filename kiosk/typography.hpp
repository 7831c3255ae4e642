#pragma once

#include "content/language.hpp"
#include "fonts/paragraph.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zugang::kiosk {

/// A text to be set on the screen. Views live during the call only.
struct TextSpec {
    std::string_view text;
    const content::Language* language = nullptr; ///< direction, fonts and line height come from it
    float size_px = 36;
    bool bold = false;
    float width = 0; ///< lines break here; <= 0: never
    fonts::Align align = fonts::Align::Start;
    int max_lines = 0;
    float line_height = 0; ///< multiple of the size; 0: the language's own
    std::span<const fonts::StyleRange> ranges{};
};

/// Sets texts and keeps the results: a screen asks for the same few hundred layouts every frame.
class Typography {
  public:
    /// The fonts must outlive it.
    explicit Typography(const fonts::FontSet& fonts);

    /// Lives until the end of the frame (see trim).
    const fonts::Layout& layout(const TextSpec& spec);

    /// After each frame: forgets what has not been used lately, where there is a lot of it.
    void trim();

    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        fonts::Layout layout;
        std::uint64_t used = 0;
    };
    fonts::Typesetter typesetter_;
    std::unordered_map<std::string, Entry> entries_;
    std::string key_;
    std::uint64_t frame_ = 1;
};

} // namespace zugang::kiosk
