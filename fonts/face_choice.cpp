#include "fonts/face_choice.hpp"

#include "fonts/characters.hpp"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

namespace zugang::fonts {

namespace {

/// HarfBuzz composes what a font has only composed. 0: not one character.
char32_t composed(std::u32string_view cluster) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
    char32_t result = cluster.front();
    for (const char32_t c : cluster.substr(1)) {
        const UChar32 pair =
            U_SUCCESS(status)
                ? unorm2_composePair(nfc, static_cast<UChar32>(result), static_cast<UChar32>(c))
                : -1;
        if (pair < 0) {
            return 0;
        }
        result = static_cast<char32_t>(pair);
    }
    return result;
}

bool is_seen(char32_t character) {
    return has(traits_of(character), needs_glyph);
}

} // namespace

Candidates& FaceChooser::candidates(std::span<const std::string> families, int weight,
                                    bool italic) {
    for (Candidates& known : known_) {
        if (known.weight == weight && known.italic == italic &&
            std::equal(families.begin(), families.end(), known.families.begin(),
                       known.families.end())) {
            return known;
        }
    }
    Candidates made;
    made.first_covering.resize(0x110000 / 256);
    made.families.assign(families.begin(), families.end());
    made.weight = weight;
    made.italic = italic;
    for (const std::string& family : families) {
        add_family(made, family);
    }
    made.requested = made.faces.size();
    if (made.faces.empty()) {
        add_fallback(made);
    }
    return known_.emplace_back(std::move(made));
}

bool FaceChooser::add_family(Candidates& candidates, std::string_view family) const {
    const std::size_t face = fonts_->find(family, candidates.weight, candidates.italic);
    if (face >= fonts_->size() || std::find(candidates.faces.begin(), candidates.faces.end(),
                                            face) != candidates.faces.end()) {
        return false;
    }
    if (candidates.positions.size() < fonts_->size()) {
        candidates.positions.resize(fonts_->size(), Candidates::none);
    }
    candidates.positions[face] = static_cast<std::uint16_t>(candidates.faces.size());
    candidates.faces.push_back(static_cast<FaceIndex>(face));
    return true;
}

/// false: there are no more.
bool FaceChooser::add_fallback(Candidates& candidates) const {
    while (candidates.looked_at < fonts_->size()) {
        const auto face = static_cast<FaceIndex>(candidates.looked_at++);
        if (add_family(candidates, fonts_->style(face).family)) {
            return true;
        }
    }
    return false;
}

bool FaceChooser::covers(FaceIndex face, char32_t character) const {
    if (fonts_->glyph_of(face, character) != 0) {
        return true;
    }
    constexpr char32_t no_break_hyphen = 0x2011;
    if (character < 0xC0) {
        return false;
    }
    if (character == no_break_hyphen) {
        return fonts_->glyph_of(face, 0x2010) != 0;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
    std::array<UChar, 8> parts{};
    const std::int32_t length =
        U_SUCCESS(status)
            ? unorm2_getRawDecomposition(nfc, static_cast<UChar32>(character), parts.data(),
                                         static_cast<std::int32_t>(parts.size()), &status)
            : -1;
    if (length <= 0 || U_FAILURE(status)) {
        return false;
    }
    for (std::int32_t i = 0; i < length;) {
        UChar32 part = 0;
        U16_NEXT(parts, i, length, part);
        if (part == static_cast<UChar32>(character) || !covers(face, static_cast<char32_t>(part))) {
            return false;
        }
    }
    return true;
}

/// What is known of the first face that covers a character answers for most others.
bool FaceChooser::covers_at(Candidates& candidates, std::size_t index, char32_t character) {
    const std::size_t first = first_index(candidates, character);
    return index == first || (index > first && covers(candidates.faces[index], character));
}

bool FaceChooser::covers_cluster(Candidates& candidates, std::size_t index,
                                 std::u32string_view cluster) {
    const bool all = std::all_of(cluster.begin(), cluster.end(), [&](char32_t c) {
        return !is_seen(c) || covers_at(candidates, index, c);
    });
    constexpr std::size_t longest_composed = 4;
    if (all || cluster.size() < 2 || cluster.size() > longest_composed ||
        !std::any_of(cluster.begin() + 1, cluster.end(),
                     [](char32_t c) { return has(traits_of(c), may_compose); })) {
        return all;
    }
    const char32_t one = composed(cluster);
    return one != 0 && fonts_->glyph_of(candidates.faces[index], one) != 0;
}

std::uint16_t FaceChooser::look_up_first(Candidates& candidates, char32_t character) {
    for (std::size_t index = 0;; ++index) {
        if (index == candidates.faces.size() && !add_fallback(candidates)) {
            return Candidates::none;
        }
        if (covers(candidates.faces[index], character)) {
            return static_cast<std::uint16_t>(index);
        }
    }
}

std::uint16_t FaceChooser::find_first(Candidates& candidates, char32_t character) {
    auto& page = candidates.first_covering[character / 256];
    if (page == nullptr) {
        page = std::make_unique<std::array<std::uint16_t, 256>>();
        page->fill(Candidates::unknown);
    }
    const std::uint16_t index = look_up_first(candidates, character);
    (*page)[character % 256] = index;
    return index;
}

FaceIndex FaceChooser::first_covering(Candidates& candidates, char32_t character) {
    const std::size_t index = first_index(candidates, character);
    return index < candidates.faces.size() ? candidates.faces[index] : no_face;
}

/// Also one that nothing has needed yet, so that what was set before makes no difference.
bool FaceChooser::is_candidate(const Candidates& candidates, FaceIndex face) const {
    if (face < candidates.positions.size() && candidates.positions[face] != Candidates::none) {
        return true;
    }
    return face < fonts_->size() &&
           fonts_->find(fonts_->style(face).family, candidates.weight, candidates.italic) == face;
}

bool FaceChooser::current_covers(Candidates& candidates, FaceIndex current, char32_t character) {
    const std::size_t at =
        current < candidates.positions.size() ? candidates.positions[current] : Candidates::none;
    return at != Candidates::none ? covers_at(candidates, at, character)
                                  : covers(current, character);
}

FaceIndex FaceChooser::choose_for_one(Candidates& candidates, char32_t character, FaceIndex current,
                                      bool joins) {
    const std::size_t first = first_index(candidates, character);
    const bool possible = is_candidate(candidates, current);
    const bool requested = first < candidates.requested;
    if (possible && (joins || !requested) && current_covers(candidates, current, character)) {
        return current;
    }
    if (first < candidates.faces.size()) {
        return candidates.faces[first];
    }
    return possible || candidates.faces.empty() ? current : candidates.faces.front();
}

FaceIndex FaceChooser::choose(Candidates& candidates, std::u32string_view cluster,
                              FaceIndex current, bool joins) {
    const auto base = std::find_if(cluster.begin(), cluster.end(), is_seen);
    if (base == cluster.end()) {
        // HarfBuzz makes every space of this one.
        const bool lacks_space = current != no_face && cluster.front() == U' ' &&
                                 !current_covers(candidates, current, U' ');
        return lacks_space ? first_covering(candidates, U' ') : current;
    }
    if (cluster.size() == 1) {
        return choose_for_one(candidates, *base, current, joins);
    }
    if (joins && is_candidate(candidates, current) &&
        std::all_of(cluster.begin(), cluster.end(), [&](char32_t c) {
            return !is_seen(c) || current_covers(candidates, current, c);
        })) {
        return current;
    }
    // Faces before the first that has the base can only have the cluster composed.
    const bool composes = std::any_of(cluster.begin() + 1, cluster.end(),
                                      [](char32_t c) { return has(traits_of(c), may_compose); });
    const std::size_t first = first_index(candidates, *base);
    for (std::size_t i = composes ? 0 : std::min(first, candidates.faces.size());
         i < candidates.faces.size() || add_fallback(candidates); ++i) {
        if (covers_cluster(candidates, i, cluster)) {
            return candidates.faces[i];
        }
    }
    // No face has it all: a base without its marks is better than marks without their base.
    return choose_for_one(candidates, *base, current, joins);
}

} // namespace zugang::fonts
