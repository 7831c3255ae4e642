#include "sync/publish/destination.hpp"

#include "sync/secret_file.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sstream>

namespace zugang::sync {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nobody sets it
    return value == nullptr ? "" : value;
}

std::string without_slashes(std::string_view text) {
    while (text.ends_with('/')) {
        text.remove_suffix(1);
    }
    return std::string(text);
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
        text.remove_prefix(1);
    }
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
        text.remove_suffix(1);
    }
    return std::string(text);
}

/// The section [default] of the file that the AWS tools write; other sections count for nothing.
Result<void> read_credentials(const std::filesystem::path& file, Destination& destination) {
    const auto bytes = read_secret(file);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    std::istringstream stream(*bytes);
    bool counts = true; // what stands before the first section, too
    for (std::string line; std::getline(stream, line);) {
        line = trimmed(line);
        if (line.starts_with('[')) {
            counts = line == "[default]";
            continue;
        }
        const std::size_t equals = line.find('=');
        if (!counts || line.starts_with('#') || equals == std::string::npos) {
            continue;
        }
        const std::string key = trimmed(std::string_view(line).substr(0, equals));
        const std::string value = trimmed(std::string_view(line).substr(equals + 1));
        if (key == "aws_access_key_id") {
            destination.user = value;
        } else if (key == "aws_secret_access_key") {
            destination.secret = value;
        } else if (key == "aws_session_token") {
            destination.session_token = value;
        }
    }
    if (destination.user.empty() || destination.secret.empty()) {
        return fail(Reason::Malformed, file.string() +
                                           ": it needs aws_access_key_id = ... and "
                                           "aws_secret_access_key = ..., in a section [default]");
    }
    return {};
}

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host.starts_with("localhost:") || host == "127.0.0.1" ||
           host.starts_with("127.0.0.1:") || host == "[::1]" || host.starts_with("[::1]:");
}

/// http:// to another machine shows secrets and what is published to the network.
Result<void> check_scheme(std::string_view url, std::string_view host) {
    host.remove_prefix(host.rfind('@') + 1); // npos + 1 is 0
    if (url.starts_with("http://") && !is_this_machine(host)) {
        return fail(Reason::Refused, std::string(url) +
                                         ": http:// would show the password and what is published "
                                         "to the network; use https://");
    }
    return {};
}

Result<Destination> parse_s3(std::string_view text, const DestinationOptions& options) {
    const std::string_view rest = text.substr(5);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string bucket(rest.substr(0, slash));
    const std::string prefix =
        slash < rest.size() ? without_slashes(rest.substr(slash + 1)) : std::string();
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (bucket.size() < 3 || !std::ranges::all_of(bucket, is_plain) || prefix.starts_with('/')) {
        return fail(Reason::Malformed,
                    std::string(text) + ": a bucket is written s3://bucket or s3://bucket/prefix, "
                                        "its name in small letters, digits, \"-\" and \".\"");
    }
    Destination destination;
    destination.kind = DestinationKind::S3;
    destination.name = "s3://" + bucket + (prefix.empty() ? "" : "/" + prefix);
    destination.prefix = prefix.empty() ? "" : prefix + "/";
    destination.region = options.region.empty() ? environment("AWS_REGION") : options.region;
    if (destination.region.empty()) {
        destination.region = "us-east-1";
    }
    const std::string endpoint = options.endpoint.empty()
                                     ? "https://s3." + destination.region + ".amazonaws.com"
                                     : without_slashes(options.endpoint);
    if (!endpoint.starts_with("https://") && !endpoint.starts_with("http://")) {
        return fail(Reason::Malformed,
                    endpoint + ": an endpoint starts with https:// (http:// on this machine)");
    }
    const std::size_t host = endpoint.find("://") + 3;
    if (const auto good = check_scheme(
            endpoint, std::string_view(endpoint).substr(host, endpoint.find('/', host) - host));
        !good) {
        return tl::make_unexpected(good.error());
    }
    destination.url = endpoint + "/" + bucket;
    if (!options.credentials.empty()) {
        if (const auto read = read_credentials(options.credentials, destination); !read) {
            return tl::make_unexpected(read.error());
        }
        return destination;
    }
    destination.user = environment("AWS_ACCESS_KEY_ID");
    destination.secret = environment("AWS_SECRET_ACCESS_KEY");
    destination.session_token = environment("AWS_SESSION_TOKEN");
    if (destination.user.empty() || destination.secret.empty()) {
        return fail(Reason::Refused, destination.name +
                                         ": there are no credentials; set AWS_ACCESS_KEY_ID and "
                                         "AWS_SECRET_ACCESS_KEY, or name a credentials file");
    }
    return destination;
}

Result<Destination> parse_webdav(std::string_view text, const DestinationOptions& options) {
    const std::size_t start = text.find("://") + 3;
    const std::string scheme(text.substr(0, start));
    const std::size_t end = std::min(text.find('/', start), text.size());
    std::string_view host = text.substr(start, end - start);
    Destination destination;
    destination.kind = DestinationKind::WebDav;
    if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
        destination.user = host.substr(0, at);
        host.remove_prefix(at + 1);
    }
    // What the message repeats must not hold a password.
    destination.url = scheme + std::string(host) + without_slashes(text.substr(end));
    destination.name = destination.url;
    if (destination.user.find(':') != std::string::npos) {
        return fail(Reason::Refused, destination.url +
                                         ": the password does not belong into the address, where "
                                         "logs would keep it; put it into a file and name that");
    }
    if (host.empty() || text.find_first_of("?#") != std::string_view::npos) {
        return fail(Reason::Malformed,
                    destination.url + ": a WebDAV folder is written https://user@host/path");
    }
    if (const auto good = check_scheme(destination.url, host); !good) {
        return tl::make_unexpected(good.error());
    }
    if (options.password.empty() != destination.user.empty()) {
        return fail(Reason::Refused,
                    destination.url +
                        (destination.user.empty()
                             ? ": a password without a user; write https://user@host/path"
                             : ": there is no password for this user; name a file with it"));
    }
    if (!options.password.empty()) {
        auto password = read_secret_line(options.password);
        if (!password) {
            return tl::make_unexpected(password.error());
        }
        destination.secret = std::move(*password);
    }
    return destination;
}

} // namespace

Result<Destination> parse_destination(std::string_view text, const DestinationOptions& options) {
    if (text.starts_with("s3://")) {
        return parse_s3(text, options);
    }
    if (text.starts_with("https://") || text.starts_with("http://")) {
        return parse_webdav(text, options);
    }
    std::string_view folder = text;
    if (folder.starts_with("file://")) {
        folder.remove_prefix(7);
        if (!folder.starts_with('/')) {
            return fail(Reason::Malformed, std::string(text) + ": write file:///folder");
        }
    } else if (folder.find("://") != std::string_view::npos) {
        return fail(Reason::Malformed, std::string(text) +
                                           ": a destination is a folder, s3://bucket/prefix or "
                                           "https://user@host/path");
    }
    if (folder.empty()) {
        return fail(Reason::Malformed, "the destination is empty");
    }
    Destination destination;
    destination.name = folder;
    destination.folder = folder;
    return destination;
}

} // namespace zugang::sync
