#pragma once

#include "content/hex.hpp"
#include "sync/failure.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::sync {

/// Lower-case hex by name of the algorithm, as metadata lists them. "sha256" and "sha512" are
/// checked, others are not known and count for nothing.
using Hashes = std::map<std::string, std::string>;

/// Counts and hashes what streams past and compares it with what was promised.
class LengthAndHashes {
  public:
    explicit LengthAndHashes(const Hashes& promised);
    ~LengthAndHashes();
    LengthAndHashes(const LengthAndHashes&) = delete;
    LengthAndHashes& operator=(const LengthAndHashes&) = delete;

    void add(std::string_view bytes);
    std::uint64_t length() const { return length_; }

    /// Once, at the end. Every known hash must match, and one must be known.
    [[nodiscard]] Result<void> check();

  private:
    struct Running;

    std::vector<Running> running_;
    std::uint64_t length_ = 0;
};

using content::from_hex;
using content::to_hex;

} // namespace zugang::sync
