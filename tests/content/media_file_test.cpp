#include "content/tool/media_file.hpp"

#include <doctest/doctest.h>

using namespace zugang::content::tool;

namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string text;
    for (const int value : values) {
        text += static_cast<char>(value);
    }
    return text;
}

std::string png(int width) {
    return "\x89PNG\r\n\x1a\n" + bytes({0, 0, 0, 13}) + "IHDR" +
           bytes({0, 0, width / 256, width % 256, 0, 0, 0, 7}) +
           bytes({8, 6, 0, 0, 0, 0, 0, 0, 0}) + bytes({0, 0, 0, 0}) + "IEND" + bytes({0, 0, 0, 0});
}

} // namespace

TEST_CASE("pictures are known by their first bytes") {
    CHECK(inspect_picture(png(300)).picture->width_px == 300);
    CHECK(inspect_picture(png(300)).picture->height_px == 7);
    const std::string jpeg =
        bytes({0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 5, 0, 9, 1, 0, 0, 0});
    CHECK(inspect_picture(jpeg).picture->width_px == 9);
    CHECK(inspect_picture(jpeg).picture->height_px == 5);
    const std::string webp = "RIFF" + bytes({22, 0, 0, 0}) + "WEBPVP8X" +
                             bytes({10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 4, 0, 0});
    CHECK(inspect_picture(webp).picture->width_px == 10);
    CHECK(inspect_picture("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>")
              .picture->type == "image/svg+xml");
}

TEST_CASE("what is no picture, is cut off or dangerous has a reason") {
    CHECK(inspect_picture("").problem == "this is no picture (PNG, JPEG, WebP or SVG)");
    CHECK(inspect_picture("GIF89a").problem == "this is no picture (PNG, JPEG, WebP or SVG)");
    CHECK(inspect_picture(png(300).substr(0, 44)).problem == "the PNG file is cut off");
    CHECK(inspect_picture(png(0)).problem.find("0 x 7 pixels") != std::string::npos);
    CHECK(inspect_picture(png(60000)).problem.find("60000 x 7 pixels") != std::string::npos);
    CHECK(inspect_picture(bytes({0xff, 0xd8, 0xff, 0xe0, 0, 0})).problem ==
          "the JPEG file is cut off");
    CHECK(inspect_picture("RIFFxxxxWEBP").problem == "the WebP file is cut off");
    CHECK(inspect_picture("<svg").problem == "the SVG file is no well-formed XML");
    CHECK(inspect_picture("<html/>").problem == "the file holds no <svg>");
    CHECK(inspect_picture("<svg><g><script>x</script></g></svg>").problem ==
          "the SVG file holds <script>");
    CHECK(inspect_picture("<svg onload=\"x\"/>").problem ==
          "the SVG file holds a script in \"onload\"");
    CHECK(inspect_picture("<svg><image href=\"http://a\"/></svg>").problem ==
          "the SVG file refers to another file");
    CHECK(inspect_picture("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>").problem ==
          "the SVG file declares entities");
}
