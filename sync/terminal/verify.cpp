#include "sync/terminal/verify.hpp"

#include "content/durable_file.hpp"
#include "sync/metadata_store.hpp"
#include "sync/object_store.hpp"
#include "sync/terminal/installed.hpp"
#include "sync/trusted_metadata.hpp"

namespace zugang::sync {
namespace {

std::vector<InstalledPackage> packages_of(const Terminal& terminal) {
    const auto content = terminal.layout.content();
    return read_installed(content, current_state(content)).value_or(InstalledPackages{}).packages;
}

void verify_objects(const Terminal& terminal, std::vector<content::Damage>& damage) {
    const ObjectStore store(terminal.layout.content());
    const PackageClient client(terminal.layout.content(), {}, {});
    for (const InstalledPackage& package : packages_of(terminal)) {
        for (const auto& [key, record] : client.table(package.id)) {
            if (store.has(record) && !store.read(record)) {
                damage.push_back({terminal.layout.content() / "objects",
                                  package.id + " " + key + " has other bytes than were fetched"});
            }
        }
    }
}

/// Expiry is no damage: what was installed stays.
void verify_trust(const Terminal& terminal, std::vector<content::Damage>& damage) {
    const MetadataStore store(terminal.layout.trust());
    const auto add = [&](const std::string& what) {
        damage.push_back({terminal.layout.trust(), what});
    };
    const auto root = store.read("root");
    if (!root) {
        add("there is no trusted root; run \"zugang-sync init ROOT\"");
        return;
    }
    auto trusted = TrustedMetadata::start(*root, Moment{});
    if (!trusted) {
        add("root.json: " + trusted.error().text);
        return;
    }
    if (const auto final = trusted->finish_root(); !final) {
        add("root.json: " + final.error().text);
        return;
    }
    const auto timestamp = store.read("timestamp");
    if (!timestamp) {
        return; // never asked
    }
    if (const auto good = trusted->update_timestamp(*timestamp); !good) {
        add("timestamp.json: " + good.error().text);
        return;
    }
    if (const auto good = trusted->update_snapshot(store.read("snapshot").value_or("")); !good) {
        add("snapshot.json: " + good.error().text);
        return;
    }
    if (const auto good = trusted->update_targets(store.read("targets").value_or("")); !good) {
        add("targets.json: " + good.error().text);
    }
}

} // namespace

std::vector<content::Damage> verify(const Terminal& terminal) {
    std::vector<content::Damage> damage = content::verify_current(terminal.layout.content());
    verify_objects(terminal, damage);
    verify_trust(terminal, damage);
    return damage;
}

std::size_t remove_damaged(const Terminal& terminal) {
    const PackageClient client(terminal.layout.content(), {}, {});
    std::size_t count = 0;
    for (const InstalledPackage& package : packages_of(terminal)) {
        count += client.remove_damaged(package.id);
    }
    return count;
}

} // namespace zugang::sync
