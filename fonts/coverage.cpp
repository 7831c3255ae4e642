#include "fonts/coverage.hpp"

#include "fonts/decode.hpp"
#include "fonts/face_choice.hpp"

#include <unordered_set>

namespace zugang::fonts {

std::vector<char32_t> uncovered(const FontSet& fonts, std::string_view utf8) {
    DecodedText text;
    FaceChooser faces(fonts);
    Candidates& candidates = faces.candidates({}, 400, false);
    std::vector<char32_t> missing;
    std::unordered_set<char32_t> seen;
    while (!utf8.empty()) {
        decode(utf8, text);
        for (std::size_t i = 0; i < text.characters.size(); ++i) {
            const char32_t c = text.characters[i];
            if (has(text.traits[i], needs_glyph) && seen.insert(c).second &&
                faces.first_covering(candidates, c) == FaceChooser::no_face) {
                missing.push_back(c);
            }
        }
        utf8.remove_prefix(text.offsets.back());
    }
    return missing;
}

} // namespace zugang::fonts
