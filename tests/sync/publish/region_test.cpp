// Signing a package and taking it into the repository.
#include "content/durable_file.hpp"
#include "content/manifest.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "sync/publish/region.hpp"
#include "sync/publish/repository.hpp"
#include "sync/publish/targets.hpp"
#include "sync/updater.hpp"
#include "tests/sync/package_server.hpp"
#include "tests/sync/publish/office.hpp"

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;
using zugang::content::read_whole;
namespace content = zugang::content;
namespace fs = std::filesystem;

namespace {

/// Signs for land/by whatever is written into `change`, with its own key.
void forge(const Office& office, std::uint64_t version, const std::string& key,
           const std::function<void(Json& body)>& change) {
    const fs::path metadata = metadata_folder(office.work("land/by"));
    const auto last = must(find_latest(metadata, "land.by"));
    REQUIRE(last);
    Envelope document{.body = last->document.body, .signatures = {}};
    document.body["version"] = version;
    change(document.body);
    const OpenKey signer = office.signer(key);
    sign(document, signer.key, key_id(signer.shown));
    write_metadata(metadata, "land.by", version, write_document(document));
}

/// An office in which land/by waits to be accepted.
struct Waiting : Office {
    Waiting() {
        found();
        write("land/by", records("land/by"));
        must(sign("land/by", "by"));
    }
};

} // namespace

TEST_CASE("a package is signed with nothing but its own key, and again only where it changed") {
    const Office office;
    office.write("land/by", records("land/by"));
    const RegionCall call{.work = office.work("land/by"), .package = "land/by", .repository = {}};
    const Answer first = must(sign_region(call, office.signer("by"), office.now));
    CHECK(first.json["version"] == 1);
    const fs::path file = office.work("land/by") / "metadata" / "1.land.by.json";
    const std::string bytes = read_file(file);
    const auto targets = must(read_targets(bytes));
    REQUIRE(targets.body.targets.size() == 1);
    const std::string manifest = read_file(office.work("land/by") / "land/by/manifest.json");
    CHECK(targets.body.targets.at("land/by/manifest.json").hashes.at("sha256") ==
          content::sha256(manifest));
    CHECK(targets.body.targets.at("land/by/manifest.json").length == manifest.size());

    CHECK(must(sign_region(call, office.signer("by"), office.now + std::chrono::days(20)))
              .json["changed"] == false);
    CHECK(read_file(file) == bytes);
    office.write("land/by", records("land/by", "neu"));
    CHECK(must(sign_region(call, office.signer("by"), office.now)).json["version"] == 2);
    CHECK(must(sign_region(call, office.signer("by"), office.now + std::chrono::days(350)))
              .json["version"] == 3); // soon expires
    RegionCall renew = call;
    renew.renew = true;
    CHECK(must(sign_region(renew, office.signer("by"), office.now)).json["version"] == 4);
    RegionCall other = call;
    other.package = "land/bw";
    CHECK(refused(sign_region(other, office.signer("by"), office.now)).reason == Reason::NotFound);
}

TEST_CASE("the next version follows what is published, with packs that lead from it") {
    const Office office;
    office.found();
    content::RecordBytes bytes = sample(5);
    auto facts = content::read_package_record(bytes["package"]);
    facts->id = "land/by";
    bytes["package"] = content::write_record(*facts);
    office.publish("land/by", "by", bytes);
    fs::remove_all(office.work("land/by")); // another machine
    change_title(bytes, "article/artikel-1/de", "Neuer Titel");
    office.write("land/by", bytes);
    const Answer next = must(office.sign("land/by", "by"));
    CHECK(next.json["version"] == 2);
    CHECK(next.json["packs"] == 2); // everything, and from version 1
    must(office.accept("land/by"));
    office.go_online();
    const Answer verified = office.verify();
    CHECK(verified.good);
    CHECK(contains(verified.text, "2 packs"));
}

TEST_CASE("with two signatures needed the second one is added to the same file") {
    const Office office;
    office.found();
    office.add_key("by2", "Second");
    must(
        rotate_delegation({.repository = office.repository(), .signers = office.signers("targets")},
                          "land/by", {office.shown("by"), office.shown("by2")}, 2, office.now));
    office.write("land/by", records("land/by"));
    must(office.sign("land/by", "by"));
    CHECK(contains(refused(office.accept("land/by")).text, "missing: Second"));
    const Answer second = must(office.sign("land/by", "by2"));
    CHECK(second.json["version"] == 1);
    CHECK(second.json["signatures"] == 2);
    CHECK(contains(must(office.accept("land/by")).text, "accepted land/by version 1"));
    CHECK(must(office.accept("land/by")).json["changed"] == false);
}

TEST_CASE("whose key it is not cannot sign a package") {
    const Office office;
    office.found();
    office.write("land/by", records("land/by"));
    CHECK(contains(refused(office.sign("land/by", "bund")).text,
                   "does not sign land/by; these do: by ("));
    CHECK_FALSE(fs::exists(office.work("land/by") / "metadata"));
}

TEST_CASE("what is accepted is all there, and becomes public with snapshot and timestamp only") {
    const Waiting office;
    office.publish("bund", "bund", records("bund"));
    const std::string before = office.verify().text;
    must(office.accept("land/by"));
    CHECK(office.verify().text == before);
    const std::string manifest = read_file(office.repository() / "land/by/manifest.json");
    CHECK(read_file(office.repository() / "land/by" /
                    (content::sha256(manifest) + ".manifest.json")) == manifest);
    CHECK(content::read_history(office.repository(), "land/by").size() == 1);
    office.go_online();
    CHECK(contains(office.verify().text, "land/by: "));
}

TEST_CASE("a region that signs for another one is refused by accept, and by terminals") {
    const Waiting office;
    office.publish("bund", "bund", records("bund"));
    must(office.accept("land/by"));
    forge(office, 2, "by", [](Json& body) {
        body["targets"]["bund/manifest.json"] = body["targets"]["land/by/manifest.json"];
    });
    const Failure failure = refused(office.accept("land/by"));
    CHECK(failure.reason == Reason::Refused);
    CHECK(contains(failure.text, "land/by signs \"bund/manifest.json\", which is not its own"));

    // Even where a publisher let it in.
    fs::copy_file(office.work("land/by") / "metadata/2.land.by.json",
                  office.metadata() / "2.land.by.json");
    office.go_online();
    const TemporaryFolder terminal;
    MetadataStore store(terminal.path());
    store.start(read_file(office.metadata() / "1.root.json"));
    Updater updater(store, fetch_with_curl(), "file://" + office.metadata().string(), office.now);
    must(updater.refresh().map([] { return true; }));
    CHECK(must(updater.find_target("bund/manifest.json")).role == "bund");
    must(
        revoke_delegation({.repository = office.repository(), .signers = office.signers("targets")},
                          "bund", office.now));
    office.go_online();
    must(updater.refresh().map([] { return true; }));
    CHECK(refused(updater.find_target("bund/manifest.json")).reason == Reason::NotListed);
}

TEST_CASE("a region does not delegate further") {
    const Waiting office;
    forge(office, 2, "by", [](Json& body) {
        body["delegations"] = {{"keys", Json::object()},
                               {"roles",
                                {{{"name", "x"},
                                  {"keyids", Json::array()},
                                  {"threshold", 1U},
                                  {"terminating", true},
                                  {"paths", {"land/by/*"}}}}}};
    });
    CHECK(contains(refused(office.accept("land/by")).text, "delegates to others"));
}

TEST_CASE("a version that falls, repeats with other bytes or leaps is refused") {
    const Waiting office;
    must(office.accept("land/by"));
    forge(office, 1, "by", [](Json& body) { body["expires"] = "2028-01-01T00:00:00Z"; });
    CHECK(refused(office.accept("land/by")).reason == Reason::WrongVersion);
    forge(office, 5'000, "by", [](Json&) {});
    CHECK(contains(refused(office.accept("land/by")).text, "far above version 1"));
    fs::remove(office.work("land/by") / "metadata/5000.land.by.json");
    forge(office, 3, "by", [](Json&) {});
    CHECK(must(office.accept("land/by")).json["version"] == 3);
    fs::remove(office.work("land/by") / "metadata/3.land.by.json");
    forge(office, 2, "by", [](Json&) {});
    CHECK(refused(office.accept("land/by")).reason == Reason::Rollback);
}

TEST_CASE("an expired signature is refused") {
    Waiting office;
    office.now += std::chrono::days(500);
    CHECK(refused(office.accept("land/by")).reason == Reason::Expired);
}

TEST_CASE("what is good for ever, nearly over or too large for terminals is refused") {
    const Waiting office;
    const auto until = [&](std::uint64_t version, std::chrono::hours left) {
        forge(office, version, "by", [&](Json& body) {
            body.erase("x");
            body["expires"] = content::iso_moment(office.now + left);
        });
        return office.accept("land/by");
    };
    CHECK(refused(until(2, std::chrono::hours(24))).reason == Reason::Expired);
    const Failure long_life = refused(until(3, std::chrono::hours(802 * 24)));
    CHECK(long_life.reason == Reason::Refused);
    CHECK(contains(long_life.text, "at most 800"));
    forge(office, 4, "by", [](Json& body) { body["x"] = std::string(5'000'000, 'x'); });
    CHECK(refused(office.accept("land/by")).reason == Reason::TooLarge);
    forge(office, 5, "by", [](Json& body) { body["x"] = "\u001b]0;"; });
    CHECK(contains(refused(office.accept("land/by")).text, "control characters"));
    CHECK(must(until(6, std::chrono::hours(800 * 24))).json["version"] == 6);
}

TEST_CASE("records that terminals could not install are refused") {
    const Office office;
    office.found();
    office.publish("bund", "bund", records("bund"));
    const auto refuse = [&](const content::RecordBytes& bytes) {
        office.write("land/by", bytes);
        must(office.sign("land/by", "by"));
        const Failure failure = refused(office.accept("land/by"));
        CHECK_FALSE(fs::exists(office.repository() / "land"));
        return failure.text;
    };
    content::RecordBytes bytes = records("land/by");
    for (const char* key : {"package", "languages", "topics", "values", "contacts", "terms",
                            "fonts", "terms/en", "strings/de", "article/lohn", "article/lohn/en",
                            "places", "map", "guide/wege", "guide/wege/de"}) {
        CAPTURE(key);
        content::RecordBytes spoiled = bytes;
        spoiled[key] = "[]";
        CHECK(contains(refuse(spoiled), "the record " + std::string(key) + " cannot be read"));
    }
    content::RecordBytes without = bytes;
    without.erase("package");
    CHECK(contains(refuse(without), "has no record \"package\""));
    CHECK(contains(refuse(records("land/bw")), "its records are those of \"land/bw\""));
    auto facts = content::read_package_record(bytes["package"]);
    facts->default_language = "en";
    content::RecordBytes english = bytes;
    english["package"] = content::write_record(*facts);
    CHECK(contains(refuse(english), "the default language of land/by is \"en\", that of bund "
                                    "\"de\""));
}

TEST_CASE("texts may hold isolates and marks of direction, and no control characters") {
    const Office office;
    office.found();
    const auto accept = [&](const std::string& title) {
        office.write("land/by", records("land/by", title));
        must(office.sign("land/by", "by"));
        return office.accept("land/by");
    };
    for (const std::string title : {"a\u001b[31m", "a\u007f", "a\u0085", "a\rb"}) {
        CAPTURE(title);
        CHECK(contains(refused(accept(title)).text,
                       "the record article/lohn/de holds control characters"));
    }
    must(accept("\u2066+49 30\u2069 \u200e\u200f\u202a Ar\u00adbeit\n\tneu"));
}

TEST_CASE("what is not as it was signed is refused, and nothing is copied") {
    const Waiting office;
    const auto targets = read_file(office.work("land/by") / "land/by/manifest.json");
    fs::path victim;
    const auto spoil = [&](const std::string& bytes) {
        const std::string old = read_file(victim);
        write_file(victim, bytes);
        const Failure failure = refused(office.accept("land/by"));
        CHECK(failure.reason == Reason::HashMismatch);
        CHECK_FALSE(fs::exists(office.repository() / "land"));
        CHECK_FALSE(fs::exists(office.metadata() / "1.land.by.json"));
        write_file(victim, old);
        return failure.text;
    };
    victim = office.work("land/by") / "land/by/manifest.json";
    CHECK(contains(spoil(read_file(victim) + " "), "is not the one that was signed"));
    for (const auto& entry : fs::recursive_directory_iterator(office.work("land/by") / "land/by")) {
        const std::string path = entry.path().string();
        if (entry.is_regular_file() && (contains(path, "/objects/") || contains(path, "/packs/"))) {
            CAPTURE(path);
            victim = entry.path();
            std::string bytes = read_file(victim);
            bytes.back() = static_cast<char>(bytes.back() ^ 1);
            const std::string why = spoil(bytes);
            CHECK(contains(why, victim.filename().string()));
        }
    }
    fs::remove(victim);
    CHECK(contains(refused(office.accept("land/by")).text, "missing"));
}

TEST_CASE("links and pipes are neither followed nor written through") {
    const Waiting office;
    const fs::path outside = office.file("outside");
    write_file(outside, "mine");
    const fs::path objects = office.work("land/by") / "land/by/objects";
    fs::create_symlink(outside, objects / "link");
    const Failure failure = refused(office.accept("land/by"));
    CHECK(failure.reason == Reason::Refused);
    CHECK(contains(failure.text, "link is a symbolic link"));
    fs::remove(objects / "link");
    REQUIRE(mkfifo((office.work("land/by") / "land/by/history.d").c_str(), 0600) == 0);
    CHECK(contains(refused(office.accept("land/by")).text, "is no regular file"));
    fs::remove(office.work("land/by") / "land/by/history.d");

    fs::create_directory_symlink(office.file("nowhere"), office.repository() / "land");
    CHECK(contains(refused(office.accept("land/by")).text, "land is a symbolic link"));
    fs::remove(office.repository() / "land");
    must(office.accept("land/by"));
    CHECK(read_file(outside) == "mine");
}

TEST_CASE("what is swapped between the check and the copy is not taken") {
    const Waiting office;
    fs::path pack;
    for (const auto& entry : fs::directory_iterator(office.work("land/by") / "land/by/packs")) {
        pack = entry.path();
    }
    const auto swapped = accept_region(office.repository(), office.work("land/by"), "land/by",
                                       office.now, [&pack](std::size_t done, std::size_t) {
                                           if (done == 0) { // all is checked
                                               write_file(pack, "something else");
                                           }
                                       });
    CHECK(refused(swapped).reason == Reason::HashMismatch);
    CHECK(contains(swapped.error().text, "has changed since it was checked"));
    CHECK_FALSE(fs::exists(office.metadata() / "1.land.by.json"));
}

TEST_CASE("two publications at once: one waits its turn, and both are there in the end") {
    const Waiting office;
    {
        const content::FolderLock other(office.repository());
        CHECK_THROWS_WITH_AS(static_cast<void>(office.accept("land/by")),
                             doctest::Contains("another program is writing"), std::system_error);
    }
    office.write("bund", records("bund"));
    must(office.sign("bund", "bund"));
    std::vector<pid_t> children;
    for (const std::string package : {"bund", "land/by"}) {
        const pid_t child = fork();
        if (child == 0) {
            for (int i = 0; i < 1000; ++i) {
                try {
                    _exit(office.accept(package) ? 0 : 1);
                } catch (const std::system_error&) {
                    usleep(1000);
                }
            }
            _exit(2);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = -1;
        waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    office.go_online();
    CHECK(office.verify().good);
    CHECK(contains(office.verify().text, "2 packages"));
}

TEST_CASE("an accept that is killed leaves the old state, and the next one finishes") {
    const Office office;
    office.found();
    office.publish("land/by", "by", records("land/by"));
    const std::string before = office.verify().text;
    office.write("land/by", records("land/by", "neu"));
    must(office.sign("land/by", "by"));
    for (std::size_t at = 0; at < 40; at += 3) {
        CAPTURE(at);
        const pid_t child = fork();
        if (child == 0) {
            static_cast<void>(accept_region(office.repository(), office.work("land/by"), "land/by",
                                            office.now, [at](std::size_t done, std::size_t all) {
                                                if (done == std::min(at, all - 1)) {
                                                    kill(getpid(), SIGKILL);
                                                }
                                            }));
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        CHECK(office.verify().text == before);
        CHECK_FALSE(fs::exists(office.metadata() / "2.land.by.json"));
    }
    // Halves that a power cut left are found and replaced.
    for (const auto& entry : fs::recursive_directory_iterator(office.work("land/by") / "land/by")) {
        if (contains(entry.path().string(), "/packs/")) {
            write_file(office.repository() / "land/by/packs" / entry.path().filename(), "half");
        }
    }
    must(office.accept("land/by"));
    office.go_online();
    CHECK(office.verify().good);
}

TEST_CASE("an accept onto a full disk leaves the old state") {
    const Office office;
    office.found();
    content::RecordBytes bytes = records("land/by");
    bytes["media/gross.png"] = noise(20'000, 3);
    office.write("land/by", bytes);
    must(office.sign("land/by", "by"));
    const pid_t child = fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{.rlim_cur = 8'000, .rlim_max = 8'000}; // bytes of a file
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            static_cast<void>(office.accept("land/by"));
        } catch (const std::system_error&) {
            _exit(7);
        }
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 7);
    CHECK_FALSE(fs::exists(office.metadata() / "1.land.by.json"));
    must(office.accept("land/by"));
    office.go_online();
    CHECK(office.verify().good);
}
