#pragma once

#include "tests/server_process.hpp"
#include "tests/sync/repository.hpp"

#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace zugang::sync::testing {

inline void replace(std::string& text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE_MESSAGE(at != std::string::npos, what);
    text.replace(at, what.size(), by);
}

/// An example of packaging/server/ as a process.
class Example {
  public:
    /// nginx.conf over a folder.
    explicit Example(const std::filesystem::path& root) : Example() {
        std::string text = read_example("nginx.conf");
        replace(text, "listen 80;", "listen 127.0.0.1:" + std::to_string(port_) + ";");
        replace(text, "root /srv/zugang/repository;", "root " + root.string() + ";");
        start(text);
    }
    /// nginx-proxy.conf before another one.
    explicit Example(const Example& behind) : Example() {
        std::string text = read_example("nginx-proxy.conf");
        replace(text, "listen 80;", "listen 127.0.0.1:" + std::to_string(port_) + ";");
        replace(text, "/var/cache/nginx/zugang", (machine_.path() / "cache").string());
        replace(text, "https://inhalte.example.org;",
                "http://127.0.0.1:" + std::to_string(behind.port_) + ";");
        start(text);
    }
    /// The machine is off.
    void stop() { process_.reset(); }
    int port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    /// Of what was asked: bytes of the request, bytes of the answer, status, address.
    std::vector<std::string> log() const {
        std::vector<std::string> lines;
        std::istringstream text(read_file(machine_.path() / "wire.log"));
        for (std::string line; std::getline(text, line);) {
            lines.push_back(line);
        }
        return lines;
    }

  private:
    Example() : port_(zugang::testing::free_port()) {}

    static std::string read_example(const char* name) {
        return read_file(std::filesystem::path(ZUGANG_SOURCE_DIR) / "packaging/server" / name);
    }
    void start(const std::string& text) {
        const std::string log = (machine_.path() / "wire.log").string();
        process_ = std::make_unique<zugang::testing::ServerProcess>(
            zugang::testing::nginx_command(
                machine_.path(),
                "log_format wire \"$request_length $bytes_sent $status $request_uri\";\n"
                "access_log " +
                    log + " wire;\n" + text),
            port_);
    }

    TemporaryFolder machine_;
    int port_;
    std::unique_ptr<zugang::testing::ServerProcess> process_;
};

} // namespace zugang::sync::testing
