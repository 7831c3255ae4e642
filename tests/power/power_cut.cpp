#include "tests/power/power_cut.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>

namespace zugang::testing::power {
namespace {

constexpr std::uint64_t sector = 512;
constexpr std::uint64_t page = 4096;

/// From when on nothing is promised: events before this number are on the disk.
struct Synced {
    std::map<NodeId, std::size_t> nodes;
    std::size_t all = 0;
    std::size_t any = 0; ///< ext4: whatever was synced

    std::size_t of(NodeId node) const {
        const auto found = nodes.find(node);
        return found == nodes.end() ? all : std::max(all, found->second);
    }
};

Synced synced_by(const std::vector<Event>& all, std::size_t events) {
    Synced synced;
    for (std::size_t i = 0; i < events; ++i) {
        if (all[i].kind == Event::Kind::SyncNode) {
            synced.nodes[all[i].node] = i;
            synced.any = i;
        } else if (all[i].kind == Event::Kind::SyncAll) {
            synced.all = i;
            synced.any = i;
        }
    }
    return synced;
}

class Cut {
  public:
    Cut(const Recording& recording, std::size_t events, const Choice& choice)
        : recording_(recording), events_(events), is_ext4_(choice.file_system == FileSystem::Ext4),
          synced_(synced_by(recording.events, events)), random_(choice.seed) {
        keep_bytes_ = some_chance();
        keep_names_ = some_chance();
        tear_ = chance(0.5);
        if (choice.file_system == FileSystem::Memory) {
            synced_.all = events;
        }
        committed_ = synced_.any + below(events_ - synced_.any + 1);
    }

    Disk run() {
        disk_ = recording_.before;
        for (std::size_t i = disk_.nodes.size(); i < recording_.after.nodes.size(); ++i) {
            const Node& made = recording_.after.nodes[i];
            disk_.nodes.push_back(
                {.kind = made.kind,
                 .bytes = made.kind == Node::Kind::Link ? made.bytes : std::string(),
                 .entries = {},
                 .is_mapped = made.is_mapped});
        }
        for (std::size_t i = 0; i < events_; ++i) {
            take(i);
        }
        return std::move(disk_);
    }

  private:
    std::uint64_t below(std::uint64_t limit) { return limit == 0 ? 0 : random_() % limit; }
    bool chance(double share) { return static_cast<double>(below(1'000'000)) < share * 1e6; }

    /// Nothing and everything are as likely as something between.
    double some_chance() {
        const std::array<double, 5> shares{0, 1, 0.5, 0.1, 0.9};
        return shares.at(below(shares.size()));
    }

    void take(std::size_t number) {
        const Event& event = recording_.events[number];
        switch (event.kind) {
        case Event::Kind::Write:
            if (number < synced_.of(event.node)) {
                apply(event, disk_);
            } else if (is_ext4_) {
                write_pages(event);
            } else {
                write_some(event);
            }
            break;
        case Event::Kind::Truncate:
            if (number < synced_.of(event.node) ||
                (is_ext4_ ? number < committed_ : chance(keep_bytes_))) {
                apply(event, disk_);
            }
            break;
        case Event::Kind::Names:
            if (is_ext4_ ? number < committed_ : is_synced(event, number) || chance(keep_names_)) {
                apply(event, disk_);
            }
            break;
        case Event::Kind::SyncNode:
        case Event::Kind::SyncAll:
        case Event::Kind::Says:
        case Event::Kind::Looks:
            break;
        }
    }

    /// Two folders: both must have been.
    bool is_synced(const Event& event, std::size_t number) const {
        return std::ranges::all_of(event.names, [&](const NameChange& change) {
            return number < synced_.of(change.folder);
        });
    }

    void write_part(const Event& event, std::uint64_t from, std::uint64_t to) {
        apply({.kind = Event::Kind::Write,
               .node = event.node,
               .offset = from,
               .bytes = event.bytes.substr(from - event.offset, to - from)},
              disk_);
    }

    void write_some(const Event& event) {
        if (chance(keep_bytes_)) {
            apply(event, disk_);
            return;
        }
        const std::uint64_t end = event.offset + event.bytes.size();
        for (std::uint64_t from = event.offset; tear_ && from < end;) {
            const std::uint64_t to = std::min(end, (from / sector + 1) * sector);
            if (chance(0.5)) {
                write_part(event, from, to);
            }
            from = to;
        }
        std::string& bytes = disk_.nodes[event.node].bytes;
        if (bytes.size() < end && chance(0.3)) { // the length came, the bytes did not
            bytes.resize(end);
        }
    }

    /// What overwrites may come or not, page by page; what makes a file longer comes in order.
    void write_pages(const Event& event) {
        const std::uint64_t limit = limit_of(event.node);
        const std::uint64_t end = event.offset + event.bytes.size();
        for (std::uint64_t from = event.offset; from < end;) {
            const std::uint64_t to = std::min(end, (from / page + 1) * page);
            const bool is_longer = to > disk_.nodes[event.node].bytes.size();
            if (is_longer ? to <= limit : chance(keep_bytes_)) {
                write_part(event, from, to);
            }
            from = to;
        }
    }

    /// How long a file may have become without a sync.
    std::uint64_t limit_of(NodeId node) {
        const auto known = limits_.find(node);
        if (known != limits_.end()) {
            return known->second;
        }
        std::uint64_t longest = 0;
        for (std::size_t i = synced_.of(node); i < events_; ++i) {
            const Event& event = recording_.events[i];
            if (event.kind == Event::Kind::Write && event.node == node) {
                longest = std::max<std::uint64_t>(longest, event.offset + event.bytes.size());
            }
        }
        const std::uint64_t limit =
            chance(keep_bytes_) ? longest : below(longest / page + 1) * page;
        return limits_.emplace(node, limit).first->second;
    }

    const Recording& recording_;
    std::size_t events_;
    bool is_ext4_;
    Synced synced_;
    std::mt19937_64 random_;
    double keep_bytes_ = 0;
    double keep_names_ = 0;
    bool tear_ = false;
    std::size_t committed_ = 0; ///< ext4: names and lengths before this
    std::map<NodeId, std::uint64_t> limits_;
    Disk disk_;
};

} // namespace

Disk after_power_cut(const Recording& recording, std::size_t events, const Choice& choice) {
    return Cut(recording, events, choice).run();
}

} // namespace zugang::testing::power
