#include <algorithm>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

/// Where everything stands after these taps; `language` says the same with the same letters as any
/// other.
std::vector<Node> walk(const Folder& folder, Size screen, const std::string& language,
                       const std::vector<std::string>& taps) {
    Booth booth(folder.path(), screen);
    booth.tap("language." + language);
    for (const std::string& id : taps) {
        booth.tap(id);
        booth.pass(3s);
    }
    return booth.tree().nodes();
}

/// A link within the text of a block.
bool is_word(const std::vector<Node>& nodes, const Node& link) {
    return link.role == Role::Link && std::ranges::any_of(nodes, [&](const Node& node) {
               return node.id.starts_with("block.") && node.rect.contains(link.rect.center());
           });
}

} // namespace

TEST_CASE("every page of a right-to-left language is the mirror of its left-to-right page") {
    const Folder folder;
    write_content(folder.path());
    const std::vector<std::vector<std::string>> walks{
        {},
        {"nav.help"},
        {"nav.help", "nav.page_down"},
        {"topic.work"},
        {"topic.rights"},
        {"phase.2"},
        {"topic.work", "article.one"},
        {"topic.work", "article.one", "nav.page_down"},
        {"topic.work", "article.one", "bar.text"},
        {"topic.work", "article.one", "bar.contrast"},
        {"topic.work", "article.one", "article.take"},
        {"guide.ways"},
        {"guide.ways", "answer.1"},
        {"guide.ways", "answer.1", "answer.6"},
        {"guide.ways", "answer.2"},
        {"nav.help", "nav.page_down", "nav.about"},
        {"bar.reach"},
        {"bar.reach", "guide.ways", "answer.1"}};
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}, Size{768, 1366}}) {
        for (const auto& taps : walks) {
            const auto left = walk(folder, screen, "en", taps);
            const auto right = walk(folder, screen, "ar", taps);
            CAPTURE(screen.width);
            CAPTURE((taps.empty() ? std::string("home") : taps.back()));
            REQUIRE(left.size() > 5);
            REQUIRE(left.size() == right.size());
            for (std::size_t i = 0; i < left.size(); ++i) {
                CAPTURE(left[i].id);
                REQUIRE(left[i].id == right[i].id);
                const Rect& a = left[i].rect;
                const Rect& b = right[i].rect;
                if (is_word(left, left[i])) { // Latin words in a right-to-left line: their line is
                                              // compared, not they
                    continue;
                }
                CHECK(b.x == doctest::Approx(screen.width - a.x - a.width));
                CHECK(b.y == doctest::Approx(a.y));
                CHECK(b.width == doctest::Approx(a.width));
                CHECK(b.height == doctest::Approx(a.height));
            }
        }
    }
}

TEST_CASE("the dialog and the card of a term are mirrored as well") {
    const Folder folder;
    write_content(folder.path());
    const auto left = walk(folder, {1080, 1920}, "en", {"topic.work", "article.one", "term.card"});
    const auto right = walk(folder, {1080, 1920}, "ar", {"topic.work", "article.one", "term.card"});
    const auto find = [](const std::vector<Node>& nodes, std::string_view id) {
        const auto found = std::ranges::find(nodes, id, &Node::id);
        REQUIRE(found != nodes.end());
        return found->rect;
    };
    for (const char* id : {"dialog", "nav.close", "term.german_text"}) {
        CAPTURE(id);
        const Rect a = find(left, id);
        const Rect b = find(right, id);
        CHECK(b.x == doctest::Approx(1080 - a.x - a.width));
        CHECK(b.y == doctest::Approx(a.y));
        CHECK(b.width == doctest::Approx(a.width));
    }
}

TEST_CASE("the page of languages stays as it is, whoever has chosen what") {
    const Folder folder;
    write_content(folder.path());
    const auto first = walk(folder, {1080, 1920}, "en", {"bar.language"});
    const auto second = walk(folder, {1080, 1920}, "ar", {"bar.language"});
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first[i].id == second[i].id);
        CHECK(first[i].rect == second[i].rect);
    }
}

TEST_CASE("right to left, back is at the right edge and the language at the left") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.tap("language.ar");
    CHECK(booth.tree().find("nav.back")->rect.x > booth.tree().find("nav.help")->rect.x);
    CHECK(booth.tree().find("bar.language")->rect.x < booth.tree().find("session.finish")->rect.x);
}
