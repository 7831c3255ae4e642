// tuf-client as a process, over folders and a real nginx.
#include "content/sha256.hpp"
#include "sync/metadata_store.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/repository.hpp"
#include "tests/server_process.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <thread>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;
using namespace zugang::testing;
namespace fs = std::filesystem;

namespace {


bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// One process that serves `folder`/www on loopback until it is destroyed.
class Nginx {
  public:
    explicit Nginx(const fs::path& folder)
        : port_(free_port()), process_(nginx_command(folder, server_of(folder)), port_) {}

    void stop() { process_.stop(); }
    std::string url(const std::string& path = "") const {
        return "http://127.0.0.1:" + std::to_string(port_) + "/" + path;
    }

  private:
    std::string server_of(const fs::path& folder) const {
        return "gzip on; gzip_min_length 1; gzip_types *;\nserver { listen 127.0.0.1:" +
               std::to_string(port_) + "; root " + folder.string() +
               "/www;\nlocation /moved/ { rewrite ^/moved/(.*)$ /$1 redirect; }\n"
               "location /broken/ { return 503; }\nlocation /forbidden/ { return 403; }\n"
               "location /away/ { return 302 file:///etc/hostname; } }\n";
    }

    int port_;
    ServerProcess process_;
};

/// A repository in a folder, and a client with its own folders beside it.
struct Machine {
    TemporaryFolder folder;
    Repository repository;
    fs::path www = folder.path() / "www";
    fs::path metadata = folder.path() / "trusted";
    fs::path targets = folder.path() / "loaded";

    Machine() {
        fs::create_directories(metadata);
        fs::create_directories(targets);
        for (auto& [role, body] : repository.roles) { // the process has the real clock
            body["expires"] = "2999-01-01T00:00:00Z";
        }
        repository.publish("root");
        repository.add_target("targets", "d/first file", "the first");
        repository.add_target("targets", "second", "the second");
        repository.update({"targets"});
        write();
        REQUIRE(client("init " + (www / "metadata/1.root.json").string()).code == 0);
    }
    void write() const {
        for (const auto& [path, bytes] : repository.files) {
            write_file(www / path, bytes);
        }
    }
    Outcome client(const std::string& arguments, const std::string& before = "") const {
        return run_command(before + " " + ZUGANG_BINARY_DIR + "/bin/tuf-client --metadata-dir " +
                           metadata.string() + " " + arguments);
    }
    Outcome refresh(const std::string& base, const std::string& before = "") const {
        return client("--metadata-url " + base + "metadata/ refresh", before);
    }
    Outcome download(const std::string& base, const std::string& names) const {
        return client("--metadata-url " + base + "metadata " + names + " --target-dir " +
                      targets.string() + " --target-base-url " + base + "targets download");
    }
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("tuf-client follows a repository on a web server and in a folder") {
    Machine machine;
    const Nginx nginx(machine.folder.path());
    for (const std::string& base :
         {nginx.url(), nginx.url("moved/"), "file://" + machine.www.string() + "/"}) {
        CAPTURE(base);
        const Outcome refreshed = machine.refresh(base);
        CAPTURE(refreshed.text);
        CHECK(refreshed.code == 0);
        CHECK(names_in(machine.metadata) ==
              Names{"root.json", "snapshot.json", "targets.json", "timestamp.json"});
        CHECK(read_file(machine.metadata / "timestamp.json") ==
              machine.repository.files["metadata/timestamp.json"]);
        CHECK(machine.download(base, "--target-name 'd/first file' --target-name second").code ==
              0);
        CHECK(read_file(machine.targets / "d%2Ffirst%20file") == "the first");
        CHECK(read_file(machine.targets / "second") == "the second");
        fs::remove_all(machine.targets);
        fs::create_directories(machine.targets);
        CHECK(machine.download(base, "--target-name nowhere --target-name second").code == 1);
        CHECK(names_in(machine.targets).empty());
    }
    CHECK_FALSE(contains(read_file(machine.folder.path() / "access.log"), "3.root.json"));
}

TEST_CASE("protection: endless data ends at the limit") {
    Machine machine;
    const Nginx nginx(machine.folder.path());
    for (const char* name : {"2.root.json", "timestamp.json"}) {
        CAPTURE(name);
        const fs::path file = machine.www / "metadata" / name;
        write_file(file, "{");
        fs::resize_file(file, std::uintmax_t{64} << 30U); // takes no room on the disk
        const Outcome refreshed = machine.refresh(nginx.url());
        CHECK(refreshed.code == 1);
        CHECK(contains(refreshed.text, "bytes that are allowed"));
        fs::remove(file);
        machine.write();
    }
    const std::string served = "targets/" + zugang::content::sha256("the second") + ".second";
    fs::resize_file(machine.www / served, std::uintmax_t{64} << 30U);
    const Outcome loaded = machine.download(nginx.url(), "--target-name second");
    CHECK(loaded.code == 1);
    CHECK(contains(loaded.text, "longer than the 10 bytes"));
    CHECK(names_in(machine.targets).empty());
}

TEST_CASE("protection: only 403 and 404 end the chain of roots") {
    Machine machine;
    Nginx nginx(machine.folder.path());
    const Outcome broken = machine.refresh(nginx.url("broken/"));
    CHECK(broken.code == 1);
    CHECK(contains(broken.text, "2.root.json: the server answers 503"));
    const Outcome forbidden = machine.refresh(nginx.url("forbidden/"));
    CHECK(forbidden.code == 1);
    CHECK(contains(forbidden.text, "timestamp.json: the server answers 403"));
    const Outcome away = machine.refresh(nginx.url("away/"));
    CHECK(away.code == 1);
    CHECK(contains(away.text, "2.root.json: only http"));
    nginx.stop();
    const Outcome silent = machine.refresh(nginx.url());
    CHECK(silent.code == 1);
    CHECK(contains(silent.text, "2.root.json"));
    CHECK(names_in(machine.metadata) == Names{"root.json"});
}

TEST_CASE("tuf-client believes the clock of its process") {
    Machine machine;
    const std::string base = "file://" + machine.www.string() + "/";
    CHECK(machine.refresh(base).code == 0);
    machine.repository.roles["timestamp"]["expires"] = "2030-01-01T00:00:00Z";
    machine.repository.update({});
    machine.write();
    // Sanitizers want to be the first library, which a preloaded clock is.
    const std::string faked = "ASAN_OPTIONS=verify_asan_link_order=0 faketime -f ";
    CHECK(machine.refresh(base, faked + "'@2029-12-31 12:00:00'").code == 0);
    const Outcome late = machine.refresh(base, faked + "'@2030-01-02 12:00:00'");
    CHECK(late.code == 1);
    CHECK(contains(late.text, "timestamp version 3 expired on 2030-01-01T00:00:00Z"));
}

TEST_CASE("every wrong call and every failure of tuf-client is 1") {
    Machine machine;
    for (const char* wrong : {"", "refresh", "init", "download", "init a b", "--metadata-url",
                              "--metadata-url x refresh more", "--metadata-url x download"}) {
        CAPTURE(wrong);
        CHECK(machine.client(wrong).code == 1);
    }
    CHECK(machine.client("init /nowhere").code == 1);
    CHECK(machine.client("--metadata-url gopher://x refresh").code == 1);
    fs::remove(machine.metadata / "root.json");
    CHECK(contains(machine.refresh("file:///nowhere/").text, "no trusted root.json"));
}

TEST_CASE("a transfer can be resumed where it broke off") {
    Machine machine;
    const Nginx nginx(machine.folder.path());
    write_file(machine.www / "object", "0123456789");
    const Fetch fetch = fetch_with_curl();
    for (const std::string& url :
         {nginx.url("object"), "file://" + (machine.www / "object").string()}) {
        CAPTURE(url);
        std::string rest;
        const auto keep = [&rest](std::string_view piece) {
            rest += piece;
            return true;
        };
        CHECK(fetch({.url = url, .limit_bytes = 6, .offset_bytes = 4}, keep));
        CHECK(rest == "456789");
        const auto too_much = fetch({.url = url, .limit_bytes = 5, .offset_bytes = 4}, keep);
        REQUIRE_FALSE(too_much);
        CHECK(too_much.error().reason == Reason::TooLarge);
        const auto ended =
            fetch({.url = url, .limit_bytes = 10}, [](std::string_view) { return false; });
        REQUIRE_FALSE(ended);
        CHECK(ended.error().reason == Reason::Refused);
        CHECK_THROWS_AS(fetch({.url = url, .limit_bytes = 10},
                              [](std::string_view) -> bool { throw std::bad_alloc(); }),
                        std::bad_alloc);
    }
}
