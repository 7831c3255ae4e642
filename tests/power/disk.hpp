#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace zugang::testing::power {

/// Index into Disk::nodes. It names a file, whatever names the file has.
using NodeId = std::size_t;
constexpr NodeId no_node = static_cast<NodeId>(-1);
constexpr NodeId top = 0; ///< the folder that is watched

struct Node {
    enum class Kind : std::uint8_t { File, Folder, Link };
    Kind kind = Kind::File;
    std::string bytes;                     ///< of a file; where a link points to
    std::map<std::string, NodeId> entries; ///< of a folder
    bool is_mapped = false; ///< written through memory as well: its bytes are not known
};

/// Everything below one folder, without owners, permissions and times.
struct Disk {
    std::vector<Node> nodes{{.kind = Node::Kind::Folder, .bytes = {}, .entries = {}}};
};

/// A name that comes, points to another file, or goes (no_node).
struct NameChange {
    NodeId folder = top;
    std::string name;
    NodeId node = no_node;
};

/// One change, in the order in which programs asked for them.
struct Event {
    enum class Kind : std::uint8_t {
        Write,    ///< `bytes` at `offset` of `node`
        Truncate, ///< `node` to `offset` bytes, shorter or longer
        Names,    ///< `names`, all of them at once: a rename is two
        SyncNode, ///< fsync or fdatasync of `node`, a file or a folder
        SyncAll,  ///< syncfs or sync
        Says,     ///< the program wrote `bytes` to stdout: what came before is acknowledged
        Looks,    ///< the program went on to another file: `bytes`, its name
    };
    Kind kind = Kind::Says;
    NodeId node = no_node;
    std::uint64_t offset = 0;
    std::string bytes = {};
    std::vector<NameChange> names = {};
};

/// What programs see at once.
void apply(const Event& event, Disk& disk);

/// The file, folder or link of this name below `top`; links are followed but for the last part.
/// no_node where there is none.
NodeId find(const Disk& disk, const std::string& path);

Disk read_disk(const std::filesystem::path& folder);

/// Into an empty folder. Mapped files get bytes that no program ever wrote.
void write_disk(const Disk& disk, const std::filesystem::path& folder);

/// The first path that is not the same, and why; empty where both are the same. Mapped files may
/// differ in their bytes.
std::string difference(const Disk& one, const Disk& other);

} // namespace zugang::testing::power
