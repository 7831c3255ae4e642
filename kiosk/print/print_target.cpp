#include "kiosk/print/print_target.hpp"

#include <algorithm>
#include <charconv>

namespace zugang::kiosk {

namespace {

constexpr std::string_view choices =
    "wants FILE.pdf, FILE.png, ipp://HOST/PATH, escpos://HOST:PORT or escpos:/dev/usb/lp0";

/// "host", "host:9100" or "[::1]:9100".
bool read_host(std::string_view text, PrintTarget& target) {
    std::string_view port;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) {
            return false;
        }
        port = text.substr(end + 1);
        target.host = text.substr(1, end - 1);
    } else {
        const std::size_t end = std::min(text.find(':'), text.size());
        port = text.substr(end);
        target.host = text.substr(0, end);
    }
    if (!port.empty()) {
        const auto [end, error] =
            std::from_chars(port.data() + 1, port.data() + port.size(), target.port);
        if (port.front() != ':' || error != std::errc{} || end != port.data() + port.size()) {
            return false;
        }
    }
    return !target.host.empty() && target.port > 0 && target.port < 65536 &&
           std::ranges::none_of(target.host, [](char byte) {
               return static_cast<unsigned char>(byte) <= 0x20 || byte == '/';
           });
}

} // namespace

tl::expected<PrintTarget, std::string> read_print_target(std::string_view text) {
    PrintTarget target;
    constexpr std::string_view network = "escpos://";
    constexpr std::string_view device = "escpos:";
    if (text.starts_with(network)) {
        std::string_view rest = text.substr(network.size());
        if (rest.ends_with('/')) {
            rest.remove_suffix(1);
        }
        target.kind = PrintTarget::Kind::EscPosNetwork;
        if (!read_host(rest, target)) {
            return tl::unexpected(
                std::string("wants escpos://HOST:PORT, as escpos://192.0.2.7:9100"));
        }
        return target;
    }
    if (text.starts_with(device)) {
        target.kind = PrintTarget::Kind::EscPosDevice;
        target.path = text.substr(device.size());
        if (!target.path.starts_with('/')) {
            return tl::unexpected(
                std::string("wants escpos:/dev/usb/lp0, the whole path of a device"));
        }
        return target;
    }
    if (text.starts_with("ipp://") || text.starts_with("ipps://")) {
        target.kind = PrintTarget::Kind::Ipp;
        target.path = text;
        if (text.substr(text.find("//") + 2).find('/') == std::string_view::npos ||
            std::ranges::any_of(
                text, [](char byte) { return static_cast<unsigned char>(byte) <= 0x20; })) {
            return tl::unexpected(std::string("wants ipp://HOST/PATH: mostly /ipp/print for a "
                                              "printer, /printers/NAME for a queue "
                                              "of CUPS"));
        }
        return target;
    }
    target.path = text;
    if (text.find("://") == std::string_view::npos) {
        if (text.size() > 4 && text.ends_with(".pdf")) {
            target.kind = PrintTarget::Kind::PdfFile;
            return target;
        }
        if (text.size() > 4 && text.ends_with(".png")) {
            target.kind = PrintTarget::Kind::PngFile;
            return target;
        }
    }
    return tl::unexpected(std::string(choices));
}

} // namespace zugang::kiosk
