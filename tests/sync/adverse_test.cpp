// Wrong clocks, no DNS, a proxy that is not believed, a slow line that loses: zugang-sync as it is
// says what is wrong, by its exit code, in status.json and in the figures for Prometheus; the
// content stays, and the terminal does not notice. A captive portal and servers that lie are in
// bad_servers_test.cpp.
#include "tests/run_command.hpp"
#include "tests/server_process.hpp"
#include "tests/sync/published_folder.hpp"
#include "tests/sync/server_example.hpp"

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using zugang::testing::free_port;
using zugang::testing::Outcome;
using zugang::testing::run_command;
using zugang::testing::ServerProcess;
namespace fs = std::filesystem;

namespace {

/// Sanitizers want to be the first library, which a preloaded clock is. The clock goes on from
/// there.
std::string at(const std::string& moment) {
    return "ASAN_OPTIONS=verify_asan_link_order=0 faketime -f '@" + moment + "' ";
}

/// A terminal that shows "Eins" on the day on which its metadata was signed (it expires within
/// weeks); "Zwei" is published.
class Scene {
  public:
    Scene() {
        published.publish("bund", titled("Eins"));
        const fs::path root = machine_.path() / "root.json";
        write_file(root, published.repository.files.at("metadata/1.root.json"));
        settings("mirrors = [\"" + published.url() + "\"]");
        REQUIRE(sync("", "init " + root.string()).code == 0);
        const Outcome first = sync(now, "run");
        REQUIRE_MESSAGE(first.code == 0, first.text);
        REQUIRE(title() == "Eins");
        good_figures_ = figures();
        published.publish("bund", titled("Zwei"));
    }

    Outcome sync(const std::string& before, const std::string& arguments) const {
        return run_command("cd " + machine_.path().string() + " && " + before +
                           ZUGANG_BINARY_DIR "/bin/zugang-sync --config terminal.toml --folder " +
                           folder().string() + " " + arguments);
    }
    void settings(const std::string& updates) const {
        write_file(machine_.path() / "terminal.toml", "[updates]\n" + updates + "\n");
    }
    std::string title() const {
        auto state = content::open_current(folder() / "content");
        const auto article =
            state ? content::find_article(state->database, "artikel-1", "de") : std::nullopt;
        return article ? article->title.utf8 : std::string{};
    }
    content::UpdateStatus status() const {
        const auto status = content::load_update_status(folder() / "status.json");
        REQUIRE(status);
        return *status;
    }
    std::string figures() const { return sync("", "status --format prometheus").text; }

    /// The run failed with this reason, which is said everywhere, and nothing else is changed.
    void failed(const Outcome& outcome, const std::string& reason,
                const std::vector<std::string>& words) const {
        CAPTURE(outcome.text);
        CHECK(outcome.code == 1);
        REQUIRE(status().problem);
        CHECK(status().problem->reason == reason);
        for (const std::string& word : words) {
            CAPTURE(word);
            CHECK(outcome.text.find(word) != std::string::npos);
            CHECK(status().problem->text.find(word) != std::string::npos);
        }
        CHECK(title() == "Eins");
        // What alerts go by: the problem is new, the last success is the one that was.
        CHECK(figures().find("zugang_sync_problem{reason=\"" + reason + "\"} 1\n") !=
              std::string::npos);
        CHECK(figure(figures(), "zugang_sync_last_success_timestamp_seconds") ==
              figure(good_figures_, "zugang_sync_last_success_timestamp_seconds"));
        CHECK_FALSE(figure(good_figures_, "zugang_sync_last_success_timestamp_seconds").empty());
    }

    /// Once all is well again.
    void recovers() const {
        settings("mirrors = [\"" + published.url() + "\"]");
        const Outcome outcome = sync(now, "run");
        CAPTURE(outcome.text);
        CHECK(outcome.code == 0);
        CHECK_FALSE(status().problem);
        CHECK_FALSE(status().clock_is_behind);
        CHECK(title() == "Zwei");
        CHECK(figures().find("zugang_sync_problem 0\n") != std::string::npos);
    }

    fs::path folder() const { return machine_.path() / "terminal"; }
    fs::path path() const { return machine_.path(); }

    const std::string now = at("2026-11-25 12:00:00");
    PublishedFolder published;

  private:
    static std::string figure(const std::string& text, const std::string& name) {
        const std::size_t start = text.find("\n" + name + " ");
        return start == std::string::npos
                   ? std::string{}
                   : text.substr(start + 1, text.find('\n', start + 1) - start - 1);
    }

    TemporaryFolder machine_;
    std::string good_figures_;
};

ServerProcess line(int port, std::vector<std::string> words) {
    std::vector<std::string> command{"/usr/bin/python3",
                                     std::string(ZUGANG_SOURCE_DIR) + "/tests/sync/bad_line.py",
                                     std::to_string(port)};
    command.insert(command.end(), words.begin(), words.end());
    return ServerProcess(command, port);
}

/// A key and a certificate that nobody knows, for this name.
fs::path make_certificate(const fs::path& folder) {
    const fs::path file = folder / "certificate.pem";
    const Outcome made = run_command(
        "cd " + folder.string() +
        " && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem "
        "-out cert.pem -days 30 -subj /CN=inhalte.example.org -addext "
        "subjectAltName=DNS:inhalte.example.org,IP:127.0.0.1 2>&1 && cat key.pem cert.pem > " +
        file.string());
    REQUIRE_MESSAGE(made.code == 0, made.text);
    return file;
}

std::string url(int port) {
    return "http://127.0.0.1:" + std::to_string(port);
}

} // namespace

TEST_CASE("a clock at 1970 is named, and not obeyed") {
    const Scene scene;
    const Outcome outcome = scene.sync(at("1970-01-01 00:01:00"), "run");
    CAPTURE(outcome.text);
    CHECK(outcome.code == 0); // what is signed is valid at the time that has certainly been
    CHECK(scene.title() == "Zwei");
    REQUIRE(scene.status().problem);
    CHECK(scene.status().problem->reason == "clock");
    CHECK(scene.status().clock_is_behind);
    CHECK(outcome.text.find("the clock of this machine shows 1970-01-01") != std::string::npos);
    CHECK(outcome.text.find("but it was 2026-11-25") != std::string::npos);
    CHECK(outcome.text.find("set the clock") != std::string::npos);
    CHECK(scene.figures().find("zugang_clock_behind 1\n") != std::string::npos);
    scene.recovers();
}

TEST_CASE("a clock at 2038 or 2100 brings nothing new, says so and leaves nothing behind") {
    const Scene scene;
    for (const std::string& moment :
         {std::string("2038-01-19 03:14:08"), std::string("2100-03-01 00:00:00")}) {
        CAPTURE(moment);
        scene.failed(scene.sync(at(moment), "run"), "expired",
                     {"expired on 20", moment.substr(0, 4)});
        CHECK(scene.sync(at(moment), "status").text.find("expired since") != std::string::npos);
        CHECK(scene.sync(at(moment), "verify").code == 0);
    }
    scene.recovers();
}

TEST_CASE("a name that nobody knows") {
    const Scene scene;
    scene.settings("mirrors = [\"https://inhalte.invalid\"]");
    // .invalid never exists (RFC 6761); a resolver that does not answer is given up soon.
    scene.failed(scene.sync("RES_OPTIONS='timeout:1 attempts:1' " + scene.now, "run"), "network",
                 {"https://inhalte.invalid/metadata/", "check the address and the network"});
    scene.recovers();
}

TEST_CASE("a proxy that stands in for the server with a certificate of its own") {
    const Scene scene;
    const fs::path certificate = make_certificate(scene.path());
    const int port = free_port();
    const auto proxy = line(port, {"intercept", certificate.string()});
    scene.settings("mirrors = [\"https://inhalte.example.org\"]\nproxy = \"" + url(port) + "\"");
    scene.failed(scene.sync("", "run"), "network",
                 {"https://inhalte.example.org/metadata/", "certificate"});
    scene.recovers();
}

TEST_CASE("a proxy over TLS, and a server, whose certificate nobody has signed") {
    const Scene scene;
    const fs::path certificate = make_certificate(scene.path());
    const int port = free_port();
    const auto server = line(port, {"tls", certificate.string()});
    const std::string address = "https://127.0.0.1:" + std::to_string(port);
    scene.settings("mirrors = [\"https://inhalte.example.org\"]\nproxy = \"" + address + "\"");
    scene.failed(scene.sync("", "run"), "network", {"certificate"});
    scene.settings("mirrors = [\"" + address + "\"]");
    scene.failed(scene.sync("", "run"), "network", {address, "certificate"});
    scene.recovers();
}

TEST_CASE("no proxy where one is configured") {
    const Scene scene;
    scene.settings("mirrors = [\"https://inhalte.example.org\"]\nproxy = \"" + url(free_port()) +
                   "\"");
    scene.failed(scene.sync("", "run"), "network", {"check the address and the network"});
    scene.recovers();
}

TEST_CASE("a slow line that loses segments takes longer, and brings everything") {
    const Scene scene;
    const Example server(scene.published.path());
    const int port = free_port();
    const auto slow = line(port, {"relay", std::to_string(server.port()), "300", "stalls"});
    scene.settings("mirrors = [\"" + url(port) + "\"]");
    const Outcome outcome = scene.sync(scene.now, "run");
    CAPTURE(outcome.text);
    CHECK(outcome.code == 0);
    CHECK_FALSE(scene.status().problem);
    CHECK(scene.title() == "Zwei");
    // Round trips are what costs: all is asked for over few connections.
    CHECK(server.log().size() < 12);
}

TEST_CASE("a line that is cut again and again is gone on with where it broke off") {
    Scene scene;
    content::RecordBytes bytes = titled("Zwei");
    bytes["media/bild.png"] = noise(200'000, 3);
    scene.published.publish("bund", bytes);
    const Example server(scene.published.path());
    const int port = free_port();
    const auto cut = line(port, {"cut", std::to_string(server.port()), "60000"});
    scene.settings("mirrors = [\"" + url(port) + "\"]");
    int runs = 0;
    for (; runs < 10 && scene.title() != "Zwei"; ++runs) {
        const Outcome outcome = scene.sync(scene.now, "run");
        CAPTURE(outcome.text);
        if (scene.title() != "Zwei") {
            scene.failed(outcome, "network", {"http://127.0.0.1"});
        }
    }
    CHECK(runs > 1); // else nothing was cut
    CHECK(scene.title() == "Zwei");
    CHECK_FALSE(scene.status().problem);
}
