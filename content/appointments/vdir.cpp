#include "content/appointments/vdir.hpp"

#include "content/durable_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zugang::content::appointments {
namespace {

namespace fs = std::filesystem;

constexpr off_t longest = 2'000'000; // bytes
constexpr std::string_view going = ".gone";

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

  private:
    int number_;
};

[[noreturn]] void fail(const std::string& doing, const fs::path& file) {
    throw std::system_error(errno, std::generic_category(), doing + " " + file.string());
}

/// Zeros over all its bytes. Quietly: what is overwritten is on its way out.
void overwrite(int descriptor) {
    static constexpr std::array<char, 4096> zeros{};
    struct stat facts {};
    if (descriptor < 0 || ::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode) ||
        facts.st_nlink > 1) { // another name still wants the bytes
        return;
    }
    for (off_t at = 0; at < facts.st_size;) {
        const auto piece = std::min<off_t>(facts.st_size - at, zeros.size());
        const ssize_t written =
            ::pwrite(descriptor, zeros.data(), static_cast<std::size_t>(piece), at);
        if (written <= 0) {
            return;
        }
        at += written;
    }
}

int open_to_overwrite(const fs::path& file) {
    return ::open(file.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
}

void overwrite_and_remove(const fs::path& folder, const std::vector<fs::path>& files) {
    for (const fs::path& file : files) {
        const Descriptor old(open_to_overwrite(file));
        overwrite(old.number());
    }
    if (!files.empty()) {
        sync_file_system(folder); // once for all: the zeros reach the disk before the names go
    }
    for (const fs::path& file : files) {
        if (::unlink(file.c_str()) != 0 && errno != ENOENT) {
            fail("cannot remove", file);
        }
    }
}

} // namespace

std::vector<std::string> calendar_files(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        std::string name = entry.path().filename().string();
        if (name.ends_with(".ics") && !name.starts_with('.')) {
            names.push_back(std::move(name));
        }
    }
    std::ranges::sort(names);
    return names;
}

std::optional<std::string> read_calendar_file(const fs::path& file) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat facts {};
    if (in.number() < 0 || ::fstat(in.number(), &facts) != 0 || !S_ISREG(facts.st_mode) ||
        facts.st_size > longest) {
        return std::nullopt;
    }
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = ::read(in.number(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0) {
            return std::nullopt;
        }
        if (got == 0) {
            break;
        }
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

void replace_calendar_file(const fs::path& file, std::string_view bytes) {
    const Descriptor old(open_to_overwrite(file)); // still the old bytes after the rename
    struct stat before {};
    const bool is_there = old.number() >= 0 && ::fstat(old.number(), &before) == 0;
    write_durably(file, bytes);
    if (is_there) {
        struct stat now {};
        if (::stat(file.c_str(), &now) == 0 && now.st_ino != before.st_ino) {
            // Without a name it has no link any more.
            struct stat facts {};
            if (::fstat(old.number(), &facts) == 0 && facts.st_nlink == 0) {
                overwrite(old.number());
                ::fdatasync(old.number());
            }
        }
    }
}

void wipe_calendar_files(const fs::path& folder, const std::vector<std::string>& names) {
    std::vector<fs::path> files;
    for (const std::string& name : names) {
        // First under a name that nobody reads: half overwritten it would look like a broken one.
        const fs::path file = folder / name;
        const fs::path gone = file.string() + std::string(going);
        if (::rename(file.c_str(), gone.c_str()) == 0) {
            files.push_back(gone);
        } else if (errno != ENOENT) {
            fail("cannot remove", file);
        }
    }
    if (!files.empty()) {
        sync_to_disk(folder);
        overwrite_and_remove(folder, files);
    }
}

void clear_leftovers(const fs::path& folder) {
    std::vector<fs::path> leftovers;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".ics.draft") || name.ends_with(".ics" + std::string(going))) {
            leftovers.push_back(entry.path());
        }
    }
    overwrite_and_remove(folder, leftovers);
}

} // namespace zugang::content::appointments
