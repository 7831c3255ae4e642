#include "fonts/face_choice.hpp"

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

} // namespace

bool needs_glyph(char32_t character) {
    if (character < 0x80) {
        return character > U' ' && character != 0x7F;
    }
    const auto c = static_cast<UChar32>(character);
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0 &&
           u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) == 0 && u_iscntrl(c) == 0;
}

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

bool FaceChooser::covers_cluster(FaceIndex face, std::u32string_view cluster) const {
    const bool all = std::all_of(cluster.begin(), cluster.end(),
                                 [&](char32_t c) { return !needs_glyph(c) || covers(face, c); });
    constexpr std::size_t longest_composed = 4;
    if (all || cluster.size() < 2 || cluster.size() > longest_composed) {
        return all;
    }
    const char32_t one = composed(cluster);
    return one != 0 && fonts_->glyph_of(face, one) != 0;
}

std::size_t FaceChooser::first_index(Candidates& candidates, char32_t character) {
    const auto known = candidates.first_covering.find(character);
    if (known != candidates.first_covering.end()) {
        return known->second;
    }
    std::size_t index = 0;
    for (;; ++index) {
        if (index == candidates.faces.size() && !add_fallback(candidates)) {
            index = Candidates::none;
            break;
        }
        if (covers(candidates.faces[index], character)) {
            break;
        }
    }
    constexpr std::size_t most = 20000;
    if (candidates.first_covering.size() >= most) {
        candidates.first_covering.clear();
    }
    candidates.first_covering.emplace(character, index);
    return index;
}

FaceIndex FaceChooser::first_covering(Candidates& candidates, char32_t character) {
    const std::size_t index = first_index(candidates, character);
    return index < candidates.faces.size() ? candidates.faces[index] : no_face;
}

FaceIndex FaceChooser::choose(Candidates& candidates, std::u32string_view cluster,
                              FaceIndex current, bool joins) {
    const auto base = std::find_if(cluster.begin(), cluster.end(), needs_glyph);
    if (base == cluster.end()) {
        // HarfBuzz makes every space of this one.
        const bool lacks_space =
            current != no_face && cluster.front() == U' ' && !covers(current, U' ');
        return lacks_space ? first_covering(candidates, U' ') : current;
    }
    const bool current_is_candidate = std::find(candidates.faces.begin(), candidates.faces.end(),
                                                current) != candidates.faces.end();
    if (cluster.size() == 1) {
        const std::size_t first = first_index(candidates, *base);
        const bool requested = first < candidates.requested;
        if (current_is_candidate && (joins || !requested) && covers(current, *base)) {
            return current;
        }
        if (first < candidates.faces.size()) {
            return candidates.faces[first];
        }
        return current_is_candidate || candidates.faces.empty() ? current
                                                                : candidates.faces.front();
    }
    if (current_is_candidate && joins && covers_cluster(current, cluster)) {
        return current;
    }
    for (std::size_t i = 0; i < candidates.faces.size() || add_fallback(candidates); ++i) {
        if (covers_cluster(candidates.faces[i], cluster)) {
            return candidates.faces[i];
        }
    }
    // No face has it all: a base without its marks is better than marks without their base.
    return choose(candidates, std::u32string_view(&*base, 1), current, joins);
}

} // namespace zugang::fonts
