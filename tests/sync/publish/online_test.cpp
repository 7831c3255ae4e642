#include "sync/publish/online.hpp"
#include "sync/publish/play_client.hpp"
#include "sync/publish/repository.hpp"
#include "tests/sync/publish/office.hpp"

using namespace zugang::sync;
using namespace zugang::sync::testing;
namespace fs = std::filesystem;

namespace {

OnlineCall call_of(const Office& office, const std::string& key = "online") {
    return {.repository = office.repository(),
            .signers = office.signers(key),
            .days = 0,
            .force = false};
}

/// A copy of what lies there under another version, with this key's signature or with none.
void plant(const Office& office, const std::string& role, std::uint64_t version,
           const std::string& key = {}) {
    const auto last = must(find_latest(office.metadata(), role));
    REQUIRE(last);
    Envelope document{.body = last->document.body, .signatures = {}};
    document.body["version"] = version;
    if (!key.empty()) {
        const OpenKey signer = office.signer(key);
        sign(document, signer.key, key_id(signer.shown));
    }
    write_metadata(office.metadata(), role, version, write_document(document));
}

} // namespace

TEST_CASE("snapshot and timestamp do nothing while nothing changed and time is left") {
    Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    const std::string snapshot = read_file(office.metadata() / "1.snapshot.json");
    const std::string timestamp = read_file(office.metadata() / "timestamp.json");
    office.now += std::chrono::days(6);
    CHECK(must(make_snapshot(call_of(office), office.now)).json["changed"] == false);
    CHECK(must(make_timestamp(call_of(office), office.now)).json["changed"] == false);
    CHECK(read_file(office.metadata() / "timestamp.json") == timestamp);
    office.now += std::chrono::days(2); // half of 14 days is over
    CHECK(must(make_snapshot(call_of(office), office.now)).json["changed"] == false);
    CHECK(must(make_timestamp(call_of(office), office.now)).json["version"] == 2);
    CHECK(read_file(office.metadata() / "1.snapshot.json") == snapshot);
    OnlineCall forced = call_of(office);
    forced.force = true;
    CHECK(must(make_timestamp(forced, office.now)).json["version"] == 3);
    CHECK(must(make_snapshot(forced, office.now)).json["version"] == 2);
    CHECK(must(make_timestamp(call_of(office), office.now)).json["version"] == 4);
    CHECK(office.verify().good);
}

TEST_CASE("a snapshot lists versions alone, a timestamp the snapshot's bytes too") {
    const Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    const auto snapshot = must(read_snapshot(read_file(office.metadata() / "1.snapshot.json")));
    CHECK(snapshot.body.roles.at("bund").version == 1);
    CHECK_FALSE(snapshot.body.roles.at("bund").hashes);
    CHECK_FALSE(snapshot.body.roles.contains("land.by")); // nothing accepted yet
    const auto timestamp = must(read_timestamp(read_file(office.metadata() / "timestamp.json")));
    CHECK(timestamp.body.snapshot.hashes);
}

TEST_CASE("a key that is not the role's own does not sign it") {
    const Office office;
    office.found();
    CHECK(contains(refused(make_snapshot(call_of(office, "targets"), office.now)).text,
                   "does not sign snapshot; these do: online"));
    CHECK(contains(refused(make_timestamp(call_of(office), office.now)).text,
                   "there is no snapshot yet"));
    OnlineCall nowhere = call_of(office);
    nowhere.repository = office.file("nowhere");
    CHECK(refused(make_snapshot(nowhere, office.now)).reason == Reason::NotFound);
}

TEST_CASE("a timestamp does not point to what is not there or has expired") {
    Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    fs::rename(office.metadata() / "1.bund.json", office.file("aside"));
    OnlineCall forced = call_of(office);
    forced.force = true;
    CHECK(contains(refused(make_timestamp(forced, office.now)).text, "1.bund.json"));
    fs::rename(office.file("aside"), office.metadata() / "1.bund.json");
    office.now += std::chrono::days(100);
    CHECK(refused(make_timestamp(call_of(office), office.now)).reason == Reason::Expired);
    office.go_online();
    CHECK(office.verify().good);
}

TEST_CASE("a snapshot lists nothing that its owners have not signed") {
    const Office office;
    office.found();
    office.publish("land/by", "by", records("land/by"));
    for (const std::string key : {"", "bund"}) {
        plant(office, "land.by", 2, key);
        const Failure failure = refused(make_snapshot(call_of(office), office.now));
        CHECK(failure.reason == Reason::BadSignature);
        CHECK(contains(failure.text, "2.land.by.json has 0 of 1 signature, missing: by ("));
        CHECK(contains(failure.text, "take it away"));
    }
}

TEST_CASE("a snapshot lists no version that falls or leaps") {
    const Office office;
    office.found();
    office.publish("land/by", "by", records("land/by"));
    plant(office, "land.by", 1'002, "by");
    CHECK(contains(refused(make_snapshot(call_of(office), office.now)).text,
                   "land/by leaps from version 1 to 1002"));
    fs::remove(office.metadata() / "1002.land.by.json");
    fs::rename(office.metadata() / "1.land.by.json", office.file("aside"));
    const Failure fallen = refused(make_snapshot(call_of(office), office.now));
    CHECK(fallen.reason == Reason::Rollback);
    CHECK(contains(fallen.text, "land/by falls from version 1, which snapshot lists, to 0"));
    fs::rename(office.file("aside"), office.metadata() / "1.land.by.json");
    plant(office, "targets", 5'000, "targets");
    CHECK(contains(refused(make_snapshot(call_of(office), office.now)).text,
                   "targets leaps from version 3 to 5000"));
}

TEST_CASE("snapshot and timestamp go on from nothing that somebody without a key has made") {
    const Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    plant(office, "snapshot", 900);
    CHECK(contains(refused(make_snapshot(call_of(office), office.now)).text,
                   "900.snapshot.json is signed neither by the keys of snapshot"));
    fs::remove(office.metadata() / "900.snapshot.json");
    plant(office, "timestamp", 900);
    CHECK(contains(refused(make_timestamp(call_of(office), office.now)).text,
                   "timestamp.json is signed neither by"));
    plant(office, "timestamp", ~std::uint64_t{0}, "online");
    CHECK(contains(refused(make_timestamp(call_of(office), office.now)).text, "last version"));
}

TEST_CASE("a timestamp does not lead back to an older snapshot") {
    const Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    office.publish("land/by", "by", records("land/by"));
    fs::remove(office.metadata() / "2.snapshot.json");
    const Failure failure = refused(make_timestamp(call_of(office), office.now));
    CHECK(failure.reason == Reason::Rollback);
    CHECK(contains(failure.text, "restore"));
    CHECK(contains(failure.text, "2.snapshot.json"));
}

TEST_CASE("what expires soon is listed with what to do about it") {
    Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    CHECK(must(list_expiring(office.repository(), 30, office.now)).good);
    const Answer all = must(list_expiring(office.repository(), 500, office.now));
    CHECK_FALSE(all.good);
    CHECK(contains(all.text, "root propose REPO"));
    CHECK(contains(all.text, "region sign WORK bund"));
    CHECK(contains(all.text, "land/by: not there yet"));
    CHECK(all.json["roles"].size() == 5);
    // A timer that does not run is seen before terminals see it.
    office.now += std::chrono::days(9);
    CHECK(must(list_expiring(office.repository(), 30, office.now)).good);
    office.now += std::chrono::days(2);
    const Answer timer = must(list_expiring(office.repository(), 30, office.now));
    CHECK_FALSE(timer.good);
    CHECK(contains(timer.text, "look why its timer did not run"));
    office.now += std::chrono::days(400);
    CHECK(contains(must(list_expiring(office.repository(), 30, office.now)).text,
                   "root: version 1 EXPIRED"));
}

TEST_CASE("verify sees what a terminal would miss") {
    const Office office;
    office.found();
    CHECK(contains(office.verify().text, "a fresh terminal is stopped"));
    office.publish("bund", "bund", records("bund"));
    office.publish("land/by", "by", records("land/by"));
    const Answer good = office.verify();
    CHECK(good.good);
    CHECK(contains(good.text, "a terminal that saw snapshot 1 gets everything"));
    CHECK(good.json["packages"].size() == 2);

    CHECK(
        must(verify_as_client({.repository = office.repository(), .from = "1"}, office.now)).good);
    CHECK(refused(verify_as_client({.repository = office.repository(), .from = "7"}, office.now))
              .reason == Reason::NotFound);
    CHECK(refused(
              verify_as_client({.repository = office.repository(), .from = "no/where"}, office.now))
              .reason == Reason::NotFound);
    // A terminal that has seen more than we offer.
    fs::create_directory(office.file("terminal"));
    fs::copy_file(office.metadata() / "1.root.json", office.file("terminal/root.json"));
    Json snapshot = Json::parse(read_file(office.metadata() / "2.snapshot.json"));
    snapshot["signed"]["version"] = 9U;
    write_file(office.file("terminal/snapshot.json"), snapshot.dump());
    const Answer ahead = must(verify_as_client(
        {.repository = office.repository(), .from = office.file("terminal").string()}, office.now));
    CHECK_FALSE(ahead.good);
    CHECK(ahead.json["problems"][0]["reason"] == "rollback");

    for (const auto& entry : fs::recursive_directory_iterator(office.repository() / "bund")) {
        if (contains(entry.path().string(), "/packs/")) {
            write_file(entry.path(), "broken");
            break;
        }
    }
    const Answer broken = office.verify();
    CHECK_FALSE(broken.good);
    CHECK(contains(broken.text, "a fresh terminal gets no whole bund"));
    fs::remove(office.metadata() / "1.root.json");
    CHECK(refused(verify_as_client({.repository = office.repository(), .from = {}}, office.now))
              .reason == Reason::NotTrusted);
}

TEST_CASE("a folder becomes a URL whatever its name is") {
    CHECK(file_url("/srv/a b/../ä%") == "file:///srv/%C3%A4%25");
}
