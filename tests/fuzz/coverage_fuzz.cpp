#include "fonts/coverage.hpp"
#include "fonts/decode.hpp"
#include "fonts/face_choice.hpp"
#include "tests/fuzz/check.hpp"

#include <set>

using namespace zugang::fonts;
using namespace zugang::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view utf8(reinterpret_cast<const char*>(data), size);
    const std::vector<char32_t> missing = uncovered(product_fonts(), utf8);
    DecodedText text;
    decode(utf8, text);
    const std::set<char32_t> there(text.characters.begin(), text.characters.end());
    std::set<char32_t> once;
    for (const char32_t c : missing) {
        require(there.contains(c) && once.insert(c).second, "each is named once");
        require(has(traits_of(c), needs_glyph), "what is not seen is not missing");
        for (FaceIndex face = 0; face < product_fonts().size(); ++face) {
            require(product_fonts().glyph_of(face, c) == 0, "no face has it");
        }
    }
    const std::string twice = std::string(utf8) + " " + std::string(utf8);
    require(size > 0 && (data[size - 1] & 0x80U) != 0
                ? true
                : uncovered(product_fonts(), twice) == missing,
            "saying it again changes nothing");
    return 0;
}
