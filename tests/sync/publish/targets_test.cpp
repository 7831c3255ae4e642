#include "sync/publish/repository.hpp"
#include "sync/publish/root.hpp"
#include "sync/publish/targets.hpp"
#include "tests/sync/publish/office.hpp"

using namespace zugang::sync;
using namespace zugang::sync::testing;

namespace {

TargetsCall call_of(const Office& office, const std::string& key = "targets") {
    return {.repository = office.repository(), .signers = office.signers(key), .days = 0};
}

} // namespace

TEST_CASE("two patterns overlap where one path matches both") {
    CHECK(overlap("bund/*", "bund/manifest.json"));
    CHECK(overlap("*/manifest.json", "bund/*"));
    CHECK(overlap("a?c/*", "abc/x*"));
    CHECK(overlap("*a*", "*b*"));
    CHECK_FALSE(overlap("land/*", "land/by/*"));
    CHECK_FALSE(overlap("land/by/*", "land/bw/*"));
    CHECK_FALSE(overlap("a?c", "a/c"));
    CHECK_FALSE(overlap("", "a"));
    CHECK(overlap("", "*"));
}

TEST_CASE("the role of a package has a name without slashes and back") {
    CHECK(role_of("zentrum/augsburg") == "zentrum.augsburg");
    CHECK(package_of("zentrum.augsburg") == "zentrum/augsburg");
    CHECK_FALSE(package_of("snapshot"));
    CHECK_FALSE(package_of("land/by"));
}

TEST_CASE("a delegation is for one package, terminating, and a package is delegated once") {
    const Office office;
    office.found();
    const auto root = must(read_current_root(office.repository()));
    const auto current = must(read_current_targets(office.repository(), root.root));
    REQUIRE(current.targets.delegations.roles.size() == 2);
    const DelegatedRole& role = current.targets.delegations.roles[1];
    CHECK(role.name == "land.by");
    CHECK(role.terminating);
    CHECK(role.may_sign("land/by/manifest.json"));
    CHECK_FALSE(role.may_sign("bund/manifest.json"));
    CHECK(contains(
        refused(add_delegation(call_of(office), "bund", {office.shown("by")}, 1, office.now)).text,
        "delegate rotate"));
    CHECK(contains(
        refused(add_delegation(call_of(office), "land/bw", {office.shown("by")}, 2, office.now))
            .text,
        "would need 2 signatures, but has 1 keys"));
    CHECK(refused(
              add_delegation(call_of(office, "by"), "land/bw", {office.shown("by")}, 1, office.now))
              .reason == Reason::BadKey);
    CHECK(must(show_delegations(office.repository())).json["delegations"].size() == 2);
}

TEST_CASE("paths that another role may sign are refused") {
    const Office office;
    office.found();
    // As another program could have written it.
    auto stored = must(find_latest(office.metadata(), "targets"));
    REQUIRE(stored);
    Envelope document = stored->document;
    document.body["version"] = 4U;
    document.body["delegations"]["roles"][0]["paths"] = {"zentrum/*/*"};
    const OpenKey signer = office.signer("targets");
    sign(document, signer.key, key_id(signer.shown));
    write_metadata(office.metadata(), "targets", 4, write_document(document));
    CHECK(contains(refused(add_delegation(call_of(office), "zentrum/augsburg", {office.shown("by")},
                                          1, office.now))
                       .text,
                   "overlaps zentrum/augsburg/*"));
}

TEST_CASE("after a rotation it is said which packages no longer verify") {
    const Office office;
    office.found();
    office.publish("land/by", "by", records("land/by"));
    office.add_key("by2", "Eva");
    const Answer rotated =
        must(rotate_delegation(call_of(office), "land/by", {office.shown("by2")}, 0, office.now));
    REQUIRE(rotated.json["again"].size() == 1);
    CHECK(rotated.json["again"][0]["role"] == "land/by");
    CHECK(contains(rotated.text, "region sign WORK land/by"));
    CHECK(contains(must(show_delegations(office.repository())).text, "land/by: 1 of Eva"));
}

TEST_CASE("a revoked package stays listed, so that terminals go on") {
    const Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    office.publish("land/by", "by", records("land/by"));
    must(revoke_delegation(call_of(office), "land/by", office.now));
    CHECK(refused(revoke_delegation(call_of(office), "land/by", office.now)).reason ==
          Reason::NotListed);
    office.go_online();
    const Answer verified = office.verify();
    CHECK(verified.good);
    CHECK_FALSE(contains(verified.text, "land/by:"));
}

TEST_CASE("targets are signed again when they soon expire or somebody asks, and not else") {
    Office office;
    office.found();
    CHECK(must(sign_targets(call_of(office), false, office.now)).json["changed"] == false);
    CHECK(must(sign_targets(call_of(office), true, office.now)).json["version"] == 4);
    office.now += std::chrono::days(350);
    CHECK(must(sign_targets(call_of(office), false, office.now)).json["version"] == 5);
}

TEST_CASE("a change waits until as many have signed as are needed") {
    const Office office;
    office.found();
    office.add_key("second", "Second");
    ProposeOptions options{.repository = office.repository(),
                           .add = {{"targets", office.shown("second")}},
                           .remove = {},
                           .thresholds = {{"targets", 2}},
                           .days = {},
                           .out = office.file("p")};
    must(propose_root(options, office.now));
    office.accept_root(office.file("p"), {"Anna", "Ben"});
    const Answer waits =
        must(add_delegation(call_of(office), "land/bw", {office.shown("by")}, 1, office.now));
    CHECK(contains(waits.text, "waits with 1 of 2 signatures"));
    CHECK_FALSE(std::filesystem::exists(office.metadata() / "4.targets.json"));
    const Answer done = must(sign_targets(call_of(office, "second"), false, office.now));
    CHECK(done.json["version"] == 4);
    CHECK(std::filesystem::exists(office.metadata() / "4.targets.json"));
    CHECK(names_in(office.repository() / "pending").empty());
    CHECK(must(show_delegations(office.repository())).json["delegations"].size() == 3);
}

TEST_CASE("targets is not signed on top of what somebody without a key has made") {
    const Office office;
    office.found();
    auto planted = must(find_latest(office.metadata(), "targets"));
    REQUIRE(planted);
    planted->document.body["version"] = 9U;
    planted->document.signatures.clear();
    write_metadata(office.metadata(), "targets", 9, write_document(planted->document));
    CHECK(contains(refused(sign_targets(call_of(office), true, office.now)).text,
                   "9.targets.json is signed neither by the keys of targets"));
    std::filesystem::remove(office.metadata() / "9.targets.json");
    planted->document.body["version"] = 4U;
    write_file(office.repository() / "pending/targets.json", write_document(planted->document));
    CHECK(contains(refused(sign_targets(call_of(office), false, office.now)).text,
                   "is signed by nobody who may"));
}
