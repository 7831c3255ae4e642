#pragma once

#include "kiosk/frame.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// A QR code (ISO/IEC 18004) without its quiet zone.
struct QrCode {
    int size = 0;           ///< modules on each side
    std::vector<bool> dark; ///< row by row, size * size
    bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)]; }
};

/// As many bytes fit into the largest code that telephones still read from a screen at arm's
/// length: version 25, 117 modules, error correction L.
inline constexpr std::size_t most_qr_bytes = 1273;

/// UTF-8 in byte mode, without an ECI: every reader that was tried takes it for UTF-8, some stumble
/// over the ECI. No value where the text is longer than `most_qr_bytes`, or empty.
std::optional<QrCode> make_qr(std::string_view utf8);

/// Draws it dark on light in every theme, with its quiet zone of four modules, as large as whole
/// pixels a module allow in the middle of `box`.
void draw_qr(Frame& frame, const QrCode& code, const Rect& box);

} // namespace zugang::kiosk
