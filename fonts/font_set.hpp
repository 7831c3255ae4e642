#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct hb_font_t;
struct FT_FaceRec_;

namespace zugang::fonts {

/// Index of a face in its FontSet, in the order they were added.
using FaceIndex = std::uint16_t;

struct FaceStyle {
    std::string family;
    int weight = 400;
    bool italic = false;
};

/// One axis of a variable font.
struct Variation {
    std::uint32_t tag = 0; ///< e.g. 'wght', big endian
    float value = 0;
};

/// The fonts that text may be set in. Files are mapped and opened when first needed; a file that is
/// missing or no font is left out, with one line in `problems()`. Not shared between threads.
class FontSet {
  public:
    FontSet();
    ~FontSet();
    FontSet(FontSet&&) noexcept;
    FontSet& operator=(FontSet&&) noexcept;

    /// `index`: face within a collection (.ttc).
    FaceIndex add_file(std::string family, int weight, bool italic, std::filesystem::path file,
                       int index = 0);

    /// The bytes must outlive the set.
    FaceIndex add_memory(std::string family, int weight, bool italic,
                         std::span<const std::byte> bytes, int index = 0);

    /// Sets a variable font's axes. What was borrowed of this face before is gone.
    void vary(FaceIndex face, std::vector<Variation> variations);

    /// Rises with every change of the set; layouts made before may be others now.
    std::uint64_t generation() const;

    std::size_t size() const;
    const FaceStyle& style(FaceIndex face) const;

    /// The face of a family nearest to weight and slant that can be opened; no face of that family:
    /// size().
    std::size_t find(std::string_view family, int weight, bool italic) const;

    /// Nominal glyph, 0 where the face lacks the character (or cannot be opened).
    std::uint32_t glyph_of(FaceIndex face, char32_t character) const;

    /// Borrowed, scaled to units per em; nullptr for a broken font.
    hb_font_t* hb_font(FaceIndex face) const;
    /// Borrowed; its size is whatever the last user set. nullptr for a broken font.
    FT_FaceRec_* ft_face(FaceIndex face) const;

    /// Ascender and descender (positive, below the baseline) as fractions of the font size.
    struct Metrics {
        float ascender = 0;
        float descender = 0;
    };
    Metrics metrics(FaceIndex face) const;

    /// How far a glyph's outline reaches up from the baseline, as fractions of the font size.
    struct VerticalExtent {
        float top = 0;
        float bottom = 0; ///< negative below the baseline
    };
    VerticalExtent extent_of(FaceIndex face, std::uint32_t glyph) const;

    /// What could not be opened and why, one line each.
    const std::vector<std::string>& problems() const;

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace zugang::fonts
