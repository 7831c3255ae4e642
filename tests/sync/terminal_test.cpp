// What zugang-sync does on a terminal, over folders.
#include "content/record_json.hpp"
#include "sync/terminal/carry.hpp"
#include "sync/terminal/daemon.hpp"
#include "sync/terminal/installed.hpp"
#include "sync/terminal/report.hpp"
#include "sync/terminal/verify.hpp"
#include "tests/read_only_disk.hpp"
#include "tests/sync/published_folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::sync::testing;
namespace fs = std::filesystem;

namespace {

void spoil(const fs::path& file) {
    std::string bytes = read_file(file);
    REQUIRE_FALSE(bytes.empty());
    for (std::size_t i = bytes.size() / 2; i < bytes.size() * 3 / 4 + 1; ++i) {
        bytes[i] = static_cast<char>(~bytes[i]);
    }
    write_file(file, bytes);
}

/// Some file of this folder that is not empty.
fs::path any_file(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.file_size() > 0) {
            return entry.path();
        }
    }
    return {};
}

std::string reason(const RunResult& result) {
    return result.problem ? result.problem->reason : std::string{};
}

} // namespace

TEST_CASE("a terminal takes what is published, and says so") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    const RunResult first = terminal.run();
    CHECK(first.ending == Ending::Installed);
    CHECK(first.state == "1");
    CHECK(terminal.title("artikel-1") == "Eins");
    const content::UpdateStatus status = terminal.status();
    CHECK(status.state == "1");
    CHECK(status.last_contact == test_now);
    CHECK(status.last_success == test_now);
    CHECK(status.changed == test_now);
    CHECK(status.activity.empty());
    CHECK_FALSE(status.problem);
    REQUIRE(status.packages.size() == 1);
    CHECK(status.packages[0].id == "bund");
    CHECK(status.packages[0].as_of == content::parse_date("2026-11-22"));
    CHECK(status.trusted_until > test_now);
    CHECK(describe(status, test_now).find("bund of 2026-11-22") != std::string::npos);

    terminal.now += std::chrono::hours(1);
    CHECK(terminal.run().ending == Ending::UpToDate);
    CHECK(terminal.status().changed == test_now);
    CHECK(terminal.status().last_success == terminal.now);

    published.publish("bund", titled("Zwei"));
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Zwei");
}

TEST_CASE("where nothing is new two files are asked for") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.run();
    std::vector<std::string> asked;
    terminal.terminal.fetch = [&asked](const FetchRequest& request, const Sink& sink) {
        asked.push_back(request.url.substr(request.url.rfind('/') + 1));
        return fetch_with_curl()(request, sink);
    };
    CHECK(terminal.run().ending == Ending::UpToDate);
    CHECK(asked == std::vector<std::string>{"2.root.json", "timestamp.json"});
}

TEST_CASE("packages come by name or pattern, over one another, and go when nobody may sign them") {
    PublishedFolder published;
    published.publish("bund", titled("Bund"));
    published.publish("land/by", sample(3, "land/by"));
    TestTerminal terminal(published);
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK_FALSE(terminal.title("by-2").empty());
    CHECK(terminal.status().packages.size() == 2);

    // A region writes an article of bund anew.
    content::RecordBytes other = sample(3, "land/by");
    content::RecordBytes article = titled("Bayern");
    for (const char* key : {"article/artikel-1", "article/artikel-1/de"}) {
        other[key] = article.at(key);
    }
    published.publish("land/by", other);
    terminal.run();
    CHECK(terminal.title("artikel-1") == "Bayern");

    published.repository.roles["targets"]["delegations"]["roles"].erase(2);
    published.repository.update({"targets"});
    published.write();
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Bund");
    CHECK(terminal.title("by-2").empty());

    terminal.terminal.settings.packages = {"bund", "zentrum/augsburg"};
    const RunResult missing = terminal.run();
    CHECK(missing.ending == Ending::UpToDate);
    CHECK(reason(missing) == "not-listed");
    CHECK(terminal.status().problem->text.find("zentrum/augsburg") != std::string::npos);
    CHECK(terminal.status().last_success == terminal.now);
}

TEST_CASE("languages and recordings that a terminal does not want are not there") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.terminal.settings.languages = {"de", "ar"};
    terminal.terminal.settings.max_speech_bytes = 0;
    terminal.run();
    CHECK_FALSE(terminal.title("artikel-2", "ar").empty());
    CHECK(terminal.title("artikel-2", "en").empty());

    terminal.terminal.settings.languages.clear(); // another wish is another state
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK_FALSE(terminal.title("artikel-2", "en").empty());
}

TEST_CASE("staff go back, and what they left does not come again until something is new") {
    PublishedFolder published;
    published.publish("bund", titled("Gut"));
    TestTerminal terminal(published);
    terminal.run();
    CHECK(go_back(terminal.terminal).ending == Ending::Failed);
    published.publish("bund", titled("Falsch"));
    terminal.run();

    const RunResult back = go_back(terminal.terminal);
    CHECK(back.ending == Ending::Installed);
    CHECK(back.state == "1");
    CHECK(terminal.title("artikel-1") == "Gut");
    CHECK(terminal.status().packages.at(0).withheld);
    CHECK(terminal.run().ending == Ending::Withheld);
    CHECK(terminal.title("artikel-1") == "Gut");

    published.publish("bund", titled("Besser"));
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Besser");
    CHECK_FALSE(terminal.status().packages.at(0).withheld);

    go_back(terminal.terminal);
    CHECK(terminal.run().ending == Ending::Withheld);
    CHECK(allow_again(terminal.terminal));
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Besser");
}

TEST_CASE("a clock that was set back is not obeyed, one that runs ahead leaves nothing behind") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.run();
    published.publish("bund", titled("Zwei"));

    terminal.now = *content::parse_moment("2038-01-19T03:14:08Z");
    const RunResult ahead = terminal.run();
    CHECK(ahead.ending == Ending::Failed);
    CHECK(reason(ahead) == "expired");
    CHECK(ahead.problem->text.find("2038") != std::string::npos);
    CHECK(terminal.title("artikel-1") == "Eins");

    terminal.now = Moment{};
    const RunResult behind = terminal.run();
    CHECK(behind.ending == Ending::Installed);
    CHECK(reason(behind) == "clock");
    CHECK(terminal.status().clock_is_behind);
    CHECK(terminal.status().latest_time == test_now);

    terminal.now = test_now;
    CHECK_FALSE(terminal.run().problem);
    CHECK_FALSE(terminal.status().clock_is_behind);
}

TEST_CASE("what has expired brings nothing, also with a clock that was set back") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.run();
    const Moment expiry = *terminal.status().trusted_until;
    terminal.now = expiry - std::chrono::seconds(1);
    CHECK(terminal.run().ending == Ending::UpToDate);
    terminal.now = expiry;
    CHECK(reason(terminal.run()) == "expired");
    CHECK(terminal.title("artikel-1") == "Eins");
    const std::string text = describe(terminal.status(), terminal.now);
    CHECK(text.find("expired since") != std::string::npos);
}

TEST_CASE("printer and speech are said in words, and nothing of what is not there") {
    CHECK(describe(content::TerminalStatus{}).empty());
    CHECK(describe(content::TerminalStatus{.printer = "paper_out", .speech = "ready"}) ==
          "printer     paper out\nspeech      ready\n");
}

TEST_CASE("large downloads wait for their time of day, small ones do not") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.terminal.settings.windows = {*parse_window("20:00-06:00")};
    terminal.terminal.settings.small_bytes = 5'000;
    terminal.terminal.fetch = [](const FetchRequest& request, const Sink& sink) {
        FetchRequest same = request; // as if it came over a line
        same.url.replace(0, 4, "file");
        return fetch_with_curl()(same, sink);
    };
    terminal.terminal.settings.mirrors = {"line" + published.url().substr(4)};
    const RunResult waiting = terminal.run();
    CHECK(waiting.ending == Ending::Waiting);
    CHECK(waiting.waiting_bytes > 5'000);
    CHECK(terminal.status().state.empty());
    terminal.time_of_day = std::chrono::minutes(22 * 60);
    CHECK(terminal.run().ending == Ending::Installed);
    terminal.time_of_day = std::chrono::minutes(12 * 60);
    published.publish("bund", titled("Zwei"));
    CHECK(terminal.run().ending == Ending::Installed);
    terminal.terminal.settings.windows.clear();
    terminal.terminal.settings.metered = true;
    terminal.terminal.settings.small_bytes = 10;
    published.publish("bund", titled("Drei"));
    CHECK(terminal.run().ending == Ending::Waiting);
    CHECK(import_folder(terminal.terminal, published.path()).ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Drei");
}

TEST_CASE("mirrors are tried in their order; what is wrong with the first one is told") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.terminal.settings.mirrors = {"http://127.0.0.1:1", published.url()};
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.log.find("127.0.0.1:1") != std::string::npos);
    CHECK(terminal.status().source == published.url());

    terminal.terminal.settings.mirrors = {"http://127.0.0.1:1"};
    CHECK(reason(terminal.run()) == "network");
    const Moment since = terminal.status().problem->since;
    terminal.now += std::chrono::hours(5);
    terminal.run();
    CHECK(terminal.status().problem->since == since);
    CHECK(terminal.status().last_success == test_now);
    terminal.terminal.settings.mirrors.clear();
    CHECK(reason(terminal.run()) == "no-mirror");
}

TEST_CASE("a login page of the network is no content") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.run();
    terminal.terminal.fetch = [](const FetchRequest&, const Sink& sink) -> Result<void> {
        sink("<!DOCTYPE html><html><body>Please log in</body></html>");
        return {};
    };
    const RunResult result = terminal.run();
    CHECK(reason(result) == "malformed");
    CHECK(result.problem->text.find("log in") != std::string::npos);
    CHECK(terminal.title("artikel-1") == "Eins");
}

TEST_CASE("a full disk is told before anything is fetched") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.terminal.free_bytes = [] { return std::uint64_t{1000}; };
    const RunResult result = terminal.run();
    CHECK(reason(result) == "no-space");
    CHECK(terminal.status().problem->text.find("MB are needed") != std::string::npos);
}

TEST_CASE("a read-only disk keeps what it shows, and takes what is new once it can be written to") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    REQUIRE(terminal.run().ending == Ending::Installed);
    published.publish("bund", titled("Zwei"));
    {
        const zugang::testing::ReadOnlyDisk disk(terminal.terminal.layout.folder);
        std::string why;
        try {
            terminal.run();
        } catch (const std::system_error& error) {
            why = error.what();
        }
        CAPTURE(why);
        CHECK(why.find("cannot write") != std::string::npos);
        CHECK_THROWS_AS(note_accident(terminal.terminal, why), std::system_error);
        CHECK(terminal.title("artikel-1") == "Eins");
        CHECK(verify(terminal.terminal).empty());
    }
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Zwei");
    CHECK(verify(terminal.terminal).empty());
}

TEST_CASE("the key of one region signs nothing of another one") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    published.publish("land/by", sample(3, "land/by"));
    TestTerminal terminal(published);
    terminal.run();
    const std::string digest = terminal.digest();
    // Whoever has the key of land/be signs manifests of bund and land/by that lead elsewhere.
    for (const std::string package : {"bund", "land/by"}) {
        content::Manifest manifest;
        manifest.package = package;
        manifest.content = std::string(64, '0');
        published.repository.add_target("land.be", package + "/manifest.json",
                                        content::write_manifest(manifest));
    }
    published.repository.update({"land.be"});
    published.write();
    CHECK(terminal.run().ending == Ending::UpToDate);
    CHECK(terminal.digest() == digest);
}

TEST_CASE("a package that cannot be installed stays as it is, and the others go on") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    content::RecordBytes good = sample(3, "land/by");
    published.publish("land/by", good);
    TestTerminal terminal(published);
    TestTerminal fresh(published);
    REQUIRE(terminal.run().ending == Ending::Installed);
    content::RecordBytes bad = good;
    SUBCASE("it says nothing of itself") {
        bad["package"] = "[]";
    }
    SUBCASE("it says that it is another one") {
        bad["package"] = sample(3, "land/be").at("package");
    }
    SUBCASE("it has another default language") {
        auto facts = *content::read_package_record(bad["package"]);
        facts.default_language = "tr";
        bad["package"] = content::write_record(facts);
    }
    SUBCASE("an article cannot be read") {
        bad["article/by-1"] = "{";
    }
    SUBCASE("a text cannot be read") {
        bad["article/by-1/de"] = "{";
    }
    published.publish("land/by", bad);
    published.publish("bund", titled("Zwei"));
    RunResult result = terminal.run();
    CHECK(result.ending == Ending::Installed);
    CHECK(result.incomplete);
    CHECK(reason(result) == "install");
    CHECK(terminal.title("artikel-1") == "Zwei");
    CHECK_FALSE(terminal.title("by-1").empty());
    CHECK(terminal.status().problem->text.find("land/by stays as it is") == 0);
    CHECK(verify(terminal.terminal).empty());

    terminal.now += std::chrono::hours(1); // it is known, and not tried again
    result = terminal.run();
    CHECK(result.ending == Ending::UpToDate);
    CHECK(reason(result) == "install");
    CHECK(terminal.status().last_success == terminal.now - std::chrono::hours(1));
    CHECK(terminal.status().last_contact == terminal.now);

    result = fresh.run(); // it has nothing of the package to go on with
    CHECK(result.ending == Ending::Installed);
    CHECK(reason(result) == "install");
    CHECK(fresh.title("artikel-1") == "Zwei");
    CHECK(fresh.title("by-1").empty());
    CHECK(fresh.run().ending == Ending::UpToDate);

    good = sample(4, "land/by");
    published.publish("land/by", good);
    for (TestTerminal* one : {&terminal, &fresh}) {
        result = one->run();
        CHECK(result.ending == Ending::Installed);
        CHECK_FALSE(result.problem);
        CHECK_FALSE(one->title("by-3").empty());
        CHECK_FALSE(fs::exists(one->terminal.layout.refused()));
    }
    CHECK(terminal.digest() == fresh.digest());
}

TEST_CASE("a package that nobody signs rightly stays as it is, and the others go on") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    published.publish("land/by", sample(3, "land/by"));
    TestTerminal terminal(published);
    REQUIRE(terminal.run().ending == Ending::Installed);
    const TemporaryFolder stick;
    std::string expected;
    SUBCASE("its signature has expired") {
        expected = "expired";
        published.repository.roles["land.by"]["expires"] =
            content::iso_moment(test_now - std::chrono::hours(1));
        published.repository.update({"land.by"});
    }
    SUBCASE("its manifest is not there") {
        expected = "not-found";
        published.publish("land/by", sample(4, "land/by"));
        for (const auto& entry : fs::directory_iterator(published.path() / "land/by")) {
            if (entry.path().filename().string().ends_with(".manifest.json")) {
                fs::remove(entry.path());
                published.repository.files.erase("targets/land/by/" +
                                                 entry.path().filename().string());
            }
        }
    }
    SUBCASE("its objects are not there") {
        expected = "not-found";
        published.publish("land/by", sample(4, "land/by"));
        fs::remove_all(published.path() / "land/by/packs");
        fs::remove_all(published.path() / "land/by/objects");
    }
    published.publish("bund", titled("Zwei"));
    const RunResult result = terminal.run();
    CHECK(result.ending == Ending::Installed);
    CHECK(reason(result) == expected);
    CHECK(terminal.title("artikel-1") == "Zwei");
    CHECK_FALSE(terminal.title("by-1").empty());
    CHECK(terminal.status().trusted_until > terminal.now);
    CHECK(terminal.run().ending == Ending::UpToDate);
    CHECK(export_folder(terminal.terminal, stick.path()).has_value());
}

TEST_CASE("what one mirror lacks is taken from the next one") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    published.publish("land/by", sample(3, "land/by"));
    TestTerminal terminal(published);
    const TemporaryFolder place;
    const fs::path whole = place.path() / "whole";
    fs::copy(published.path(), whole, fs::copy_options::recursive);
    fs::remove_all(published.path() / "land/by");
    terminal.terminal.settings.mirrors.push_back(file_url(whole));
    const RunResult result = terminal.run();
    CHECK(result.ending == Ending::Installed);
    CHECK_FALSE(result.problem);
    CHECK_FALSE(terminal.title("by-1").empty());
}

TEST_CASE("nothing from outside is printed that could forge a line") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    write_file(published.path() / "metadata/timestamp.json",
               R"({"signed":{"_type":"timestamp","spec_version":"9\u001b[2J\nall is well",)"
               R"("version":1,"expires":"2030-01-01T00:00:00Z","meta":{}},"signatures":[]})");
    const RunResult result = terminal.run();
    CHECK(result.ending == Ending::Failed);
    REQUIRE(result.problem);
    for (const std::string& text : {result.problem->text, terminal.status().problem->text}) {
        CHECK(text.find("\\x1b[2J\\x0aall is well") != std::string::npos);
        CHECK(text.find('\n') == std::string::npos);
    }
}

TEST_CASE("a pipe or a device on a stick holds nobody up") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    const fs::path next = published.path() / "metadata/2.root.json";
    REQUIRE(::mkfifo(next.c_str(), 0644) == 0);
    CHECK(import_folder(terminal.terminal, published.path()).ending == Ending::Installed);
    fs::remove(next);

    const TemporaryFolder stick;
    fs::create_directory(stick.path() / "elsewhere");
    fs::create_directory_symlink(stick.path() / "elsewhere", stick.path() / "metadata");
    CHECK_THROWS_AS(export_folder(terminal.terminal, stick.path()), std::runtime_error);
    CHECK(fs::is_empty(stick.path() / "elsewhere"));
}

TEST_CASE("what a terminal has is carried to the next one") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    published.publish("land/by", sample(3, "land/by"));
    published.repository.rotate("timestamp"); // a chain of roots
    published.repository.bump("root");
    published.repository.update({});
    published.write();
    TemporaryFolder stick;
    for (const bool some : {false, true}) {
        CAPTURE(some);
        TestTerminal first(published);
        TestTerminal second(published);
        for (TestTerminal* terminal : {&first, &second}) {
            if (some) {
                terminal->terminal.settings.languages = {"ar"};
            }
        }
        REQUIRE(first.run().ending == Ending::Installed);
        const fs::path folder = stick.path() / (some ? "some" : "all") / "zugang";
        const auto carried = export_folder(first.terminal, folder);
        REQUIRE(carried);
        CHECK(carried->files > 20);
        CHECK(export_folder(first.terminal, folder)->files == 0);
        const RunResult imported = import_folder(second.terminal, folder.parent_path());
        CHECK(reason(imported).empty());
        CHECK(imported.ending == Ending::Installed);
        CHECK(second.digest() == first.digest());
        // And on from there.
        CHECK(export_folder(second.terminal, stick.path() / (some ? "3" : "4")));

        spoil(any_file(folder / "bund/objects"));
        TestTerminal third(published);
        third.terminal.settings.languages = second.terminal.settings.languages;
        CHECK(reason(import_folder(third.terminal, folder)) == "hash-mismatch");
    }
    TestTerminal other(published);
    CHECK(reason(import_folder(other.terminal, stick.path())) == "not-found");
    CHECK_FALSE(export_folder(other.terminal, stick.path() / "x"));
}

TEST_CASE("damage on the disk is found, and mended from a mirror") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.run();
    const std::string digest = terminal.digest();
    const fs::path content = terminal.terminal.layout.content();
    CHECK(verify(terminal.terminal).empty());
    const auto mend = [&] {
        CHECK_FALSE(verify(terminal.terminal).empty());
        remove_damaged(terminal.terminal);
        CHECK(update(terminal.terminal, Repair::Yes).ending == Ending::Installed);
        CHECK(verify(terminal.terminal).empty());
        CHECK(terminal.digest() == digest);
    };
    SUBCASE("a picture or recording") {
        spoil(any_file(content / "media"));
        mend();
    }
    SUBCASE("a picture is missing") {
        fs::remove(any_file(content / "media"));
        mend();
    }
    SUBCASE("an object") {
        for (const auto& entry : fs::directory_iterator(content / "objects")) {
            const fs::path file = any_file(entry.path());
            if (entry.path().filename().string().size() == 2 && !file.empty()) {
                spoil(file);
            }
        }
        mend();
    }
    SUBCASE("the database") {
        spoil(content / "current/content.db");
        mend();
    }
    SUBCASE("the trusted metadata") {
        spoil(terminal.terminal.layout.trust() / "timestamp.json");
        CHECK_FALSE(verify(terminal.terminal).empty());
        CHECK(terminal.run().ending == Ending::UpToDate);
        CHECK(verify(terminal.terminal).empty());
    }
}

namespace {

/// As a state that another version of the software wrote: user_version of SQLite's file header.
void age(const fs::path& content, const std::string& state) {
    const fs::path file = content / "states" / state / "content.db";
    std::string bytes = read_file(file);
    bytes.at(63) = '\x01';
    write_file(file, bytes);
    const auto opened = content::open_current(content);
    REQUIRE_FALSE(opened);
    REQUIRE(opened.error() == content::FolderProblem::OtherVersion);
}

} // namespace

TEST_CASE("what an older version of the software wrote is made again, without a server too") {
    PublishedFolder published;
    published.publish("bund", titled("Gut"));
    TestTerminal terminal(published);
    terminal.run();
    const fs::path content = terminal.terminal.layout.content();
    const Fetch fetch = terminal.terminal.fetch;
    const Fetch offline = [](const FetchRequest& request, const Sink&) -> Result<void> {
        return tl::unexpected(Failure{Reason::Network, request.url + ": nobody answers"});
    };

    age(content, "1");
    terminal.terminal.fetch = offline;
    CHECK(reason(terminal.run()) == "network");
    CHECK(terminal.title("artikel-1") == "Gut");
    CHECK(terminal.status().state == "2");
    terminal.terminal.fetch = fetch;
    CHECK(terminal.run().ending == Ending::UpToDate);

    age(content, "2");
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.run().ending == Ending::UpToDate);

    // What lies here is newer than what staff went back to, which only a server knows.
    published.publish("bund", titled("Falsch"));
    terminal.run();
    const std::string back = go_back(terminal.terminal).state;
    CHECK(terminal.title("artikel-1") == "Gut");
    age(content, back);
    terminal.run();
    CHECK_FALSE(terminal.title("artikel-1").empty());

    // Objects are gone: they are fetched again though nothing new is published.
    fs::remove_all(content / "objects");
    age(content, terminal.status().state);
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Falsch");
}

TEST_CASE("an object that is damaged on the disk is fetched again when it is needed") {
    PublishedFolder published;
    published.publish("bund", titled("Eins"));
    TestTerminal terminal(published);
    terminal.run();
    for (const auto& entry :
         fs::recursive_directory_iterator(terminal.terminal.layout.content() / "objects")) {
        if (entry.is_regular_file() && entry.path().parent_path().filename().string().size() == 2) {
            spoil(entry.path());
        }
    }
    published.publish("bund", titled("Zwei"));
    CHECK(terminal.run().ending == Ending::Installed);
    CHECK(terminal.title("artikel-1") == "Zwei");
    CHECK(terminal.title("artikel-2", "ar") == "artikel-2 ar");
}

TEST_CASE("a request is what the format says, and is taken once") {
    CHECK(read_request(R"({"action":"update"})")->kind == Request::Kind::Update);
    CHECK(read_request(R"({"action":"rollback"})")->kind == Request::Kind::GoBack);
    CHECK(read_request(R"({"action":"rollback-undo"})")->kind == Request::Kind::AllowAgain);
    CHECK(read_request(R"({"action":"import","path":"/media/x"})")->folder == "/media/x");
    for (const char* bad : {"", "{", "[]", "{}", R"({"action":1})", R"({"action":"format"})",
                            R"({"action":"import"})", R"({"action":"import","path":"x"})"}) {
        CAPTURE(bad);
        CHECK_FALSE(read_request(bad));
    }
    TemporaryFolder folder;
    write_file(folder.path() / "a.json", R"({"action":"nonsense"})");
    write_file(folder.path() / "b.json", R"({"action":"rollback"})");
    write_file(folder.path() / "c.draft", R"({"action":"rollback"})");
    fs::create_directory(folder.path() / "d.json");
    CHECK(take_request(folder.path())->kind == Request::Kind::GoBack);
    CHECK_FALSE(take_request(folder.path()));
    CHECK(names_in(folder.path()) == std::vector<std::string>{"c.draft"});
}

TEST_CASE("terminals ask at times of their own, and less and less while nobody answers") {
    using std::chrono::minutes;
    using std::chrono::seconds;
    const minutes interval(30);
    CHECK(wait_after(0, interval, 0.5) == interval);
    CHECK(wait_after(0, interval, 0) == minutes(24));
    CHECK(wait_after(0, interval, 1) == minutes(36));
    CHECK(wait_after(1, interval, 0.5) == minutes(1));
    CHECK(wait_after(2, interval, 0.5) == minutes(2));
    CHECK(wait_after(4, interval, 0.5) == minutes(8));
    CHECK(wait_after(9, interval, 0.5) == interval);
    CHECK(wait_after(1'000'000, interval, 0.5) == interval);
    CHECK(wait_after(1, minutes(1), 0.5) == minutes(1));
}
