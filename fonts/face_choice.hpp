#pragma once

#include "fonts/font_set.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::fonts {

/// The faces a style may be set in: the requested families' first, then one of every other family,
/// in the set's order.
struct Candidates {
    std::vector<std::string> families;
    int weight = 400;
    bool italic = false;
    std::vector<FaceIndex> faces;
    std::vector<std::uint16_t> positions; ///< index into faces of each face of the set, or `none`
    std::size_t requested = 0;            ///< how many of `faces` are of `families`
    std::size_t looked_at =
        0; ///< faces of the set before this one are in `faces` or of a family that is
    /// What was looked up, 256 characters a page: index into faces, `none` or `unknown`.
    std::vector<std::unique_ptr<std::array<std::uint16_t, 256>>> first_covering;

    static constexpr std::uint16_t unknown = 0xFFFF;
    static constexpr std::uint16_t none = 0xFFFE;
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

    /// Position in Candidates::faces of the first face that covers the character; Candidates::none:
    /// none.
    std::uint16_t first_index(Candidates& candidates, char32_t character) {
        const auto& page = candidates.first_covering[character / 256];
        const std::uint16_t index =
            page != nullptr ? (*page)[character % 256] : Candidates::unknown;
        return index != Candidates::unknown ? index : find_first(candidates, character);
    }

    /// First face that covers the character; no_face: none.
    FaceIndex first_covering(Candidates& candidates, char32_t character);

    static constexpr FaceIndex no_face = 0xFFFF;

  private:
    bool covers_at(Candidates& candidates, std::size_t index, char32_t character);
    bool covers_cluster(Candidates& candidates, std::size_t index, std::u32string_view cluster);
    FaceIndex choose_for_one(Candidates& candidates, char32_t character, FaceIndex current,
                             bool joins);
    bool add_family(Candidates& candidates, std::string_view family) const;
    bool add_fallback(Candidates& candidates) const;
    std::uint16_t find_first(Candidates& candidates, char32_t character);
    std::uint16_t look_up_first(Candidates& candidates, char32_t character);
    bool is_candidate(const Candidates& candidates, FaceIndex face) const;
    bool current_covers(Candidates& candidates, FaceIndex current, char32_t character);

    const FontSet* fonts_;
    std::list<Candidates> known_;
};

} // namespace zugang::fonts
