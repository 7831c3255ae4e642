#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "content/sha256.hpp"
#include "sync/publish/control_characters.hpp"
#include "sync/publish/region.hpp"
#include "sync/publish/regular_files.hpp"
#include "sync/publish/repository.hpp"
#include "sync/updater.hpp"

#include <algorithm>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

/// What comes in, as far as signatures go.
struct Offer {
    Stored stored;
    Targets targets;
    TargetFile manifest;
};

Result<Offer> read_offer(const fs::path& work, const std::string& package) {
    auto stored = find_latest(metadata_folder(work), role_of(package));
    if (!stored) {
        return tl::make_unexpected(stored.error());
    }
    if (!*stored) {
        return fail(Reason::NotFound, work.string() + " holds no signature of " + package +
                                          "; run zugang-publish region sign " + work.string() +
                                          " " + package + " --key KEY");
    }
    const std::string name = file_name(role_of(package), (*stored)->version);
    if ((*stored)->bytes.size() > UpdateLimits().targets_bytes) {
        return fail(Reason::TooLarge, name + " has " + std::to_string((*stored)->bytes.size()) +
                                          " bytes; terminals take at most " +
                                          std::to_string(UpdateLimits().targets_bytes));
    }
    if (has_control_characters((*stored)->document.body, Bidi::Refused)) {
        return fail(Reason::Malformed, name + " holds control characters");
    }
    auto targets = read_targets((*stored)->bytes);
    if (!targets) {
        return fail_in(name, targets.error());
    }
    return Offer{
        .stored = *std::move(*stored), .targets = std::move(targets->body), .manifest = {}};
}

/// Only its own manifest, and nothing delegated further.
Result<void> check_paths(Offer& offer, const DelegatedRole& role, const std::string& package) {
    const std::string wanted = content::manifest_path(package);
    for (const auto& [path, file] : offer.targets.targets) {
        if (path != wanted || !role.may_sign(path)) {
            return fail(Reason::Refused, package + " signs \"" + path +
                                             "\", which is not its own; it may sign " + wanted +
                                             " and nothing else. Ask its owner, and revoke the "
                                             "key if it was stolen");
        }
        offer.manifest = file;
    }
    if (offer.targets.targets.empty()) {
        return fail(Reason::NotListed, package + " does not sign " + wanted);
    }
    if (!offer.targets.delegations.roles.empty() || offer.targets.delegations.succinct) {
        return fail(Reason::Refused, package + " delegates to others, which it may not");
    }
    return {};
}

Result<void> check_version(std::uint64_t version, std::uint64_t last, const std::string& package) {
    if (version < last) {
        return fail(Reason::Rollback, package + " version " + std::to_string(version) +
                                          " is older than version " + std::to_string(last) +
                                          ", which is published; sign it again with --repository");
    }
    if (version == last) {
        return fail(Reason::WrongVersion,
                    package + " version " + std::to_string(version) +
                        " is published with other bytes; sign it again with --repository --renew");
    }
    if (version > last + most_versions_ahead) {
        return fail(Reason::WrongVersion,
                    package + " version " + std::to_string(version) + " is far above version " +
                        std::to_string(last) +
                        ", perhaps to use the numbers up; sign it again with --repository");
    }
    return {};
}

/// Not over before it reaches terminals, and not good for ever.
Result<void> check_expiry(Moment expires, Moment now, const std::string& what) {
    if (expires <= now) {
        return fail(Reason::Expired,
                    what + " expired on " + in_words(expires) + "; sign it again with --renew");
    }
    if (expires <= now + std::chrono::hours(24)) {
        return fail(Reason::Expired, what + " is good until " + in_words(expires) +
                                         " only; sign it again with --renew");
    }
    if (expires > expiry_after(now, most_package_days)) {
        return fail(Reason::Refused, what + " is good until " + in_words(expires) +
                                         ", which is too long; sign it again with --expires-in "
                                         "DAYS, at most " +
                                         std::to_string(most_package_days));
    }
    return {};
}

/// Empty where the repository has no bund.
std::string default_language_of_bund(const fs::path& repository) {
    const auto history = content::read_history(repository, "bund");
    const auto table =
        history.empty() ? std::nullopt : content::read_table(repository, "bund", history.back());
    if (!table || !table->contains("package")) {
        return {};
    }
    const auto facts = content::read_package_record(
        content::read_object(repository, "bund", table->at("package")).value_or(""));
    return facts ? facts->default_language : std::string();
}

/// Terminals fall back to one language, whatever package a text is from.
Result<void> check_default_language(const CheckedPackage& package, const fs::path& repository) {
    const std::string bund = default_language_of_bund(repository);
    if (package.manifest.package != "bund" && !bund.empty() && package.default_language != bund) {
        return fail(Reason::Refused, "the default language of " + package.manifest.package +
                                         " is \"" + package.default_language +
                                         "\", that of bund \"" + bund +
                                         "\"; take that one, run zugang-content package, then "
                                         "sign");
    }
    return {};
}

/// Files that are there may be half after a power cut: they are compared. What is copied is what
/// was checked, whatever happened to the file since.
Result<std::size_t> copy_files(const CheckedPackage& package, const fs::path& work,
                               const fs::path& repository, const Progress& progress) {
    std::size_t copied = 0;
    std::size_t done = 0;
    for (const CheckedFile& file : package.files) {
        if (progress) {
            progress(done++, package.files.size());
        }
        const auto is_checked = [&file](const std::optional<std::string>& bytes) {
            return bytes && content::sha256(*bytes) == file.sha256;
        };
        if (is_checked(read_regular(repository / file.path))) {
            continue;
        }
        const auto bytes = read_regular(work / file.path);
        if (!is_checked(bytes)) {
            return fail(Reason::HashMismatch, (work / file.path).string() +
                                                  " has changed since it was checked; run it "
                                                  "again while nobody writes there");
        }
        fs::create_directories((repository / file.path).parent_path());
        content::write_quickly(repository / file.path, *bytes);
        ++copied;
    }
    content::sync_file_system(repository);
    return copied;
}

void add_to_history(const fs::path& repository, const content::Manifest& manifest) {
    const fs::path file = repository / manifest.package / "history";
    const auto history = content::read_history(repository, manifest.package);
    if (history.empty() || history.back().sha256 != manifest.content) {
        content::write_durably(file, content::read_whole(file).value_or("") + manifest.content +
                                         " " + std::to_string(manifest.index_bytes) + "\n");
    }
}

/// Packs that lead to neither this version nor the one before, which terminals with an older
/// timestamp still ask for.
void remove_old_packs(const fs::path& repository, const content::Manifest& manifest) {
    const auto history = content::read_history(repository, manifest.package);
    std::vector<std::string> endings;
    for (std::size_t i = history.size(); i-- > 0 && endings.size() < 2;) {
        endings.push_back(fs::path(content::pack_path(manifest.package, {}, history[i].sha256))
                              .filename()
                              .string());
    }
    std::vector<fs::path> old;
    const fs::path packs = repository / manifest.package / "packs";
    if (!fs::is_directory(packs)) {
        return;
    }
    for (const auto& entry : fs::directory_iterator(packs)) {
        const std::string name = entry.path().filename().string();
        if (std::ranges::none_of(endings,
                                 [&name](const std::string& end) { return name.ends_with(end); })) {
            old.push_back(entry.path());
        }
    }
    for (const fs::path& file : old) {
        fs::remove(file);
    }
}

} // namespace

Result<Answer> accept_region(const fs::path& repository, const fs::path& work,
                             const std::string& package, Moment now, const Progress& progress) {
    if (const auto there = require_folder(repository); !there) {
        return tl::make_unexpected(there.error());
    }
    const content::FolderLock lock(repository);
    for (const fs::path& folder : {work, repository}) {
        for (const fs::path& inside : {fs::path("metadata"), fs::path(package)}) {
            if (const auto good = require_regular_files(folder, inside); !good) {
                return tl::make_unexpected(good.error());
            }
        }
    }
    const auto root = read_current_root(repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    const auto targets = read_current_targets(repository, root->root);
    if (!targets) {
        return tl::make_unexpected(targets.error());
    }
    if (!targets->is_signed) {
        return fail(Reason::BadSignature, "targets is not signed by the present root's keys; run "
                                          "zugang-publish targets sign first");
    }
    const auto role = require_delegation(targets->targets, package);
    if (!role) {
        return tl::make_unexpected(role.error());
    }
    auto offer = read_offer(work, package);
    if (!offer) {
        return tl::make_unexpected(offer.error());
    }
    const Signers signers =
        signers_of((*role)->keys, targets->targets.delegations.keys, offer->stored.document);
    const std::uint64_t version = offer->stored.version;
    const std::string what = package + " version " + std::to_string(version);
    if (!signers.enough()) {
        return fail(Reason::BadSignature,
                    what + " has " + describe(signers) + "; they run zugang-publish region sign");
    }
    if (const auto good = check_paths(*offer, **role, package); !good) {
        return tl::make_unexpected(good.error());
    }
    const auto published = find_latest(metadata_folder(repository), (*role)->name);
    if (!published) {
        return tl::make_unexpected(published.error());
    }
    if (*published && (*published)->document.body == offer->stored.document.body &&
        signers_of((*role)->keys, targets->targets.delegations.keys, (*published)->document)
            .enough()) {
        return Answer{.text = what + " is accepted already, nothing changed\n",
                      .json = {{"version", version}, {"changed", false}}};
    }
    if (const auto good = check_version(version, *published ? (*published)->version : 0, package);
        !good) {
        return tl::make_unexpected(good.error());
    }
    if (const auto good = check_expiry(offer->targets.common.expires, now, what); !good) {
        return tl::make_unexpected(good.error());
    }
    const auto manifest = read_regular(work / content::manifest_path(package));
    LengthAndHashes found(offer->manifest.hashes);
    found.add(manifest.value_or(""));
    if (!manifest || manifest->size() != offer->manifest.length || !found.check()) {
        return fail(Reason::HashMismatch,
                    (work / content::manifest_path(package)).string() +
                        " is not the one that was signed; sign it again after packaging");
    }
    const auto checked = check_package(package, *manifest, work, {work, repository});
    if (!checked) {
        return tl::make_unexpected(checked.error());
    }
    if (checked->unchecked_packs > 0) {
        return fail(Reason::NotFound, "an update pack of " + package +
                                          " leads from a version "
                                          "that is nowhere to be found; sign it again with "
                                          "--repository");
    }
    if (const auto good = check_default_language(*checked, repository); !good) {
        return tl::make_unexpected(good.error());
    }
    const auto copied = copy_files(*checked, work, repository, progress);
    if (!copied) {
        return tl::make_unexpected(copied.error());
    }
    add_to_history(repository, checked->manifest);
    content::write_durably(repository / package / (content::sha256(*manifest) + ".manifest.json"),
                           *manifest);
    content::write_durably(repository / content::manifest_path(package), *manifest);
    write_metadata(metadata_folder(repository), (*role)->name, version, offer->stored.bytes);
    remove_old_packs(repository, checked->manifest);
    return Answer{.text = "accepted " + what + " (" + join(signers.have, "; ") +
                          "): " + std::to_string(checked->table.size()) + " records, " +
                          std::to_string(*copied) +
                          " new files\nnext: zugang-publish snapshot, then timestamp\n",
                  .json = {{"version", version},
                           {"changed", true},
                           {"records", checked->table.size()},
                           {"new_files", *copied}}};
}

} // namespace zugang::sync
