#include "content/tool/picture.hpp"

#include <array>
#include <memory>

#include "picture_samples.hpp"
#include <SDL_image.h>
#include <doctest/doctest.h>

using namespace zugang::content::tool;

namespace {

std::string shipped(const std::string& bytes) {
    const PictureVerdict verdict = inspect_picture(bytes);
    REQUIRE_MESSAGE(verdict.picture, verdict.problem);
    const auto webp = to_shipped_webp(bytes, *verdict.picture);
    REQUIRE_MESSAGE(webp.has_value(), webp.error());
    return *webp;
}

/// The colours of the four quarters, clockwise from above on the left, as letters.
std::string quarters(const std::string& webp) {
    const Bitmap bitmap = read_webp(webp);
    std::string letters;
    for (const auto& [x, y] :
         {std::pair(1, 1), std::pair(3, 1), std::pair(3, 3), std::pair(1, 3)}) {
        const unsigned colour = bitmap.colour(bitmap.width_px * static_cast<unsigned>(x) / 4,
                                              bitmap.height_px * static_cast<unsigned>(y) / 4);
        const bool red = (colour >> 16U) > 128;
        const bool green = (colour >> 8U & 0xffU) > 128;
        const bool blue = (colour & 0xffU) > 128;
        letters += red && green && blue ? 'w' : red ? 'r' : green ? 'g' : blue ? 'b' : '-';
    }
    return letters;
}

} // namespace

TEST_CASE("pictures are shipped as WebP of at most 1600 pixels, each side in proportion") {
    for (const std::string& bytes :
         {write_png(make_photo(3200, 1000)), write_jpeg(make_photo(3200, 1000)),
          write_webp(make_photo(3200, 1000))}) {
        const std::string webp = shipped(bytes);
        CHECK(webp.substr(8, 8) == "WEBPVP8 ");
        CHECK(read_webp(webp).width_px == 1600);
        CHECK(read_webp(webp).height_px == 500);
    }
    CHECK(read_webp(shipped(write_png(make_photo(3, 4000)))).width_px == 1);
    CHECK(read_webp(shipped(write_jpeg(make_photo(1599, 10)))).width_px == 1599);
    CHECK(read_webp(shipped(write_jpeg(make_photo(5000, 10)))).width_px == 1600);
}

TEST_CASE("graphics lose nothing, and what is not to be seen through is kept") {
    Bitmap graphic = make_quarters(40, 20);
    graphic.rgba[3] = 100;
    const std::string webp = shipped(write_png(graphic));
    CHECK(webp.substr(12, 4) == "VP8L");
    CHECK(read_webp(webp).rgba == graphic.rgba);
    Bitmap photo = make_photo(300, 200);
    photo.rgba[3] = 0;
    CHECK(read_webp(shipped(write_png(photo))).rgba[3] == 0);
}

TEST_CASE("photographs are turned upright, whichever of the eight ways they were stored") {
    // Red above on the left, then clockwise green, white, blue as it is stored.
    constexpr std::array turned{"rgwb", "grbw", "wbrg", "bwgr", "rbwg", "brgw", "wgrb", "gwbr"};
    const Bitmap bitmap = make_quarters(64, 32);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const std::string exif = make_exif(orientation);
        for (const std::string& bytes : {with_exif_jpeg(write_jpeg(bitmap), exif),
                                         with_png_chunk(write_png(bitmap), "eXIf", exif),
                                         with_exif_webp(write_webp(bitmap), bitmap, exif)}) {
            const std::string webp = shipped(bytes);
            CHECK(quarters(webp) == turned[static_cast<std::size_t>(orientation - 1)]);
            CHECK(read_webp(webp).width_px == (orientation >= 5 ? 32 : 64));
        }
    }
    CHECK(quarters(shipped(with_exif_jpeg(write_jpeg(bitmap), make_exif(99)))) == "rgwb");
    CHECK(quarters(shipped(with_exif_jpeg(write_jpeg(bitmap), "MM"))) == "rgwb");
}

TEST_CASE("nothing but the picture is shipped: no place, no camera, no text") {
    const Bitmap bitmap = make_photo(300, 200);
    const std::string secret = make_exif(1) + "GPS 48.371537";
    for (const std::string& bytes :
         {with_exif_jpeg(write_jpeg(bitmap), secret),
          with_png_chunk(write_png(bitmap), "eXIf", secret),
          with_png_chunk(write_png(bitmap), "tEXt", std::string("Comment\0", 8) + secret),
          with_exif_webp(write_webp(bitmap), bitmap, secret)}) {
        REQUIRE(bytes.find("48.371537") != std::string::npos);
        const std::string webp = shipped(bytes);
        CHECK(webp.find("48.371537") == std::string::npos);
        CHECK(webp.find("EXIF") == std::string::npos);
        CHECK(webp.substr(12, 4) != "VP8X");
    }
}

TEST_CASE("the same picture gives the same bytes, and a WebP file that is good stays as it is") {
    const std::string jpeg = write_jpeg(make_photo(2000, 1500));
    CHECK(shipped(jpeg) == shipped(jpeg));
    const std::string webp = shipped(jpeg);
    CHECK(shipped(webp) == webp);
}

TEST_CASE("moving pictures and pictures of too many pixels are refused before they are decoded") {
    const Bitmap bitmap = make_quarters(8, 8);
    CHECK(
        inspect_picture(with_png_chunk(write_png(bitmap), "acTL", std::string(8, '\1'))).problem ==
        "the picture moves; a terminal shows still ones");
    std::string webp = with_exif_webp(write_webp(bitmap), bitmap, "");
    webp[20] = 2;
    CHECK(inspect_picture(webp).problem == "the picture moves; a terminal shows still ones");
    std::string huge = write_png(bitmap);
    huge[18] = 0x1f; // 7944 x 7944
    huge[22] = 0x1f;
    CHECK(inspect_picture(huge).problem ==
          "the picture has 7944 x 7944 pixels; possible are 1 to 16383 a side, 40 million in all");
}

TEST_CASE("a picture that is cut off anywhere is named, and never half shown") {
    const Bitmap bitmap = make_photo(200, 150);
    for (const std::string& bytes : {write_png(bitmap), write_jpeg(bitmap), write_webp(bitmap)}) {
        REQUIRE(bytes.size() > 97);
        for (std::size_t size = 0; size + 3 < bytes.size(); size += 97) {
            CAPTURE(size);
            const std::string part = bytes.substr(0, size);
            const PictureVerdict verdict = inspect_picture(part);
            if (verdict.picture) {
                CHECK_FALSE(find_damage(part, *verdict.picture).empty());
                CHECK_FALSE(to_shipped_webp(part, *verdict.picture).has_value());
            } else {
                CHECK_FALSE(verdict.problem.empty());
            }
        }
    }
}

TEST_CASE("pictures with wrong bytes anywhere are refused or shown, without harm") {
    const Bitmap bitmap = make_photo(120, 90);
    const std::string exif = make_exif(6);
    for (const std::string& bytes :
         {with_png_chunk(write_png(bitmap), "eXIf", exif), with_exif_jpeg(write_jpeg(bitmap), exif),
          with_exif_webp(write_webp(bitmap), bitmap, exif)}) {
        for (std::size_t at = 0; at < bytes.size(); at += at < 200 ? 1 : 97) {
            std::string spoilt = bytes;
            spoilt[at] = static_cast<char>(~spoilt[at]);
            const PictureVerdict verdict = inspect_picture(spoilt);
            const auto webp = verdict.picture ? to_shipped_webp(spoilt, *verdict.picture)
                                              : tl::unexpected(verdict.problem);
            CHECK((webp ? inspect_picture(*webp).picture.has_value() : !webp.error().empty()));
        }
    }
}

TEST_CASE("bytes between the parts, as some cameras write them, do no harm") {
    const std::string jpeg = write_jpeg(make_photo(64, 64));
    std::string extraneous = jpeg;
    extraneous.insert(extraneous.size() - 2, "abc");
    CHECK(find_damage(extraneous, *inspect_picture(extraneous).picture).empty());
    CHECK(read_webp(shipped(extraneous)).width_px == 64);
}

TEST_CASE("what is shipped is read by the library that a terminal draws with") {
    const Bitmap graphic = make_quarters(64, 32);
    for (const std::string& bytes : {write_png(graphic), write_jpeg(graphic)}) {
        const std::string webp = shipped(bytes);
        const std::unique_ptr<SDL_Surface, decltype(&SDL_FreeSurface)> drawn(
            IMG_Load_RW(SDL_RWFromConstMem(webp.data(), static_cast<int>(webp.size())), 1),
            SDL_FreeSurface);
        REQUIRE(drawn != nullptr);
        CHECK(drawn->w == 64);
        CHECK(drawn->h == 32);
    }
}

TEST_CASE("the name in a package says what is in the file") {
    CHECK(shipped_name("lohn.png") == "lohn.webp");
    CHECK(shipped_name("lohn.v2.JPEG") == "lohn.v2.webp");
    CHECK(shipped_name("lohn.webp") == "lohn.webp");
    CHECK(shipped_name("lohn.svg") == "lohn.svg");
}
