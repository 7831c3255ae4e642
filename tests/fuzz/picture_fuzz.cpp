#include "content/tool/picture.hpp"
#include "tests/fuzz/check.hpp"

using namespace zugang::content::tool;
using zugang::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const PictureVerdict verdict = inspect_picture(bytes);
    constexpr std::uint64_t few_pixels = 200'000; // more take long and find nothing else
    if (!verdict.picture || verdict.picture->type == "image/svg+xml" ||
        std::uint64_t{verdict.picture->width_px} * verdict.picture->height_px > few_pixels) {
        return 0;
    }
    const bool sound = find_damage(bytes, *verdict.picture).empty();
    const auto webp = to_shipped_webp(bytes, *verdict.picture);
    require(sound == webp.has_value(), "check and build refuse the same pictures");
    if (webp) {
        const PictureVerdict shipped = inspect_picture(*webp);
        require(shipped.picture && find_damage(*webp, *shipped.picture).empty(),
                "what is shipped can be shown");
        require(shipped.picture->orientation == 1, "what is shipped is upright");
    }
    return 0;
}
