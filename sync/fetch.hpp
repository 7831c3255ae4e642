#pragma once

#include "sync/failure.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::sync {

struct FetchRequest {
    std::string url;
    std::uint64_t limit_bytes = 0;  ///< one byte more ends the transfer: TooLarge
    std::uint64_t offset_bytes = 0; ///< what is there already; the sink gets the rest only
    /// Of the part that is wanted; absent: to the end of the file. The sink gets no more.
    std::optional<std::uint64_t> part_bytes = std::nullopt;
};

/// What went over the line, for those who count.
struct Traffic {
    std::size_t requests = 0;
    std::uint64_t body_bytes = 0; ///< of files
    std::uint64_t head_bytes = 0; ///< of answers, and what they redirect
};

/// Gets the bytes in order as they come; false ends the transfer (Refused).
using Sink = std::function<bool(std::string_view piece)>;

/// Reasons: NotFound is 403, 404 or a file that cannot be opened, nothing else; TooLarge; Refused;
/// Network for all the rest, a transfer that broke off included. What the sink got is not verified
/// in any way.
using Fetch = std::function<Result<void>(const FetchRequest& request, const Sink& sink)>;

struct FetchSettings {
    std::chrono::seconds connect_timeout{20};
    /// A line that carries less than this for so long is given up.
    std::chrono::seconds stall_timeout{60};
    std::uint64_t stall_bytes_per_second = 100;
    /// Nor may a file take longer than this and a second for each kilobyte, or twice as long as the
    /// cap below allows; what came is kept where a download can go on.
    std::chrono::seconds longest{300};
    std::uint64_t max_bytes_per_second = 0; ///< 0: as fast as it goes
    std::string proxy;                      ///< URL; empty: what the environment says
    std::shared_ptr<Traffic> traffic;       ///< counted up, or null
    std::string user_agent = std::string("zugang-sync/") + ZUGANG_VERSION;
};

/// http and https by libcurl; file is read here, and nothing but a regular file. At most five
/// redirects, never from https to http and never to file. Nothing is decompressed on the way: a
/// server that compresses although it was not asked to only earns a wrong hash. An answer with
/// another range than the one that was asked for is an error. Connections are kept between calls.
/// The function may be copied; its copies share one connection and belong to one thread.
Fetch fetch_with_curl(const FetchSettings& settings = {});

/// The whole answer in memory.
[[nodiscard]] Result<std::string> fetch_bytes(const Fetch& fetch, const std::string& url,
                                              std::uint64_t limit_bytes);

/// One slash between them, whether or not the base ends in one.
std::string join_url(std::string_view base, std::string_view path);

/// "file:///media/stick"; a relative path counts from here.
std::string file_url(const std::filesystem::path& folder);

} // namespace zugang::sync
