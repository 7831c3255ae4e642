#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace zugang::kiosk {

/// Where slips are printed.
struct PrintTarget {
    enum class Kind : std::uint8_t {
        None,
        PdfFile,
        PngFile,
        Ipp,           ///< a printer, or a queue of CUPS
        EscPosNetwork, ///< TCP
        EscPosDevice   ///< a file such as /dev/usb/lp0
    };
    Kind kind = Kind::None;
    std::string path{}; ///< of a file or device; of IPP the whole address
    std::string host{}; ///< EscPosNetwork; an IPv6 address without brackets
    int port = 9100;

    friend bool operator==(const PrintTarget&, const PrintTarget&) = default;
};

/// "out.pdf", "out.png", "ipp://HOST/PATH", "ipps://...", "escpos://HOST:PORT",
/// "escpos:/dev/usb/lp0"; the error says what is right.
[[nodiscard]] tl::expected<PrintTarget, std::string> read_print_target(std::string_view text);

} // namespace zugang::kiosk
