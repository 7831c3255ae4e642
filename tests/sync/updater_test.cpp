#include "content/sha256.hpp"
#include "sync/updater.hpp"
#include "tests/sync/repository.hpp"

#include <csignal>
#include <system_error>

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;
using namespace std::chrono_literals;

namespace {

/// A terminal: a folder that trusts the first root of a repository.
struct Client {
    Repository& repository;
    TemporaryFolder folder;
    UpdateLimits limits{};

    explicit Client(Repository& of) : repository(of) {
        store().start(repository.files.at("metadata/1.root.json"));
    }
    MetadataStore store() const { return MetadataStore(folder.path()); }

    /// "good", or the name of the reason.
    std::string refresh(Moment now = test_now) {
        MetadataStore metadata = store();
        repository.requests.clear();
        Updater updater(metadata, repository.fetch(), "mem:metadata", now, limits);
        const auto done = updater.refresh();
        text = done ? "" : done.error().text;
        return done ? "good" : std::string(name_of(done.error().reason));
    }
    /// The role that signed it, or the name of the reason.
    std::string find(const std::string& path, Moment now = test_now) {
        MetadataStore metadata = store();
        repository.requests.clear();
        Updater updater(metadata, repository.fetch(), "mem:metadata", now, limits);
        const auto done = updater.refresh();
        REQUIRE(done);
        const auto target = updater.find_target(path);
        text = target ? "" : target.error().text;
        return target ? target->role : std::string(name_of(target.error().reason));
    }
    std::string download(const std::string& path) {
        MetadataStore metadata = store();
        repository.requests.clear();
        Updater updater(metadata, repository.fetch(), "mem:metadata", test_now, limits);
        REQUIRE(updater.refresh());
        const auto target = updater.find_target(path);
        REQUIRE(target);
        const auto done = updater.download(*target, "mem:targets", folder.path() / "target");
        return done ? "good" : std::string(name_of(done.error().reason));
    }
    std::uint64_t version(const std::string& role) const {
        const auto bytes = store().read(role);
        return bytes ? parse_json(*bytes)->at("signed").at("version").get<std::uint64_t>() : 0;
    }
    std::vector<std::uint64_t> versions() const {
        return {version("root"), version("timestamp"), version("snapshot"), version("targets")};
    }

    std::string text; ///< of the last failure
};

using Versions = std::vector<std::uint64_t>;
using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a first refresh asks for each document once and stores it as served") {
    Repository repository;
    Client client(repository);
    CHECK(client.refresh() == "good");
    CHECK(repository.requests ==
          Names{"2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"});
    CHECK(names_in(client.folder.path()) ==
          Names{"root.json", "snapshot.json", "targets.json", "timestamp.json"});
    for (const auto& [role, file] : {std::pair("root", "1.root.json"),
                                     {"timestamp", "timestamp.json"},
                                     {"snapshot", "1.snapshot.json"},
                                     {"targets", "1.targets.json"}}) {
        CHECK(client.store().read(role) == repository.files[std::string("metadata/") + file]);
    }
    CHECK(client.refresh() == "good");
    CHECK(repository.requests == Names{"2.root.json", "timestamp.json"});
    repository.update({"targets"});
    CHECK(client.refresh() == "good");
    CHECK(client.versions() == Versions{1, 2, 2, 2});
}

TEST_CASE("without a sound root nothing is asked for") {
    Repository repository;
    Client client(repository);
    const std::string good = repository.files["metadata/1.root.json"];
    client.store().remove("root");
    CHECK(client.refresh() == "not-trusted");
    write_file(client.folder.path() / "root.json", "{}");
    CHECK(client.refresh() == "malformed");
    Json document = *parse_json(good);
    document["signatures"] = Json::array();
    write_file(client.folder.path() / "root.json", document.dump());
    CHECK(client.refresh() == "bad-signature");
    CHECK(repository.requests.empty());
}

TEST_CASE("an expired root is where trust may start, but not where it may end") {
    Repository repository;
    repository.root()["expires"] = "2020-01-01T00:00:00Z";
    repository.publish("root");
    Client client(repository);
    CHECK(client.refresh() == "expired");
    CHECK(repository.requests == Names{"2.root.json"});
    repository.bump("root"); // expired as well, and only on the way
    repository.root()["expires"] = "2027-01-01T00:00:00Z";
    repository.bump("root");
    CHECK(client.refresh() == "good");
    repository.root()["expires"] = "2026-11-25T12:00:00Z"; // the first second that no longer counts
    repository.bump("root");
    CHECK(client.refresh() == "expired");
    CHECK(client.version("root") == 4);
}

TEST_CASE("a root needs the threshold of the old and of the new keys, and the next version") {
    Repository repository;
    repository.role_of("root")["threshold"] = 2;
    repository.add_key("root");
    repository.add_key("root"); // 2 of 3
    repository.publish("root");
    Client client(repository);
    const std::vector<Signer> old = repository.signers["root"];
    repository.rotate("root");
    const std::vector<Signer> fresh = repository.signers["root"];
    SUBCASE("both") {
        repository.signers["root"] = {old[0], old[2], fresh[0], fresh[1]};
        repository.bump("root");
        CHECK(client.refresh() == "good");
        CHECK(client.version("root") == 2);
    }
    SUBCASE("too few old ones") {
        repository.signers["root"] = {old[0], fresh[0], fresh[1]};
        repository.bump("root");
        CHECK(client.refresh() == "bad-signature");
        CHECK(client.text.find("trusted root keys") != std::string::npos);
    }
    SUBCASE("too few new ones") {
        repository.signers["root"] = {old[0], old[1], fresh[1]};
        repository.bump("root");
        CHECK(client.refresh() == "bad-signature");
        CHECK(client.text.find("its own root keys") != std::string::npos);
    }
    SUBCASE("another version than its name says") {
        repository.signers["root"] = {old[0], old[1], fresh[0], fresh[1]};
        repository.roles["root"]["version"] = 3;
        repository.files["metadata/2.root.json"] = repository.sign("root");
        CHECK(client.refresh() == "wrong-version");
    }
    CHECK(client.version("timestamp") == (client.version("root") == 2 ? 1 : 0));
}

TEST_CASE("each role must be signed, be of its type and not have expired; what came before stays") {
    const std::pair<const char*, Versions> cases[] = {
        {"timestamp", {2, 1, 1, 1}}, {"snapshot", {2, 2, 1, 1}}, {"targets", {2, 2, 2, 1}}};
    for (const auto& [role, after] : cases) {
        CAPTURE(role);
        for (const char* fault : {"unsigned", "expired", "type"}) {
            CAPTURE(fault);
            Repository repository;
            Client client(repository);
            CHECK(client.refresh() == "good");
            std::string expected = "expired";
            if (fault == std::string("unsigned")) {
                repository.signers[role] = repository.signers["root"];
                expected = "bad-signature";
            } else if (fault == std::string("expired")) {
                repository.roles[role]["expires"] = "2026-11-25T11:59:59Z";
            } else {
                repository.roles[role]["_type"] = "root";
                expected = "malformed";
            }
            repository.bump("root");
            repository.update({"targets"});
            CHECK(client.refresh() == expected);
            CHECK(client.versions() == after);
        }
    }
}

TEST_CASE("versions never fall") {
    Repository repository;
    Client client(repository);
    repository.update({"targets"});
    repository.update({"targets"});
    CHECK(client.refresh() == "good");
    SUBCASE("of timestamp") {
        repository.roles["timestamp"]["version"] = 2;
        repository.publish("timestamp");
        CHECK(client.refresh() == "rollback");
        CHECK(client.versions() == Versions{1, 3, 3, 3});
    }
    SUBCASE("of snapshot") {
        repository.roles["snapshot"]["version"] = 2;
        repository.publish("snapshot");
        repository.bump("timestamp");
        CHECK(client.refresh() == "rollback");
        CHECK(client.versions() == Versions{1, 3, 3, 3});
        CHECK(repository.requests.back() == "timestamp.json");
    }
    SUBCASE("of targets") {
        repository.roles["targets"]["version"] = 1;
        repository.publish("targets");
        repository.update({});
        CHECK(client.refresh() == "rollback");
        CHECK(client.versions() == Versions{1, 4, 3, 3});
    }
    SUBCASE("and no role vanishes") {
        repository.delegate("targets", "A", {"*"});
        repository.publish("A");
        repository.update({"targets"});
        CHECK(client.refresh() == "good");
        repository.roles["snapshot"]["meta"].erase("A.json");
        repository.update({});
        CHECK(client.refresh() == "rollback");
        CHECK(client.text.find("vanished") != std::string::npos);
    }
    SUBCASE("an equal timestamp keeps the old one") {
        const auto before = client.store().read("timestamp");
        repository.roles["timestamp"]["meta"]["snapshot.json"]["version"] = 100;
        repository.publish("timestamp");
        CHECK(client.refresh() == "good");
        CHECK(client.store().read("timestamp") == before);
        CHECK(repository.requests.back() == "timestamp.json");
    }
}

TEST_CASE("a document is the version that was promised, and there") {
    Repository repository;
    Client client(repository);
    CHECK(client.refresh() == "good");
    SUBCASE("snapshot of another version") {
        repository.bump("snapshot");
        repository.roles["timestamp"]["meta"]["snapshot.json"]["version"] = 3;
        repository.files["metadata/3.snapshot.json"] = repository.files["metadata/2.snapshot.json"];
        repository.bump("timestamp");
        CHECK(client.refresh() == "wrong-version");
    }
    SUBCASE("no snapshot") {
        repository.update({});
        repository.files.erase("metadata/2.snapshot.json");
        CHECK(client.refresh() == "not-found");
        CHECK(repository.requests.back() == "2.snapshot.json");
    }
    CHECK(client.versions() == Versions{1, 2, 1, 1});
}

TEST_CASE("listed lengths and hashes are checked") {
    Repository repository;
    repository.lists_hashes = true;
    repository.update({"targets"});
    Client client(repository);
    CHECK(client.refresh() == "good");
    repository.bump("targets");
    Json& listed = repository.roles["snapshot"]["meta"]["targets.json"];
    SUBCASE("another hash") {
        listed["hashes"]["sha256"] = std::string(64, '0');
        repository.update({});
        CHECK(client.refresh() == "hash-mismatch");
    }
    SUBCASE("only unknown hashes") {
        listed["hashes"] = {{"md5", "00"}};
        repository.update({});
        CHECK(client.refresh() == "hash-mismatch");
    }
    SUBCASE("longer than listed") {
        listed["length"] = listed["length"].get<int>() - 1;
        repository.update({});
        CHECK(client.refresh() == "too-large");
    }
    SUBCASE("shorter than listed") {
        listed["length"] = listed["length"].get<int>() + 1;
        repository.update({});
        CHECK(client.refresh() == "hash-mismatch");
    }
    CHECK(client.versions() == Versions{1, 3, 3, 2});
}

TEST_CASE("what was damaged on the disk is fetched again") {
    Repository repository;
    Client client(repository);
    for (const char* role : {"timestamp", "snapshot", "targets"}) {
        CAPTURE(role);
        CHECK(client.refresh() == "good");
        write_file(client.folder.path() / (std::string(role) + ".json"), "cut o");
        CHECK(client.refresh() == "good");
        CHECK(client.versions() == Versions{1, 1, 1, 1});
    }
}

TEST_CASE("new keys of timestamp or snapshot undo a fast-forward attack") {
    for (const char* role : {"timestamp", "snapshot"}) {
        CAPTURE(role);
        Repository repository;
        Client client(repository);
        repository.roles["timestamp"]["version"] = 9000;
        repository.roles["targets"]["version"] = 9000;
        repository.update({"targets"});
        CHECK(client.refresh() == "good");
        repository.rotate(role);
        repository.roles["targets"]["version"] = 1;
        repository.roles["timestamp"]["version"] = 1;
        repository.update({"targets"});
        // The root does not say so yet.
        CHECK(client.refresh() == (role == std::string("snapshot") ? "rollback" : "bad-signature"));
        repository.bump("root");
        CHECK(client.refresh() == "good");
        CHECK(client.version("targets") == 2);
        CHECK(client.version("timestamp") == 2);
    }
}

TEST_CASE("a power cut between the new root and the new timestamp leaves nothing of the old keys") {
    Repository repository;
    Client client(repository);
    repository.roles["timestamp"]["version"] = 9000;
    repository.publish("timestamp");
    CHECK(client.refresh() == "good");
    repository.rotate("timestamp");
    repository.roles["timestamp"]["version"] = 2;
    repository.publish("timestamp");
    repository.bump("root");
    repository.broken["timestamp.json"] = Reason::Network;
    CHECK(client.refresh() == "network");
    CHECK(client.versions() == Versions{2, 0, 0, 1});
    repository.broken.clear();
    CHECK(client.refresh() == "good");
    CHECK(client.versions() == Versions{2, 2, 1, 1});
}

TEST_CASE("a key that is added undoes nothing") {
    Repository repository;
    Client client(repository);
    repository.update({"targets"});
    CHECK(client.refresh() == "good");
    repository.add_key("timestamp");
    repository.bump("root");
    repository.roles["timestamp"]["version"] = 1;
    repository.publish("timestamp");
    CHECK(client.refresh() == "rollback");
    CHECK(client.versions() == Versions{2, 2, 2, 2});
}

TEST_CASE("a rotation in the middle of a refresh gets one more try from the root") {
    Repository repository;
    Client client(repository);
    bool rotated = false;
    repository.before_answer = [&](const std::string& path) {
        if (path == "timestamp.json" && !rotated) {
            rotated = true;
            repository.rotate("timestamp");
            repository.bump("root");
            repository.bump("timestamp");
        }
    };
    CHECK(client.refresh() == "good");
    CHECK(client.versions() == Versions{2, 2, 1, 1});
    CHECK(repository.requests == Names{"2.root.json", "timestamp.json", "2.root.json",
                                       "3.root.json", "timestamp.json", "1.snapshot.json",
                                       "1.targets.json"});
}

TEST_CASE("bad signatures without a newer root are not tried again") {
    Repository repository;
    Client client(repository);
    repository.signers["timestamp"] = repository.signers["root"];
    repository.publish("timestamp");
    CHECK(client.refresh() == "bad-signature");
    CHECK(repository.requests == Names{"2.root.json", "timestamp.json", "2.root.json"});
}

TEST_CASE("delegated roles are looked through in order, depth first, each once") {
    struct Step {
        const char* delegator;
        const char* role;
        const char* pattern = "*";
        bool terminating = false;
    };
    const std::pair<std::vector<Step>, Names> cases[] = {
        {{{"targets", "A"}, {"targets", "B"}, {"A", "C"}, {"A", "D"}}, {"A", "C", "D", "B"}},
        {{{"targets", "A"}, {"targets", "B"}, {"A", "C", "*", true}, {"A", "D"}}, {"A", "C"}},
        {{{"targets", "A"}, {"targets", "B"}, {"A", "C", "*", true}, {"C", "D"}}, {"A", "C", "D"}},
        {{{"targets", "A", "*.py"}, {"targets", "B"}, {"A", "C"}}, {"B"}},
        {{{"targets", "A"}, {"targets", "B"}, {"A", "C", "*.py"}, {"C", "D"}}, {"A", "B"}},
        {{{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"C", "D"}, {"D", "B"}},
         {"A", "B", "C", "D"}},
        {{{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"A", "C"}}, {"A", "C", "B"}},
        {{{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"A", "C", "*.py"}}, {"A", "B", "C"}},
        {{{"targets", "A", "x/*"}, {"targets", "B", "*", true}, {"targets", "C"}}, {"B"}}};
    for (const auto& [steps, visited] : cases) {
        Repository repository;
        Client client(repository);
        std::set<std::string> roles;
        for (const Step& step : steps) {
            repository.delegate(step.delegator, step.role, {step.pattern}, step.terminating);
            roles.insert(step.role);
        }
        for (const std::string& role : roles) {
            repository.publish(role);
        }
        repository.update({"targets"});
        CHECK(client.find("nowhere") == "not-listed");
        Names fetched;
        for (const std::string& request : repository.requests) {
            const std::string name = request.substr(2, request.size() - 7);
            if (roles.contains(name)) {
                fetched.push_back(name);
            }
        }
        CHECK(fetched == visited);
    }
}

TEST_CASE("every role on the way must be allowed the path") {
    Repository repository;
    Client client(repository);
    repository.delegate("targets", "B", {"releases/*/*"});
    repository.delegate("B", "D", {"releases/y/*.zip"});
    repository.add_target("D", "releases/y/1.zip", "y");
    repository.add_target("D", "releases/z/1.zip", "z");
    repository.add_target("B", "elsewhere", "b");
    repository.publish("B");
    repository.publish("D");
    repository.update({"targets"});
    CHECK(client.find("releases/y/1.zip") == "D");
    CHECK(client.find("releases/z/1.zip") == "not-listed");
    CHECK(client.find("elsewhere") == "not-listed");
}

TEST_CASE("a delegated role that fails ends the search") {
    Repository repository;
    Client client(repository);
    repository.delegate("targets", "A", {"*"});
    repository.delegate("targets", "B", {"*"});
    repository.add_target("B", "file", "of B");
    repository.publish("A");
    repository.publish("B");
    repository.update({"targets"});
    std::string expected;
    SUBCASE("signed by others") {
        repository.signers["A"] = repository.signers["root"];
        repository.update({"A"});
        expected = "bad-signature";
    }
    SUBCASE("expired") {
        repository.roles["A"]["expires"] = "2026-11-25T12:00:00Z";
        repository.update({"A"});
        expected = "expired";
    }
    SUBCASE("not in the snapshot, and then not asked for") {
        repository.delegate("A", "C", {"*"});
        repository.update({"A"});
        expected = "not-listed";
    }
    CHECK(client.find("file") == expected);
    for (const std::string& request : repository.requests) {
        CHECK(request.find("C.json") == std::string::npos);
    }
    CHECK_FALSE(client.store().read("B"));
}

TEST_CASE("a role is verified by the keys of the delegator through which it was reached") {
    Repository repository;
    Client client(repository);
    repository.delegate("targets", "A", {"a/*"});
    repository.delegate("targets", "B", {"b/*"});
    repository.delegate("A", "C", {"a/*"});
    repository.delegate("B", "C", {"b/*"});
    const PublicKey& other = repository.signers["root"].front()->public_key();
    Json& delegations = repository.roles["B"]["delegations"];
    delegations["keys"] = {{key_id(other), other.written}};
    delegations["roles"][0]["keyids"] = {key_id(other)};
    repository.add_target("C", "a/x", "a");
    repository.add_target("C", "b/x", "b");
    for (const char* role : {"A", "B", "C"}) {
        repository.publish(role);
    }
    repository.update({"targets"});
    MetadataStore store = client.store();
    Updater updater(store, repository.fetch(), "mem:metadata", test_now);
    REQUIRE(updater.refresh());
    CHECK(updater.find_target("a/x"));
    const auto through_b = updater.find_target("b/x");
    REQUIRE_FALSE(through_b);
    CHECK(through_b.error().reason == Reason::BadSignature);
}

TEST_CASE("strange names of roles are neither paths nor queries") {
    for (const char* role : {"?", "#", "/x", "../x", "..", "ä b"}) {
        CAPTURE(role);
        Repository repository;
        Client client(repository);
        repository.delegate("targets", role, {"*"});
        repository.publish(role);
        repository.update({"targets"});
        CHECK(client.find("nowhere") == "not-listed");
        CHECK(repository.requests.back() == "1." + percent_encode(role) + ".json");
        CHECK(names_in(client.folder.path()).size() == 5);
    }
}

TEST_CASE("a target is bounded, checked and kept") {
    Repository repository;
    Client client(repository);
    repository.add_target("targets", "some/file", "bytes of it");
    repository.update({"targets"});
    const std::string served = "targets/some/" + zugang::content::sha256("bytes of it") + ".file";
    CHECK(client.download("some/file") == "good");
    CHECK("targets/" + repository.requests.back() == served);
    CHECK(read_file(client.folder.path() / "target") == "bytes of it");
    CHECK(client.download("some/file") == "good");
    CHECK(repository.requests.back() == "timestamp.json"); // it was there already
    for (const auto& [bytes, reason] : {std::pair("bytes of i", "hash-mismatch"),
                                        {"bytes of xx", "hash-mismatch"},
                                        {"bytes of it and more", "too-large"}}) {
        CAPTURE(bytes);
        write_file(client.folder.path() / "target", "older");
        repository.files[served] = bytes;
        CHECK(client.download("some/file") == reason);
        CHECK(read_file(client.folder.path() / "target") == "older");
        CHECK_FALSE(std::filesystem::exists(client.folder.path() / "target.part"));
    }
}

TEST_CASE("sha512 is enough, an unknown hash is not") {
    Repository repository;
    Client client(repository);
    repository.add_target("targets", "f", "abc");
    Json& hashes = repository.roles["targets"]["targets"]["f"]["hashes"];
    const std::string sha512 = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                               "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
    hashes = {{"sha512", sha512}};
    repository.files["targets/" + sha512 + ".f"] = "abc";
    repository.update({"targets"});
    CHECK(client.download("f") == "good");
    std::filesystem::remove(client.folder.path() / "target");
    hashes = {{"sha512", sha512}, {"sha256", std::string(64, '0')}};
    repository.files["targets/" + std::string(64, '0') + ".f"] = "abc";
    repository.update({"targets"});
    CHECK(client.download("f") == "hash-mismatch");
    hashes = {{"md5", "900150983cd24fb0d6963f7d28e17f72"}};
    repository.update({"targets"});
    CHECK(client.download("f") == "hash-mismatch");
    CHECK_FALSE(std::filesystem::exists(client.folder.path() / "target"));
}

TEST_CASE("protection: each document has its limit") {
    const std::pair<const char*, std::uint64_t UpdateLimits::*> cases[] = {
        {"root", &UpdateLimits::root_bytes},
        {"timestamp", &UpdateLimits::timestamp_bytes},
        {"snapshot", &UpdateLimits::snapshot_bytes},
        {"targets", &UpdateLimits::targets_bytes}};
    for (const auto& [role, limit] : cases) {
        CAPTURE(role);
        Repository repository;
        Client client(repository);
        repository.bump("root");
        repository.update({"targets"});
        client.limits.*limit = 100;
        CHECK(client.refresh() == "too-large");
    }
}

TEST_CASE("protection: a long chain of roots is followed in portions") {
    Repository repository;
    Client client(repository);
    client.limits.new_roots = 3;
    for (int i = 0; i < 4; ++i) {
        repository.bump("root");
    }
    CHECK(client.refresh() == "good");
    CHECK(client.version("root") == 4);
    CHECK(client.refresh() == "good");
    CHECK(client.version("root") == 5);
}

TEST_CASE("protection: no more delegated roles are looked at than allowed") {
    Repository repository;
    Client client(repository);
    client.limits.delegated_roles = 3;
    std::string delegator = "targets";
    for (const char* role : {"A", "B", "C", "D"}) {
        repository.delegate(delegator, role, {"*"});
        delegator = role;
    }
    repository.add_target("C", "third", "c");
    repository.add_target("D", "fourth", "d");
    for (const char* role : {"A", "B", "C", "D"}) {
        repository.publish(role);
    }
    repository.update({"targets"});
    CHECK(client.find("third") == "C");
    CHECK(client.find("fourth") == "too-many");
}

TEST_CASE("protection: the time is fixed when the update starts") {
    Repository repository;
    repository.roles["targets"]["expires"] = "2026-11-25T12:00:01Z";
    repository.update({"targets"});
    Client client(repository);
    CHECK(client.refresh(test_now + 1s) == "expired");
    CHECK(client.refresh(test_now) == "good");
    MetadataStore store = client.store();
    Updater updater(store, repository.fetch(), "mem:metadata", test_now);
    REQUIRE(updater.refresh());
    CHECK(updater.trusted().now() == test_now);
}

TEST_CASE("protection: hash bins lead to the bin of the path") {
    Repository repository;
    Client client(repository);
    repository.delegate("targets", "bin-c", {});
    repository.delegate("targets", "bin-3", {});
    Json& roles = repository.roles["targets"]["delegations"]["roles"];
    for (Json& role : roles) {
        role.erase("paths");
    }
    roles[0]["path_hash_prefixes"] = {"ca"}; // sha256("a") starts with ca97
    roles[1]["path_hash_prefixes"] = {"3e"}; // sha256("b") with 3e23
    repository.add_target("bin-c", "a", "1");
    repository.add_target("bin-c", "b", "wrong bin");
    repository.publish("bin-c");
    repository.publish("bin-3");
    repository.update({"targets"});
    CHECK(client.find("a") == "bin-c");
    CHECK(client.find("b") == "not-listed");
    CHECK(repository.requests.back() == "1.bin-3.json");
}

TEST_CASE("protection: without consistent snapshots names have no versions and no hashes") {
    Repository repository;
    repository.root()["consistent_snapshot"] = false;
    repository.publish("root");
    repository.add_target("targets", "d/f", "abc");
    repository.update({"targets"});
    Client client(repository);
    CHECK(client.refresh() == "good");
    CHECK(repository.requests ==
          Names{"2.root.json", "timestamp.json", "snapshot.json", "targets.json"});
    CHECK(client.download("d/f") == "good");
    CHECK(repository.requests.back() == "d/f");
}

TEST_CASE("protection: a network error is not taken for the newest root") {
    Repository repository;
    Client client(repository);
    repository.broken["2.root.json"] = Reason::Network;
    CHECK(client.refresh() == "network");
    CHECK(repository.requests == Names{"2.root.json"});
    repository.broken["2.root.json"] = Reason::TooLarge;
    CHECK(client.refresh() == "too-large");
    repository.broken["2.root.json"] = Reason::NotFound;
    CHECK(client.refresh() == "good");
}

TEST_CASE("protection: expired local metadata is still the floor and stops no update") {
    Repository repository;
    repository.roles["timestamp"]["expires"] = "2026-11-26T12:00:00Z";
    repository.roles["snapshot"]["expires"] = "2026-11-26T12:00:00Z";
    repository.update({"targets"});
    repository.update({"targets"});
    Client client(repository);
    CHECK(client.refresh() == "good");
    const Moment later = test_now + std::chrono::days(3);
    CHECK(client.refresh(later) == "expired");
    for (const char* role : {"timestamp", "snapshot"}) {
        repository.roles[role]["expires"] = "2026-12-25T12:00:00Z";
    }
    SUBCASE("a newer one is taken") {
        repository.update({"targets"});
        CHECK(client.refresh(later) == "good");
        CHECK(client.versions() == Versions{1, 4, 4, 4});
    }
    SUBCASE("an older timestamp is not") {
        repository.roles["timestamp"]["version"] = 2;
        repository.publish("timestamp");
        CHECK(client.refresh(later) == "rollback");
    }
    SUBCASE("an older role in a newer snapshot is not") {
        repository.roles["targets"]["version"] = 2;
        repository.publish("targets");
        repository.update({});
        CHECK(client.refresh(later) == "rollback");
    }
    SUBCASE("nor below documents whose signatures no longer suffice") {
        repository.role_of("timestamp")["threshold"] = 2;
        repository.add_key("timestamp");
        repository.bump("root");
        repository.roles["timestamp"]["version"] = 2;
        repository.publish("timestamp");
        CHECK(client.refresh(later) == "rollback");
    }
}

TEST_CASE("protection: a full disk leaves what was trusted, and the next run recovers") {
    Repository repository;
    Client client(repository);
    CHECK(client.refresh() == "good");
    repository.update({"targets"});
    {
        rlimit before{};
        auto* handler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{100, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        CHECK_THROWS_AS(client.refresh(), std::system_error);
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
    }
    CHECK(client.versions() == Versions{1, 1, 1, 1});
    CHECK(names_in(client.folder.path()).size() == 4);
    CHECK(client.refresh() == "good");
    CHECK(client.versions() == Versions{1, 2, 2, 2});
}

TEST_CASE("another root to start from forgets what belonged to the old one") {
    Repository repository;
    Client client(repository);
    CHECK(client.refresh() == "good");
    client.store().start(repository.files["metadata/1.root.json"]);
    CHECK(client.versions() == Versions{1, 1, 1, 1});
    Repository other;
    client.store().start(other.files["metadata/1.root.json"]);
    CHECK(names_in(client.folder.path()) == Names{"root.json"});
}
