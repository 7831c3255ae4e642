// Several terminals in one centre: one fetches from outside, `zugang-sync export` writes what it
// has into a folder, nginx serves that with packaging/server/nginx.conf, and the next terminal
// takes it from there. Both have the same trust, the first root, and need none in one another.
#include "sync/terminal/carry.hpp"
#include "tests/sync/published_folder.hpp"
#include "tests/sync/server_example.hpp"

#include <functional>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::sync::testing;
namespace fs = std::filesystem;

namespace {

/// Two terminals with a content folder each; the second one sees only the first.
struct Centre {
    PublishedFolder outside;
    std::unique_ptr<TestTerminal> first;
    std::unique_ptr<TestTerminal> second;
    TemporaryFolder machine;
    std::unique_ptr<Example> nginx;

    Centre() {
        outside.publish("bund", titled("Eins"));
        outside.publish("land/by", sample(3, "land/by"));
        first = std::make_unique<TestTerminal>(outside);
        second = std::make_unique<TestTerminal>(outside);
        fetch();
        nginx = std::make_unique<Example>(served());
        second->terminal.settings.mirrors = {nginx->url()};
    }

    fs::path served() const { return machine.path() / "repository"; }

    /// What the timer of the first one does.
    void fetch() const {
        REQUIRE_FALSE(first->run().problem);
        const auto carried = export_folder(first->terminal, served());
        REQUIRE_MESSAGE(carried, (carried ? "" : carried.error().text));
    }

    /// Files that were asked for and were not there.
    std::vector<std::string> missed() const {
        std::vector<std::string> lines;
        for (const std::string& line : nginx->log()) {
            if (line.find(" 404 ") != std::string::npos) {
                lines.push_back(line.substr(line.rfind(' ') + 1));
            }
        }
        return lines;
    }
};

/// Every file below this folder whose name ends so.
std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending = "") {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().string().ends_with(ending)) {
            files.push_back(entry.path());
        }
    }
    return files;
}

void turn(const fs::path& file) {
    std::string bytes = read_file(file);
    for (char& byte : bytes) {
        byte = static_cast<char>(byte ^ 0x20);
    }
    write_file(file, bytes);
}

} // namespace

TEST_CASE("the second terminal of a centre takes from the first what that one has") {
    Centre centre;
    CHECK(centre.second->run().ending == Ending::Installed);
    CHECK_FALSE(centre.second->status().problem);
    CHECK(centre.second->status().source == centre.nginx->url());
    CHECK(centre.second->digest() == centre.first->digest());
    CHECK(centre.second->title("artikel-1") == "Eins");
    CHECK_FALSE(centre.second->title("by-2").empty());
    // Nothing is missed but the next root and the packs: what is carried on is objects.
    for (const std::string& path : centre.missed()) {
        CAPTURE(path);
        CHECK((path == "/metadata/2.root.json" || path.find("/packs/") != std::string::npos));
    }
    CHECK(centre.missed().size() == 3);

    centre.outside.repository.root()["expires"] = "2999-01-01T00:00:00Z";
    centre.outside.repository.bump("root");
    centre.outside.repository.update({"targets", "land.by", "land.be"});
    centre.outside.publish("bund", titled("Zwei"));
    CHECK(centre.second->run().ending == Ending::UpToDate); // the first one does not know yet
    centre.fetch();
    CHECK(centre.second->run().ending == Ending::Installed);
    CHECK(centre.second->title("artikel-1") == "Zwei");
    CHECK(centre.second->digest() == centre.first->digest());
    CHECK(centre.second->run().ending == Ending::UpToDate);
}

TEST_CASE("a new root comes to the second terminal through the first one") {
    Centre centre;
    centre.second->run();
    centre.outside.repository.rotate("timestamp");
    centre.outside.repository.bump("root");
    centre.outside.publish("bund", titled("Zwei"));
    centre.fetch();
    CHECK(centre.second->run().ending == Ending::Installed);
    CHECK(centre.second->title("artikel-1") == "Zwei");
}

TEST_CASE("while the first terminal is off the second one asks outside") {
    Centre centre;
    centre.second->run();
    centre.second->terminal.settings.mirrors.push_back(centre.outside.url());
    centre.outside.publish("bund", titled("Zwei"));
    centre.nginx->stop();
    CHECK(centre.second->run().ending == Ending::Installed);
    CHECK(centre.second->title("artikel-1") == "Zwei");
    CHECK(centre.second->status().source == centre.outside.url());
    CHECK(centre.second->log.find(centre.nginx->url()) != std::string::npos);
}

TEST_CASE("a first terminal that was tampered with deceives nobody") {
    Centre centre;
    REQUIRE(centre.second->run().ending == Ending::Installed);
    centre.outside.publish("bund", titled("Zwei"));
    centre.fetch();
    std::string reason;
    // Somebody else's repository with the same names, signed by keys of their own.
    PublishedFolder forged;
    SUBCASE("the content of objects") {
        for (const fs::path& file : files_below(centre.served() / "bund/objects")) {
            turn(file);
        }
        reason = "hash-mismatch";
    }
    SUBCASE("objects of another article under the right names") {
        const auto objects = files_below(centre.served() / "bund/objects");
        const std::string bytes = read_file(objects.front());
        for (const fs::path& file : objects) {
            write_file(file, bytes);
        }
        reason = "hash-mismatch";
    }
    SUBCASE("a manifest") {
        for (const fs::path& file : files_below(centre.served() / "bund", ".manifest.json")) {
            turn(file);
        }
        reason = "hash-mismatch";
    }
    SUBCASE("metadata that other keys have signed") {
        forged.publish("bund", titled("Falsch"));
        for (int i = 0; i < 5; ++i) { // later versions than the true ones
            forged.publish("bund", titled("Falsch " + std::to_string(i)));
        }
        fs::remove_all(centre.served());
        fs::copy(forged.path(), centre.served(), fs::copy_options::recursive);
        reason = "bad-signature";
    }
    SUBCASE("a root that other keys have signed") {
        forged.repository.bump("root");
        forged.repository.bump("root");
        write_file(centre.served() / "metadata/2.root.json",
                   forged.repository.files.at("metadata/2.root.json"));
        reason = "bad-signature";
    }
    SUBCASE("half of a file") {
        for (const fs::path& file : files_below(centre.served() / "bund/objects")) {
            fs::resize_file(file, fs::file_size(file) / 2);
        }
        reason = "hash-mismatch";
    }
    SUBCASE("links that lead out of the folder") {
        const auto objects = files_below(centre.served() / "bund/objects");
        for (const fs::path& file : objects) {
            fs::remove(file);
            fs::create_symlink("/etc/passwd", file);
        }
        reason = "hash-mismatch";
    }
    const RunResult deceived = centre.second->run();
    REQUIRE(deceived.problem);
    CHECK(deceived.problem->reason == reason);
    MESSAGE(deceived.problem->text);
    CHECK(centre.second->title("artikel-1") == "Eins");
    CHECK(centre.second->status().problem);

    // Outside is the truth, and it is asked next.
    centre.second->terminal.settings.mirrors.push_back(centre.outside.url());
    CHECK(centre.second->run().ending == Ending::Installed);
    CHECK(centre.second->title("artikel-1") == "Zwei");
    CHECK(centre.second->digest() == centre.first->digest());
}

TEST_CASE("an older state of the first terminal takes nobody back") {
    Centre centre;
    centre.second->run();
    const fs::path kept = centre.machine.path() / "kept";
    fs::copy(centre.served(), kept, fs::copy_options::recursive);
    centre.outside.publish("bund", titled("Zwei"));
    centre.fetch();
    REQUIRE(centre.second->run().ending == Ending::Installed);
    fs::remove_all(centre.served());
    fs::rename(kept, centre.served());
    const RunResult back = centre.second->run();
    REQUIRE(back.problem);
    CHECK(back.problem->reason == "rollback");
    CHECK(centre.second->title("artikel-1") == "Zwei");
}

TEST_CASE("a first terminal that no longer fetches holds the others up until that expires") {
    Centre centre;
    centre.second->run();
    centre.second->terminal.settings.mirrors.push_back(centre.outside.url());
    const Moment expiry = *centre.second->status().trusted_until;
    centre.outside.publish("bund", titled("Zwei"));
    CHECK(centre.second->run().ending == Ending::UpToDate); // the first one answers, and is right
    CHECK(centre.second->title("artikel-1") == "Eins");
    centre.second->now = expiry;
    centre.second->log.clear();
    centre.second->run();
    // Then the next one is asked too; in this sample all of it has expired on the same day.
    CHECK(centre.second->log.find("expired") != centre.second->log.rfind("expired"));
    CHECK(centre.second->title("artikel-1") == "Eins");
}

TEST_CASE("what the first terminal does not fetch the second one takes from outside") {
    Centre centre;
    centre.first->terminal.settings.packages = {"bund"};
    REQUIRE(fs::remove_all(centre.served()) > 0);
    centre.fetch();
    centre.second->terminal.settings.mirrors.push_back(centre.outside.url());
    CHECK(centre.second->run().ending == Ending::Installed);
    CHECK_FALSE(centre.second->title("by-2").empty());
    CHECK(centre.second->title("artikel-1") == "Eins");
}
