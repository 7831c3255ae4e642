#pragma once

#include <filesystem>

namespace zugang::sync {

/// Where things are in the folder of a terminal (FORMAT.md, "On a terminal").
struct Layout {
    std::filesystem::path folder;

    std::filesystem::path content() const { return folder / "content"; }
    std::filesystem::path trust() const { return folder / "trust"; }
    std::filesystem::path manifests() const { return trust() / "manifests"; }
    std::filesystem::path latest_time() const { return trust() / "latest-time"; }
    std::filesystem::path withheld() const { return trust() / "withheld"; }
    /// What this version of the software could not install; the next one tries again.
    std::filesystem::path refused() const { return trust() / "refused-" ZUGANG_VERSION; }
    std::filesystem::path status() const { return folder / "status.json"; }
    /// What the terminal says of itself: counts.tsv, terminal.json. It writes there.
    std::filesystem::path figures() const { return folder / "state" / "figures"; }
    /// The key and the files of weeks of what was counted and is uploaded.
    std::filesystem::path counts() const { return folder / "counts"; }
    std::filesystem::path requests() const { return folder / "requests"; }
};

} // namespace zugang::sync
