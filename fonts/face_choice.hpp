#pragma once

#include "fonts/font_set.hpp"

#include <cstddef>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace zugang::fonts {

/// The faces a style may be set in: the requested families' first, then one of every other family,
/// in the set's order.
struct Candidates {
    std::vector<std::string> families;
    int weight = 400;
    bool italic = false;
    std::vector<FaceIndex> faces;
    std::size_t requested = 0; ///< how many of `faces` are of `families`
    std::size_t looked_at =
        0; ///< faces of the set before this one are in `faces` or of a family that is
    std::unordered_map<char32_t, std::size_t>
        first_covering; ///< what was looked up; index into faces or `none`

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

/// Chooses a face per grapheme cluster. Not shared between threads.
class FaceChooser {
  public:
    explicit FaceChooser(const FontSet& fonts) : fonts_(&fonts) {}

    /// Kept as long as the chooser.
    Candidates& candidates(std::span<const std::string> families, int weight, bool italic);

    /// The face that `cluster` is set in after text in `current` (which may be no_face). `joins`:
    /// the cluster belongs to the text before it (digits, punctuation), so that `current` stays
    /// where it can. no_face: anything will do.
    FaceIndex choose(Candidates& candidates, std::u32string_view cluster, FaceIndex current,
                     bool joins);

    /// The face can show the character, if need be as HarfBuzz decomposes or replaces it.
    bool covers(FaceIndex face, char32_t character) const;

    /// First face that covers the character; no_face: none.
    FaceIndex first_covering(Candidates& candidates, char32_t character);

    static constexpr FaceIndex no_face = 0xFFFF;

  private:
    bool covers_cluster(FaceIndex face, std::u32string_view cluster) const;
    bool add_family(Candidates& candidates, std::string_view family) const;
    bool add_fallback(Candidates& candidates) const;
    std::size_t first_index(Candidates& candidates, char32_t character);

    const FontSet* fonts_;
    std::list<Candidates> known_;
};

/// The character must be seen: neither a space nor a control, a variation selector or
/// default-ignorable.
bool needs_glyph(char32_t character);

} // namespace zugang::fonts
