#include "content/article.hpp"
#include "content/folder.hpp"
#include "content/install.hpp"
#include "content/sha256.hpp"
#include "sync/pack.hpp"
#include "sync/package_client.hpp"

#include "package_server.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
namespace fs = std::filesystem;

namespace {

bool asked_for(const PackageServer& repository, std::string_view part) {
    return std::ranges::any_of(repository.asked, [part](const std::string& path) {
        return path.find(part) != std::string::npos;
    });
}

std::string snapshot(const fs::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path().string() + "\n" + *content::read_whole(entry.path()));
        }
    }
    std::ranges::sort(files);
    std::string all;
    for (const std::string& file : files) {
        all += file + "\n";
    }
    return all;
}

void flip_middle(std::string& bytes) {
    char& byte = bytes[bytes.size() / 2];
    byte = static_cast<char>(byte ^ 1);
}

} // namespace

TEST_CASE(
    "publishing the same content again changes nothing, other content adds objects and packs") {
    const PackageServer repository;
    content::RecordBytes bytes = sample();
    repository.publish(bytes);
    const std::string before = snapshot(repository.server());
    repository.publish(bytes);
    CHECK(snapshot(repository.server()) == before);
    change_title(bytes, "article/artikel-1/de", "Neu");
    repository.publish(bytes);
    CHECK(repository.manifest().updates.size() == 1);
    CHECK(repository.manifest().full);
    for (int i = 0; i < 4; ++i) {
        change_title(bytes, "article/artikel-1/de", "Neu " + std::to_string(i));
        repository.publish(bytes, {.updates = 2});
    }
    CHECK(repository.manifest().updates.size() == 2);
    CHECK(std::distance(fs::directory_iterator(repository.server() / "bund/packs"), {}) == 3);
}

TEST_CASE("the first install is one pack, an update is one small pack") {
    PackageServer repository;
    content::RecordBytes bytes = sample();
    repository.publish(bytes);
    PackageClient client = repository.client();
    CHECK(client.version("bund").empty());
    CHECK_FALSE(client.records("bund"));
    CHECK(client.plan(repository.manifest())->way == Way::Full);
    const auto first = client.fetch(repository.manifest());
    REQUIRE(first);
    CHECK(first->way == Way::Full);
    CHECK(first->requests == 1);
    const content::PackEntry full = *repository.manifest().full;
    CHECK(full.records == bytes.size()); // whose hashes are left out
    CHECK(first->fetched_bytes == full.size_bytes - pack_hash_bytes * full.records);
    CHECK(client.version("bund") == repository.manifest().content);
    check_has(client, bytes);

    CHECK(client.plan(repository.manifest())->way == Way::Nothing);
    CHECK(client.fetch(repository.manifest())->requests == 0);

    change_title(bytes, "article/artikel-1/de", "Neu");
    bytes["media/bild.png"] = noise(500, 2);
    bytes.erase("article/artikel-2/ar");
    repository.publish(bytes);
    const auto plan = client.plan(repository.manifest());
    const auto second = client.fetch(repository.manifest());
    REQUIRE(second);
    CHECK(second->way == Way::Update);
    CHECK(second->fetched_bytes == plan->download_bytes);
    CHECK(second->fetched_bytes < 1200);
    CHECK_FALSE(second->fell_back);
    check_has(client, bytes);
}

TEST_CASE("objects lead from any version to the newest") {
    PackageServer repository;
    content::RecordBytes bytes = sample();
    repository.publish(bytes);
    PackageClient client = repository.client();
    REQUIRE(client.fetch(repository.manifest()));
    for (int i = 0; i < 3; ++i) {
        change_title(bytes, "article/artikel-1/de", "Neu " + std::to_string(i));
        repository.publish(bytes, {.updates = 1}); // none from the version that is there
    }
    const auto plan = client.plan(repository.manifest());
    CHECK(plan->way == Way::Objects);
    const auto fetched = client.fetch(repository.manifest());
    REQUIRE(fetched);
    CHECK(fetched->way == Way::Objects);
    CHECK(fetched->requests == 3); // the index, a group, the text
    check_has(client, bytes);
}

TEST_CASE("a broken, lost or wrong pack costs its bytes and no more") {
    PackageServer repository;
    content::RecordBytes bytes = sample();
    repository.publish(bytes);
    bool update = false;
    SUBCASE("the first install") {
    }
    SUBCASE("an update") {
        update = true;
        REQUIRE(repository.client().fetch(repository.manifest()));
        change_title(bytes, "article/artikel-1/de", "Neu");
        bytes["media/neu.png"] = noise(5000, 2);
        repository.publish(bytes);
    }
    const auto fall_back = [&](const char* what,
                               const std::function<void(std::string&)>& spoil_pack) {
        CAPTURE(what);
        const fs::path kept = repository.terminal().string() + ".kept";
        fs::remove_all(kept);
        if (fs::exists(repository.terminal())) {
            fs::copy(repository.terminal(), kept, fs::copy_options::recursive);
        }
        repository.spoil = [&](const std::string& path, std::string& all) {
            if (path.find("/packs/") != std::string::npos) {
                spoil_pack(all);
            }
        };
        PackageClient client = repository.client(); // it reads once what is there
        const auto fetched = client.fetch(repository.manifest());
        REQUIRE(fetched);
        CHECK(fetched->fell_back);
        CHECK(fetched->way == Way::Objects);
        check_has(client, bytes);
        fs::remove_all(repository.terminal());
        if (fs::exists(kept)) {
            fs::rename(kept, repository.terminal());
        }
    };
    fall_back("a byte in the middle", flip_middle);
    fall_back("a byte at the start", [](std::string& all) { all[0] ^= 1; });
    fall_back("cut off", [](std::string& all) { all.resize(all.size() / 2); });
    fall_back("empty", [](std::string& all) { all.clear(); });
    fall_back("other bytes of the same length",
              [](std::string& all) { all = noise(all.size(), 9); });
    fall_back("another range",
              [](std::string& all) { std::rotate(all.begin(), all.begin() + 10, all.end()); });
    repository.spoil = {};
    fs::remove_all(repository.server() / "bund/packs");
    PackageClient client = repository.client();
    const auto fetched = client.fetch(repository.manifest());
    REQUIRE(fetched);
    CHECK(fetched->fell_back);
    check_has(client, bytes);
    CHECK(client.version("bund") == repository.manifest().content);
    CHECK((update || !asked_for(repository, "-")));
}

TEST_CASE("a pack that was broken is not fetched again") {
    PackageServer repository;
    repository.publish(sample());
    repository.spoil = [](const std::string& path, std::string& all) {
        if (path.find("/packs/") != std::string::npos) {
            flip_middle(all);
        }
    };
    repository.budget = repository.manifest().full->size_bytes + 20'000;
    PackageClient client = repository.client();
    CHECK(client.fetch(repository.manifest()).error().problem == PackageProblem::Unreachable);
    repository.budget = static_cast<std::size_t>(-1);
    repository.asked.clear();
    CHECK(client.fetch(repository.manifest()));
    CHECK_FALSE(asked_for(repository, "/packs/"));
    check_has(client, sample());
}

TEST_CASE("a pack whose unpacking ended the program three times is left alone") {
    PackageServer repository;
    repository.publish(sample());
    const content::Manifest manifest = repository.manifest();
    const std::string name =
        fs::path(content::pack_path("bund", "", manifest.content)).filename().string();
    const fs::path tries = repository.terminal() / "objects/parts" / (name + ".tries");
    for (const std::size_t count : {2U, 3U}) {
        fs::remove_all(repository.terminal());
        fs::create_directories(tries.parent_path());
        std::ofstream(tries) << std::string(count, '.');
        PackageClient client = repository.client();
        const auto fetched = client.fetch(manifest);
        REQUIRE(fetched);
        CHECK(fetched->way == (count < 3 ? Way::Full : Way::Objects));
        CHECK(fs::exists(tries) == (count == 3));
        check_has(client, sample());
    }
}

TEST_CASE("wherever a download breaks off, the next one goes on from there") {
    for (const bool by_objects : {false, true}) {
        CAPTURE(by_objects);
        PackageServer repository;
        const content::RecordBytes bytes = sample(4);
        repository.publish(bytes);
        content::Manifest manifest = repository.manifest();
        if (by_objects) {
            manifest.full.reset();
        }
        int runs = 0;
        while (true) {
            REQUIRE(++runs < 100);
            repository.budget = 7'777;
            PackageClient client = repository.client(); // another process each time
            const auto fetched = client.fetch(manifest);
            if (fetched) {
                check_has(client, bytes);
                break;
            }
            CHECK(fetched.error().problem == PackageProblem::Unreachable);
            CHECK(client.version("bund").empty());
        }
        CHECK(runs > 10);
        const std::uint64_t once = repository.manifest().full->size_bytes;
        // Index and groups are small and fetched again by each run; nothing else comes twice.
        CHECK(repository.served <=
              once + (by_objects ? static_cast<std::size_t>(runs) * 3'000 : 0));
    }
}

TEST_CASE("the half of a file that a power cut left is not believed") {
    PackageServer repository;
    const content::RecordBytes bytes = sample(4);
    repository.publish(bytes);
    content::Manifest manifest = repository.manifest();
    manifest.full.reset();
    repository.budget = 60'000;
    PackageClient client = repository.client();
    REQUIRE_FALSE(client.fetch(manifest));
    std::size_t spoilt = 0;
    for (const auto& entry : fs::recursive_directory_iterator(repository.terminal() / "objects")) {
        if (entry.is_regular_file() && fs::file_size(entry.path()) > 1) {
            fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
            std::fstream(entry.path(), std::ios::in | std::ios::out | std::ios::binary) << "??";
            ++spoilt;
        }
    }
    CHECK(spoilt > 3);
    repository.budget = static_cast<std::size_t>(-1);
    REQUIRE(client.fetch(manifest));
    check_has(client, bytes);
}

TEST_CASE(
    "objects that are others than the manifest says are refused, whatever is wrong with them") {
    PackageServer repository;
    content::RecordBytes bytes = sample(4);
    repository.publish(bytes);
    content::Manifest manifest = repository.manifest();
    manifest.full.reset();
    PackageClient client = repository.client();
    const auto refuse = [&](const char* what, const std::function<void(std::string&)>& spoil_object,
                            PackageProblem problem) {
        CAPTURE(what);
        for (const bool catalogue : {true, false}) {
            repository.spoil = [&](const std::string& path, std::string& all) {
                if (catalogue == (path.find(manifest.content) != std::string::npos)) {
                    spoil_object(all);
                }
            };
            const auto fetched = client.fetch(manifest);
            REQUIRE_FALSE(fetched);
            CHECK(fetched.error().problem == problem);
            CHECK_FALSE(describe(fetched.error()).empty());
            CHECK(client.version("bund").empty());
        }
    };
    refuse("a byte", flip_middle, PackageProblem::Damaged);
    refuse(
        "cut off", [](std::string& all) { all.pop_back(); }, PackageProblem::Damaged);
    refuse(
        "empty", [](std::string& all) { all.clear(); }, PackageProblem::Damaged);
    refuse(
        "other bytes", [](std::string& all) { all = noise(all.size(), 4); },
        PackageProblem::Damaged);
    refuse(
        "endless", [](std::string& all) { all += std::string(10'000, 'x'); },
        PackageProblem::Damaged);
    repository.spoil = {};
    fs::remove_all(repository.server() / "bund/objects");
    CHECK(client.fetch(manifest).error().problem == PackageProblem::NotFound);
}

TEST_CASE("a full disk is seen before anything is fetched") {
    PackageServer repository;
    repository.publish(sample());
    std::uint64_t space = 0;
    PackageClient client(repository.terminal(), {}, {.fetch = repository.fetch(), .url = "mem:"},
                         [&] { return space; });
    const auto plan = client.plan(repository.manifest());
    REQUIRE(plan);
    CHECK(plan->disk_bytes > plan->download_bytes);
    space = plan->disk_bytes - 1;
    const auto refused = client.fetch(repository.manifest());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().problem == PackageProblem::NoSpace);
    CHECK(refused.error().needed_bytes == plan->disk_bytes);
    CHECK(refused.error().free_bytes == space);
    CHECK(repository.asked.empty());
    space = plan->disk_bytes;
    CHECK(client.fetch(repository.manifest()));
}

TEST_CASE("a terminal fetches only what it wants, and more when it wants more") {
    PackageServer repository;
    content::RecordBytes bytes = sample(60);
    repository.publish(bytes);
    const Subscription english{
        .default_language = "de", .languages = {"en"}, .max_speech_bytes = 0};
    PackageClient client = repository.client(english);
    REQUIRE(client.fetch(repository.manifest()));
    const auto wanted = [](const content::RecordBytes& all) {
        content::RecordBytes some;
        for (const auto& [key, value] : all) {
            if (content::language_of_key(key) != "ar" && !key.starts_with("speech/")) {
                some[key] = value;
            }
        }
        return some;
    };
    check_has(client, wanted(bytes));
    const std::size_t first = repository.served;

    change_title(bytes, "article/artikel-1/en", "New");
    change_title(bytes, "article/artikel-1/ar", "New");
    bytes["article/artikel-7/en"] = bytes["article/artikel-8/en"];
    bytes["speech/de/artikel-0/title.opus"] = noise(90'000, 77);
    repository.publish(bytes);
    repository.served = 0;
    const auto update = client.fetch(repository.manifest());
    REQUIRE(update);
    CHECK(update->way == Way::Update);
    CHECK_FALSE(update->fell_back);
    CHECK(repository.served < 2'000); // without the recording
    check_has(client, wanted(bytes));

    PackageClient greedy = repository.client();
    REQUIRE(greedy.fetch(repository.manifest()));
    check_has(greedy, bytes);
    CHECK(first < repository.manifest().full->size_bytes);
}

TEST_CASE("what was fetched can be installed, updated and pruned") {
    PackageServer repository;
    content::RecordBytes bytes = sample();
    repository.publish(bytes);
    PackageClient client = repository.client();
    const std::vector<std::string> packages{"bund"};
    const auto update = [&] {
        REQUIRE(client.fetch(repository.manifest()));
        const std::vector<content::Records> records{*client.records("bund")};
        const auto installed =
            content::install(records, repository.terminal(), content::Rewrite::Changes);
        REQUIRE(installed);
        client.prune(packages);
        check_has(client, bytes);
        const std::vector<content::Records> direct{content::records_of(bytes)};
        const fs::path other = repository.terminal().string() + ".other";
        fs::remove_all(other);
        CHECK(content::install(direct, other, content::Rewrite::Everything)->digest ==
              installed->digest);
        return installed->state;
    };
    CHECK(update() == "1");
    change_title(bytes, "article/artikel-1/de", "Neu");
    repository.publish(bytes);
    CHECK(update() == "2");
    auto state = content::open_current(repository.terminal());
    CHECK(content::find_article(state->database, "artikel-1", "de")->title.utf8 == "Neu");

    // A picture lies once on the disk.
    const std::string picture = content::sha256(bytes.at("media/bild.png"));
    CHECK(fs::exists(content::media_path(repository.terminal(), picture)));
    CHECK_FALSE(fs::exists(repository.terminal() / "objects" / picture.substr(0, 2) / picture));
}

TEST_CASE("records that rotted on the disk are found and fetched again") {
    PackageServer repository;
    const content::RecordBytes bytes = sample();
    repository.publish(bytes);
    PackageClient client = repository.client();
    REQUIRE(client.fetch(repository.manifest()));
    const std::string sum = content::sha256(bytes.at("article/artikel-3/en"));
    const fs::path file = repository.terminal() / "objects" / sum.substr(0, 2) / sum;
    std::ofstream(file) << "rotten";
    const std::vector<content::Records> records{*client.records("bund")};
    const auto installed =
        content::install(records, repository.terminal(), content::Rewrite::Changes);
    REQUIRE_FALSE(installed);
    CHECK(installed.error().where == "article/artikel-3/en");
    CHECK(client.remove_damaged("bund") == 1);
    const auto fetched = client.fetch(repository.manifest());
    REQUIRE(fetched);
    CHECK(fetched->requests == 1);
    check_has(client, bytes);
}

TEST_CASE("a manifest says exactly what it must, or nothing") {
    const PackageServer repository;
    repository.publish(sample());
    const content::Manifest manifest = repository.manifest();
    CHECK(content::write_manifest(manifest) ==
          content::read_whole(repository.server() / "bund/manifest.json"));
    const std::string sum(64, 'a');
    const auto accepted = [](const std::string& json) {
        return content::read_manifest(json).has_value();
    };
    const std::string good =
        R"({"format":1,"package":"land/by","content":")" + sum + R"(","index_bytes":10)";
    CHECK(accepted(good + "}"));
    CHECK(accepted(good + R"(,"newer":[1]})"));
    for (const char* more :
         {R"(,"full":[1]})", R"(,"full":[-1,2]})", R"(,"full":[1,99999999999999]})",
          R"(,"updates":[["../../../etc/pas",1,1]]})", R"(,"updates":[["aaaaaaaaaaaaaaaa",1]]})",
          R"(,"updates":{}})", R"(,"index_bytes":99999999})", R"(,"format":2})",
          R"(,"package":"land/../x"})", R"(,"package":7})", R"(,"content":"AAAA"})"}) {
        CAPTURE(more);
        CHECK_FALSE(accepted(good + more));
    }
    CHECK_FALSE(accepted(""));
    CHECK_FALSE(accepted("[]"));
    CHECK_FALSE(accepted(good + ",\"x\":\"" + std::string(70'000, 'x') + "\"}"));
    CHECK_FALSE(content::read_group(R"({"../a":[")" + sum + R"(",1,1]})"));
    CHECK_FALSE(content::read_group(R"({"a":[")" + sum + R"(",1,2]})")); // stored bigger than it is
    CHECK_FALSE(content::read_group(R"({"a":[")" + sum + R"(",99999999,1]})"));
    CHECK(content::read_group(R"({"a":[")" + sum + R"(",2,1]})"));
    CHECK_FALSE(content::read_index(R"([["x",1]])"));
}
