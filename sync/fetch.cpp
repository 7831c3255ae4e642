#include "sync/fetch.hpp"

#include "sync/metadata_store.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

struct CleanUpEasy {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
using Easy = std::unique_ptr<CURL, CleanUpEasy>;

struct Transfer {
    CURL* handle;
    const FetchRequest& request;
    const Sink& sink;
    std::uint64_t received = 0;
    std::uint64_t to_skip = 0; ///< of an answer that starts at 0 although it was asked to resume
    bool asked_for_start = false;
    std::optional<std::uint64_t> range_start = std::nullopt; ///< as the server says
    bool complete = false;                                   ///< the part that is wanted is there
    bool too_large = false;
    bool refused = false;
    bool other_range = false;
    std::exception_ptr thrown;
};

constexpr std::string_view file_scheme = "file://";

struct CloseFile {
    int descriptor;
    ~CloseFile() {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }
};

/// A pipe or a device on a stick would hold us up for ever.
int open_regular(const char* path, struct stat& facts) {
    const int descriptor = ::open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor >= 0 && (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode))) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

tl::unexpected<Failure> too_long(const FetchRequest& request) {
    return fail(Reason::TooLarge, request.url + ": it is longer than the " +
                                      std::to_string(request.limit_bytes) +
                                      " bytes that are allowed");
}

tl::unexpected<Failure> too_short(const FetchRequest& request) {
    return fail(Reason::HashMismatch,
                request.url + ": it is shorter than the part of it that is here already");
}

/// file:///path, percent-encoded.
Result<void> read_file(const FetchRequest& request, const FetchSettings& settings,
                       const Sink& sink) {
    const auto path = percent_decode(std::string_view(request.url).substr(file_scheme.size()));
    struct stat facts {};
    const CloseFile file{path ? open_regular(path->c_str(), facts) : -1};
    if (settings.traffic) {
        ++settings.traffic->requests;
    }
    if (file.descriptor < 0) {
        return fail(Reason::NotFound, request.url + ": there is no such file");
    }
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    if (request.offset_bytes > 0 && request.offset_bytes >= size) {
        return too_short(request);
    }
    ::lseek(file.descriptor, static_cast<off_t>(request.offset_bytes), SEEK_SET);
    std::uint64_t received = 0;
    const std::uint64_t wanted = request.part_bytes.value_or(UINT64_MAX);
    std::array<char, 65536> buffer{};
    while (received < wanted) {
        const ssize_t got = ::read(file.descriptor, buffer.data(),
                                   std::min<std::uint64_t>(buffer.size(), wanted - received));
        if (got < 0) {
            return fail(Reason::Network,
                        request.url + ": " + std::generic_category().message(errno));
        }
        if (got == 0) {
            break;
        }
        const std::string_view piece(buffer.data(), static_cast<std::size_t>(got));
        if (piece.size() > request.limit_bytes - received) {
            return too_long(request);
        }
        received += piece.size();
        if (settings.traffic) {
            settings.traffic->body_bytes += piece.size();
        }
        if (!sink(piece)) {
            return fail(Reason::Refused, request.url + ": the transfer was ended");
        }
    }
    return {};
}

/// "Content-Range: bytes 100-199/1000", RFC 9110 section 14.4.
std::size_t receive_head(char* bytes, std::size_t size, std::size_t count, void* context) noexcept {
    static constexpr std::string_view name = "content-range:";
    auto& transfer = *static_cast<Transfer*>(context);
    std::string_view line(bytes, size * count);
    if (line.starts_with("HTTP/")) {
        transfer.range_start.reset(); // a redirect has its own head
    }
    if (line.size() > name.size() &&
        std::ranges::equal(line.substr(0, name.size()), name, [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
        })) {
        line.remove_prefix(std::min(line.find_first_of("0123456789"), line.size()));
        std::uint64_t start = 0;
        if (std::from_chars(line.data(), line.data() + line.size(), start).ec == std::errc{}) {
            transfer.range_start = start;
        }
    }
    return size * count;
}

std::size_t receive(char* bytes, std::size_t size, std::size_t count, void* context) noexcept {
    auto& transfer = *static_cast<Transfer*>(context);
    std::string_view piece(bytes, size * count);
    if (!transfer.asked_for_start) {
        transfer.asked_for_start = true;
        long status = 0;
        curl_easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
        if (status == 200) { // the whole file, whatever the range was
            transfer.to_skip = transfer.request.offset_bytes;
        } else if (status == 206 && transfer.range_start != transfer.request.offset_bytes) {
            transfer.other_range = true;
            return 0;
        }
    }
    const std::size_t skipped =
        static_cast<std::size_t>(std::min<std::uint64_t>(transfer.to_skip, piece.size()));
    transfer.to_skip -= skipped;
    piece.remove_prefix(skipped);
    if (transfer.request.part_bytes) {
        piece = piece.substr(0, *transfer.request.part_bytes - transfer.received);
        transfer.complete = transfer.received + piece.size() == *transfer.request.part_bytes;
    }
    if (piece.size() > transfer.request.limit_bytes - transfer.received) {
        transfer.too_large = true;
        return 0;
    }
    transfer.received += piece.size();
    bool go_on = piece.empty();
    try {
        go_on = go_on || transfer.sink(piece);
    } catch (...) { // a callback from C: thrown again behind it
        transfer.thrown = std::current_exception();
        return 0;
    }
    transfer.refused = !go_on;
    // An answer that is longer than the part that is wanted is not read to its end.
    return go_on && skipped + piece.size() == size * count ? size * count : 0;
}

long longest_seconds(const FetchSettings& settings, std::uint64_t bytes) {
    const std::uint64_t cap = settings.max_bytes_per_second;
    const std::uint64_t slowest = cap > 0 ? std::min<std::uint64_t>(1000, cap / 2 + 1) : 1000;
    return static_cast<long>(settings.longest.count()) + static_cast<long>(bytes / slowest);
}

void configure(CURL* handle, const FetchSettings& settings, Transfer& transfer) {
    curl_easy_reset(handle); // keeps connections
    const FetchRequest& request = transfer.request;
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR,
                     request.url.starts_with("https://") ? "https" : "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, settings.user_agent.c_str());
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT,
                     static_cast<long>(settings.connect_timeout.count()));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT,
                     static_cast<long>(settings.stall_bytes_per_second));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME,
                     static_cast<long>(settings.stall_timeout.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, longest_seconds(settings, request.limit_bytes));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &receive);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &receive_head);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
    if (settings.max_bytes_per_second > 0) {
        curl_easy_setopt(handle, CURLOPT_MAX_RECV_SPEED_LARGE,
                         static_cast<curl_off_t>(settings.max_bytes_per_second));
    }
    if (!settings.proxy.empty()) {
        curl_easy_setopt(handle, CURLOPT_PROXY, settings.proxy.c_str());
    }
    if (request.offset_bytes > 0 || request.part_bytes) {
        const std::string range =
            std::to_string(request.offset_bytes) + "-" +
            (request.part_bytes ? std::to_string(request.offset_bytes + *request.part_bytes - 1)
                                : std::string{});
        curl_easy_setopt(handle, CURLOPT_RANGE, range.c_str());
    }
}

void count(const FetchSettings& settings, CURL* handle) {
    if (settings.traffic) {
        long head_bytes = 0;
        curl_off_t body_bytes = 0;
        curl_easy_getinfo(handle, CURLINFO_HEADER_SIZE, &head_bytes);
        curl_easy_getinfo(handle, CURLINFO_SIZE_DOWNLOAD_T, &body_bytes);
        ++settings.traffic->requests;
        settings.traffic->body_bytes += static_cast<std::uint64_t>(body_bytes);
        settings.traffic->head_bytes += static_cast<std::uint64_t>(head_bytes);
    }
}

std::string_view advice(CURLcode code) {
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return "; check the address and the network";
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
        return "; check the proxy (updates.proxy of the configuration)";
    case CURLE_PEER_FAILED_VERIFICATION:
        return "; the certificate of the server, or of a proxy in between, is not trusted here (or "
               "the clock of this machine is wrong)";
    default:
        return "";
    }
}

tl::unexpected<Failure> describe(CURLcode code, CURL* handle, const FetchRequest& request) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    if (status == 416) {
        return too_short(request);
    }
    if (code == CURLE_HTTP_RETURNED_ERROR) {
        return fail(status == 403 || status == 404 ? Reason::NotFound : Reason::Network,
                    request.url + ": the server answers " + std::to_string(status));
    }
    if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT) {
        return fail(Reason::Network,
                    request.url + ": only http://, https:// and file:// can be fetched");
    }
    return fail(Reason::Network,
                request.url + ": " + curl_easy_strerror(code) + std::string(advice(code)));
}

} // namespace

Fetch fetch_with_curl(const FetchSettings& settings) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    std::shared_ptr<CURL> handle(curl_easy_init(), CleanUpEasy{});
    if (ready != CURLE_OK || !handle) {
        throw std::runtime_error("libcurl cannot start");
    }
    return [handle, settings](const FetchRequest& request, const Sink& sink) -> Result<void> {
        if (request.url.starts_with(file_scheme)) {
            return read_file(request, settings, sink);
        }
        Transfer transfer{.handle = handle.get(), .request = request, .sink = sink, .thrown = {}};
        configure(handle.get(), settings, transfer);
        const CURLcode code = curl_easy_perform(handle.get());
        if (transfer.thrown) {
            std::rethrow_exception(transfer.thrown);
        }
        count(settings, handle.get());
        if (transfer.other_range) {
            return fail(Reason::Network,
                        request.url + ": the server answers with another part of the file than "
                                      "the one that was asked for");
        }
        if (transfer.too_large) {
            return too_long(request);
        }
        if (transfer.refused) {
            return fail(Reason::Refused, request.url + ": the transfer was ended");
        }
        if (code != CURLE_OK && !transfer.complete) {
            return describe(code, handle.get(), request);
        }
        return {};
    };
}

Result<std::string> fetch_bytes(const Fetch& fetch, const std::string& url,
                                std::uint64_t limit_bytes) {
    std::string bytes;
    const Result<void> fetched =
        fetch({.url = url, .limit_bytes = limit_bytes}, [&bytes](std::string_view piece) {
            bytes += piece;
            return true;
        });
    if (!fetched) {
        return tl::make_unexpected(fetched.error());
    }
    return bytes;
}

std::string join_url(std::string_view base, std::string_view path) {
    while (base.ends_with('/')) {
        base.remove_suffix(1);
    }
    return std::string(base) + "/" + std::string(path);
}

std::string file_url(const std::filesystem::path& folder) {
    std::string path = std::filesystem::absolute(folder).lexically_normal().string();
    while (path.ends_with('/')) {
        path.pop_back();
    }
    return "file://" + percent_encode_path(path);
}

} // namespace zugang::sync
