#pragma once

#include "sync/failure.hpp"
#include "sync/private_key.hpp"

#include <filesystem>

namespace zugang::sync {

/// The key with which a terminal signs what it has counted: made when it is needed first, random,
/// never leaves the folder (key.pem, for its owner only), and says nothing of the machine. Throws
/// where the disk says no.
[[nodiscard]] Result<PrivateKey> terminal_key(const std::filesystem::path& folder);

} // namespace zugang::sync
