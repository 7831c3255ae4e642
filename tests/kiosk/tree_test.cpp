#include "kiosk/tree.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::kiosk;

namespace {

Node node(std::string id, Role role, Rect rect = {0, 0, 100, 100}) {
    return {.id = std::move(id), .role = role, .label = "Label", .language = "de", .rect = rect};
}

std::string hit(const Tree& tree, Point at) {
    const Node* found = tree.hit(at);
    return found == nullptr ? "" : found->id;
}

} // namespace

TEST_CASE("a touch means the button under it") {
    Tree tree;
    tree.add(node("a", Role::Button, {0, 0, 50, 50}));
    tree.add(node("b", Role::Link, {50, 0, 50, 50}));
    CHECK(hit(tree, {49.9F, 10}) == "a");
    CHECK(hit(tree, {50, 10}) == "b"); // edges belong to one of two neighbours
    CHECK(hit(tree, {100, 10}).empty());
    CHECK(hit(tree, {10, 50}).empty());
    CHECK(hit(tree, {-1, 10}).empty());
}

TEST_CASE("only buttons and links can be touched") {
    for (const Role role : {Role::Heading, Role::Text, Role::Image, Role::List, Role::Dialog,
                            Role::Bar, Role::Note}) {
        CAPTURE(name(role));
        Tree tree;
        tree.add(node("x", role));
        CHECK(tree.hit({10, 10}) == nullptr);
    }
}

TEST_CASE("the topmost of two is meant") {
    Tree tree;
    tree.add(node("below", Role::Button));
    tree.add(node("above", Role::Link, {20, 20, 20, 20}));
    CHECK(hit(tree, {30, 30}) == "above");
    CHECK(hit(tree, {10, 10}) == "below");
}

TEST_CASE("words on a button do not cover it") {
    Tree tree;
    tree.add(node("card", Role::Button));
    tree.add(node("words", Role::Text, {10, 10, 80, 20}));
    CHECK(hit(tree, {20, 15}) == "card");
}

TEST_CASE("a bar covers what scrolls below it, and only where it is") {
    Tree tree;
    tree.add(node("row", Role::Link, {0, 0, 100, 100}));
    tree.add(node("bar", Role::Bar, {0, 80, 100, 20}));
    tree.add(node("home", Role::Button, {40, 80, 20, 20}));
    CHECK(hit(tree, {10, 79}) == "row");
    CHECK(hit(tree, {10, 90}).empty());
    CHECK(hit(tree, {50, 90}) == "home");
}

TEST_CASE("a dialog takes everything that was drawn before it, on the whole screen") {
    Tree tree;
    tree.add(node("below", Role::Button, {0, 0, 1000, 1000}));
    tree.add(node("dialog", Role::Dialog, {400, 400, 200, 200}));
    tree.add(node("yes", Role::Button, {450, 450, 50, 50}));
    CHECK(hit(tree, {10, 10}).empty());
    CHECK(hit(tree, {420, 420}).empty());
    CHECK(hit(tree, {460, 460}) == "yes");
}

TEST_CASE("a dialog over a dialog takes the first one's buttons") {
    Tree tree;
    tree.add(node("term", Role::Dialog));
    tree.add(node("nav.close", Role::Button));
    tree.add(node("still there", Role::Dialog));
    CHECK(tree.hit({10, 10}) == nullptr);
}

TEST_CASE("what is switched off cannot be touched, nor what it covers") {
    Tree tree;
    tree.add(node("below", Role::Button));
    Node off = node("off", Role::Button, {0, 0, 50, 50});
    off.enabled = false;
    tree.add(off);
    CHECK(hit(tree, {10, 10}).empty());
    CHECK(hit(tree, {60, 60}) == "below");
}

TEST_CASE("a node is found by its id until the tree is cleared") {
    Tree tree;
    tree.add(node("a", Role::Button));
    tree.add(node("a.b", Role::Text));
    REQUIRE(tree.find("a.b") != nullptr);
    CHECK(tree.find("a.b")->role == Role::Text);
    CHECK(tree.find("A") == nullptr);
    CHECK(tree.find("a.") == nullptr);
    tree.clear();
    CHECK(tree.find("a") == nullptr);
    CHECK(tree.hit({10, 10}) == nullptr);
}

TEST_CASE("of two nodes with one id the topmost is found, as a dialog repeats an id of the bar") {
    Tree tree;
    tree.add(node("session.finish", Role::Button, {0, 0, 50, 50}));
    tree.add(node("dialog", Role::Dialog));
    tree.add(node("session.finish", Role::Link, {50, 50, 50, 50}));
    REQUIRE(tree.find("session.finish") != nullptr);
    CHECK(tree.find("session.finish") == tree.hit({60, 60}));
}

TEST_CASE("an empty screen is an empty array") {
    CHECK(nlohmann::json::parse(Tree{}.json()) == nlohmann::json::array());
}

TEST_CASE("the JSON of a node is exactly as the tours' format says") {
    Tree tree;
    tree.add({.id = "topic.work",
              .role = Role::Button,
              .label = "Arbeit \"hier\"",
              .language = "de-simple",
              .rect = {40.4F, 100.5F, 300.6F, 99.9F},
              .enabled = false,
              .focused = true,
              .speak = "Arbeit, Knopf"});
    const auto list = nlohmann::ordered_json::parse(tree.json());
    REQUIRE(list.is_array());
    REQUIRE(list.size() == 1);
    CHECK(list[0].dump() ==
          R"({"id":"topic.work","role":"button","label":"Arbeit \"hier\"","lang":"de-simple",)"
          R"("rect":[40,101,301,100],"enabled":false,"focused":true,"speak":"Arbeit, Knopf"})");
}

TEST_CASE("nodes stand in drawing order, each with its role's name") {
    const std::vector<std::pair<Role, std::string>> roles{
        {Role::Button, "button"}, {Role::Link, "link"},   {Role::Heading, "heading"},
        {Role::Text, "text"},     {Role::Image, "image"}, {Role::List, "list"},
        {Role::Dialog, "dialog"}, {Role::Bar, "bar"},     {Role::Note, "note"}};
    Tree tree;
    for (const auto& [role, name] : roles) {
        tree.add(node("id." + name, role));
    }
    const auto list = nlohmann::json::parse(tree.json());
    REQUIRE(list.size() == roles.size());
    for (std::size_t i = 0; i < roles.size(); ++i) {
        CHECK(list[i]["role"] == roles[i].second);
        CHECK(list[i]["id"] == "id." + roles[i].second);
    }
}

TEST_CASE("what is said is the label where there is nothing else to say") {
    Tree tree;
    tree.add(node("a", Role::Button));
    CHECK(nlohmann::json::parse(tree.json())[0]["speak"] == "Label");
}

TEST_CASE("labels keep their letters, and broken UTF-8 becomes replacement characters") {
    Tree tree;
    Node good = node("good", Role::Text);
    good.label = "አማርኛ \u2068عربي\u2069 é";
    Node broken = node("broken", Role::Text);
    broken.label = "a\xff\xc3(\xe2\x82";
    Node control = node("control", Role::Text);
    control.label = std::string("a\0b\n", 4);
    tree.add(good);
    tree.add(broken);
    tree.add(control);
    const auto list = nlohmann::json::parse(tree.json());
    CHECK(list[0]["label"] == good.label);
    const auto text = list[1]["label"].get<std::string>();
    CHECK(text.starts_with("a\uFFFD"));
    CHECK(text.find('(') != std::string::npos);
    CHECK(list[2]["label"] == control.label);
}
