// A long page is shown at once; what is below it is set a little at a time.
#include <chrono>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

struct LongPage {
    Folder folder;
    std::unique_ptr<Booth> booth;

    LongPage() {
        write_content(folder.path());
        booth = std::make_unique<Booth>(folder.path());
        booth->tap("language.en");
        booth->tap("topic.rights");
        booth->tap("article.long");
    }

    bool waits() const {
        return booth->terminal().wake_at() == Instant{} && !booth->terminal().needs_frame();
    }
    void wheel(float distance) {
        booth->terminal().wheel(distance, booth->now());
        booth->frame();
    }
};

constexpr float beyond_the_end = 1e6F;

} // namespace

TEST_CASE("the first frame does not wait for what is below it") {
    LongPage page;
    CHECK(page.booth->shows("block.b1"));
    CHECK(page.waits());
    const int frames = page.booth->frames();
    int slices = 0;
    while (page.waits()) {
        REQUIRE(slices < 1000);
        page.booth->terminal().advance(page.booth->now());
        ++slices;
    }
    CHECK(slices > 20);
    CHECK(page.booth->frames() == frames);       // nothing was drawn for it
    CHECK(page.booth->terminal().needs_frame()); // but for its end: the page's length is known now
    page.booth->frame();
    page.booth->pass(5s);
    CHECK(page.booth->frames() == frames + 1);
}

TEST_CASE("nothing that is seen moves while the rest is set") {
    LongPage page;
    const auto rects = [&page] {
        std::vector<std::pair<std::string, float>> places;
        for (const Node& node : page.booth->tree().nodes()) {
            places.emplace_back(node.id, node.rect.y);
        }
        return places;
    };
    page.wheel(-3000);
    const auto before = rects();
    CHECK_FALSE(page.booth->shows("block.b1"));
    CHECK(page.waits());
    page.booth->pass(10s);
    CHECK_FALSE(page.waits());
    page.booth->terminal().resize({1080, 1920}); // draws again
    page.booth->frame();
    CHECK(rects() == before);
}

TEST_CASE("a page that is thrown to its end before it is set ends where it would otherwise") {
    LongPage early;
    early.wheel(-beyond_the_end);
    early.booth->pass(10s);
    early.wheel(-beyond_the_end);
    early.booth->pass(10s);
    LongPage late;
    late.booth->pass(10s);
    late.wheel(-beyond_the_end);
    late.booth->pass(10s);
    CHECK(late.booth->shows("block.b307"));
    const Node* first = early.booth->tree().find("block.b307");
    REQUIRE(first != nullptr);
    CHECK(first->rect.y == late.booth->tree().find("block.b307")->rect.y);
}
