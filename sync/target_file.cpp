#include "sync/target_file.hpp"

#include "content/durable_file.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

[[noreturn]] void give_up(const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + path.string());
}

} // namespace

bool has_length_and_hashes(const std::filesystem::path& file, const TargetFile& promised) {
    std::error_code error;
    if (std::filesystem::file_size(file, error) != promised.length || error) {
        return false;
    }
    std::ifstream stream(file, std::ios::binary);
    LengthAndHashes found(promised.hashes);
    std::array<char, 65536> piece{};
    while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {
        found.add({piece.data(), static_cast<std::size_t>(stream.gcount())});
    }
    return found.length() == promised.length && found.check().has_value();
}

TargetDraft::TargetDraft(std::filesystem::path file, const TargetFile& promised)
    : file_(std::move(file)), part_(file_.string() + ".part"), length_(promised.length),
      found_(promised.hashes) {
    descriptor_ =
        ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor_ < 0) {
        give_up(part_);
    }
}

TargetDraft::~TargetDraft() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(part_.c_str());
    }
}

void TargetDraft::add(std::string_view bytes) {
    found_.add(bytes);
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            give_up(part_);
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

Result<void> TargetDraft::finish() {
    if (found_.length() != length_) {
        return fail(Reason::HashMismatch, "it has " + std::to_string(found_.length()) +
                                              " bytes, the signed metadata promises " +
                                              std::to_string(length_));
    }
    if (const auto good = found_.check(); !good) {
        return good;
    }
    if (::fsync(descriptor_) != 0) {
        give_up(part_);
    }
    std::filesystem::rename(part_, file_);
    ::close(descriptor_);
    descriptor_ = -1;
    content::sync_to_disk(file_.has_parent_path() ? file_.parent_path() : ".");
    return {};
}

} // namespace zugang::sync
