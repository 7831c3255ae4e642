#include "sync/counts/terminal_key.hpp"

#include "content/durable_file.hpp"
#include "sync/secret_file.hpp"

namespace zugang::sync {

namespace fs = std::filesystem;

Result<PrivateKey> terminal_key(const fs::path& folder) {
    const fs::path file = folder / "key.pem";
    if (fs::exists(file)) {
        const auto pem = read_secret(file);
        if (!pem) {
            return tl::make_unexpected(pem.error());
        }
        auto key = PrivateKey::from_pem(*pem, "");
        if (key && key->public_key().scheme != "ed25519") {
            return fail(Reason::BadKey, file.string() + ": this is no Ed25519 key");
        }
        if (!key) {
            return fail_in(file.string(), key.error());
        }
        return key;
    }
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    PrivateKey key = PrivateKey::generate(KeyKind::Ed25519);
    // Nobody else gets into the folder meanwhile.
    const fs::path draft = folder / "key.draft";
    content::write_durably(draft, key.to_pem(""));
    fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write);
    fs::rename(draft, file);
    content::sync_to_disk(folder);
    return key;
}

} // namespace zugang::sync
