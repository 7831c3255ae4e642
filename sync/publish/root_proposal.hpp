#pragma once

#include "sync/publish/document.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::sync {

inline constexpr std::array<std::string_view, 4> top_roles{"root", "targets", "snapshot",
                                                           "timestamp"};

/// The next root on its way round its signers: a file that holds its document and the one before.
struct Proposal {
    Envelope document;
    Root root;
    Json previous; ///< the document before it; null for the first one
    std::optional<Root> previous_root;
};

/// The root before it must be there, signed by itself and of the version before, unless this is the
/// first. Whether it is the one that terminals have only a repository can tell.
[[nodiscard]] Result<Proposal> read_proposal(const std::filesystem::path& file);
std::string write_proposal(const Proposal& proposal);

/// All keys that the proposal or the root before it knows.
Keys known_keys(const Proposal& proposal);

/// Why a root could never work: keys that cannot be used, more signatures needed than keys.
std::optional<Failure> find_flaw_in(const Root& root);

/// Every key of every role, and what it changes.
std::string describe_root(const Proposal& proposal);

/// Who has signed and who is missing; good where it has enough signatures.
Answer describe_signatures(const Proposal& proposal);

/// Both.
Answer describe_proposal(const Proposal& proposal);

} // namespace zugang::sync
