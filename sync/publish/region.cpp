#include "sync/publish/region.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "sync/publish/repository.hpp"
#include "sync/publish_packs.hpp"

#include <algorithm>
#include <set>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;
using content::GroupEntry;

/// What a repository knows of a package.
struct Known {
    std::optional<DelegatedRole> role;
    Keys keys;
    std::optional<Stored> published;
};

Result<Known> read_known(const RegionCall& call) {
    Known known;
    if (!call.repository) {
        return known;
    }
    const auto root = read_current_root(*call.repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    const auto targets = read_current_targets(*call.repository, root->root);
    if (!targets) {
        return tl::make_unexpected(targets.error());
    }
    const auto role = require_delegation(targets->targets, call.package);
    if (!role) {
        return tl::make_unexpected(role.error());
    }
    known.role = **role;
    known.keys = targets->targets.delegations.keys;
    auto published = find_latest(metadata_folder(*call.repository), (*role)->name);
    if (!published) {
        return tl::make_unexpected(published.error());
    }
    known.published = std::move(*published);
    return known;
}

void copy_missing(const fs::path& from, const fs::path& to) {
    if (!fs::exists(to) && fs::exists(from)) {
        fs::create_directories(to.parent_path());
        content::write_quickly(to, content::read_whole(from).value_or(""));
    }
}

/// Brings the versions that are published into the folder, so that packs lead from them.
void fetch_history(const RegionCall& call, std::size_t versions) {
    const std::string& package = call.package;
    const auto published = content::read_history(*call.repository, package);
    const auto own = content::read_history(call.work, package);
    std::string lines;
    for (const auto* history : {&published, &own}) {
        for (const GroupEntry& entry : *history) {
            lines += entry.sha256 + " " + std::to_string(entry.size_bytes) + "\n";
        }
    }
    const std::size_t skipped = published.size() - std::min(published.size(), versions);
    for (std::size_t i = skipped; i < published.size(); ++i) {
        const auto copy = [&](const std::string& sha256) {
            const std::string path = content::object_path(package, sha256);
            copy_missing(*call.repository / path, call.work / path);
        };
        const auto table = content::read_table(*call.repository, package, published[i]);
        if (!table) {
            continue;
        }
        copy(published[i].sha256);
        for (const std::string& group : content::catalogue_of(*table).groups) {
            copy(content::sha256(group));
        }
        for (const auto& [key, record] : *table) {
            copy(record.sha256);
        }
        // A pack that was published stays as it is, whatever made it.
    }
    const fs::path file = call.work / package / "history";
    if (content::read_whole(file).value_or("") != lines) {
        content::sync_file_system(call.work / package);
        content::write_durably(file, lines);
    }
}

Json targets_of(const std::string& package, const std::string& manifest) {
    return {{content::manifest_path(package),
             {{"length", manifest.size()}, {"hashes", {{"sha256", content::sha256(manifest)}}}}}};
}

std::uint64_t days_in(const Json& body) {
    const auto days = body.find(days_field);
    return days != body.end() && days->is_number_unsigned() && *days > 0U && *days <= 36500U
               ? days->get<std::uint64_t>()
               : default_days("targets");
}

bool has_signed(const Envelope& document, const OpenKey& signer, const std::string& key_id) {
    const RoleKeys alone{.key_ids = {key_id}, .threshold = 1};
    return count_signatures(alone, {{key_id, signer.shown}}, canonical_json(document.body),
                            document.signatures) == 1;
}

/// Signs as the repository knows the key, or as its .pub file says.
Result<void> sign_as_known(Envelope& document, const OpenKey& signer, const Known& known,
                           const std::string& package) {
    if (known.role) {
        return sign_for(document, signer, known.role->keys, known.keys, package);
    }
    sign(document, signer.key, key_id(signer.shown));
    return {};
}

std::string signatures_in_words(const Envelope& document, const Known& known) {
    if (known.role) {
        return describe(signers_of(known.role->keys, known.keys, document));
    }
    return std::to_string(document.signatures.size()) +
           (document.signatures.size() == 1 ? " signature" : " signatures");
}

} // namespace

Result<Answer> sign_region(const RegionCall& call, const OpenKey& signer, Moment now,
                           const Progress& progress) {
    const auto known = read_known(call);
    if (!known) {
        return tl::make_unexpected(known.error());
    }
    if (known->role) { // before the work of making packs
        Envelope trial{.body = Json::object(), .signatures = {}};
        if (const auto good = sign_as_known(trial, signer, *known, call.package); !good) {
            return tl::make_unexpected(good.error());
        }
    }
    if (!fs::exists(call.work / content::manifest_path(call.package))) {
        return fail(Reason::NotFound, call.work.string() + " holds no package " + call.package +
                                          "; run zugang-content package SOURCE --out " +
                                          call.work.string());
    }
    const content::FolderLock lock(call.work);
    const PackOptions packs;
    if (call.repository) {
        fetch_history(call, packs.updates);
    }
    const PublishedPacks made = publish_packs(call.package, call.work, packs, progress);
    const std::string manifest =
        content::read_whole(call.work / content::manifest_path(call.package)).value_or("");
    const std::string role = role_of(call.package);
    const fs::path metadata = metadata_folder(call.work);
    const auto own = find_latest(metadata, role);
    if (!own) {
        return tl::make_unexpected(own.error());
    }
    // The newest that is known here or there; of the same version that of the folder, to which
    // others may have added signatures.
    const std::uint64_t published = known->published ? known->published->version : 0;
    const bool own_is_last = *own && (*own)->version >= published;
    const Stored* last = own_is_last ? &**own : known->published ? &*known->published : nullptr;
    const std::uint64_t days = call.days > 0 ? call.days
                               : last        ? days_in(last->document.body)
                                             : default_days("targets");
    const Json wanted = targets_of(call.package, manifest);
    Answer answer{.text = {}, .json = {{"package", call.package}, {"packs", made.made}}};
    const auto finish = [&](const Envelope& document, std::uint64_t version, bool changed,
                            const std::string& what) {
        answer.text = what + call.package + " version " + std::to_string(version) +
                      ", good until " + document.body["expires"].get<std::string>().substr(0, 10) +
                      ", " + signatures_in_words(document, *known) + "\n";
        answer.json["version"] = version;
        answer.json["changed"] = changed;
        answer.json["signatures"] = document.signatures.size();
        return answer;
    };
    const bool same = last != nullptr && !call.renew && call.days == 0 &&
                      last->document.body.value("targets", Json()) == Json::parse(wanted.dump());
    const auto expires =
        last ? content::parse_moment(last->document.body.value("expires", "")) : std::nullopt;
    if (same && expires && !is_near_expiry(*expires, days, now)) {
        Envelope document = last->document;
        Envelope added = document;
        if (const auto good = sign_as_known(added, signer, *known, call.package); !good) {
            return tl::make_unexpected(good.error());
        }
        const std::string id = added.signatures.back().key_id;
        const bool is_published = known->published && last->version == published;
        const bool is_good =
            !known->role || signers_of(known->role->keys, known->keys, document).enough();
        if (has_signed(document, signer, id) && (is_good || !is_published)) {
            if (!own_is_last) {
                write_metadata(metadata, role, last->version, last->bytes);
            }
            return finish(document, last->version, false, "nothing changed: ");
        }
        if (!is_published) {
            write_metadata(metadata, role, last->version, write_document(added));
            return finish(added, last->version, true, "added a signature: ");
        }
        if (is_good) {
            return finish(document, last->version, false, "published already: ");
        }
        // Published, and its keys have changed since: a new version, files never change.
    }
    const std::uint64_t version =
        std::max(published, *own ? (*own)->version : std::uint64_t{0}) + 1;
    Envelope document{.body = new_body("targets", version, expiry_after(now, days)),
                      .signatures = {}};
    document.body[days_field] = days;
    document.body["targets"] = wanted;
    if (const auto good = sign_as_known(document, signer, *known, call.package); !good) {
        return tl::make_unexpected(good.error());
    }
    write_metadata(metadata, role, version, write_document(document));
    return finish(document, version, true, "signed: ");
}

} // namespace zugang::sync
