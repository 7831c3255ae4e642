#include "content/tool/media_file.hpp"

#include "content/tool/clean_text.hpp"
#include "content/tool/text_file.hpp"
#include "content/tool/xml.hpp"

#include <algorithm>
#include <memory>

#include <libexif/exif-data.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

namespace zugang::content::tool {
namespace {

constexpr std::uint64_t max_side_px = 16383; // of WebP
constexpr std::uint64_t max_pixels = 40'000'000;

constexpr std::size_t png_signature_bytes = 8;
constexpr std::string_view exif_mark("Exif\0\0", 6);
constexpr std::size_t max_exif_bytes = 65536;
constexpr const char* animated = "the picture moves; a terminal shows still ones";

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

struct FreeExif {
    void operator()(ExifData* exif) const noexcept { exif_data_unref(exif); }
};

/// 1 to 8 (Exif 2.32, tag 0x0112); 1, upright, where the TIFF structure does not say another one.
int read_orientation(std::string_view tiff) {
    const std::string marked = std::string(exif_mark) + std::string(tiff);
    const std::unique_ptr<ExifData, FreeExif> exif(
        exif_data_new_from_data(reinterpret_cast<const unsigned char*>(marked.data()),
                                static_cast<unsigned>(std::min(marked.size(), max_exif_bytes))));
    const ExifEntry* entry =
        exif == nullptr ? nullptr
                        : exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) {
        return 1;
    }
    const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(exif.get()));
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

PictureVerdict inspect_png(std::string_view bytes) {
    if (bytes.size() < 33 || bytes.substr(12, 4) != "IHDR") {
        return {std::nullopt, "the PNG file is cut off"};
    }
    Picture picture{.type = "image/png",
                    .width_px = big_endian(bytes, 16, 4),
                    .height_px = big_endian(bytes, 20, 4)};
    for (std::size_t at = png_signature_bytes; bytes.size() - at >= 12;) {
        const std::size_t size = big_endian(bytes, at, 4);
        const std::string_view type = bytes.substr(at + 4, 4);
        if (size > bytes.size() - at - 12) {
            break;
        }
        if (type == "acTL") {
            return {std::nullopt, animated};
        }
        if (type == "eXIf") {
            picture.orientation = read_orientation(bytes.substr(at + 8, size));
        }
        if (type == "IEND") {
            return {picture, {}};
        }
        at += size + 12;
    }
    return {std::nullopt, "the PNG file is cut off"};
}

/// Walks over the segments to the frame header (ITU-T T.81, B.2.2).
PictureVerdict inspect_jpeg(std::string_view bytes) {
    int orientation = 1;
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
            return {Picture{.type = "image/jpeg",
                            .width_px = big_endian(bytes, at + 7, 2),
                            .height_px = big_endian(bytes, at + 5, 2),
                            .orientation = orientation},
                    {}};
        }
        const std::size_t size = big_endian(bytes, at + 2, 2);
        const std::string_view segment = bytes.substr(at + 4, std::max<std::size_t>(size, 2) - 2);
        if (marker == 0xe1 && segment.starts_with(exif_mark)) {
            orientation = read_orientation(segment.substr(exif_mark.size()));
        }
        at += 2 + size;
    }
    return {std::nullopt, "the JPEG file is cut off"};
}

/// The chunk of EXIF in a RIFF file; empty where there is none.
std::string_view find_webp_exif(std::string_view bytes) {
    for (std::size_t at = 12; bytes.size() - at >= 8;) {
        const std::size_t size = little_endian(bytes, at + 4, 4);
        if (size > bytes.size() - at - 8) {
            return {};
        }
        if (bytes.substr(at, 4) == "EXIF") {
            std::string_view exif = bytes.substr(at + 8, size);
            exif.remove_prefix(exif.starts_with(exif_mark) ? exif_mark.size() : 0);
            return exif;
        }
        at += std::min(8 + size + size % 2, bytes.size() - at);
    }
    return {};
}

PictureVerdict inspect_webp(std::string_view bytes) {
    if (bytes.size() < 30 || bytes.size() < std::size_t{little_endian(bytes, 4, 4)} + 8) {
        return {std::nullopt, "the WebP file is cut off"};
    }
    const std::string_view chunk = bytes.substr(12, 4);
    Picture picture{.type = "image/webp", .orientation = read_orientation(find_webp_exif(bytes))};
    if (chunk == "VP8 ") {
        picture.width_px = little_endian(bytes, 26, 2) & 0x3fffU;
        picture.height_px = little_endian(bytes, 28, 2) & 0x3fffU;
    } else if (chunk == "VP8L") {
        const std::uint32_t bits = little_endian(bytes, 21, 4);
        picture.width_px = (bits & 0x3fffU) + 1;
        picture.height_px = ((bits >> 14U) & 0x3fffU) + 1;
    } else if (chunk == "VP8X") {
        constexpr unsigned animation = 2;
        if ((static_cast<unsigned char>(bytes[20]) & animation) != 0) {
            return {std::nullopt, animated};
        }
        picture.width_px = little_endian(bytes, 24, 3) + 1;
        picture.height_px = little_endian(bytes, 27, 3) + 1;
    } else {
        return {std::nullopt, "the WebP file has an unknown first chunk"};
    }
    return {picture, {}};
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
    return {Picture{.type = "image/svg+xml"}, {}};
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

bool is_allowed_size(std::uint64_t width_px, std::uint64_t height_px) {
    return width_px > 0 && height_px > 0 && width_px <= max_side_px && height_px <= max_side_px &&
           width_px * height_px <= max_pixels;
}

PictureVerdict inspect_picture(std::string_view bytes) {
    PictureVerdict verdict = inspect(bytes);
    if (!verdict.picture || verdict.picture->type == "image/svg+xml") {
        return verdict;
    }
    const auto [type, width, height, orientation] = *verdict.picture;
    if (!is_allowed_size(width, height)) {
        return {std::nullopt, "the picture has " + std::to_string(width) + " x " +
                                  std::to_string(height) +
                                  " pixels; possible are 1 to 16383 a side, 40 million in all"};
    }
    return verdict;
}

std::optional<PictureFile> read_picture(const std::filesystem::path& file, Report& report) {
    std::optional<std::string> bytes = read_bytes(file, report);
    if (!bytes) {
        return std::nullopt;
    }
    PictureFile read{.bytes = *std::move(bytes), .picture = {}};
    const PictureVerdict verdict = inspect_picture(read.bytes);
    if (!verdict.picture) {
        report.error(place_of(file), verdict.problem, picture_advice);
        return std::nullopt;
    }
    if (!name_fits(file.extension().string(), verdict.picture->type)) {
        report.error(place_of(file),
                     "the file is " + verdict.picture->type + ", its name says something else",
                     "rename it");
        return std::nullopt;
    }
    read.picture = *verdict.picture;
    return read;
}

} // namespace zugang::content::tool
