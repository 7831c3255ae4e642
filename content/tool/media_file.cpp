#include "content/tool/media_file.hpp"

#include "content/tool/clean_text.hpp"
#include "content/tool/text_file.hpp"
#include "content/tool/xml.hpp"

#include <algorithm>

#include <libxml/parser.h>
#include <libxml/tree.h>

namespace zugang::content::tool {
namespace {

constexpr std::uint32_t max_side_px = 8192;

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        number = (number << 8U) | static_cast<unsigned char>(bytes[at + i]);
    }
    return number;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t number = 0;
    for (std::size_t i = count; i > 0; --i) {
        number = (number << 8U) | static_cast<unsigned char>(bytes[at + i - 1]);
    }
    return number;
}

PictureVerdict inspect_png(std::string_view bytes) {
    if (bytes.size() < 33 || bytes.substr(12, 4) != "IHDR") {
        return {std::nullopt, "the PNG file is cut off"};
    }
    if (bytes.find("IEND") == std::string_view::npos) {
        return {std::nullopt, "the PNG file is cut off"};
    }
    return {Picture{"image/png", big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)}, {}};
}

/// Walks over the segments to the frame header (ITU-T T.81, B.2.2).
PictureVerdict inspect_jpeg(std::string_view bytes) {
    std::size_t at = 2;
    while (at + 9 < bytes.size() && static_cast<unsigned char>(bytes[at]) == 0xff) {
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        if (marker == 0xff) {
            ++at;
            continue;
        }
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
            return {
                Picture{"image/jpeg", big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)},
                {}};
        }
        at += 2 + big_endian(bytes, at + 2, 2);
    }
    return {std::nullopt, "the JPEG file is cut off"};
}

PictureVerdict inspect_webp(std::string_view bytes) {
    if (bytes.size() < 30 || bytes.size() + 1 < std::size_t{little_endian(bytes, 4, 4)} + 8) {
        return {std::nullopt, "the WebP file is cut off"};
    }
    const std::string_view chunk = bytes.substr(12, 4);
    if (chunk == "VP8 ") {
        return {Picture{"image/webp", little_endian(bytes, 26, 2) & 0x3fffU,
                        little_endian(bytes, 28, 2) & 0x3fffU},
                {}};
    }
    if (chunk == "VP8L") {
        const std::uint32_t bits = little_endian(bytes, 21, 4);
        return {Picture{"image/webp", (bits & 0x3fffU) + 1, ((bits >> 14U) & 0x3fffU) + 1}, {}};
    }
    if (chunk == "VP8X") {
        return {
            Picture{"image/webp", little_endian(bytes, 24, 3) + 1, little_endian(bytes, 27, 3) + 1},
            {}};
    }
    return {std::nullopt, "the WebP file has an unknown first chunk"};
}

/// What a picture has no need of: scripts, handlers, HTML, addresses outside of it.
std::string find_danger(const xmlNode* node) {
    for (; node != nullptr; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        const std::string name = lower_ascii(view(node->name));
        if (name == "script" || name == "foreignobject" || name == "iframe") {
            return "the SVG file holds <" + name + ">";
        }
        for (const xmlAttr* attribute = node->properties; attribute != nullptr;
             attribute = attribute->next) {
            const std::string key = lower_ascii(view(attribute->name));
            const std::string value = attribute->children != nullptr
                                          ? lower_ascii(view(attribute->children->content))
                                          : "";
            if (key.starts_with("on")) {
                return "the SVG file holds a script in \"" + key + "\"";
            }
            if (key == "href" && !value.starts_with('#') && !value.starts_with("data:image/")) {
                return "the SVG file refers to another file";
            }
        }
        const std::string below = find_danger(node->children);
        if (!below.empty()) {
            return below;
        }
    }
    return {};
}

PictureVerdict inspect_svg(std::string_view bytes) {
    const Document document(
        xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    if (document == nullptr) {
        return {std::nullopt, "the SVG file is no well-formed XML"};
    }
    const xmlNode* root = xmlDocGetRootElement(document.get());
    if (root == nullptr || view(root->name) != "svg") {
        return {std::nullopt, "the file holds no <svg>"};
    }
    if (document->intSubset != nullptr && document->intSubset->entities != nullptr) {
        return {std::nullopt, "the SVG file declares entities"};
    }
    std::string danger = find_danger(root);
    if (!danger.empty()) {
        return {std::nullopt, std::move(danger)};
    }
    return {Picture{"image/svg+xml", 0, 0}, {}};
}

PictureVerdict inspect(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) {
        return inspect_png(bytes);
    }
    if (bytes.starts_with("\xff\xd8\xff")) {
        return inspect_jpeg(bytes);
    }
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) {
        return inspect_webp(bytes);
    }
    const std::size_t start = bytes.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    if (start != std::string_view::npos && bytes[start] == '<') {
        return inspect_svg(bytes);
    }
    return {std::nullopt, "this is no picture (PNG, JPEG, WebP or SVG)"};
}

bool name_fits(std::string extension, const std::string& type) {
    extension = lower_ascii(extension);
    if (extension == ".jpg" || extension == ".jpeg") {
        return type == "image/jpeg";
    }
    return (extension == ".png" && type == "image/png") ||
           (extension == ".webp" && type == "image/webp") ||
           (extension == ".svg" && type == "image/svg+xml");
}

} // namespace

PictureVerdict inspect_picture(std::string_view bytes) {
    PictureVerdict verdict = inspect(bytes);
    if (verdict.picture && verdict.picture->type != "image/svg+xml") {
        const auto [type, width, height] = *verdict.picture;
        if (width == 0 || height == 0 || width > max_side_px || height > max_side_px) {
            return {std::nullopt, "the picture has " + std::to_string(width) + " x " +
                                      std::to_string(height) + " pixels; possible are 1 to 8192"};
        }
    }
    return verdict;
}

std::optional<std::string> read_picture(const std::filesystem::path& file, Report& report,
                                        Picture& picture) {
    std::optional<std::string> bytes = read_bytes(file, report);
    if (!bytes) {
        return std::nullopt;
    }
    const PictureVerdict verdict = inspect_picture(*bytes);
    if (!verdict.picture) {
        report.error(place_of(file), verdict.problem,
                     "export the picture again as PNG, JPEG, WebP or plain SVG");
        return std::nullopt;
    }
    if (!name_fits(file.extension().string(), verdict.picture->type)) {
        report.error(place_of(file),
                     "the file is " + verdict.picture->type + ", its name says something else",
                     "rename it");
        return std::nullopt;
    }
    picture = *verdict.picture;
    return bytes;
}

} // namespace zugang::content::tool
