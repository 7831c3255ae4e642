#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "sync/publish/storage.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <set>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }
    /// A file share may say only here that it is full.
    bool close() {
        const int closing = std::exchange(number_, -1);
        return closing < 0 || ::close(closing) == 0;
    }

  private:
    int number_;
};

tl::unexpected<Failure> say_errno(const fs::path& file) {
    const int reason = errno;
    const std::string text =
        file.string() + ": it cannot be written: " + std::generic_category().message(reason);
    if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
        return fail(Reason::Destination,
                    text + ". Make room and run it again; what is published there is as before");
    }
    return fail(Reason::Destination, text);
}

bool write_all(int out, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(out, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

/// Beside, to the disk, then renamed: a web server never serves half a file. `next` gives pieces,
/// an empty one at the end.
Result<void> write_beside(const fs::path& file,
                          const std::function<Result<std::string_view>()>& next) {
    const fs::path draft =
        file.parent_path() / ("." + file.filename().string() + "." + std::to_string(::getpid()));
    Descriptor out(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (out.number() < 0) {
        return say_errno(draft);
    }
    const auto write = [&]() -> Result<void> {
        for (;;) {
            const auto piece = next();
            if (!piece) {
                return tl::make_unexpected(piece.error());
            }
            if (piece->empty()) {
                break;
            }
            if (!write_all(out.number(), *piece)) {
                return say_errno(file);
            }
        }
        if (::fsync(out.number()) != 0 || !out.close() ||
            ::rename(draft.c_str(), file.c_str()) != 0) {
            return say_errno(file);
        }
        return {};
    };
    auto written = write();
    if (!written) {
        ::unlink(draft.c_str());
    }
    return written;
}

Result<void> copy_file(const OutgoingFile& outgoing, const fs::path& to,
                       const std::function<void(std::uint64_t)>& moving) {
    const Descriptor in(::open(outgoing.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    std::string buffer(std::size_t{1} << 20U, '\0');
    std::uint64_t done = 0;
    return write_beside(to, [&]() -> Result<std::string_view> {
        const ssize_t got = ::read(in.number(), buffer.data(), buffer.size());
        if (got < 0 || (got == 0 && done != outgoing.size_bytes)) {
            return fail(Reason::Refused, outgoing.file.string() +
                                             ": it changed or cannot be read while it is "
                                             "published; run it again");
        }
        done += static_cast<std::uint64_t>(got);
        moving(done);
        return std::string_view(buffer).substr(0, static_cast<std::size_t>(got));
    });
}

/// Also on the disk.
Result<void> make_folder(const fs::path& folder) {
    if (folder.empty() || fs::is_directory(folder)) {
        return {};
    }
    if (auto parent = make_folder(folder.parent_path()); !parent) {
        return parent;
    }
    std::error_code error;
    fs::create_directory(folder, error);
    if (error) {
        errno = error.value();
        return say_errno(folder);
    }
    content::sync_to_disk(folder.parent_path().empty() ? "." : folder.parent_path());
    return {};
}

Result<void> put_files(const fs::path& root, const std::vector<OutgoingFile>& files,
                       const std::function<void(const OutgoingFile&)>& done,
                       const std::function<void(std::uint64_t)>& moving) {
    std::set<fs::path> folders;
    for (const OutgoingFile& outgoing : files) {
        const fs::path to = root / outgoing.path;
        if (const auto checked = check_outgoing(outgoing); !checked) {
            return tl::make_unexpected(checked.error());
        }
        if (auto made = make_folder(to.parent_path()); !made) {
            return made;
        }
        if (auto copied = copy_file(outgoing, to, moving); !copied) {
            return copied;
        }
        folders.insert(to.parent_path());
        done(outgoing);
    }
    for (const fs::path& folder : folders) {
        content::sync_to_disk(folder);
    }
    return {};
}

} // namespace

Storage folder_storage(const Destination& destination) {
    const fs::path root = destination.folder;
    return {.sizes = [root](const std::vector<std::string>& paths)
                -> Result<std::map<std::string, std::uint64_t>> {
                std::map<std::string, std::uint64_t> found;
                for (const std::string& path : paths) {
                    std::error_code error;
                    const std::uintmax_t size = fs::file_size(root / path, error);
                    if (!error) {
                        found[path] = size;
                    }
                }
                return found;
            },
            .read = [root](const std::string& path,
                           std::uint64_t limit_bytes) -> Result<std::optional<StoredFile>> {
                std::error_code error;
                if (fs::file_size(root / path, error) > limit_bytes && !error) {
                    return fail(Reason::TooLarge, (root / path).string() + ": it is too long");
                }
                auto bytes = content::read_whole(root / path);
                if (!bytes && fs::exists(root / path)) {
                    return fail(Reason::Destination,
                                (root / path).string() + ": it cannot be read");
                }
                return bytes ? std::optional(StoredFile{.bytes = std::move(*bytes), .tag = {}})
                             : std::nullopt;
            },
            .put = [root](const auto& files, const auto& done,
                          const auto& moving) { return put_files(root, files, done, moving); },
            .replace_timestamp = [root](const std::string& bytes,
                                        const std::optional<StoredFile>&) -> Result<void> {
                const fs::path file = root / timestamp_path;
                std::string_view rest = bytes;
                auto written = write_beside(file, [&rest]() -> Result<std::string_view> {
                    return std::exchange(rest, std::string_view());
                });
                if (written) {
                    content::sync_to_disk(file.parent_path());
                }
                return written;
            }};
}

} // namespace zugang::sync
