#include "sync/publish/regular_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

Result<void> check(const fs::path& file, fs::file_type type) {
    if (type == fs::file_type::regular || type == fs::file_type::directory ||
        type == fs::file_type::not_found) {
        return {};
    }
    return fail(Reason::Refused,
                file.string() + " is " +
                    (type == fs::file_type::symlink ? "a symbolic link" : "no regular file") +
                    "; put the file itself there, or take it away and look who may write there");
}

} // namespace

Result<void> require_regular_files(const fs::path& base, const fs::path& inside) {
    fs::path folder = base;
    for (const fs::path& part : inside) {
        folder /= part;
        if (const auto good = check(folder, fs::symlink_status(folder).type()); !good) {
            return good;
        }
    }
    if (!fs::is_directory(folder)) {
        return {};
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (const auto good = check(entry.path(), entry.symlink_status().type()); !good) {
            return good;
        }
    }
    return {};
}

std::optional<std::string> read_regular(const fs::path& file) {
    const int in = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (in < 0) {
        return std::nullopt;
    }
    struct stat status {};
    std::string bytes;
    bool good = ::fstat(in, &status) == 0 && S_ISREG(status.st_mode);
    if (good) {
        bytes.resize(static_cast<std::size_t>(status.st_size));
    }
    for (std::size_t done = 0; good && done < bytes.size();) {
        const ssize_t got = ::read(in, bytes.data() + done, bytes.size() - done);
        good = got > 0;
        done += good ? static_cast<std::size_t>(got) : 0;
    }
    ::close(in);
    return good ? std::optional(std::move(bytes)) : std::nullopt;
}

} // namespace zugang::sync
