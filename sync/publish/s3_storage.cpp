#include "content/sha256.hpp"
#include "sync/metadata_store.hpp"
#include "sync/http_lines.hpp"
#include "sync/publish/storage.hpp"

#include <charconv>
#include <memory>

namespace zugang::sync {
namespace {

struct Bucket {
    Destination destination;
    HttpLines lines;

    explicit Bucket(const Destination& d)
        : destination(d), lines({.user = d.user,
                                 .secret = d.secret,
                                 .aws_region = d.region,
                                 .retry_wait = d.retry_wait}) {}
};

/// Signed are the bytes as they must arrive: S3 refuses what was damaged on the way.
HttpRequest request(const Bucket& bucket, std::string method, const std::string& sha256) {
    HttpRequest made{.method = std::move(method),
                     .url = bucket.destination.url,
                     .headers = {"x-amz-content-sha256: " + sha256},
                     .file = {},
                     .body = {}};
    if (!bucket.destination.session_token.empty()) {
        made.headers.push_back("x-amz-security-token: " + bucket.destination.session_token);
    }
    return made;
}

std::string url_of(const Bucket& bucket, const std::string& path) {
    return bucket.destination.url + "/" + percent_encode_path(bucket.destination.prefix + path);
}

/// What stands in the next <name>...</name> from `at` on; `at` moves behind it, or to npos.
std::string element(std::string_view xml, std::string_view name, std::size_t& at) {
    const std::string opening = "<" + std::string(name) + ">";
    const std::string closing = "</" + std::string(name) + ">";
    const std::size_t start = at == xml.npos ? xml.npos : xml.find(opening, at);
    const std::size_t end = start == xml.npos ? xml.npos : xml.find(closing, start);
    if (end == xml.npos) {
        at = xml.npos;
        return {};
    }
    at = end + closing.size();
    std::string text(xml.substr(start + opening.size(), end - start - opening.size()));
    for (const auto& [entity, character] :
         {std::pair{"&quot;", '"'}, std::pair{"&apos;", '\''}, std::pair{"&lt;", '<'},
          std::pair{"&gt;", '>'}, std::pair{"&amp;", '&'}}) {
        for (std::size_t found = 0; (found = text.find(entity, found)) != text.npos; ++found) {
            text.replace(found, std::string_view(entity).size(), 1, character);
        }
    }
    return text;
}

std::string first_element(std::string_view xml, std::string_view name) {
    std::size_t at = 0;
    return element(xml, name, at);
}

tl::unexpected<Failure> describe(const Bucket& bucket, const std::string& path,
                                 const HttpAnswer& answer) {
    const std::string where = bucket.destination.name + (path.empty() ? std::string() : "/" + path);
    const std::string code = first_element(answer.body, "Code");
    const std::string told = first_element(answer.body, "Region");
    const std::string region = told.empty() ? answer.region : told;
    if (!region.empty() && region != bucket.destination.region) {
        return fail(Reason::Destination, where + ": the bucket is in the region " + region +
                                             ", not in " + bucket.destination.region +
                                             "; say --region " + region);
    }
    if (code == "SignatureDoesNotMatch") {
        return fail(Reason::Destination, where + ": the secret key is wrong (" + code + ")");
    }
    if (code == "InvalidAccessKeyId") {
        return fail(Reason::Destination, where + ": the access key is not known (" + code + ")");
    }
    if (code == "RequestTimeTooSkewed") {
        return fail(Reason::Destination,
                    where + ": the clock of this machine is wrong (" + code + "); set it");
    }
    if (code == "NoSuchBucket") {
        return fail(Reason::Destination, where + ": there is no such bucket; make it first");
    }
    auto failure = describe_answer(where, answer);
    if (!code.empty()) {
        failure.value().text += " (" + code + ")";
    }
    return failure;
}

/// A hundred times fewer requests than asking for each file. Pages start behind the last key, which
/// every S3 understands.
Result<std::map<std::string, std::uint64_t>> list(Bucket& bucket) {
    std::map<std::string, std::uint64_t> found;
    const std::string& prefix = bucket.destination.prefix;
    for (std::string last;;) {
        HttpRequest page = request(bucket, "GET", content::sha256(""));
        page.limit_bytes = 16'000'000;
        page.url += "?list-type=2&max-keys=1000"; // in alphabetical order, as they are signed
        page.url += prefix.empty() ? "" : "&prefix=" + percent_encode(prefix);
        page.url += last.empty() ? "" : "&start-after=" + percent_encode(last);
        const auto answer = bucket.lines.ask(page);
        if (!answer) {
            return tl::make_unexpected(answer.error());
        }
        if (answer->status != 200) {
            return describe(bucket, "", *answer);
        }
        const std::string before = last;
        for (std::size_t at = 0;;) {
            const std::string entry = element(answer->body, "Contents", at);
            if (at == std::string::npos) {
                break;
            }
            last = first_element(entry, "Key");
            const std::string size = first_element(entry, "Size");
            std::uint64_t bytes = 0;
            const auto [end, error] =
                std::from_chars(size.data(), size.data() + size.size(), bytes);
            if (error == std::errc{} && last.starts_with(prefix)) {
                found[last.substr(prefix.size())] = bytes;
            }
        }
        if (first_element(answer->body, "IsTruncated") != "true" || last == before) {
            return found;
        }
    }
}

Result<std::optional<StoredFile>> read(Bucket& bucket, const std::string& path,
                                       std::uint64_t limit_bytes) {
    HttpRequest get = request(bucket, "GET", content::sha256(""));
    get.url = url_of(bucket, path);
    get.limit_bytes = limit_bytes;
    auto answer = bucket.lines.ask(get);
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    if (answer->status == 404 && first_element(answer->body, "Code") != "NoSuchBucket") {
        return std::nullopt;
    }
    if (answer->status != 200) {
        return describe(bucket, path, *answer);
    }
    return StoredFile{.bytes = std::move(answer->body), .tag = std::move(answer->tag)};
}

void add_type(HttpRequest& put, const std::string& path) {
    put.headers.push_back(path.ends_with(".json") ? "Content-Type: application/json"
                                                  : "Content-Type: application/octet-stream");
}

Result<void> put_files(Bucket& bucket, const std::vector<OutgoingFile>& files,
                       const std::function<void(const OutgoingFile&)>& done,
                       const std::function<void(std::uint64_t)>& moving) {
    return bucket.lines.run(
        files.size(),
        [&](std::size_t index) -> Result<HttpRequest> {
            const OutgoingFile& outgoing = files[index];
            const auto sha256 = check_outgoing(outgoing);
            if (!sha256) {
                return tl::make_unexpected(sha256.error());
            }
            HttpRequest put = request(bucket, "PUT", *sha256);
            put.url = url_of(bucket, outgoing.path);
            put.file = outgoing.file;
            put.size_bytes = outgoing.size_bytes;
            put.headers.emplace_back("Cache-Control: public, max-age=31536000, immutable");
            add_type(put, outgoing.path);
            return put;
        },
        [&](std::size_t index, const HttpAnswer& answer) -> Result<void> {
            if (answer.status / 100 != 2) {
                return describe(bucket, files[index].path, answer);
            }
            done(files[index]);
            return {};
        },
        moving);
}

Result<void> replace_timestamp(Bucket& bucket, const std::string& bytes,
                               const std::optional<StoredFile>& before) {
    HttpRequest put = request(bucket, "PUT", content::sha256(bytes));
    put.url = url_of(bucket, timestamp_path);
    put.body = bytes;
    put.headers.emplace_back("Cache-Control: no-cache");
    add_type(put, timestamp_path);
    const std::vector<std::string> unconditional = put.headers;
    if (!before) {
        put.headers.emplace_back("If-None-Match: *");
    } else if (!before->tag.empty()) {
        put.headers.push_back("If-Match: " + before->tag);
    }
    auto answer = bucket.lines.ask(put);
    if (answer && answer->status == 501) { // no conditions there: what upload() saw must do
        put.headers = unconditional;
        answer = bucket.lines.ask(put);
    }
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    if (answer->status / 100 == 2) {
        return {};
    }
    if (answer->status == 412 || answer->status == 409) {
        // Ours, where the answer to an earlier try was lost.
        const auto now = read(bucket, timestamp_path, 1'000'000);
        if (now && *now && (*now)->bytes == bytes) {
            return {};
        }
        return fail(Reason::Refused, bucket.destination.name +
                                         ": another publisher replaced timestamp.json "
                                         "meanwhile; take over what is published and sign "
                                         "again");
    }
    return describe(bucket, timestamp_path, *answer);
}

} // namespace

Storage s3_storage(const Destination& destination) {
    const auto bucket = std::make_shared<Bucket>(destination);
    return {.sizes = [bucket](const std::vector<std::string>&) { return list(*bucket); },
            .read = [bucket](const std::string& path,
                             std::uint64_t limit) { return read(*bucket, path, limit); },
            .put = [bucket](const auto& files, const auto& done,
                            const auto& moving) { return put_files(*bucket, files, done, moving); },
            .replace_timestamp =
                [bucket](const std::string& bytes, const std::optional<StoredFile>& before) {
                    return replace_timestamp(*bucket, bytes, before);
                }};
}

} // namespace zugang::sync
