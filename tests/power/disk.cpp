#include "tests/power/disk.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace zugang::testing::power {
namespace {

namespace fs = std::filesystem;

constexpr int most_links = 16;

NodeId find_from(const Disk& disk, NodeId folder, const fs::path& path, int links) {
    NodeId at = folder;
    std::vector<fs::path> parts(path.begin(), path.end());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Node& node = disk.nodes[at];
        const auto found = node.entries.find(parts[i].string());
        if (node.kind != Node::Kind::Folder || found == node.entries.end()) {
            return no_node;
        }
        const Node& next = disk.nodes[found->second];
        if (next.kind == Node::Kind::Link && i + 1 < parts.size()) {
            at = links == 0 ? no_node : find_from(disk, at, next.bytes, links - 1);
        } else {
            at = found->second;
        }
        if (at == no_node) {
            return no_node;
        }
    }
    return at;
}

void read_folder(const fs::path& folder, Disk& disk, NodeId into) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        const NodeId id = disk.nodes.size();
        Node node;
        if (entry.is_symlink()) {
            node.kind = Node::Kind::Link;
            node.bytes = fs::read_symlink(entry.path()).string();
        } else if (entry.is_directory()) {
            node.kind = Node::Kind::Folder;
        } else {
            std::ifstream stream(entry.path(), std::ios::binary);
            node.bytes.assign(std::istreambuf_iterator<char>(stream), {});
        }
        const bool is_folder = node.kind == Node::Kind::Folder;
        disk.nodes.push_back(std::move(node));
        disk.nodes[into].entries[entry.path().filename().string()] = id;
        if (is_folder) {
            read_folder(entry.path(), disk, id);
        }
    }
}

void write_folder(const Disk& disk, NodeId id, const fs::path& folder) {
    for (const auto& [name, child] : disk.nodes[id].entries) {
        const Node& node = disk.nodes[child];
        const fs::path path = folder / name;
        switch (node.kind) {
        case Node::Kind::Folder:
            fs::create_directory(path);
            write_folder(disk, child, path);
            break;
        case Node::Kind::Link:
            fs::create_symlink(node.bytes, path);
            break;
        case Node::Kind::File:
            std::ofstream stream(path, std::ios::binary);
            stream << (node.is_mapped ? std::string(node.bytes.size(), '\x5a') : node.bytes);
            if (!stream.flush()) {
                throw std::runtime_error("cannot write " + path.string());
            }
            break;
        }
    }
}

std::string difference(const Disk& one, NodeId a, const Disk& other, NodeId b,
                       const std::string& path) {
    const Node& left = one.nodes[a];
    const Node& right = other.nodes[b];
    if (left.kind != right.kind) {
        return path + ": not of the same kind";
    }
    if (left.bytes != right.bytes && !left.is_mapped && !right.is_mapped) {
        return path + ": " + std::to_string(left.bytes.size()) + " and " +
               std::to_string(right.bytes.size()) + " bytes, not the same";
    }
    for (const auto& [name, child] : left.entries) {
        const auto found = right.entries.find(name);
        if (found == right.entries.end()) {
            return path + "/" + name + ": only in the first";
        }
        if (auto inner = difference(one, child, other, found->second, path + "/" + name);
            !inner.empty()) {
            return inner;
        }
    }
    for (const auto& [name, child] : right.entries) {
        if (!left.entries.contains(name)) {
            return path + "/" + name + ": only in the second";
        }
    }
    return {};
}

} // namespace

void apply(const Event& event, Disk& disk) {
    switch (event.kind) {
    case Event::Kind::Write: {
        std::string& bytes = disk.nodes[event.node].bytes;
        if (bytes.size() < event.offset + event.bytes.size()) {
            bytes.resize(event.offset + event.bytes.size());
        }
        bytes.replace(event.offset, event.bytes.size(), event.bytes);
        break;
    }
    case Event::Kind::Truncate:
        disk.nodes[event.node].bytes.resize(event.offset);
        break;
    case Event::Kind::Names:
        for (const NameChange& change : event.names) {
            auto& entries = disk.nodes[change.folder].entries;
            if (change.node == no_node) {
                entries.erase(change.name);
            } else {
                entries[change.name] = change.node;
            }
        }
        break;
    case Event::Kind::SyncNode:
    case Event::Kind::SyncAll:
    case Event::Kind::Says:
    case Event::Kind::Looks:
        break;
    }
}

NodeId find(const Disk& disk, const std::string& path) {
    return find_from(disk, top, path, most_links);
}

Disk read_disk(const fs::path& folder) {
    Disk disk;
    read_folder(folder, disk, top);
    return disk;
}

void write_disk(const Disk& disk, const fs::path& folder) {
    write_folder(disk, top, folder);
}

std::string difference(const Disk& one, const Disk& other) {
    return difference(one, top, other, top, "");
}

} // namespace zugang::testing::power
