#include "sync/http_lines.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <thread>

#include <curl/curl.h>
#include <fcntl.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

constexpr std::size_t most_lines = 8;

struct CleanUpEasy {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

bool is_worth_another_try(CURLcode code, long status) {
    switch (code) {
    case CURLE_OK:
        return status == 429 || status == 500 || (status >= 502 && status <= 504);
    case CURLE_COULDNT_CONNECT:
    case CURLE_GOT_NOTHING:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return true;
    default:
        return false;
    }
}

} // namespace

/// One request at a time; the handle is used again for the next one.
struct HttpLines::Transfer {
    std::unique_ptr<CURL, CleanUpEasy> handle{curl_easy_init()};
    std::unique_ptr<curl_slist, FreeList> headers;
    HttpRequest request;
    HttpAnswer answer;
    std::size_t index = 0;
    int tries = 0;
    bool running = false;
    bool too_large = false;
    int file = -1;
    std::size_t body_sent = 0;
    std::uint64_t sent = 0;

    ~Transfer() { close_file(); }

    void close_file() {
        if (file >= 0) {
            ::close(file);
            file = -1;
        }
    }
};

namespace {

/// Callbacks from C; templates because Transfer is private.
template <typename Transfer>
std::size_t send_piece(char* to, std::size_t size, std::size_t count, void* context) noexcept {
    auto& transfer = *static_cast<Transfer*>(context);
    if (transfer.file >= 0) {
        const ssize_t got = ::read(transfer.file, to, size * count);
        if (got < 0) {
            return CURL_READFUNC_ABORT;
        }
        transfer.sent += static_cast<std::uint64_t>(got);
        return static_cast<std::size_t>(got);
    }
    const std::size_t piece =
        std::min(size * count, transfer.request.body.size() - transfer.body_sent);
    std::memcpy(to, transfer.request.body.data() + transfer.body_sent, piece);
    transfer.body_sent += piece;
    return piece;
}

template <typename Transfer>
int go_back(void* context, curl_off_t offset, int origin) noexcept {
    auto& transfer = *static_cast<Transfer*>(context);
    if (origin != SEEK_SET || (transfer.file >= 0 && ::lseek(transfer.file, offset, origin) < 0)) {
        return CURL_SEEKFUNC_FAIL;
    }
    transfer.sent = transfer.file >= 0 ? static_cast<std::uint64_t>(offset) : 0;
    transfer.body_sent = transfer.file >= 0 ? 0 : static_cast<std::size_t>(offset);
    return CURL_SEEKFUNC_OK;
}

template <typename Transfer>
std::size_t keep_piece(char* from, std::size_t size, std::size_t count, void* context) noexcept {
    auto& transfer = *static_cast<Transfer*>(context);
    if (size * count > transfer.request.limit_bytes - transfer.answer.body.size()) {
        transfer.too_large = true;
        return 0;
    }
    transfer.answer.body.append(from, size * count);
    return size * count;
}

std::string header_of(CURL* handle, const char* name) {
    curl_header* found = nullptr;
    return curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value
                                                                                    : "";
}

void read_answer(CURL* handle, HttpAnswer& answer) {
    curl_off_t length = -1;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_easy_getinfo(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    answer.has_length = length >= 0;
    answer.length = static_cast<std::uint64_t>(std::max<curl_off_t>(length, 0));
    answer.tag = header_of(handle, "ETag");
    answer.moved = header_of(handle, "Location");
    answer.region = header_of(handle, "x-amz-bucket-region");
}

Failure describe_code(const HttpRequest& request, CURLcode code) {
    std::string text = request.url + ": " + curl_easy_strerror(code);
    if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT) {
        text += "; check the address and the network";
    } else if (code == CURLE_PEER_FAILED_VERIFICATION) {
        text += "; the certificate of the server is not trusted here";
    }
    return {.reason = Reason::Network, .text = std::move(text)};
}

} // namespace

void HttpLines::CleanUpMulti::operator()(void* multi) const noexcept {
    curl_multi_cleanup(static_cast<CURLM*>(multi));
}

HttpLines::HttpLines(HttpSettings settings) : settings_(std::move(settings)) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_.reset(curl_multi_init());
    for (std::size_t i = 0; i < most_lines; ++i) {
        transfers_.push_back(std::make_unique<Transfer>());
        if (ready != CURLE_OK || !multi_ || !transfers_.back()->handle) {
            throw std::runtime_error("libcurl cannot start");
        }
    }
}

HttpLines::~HttpLines() {
    for (const auto& transfer : transfers_) {
        if (transfer->running) {
            curl_multi_remove_handle(multi_.get(), transfer->handle.get());
        }
    }
}

Result<void> HttpLines::start(Transfer& transfer) {
    CURL* const handle = transfer.handle.get();
    const HttpRequest& request = transfer.request;
    curl_easy_reset(handle);
    transfer.close_file();
    transfer.answer = {};
    transfer.too_large = false;
    transfer.sent = 0;
    transfer.body_sent = 0;
    ++transfer.tries;
    curl_slist* list = nullptr;
    for (const std::string& header : request.headers) {
        list = curl_slist_append(list, header.c_str());
    }
    transfer.headers.reset(list);
    curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    // The libcurl of Debian 13 signs no path "as it is" for S3; what it signs is what it sends.
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, settings_.aws_region.empty() ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT,
                     static_cast<long>(settings_.connect_timeout.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(settings_.longest.count()));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME,
                     static_cast<long>(settings_.stall_timeout.count()));
    if (!settings_.proxy.empty()) {
        curl_easy_setopt(handle, CURLOPT_PROXY, settings_.proxy.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_USERAGENT, settings_.user_agent.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &keep_piece<Transfer>);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, &transfer);
    if (!settings_.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, settings_.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, settings_.secret.c_str());
        if (settings_.aws_region.empty()) {
            curl_easy_setopt(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        } else {
            curl_easy_setopt(handle, CURLOPT_AWS_SIGV4,
                             ("aws:amz:" + settings_.aws_region + ":s3").c_str());
        }
    }
    if (request.method == "HEAD") {
        curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    } else if (request.method == "PUT") {
        if (!request.file.empty()) {
            transfer.file = ::open(request.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
            if (transfer.file < 0) {
                return fail(Reason::Refused, request.file.string() + ": it cannot be read");
            }
        }
        curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(
            handle, CURLOPT_INFILESIZE_LARGE,
            static_cast<curl_off_t>(transfer.file >= 0 ? request.size_bytes : request.body.size()));
        curl_easy_setopt(handle, CURLOPT_READFUNCTION, &send_piece<Transfer>);
        curl_easy_setopt(handle, CURLOPT_READDATA, &transfer);
        curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, &go_back<Transfer>);
        curl_easy_setopt(handle, CURLOPT_SEEKDATA, &transfer);
    } else if (request.method != "GET") {
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
        if (!request.body.empty()) {
            curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                             static_cast<curl_off_t>(request.body.size()));
            curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
        }
    }
    transfer.running = true;
    curl_multi_add_handle(multi_.get(), handle);
    return {};
}

Result<void> HttpLines::run(std::size_t count, const Make& make, const Done& done,
                            const Moving& moving) {
    std::size_t next = 0;
    std::size_t running = 0;
    Result<void> outcome;
    while (outcome && (next < count || running > 0)) {
        for (const auto& transfer : transfers_) {
            if (transfer->running || next >= count || !outcome) {
                continue;
            }
            auto request = make(next);
            if (!request) {
                outcome = tl::make_unexpected(request.error());
                break;
            }
            transfer->request = std::move(*request);
            transfer->index = next++;
            transfer->tries = 0;
            outcome = start(*transfer);
            running += transfer->running ? 1 : 0;
        }
        int active = 0;
        curl_multi_perform(multi_.get(), &active);
        int waiting = 0;
        while (CURLMsg* message = curl_multi_info_read(multi_.get(), &waiting)) {
            CURL* const handle = message->easy_handle;
            const CURLcode code = message->data.result; // gone once the handle is removed
            Transfer* transfer = nullptr;
            curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
            read_answer(handle, transfer->answer);
            curl_multi_remove_handle(multi_.get(), handle);
            transfer->running = false;
            --running;
            if (!outcome) {
                continue;
            }
            if (transfer->tries < settings_.tries &&
                is_worth_another_try(code, transfer->answer.status)) {
                std::this_thread::sleep_for(settings_.retry_wait * transfer->tries);
                outcome = start(*transfer);
                running += transfer->running ? 1 : 0;
            } else if (transfer->too_large) {
                outcome = fail(Reason::TooLarge, transfer->request.url +
                                                     ": the answer is longer than the " +
                                                     std::to_string(transfer->request.limit_bytes) +
                                                     " bytes that are allowed");
            } else if (code != CURLE_OK) {
                outcome = tl::make_unexpected(describe_code(transfer->request, code));
            } else {
                transfer->sent = 0; // whoever counts hears of it by `done`
                outcome = done(transfer->index, transfer->answer);
            }
            transfer->close_file();
        }
        std::uint64_t sent = 0;
        for (const auto& transfer : transfers_) {
            sent += transfer->running ? transfer->sent : 0;
        }
        moving(sent);
        if (outcome && running > 0) {
            curl_multi_poll(multi_.get(), nullptr, 0, 200, nullptr);
        }
    }
    for (const auto& transfer : transfers_) {
        if (transfer->running) {
            curl_multi_remove_handle(multi_.get(), transfer->handle.get());
            transfer->running = false;
            transfer->close_file();
        }
    }
    return outcome;
}

Result<HttpAnswer> HttpLines::ask(const HttpRequest& request) {
    HttpAnswer kept;
    const auto asked = run(
        1, [&request](std::size_t) -> Result<HttpRequest> { return request; },
        [&kept](std::size_t, const HttpAnswer& answer) -> Result<void> {
            kept = answer;
            return {};
        });
    if (!asked) {
        return tl::make_unexpected(asked.error());
    }
    return kept;
}

tl::unexpected<Failure> describe_answer(const std::string& what, const HttpAnswer& answer) {
    const std::string text = what + ": the server answers " + std::to_string(answer.status);
    switch (answer.status) {
    case 301:
    case 302:
    case 307:
    case 308:
        return fail(Reason::Destination, text + ", it has moved; use its new address");
    case 401:
        return fail(Reason::Destination, text + ": user or password is wrong");
    case 403:
        return fail(Reason::Destination, text + ": this user may not do that there");
    case 404:
        return fail(Reason::Destination, text + ": there is no such place; check the address");
    case 405:
    case 501:
        return fail(Reason::Destination,
                    text + ": it does not take files at this address; check address and server");
    case 409:
        return fail(Reason::Destination,
                    text + ": the folder above is not there; make it on the server first");
    case 412:
        return fail(Reason::Refused, text + ": somebody else changed it meanwhile");
    case 413:
        return fail(Reason::Destination,
                    text + ": it takes no files as large as this one; raise its limit");
    case 507:
        return fail(Reason::Destination, text + ": its disk is full; make room and run it again. "
                                                "What is published there is as before");
    default:
        return fail(answer.status >= 500 ? Reason::Network : Reason::Destination, text);
    }
}

} // namespace zugang::sync
