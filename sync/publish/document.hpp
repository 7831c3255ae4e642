#pragma once

#include "sync/metadata.hpp"
#include "sync/private_key.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Signed documents while they are made, and what the publisher's commands say.
namespace zugang::sync {

/// What a command says: sentences for people and the same for machines.
struct Answer {
    std::string text; ///< lines
    Json json = Json::object();
    bool good = true; ///< false: the program ends with 1
};

/// Fields of ours in signed documents; clients pass over them.
inline constexpr const char* days_field = "x-zugang-expiry-days";
inline constexpr const char* owner_field = "x-zugang-owner";

/// How long a role is good for where nobody says otherwise, in days.
std::uint64_t default_days(std::string_view role);

/// The next midnight (UTC) after so many days: signers of the same day sign the same bytes.
Moment expiry_after(Moment now, std::uint64_t days);

/// "2027-12-30", with the time where it is not midnight.
std::string in_words(Moment moment);

/// `type` is root, targets, snapshot or timestamp.
Json new_body(std::string_view type, std::uint64_t version, Moment expires);

/// As it is served: JSON on one line, signatures in the order of their key ids.
std::string write_document(const Envelope& document);

/// Replaces a signature of the same key id.
void sign(Envelope& document, const PrivateKey& key, const std::string& key_id);

/// "Anna, office (3f2a9c01)", or "key 3f2a9c01" where nobody is named.
std::string describe(const PublicKey& key);

/// Empty where the key names nobody.
std::string owner_of(const PublicKey& key);

/// Who of a role has signed a document.
struct Signers {
    std::uint64_t count = 0; ///< good signatures, each key once
    std::uint64_t threshold = 1;
    std::vector<std::string> have;    ///< as `describe` names them
    std::vector<std::string> missing; ///< the others of the role

    bool enough() const { return count >= threshold; }
};

Signers signers_of(const RoleKeys& role, const Keys& keys, const Envelope& document);

/// "2 of 2 signatures (Anna, Ben)" or "1 of 2 signatures (Anna), missing: one of Ben, Carla".
std::string describe(const Signers& signers);
Json to_json(const Signers& signers);

/// "Anna, Ben"
std::string join(const std::vector<std::string>& parts, std::string_view between = ", ");

} // namespace zugang::sync
