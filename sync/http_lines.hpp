#pragma once

#include "sync/failure.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace zugang::sync {

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> headers;      ///< "Name: value"
    std::filesystem::path file;            ///< what a PUT sends, or else:
    std::string body;                      ///< what is sent; not for GET and HEAD
    std::uint64_t size_bytes = 0;          ///< of `file`
    std::uint64_t limit_bytes = 1'000'000; ///< of the answer; one byte more is a failure
};

struct HttpAnswer {
    long status = 0;
    std::uint64_t length = 0; ///< Content-Length, or 0
    bool has_length = false;
    std::string tag;    ///< ETag
    std::string moved;  ///< Location
    std::string region; ///< x-amz-bucket-region
    std::string body;
};

struct HttpSettings {
    std::string user;
    std::string secret;
    std::string aws_region; ///< signs as AWS does where it is not empty, else Basic
    std::chrono::milliseconds retry_wait{500};
    int tries = 3;
    std::chrono::seconds connect_timeout{20};
    std::chrono::seconds stall_timeout{60}; ///< a line on which nothing moves is given up
    std::chrono::seconds longest{0};        ///< of one request; 0: no limit
    std::string proxy{};                    ///< URL; empty: what the environment says
    std::string user_agent = "zugang-publish/" ZUGANG_VERSION;
};

/// A few connections to one server by libcurl, kept open. Redirects are answers like others. A
/// connection that breaks, and 500, 502, 503, 504 and 429, are tried again. One thread.
class HttpLines {
  public:
    explicit HttpLines(HttpSettings settings);
    ~HttpLines();
    HttpLines(const HttpLines&) = delete;
    HttpLines& operator=(const HttpLines&) = delete;

    using Make = std::function<Result<HttpRequest>(std::size_t index)>;
    using Done = std::function<Result<void>(std::size_t index, const HttpAnswer& answer)>;
    using Moving = std::function<void(std::uint64_t bytes)>; ///< sent of those under way

    /// Requests 0 to `count` - 1, eight at a time; `make` is called just before each. The first
    /// failure ends them all.
    [[nodiscard]] Result<void> run(
        std::size_t count, const Make& make, const Done& done,
        const Moving& moving = [](std::uint64_t) {});

    [[nodiscard]] Result<HttpAnswer> ask(const HttpRequest& request);

  private:
    struct Transfer;
    struct CleanUpMulti {
        void operator()(void* multi) const noexcept;
    };

    [[nodiscard]] Result<void> start(Transfer& transfer);

    HttpSettings settings_;
    std::unique_ptr<void, CleanUpMulti> multi_;
    std::vector<std::unique_ptr<Transfer>> transfers_;
};

/// What an answer that is no success means for whoever publishes. `what`: the file or folder.
tl::unexpected<Failure> describe_answer(const std::string& what, const HttpAnswer& answer);

} // namespace zugang::sync
