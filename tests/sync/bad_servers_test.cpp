// Servers that lie, stall or change their mind: the old state stays or the new one comes, never
// anything else; one clear line in the log and in the status.
#include "tests/sync/published_folder.hpp"
#include "tests/server_process.hpp"

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using namespace zugang::testing;
namespace fs = std::filesystem;

namespace {

class BadServer {
  public:
    BadServer(const fs::path& folder, const std::string& mode)
        : port_(free_port()),
          process_({"/usr/bin/python3",
                    std::string(ZUGANG_SOURCE_DIR) + "/tests/sync/bad_server.py", folder.string(),
                    mode, std::to_string(port_)},
                   port_) {}
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    int port_;
    ServerProcess process_;
};

/// A terminal with the state "Eins"; "Zwei" is published.
struct Scene {
    PublishedFolder published;
    std::unique_ptr<TestTerminal> terminal;

    Scene() {
        published.publish("bund", titled("Eins"));
        terminal = std::make_unique<TestTerminal>(published);
        terminal->run();
        fs::copy(published.path(), published.path().string() + ".old", fs::copy_options::recursive);
        published.publish("bund", titled("Zwei"));
        FetchSettings settings;
        settings.stall_timeout = std::chrono::seconds(2);
        terminal->terminal.fetch = fetch_with_curl(settings);
    }

    RunResult run(const std::string& mode) {
        const BadServer server(published.path(), mode);
        terminal->terminal.settings.mirrors = {server.url()};
        terminal->log.clear();
        return terminal->run();
    }

    /// Nothing changed, and it is told once.
    void refused(const std::string& mode, const std::string& reason) {
        CAPTURE(mode);
        const RunResult result = run(mode);
        CHECK(result.ending == Ending::Failed);
        REQUIRE(result.problem);
        CHECK(result.problem->reason == reason);
        CHECK(std::ranges::count(terminal->log, '\n') == 1);
        CHECK(terminal->status().problem->text + "\n" == terminal->log);
        CHECK(terminal->title("artikel-1") == "Eins");
    }
};

} // namespace

TEST_CASE("what a server that does not work sends changes nothing") {
    Scene scene;
    scene.refused("crawl", "network");
    scene.refused("long", "too-large");
    scene.refused("short", "network");
    scene.refused("portal", "malformed");
    scene.refused("moved", "network");
    scene.refused("refusing", "network");
    scene.terminal->terminal.settings.mirrors = {scene.published.url()};
    CHECK(scene.terminal->run().ending == Ending::Installed);
    CHECK(scene.terminal->title("artikel-1") == "Zwei");
}

TEST_CASE("an old copy in a cache is a rollback, not an update") {
    Scene scene;
    scene.terminal->run(); // has seen the newer timestamp
    CHECK(scene.terminal->title("artikel-1") == "Zwei");
    const RunResult result = scene.run("cached");
    CHECK(result.ending == Ending::Failed);
    CHECK(result.problem->reason == "rollback");
    CHECK(scene.terminal->title("artikel-1") == "Zwei");
}

TEST_CASE("ranges that are not obeyed cost bytes and nothing else") {
    Scene scene;
    // Only some languages: the pack is taken in parts, and a part that breaks off is gone on with.
    scene.terminal->terminal.settings.languages = {"ar"};
    const std::string mode = "no-range";
    CHECK(scene.run(mode).ending == Ending::Installed);
    CHECK(scene.terminal->title("artikel-1") == "Zwei");
}

TEST_CASE("another range than the one asked for is noticed at once") {
    Scene scene;
    std::string got;
    const BadServer server(scene.published.path(), "other-range");
    const auto fetched = fetch_with_curl()(
        {.url = server.url() + "/metadata/timestamp.json", .limit_bytes = 1000, .offset_bytes = 10},
        [&got](std::string_view piece) {
            got += piece;
            return true;
        });
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().reason == Reason::Network);
    CHECK(fetched.error().text.find("another part") != std::string::npos);
    CHECK(got.empty());
}

TEST_CASE("a file that changes in the middle is never believed") {
    Scene scene;
    std::size_t runs = 0;
    for (; runs < 60; ++runs) {
        const RunResult result = scene.run("changing");
        const std::string title = scene.terminal->title("artikel-1");
        REQUIRE((title == "Eins" || title == "Zwei"));
        if (result.ending == Ending::Installed) {
            break;
        }
        REQUIRE(result.problem);
    }
    scene.terminal->terminal.settings.mirrors = {scene.published.url()};
    scene.terminal->run();
    CHECK(scene.terminal->title("artikel-1") == "Zwei");
}
