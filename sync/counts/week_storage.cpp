#include "sync/counts/week_storage.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "sync/http_lines.hpp"
#include "sync/metadata_store.hpp"

#include <memory>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = 16'000'000; // of a week

WeekStorage folder_storage_of(const fs::path& folder) {
    return {.read = [folder](const std::string& name) -> Result<std::optional<std::string>> {
                std::error_code error;
                if (!fs::is_directory(folder, error)) {
                    return fail(Reason::Destination, folder.string() + ": there is no such folder");
                }
                const fs::path file = folder / name;
                if (!fs::exists(file, error)) {
                    return std::nullopt;
                }
                auto bytes = content::read_whole(file);
                if (!bytes) {
                    return fail(Reason::Destination, file.string() + ": it cannot be read");
                }
                return bytes;
            },
            .put = [folder](const std::string& name, const std::string& bytes,
                            WeekStorage::Over) -> Result<void> {
                content::write_durably(folder / name, bytes);
                return {};
            }};
}

/// Both S3 and WebDAV: GET and PUT, signed as AWS does or not.
struct Server {
    Destination destination;
    HttpLines lines;

    Server(const Destination& d, const std::string& proxy)
        : destination(d), lines({.user = d.user,
                                 .secret = d.secret,
                                 .aws_region = d.region,
                                 .retry_wait = d.retry_wait,
                                 .tries = 1,
                                 .longest = std::chrono::seconds(120),
                                 .proxy = proxy,
                                 .user_agent = "zugang-sync/" ZUGANG_VERSION}) {}

    HttpRequest request(std::string method, const std::string& name,
                        const std::string& bytes) const {
        HttpRequest made{.method = std::move(method),
                         .url =
                             destination.url + "/" + percent_encode_path(destination.prefix + name),
                         .headers = {},
                         .file = {},
                         .body = bytes,
                         .limit_bytes = most_bytes};
        if (destination.kind == DestinationKind::S3) {
            made.headers.push_back("x-amz-content-sha256: " + content::sha256(bytes));
            if (!destination.session_token.empty()) {
                made.headers.push_back("x-amz-security-token: " + destination.session_token);
            }
        } else {
            made.headers.emplace_back("Cache-Control: no-cache"); // a proxy on the way must ask
        }
        return made;
    }

    Result<std::optional<std::string>> read(const std::string& name) {
        const HttpRequest get = request("GET", name, "");
        auto answer = lines.ask(get);
        if (!answer) {
            return tl::make_unexpected(answer.error());
        }
        if (answer->status == 404 && answer->body.find("NoSuchBucket") == std::string::npos) {
            return std::nullopt;
        }
        if (answer->status != 200) {
            return describe_answer(get.url, *answer);
        }
        return std::move(answer->body);
    }

    Result<void> put(const std::string& name, const std::string& bytes, WeekStorage::Over over) {
        HttpRequest put = request("PUT", name, bytes);
        put.headers.emplace_back("Content-Type: text/tab-separated-values; charset=utf-8");
        const std::vector<std::string> unconditional = put.headers;
        if (over == WeekStorage::Over::Nothing) {
            put.headers.emplace_back("If-None-Match: *");
        }
        auto answer = lines.ask(put);
        if (answer && answer->status == 501) { // no conditions there: what was read before must do
            put.headers = unconditional;
            answer = lines.ask(put);
        }
        if (!answer) {
            return tl::make_unexpected(answer.error());
        }
        if (answer->status == 412 || answer->status == 409) {
            return fail(Reason::Refused, put.url + ": another program was faster");
        }
        if (answer->status / 100 != 2) {
            return describe_answer(put.url, *answer);
        }
        return {};
    }
};

} // namespace

WeekStorage week_storage(const Destination& destination, const std::string& proxy) {
    if (destination.kind == DestinationKind::Folder) {
        return folder_storage_of(destination.folder);
    }
    const auto server = std::make_shared<Server>(destination, proxy);
    return {.read = [server](const std::string& name) { return server->read(name); },
            .put = [server](const std::string& name, const std::string& bytes,
                            WeekStorage::Over over) { return server->put(name, bytes, over); }};
}

} // namespace zugang::sync
