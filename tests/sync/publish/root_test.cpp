#include "sync/publish/online.hpp"
#include "sync/publish/repository.hpp"
#include "sync/publish/root.hpp"
#include "sync/publish/targets.hpp"
#include "tests/sync/publish/office.hpp"

#include <set>

using namespace zugang::sync;
using namespace zugang::sync::testing;

namespace {

ProposeOptions change(const Office& office) {
    ProposeOptions options;
    options.repository = office.repository();
    options.out = office.file("next.root");
    return options;
}

} // namespace

TEST_CASE("a first root counts once enough of its keys have signed, wherever they signed") {
    const Office office;
    const InitOptions options{.repository = office.repository(),
                              .root_keys = {office.shown("Anna"), office.shown("Ben")},
                              .targets_keys = {office.shown("targets")},
                              .snapshot_keys = {office.shown("online")},
                              .timestamp_keys = {office.shown("online")},
                              .threshold = 2,
                              .days = {{"timestamp", 7}},
                              .out = office.file("p")};
    const Answer made = must(init(options, office.now));
    CHECK(contains(made.text, "if one is lost, nobody can ever sign")); // 2 of 2
    must(office.sign_root(office.file("p"), "Anna"));
    CHECK_FALSE(must(verify_root(office.file("p"), {})).good);
    const Failure early = refused(accept_root(office.repository(), office.file("p"), office.now));
    CHECK(early.reason == Reason::BadSignature);
    CHECK(contains(early.text, "missing: Ben, office"));

    must(office.sign_root(office.file("p"), "Ben", office.file("ben.sig")));
    CHECK_FALSE(must(verify_root(office.file("p"), {})).good); // it was written elsewhere
    CHECK(must(merge_root(office.file("p"), {office.file("ben.sig")})).json["complete"] == true);
    must(accept_root(office.repository(), office.file("p"), office.now));
    const auto root = must(read_root(read_file(office.metadata() / "1.root.json")));
    CHECK(root.body.consistent_snapshot);
    CHECK(root.body.root.threshold == 2);
    CHECK(zugang::content::iso_moment(root.body.common.expires) ==
          "2027-12-31T00:00:00Z"); // 400 days
    CHECK(contains(refused(init(options, office.now)).text, "has a root already"));
    CHECK(must(accept_root(office.repository(), office.file("p"), office.now)).json["changed"] ==
          false);
}

TEST_CASE("who is no root key cannot sign, and a signature of another proposal does not fit") {
    const Office office;
    office.found();
    must(propose_root(change(office), office.now));
    CHECK(contains(refused(office.sign_root(office.file("next.root"), "targets")).text,
                   "is no root key"));
    auto other = change(office);
    other.out = office.file("other.root");
    other.days["root"] = 100;
    must(propose_root(other, office.now));
    must(office.sign_root(office.file("other.root"), "Anna", office.file("sig")));
    CHECK(refused(merge_root(office.file("next.root"), {office.file("sig")})).reason ==
          Reason::BadSignature);
    CHECK(refused(merge_root(office.file("next.root"), {office.file("other.root")})).reason ==
          Reason::WrongVersion);
}

TEST_CASE("a key on its way out signs for the old keys, a key on its way in for the new ones") {
    const Office office;
    office.found();
    office.add_key("Dora", "Dora");
    auto options = change(office);
    options.add = {{"root", office.shown("Dora")}};
    options.remove = {{"root", "Ben, office"}};
    const Answer made = must(propose_root(options, office.now));
    CHECK(contains(made.text, "root gets Dora ("));
    CHECK(contains(made.text, "root loses Ben, office ("));
    must(office.sign_root(options.out, "Dora"));
    must(office.sign_root(options.out, "Anna"));
    const Answer half = must(verify_root(options.out, office.repository()));
    CHECK_FALSE(half.good);
    CHECK(half.json["new"]["enough"] == true);
    CHECK(half.json["old"]["enough"] == false);
    CHECK(refused(accept_root(office.repository(), options.out, office.now)).reason ==
          Reason::BadSignature);
    office.accept_root(options.out, {"Ben"});               // cross-signed
    CHECK(names_in(office.metadata())[0] == "1.root.json"); // the old one stays
    CHECK(read_file(office.metadata() / "2.root.json").find("x-zugang-previous") ==
          std::string::npos);
}

TEST_CASE("accept says which roles must be signed again because their keys have changed") {
    const Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    office.add_key("targets2");
    auto options = change(office);
    options.add = {{"targets", office.shown("targets2")}};
    options.remove = {{"targets", "targets"}};
    must(propose_root(options, office.now));
    const Answer accepted = office.accept_root(options.out, {"Anna", "Ben"});
    REQUIRE(accepted.json["again"].size() == 1);
    CHECK(accepted.json["again"][0]["role"] == "targets");
    CHECK(contains(accepted.text, "zugang-publish targets sign REPO"));
    CHECK_FALSE(office.verify().good);
    const OnlineCall online{.repository = office.repository(), .signers = office.signers("online")};
    CHECK(refused(make_snapshot(online, office.now)).reason == Reason::BadSignature);
    must(sign_targets({.repository = office.repository(), .signers = office.signers("targets2")},
                      false, office.now));
    office.go_online();
    CHECK(office.verify().good);
}

TEST_CASE("a proposal that could never work is not made") {
    const Office office;
    office.found();
    auto options = change(office);
    options.remove = {{"targets", "targets"}};
    CHECK(contains(refused(propose_root(options, office.now)).text, "targets would need 1"));
    options.remove = {{"root", "Zoe"}};
    CHECK(contains(refused(propose_root(options, office.now)).text, "stands for none"));
    options.remove = {};
    options.thresholds = {{"root", 4}};
    CHECK(contains(refused(propose_root(options, office.now)).text, "root would need 4"));
    options.thresholds = {};
    options.add = {{"root", office.shown("Anna")}};
    CHECK(contains(refused(propose_root(options, office.now)).text, "signs root already"));
    CHECK_FALSE(std::filesystem::exists(options.out));
}

TEST_CASE("a proposal that others have overtaken is refused") {
    const Office office;
    office.found();
    auto options = change(office);
    must(propose_root(options, office.now));
    auto faster = options;
    faster.out = office.file("faster.root");
    faster.days["root"] = 200;
    must(propose_root(faster, office.now));
    office.accept_root(faster.out, {"Anna", "Carla"});
    CHECK(refused(verify_root(options.out, office.repository())).reason == Reason::WrongVersion);
    must(office.sign_root(options.out, "Anna"));
    must(office.sign_root(options.out, "Ben"));
    CHECK(refused(accept_root(office.repository(), options.out, office.now)).reason ==
          Reason::WrongVersion);
    CHECK(contains(refused(propose_root(faster, office.now)).text, "is there already"));
    CHECK(refused(verify_root(office.file("Anna.pub"), {})).reason == Reason::Malformed);
}

TEST_CASE("a root that does not follow from the one before it is not believed") {
    const Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    must(propose_root(change(office), office.now));
    office.accept_root(office.file("next.root"), {"Anna", "Ben"});
    // Somebody who can write here puts a root of their own keys on top.
    const Office thief;
    thief.found();
    auto forged = must(find_latest(thief.metadata(), "root"));
    REQUIRE(forged);
    forged->document.body["version"] = 3U;
    forged->document.signatures.clear();
    for (const std::string who : {"Anna", "Ben"}) {
        const OpenKey signer = thief.signer(who);
        sign(forged->document, signer.key, key_id(signer.shown));
    }
    write_metadata(office.metadata(), "root", 3, write_document(forged->document));
    const Failure failure = refused(read_current_root(office.repository()));
    CHECK(failure.reason == Reason::BadSignature);
    CHECK(contains(failure.text, "3.root.json does not follow from the root before it"));
    CHECK(contains(failure.text, "take it away"));
    const OnlineCall online{.repository = office.repository(), .signers = office.signers("online")};
    CHECK_FALSE(make_snapshot(online, office.now));

    std::filesystem::remove(office.metadata() / "3.root.json");
    CHECK(must(read_current_root(office.repository())).earlier.size() == 1);
    std::filesystem::remove(office.metadata() / "1.root.json"); // only the newest was kept
    CHECK(must(read_current_root(office.repository())).root.common.version == 2);
}

TEST_CASE("whoever signs a root reads every key of every role, changed or not") {
    const Office office;
    office.found();
    must(propose_root(change(office), office.now));
    const std::string text = must(look_at_root(office.file("next.root"), {})).text;
    CHECK(contains(text, "root is signed by 2 of 3:\n    Anna, office ("));
    CHECK(contains(text, "targets is signed by 1 of 1:\n    targets ("));
    CHECK(contains(text, "snapshot is signed by 1 of 1:\n    online ("));
    CHECK(contains(text, "timestamp is signed by 1 of 1:\n    online ("));
    CHECK(contains(text, "changes nothing but the date"));
    CHECK(contains(text, "that the proposal itself carries"));
    const std::string sure = must(look_at_root(office.file("next.root"), office.repository())).text;
    CHECK(contains(sure, "compared with the root of " + office.repository().string()));
}

TEST_CASE("a root before it that never was is not compared with") {
    const Office office;
    office.found();
    must(propose_root(change(office), office.now));
    const std::string good = read_file(office.file("next.root"));
    const auto refuse = [&](const std::function<void(Json & previous)>& spoil) {
        Json json = Json::parse(good);
        spoil(json["x-zugang-previous"]);
        write_file(office.file("next.root"), json.dump());
        return refused(office.sign_root(office.file("next.root"), "Anna"));
    };
    // The thief's key stands in the root before already, so that nothing seems to change.
    CHECK(refuse([](Json& previous) {
              previous["signed"]["roles"]["root"]["threshold"] = 1U;
          }).reason == Reason::BadSignature);
    CHECK(refuse([](Json& previous) { previous["signatures"] = Json::array(); }).reason ==
          Reason::BadSignature);
    CHECK(contains(refuse([](Json& previous) { previous = Json(); }).text,
                   "does not carry the root before it"));

    // One that the thief's own keys have signed, of another version or of this one.
    const Office thief;
    thief.found();
    const Json forged = Json::parse(read_file(thief.metadata() / "1.root.json"));
    Json json = Json::parse(good);
    json["x-zugang-previous"] = forged;
    write_file(office.file("next.root"), json.dump());
    CHECK(refused(look_at_root(office.file("next.root"), office.repository())).reason ==
          Reason::WrongVersion);
    json["signed"]["version"] = 3U;
    write_file(office.file("next.root"), json.dump());
    CHECK(contains(refused(look_at_root(office.file("next.root"), {})).text,
                   "it has version 1, the proposal version 3"));
}

TEST_CASE("a proposal whose owners' names hold control characters is not even shown") {
    const Office office;
    office.found();
    must(propose_root(change(office), office.now));
    Json json = Json::parse(read_file(office.file("next.root")));
    const auto& keys = json["signed"]["roles"]["targets"]["keyids"];
    const std::string old = keys[0];
    Json key = json["signed"]["keys"][old];
    key["x-zugang-owner"] = "targets\u001b[1A";
    json["signed"]["keys"].erase(old);
    const std::string id = key_id(must(read_key(key)));
    json["signed"]["keys"][id] = key;
    json["signed"]["roles"]["targets"]["keyids"] = {id};
    write_file(office.file("next.root"), json.dump());
    CHECK(contains(refused(look_at_root(office.file("next.root"), {})).text,
                   "without control characters"));
}
