// What sync/DRILLS.md tells to do, done, with a terminal that looks on.
#include "content/manifest.hpp"
#include "sync/publish/online.hpp"
#include "sync/publish/repository.hpp"
#include "sync/publish/root.hpp"
#include "sync/publish/targets.hpp"
#include "sync/updater.hpp"
#include "tests/sync/publish/office.hpp"

using namespace zugang::sync;
using namespace zugang::sync::testing;
namespace fs = std::filesystem;

namespace {

/// A terminal that asks a mirror of the repository.
class Terminal {
  public:
    explicit Terminal(const Office& office) : mirror_(office.repository()) {
        MetadataStore(folder_.path()).start(read_file(office.metadata() / "1.root.json"));
    }

    void ask(const fs::path& mirror) { mirror_ = mirror; }

    Result<void> refresh(Moment now) {
        store_ = std::make_unique<MetadataStore>(folder_.path());
        updater_ = std::make_unique<Updater>(*store_, fetch_with_curl(),
                                             "file://" + (mirror_ / "metadata").string(), now);
        return updater_->refresh();
    }

    /// Of the package's manifest, after refresh.
    Result<std::string> hash(const std::string& package) {
        return updater_->find_target(zugang::content::manifest_path(package))
            .map([](const Target& target) { return target.file.hashes.at("sha256"); });
    }

  private:
    TemporaryFolder folder_;
    fs::path mirror_;
    std::unique_ptr<MetadataStore> store_;
    std::unique_ptr<Updater> updater_;
};

struct Running : Office {
    Running() {
        found();
        publish("bund", "bund", records("bund"));
        publish("land/by", "by", records("land/by"));
    }
    TargetsCall targets() const {
        return {.repository = repository(), .signers = signers("targets"), .days = 0};
    }
    ProposeOptions proposal() const {
        ProposeOptions options;
        options.repository = repository();
        options.out = file("proposal");
        return options;
    }
    void copy_to_mirror() const {
        fs::remove_all(file("mirror"));
        fs::copy(repository(), file("mirror"), fs::copy_options::recursive);
    }
};

} // namespace

TEST_CASE("drill: a lost root key is replaced by the others") {
    const Running office;
    Terminal terminal(office);
    REQUIRE(terminal.refresh(office.now));
    fs::remove(office.file("Carla")); // lost
    office.add_key("Dora", "Dora, office");
    auto options = office.proposal();
    options.remove = {{"root", "Carla, office"}};
    options.add = {{"root", office.shown("Dora")}};
    must(propose_root(options, office.now));
    office.accept_root(options.out, {"Anna", "Ben"});
    CHECK(terminal.refresh(office.now));
    CHECK(office.verify().good);
    // Dora counts from now on.
    auto next = office.proposal();
    next.out = office.file("next");
    must(propose_root(next, office.now));
    office.accept_root(next.out, {"Ben", "Dora"});
    CHECK(terminal.refresh(office.now));
    CHECK(office.verify().good);
}

TEST_CASE("drill: what the thief of a region's key signs is refused everywhere") {
    const Running office;
    Terminal terminal(office);
    REQUIRE(terminal.refresh(office.now));
    const std::string old = must(terminal.hash("land/by"));

    // The thief signs; revoked meanwhile, the region has a new key.
    office.write("land/by", records("land/by", "Falsch"));
    must(office.sign("land/by", "by"));
    office.add_key("by2", "Eva, Munich");
    must(rotate_delegation(office.targets(), "land/by", {office.shown("by2")}, 0, office.now));
    CHECK(refused(office.accept("land/by")).reason == Reason::BadSignature);
    office.go_online();
    // Until it is signed again terminals get nothing new of it, and all of the rest.
    REQUIRE(terminal.refresh(office.now));
    CHECK(refused(terminal.hash("land/by")).reason == Reason::BadSignature);
    CHECK(terminal.hash("bund"));

    const fs::path stolen = office.work("land/by") / "metadata/2.land.by.json";
    fs::rename(stolen, office.file("stolen"));
    office.write("land/by", records("land/by"));
    must(office.sign("land/by", "by2"));
    must(office.accept("land/by"));
    office.go_online();
    REQUIRE(terminal.refresh(office.now));
    CHECK(terminal.hash("land/by"));
    CHECK(office.verify().good);

    // The thief owns a mirror too.
    office.copy_to_mirror();
    fs::copy_file(office.file("stolen"), office.file("mirror/metadata/2.land.by.json"),
                  fs::copy_options::overwrite_existing);
    Terminal victim(office);
    victim.ask(office.file("mirror"));
    REQUIRE(victim.refresh(office.now));
    CHECK(refused(victim.hash("land/by")).reason == Reason::BadSignature);
    CHECK(victim.hash("bund"));
}

TEST_CASE("drill: a stolen online key and versions run up to the end are undone by a new root") {
    const Running office;
    Terminal terminal(office);
    office.copy_to_mirror();
    // With the stolen key: a timestamp and snapshot of the last version that there can be.
    const OpenKey thief = office.signer("online");
    const std::string id = key_id(thief.shown);
    constexpr std::uint64_t last = ~std::uint64_t{0};
    auto snapshot = must(find_latest(office.metadata(), "snapshot"));
    auto timestamp = must(find_latest(office.metadata(), "timestamp"));
    REQUIRE(snapshot);
    REQUIRE(timestamp);
    snapshot->document.body["version"] = last;
    sign(snapshot->document, thief.key, id);
    write_metadata(office.file("mirror/metadata"), "snapshot", last,
                   write_document(snapshot->document));
    timestamp->document.body["version"] = last;
    timestamp->document.body["meta"]["snapshot.json"] = {{"version", last}};
    sign(timestamp->document, thief.key, id);
    write_metadata(office.file("mirror/metadata"), "timestamp", last,
                   write_document(timestamp->document));
    terminal.ask(office.file("mirror"));
    REQUIRE(terminal.refresh(office.now));
    terminal.ask(office.repository());
    CHECK(terminal.refresh(office.now).error().reason == Reason::Rollback); // stuck

    office.add_key("online2");
    auto options = office.proposal();
    for (const std::string role : {"snapshot", "timestamp"}) {
        options.remove.emplace_back(role, "online");
        options.add.emplace_back(role, office.shown("online2"));
    }
    must(propose_root(options, office.now));
    const Answer accepted = office.accept_root(options.out, {"Anna", "Carla"});
    CHECK(accepted.json["again"].size() == 2);
    const OnlineCall old_key{.repository = office.repository(),
                             .signers = office.signers("online")};
    CHECK(refused(make_snapshot(old_key, office.now)).reason == Reason::BadKey);
    const OnlineCall online{.repository = office.repository(),
                            .signers = office.signers("online2")};
    must(make_snapshot(online, office.now));
    must(make_timestamp(online, office.now));
    CHECK(terminal.refresh(office.now));
    CHECK(terminal.hash("bund"));
    CHECK(office.verify().good);
    terminal.ask(office.file("mirror")); // the thief's is worth nothing any more
    CHECK_FALSE(terminal.refresh(office.now));
}

TEST_CASE("drill: an expired root brings nothing new until it is signed again") {
    Running office;
    Terminal terminal(office);
    REQUIRE(terminal.refresh(office.now));
    office.now += std::chrono::days(401);
    CHECK(terminal.refresh(office.now).error().reason == Reason::Expired);
    CHECK_FALSE(office.verify().good);
    CHECK_FALSE(must(list_expiring(office.repository(), 30, office.now)).good);

    must(propose_root(office.proposal(), office.now));
    office.accept_root(office.file("proposal"), {"Anna", "Ben"});
    must(sign_targets(office.targets(), false, office.now));
    for (const auto& [package, key] :
         {std::pair<std::string, std::string>("bund", "bund"), {"land/by", "by"}}) {
        must(office.sign(package, key));
        must(office.accept(package));
    }
    office.go_online();
    CHECK(terminal.refresh(office.now));
    CHECK(terminal.hash("land/by"));
    CHECK(office.verify().good);
    CHECK(must(list_expiring(office.repository(), 30, office.now)).good);
}

TEST_CASE("drill: a stolen targets key is replaced by the root") {
    const Running office;
    Terminal terminal(office);
    REQUIRE(terminal.refresh(office.now));
    office.add_key("targets2");
    auto options = office.proposal();
    options.remove = {{"targets", "targets"}};
    options.add = {{"targets", office.shown("targets2")}};
    must(propose_root(options, office.now));
    office.accept_root(options.out, {"Anna", "Ben"});
    CHECK(refused(sign_targets(office.targets(), true, office.now)).reason == Reason::BadKey);
    must(sign_targets({.repository = office.repository(), .signers = office.signers("targets2")},
                      false, office.now));
    office.go_online();
    CHECK(terminal.refresh(office.now));
    CHECK(terminal.hash("bund"));
    CHECK(office.verify().good);
}

TEST_CASE("drill: what somebody without a key has put into the repository is taken away again") {
    const Running office;
    Terminal terminal(office);
    REQUIRE(terminal.refresh(office.now));
    const Office thief; // with keys of their own
    thief.found();
    const OnlineCall online{.repository = office.repository(), .signers = office.signers("online")};
    const auto refuse = [&](const std::string& role, std::uint64_t version) {
        CAPTURE(role);
        const auto own = must(find_latest(office.metadata(), role));
        REQUIRE(own);
        Envelope planted{.body = own->document.body, .signatures = {}};
        planted.body["version"] = version;
        const OpenKey signer = thief.signer("Anna");
        sign(planted, signer.key, key_id(signer.shown));
        write_metadata(office.metadata(), role, version, write_document(planted));
        const std::string name = file_name(role, version);
        CHECK(contains(refused(make_snapshot(online, office.now)).text, name));
        fs::remove(office.metadata() / name);
    };
    refuse("root", 2);
    refuse("land.by", 2);
    refuse("snapshot", 800);
    office.publish("bund", "bund", records("bund", "Neu"));
    CHECK(terminal.refresh(office.now));
    CHECK(office.verify().good);
}
