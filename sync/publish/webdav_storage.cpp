#include "sync/metadata_store.hpp"
#include "sync/http_lines.hpp"
#include "sync/publish/storage.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include <unistd.h>

namespace zugang::sync {
namespace {

struct Server {
    Destination destination;
    HttpLines lines;
    std::set<std::string> folders; ///< known to be there

    explicit Server(const Destination& d)
        : destination(d),
          lines({.user = d.user, .secret = d.secret, .aws_region = {}, .retry_wait = d.retry_wait}),
          folders{""} {}
};

std::string url_of(const Server& server, const std::string& path) {
    return server.destination.url + "/" + percent_encode_path(path);
}

HttpRequest request(const Server& server, std::string method, const std::string& path) {
    return {.method = std::move(method),
            .url = url_of(server, path),
            .headers = {},
            .file = {},
            .body = {}};
}

/// HEAD, because not every server lists folders (nginx does not).
Result<std::map<std::string, std::uint64_t>> sizes(Server& server,
                                                   const std::vector<std::string>& paths) {
    std::map<std::string, std::uint64_t> found;
    const auto asked = server.lines.run(
        paths.size(),
        [&](std::size_t index) -> Result<HttpRequest> {
            return request(server, "HEAD", paths[index]);
        },
        [&](std::size_t index, const HttpAnswer& answer) -> Result<void> {
            if (answer.status == 200 && answer.has_length) {
                found[paths[index]] = answer.length;
            } else if (answer.status / 100 != 2 && answer.status != 404) {
                return describe_answer(url_of(server, paths[index]), answer);
            }
            return {};
        });
    if (!asked) {
        return tl::make_unexpected(asked.error());
    }
    return found;
}

Result<std::optional<StoredFile>> read(Server& server, const std::string& path,
                                       std::uint64_t limit_bytes) {
    HttpRequest get = request(server, "GET", path);
    get.limit_bytes = limit_bytes;
    get.headers = {"Cache-Control: no-cache"}; // a proxy on the way must ask again
    auto answer = server.lines.ask(get);
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    if (answer->status == 404) {
        return std::nullopt;
    }
    if (answer->status != 200) {
        return describe_answer(get.url, *answer);
    }
    return StoredFile{.bytes = std::move(answer->body), .tag = std::move(answer->tag)};
}

/// Those above the files, the shallow ones first.
Result<void> make_folders(Server& server, const std::vector<OutgoingFile>& files) {
    std::map<std::ptrdiff_t, std::set<std::string>> by_depth;
    for (const OutgoingFile& file : files) {
        for (std::size_t slash = file.path.find('/'); slash != std::string::npos;
             slash = file.path.find('/', slash + 1)) {
            const std::string folder = file.path.substr(0, slash);
            if (!server.folders.contains(folder)) {
                by_depth[std::ranges::count(folder, '/')].insert(folder);
            }
        }
    }
    for (const auto& [depth, set] : by_depth) {
        const std::vector<std::string> folders(set.begin(), set.end());
        auto made = server.lines.run(
            folders.size(),
            [&](std::size_t index) -> Result<HttpRequest> {
                HttpRequest make = request(server, "MKCOL", folders[index]);
                make.url += "/";
                return make;
            },
            [&](std::size_t index, const HttpAnswer& answer) -> Result<void> {
                if (answer.status / 100 != 2 && answer.status != 405) { // 405: it is there
                    return describe_answer(url_of(server, folders[index]) + "/", answer);
                }
                server.folders.insert(folders[index]);
                return {};
            });
        if (!made) {
            return made;
        }
    }
    return {};
}

Result<void> put_files(Server& server, const std::vector<OutgoingFile>& files,
                       const std::function<void(const OutgoingFile&)>& done,
                       const std::function<void(std::uint64_t)>& moving) {
    if (auto made = make_folders(server, files); !made) {
        return made;
    }
    return server.lines.run(
        files.size(),
        [&](std::size_t index) -> Result<HttpRequest> {
            const OutgoingFile& outgoing = files[index];
            if (const auto checked = check_outgoing(outgoing); !checked) {
                return tl::make_unexpected(checked.error());
            }
            HttpRequest put = request(server, "PUT", outgoing.path);
            put.file = outgoing.file;
            put.size_bytes = outgoing.size_bytes;
            return put;
        },
        [&](std::size_t index, const HttpAnswer& answer) -> Result<void> {
            if (answer.status / 100 != 2) {
                return describe_answer(url_of(server, files[index].path), answer);
            }
            done(files[index]);
            return {};
        },
        moving);
}

/// Beside, then moved over it: servers that write in place never serve half of it. A server that
/// knows the If header of RFC 4918 (section 10.4) moves only over what was there; others (nginx)
/// pass over the header.
Result<void> replace_timestamp(Server& server, const std::string& bytes,
                               const std::optional<StoredFile>& before) {
    const std::string beside = "metadata/.timestamp.json." + std::to_string(::getpid());
    HttpRequest put = request(server, "PUT", beside);
    put.body = bytes;
    const auto sent = server.lines.ask(put);
    if (!sent) {
        return tl::make_unexpected(sent.error());
    }
    if (sent->status / 100 != 2) {
        return describe_answer(put.url, *sent);
    }
    HttpRequest move = request(server, "MOVE", beside);
    const std::string target = url_of(server, timestamp_path);
    move.headers = {"Destination: " + target, before ? "Overwrite: T" : "Overwrite: F"};
    if (before && before->tag.starts_with('"')) {
        move.headers.push_back("If: <" + target + "> ([" + before->tag + "])");
    }
    const auto moved = server.lines.ask(move);
    if (moved && moved->status / 100 == 2) {
        return {};
    }
    // A lost answer to an earlier try looks like a failure, too.
    const auto now = read(server, timestamp_path, 1'000'000);
    if (now && *now && (*now)->bytes == bytes) {
        return {};
    }
    if (const auto removed = server.lines.ask(request(server, "DELETE", beside)); !removed) {
        // It stays there, and is in nobody's way: no server shows names with a dot.
    }
    if (!moved) {
        return tl::make_unexpected(moved.error());
    }
    if (moved->status == 412) {
        return fail(Reason::Refused, target + ": another publisher replaced it meanwhile; take "
                                              "over what is published and sign again");
    }
    return describe_answer(target, *moved);
}

} // namespace

Storage webdav_storage(const Destination& destination) {
    const auto server = std::make_shared<Server>(destination);
    return {.sizes = [server](const auto& paths) { return sizes(*server, paths); },
            .read = [server](const std::string& path,
                             std::uint64_t limit) { return read(*server, path, limit); },
            .put = [server](const auto& files, const auto& done,
                            const auto& moving) { return put_files(*server, files, done, moving); },
            .replace_timestamp =
                [server](const std::string& bytes, const std::optional<StoredFile>& before) {
                    return replace_timestamp(*server, bytes, before);
                }};
}

} // namespace zugang::sync
