#pragma once

#include "sync/publish/document.hpp"
#include "sync/publish/key_file.hpp"
#include "sync/publish/root_proposal.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// The root of trust: made, changed and signed by several people who exchange files. A proposal is
/// the next root with the signatures so far; it carries the root before it, so that whoever signs
/// sees what changes and keys that are on their way out can still sign.
namespace zugang::sync {

/// Days by role, where the default is not wanted.
using Days = std::map<std::string, std::uint64_t>;

struct InitOptions {
    std::filesystem::path repository;
    std::vector<std::filesystem::path> root_keys; ///< public ones, as all here
    std::vector<std::filesystem::path> targets_keys;
    std::vector<std::filesystem::path> snapshot_keys;
    std::vector<std::filesystem::path> timestamp_keys;
    std::uint64_t threshold = 2;         ///< of the root
    std::uint64_t targets_threshold = 1; ///< snapshot and timestamp have 1
    Days days;
    std::filesystem::path out; ///< empty: 1.root.proposal.json
};

[[nodiscard]] Result<Answer> init(const InitOptions& options, Moment now);

struct ProposeOptions {
    std::filesystem::path repository;
    std::vector<std::pair<std::string, std::filesystem::path>> add; ///< role, public key
    std::vector<std::pair<std::string, std::string>> remove;        ///< role, key id or owner
    std::vector<std::pair<std::string, std::uint64_t>> thresholds;  ///< by role
    Days days;
    std::filesystem::path out; ///< empty: <n>.root.proposal.json
};

/// Without changes it is the present root with a new expiry date.
[[nodiscard]] Result<Answer> propose_root(const ProposeOptions& options, Moment now);

/// A proposal and what whoever signs it has to read first.
struct Unseen {
    std::filesystem::path file;
    Proposal proposal;
    std::string text;
};

/// `repository` may be empty; else the proposal must follow its root.
[[nodiscard]] Result<Unseen> look_at_root(const std::filesystem::path& proposal,
                                          const std::filesystem::path& repository);

/// Adds the signature to what was looked at, or writes it to `out` where that is not empty.
[[nodiscard]] Result<Answer> sign_root(Unseen seen, const OpenKey& signer,
                                       const std::filesystem::path& out);

/// Signatures or other copies of the same proposal; each must be good.
[[nodiscard]] Result<Answer> merge_root(const std::filesystem::path& proposal,
                                        const std::vector<std::filesystem::path>& signatures);

/// What the proposal changes, who has signed and who has not. `repository` may be empty; else the
/// proposal must follow its root.
[[nodiscard]] Result<Answer> verify_root(const std::filesystem::path& proposal,
                                         const std::filesystem::path& repository);

/// Everything that a terminal will check; then <n>.root.json is written. Says what has to be signed
/// again.
[[nodiscard]] Result<Answer> accept_root(const std::filesystem::path& repository,
                                         const std::filesystem::path& proposal, Moment now);

} // namespace zugang::sync
