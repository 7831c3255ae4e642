#include "kiosk/qr.hpp"

#include <algorithm>
#include <cmath>

#include <qrcodegen/qrcodegen.hpp>

namespace zugang::kiosk {

std::optional<QrCode> make_qr(std::string_view utf8) {
    if (utf8.empty() || utf8.size() > most_qr_bytes) {
        return std::nullopt;
    }
    const std::vector<std::uint8_t> bytes(utf8.begin(), utf8.end());
    // Better error correction comes by itself where the version has room for it.
    const auto made = qrcodegen::QrCode::encodeBinary(bytes, qrcodegen::QrCode::Ecc::LOW);
    QrCode code{.size = made.getSize(), .dark = {}};
    code.dark.reserve(static_cast<std::size_t>(code.size) * static_cast<std::size_t>(code.size));
    for (int y = 0; y < code.size; ++y) {
        for (int x = 0; x < code.size; ++x) {
            code.dark.push_back(made.getModule(x, y));
        }
    }
    return code;
}

void draw_qr(Frame& frame, const QrCode& code, const Rect& box) {
    constexpr int quiet = 4;
    const QrColours& colours = qr_colours();
    const auto modules = static_cast<float>(code.size + 2 * quiet);
    const float module = std::floor(std::min(box.width, box.height) / modules);
    if (module < 1) {
        return;
    }
    const float whole = module * modules;
    // Codes are not mirrored: they are laid out from the left edge that is seen.
    const Rect ground{std::round(box.center().x - whole / 2),
                      std::round(box.center().y - whole / 2), whole, whole};
    frame.canvas.fill(ground, colours.light);
    for (int y = 0; y < code.size; ++y) {
        for (int x = 0; x < code.size;) {
            int end = x;
            while (end < code.size && code.at(end, y)) {
                ++end;
            }
            if (end > x) {
                const float width = module * static_cast<float>(end - x);
                const float from = module * static_cast<float>(x + quiet);
                const float left =
                    frame.canvas.mirrored() ? ground.right() - from - width : ground.x + from;
                frame.canvas.fill(
                    {left, ground.y + module * static_cast<float>(y + quiet), width, module},
                    colours.dark);
            }
            x = std::max(end, x + 1);
        }
    }
}

} // namespace zugang::kiosk
