#pragma once

#include "sync/fetch.hpp"
#include "sync/metadata.hpp"
#include "sync/private_key.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace zugang::sync::testing {

/// When the tests happen.
inline const Moment test_now = *content::parse_moment("2026-11-25T12:00:00Z");

using Signer = std::shared_ptr<const PrivateKey>;

/// A repository in memory. Tests change `roles` (the "signed" parts) as they like, publish, and may
/// change `files` (what is served, by path below metadata/ or targets/) afterwards.
class Repository {
  public:
    /// A root and the three roles of version 1, each with an own Ed25519 key, all published.
    Repository();

    std::map<std::string, Json> roles;
    std::map<std::string, std::vector<Signer>> signers;
    std::map<std::string, std::string> files;
    std::vector<std::string> requests; ///< paths below metadata/ or targets/
    bool lists_hashes = false;         ///< of metadata, in snapshot and timestamp

    Json& root() { return roles.at("root"); }
    Json& role_of(const std::string& role) { return root()["roles"][role]; }

    /// Signs the present version and serves it; `bump` raises the version first.
    void publish(const std::string& role);
    void bump(const std::string& role);

    /// Raises and publishes these, then snapshot and timestamp.
    void update(const std::vector<std::string>& targets_roles);

    Signer add_key(const std::string& role, KeyKind kind = KeyKind::Ed25519);
    void add_signer(const std::string& role, const Signer& signer);
    /// New keys, as many as the threshold asks for, in place of all old ones.
    void rotate(const std::string& role);

    /// A delegation at the end of the delegator's list, with an own key; bumps nothing.
    void delegate(const std::string& delegator, const std::string& role,
                  std::vector<std::string> paths, bool terminating = false);
    void add_target(const std::string& role, const std::string& path, const std::string& bytes);

    /// The bytes that sign and say what `roles` says, with the signers of that role.
    std::string sign(const std::string& role) const;

    /// Base URLs "mem:metadata" and "mem:targets".
    Fetch fetch();

    /// Called before each answer; may change everything.
    std::function<void(const std::string& path)> before_answer;
    /// Answers with these failures in place of the file.
    std::map<std::string, Reason> broken;

  private:
    Json listing(const std::string& role) const;
    std::string file_name(const std::string& role) const;
};

/// A folder that is gone at the end.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, std::string_view bytes);

/// Names in a folder, sorted.
std::vector<std::string> names_in(const std::filesystem::path& folder);

} // namespace zugang::sync::testing
