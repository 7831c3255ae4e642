#include "tests/sync/publish/office.hpp"

#include "content/package_folder.hpp"
#include "sync/publish/online.hpp"
#include "sync/publish/play_client.hpp"
#include "sync/publish/region.hpp"
#include "sync/publish/root.hpp"
#include "sync/publish/targets.hpp"
#include "tests/content/small_package.hpp"

namespace zugang::sync::testing {

namespace fs = std::filesystem;

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

Office::Office() {
    for (const std::string owner : {"Anna", "Ben", "Carla"}) {
        add_key(owner, owner + ", office");
    }
    for (const std::string name : {"targets", "online", "bund", "by"}) {
        add_key(name, name);
    }
}

fs::path Office::work(const std::string& package) const {
    return folder_.path() / ("work-" + fs::path(package).filename().string());
}

void Office::add_key(const std::string& name, const std::string& owner) const {
    must(
        make_key({.file = file(name), .kind = KeyKind::Ed25519, .owner = owner, .passphrase = {}}));
}

OpenKey Office::signer(const std::string& name) const {
    return must(open_signer(file(name), {}));
}

std::vector<OpenKey> Office::signers(const std::string& name) const {
    std::vector<OpenKey> one;
    one.push_back(signer(name));
    return one;
}

void Office::found() const {
    must(init({.repository = repository(),
               .root_keys = {shown("Anna"), shown("Ben"), shown("Carla")},
               .targets_keys = {shown("targets")},
               .snapshot_keys = {shown("online")},
               .timestamp_keys = {shown("online")},
               .threshold = 2,
               .days = {},
               .out = file("1.root")},
              now));
    accept_root(file("1.root"), {"Anna", "Ben"});
    const TargetsCall call{.repository = repository(), .signers = signers("targets"), .days = 0};
    must(sign_targets(call, false, now));
    must(add_delegation(call, "bund", {shown("bund")}, 1, now));
    must(add_delegation(call, "land/by", {shown("by")}, 1, now));
}

Result<Answer> Office::sign_root(const fs::path& proposal, const std::string& key,
                                 const fs::path& out) const {
    auto seen = look_at_root(proposal, {});
    return seen ? sync::sign_root(std::move(*seen), signer(key), out)
                : Result<Answer>(tl::make_unexpected(seen.error()));
}

Answer Office::accept_root(const fs::path& proposal,
                           const std::vector<std::string>& signers) const {
    for (const std::string& name : signers) {
        must(sign_root(proposal, name));
    }
    return must(sync::accept_root(repository(), proposal, now));
}

void Office::write(const std::string& package, const content::RecordBytes& bytes) const {
    content::write_package(package, bytes, work(package));
}

Result<Answer> Office::sign(const std::string& package, const std::string& key, bool renew) const {
    return sign_region({.work = work(package),
                        .package = package,
                        .repository = repository(),
                        .days = 0,
                        .renew = renew},
                       signer(key), now);
}

Result<Answer> Office::accept(const std::string& package) const {
    return accept_region(repository(), work(package), package, now);
}

void Office::go_online() const {
    const OnlineCall call{
        .repository = repository(), .signers = signers("online"), .days = 0, .force = false};
    must(make_snapshot(call, now));
    must(make_timestamp(call, now));
}

void Office::publish(const std::string& package, const std::string& key,
                     const content::RecordBytes& bytes) const {
    write(package, bytes);
    must(sign(package, key));
    must(accept(package));
    go_online();
}

Answer Office::verify() const {
    return must(verify_as_client({.repository = repository(), .from = {}}, now));
}

content::RecordBytes records(const std::string& package, const std::string& title) {
    content::RecordBytes bytes = content::small_package(package);
    auto text = content::read_text_record(bytes.at("article/lohn/de"));
    text->title.utf8 = title;
    bytes["article/lohn/de"] = content::write_record(*text);
    return bytes;
}

} // namespace zugang::sync::testing
