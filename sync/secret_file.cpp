#include "sync/secret_file.hpp"

#include "content/package_folder.hpp"

#include <cstdlib>

#include <sys/stat.h>

namespace zugang::sync {
namespace {

/// What systemd gives this service (LoadCredential). From version 254 on it may be root's with an
/// access list for the service's user, which stat shows as a right of the group.
bool is_credential(const std::filesystem::path& file) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    return folder != nullptr && file.parent_path() == folder;
}

} // namespace

bool is_open_to_others(const std::filesystem::path& file) {
    struct stat status {};
    const mode_t open = (S_IRWXG | S_IRWXO) & ~(is_credential(file) ? S_IRGRP : 0U);
    return ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_mode & open) != 0;
}

Result<std::string> read_secret(const std::filesystem::path& file) {
    if (is_open_to_others(file)) {
        return fail(Reason::Refused, file.string() + ": others on this machine may read the "
                                                     "secret in it; run chmod 600 on it first");
    }
    auto bytes = std::filesystem::is_directory(file) ? std::nullopt : content::read_whole(file);
    if (!bytes) {
        return fail(Reason::NotFound, file.string() + ": this file cannot be read");
    }
    return *std::move(bytes);
}

Result<std::string> read_secret_line(const std::filesystem::path& file) {
    auto bytes = read_secret(file);
    if (!bytes) {
        return bytes;
    }
    std::string line = bytes->substr(0, bytes->find('\n'));
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    if (line.empty()) {
        return fail(Reason::Malformed, file.string() + ":1: the secret should stand here");
    }
    return line;
}

} // namespace zugang::sync
