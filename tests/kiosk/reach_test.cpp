#include "kiosk/theme.hpp"

#include <algorithm>

#include "testing.hpp"
#include <doctest/doctest.h>

using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

/// What a bar covers in part is as large as the rest of it once it is scrolled to.
bool is_cut(const Booth& booth, const Node& node, Size screen) {
    if (node.rect.y <= 0 || node.rect.bottom() >= screen.height) {
        return true;
    }
    return std::ranges::any_of(booth.tree().nodes(), [&](const Node& bar) {
        return bar.role == Role::Bar &&
               (node.rect.y == bar.rect.bottom() || node.rect.bottom() == bar.rect.y);
    });
}

/// Words within a text are as high as its lines (WCAG 2.2, 2.5.8: inline).
bool is_word(const Booth& booth, const Node& node) {
    return node.role == Role::Link &&
           std::ranges::any_of(booth.tree().nodes(), [&](const Node& text) {
               return text.id.starts_with("block.") && text.rect.contains(node.rect.center());
           });
}

bool can_be_touched(const Node& node) {
    return node.role == Role::Button || node.role == Role::Link;
}

/// How high above the floor the highest thing is that can be touched.
float highest_mm(const Booth& booth, const Panel& panel, Size screen) {
    float highest = 0;
    for (const Node& node : booth.tree().nodes()) {
        if (can_be_touched(node)) {
            const float above_edge = (screen.height - node.rect.y) / px_per_mm(panel, screen);
            highest = std::max(highest, panel.lower_edge_mm + above_edge);
        }
    }
    return highest;
}

} // namespace

TEST_CASE("R1: in low mode nothing that can be touched is higher than the reach") {
    struct Row {
        Size screen;
        Panel panel;
    };
    const Folder folder;
    write_content(folder.path());
    for (const Row& row :
         {Row{{1080, 1920}, {.height_mm = 531, .lower_edge_mm = 800, .reach_mm = 1100}},
          Row{{2160, 3840}, {.height_mm = 709, .lower_edge_mm = 750, .reach_mm = 1100}},
          Row{{1920, 1080}, {.height_mm = 299, .lower_edge_mm = 880, .reach_mm = 1100}}}) {
        Booth booth(folder.path(), row.screen);
        booth.terminal().set_panel(row.panel);
        booth.frame();
        booth.tap("bar.reach");
        CAPTURE(row.screen.width);
        CHECK(highest_mm(booth, row.panel, row.screen) <= row.panel.reach_mm + 1);
        for (const char* id :
             {"language.en", "guide.ways", "answer.1", "answer.2", "article.take", "nav.close",
              "nav.help", "bar.contrast", "bar.language", "language.ar"}) {
            booth.tap(id);
            CAPTURE(id);
            CHECK(highest_mm(booth, row.panel, row.screen) <= row.panel.reach_mm + 1);
        }
        booth.tap("bar.reach");
        CHECK(highest_mm(booth, row.panel, row.screen) > row.panel.reach_mm);
    }
}

TEST_CASE("R1: the button for low mode is at the lower edge, whatever is seen") {
    const Folder folder;
    write_content(folder.path());
    for (const Size screen : {Size{1080, 1920}, Size{1920, 1080}}) {
        Booth booth(folder.path(), screen);
        for (const char* id : {"language.en", "topic.work", "article.one", "nav.help"}) {
            CHECK(booth.tree().find("bar.reach")->rect.bottom() > screen.height * 0.95F);
            booth.tap(id);
        }
        CHECK(booth.tree().find("bar.reach")->rect.bottom() > screen.height * 0.95F);
    }
}

TEST_CASE("R1: low mode ends with the visit") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.tap("bar.reach");
    CHECK(booth.terminal().visit().low);
    booth.tap("language.en");
    booth.tap("session.finish");
    CHECK_FALSE(booth.terminal().visit().low);
}

TEST_CASE("a reach that is too low for any page still leaves one that can be used") {
    const Panel panel{.height_mm = 299, .lower_edge_mm = 1150, .reach_mm = 1100};
    const Metrics m = measure({1920, 1080}, 1, panel, true);
    CHECK(m.viewport().height > m.px(300));
    CHECK(m.origin_y + m.screen.height == doctest::Approx(1080));
}

TEST_CASE("R1: low mode comes with the keypad and goes with it") {
    const Folder folder;
    write_content(folder.path());
    Booth booth(folder.path());
    booth.terminal().set_panel({.height_mm = 531, .lower_edge_mm = 800, .reach_mm = 1100});
    booth.headphones(Plug::In);
    booth.frame();
    CHECK(booth.terminal().visit().low);
    booth.headphones(Plug::Out);
    CHECK_FALSE(booth.terminal().visit().low);
    CHECK(booth.terminal().visit().untouched());
    // Who wanted it before keeps it.
    booth.tap("bar.reach");
    booth.headphones(Plug::In);
    booth.headphones(Plug::Out);
    CHECK(booth.terminal().visit().low);
}

TEST_CASE("R2: what can be touched is large enough for a finger on panels of every size") {
    struct Row {
        const char* what;
        Size screen;
        float height_mm;
        float least_mm;
    };
    const Folder folder;
    write_content(folder.path());
    // A tablet of ten inches has no room for 15 mm: its bars would not fit. See ACCESSIBILITY.md.
    for (const Row& row :
         {Row{"24 inches upright", {1080, 1920}, 531, 15},
          Row{"24 inches across", {1920, 1080}, 299, 15},
          Row{"32 inches, 4K", {2160, 3840}, 709, 15}, Row{"19 inches, 5:4", {1280, 1024}, 301, 15},
          Row{"15 inches upright", {1080, 1920}, 332, 13},
          Row{"10 inches", {800, 1280}, 217, 12}}) {
        Booth booth(folder.path(), row.screen);
        const Panel panel{.height_mm = row.height_mm};
        booth.terminal().set_panel(panel);
        booth.frame();
        for (const char* id : {"language.en", "guide.ways", "answer.1", "answer.2", "nav.home",
                               "topic.work", "article.one", "term.card", "nav.close", "nav.help"}) {
            booth.tap(id);
            for (const Node& node : booth.tree().nodes()) {
                if (!can_be_touched(node) || is_word(booth, node) ||
                    is_cut(booth, node, row.screen)) {
                    continue;
                }
                const float mm =
                    std::min(node.rect.width, node.rect.height) / px_per_mm(panel, row.screen);
                CAPTURE(row.what);
                CAPTURE(id);
                CAPTURE(node.id);
                CHECK(mm >= row.least_mm - 0.05F); // whole pixels
            }
        }
    }
}
