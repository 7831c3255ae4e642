#include "content/durable_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zugang::content {
namespace {

[[noreturn]] void fail(std::string_view doing, const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(),
                            std::string(doing) + " " + path.string());
}

struct Descriptor {
    int number;
    explicit Descriptor(int opened) : number(opened) {}
    ~Descriptor() {
        if (number >= 0) {
            ::close(number);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

/// Gone unless it was renamed.
class Draft {
  public:
    explicit Draft(std::filesystem::path path) : path_(std::move(path)) {}
    ~Draft() {
        if (!path_.empty()) {
            ::unlink(path_.c_str());
        }
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const std::filesystem::path& path() const { return path_; }

    void rename_to(const std::filesystem::path& file) {
        std::filesystem::rename(path_, file);
        path_.clear();
    }

  private:
    std::filesystem::path path_;
};

std::filesystem::path behind_links(const std::filesystem::path& file) {
    std::error_code error;
    return std::filesystem::is_symlink(file, error) ? std::filesystem::weakly_canonical(file)
                                                    : file;
}

void keep_owner_and_mode(const std::filesystem::path& file, int draft) {
    struct stat old {};
    if (::stat(file.c_str(), &old) != 0 || !S_ISREG(old.st_mode)) {
        return;
    }
    if (::fchown(draft, old.st_uid, old.st_gid) != 0) {
        // Only root may give files away; the file is then the writer's.
    }
    if (::fchmod(draft, old.st_mode & 0777U) != 0) {
        fail("cannot set the permissions of", file);
    }
}

enum class Durability { Now, Later };

void write_over(const std::filesystem::path& target, std::string_view bytes,
                Durability durability) {
    Draft draft(target.string() + ".draft");
    {
        const Descriptor out(::open(draft.path().c_str(),
                                    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
        if (out.number < 0) {
            fail("cannot write", draft.path());
        }
        keep_owner_and_mode(target, out.number);
        while (!bytes.empty()) {
            const ssize_t written = ::write(out.number, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                fail("cannot write", draft.path());
            }
            bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
        if (durability == Durability::Now && ::fsync(out.number) != 0) {
            fail("cannot write", draft.path());
        }
    }
    draft.rename_to(target);
}

} // namespace

void make_folder_durably(const std::filesystem::path& folder) {
    if (std::filesystem::is_directory(folder)) {
        return;
    }
    const std::filesystem::path parent = folder.has_parent_path() ? folder.parent_path() : ".";
    if (parent != folder) {
        make_folder_durably(parent);
    }
    std::filesystem::create_directory(folder);
    sync_to_disk(parent);
}

void sync_to_disk(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number < 0 || ::fsync(file.number) != 0) {
        fail("cannot write", path);
    }
}

void sync_file_system(const std::filesystem::path& folder) {
    const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (file.number < 0 || ::syncfs(file.number) != 0) {
        fail("cannot write", folder);
    }
}

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
    const std::filesystem::path target = behind_links(file);
    write_over(target, bytes, Durability::Now);
    sync_to_disk(target.parent_path().empty() ? "." : target.parent_path());
}

void write_quickly(const std::filesystem::path& file, std::string_view bytes) {
    write_over(file, bytes, Durability::Later);
}

void replace_link(const std::filesystem::path& link, const std::filesystem::path& target) {
    const std::filesystem::path draft = link.string() + ".draft";
    std::filesystem::remove(draft);
    std::filesystem::create_directory_symlink(target, draft);
    std::filesystem::rename(draft, link);
    sync_to_disk(link.parent_path());
}

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) {
        fail("cannot open", folder);
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(descriptor_);
        errno = reason;
        fail("another program is writing", folder);
    }
}

FolderLock::~FolderLock() {
    ::close(descriptor_);
}

} // namespace zugang::content
