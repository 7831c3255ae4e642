#pragma once

#include "tests/power/recording.hpp"

#include <cstdint>
#include <string>

namespace zugang::testing::power {

/// What a disk promises. All keep each name change whole: the old names or the new ones.
enum class FileSystem : std::uint8_t {
    /// No power cut: the program was killed, and the disk has whatever it wrote.
    Memory,
    /// POSIX and no more. Bytes and length of a file are there once it was synced; a name is once
    /// the folder was, each folder for itself. Before that any part may be there, also a later
    /// change without an earlier one, pieces of 512 bytes, or zeros in place of bytes.
    Posix,
    /// ext4 as it is mounted by default (data=ordered): names and lengths reach the disk in their
    /// order, and every sync takes along all names before it. Bytes that were not synced may be
    /// missing, from any page on; a file is then shorter.
    Ext4
};

/// A choice of what had reached the disk.
struct Choice {
    FileSystem file_system = FileSystem::Posix;
    std::uint64_t seed = 0;
};

/// The disk after the first `events` events and a power cut, the last of them half done perhaps.
/// Mapped files hold anything.
Disk after_power_cut(const Recording& recording, std::size_t events, const Choice& choice);

} // namespace zugang::testing::power
