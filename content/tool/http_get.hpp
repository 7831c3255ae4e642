#pragma once

#include <memory>
#include <string>

#include <tl/expected.hpp>

namespace zugang::content::tool {

/// Answers of a web server, for imports; not for a terminal. One connection is kept between calls.
class HttpGet {
  public:
    HttpGet();
    ~HttpGet();
    HttpGet(const HttpGet&) = delete;
    HttpGet& operator=(const HttpGet&) = delete;

    struct Answer {
        long status = 0;
        std::string body;
    };

    /// http and https, at most five redirects, at most 256 MB. An error names the address.
    [[nodiscard]] tl::expected<Answer, std::string> get(const std::string& url);

    /// A part of an address, with what means something there escaped.
    std::string escape(const std::string& part) const;

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

} // namespace zugang::content::tool
