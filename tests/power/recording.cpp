#include "tests/power/recording.hpp"

#include "tests/run_command.hpp"

#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace zugang::testing::power {
namespace {

namespace fs = std::filesystem;

/// All by which a program of Linux can change files, or that says which file a descriptor is.
constexpr const char* calls =
    "open,openat,openat2,creat,close,close_range,dup,dup2,dup3,fcntl,write,writev,pwrite64,pwritev,"
    "pwritev2,truncate,ftruncate,fallocate,lseek,mmap,copy_file_range,sendfile,splice,ioctl,rename,"
    "renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,symlink,symlinkat,mknod,"
    "mknodat,fsync,fdatasync,syncfs,sync,sync_file_range,chdir,fchdir,chroot,clone,clone3,fork,"
    "vfork,io_uring_setup,io_submit";

/// LeakSanitizer cannot look under a tracer; it looks in the other tests.
constexpr const char* strace = "strace -E ASAN_OPTIONS=detect_leaks=0 -f --seccomp-bpf -qqq -xx "
                               "-s 16777216 -e signal=none -e trace=";

int digit(char c) {
    return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/// "\x61\x62" with its quotes.
std::string unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') {
        throw std::runtime_error("strace: no whole string: " + std::string(text.substr(0, 80)));
    }
    std::string bytes;
    bytes.reserve(text.size() / 4);
    for (std::size_t i = 1; i + 4 < text.size(); i += 4) {
        bytes += static_cast<char>(digit(text[i + 2]) * 16 + digit(text[i + 3]));
    }
    return bytes;
}

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    const bool is_hex = text.starts_with("0x");
    text.remove_prefix(is_hex ? 2 : 0);
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, is_hex ? 16 : 10);
    if (error != std::errc{}) {
        throw std::runtime_error("strace: no number: " + std::string(text));
    }
    return value;
}

/// Top-level parts between commas.
std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    int depth = 0;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ',';
        if (c == '"') {
            quoted = !quoted;
        } else if (quoted) {
            continue;
        } else if (c == '[' || c == '{' || c == '(') {
            ++depth;
        } else if (c == ']' || c == '}' || c == ')') {
            --depth;
        } else if (c == ',' && depth == 0) {
            parts.push_back(text.substr(begin, i - begin));
            begin = i + 2;
        }
    }
    return parts;
}

struct Call {
    std::string_view name;
    std::vector<std::string_view> arguments;
    std::int64_t result = 0;
};

bool says(std::string_view flags, std::string_view flag) {
    for (std::size_t at = 0; at <= flags.size();) {
        const std::size_t end = std::min(flags.find('|', at), flags.size());
        if (flags.substr(at, end - at) == flag) {
            return true;
        }
        at = end + 1;
    }
    return false;
}

class Reader {
  public:
    explicit Reader(const Watched& watched)
        : folder_(fs::canonical(watched.folder)),
          outside_(watched.outside.empty() ? fs::path() : fs::canonical(watched.outside)) {
        recording_.before = read_disk(folder_);
        recording_.after = recording_.before;
    }

    /// The log of one command.
    void read(const fs::path& log) {
        open_.clear();
        std::ifstream stream(log, std::ios::binary);
        std::map<std::string, std::string> unfinished;
        for (std::string line; std::getline(stream, line);) {
            const std::size_t blank = line.find(' ');
            const std::string process = line.substr(0, blank);
            std::string call = line.substr(line.find_first_not_of(' ', blank));
            static constexpr std::string_view cut = " <unfinished ...>";
            if (call.ends_with(cut)) {
                unfinished[process] = call.substr(0, call.size() - cut.size());
                continue;
            }
            if (call.starts_with("<... ")) {
                static constexpr std::string_view mark = " resumed>";
                call = unfinished[process] + call.substr(call.find(mark) + mark.size());
            }
            try {
                take(call);
            } catch (const std::exception& error) {
                throw std::runtime_error(std::string(error.what()) + " in " + call.substr(0, 300));
            }
        }
    }

    Recording finish() {
        const std::string what = difference(recording_.after, read_disk(folder_));
        if (!what.empty()) {
            throw std::runtime_error("the calls do not explain what is on the disk: " + what);
        }
        for (std::size_t i = 0; i < recording_.before.nodes.size(); ++i) {
            recording_.before.nodes[i].is_mapped = recording_.after.nodes[i].is_mapped;
        }
        return std::move(recording_);
    }

  private:
    struct Open {
        NodeId node = no_node;
        std::uint64_t position = 0;
        bool appends = false;
        bool reads = false;
    };

    /// A name in a folder that is watched.
    struct Where {
        NodeId folder = no_node;
        std::string name;
        NodeId node = no_node; ///< no_node: nothing has the name
    };

    Disk& disk() { return recording_.after; }

    void note(Event event) {
        apply(event, disk());
        recording_.events.push_back(std::move(event));
    }

    NodeId made(Node::Kind kind, std::string bytes = {}) {
        disk().nodes.push_back({.kind = kind, .bytes = std::move(bytes), .entries = {}});
        return disk().nodes.size() - 1;
    }

    [[noreturn]] static void refuse(const char* why) { throw std::runtime_error(why); }

    /// Below `folder_`, with links followed; the last one only where asked. No value: elsewhere.
    std::optional<Where> where(std::optional<NodeId> from, const fs::path& path, bool follow,
                               int links = 16) {
        NodeId at = from.value_or(top);
        fs::path rest = path;
        if (path.is_absolute()) {
            const fs::path relative = path.lexically_relative(folder_);
            if (relative.empty() || *relative.begin() == "..") {
                return std::nullopt;
            }
            at = top;
            rest = relative;
        } else if (!from) {
            return std::nullopt; // below the working directory, which is elsewhere
        }
        Where result{.folder = at, .name = ".", .node = at};
        for (auto part = rest.begin(); part != rest.end(); ++part) {
            if (*part == "." || part->empty()) {
                continue;
            }
            if (*part == "..") {
                refuse("a path with ..");
            }
            const Node& folder = disk().nodes.at(result.node);
            const auto found = folder.entries.find(part->string());
            const NodeId next = found == folder.entries.end() ? no_node : found->second;
            result = {.folder = result.node, .name = part->string(), .node = next};
            const bool is_last = std::next(part) == rest.end();
            if (next == no_node) {
                if (!is_last) {
                    refuse("a path through nothing");
                }
                return result;
            }
            if (disk().nodes[next].kind == Node::Kind::Link && (!is_last || follow)) {
                if (links == 0) {
                    refuse("too many links");
                }
                const auto behind = where(result.folder, disk().nodes[next].bytes, true, links - 1);
                if (!behind) {
                    refuse("a link that leads elsewhere");
                }
                result = *behind;
            }
        }
        return result;
    }

    /// Of a folder's descriptor (or AT_FDCWD) and a path.
    std::optional<Where> where_at(std::string_view descriptor, std::string_view quoted,
                                  bool follow) {
        const fs::path path = unquoted(quoted);
        std::optional<NodeId> from;
        if (path.is_relative() && descriptor != "AT_FDCWD") {
            const auto found = open_.find(number(descriptor));
            if (found == open_.end()) {
                return std::nullopt;
            }
            from = found->second.node;
        }
        return where(from, path, follow);
    }

    Open* opened(std::string_view descriptor) {
        const auto found = open_.find(number(descriptor));
        return found == open_.end() ? nullptr : &found->second;
    }

    void take(std::string_view line) {
        const std::size_t bracket = line.find('(');
        const std::size_t equals = line.rfind(" = ");
        if (bracket == std::string_view::npos || equals == std::string_view::npos) {
            return; // the end of a process
        }
        const std::string_view result = line.substr(equals + 3);
        if (result.starts_with('?') || result.starts_with("-1 ")) {
            return;
        }
        const std::size_t end = line.rfind(')', equals);
        const Call call{.name = line.substr(0, bracket),
                        .arguments = split(line.substr(bracket + 1, end - bracket - 1)),
                        .result = number(result)};
        if (!take_descriptor(call) && !take_bytes(call) && !take_name(call) && !take_sync(call)) {
            take_other(call);
        }
    }

    bool take_descriptor(const Call& call) {
        const auto& a = call.arguments;
        if (call.name == "openat") {
            open(call, a[0], a[1], a[2]);
        } else if (call.name == "open") {
            open(call, "AT_FDCWD", a[0], a[1]);
        } else if (call.name == "creat") {
            open(call, "AT_FDCWD", a[0], "O_WRONLY|O_CREAT|O_TRUNC");
        } else if (call.name == "close") {
            open_.erase(number(a[0]));
        } else if (call.name == "dup" || call.name == "dup2" || call.name == "dup3" ||
                   (call.name == "fcntl" && a[1].starts_with("F_DUPFD"))) {
            open_.erase(call.result);
            if (const Open* old = opened(a[0])) {
                open_[call.result] = *old;
            }
        } else if (call.name == "lseek") {
            if (Open* file = opened(a[0])) {
                file->position = static_cast<std::uint64_t>(call.result);
            }
        } else {
            return call.name == "fcntl";
        }
        return true;
    }

    void open(const Call& call, std::string_view folder, std::string_view path,
              std::string_view flags) {
        open_.erase(call.result);
        if (says(flags, "O_TMPFILE")) {
            refuse("a file without a name");
        }
        const fs::path name = unquoted(path);
        if (!outside_.empty() && name.is_absolute() &&
            name.lexically_relative(outside_).string().substr(0, 2) != "..") {
            note({.kind = Event::Kind::Looks, .bytes = name.lexically_relative(outside_).string()});
        }
        const auto found = where_at(folder, path, !says(flags, "O_NOFOLLOW"));
        if (!found) {
            return;
        }
        const bool writes = !says(flags, "O_RDONLY");
        NodeId node = found->node;
        if (node == no_node) {
            node = made(Node::Kind::File);
            note({.kind = Event::Kind::Names, .names = {{found->folder, found->name, node}}});
        } else if (writes && says(flags, "O_TRUNC") && !disk().nodes[node].bytes.empty()) {
            note({.kind = Event::Kind::Truncate, .node = node, .offset = 0});
        }
        open_[call.result] = {.node = node,
                              .position = 0,
                              .appends = says(flags, "O_APPEND"),
                              .reads = !says(flags, "O_WRONLY")};
    }

    void write(Open& file, std::string bytes, std::optional<std::uint64_t> at) {
        if (bytes.empty()) {
            return;
        }
        if (!at) {
            if (file.reads && !file.appends) {
                refuse("a file that is written where it was read");
            }
            at = file.appends ? disk().nodes[file.node].bytes.size() : file.position;
            file.position = *at + bytes.size();
        }
        note({.kind = Event::Kind::Write,
              .node = file.node,
              .offset = *at,
              .bytes = std::move(bytes)});
    }

    /// [{iov_base="...", iov_len=3}, ...]
    static std::string gathered(std::string_view vector) {
        std::string bytes;
        static constexpr std::string_view key = "iov_base=\""; // not NULL
        for (std::size_t at = vector.find(key); at != std::string_view::npos;
             at = vector.find(key, at)) {
            at += key.size() - 1;
            const std::size_t end = vector.find('"', at + 1);
            bytes += unquoted(vector.substr(at, end + 1 - at));
        }
        return bytes;
    }

    bool take_bytes(const Call& call) {
        const auto& a = call.arguments;
        const auto size = static_cast<std::size_t>(call.result);
        if (call.name == "write" || call.name == "pwrite64") {
            if (Open* file = opened(a[0])) {
                const bool here = call.name == "write";
                write(*file, unquoted(a[1]).substr(0, size),
                      here ? std::nullopt : std::optional<std::uint64_t>(number(a[3])));
            } else if (number(a[0]) == STDOUT_FILENO) {
                note({.kind = Event::Kind::Says, .bytes = unquoted(a[1]).substr(0, size)});
            }
        } else if (call.name == "writev" || call.name == "pwritev" || call.name == "pwritev2") {
            if (Open* file = opened(a[0])) {
                const bool here = call.name == "writev";
                write(*file, gathered(a[1]).substr(0, size),
                      here ? std::nullopt : std::optional<std::uint64_t>(number(a[3])));
            }
        } else if (call.name == "ftruncate") {
            if (const Open* file = opened(a[0])) {
                note({.kind = Event::Kind::Truncate,
                      .node = file->node,
                      .offset = static_cast<std::uint64_t>(number(a[1]))});
            }
        } else if (call.name == "sendfile") {
            copy(opened(a[1]), a[2], opened(a[0]), "NULL", size);
        } else if (call.name == "copy_file_range") {
            copy(opened(a[0]), a[1], opened(a[2]), a[3], size);
        } else {
            return false;
        }
        return true;
    }

    /// `from_at`, `to_at`: NULL for the position of the descriptor, else "[N] => [N after it]".
    void copy(Open* from, std::string_view from_at, Open* to, std::string_view to_at,
              std::size_t size) {
        if (to == nullptr || size == 0) {
            if (from != nullptr && from_at == "NULL") {
                from->position += size;
            }
            return;
        }
        if (from == nullptr) {
            refuse("bytes that come from elsewhere");
        }
        const std::uint64_t source = place(*from, from_at, size);
        const std::uint64_t target = place(*to, to_at, size);
        write(*to, disk().nodes[from->node].bytes.substr(source, size), target);
    }

    /// Where a copy begins; moves the descriptor's position where that says so.
    static std::uint64_t place(Open& file, std::string_view at, std::size_t size) {
        if (at.starts_with('[')) {
            return static_cast<std::uint64_t>(number(at.substr(1)));
        }
        file.position += size;
        return file.position - size;
    }

    bool take_name(const Call& call) {
        const auto& a = call.arguments;
        static constexpr std::string_view here = "AT_FDCWD";
        if (call.name == "rename") {
            rename(where_at(here, a[0], false), where_at(here, a[1], false));
        } else if (call.name == "renameat" || call.name == "renameat2") {
            if (a.size() > 4 && says(a[4], "RENAME_EXCHANGE")) {
                refuse("two names that change places");
            }
            rename(where_at(a[0], a[1], false), where_at(a[2], a[3], false));
        } else if (call.name == "unlink" || call.name == "rmdir") {
            remove(where_at(here, a[0], false));
        } else if (call.name == "unlinkat") {
            remove(where_at(a[0], a[1], false));
        } else if (call.name == "mkdir") {
            make(where_at(here, a[0], false), Node::Kind::Folder, {});
        } else if (call.name == "mkdirat") {
            make(where_at(a[0], a[1], false), Node::Kind::Folder, {});
        } else if (call.name == "symlink") {
            make(where_at(here, a[1], false), Node::Kind::Link, unquoted(a[0]));
        } else if (call.name == "symlinkat") {
            make(where_at(a[1], a[2], false), Node::Kind::Link, unquoted(a[0]));
        } else if (call.name == "link") {
            link(where_at(here, a[0], false), where_at(here, a[1], false));
        } else if (call.name == "linkat") {
            link(where_at(a[0], a[1], false), where_at(a[2], a[3], false));
        } else {
            return false;
        }
        return true;
    }

    void rename(const std::optional<Where>& from, const std::optional<Where>& to) {
        if (from.has_value() != to.has_value()) {
            refuse("a file that comes from elsewhere or goes there");
        }
        if (from && from->node != to->node) {
            note({.kind = Event::Kind::Names,
                  .names = {{from->folder, from->name, no_node},
                            {to->folder, to->name, from->node}}});
        }
    }

    void remove(const std::optional<Where>& at) {
        if (at) {
            note({.kind = Event::Kind::Names, .names = {{at->folder, at->name, no_node}}});
        }
    }

    void make(const std::optional<Where>& at, Node::Kind kind, std::string bytes) {
        if (at) {
            const NodeId node = made(kind, std::move(bytes));
            note({.kind = Event::Kind::Names, .names = {{at->folder, at->name, node}}});
        }
    }

    void link(const std::optional<Where>& from, const std::optional<Where>& to) {
        if (from.has_value() != to.has_value()) {
            refuse("a file that comes from elsewhere or goes there");
        }
        if (from) {
            note({.kind = Event::Kind::Names, .names = {{to->folder, to->name, from->node}}});
        }
    }

    bool take_sync(const Call& call) {
        if (call.name == "fsync" || call.name == "fdatasync") {
            if (const Open* file = opened(call.arguments[0])) {
                note({.kind = Event::Kind::SyncNode, .node = file->node});
            }
        } else if (call.name == "syncfs") {
            if (opened(call.arguments[0]) != nullptr) {
                note({.kind = Event::Kind::SyncAll});
            }
        } else if (call.name == "sync") {
            note({.kind = Event::Kind::SyncAll});
        } else {
            return false;
        }
        return true;
    }

    void take_other(const Call& call) {
        const auto& a = call.arguments;
        if (call.name == "mmap") {
            if (a[4] == "-1" || opened(a[4]) == nullptr || !says(a[2], "PROT_WRITE") ||
                !says(a[3], "MAP_SHARED")) {
                return;
            }
            // SQLite's index of the log of changes: whoever opens the database first empties it.
            disk().nodes[opened(a[4])->node].is_mapped = true;
        } else if (call.name == "clone" || call.name == "clone3") {
            if (a[0].find("CLONE_FILES") == std::string_view::npos &&
                (a.size() < 2 || a[1].find("CLONE_FILES") == std::string_view::npos)) {
                refuse("another process");
            }
        } else if (call.name == "ioctl" || call.name == "fallocate" ||
                   call.name == "sync_file_range" || call.name == "splice") {
            for (const std::string_view argument : a) {
                if (!argument.empty() &&
                    argument.find_first_not_of("0123456789") == std::string_view::npos &&
                    opened(argument) != nullptr) {
                    refuse("a call that is not known here");
                }
            }
        } else if (call.name != "close_range") {
            refuse("a call that is not known here");
        }
    }

    fs::path folder_;
    fs::path outside_;
    Recording recording_;
    std::map<std::int64_t, Open> open_; ///< of the watched folder, by descriptor
};

} // namespace

Recording record(const std::vector<std::string>& commands, const Watched& watched) {
    Reader reader(watched);
    const fs::path log = fs::canonical(watched.folder).string() + ".calls";
    for (const std::string& command : commands) {
        const Outcome outcome =
            run_command(std::string(strace) + calls + " -o " + log.string() + " " + command);
        if (outcome.code != 0) {
            throw std::runtime_error(command + ": " + outcome.text);
        }
        reader.read(log);
        fs::remove(log);
    }
    return reader.finish();
}

} // namespace zugang::testing::power
