#include "content/tool/durable_file.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace zugang::content::tool {
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

} // namespace

void sync_to_disk(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number < 0 || ::fsync(file.number) != 0) {
        fail("cannot write", path);
    }
}

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
    const std::filesystem::path draft = file.string() + ".draft";
    {
        const Descriptor out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (out.number < 0) {
            fail("cannot write", draft);
        }
        while (!bytes.empty()) {
            const ssize_t written = ::write(out.number, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                fail("cannot write", draft);
            }
            bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
        if (::fsync(out.number) != 0) {
            fail("cannot write", draft);
        }
    }
    std::filesystem::rename(draft, file);
    sync_to_disk(file.parent_path().empty() ? "." : file.parent_path());
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

FolderLock::~FolderLock() { ::close(descriptor_); }

} // namespace zugang::content::tool
