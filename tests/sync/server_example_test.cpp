// packaging/server/nginx.conf and nginx-proxy.conf as they are, with only address and folders
// changed, and a terminal's requests to them.
#include "sync/publish/upload.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/server_example.hpp"
#include "tests/sync/upload_repository.hpp"

#include <memory>
#include <sstream>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;
using namespace zugang::testing;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

struct Answer {
    std::string head;
    std::string body;
    std::size_t bytes = 0;
};

/// One request by hand, so that all bytes of the answer are seen.
Answer ask(int port, const std::string& path, const std::string& headers = "",
           const std::string& method = "GET") {
    const int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const std::string request =
        method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n";
    REQUIRE(::write(line, request.data(), request.size()) == static_cast<ssize_t>(request.size()));
    std::string all;
    std::string piece(65536, '\0');
    for (ssize_t got = 0; (got = ::read(line, piece.data(), piece.size())) > 0;) {
        all.append(piece, 0, static_cast<std::size_t>(got));
    }
    ::close(line);
    const std::size_t end = all.find("\r\n\r\n");
    REQUIRE(end != std::string::npos);
    return {.head = all.substr(0, end + 2), .body = all.substr(end + 4), .bytes = all.size()};
}

int status_of(const Answer& answer) {
    return std::stoi(answer.head.substr(9, 3));
}

/// tuf-client as a terminal that knows the first root.
class Terminal {
  public:
    explicit Terminal(const SignedRepository& repository) {
        fs::create_directories(folder_.path() / "trusted");
        fs::create_directories(folder_.path() / "loaded");
        REQUIRE(run("init " + (repository.folder() / "metadata/1.root.json").string()).code == 0);
    }
    Outcome refresh(const std::string& url) const {
        return run("--metadata-url " + url + "/metadata refresh");
    }
    Outcome download(const std::string& url, const std::string& target) const {
        return run("--metadata-url " + url + "/metadata --target-name " + target +
                   " --target-dir " + (folder_.path() / "loaded").string() + " --target-base-url " +
                   url + " download");
    }
    void forget() const { fs::remove_all(folder_.path() / "loaded"); }
    std::string loaded(const std::string& name) const {
        return read_file(folder_.path() / "loaded" / name);
    }

  private:
    Outcome run(const std::string& arguments) const {
        return run_command(std::string(ZUGANG_BINARY_DIR) + "/bin/tuf-client --metadata-dir " +
                           (folder_.path() / "trusted").string() + " " + arguments);
    }

    TemporaryFolder folder_;
};

struct Published {
    TemporaryFolder source;
    TemporaryFolder www;
    SignedRepository repository{source.path()};

    Published() { publish(); }
    void publish() const {
        const auto report =
            upload(source.path(), *parse_destination((www.path() / "repository").string()));
        REQUIRE_MESSAGE(report, (report ? "" : report.error().text));
    }
    fs::path root() const { return www.path() / "repository"; }
};

} // namespace

TEST_CASE("the example serves every file of a repository as it was signed, and nothing else") {
    const Published published;
    write_file(published.root() / "bund/.hidden", "x");
    write_file(published.root() / "metadata/.timestamp.json.1", "x");
    write_file(published.root() / "bund/manifest.json", "x");
    write_file(published.root() / "bund/history", "x");
    write_file(published.root() / "keys/root.pem", "x");
    const Example example(published.root());
    for (const auto& [path, bytes] : served_files(published.repository)) {
        CAPTURE(path);
        const Answer answer = ask(example.port(), "/" + path, "Accept-Encoding: gzip, br\r\n");
        CHECK(status_of(answer) == 200);
        CHECK(answer.body == bytes);
        CHECK_FALSE(contains(answer.head, "Content-Encoding"));
        CHECK(contains(answer.head, "ETag: "));
        CHECK(
            contains(answer.head, path == timestamp_path
                                      ? "Cache-Control: no-cache\r\n"
                                      : "Cache-Control: public, max-age=31536000, immutable\r\n"));
    }
    for (const char* path : {"/", "/bund", "/bund/", "/bund/.hidden", "/metadata/.timestamp.json.1",
                             "/bund/manifest.json", "/bund/history", "/keys/root.pem",
                             "/metadata/7.root.json", "/metadata/", "/metadata/root.json", "/404",
                             "/../etc/passwd", "/metadata/3.land%2F..%2Fby.json"}) {
        CAPTURE(path);
        const Answer answer = ask(example.port(), path);
        CHECK((status_of(answer) == 404 || status_of(answer) == 400));
        CHECK((answer.body == "404\n" || status_of(answer) == 400));
    }
    const Answer put =
        ask(example.port(), "/metadata/timestamp.json", "Content-Length: 0\r\n", "PUT");
    CHECK(status_of(put) == 405);
}

TEST_CASE("the example answers ranges and conditions") {
    const Published published;
    const Example example(published.root());
    std::string pack;
    for (const std::string& name : names_in(published.root() / "bund/packs")) {
        pack = "bund/packs/" + name;
    }
    const std::string bytes = read_file(published.root() / pack);
    const Answer rest = ask(example.port(), "/" + pack, "Range: bytes=1000-\r\n");
    CHECK(status_of(rest) == 206);
    CHECK(rest.body == bytes.substr(1000));
    CHECK(contains(rest.head, "Content-Range: bytes 1000-"));

    const Answer first = ask(example.port(), "/metadata/timestamp.json");
    const std::size_t at = first.head.find("ETag: ") + 6;
    const std::string tag = first.head.substr(at, first.head.find("\r\n", at) - at);
    const Answer same =
        ask(example.port(), "/metadata/timestamp.json", "If-None-Match: " + tag + "\r\n");
    CHECK(status_of(same) == 304);
    CHECK(same.body.empty());
}

TEST_CASE("a terminal follows the example, over what was published and the publisher's folder") {
    const Published published;
    for (const fs::path& root : {published.root(), published.source.path()}) {
        CAPTURE(root.string());
        const Example example(root);
        for (const std::string& url : {example.url(), "file://" + published.root().string()}) {
            CAPTURE(url);
            const Terminal terminal(published.repository);
            const Outcome loaded = terminal.download(url, "land/by/manifest.json");
            CAPTURE(loaded.text);
            CHECK(loaded.code == 0);
            CHECK(terminal.loaded("land%2Fby%2Fmanifest.json") ==
                  read_file(published.source.path() / "land/by/manifest.json"));
        }
    }
}

TEST_CASE("a terminal that has everything asks twice and moves less than 2,000 bytes") {
    const Published published;
    const Example example(published.root());
    const Terminal terminal(published.repository);
    REQUIRE(terminal.refresh(example.url()).code == 0);
    const std::size_t before = example.log().size();
    REQUIRE(terminal.refresh(example.url()).code == 0);
    const auto log = example.log();
    REQUIRE(log.size() == before + 2);
    std::size_t bytes = 0;
    for (std::size_t i = before; i < log.size(); ++i) {
        std::istringstream line(log[i]);
        std::size_t asked = 0;
        std::size_t answered = 0;
        line >> asked >> answered;
        bytes += asked + answered;
    }
    MESSAGE("bytes of both requests and answers: ", bytes, ", of which timestamp.json ",
            published.repository.timestamp().size());
    CHECK(contains(log[before], "404 /metadata/2.root.json"));
    CHECK(contains(log[before + 1], "200 /metadata/timestamp.json"));
    CHECK(bytes <= 2000);
}

TEST_CASE("the proxy for a centre fetches once, and never an old timestamp") {
    Published published;
    const Example origin(published.root());
    const Example proxy(origin);
    const auto asked_for = [&origin](const std::string& path) {
        return std::ranges::count_if(
            origin.log(), [&path](const std::string& line) { return line.ends_with(" " + path); });
    };
    for (int i = 0; i < 2; ++i) {
        const Terminal terminal(published.repository);
        const Outcome loaded = terminal.download(proxy.url(), "land/by/manifest.json");
        CAPTURE(loaded.text);
        CHECK(loaded.code == 0);
    }
    CHECK(asked_for("/metadata/2.land.by.json") == 1);
    CHECK(asked_for("/metadata/2.root.json") == 1);
    CHECK(asked_for("/metadata/timestamp.json") == 2);

    auto bytes = sample(4);
    bytes["media/gross.png"] = noise(3'000'000, 5);
    published.repository.publish(bytes);
    published.publish();
    CHECK(ask(proxy.port(), "/metadata/timestamp.json").body == published.repository.timestamp());
    for (const auto& [path, content] : served_files(published.repository)) {
        if (content.size() > 2'000'000) {
            CAPTURE(path);
            const Answer rest = ask(proxy.port(), "/" + path, "Range: bytes=1500000-\r\n");
            CHECK(status_of(rest) == 206);
            CHECK(rest.body == content.substr(1'500'000));
            CHECK(ask(proxy.port(), "/" + path).body == content);
        }
    }
}
