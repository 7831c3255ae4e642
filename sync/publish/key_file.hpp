#pragma once

#include "sync/metadata.hpp"
#include "sync/private_key.hpp"
#include "sync/publish/document.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Keys in files: FILE holds the private one (PKCS #8), FILE.pub the public one as metadata lists
/// it, with its owner's name.
namespace zugang::sync {

/// What opens a key file; called only where it is encrypted.
using Passphrase = std::function<Result<std::string>(const std::filesystem::path& file)>;

struct NewKey {
    std::filesystem::path file;
    KeyKind kind = KeyKind::Ed25519;
    std::string owner;      ///< "Anna, office"; part of the key id
    std::string passphrase; ///< empty: not encrypted
};

/// Why a name cannot be an owner's: whoever signs reads it and decides by it.
std::optional<std::string> find_flaw_of_owner(std::string_view owner);

/// Writes both files, the private one for its owner alone. What is there is never overwritten.
[[nodiscard]] Result<Answer> make_key(const NewKey& key);

[[nodiscard]] Result<PublicKey> read_public_key(const std::filesystem::path& file);
[[nodiscard]] Result<Answer> show_key(const std::filesystem::path& file);

/// A key that was opened to sign.
struct OpenKey {
    PrivateKey key;
    PublicKey shown; ///< as FILE.pub says, or without an owner where there is none
};

[[nodiscard]] Result<OpenKey> open_signer(const std::filesystem::path& file,
                                          const Passphrase& passphrase);
[[nodiscard]] Result<std::vector<OpenKey>>
open_signers(const std::vector<std::filesystem::path>& files, const Passphrase& passphrase);

/// The id under which these keys know the signer.
std::optional<std::string> id_among(const OpenKey& signer, const Keys& keys);

/// Signs for the role; a failure that names who may where the signer is none of them.
[[nodiscard]] Result<void> sign_for(Envelope& document, const OpenKey& signer, const RoleKeys& role,
                                    const Keys& keys, std::string_view role_name);

} // namespace zugang::sync
