#pragma once

#include "sync/failure.hpp"

#include <filesystem>
#include <string>

namespace zugang::sync {

/// The owner's group or everybody on this machine may read or write this file. The group may read
/// what systemd has put into $CREDENTIALS_DIRECTORY (systemd.exec(5), "Credentials").
bool is_open_to_others(const std::filesystem::path& file);

/// A file with a password or passphrase; refused where others may read it. Pipes are taken: nobody
/// else has them open.
[[nodiscard]] Result<std::string> read_secret(const std::filesystem::path& file);

/// Its first line, without what ends it.
[[nodiscard]] Result<std::string> read_secret_line(const std::filesystem::path& file);

} // namespace zugang::sync
