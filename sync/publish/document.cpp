#include "sync/publish/document.hpp"

#include "sync/digest.hpp"

#include <algorithm>

namespace zugang::sync {
namespace {

constexpr std::size_t shown_digits = 8; ///< of a key id

} // namespace

std::uint64_t default_days(std::string_view role) {
    return role == "timestamp" ? 14 : role == "snapshot" ? 90 : 400;
}

Moment expiry_after(Moment now, std::uint64_t days) {
    return std::chrono::ceil<std::chrono::days>(now) +
           std::chrono::days(static_cast<std::chrono::days::rep>(days));
}

std::string in_words(Moment moment) {
    const std::string iso = content::iso_moment(moment);
    return iso.ends_with("T00:00:00Z") ? iso.substr(0, 10) : iso;
}

Json new_body(std::string_view type, std::uint64_t version, Moment expires) {
    return {{"_type", type},
            {"spec_version", "1.0.34"},
            {"version", version},
            {"expires", content::iso_moment(expires)}};
}

std::string write_document(const Envelope& document) {
    std::vector<Signature> sorted = document.signatures;
    std::ranges::sort(sorted, {}, &Signature::key_id);
    Json signatures = Json::array();
    for (const Signature& signature : sorted) {
        signatures.push_back({{"keyid", signature.key_id}, {"sig", to_hex(signature.bytes)}});
    }
    return Json{{"signatures", std::move(signatures)}, {"signed", document.body}}.dump() + "\n";
}

void sign(Envelope& document, const PrivateKey& key, const std::string& key_id) {
    std::erase_if(document.signatures,
                  [&key_id](const Signature& other) { return other.key_id == key_id; });
    document.signatures.push_back({key_id, key.sign(canonical_json(document.body))});
}

std::string owner_of(const PublicKey& key) {
    const auto owner = key.written.find(owner_field);
    return owner != key.written.end() && owner->is_string() ? owner->get<std::string>() : "";
}

std::string describe(const PublicKey& key) {
    const std::string owner = owner_of(key);
    const std::string id = key_id(key).substr(0, shown_digits);
    return owner.empty() ? "key " + id : owner + " (" + id + ")";
}

Signers signers_of(const RoleKeys& role, const Keys& keys, const Envelope& document) {
    const std::string bytes = canonical_json(document.body);
    Signers signers{.count = count_signatures(role, keys, bytes, document.signatures),
                    .threshold = role.threshold,
                    .have = {},
                    .missing = {}};
    for (const std::string& id : role.key_ids) {
        const RoleKeys alone{.key_ids = {id}, .threshold = 1};
        const auto key = keys.find(id);
        const std::string name =
            key != keys.end() ? describe(key->second) : "key " + id.substr(0, shown_digits);
        const bool good = count_signatures(alone, keys, bytes, document.signatures) == 1;
        (good ? signers.have : signers.missing).push_back(name);
    }
    return signers;
}

std::string describe(const Signers& signers) {
    std::string text = std::to_string(signers.count) + " of " + std::to_string(signers.threshold) +
                       (signers.threshold == 1 ? " signature" : " signatures");
    if (!signers.have.empty()) {
        text += " (" + join(signers.have, "; ") + ")";
    }
    if (!signers.enough() && !signers.missing.empty()) {
        const std::uint64_t more = signers.threshold - signers.count;
        text += ", missing: ";
        text += more >= signers.missing.size() ? "" : std::to_string(more) + " of ";
        text += join(signers.missing, "; ");
    }
    return text;
}

Json to_json(const Signers& signers) {
    return {{"threshold", signers.threshold},
            {"signed", signers.have},
            {"missing", signers.missing},
            {"enough", signers.enough()}};
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
    std::string text;
    for (const std::string& part : parts) {
        text += text.empty() ? "" : std::string(between);
        text += part;
    }
    return text;
}

} // namespace zugang::sync
