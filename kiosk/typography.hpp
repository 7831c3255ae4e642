#pragma once

#include "content/language.hpp"
#include "fonts/glyph_quads.hpp"
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

/// A text that is set, and its pictures once it was drawn.
struct SetText {
    fonts::Layout layout;
    fonts::LayoutQuads quads;
};

/// Sets texts and keeps the results: a screen asks for the same few hundred layouts every frame.
class Typography {
  public:
    /// Of texts that can wait, so much is set in one frame (UTF-8 bytes), and one in any case.
    /// Below 1 ms of Nastaliq; counted in bytes and not in time, so that every run does the same.
    static constexpr std::size_t slice_bytes = 512;

    /// The fonts must outlive it.
    explicit Typography(const fonts::FontSet& fonts);

    /// Lives until the end of the frame (see trim); an estimate until the next call.
    SetText& set(const TextSpec& spec);

    /// May the texts that follow wait? They are set until the slice of this frame is used up;
    /// after that only their height is estimated, and nothing of them can be drawn.
    void set_can_wait(bool on) { can_wait_ = on; }
    /// Was anything estimated in this frame?
    bool estimated() const { return estimated_; }

    void begin_frame();
    /// After each frame: forgets what has not been used lately, where there is a lot of it.
    void trim();

    /// Forgets every text: the visitor who read or typed it is gone. What set() gave is no longer
    /// valid.
    void clear();

    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        SetText text;
        std::uint64_t used = 0;
    };
    void write_key(const TextSpec& spec, float line_height);
    fonts::Layout lay_out(const TextSpec& spec, float line_height);

    fonts::Typesetter typesetter_;
    std::unordered_map<std::string, Entry> entries_;
    std::string key_;
    std::uint64_t frame_ = 1;
    std::size_t spent_bytes_ = 0; ///< of the slice
    bool can_wait_ = false;
    bool estimated_ = false;
    SetText estimate_;
};

} // namespace zugang::kiosk
