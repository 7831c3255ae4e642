// Pictures within articles.
#include "content/database.hpp"
#include "content/folder.hpp"
#include "kiosk/article_pictures.hpp"
#include "kiosk/drawing_cost.hpp"
#include "kiosk/picture_file.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include "testing.hpp"
#include <doctest/doctest.h>
#include <webp/decode.h>
#include <webp/encode.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

const std::string sum(64, 'd');

/// Red above blue.
std::string webp(int width, int height) {
    std::vector<std::uint8_t> rgba;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool above = y < height / 2;
            rgba.insert(rgba.end(), {static_cast<std::uint8_t>(above ? 255 : 0), 0,
                                     static_cast<std::uint8_t>(above ? 0 : 255), 255});
        }
    }
    std::uint8_t* out = nullptr;
    const std::size_t size = WebPEncodeLosslessRGBA(rgba.data(), width, height, width * 4, &out);
    std::string bytes(out, out + size);
    WebPFree(out);
    return bytes;
}

const std::string svg =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">
<rect width="40" height="20" fill="#00ff00"/></svg>)";

void write_media(const std::filesystem::path& folder, const std::string& bytes) {
    const auto path = content::media_path(folder, sum);
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Article "one" has one picture more, its last block.
void write_picture(const std::filesystem::path& folder, const std::string& bytes,
                   const std::string& words) {
    write_media(folder, bytes);
    content::Database database(database_of(folder), content::Access::ReadWrite);
    for (const char* language : {"de", "en", "ar"}) {
        content::Statement row(
            database,
            "INSERT INTO block VALUES ('one', ?1, 100, 'picture', 5, 0, 0, ?2, '', ?3, 0)");
        row.bind(1, language);
        row.bind(2, words);
        row.bind(3, sum);
        row.step();
    }
}

/// As who waits for it sees it.
const ArticlePicture* decoded(ArticlePictures& pictures, int width, int height) {
    pictures.find(sum, width, height);
    pictures.wait();
    return pictures.find(sum, width, height);
}

struct Folders {
    Folder folder;
    std::unique_ptr<Booth> booth;

    Folders(const std::string& bytes, const std::string& words, Size screen = {1080, 1920}) {
        write_content(folder.path());
        write_picture(folder.path(), bytes, words);
        booth = std::make_unique<Booth>(folder.path(), screen);
    }
    const Node* open(const std::string& language) {
        booth->tap("language." + language);
        booth->tap("topic.work");
        booth->tap("article.one");
        booth->terminal().scroll_to(1e6F);
        booth->frame();
        booth->pass(20ms); // the picture has come
        return booth->tree().find("block.picture");
    }
};

} // namespace

TEST_CASE("a picture is decoded at the size it is shown in") {
    Folder folder;
    write_media(folder.path(), webp(60, 40));
    ArticlePictures pictures(
        [&](const std::string& sha256) { return content::media_path(folder.path(), sha256); });
    const auto size = pictures.size(sum);
    REQUIRE(size);
    CHECK(size->width == 60);
    CHECK(size->height == 40);
    CHECK_FALSE(pictures.is_drawing(sum));
    CHECK(pictures.find(sum, 30, 20) == nullptr); // on its way, and its size is known
    CHECK(pictures.size(sum));
    const ArticlePicture* picture = decoded(pictures, 30, 20);
    REQUIRE(picture != nullptr);
    REQUIRE(picture->pixels.size() == 600);
    CHECK(picture->pixels.front() == 0xFFFF0000);
    CHECK(picture->pixels.back() == 0xFF0000FF);
    CHECK(pictures.find(sum, 30, 20)->id == picture->id);
    CHECK(decoded(pictures, 15, 10)->id != picture->id);
}

TEST_CASE("a drawing is drawn anew at every size") {
    Folder folder;
    write_media(folder.path(), svg);
    ArticlePictures pictures(
        [&](const std::string& sha256) { return content::media_path(folder.path(), sha256); });
    const auto size = pictures.size(sum);
    REQUIRE(size);
    CHECK(size->width == 2 * size->height);
    CHECK(pictures.is_drawing(sum));
    const ArticlePicture* picture = decoded(pictures, 400, 200);
    REQUIRE(picture != nullptr);
    CHECK(picture->pixels.at(400 * 100 + 200) == 0xFF00FF00);
    CHECK(picture->pixels.back() == 0xFF00FF00);
}

TEST_CASE("whoever draws is woken when a picture is there, and asks for each once") {
    Folder folder;
    write_media(folder.path(), webp(600, 400));
    std::atomic<int> woken = 0;
    ArticlePictures pictures(
        [&](const std::string& sha256) { return content::media_path(folder.path(), sha256); },
        [&woken] { ++woken; });
    for (int i = 0; i < 100; ++i) {
        pictures.find(sum, 300, 200);
        pictures.find(sum, 301, 200);
    }
    pictures.wait();
    CHECK(pictures.find(sum, 300, 200) != nullptr);
    CHECK(pictures.kept().size() == 2);
    while (woken < 2) { // it tells after it has put the picture there
        std::this_thread::yield();
    }
    CHECK(woken == 2);
}

TEST_CASE("what is no picture, is cut off or not there is none") {
    Folder folder;
    ArticlePictures pictures(
        [&](const std::string& sha256) { return content::media_path(folder.path(), sha256); });
    CHECK_FALSE(pictures.size(std::string(64, '0')));
    for (const std::string& bytes : {std::string(), std::string("RIFF"), std::string("no picture"),
                                     webp(60, 40).substr(0, 40)}) {
        CAPTURE(bytes.size());
        write_media(folder.path(), bytes);
        ArticlePictures fresh(
            [&](const std::string& sha256) { return content::media_path(folder.path(), sha256); });
        CHECK(decoded(fresh, 30, 20) == nullptr);
        CHECK_FALSE(fresh.size(sum));
    }
}

TEST_CASE("pictures out of sight make room") {
    Folder folder;
    write_media(folder.path(), webp(60, 40));
    ArticlePictures pictures(
        [&](const std::string& sha256) { return content::media_path(folder.path(), sha256); });
    for (int i = 0; i < 40; ++i) {
        pictures.begin_frame();
        REQUIRE(decoded(pictures, 1000 + i, 1000) != nullptr);
        CHECK(pictures.kept().size() <= 6);
    }
    CHECK(pictures.kept().size() >= 4);
}

TEST_CASE("an article shows its picture, as wide as the text and within the screen") {
    Folders folders(webp(1600, 800), "A form with three boxes");
    const Node* node = folders.open("en");
    REQUIRE(node != nullptr);
    CHECK(node->role == Role::Image);
    CHECK(node->label == "A form with three boxes");
    CHECK(node->rect.width > 800);
    CHECK(node->rect.right() <= 1080);
    CHECK(folders.booth->terminal().article_pictures().kept().size() == 1);
}

TEST_CASE("a high picture is seen as a whole, a small one does not show its pixels") {
    Folders high(webp(500, 5000), "High");
    const Node* node = high.open("en");
    REQUIRE(node != nullptr);
    CHECK(node->rect.height < 1500);
    Folders small(webp(100, 50), "Small");
    node = small.open("en");
    REQUIRE(node != nullptr);
    CHECK(node->rect.width < 260);
}

TEST_CASE("in a mirrored page a picture stands at the right and is not mirrored itself") {
    Folders folders(webp(100, 50), "Small");
    const Node* node = folders.open("ar");
    REQUIRE(node != nullptr);
    CHECK(node->rect.x > 500);
}

TEST_CASE("a decoration has no words to say") {
    Folders folders(webp(1600, 800), "");
    CHECK(folders.open("en") == nullptr);
    CHECK(folders.booth->terminal().article_pictures().kept().size() == 1);
}

TEST_CASE("a damaged picture is told by its words") {
    Folders folders("no picture at all", "A form with three boxes");
    const Node* node = folders.open("en");
    REQUIRE(node != nullptr);
    CHECK(node->role == Role::Text);
    CHECK(folders.booth->terminal().article_pictures().kept().empty());
}

TEST_CASE("beside German one picture for both is shown once") {
    Folders folders(webp(1600, 800), "A form", {1920, 1080});
    folders.booth->tap("language.en");
    folders.booth->tap("topic.work");
    folders.booth->tap("article.one");
    folders.booth->tap("article.german");
    for (float at = 0; at < 5000 && !folders.booth->shows("block.picture"); at += 200) {
        folders.booth->terminal().scroll_to(at);
        folders.booth->frame();
    }
    const Node* node = folders.booth->tree().find("block.picture");
    REQUIRE(node != nullptr);
    CHECK(node->rect.width > 800); // of both columns
    CHECK_FALSE(folders.booth->shows("german.picture"));
    CHECK(folders.booth->terminal().article_pictures().kept().size() <= 2);
}

TEST_CASE("a drawing that would take more than a terminal has is not drawn") {
    const auto drawing = [](const std::string& inside) {
        return R"(<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">)" + inside +
               "</svg>";
    };
    const auto path = [&](const std::string& facts) {
        return drawing(R"(<path d="M0 0L100 100" stroke="#000000" )" + facts + "/>");
    };
    const auto curves = [&](int count) {
        std::string d = "M0 0";
        for (int i = 0; i < count; ++i) {
            d += "c90 0 0 90 -90 -90";
        }
        return drawing("<path d=\"" + d + "\"/>");
    };
    CHECK(is_cheap_drawing(path("")));
    CHECK(is_cheap_drawing(path(R"(stroke-dasharray="4 2")")));
    CHECK(is_cheap_drawing(path("transform='matrix(1.3 0 0 -1.3 500 800)'")));
    CHECK(is_cheap_drawing(curves(1000)));
    CHECK(is_cheap_drawing(R"(<svg width="20000" height="20000"><rect width="20000"/></svg>)"));

    CHECK_FALSE(is_cheap_drawing(path(R"(stroke-dasharray="0.0001 0.0001")")));
    CHECK_FALSE(is_cheap_drawing(path("stroke-dasharray='4 2' transform='scale(9999)'")));
    CHECK_FALSE(is_cheap_drawing(path(R"(style="stroke-dasharray:1e-5,4")")));
    CHECK_FALSE(is_cheap_drawing(
        drawing("<style>.a{stroke-dasharray:.00001 1}</style><path class='a' d='M0 0L9 9'/>")));
    CHECK_FALSE(is_cheap_drawing(drawing(R"(<path d="M9999999 0l1 1" stroke-dasharray="1"/>)")));
    CHECK_FALSE(is_cheap_drawing(curves(6000)));
    std::string groups;
    for (int i = 0; i < 200; ++i) {
        groups += "<g transform='scale(10)'>";
    }
    CHECK_FALSE(is_cheap_drawing(drawing(groups)));
}

TEST_CASE("a picture that says how large it is is not believed without end") {
    // 16,383 x 16,383 pixels of one colour, as "WebP Lossless Bitstream" writes them.
    std::string large("RIFF\x1c\0\0\0WEBPVP8L\x10\0\0\0\x2f\xfe\xbf\xff\x0f\x88\x88\x08", 28);
    large.resize(36);
    int width = 0;
    REQUIRE(WebPGetInfo(reinterpret_cast<const std::uint8_t*>(large.data()), large.size(), &width,
                        nullptr) != 0);
    CHECK(width == 16383);
    CHECK_FALSE(look_at_picture(large));
    CHECK(look_at_picture(webp(60, 40)));
}
