#include "sync/metadata.hpp"
#include "sync/metadata_store.hpp"
#include "sync/path_pattern.hpp"
#include "tests/sync/repository.hpp"

#include <doctest/doctest.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;

namespace {

/// The document after `path` of its signed part was set to `value`.
template <typename Read>
auto read_with(Read read, const std::string& role, const std::string& path, const Json& value) {
    Repository repository;
    repository.roles[role][Json::json_pointer(path)] = value;
    return read(repository.sign(role));
}

} // namespace

TEST_CASE("a star matches within a part of a path only") {
    const std::tuple<const char*, const char*, bool> cases[] = {
        {"*", "a", true},
        {"*", "", true},
        {"*", "a/b", false},
        {"a/*", "a/b", true},
        {"a/*", "a/b/c", false},
        {"a/*/c", "a/b/c", true},
        {"*.tgz", "x.tgz", true},
        {"*.tgz", "d/x.tgz", false},
        {"?", "a", true},
        {"?", "/", false},
        {"?", "", false},
        {"a?c", "abc", true},
        {"foo-?.x", "foo-10.x", false},
        {"a*b*c", "a1b2c", true},
        {"a*b*c", "a1b2", false},
        {"land/by/*", "land/by/manifest.json", true},
        {"land/by/*", "land/bb/manifest.json", false},
        {"[ab]", "a", false},
        {"[ab]", "[ab]", true},
        {"", "", true},
        {"", "a", false},
        {"*/*", "a/b", true},
        {"a", "a/", false},
        {"*a", "aaa", true}};
    for (const auto& [pattern, path, matches] : cases) {
        CAPTURE(pattern);
        CAPTURE(path);
        CHECK(matches_pattern(pattern, path) == matches);
    }
    const std::string stars = std::string(2000, '*') + "b";
    CHECK_FALSE(matches_pattern(stars, std::string(2000, 'a')));
}

TEST_CASE("protection: only spec_version 1.x is read") {
    for (const char* good : {"1.0", "1.0.34", "1.99.99"}) {
        CHECK(read_with(read_root, "root", "/spec_version", good));
    }
    for (const char* bad : {"2.0.0", "0.9", "10.0.0", "1", "1.", "1.x", "", "1..0"}) {
        CAPTURE(bad);
        const auto read = read_with(read_root, "root", "/spec_version", bad);
        REQUIRE_FALSE(read);
        CHECK(read.error().reason == Reason::UnsupportedVersion);
    }
    CHECK_FALSE(read_with(read_root, "root", "/spec_version", 1));
}

TEST_CASE("protection: a threshold is at least 1") {
    for (const Json& bad : {Json(0), Json(-1), Json("1"), Json(nullptr)}) {
        const auto root = read_with(read_root, "root", "/roles/timestamp/threshold", bad);
        REQUIRE_FALSE(root);
        CHECK(root.error().text.find("\"threshold\"") != std::string::npos);
        Repository repository;
        repository.delegate("targets", "A", {"*"});
        repository.roles["targets"]["delegations"]["roles"][0]["threshold"] = bad;
        CHECK_FALSE(read_targets(repository.sign("targets")));
    }
}

TEST_CASE("each document is refused where its form is wrong, with what is wrong") {
    const std::tuple<const char*, const char*, Json, const char*> cases[] = {
        {"root", "/_type", "snapshot", "not root"},
        {"root", "/version", 0, "\"version\""},
        {"root", "/version", -1, "\"version\""},
        {"root", "/expires", "soon", "expiry date"},
        {"root", "/consistent_snapshot", 1, "\"consistent_snapshot\""},
        {"root", "/keys/aa", Json::object(), "a key lacks"},
        {"root", "/roles/root", nullptr, "\"root\""},
        {"root", "/roles/root/keyids", {"a", "a"}, "twice"},
        {"root", "/roles/root/keyids", {1}, "no text"},
        {"timestamp", "/meta", Json::object(), "snapshot.json"},
        {"timestamp", "/meta/snapshot.json/version", "1", "\"version\""},
        {"timestamp", "/meta/snapshot.json/length", 0, "\"length\""},
        {"timestamp", "/meta/snapshot.json/hashes", Json::object(), "empty"},
        {"snapshot", "/meta", Json::object(), "targets.json"},
        {"snapshot", "/meta/targets", {{"version", 1}}, ".json"},
        {"targets", "/targets/x", {{"length", 1}}, "\"hashes\""},
        {"targets", "/targets/x", {{"hashes", {{"sha256", ""}}}}, "\"length\""},
        {"targets", "/delegations", 1, "delegations"}};
    for (const auto& [role, path, value, problem] : cases) {
        CAPTURE(role);
        CAPTURE(path);
        const std::string_view name = role;
        std::string text = "it was read";
        const auto note = [&text](const auto& read) {
            if (!read) {
                text = read.error().text;
            }
        };
        if (name == "root") {
            note(read_with(read_root, role, path, value));
        } else if (name == "timestamp") {
            note(read_with(read_timestamp, role, path, value));
        } else if (name == "snapshot") {
            note(read_with(read_snapshot, role, path, value));
        } else {
            note(read_with(read_targets, role, path, value));
        }
        CHECK(text.find(problem) != std::string::npos);
    }
}

TEST_CASE("a key that is not what its id says is refused") {
    Repository repository;
    const std::string id = repository.role_of("root")["keyids"][0];
    repository.root()["keys"][id]["x"] = 1;
    const auto read = read_root(repository.sign("root"));
    REQUIRE_FALSE(read);
    CHECK(read.error().text.find("has the id") != std::string::npos);
}

TEST_CASE("a doubled signature is refused, a wrong or empty one beside good ones is not") {
    Repository repository;
    Json document = *parse_json(repository.files["metadata/timestamp.json"]);
    document["signatures"].push_back({{"keyid", "unknown"}, {"sig", "no hex"}});
    document["signatures"].push_back({{"keyid", "other"}, {"sig", ""}});
    const auto read = read_timestamp(document.dump());
    REQUIRE(read);
    const auto root = read_root(repository.files["metadata/1.root.json"]);
    CHECK(count_signatures(root->body.timestamp, root->body.keys, read->signed_bytes,
                           read->signatures) == 1);
    document["signatures"].push_back(document["signatures"][0]);
    const auto doubled = read_timestamp(document.dump());
    REQUIRE_FALSE(doubled);
    CHECK(doubled.error().text.find("signs twice") != std::string::npos);
}

TEST_CASE("one key under two ids counts once") {
    Repository repository;
    const Signer signer = repository.signers["timestamp"].front();
    Json twin = signer->public_key().written;
    twin["x"] = 1;
    const std::string id = key_id(*read_key(twin));
    repository.root()["keys"][id] = twin;
    repository.role_of("timestamp")["keyids"].push_back(id);
    const auto root = read_root(repository.sign("root"));
    REQUIRE(root);
    const std::string sig = signer->sign("text");
    CHECK(count_signatures(root->body.timestamp, root->body.keys, "text",
                           {{key_id(signer->public_key()), sig}, {id, sig}}) == 1);
}

TEST_CASE("a delegation has a sensible name and either paths or hash prefixes") {
    const auto read = [](const char* path, const Json& value) {
        Repository repository;
        repository.delegate("targets", "A", {"*"});
        repository.roles["targets"]["delegations"]["roles"][0][path] = value;
        return read_targets(repository.sign("targets"));
    };
    CHECK(read("name", "../x"));
    for (const char* name : {"", "root", "timestamp", "snapshot", "targets"}) {
        CHECK_FALSE(read("name", name));
    }
    CHECK_FALSE(read("path_hash_prefixes", {"ab"}));
    CHECK_FALSE(read("paths", nullptr));
    CHECK_FALSE(read("terminating", 1));
    Repository twice;
    twice.delegate("targets", "A", {"*"});
    twice.delegate("targets", "A", {"x"});
    CHECK_FALSE(read_targets(twice.sign("targets")));
}

TEST_CASE("protection: hash bins match by the digits of SHA-256 of the path") {
    // sha256("a") = ca978112ca1bbdca..., sha256("b") = 3e23e8160039594a...
    const DelegatedRole bin{.name = "bin",
                            .keys = {},
                            .terminating = false,
                            .paths = {},
                            .path_hash_prefixes = std::vector<std::string>{"ca9", "00"}};
    CHECK(bin.may_sign("a"));
    CHECK_FALSE(bin.may_sign("b"));
    const DelegatedRole empty{.name = "bin",
                              .keys = {},
                              .terminating = false,
                              .paths = {},
                              .path_hash_prefixes = std::vector<std::string>{""}};
    CHECK_FALSE(empty.may_sign("a"));
    const SuccinctRoles bins{.keys = {}, .bit_length = 9, .name_prefix = "bin"};
    CHECK(bins.role_for("a").name == "bin-195"); // 0xca97 >> 7
    CHECK(bins.role_for("b").name == "bin-07c"); // 0x3e23 >> 7
    CHECK(bins.role_for("a").may_sign("a"));
    CHECK_FALSE(bins.role_for("a").may_sign("b"));
    CHECK(SuccinctRoles{.keys = {}, .bit_length = 32, .name_prefix = "x"}.role_for("a").name ==
          "x-ca978112");
}

TEST_CASE("no name of a role becomes a path") {
    CHECK(percent_encode("../a?b#c") == "..%2Fa%3Fb%23c");
    CHECK(percent_encode("A-z_0.9~") == "A-z_0.9~");
    CHECK(percent_encode("ä\x01") == "%C3%A4%01");
}
