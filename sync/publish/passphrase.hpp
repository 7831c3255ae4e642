#pragma once

#include "sync/failure.hpp"
#include "sync/publish/key_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::sync {

/// Asked on the terminal, without showing it; a failure where stdin is none.
[[nodiscard]] Result<std::string> ask_passphrase(const std::string& question);

/// Whether somebody at the terminal says yes; yes where stdin is none.
bool agree(const std::string& question);

/// Asked twice, until both are the same and not empty; gives up after three times.
[[nodiscard]] Result<std::string> ask_new_passphrase(const std::filesystem::path& key);

/// For several keys: a passphrase file for each in their order, or one for all; without files the
/// terminal is asked.
Passphrase passphrase_from(std::vector<std::filesystem::path> files,
                           std::vector<std::filesystem::path> keys);

} // namespace zugang::sync
