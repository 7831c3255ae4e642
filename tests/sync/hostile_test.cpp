// A package that is signed by a valid key and wants to do harm: at worst it shows wrong text. The
// first cases are about what is claimed on the wire; the others let zugang-sync and zugang-kiosk
// take what they take, and watch them. The test command plants everything at once,
// ZUGANG_HOSTILE=each one thing after the other.
#include "content/contact.hpp"
#include "content/record_json.hpp"
#include "content/sha256.hpp"
#include "content/zstd_bytes.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/published_folder.hpp"
#include "tests/sync/watched_run.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using zugang::testing::run_command;
using zugang::testing::run_watched;
using zugang::testing::Watched;
namespace fs = std::filesystem;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t sanitizer_factor = 8;
#else
constexpr std::uint64_t sanitizer_factor = 1;
#endif
/// The slice of a terminal has 900 MB for all programs.
constexpr std::uint64_t most_memory = 400'000'000 * sanitizer_factor;
constexpr int most_processor_seconds = 60 * static_cast<int>(sanitizer_factor);

/// Most memory that this process has had since the peak was forgotten.
std::uint64_t peak_bytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stoull(line.substr(6)) * 1024;
        }
    }
    return 0;
}

void forget_peak() {
    std::ofstream("/proc/self/clear_refs") << "5\n";
}

// On the wire.

content::Manifest manifest_of(const PublishedFolder& published, const std::string& package) {
    const auto manifest =
        content::read_manifest(read_file(published.path() / package / "manifest.json"));
    REQUIRE(manifest);
    return *manifest;
}

/// An object below land/by as it is, under the name that its bytes without the frame have.
std::string put_object(const PublishedFolder& published, const std::string& unpacked,
                       const std::string& stored) {
    const std::string sum = content::sha256(unpacked);
    write_file(published.path() / content::object_path("land/by", sum), stored);
    return sum;
}

/// bund and land/by are shown; then land/by signs something else, and bund has news.
struct Scene {
    PublishedFolder published;
    std::unique_ptr<TestTerminal> terminal;

    Scene() {
        published.publish("bund", titled("Eins"));
        published.publish("land/by", sample(3, "land/by"));
        terminal = std::make_unique<TestTerminal>(published);
        terminal->terminal.free_bytes = [] { return std::uint64_t{10'000'000'000}; };
        REQUIRE(terminal->run().ending == Ending::Installed);
    }

    void sign_manifest(const std::string& bytes) {
        published.repository.add_target("land.by", "land/by/manifest.json", bytes);
        published.repository.update({"land.by"});
        published.write();
    }

    /// A version whose only group is this one.
    void sign_group(const std::string& group) {
        const std::string index = R"([[")" +
                                  put_object(published, group, content::zstd_pack(group, 3)) +
                                  R"(",)" + std::to_string(group.size()) + "]]";
        sign_manifest(content::write_manifest(
            {.package = "land/by",
             .content = put_object(published, index, content::zstd_pack(index, 3)),
             .index_bytes = index.size(),
             .full = {},
             .updates = {}}));
    }

    /// The package stays as it was, which is said in one clear line; bund goes on.
    void stays_as_it_was(const std::string& reason) {
        published.publish("bund", titled("Zwei"));
        forget_peak();
        const std::uint64_t before = peak_bytes();
        const RunResult result = terminal->run();
        CHECK(peak_bytes() < before + 100'000'000 * sanitizer_factor);
        REQUIRE(result.problem);
        CHECK(result.problem->reason == reason);
        CHECK(result.problem->text.find("land/by stays as it is: ") == 0);
        CHECK(result.problem->text.size() < 400);
        CHECK(terminal->title("by-1") == "by-1 de");
        CHECK(terminal->title("artikel-1") == "Zwei");
        MESSAGE(result.problem->text);
    }
};

} // namespace

TEST_CASE("names of records that could be paths are refused") {
    const std::string sum = content::sha256("x");
    for (const std::string& key :
         {std::string("../../../../etc/cron.d/x"), std::string("/etc/passwd"),
          std::string("media/../../x"), std::string("media/./x"), std::string("article//de"),
          std::string("media/a\0b", 9), std::string("media/a\nb"), std::string("media\\x"),
          std::string("media/") + std::string(500, 'a'), std::string(), std::string("media/")}) {
        CAPTURE(key);
        Scene scene;
        scene.sign_group(nlohmann::json{{key, {sum, 1, 1}}}.dump());
        scene.stays_as_it_was("hash-mismatch");
    }
}

TEST_CASE("sizes and counts that a manifest claims are no reason to believe it") {
    Scene scene;
    const auto with = [&scene](const std::string& fields) {
        return R"({"content":")" + manifest_of(scene.published, "land/by").content +
               R"(","format":1,"package":"land/by",)" + fields + "}";
    };
    const auto other = [](const std::string& fields) {
        return R"({"content":")" + std::string(64, 'a') + R"(","format":1,"package":"land/by",)" +
               fields + "}";
    };
    std::string reason = "malformed";
    std::string manifest;
    SUBCASE("an index of 4 GB") {
        manifest = with(R"("index_bytes":4294967296)");
    }
    SUBCASE("a pack of more than all numbers") {
        manifest = with(R"("index_bytes":9,"full":[18446744073709551616,9,9])");
    }
    SUBCASE("a pack of 10 GB") {
        manifest = other(R"("index_bytes":9,"full":[10000000000,10000000000,3])");
    }
    SUBCASE("less than nothing") {
        manifest = other(R"("index_bytes":-1)");
    }
    SUBCASE("100,000 updates") {
        std::string updates;
        for (int i = 0; i < 100'000; ++i) {
            updates += R"(["0123456789abcdef",9,9,9],)";
        }
        updates.pop_back();
        manifest = other(R"("index_bytes":9,"updates":[)" + updates + "]");
        reason = "too-large";
    }
    SUBCASE("nothing but brackets") {
        manifest = std::string(15'000, '[');
    }
    SUBCASE("another package") {
        manifest = R"({"content":")" + std::string(64, 'a') +
                   R"(","format":1,"index_bytes":9,"package":"../../bund"})";
    }
    SUBCASE("an update of 5 GB") {
        const std::string here = manifest_of(scene.published, "land/by").content.substr(0, 16);
        manifest = other(R"("index_bytes":9,"updates":[[")" + here + R"(",50,5000000000,5]])");
        reason = "no-space"; // twice that
    }
    SUBCASE("a pack with more hashes than bytes") {
        const std::string here = manifest_of(scene.published, "land/by").content.substr(0, 16);
        manifest = other(R"("index_bytes":9,"updates":[[")" + here + R"(",50,500,4000000000]])");
        reason = "not-found";
    }
    SUBCASE("a download of 8 GB") {
        const std::string here = manifest_of(scene.published, "land/by").content.substr(0, 16);
        manifest = other(R"("index_bytes":9,"updates":[[")" + here + R"(",7999999999,50,5]])");
        reason = "not-found"; // it fits, and is not there
    }
    scene.sign_manifest(manifest);
    scene.stays_as_it_was(reason);
}

TEST_CASE("a target that is signed with 4 GB is not fetched") {
    Scene scene;
    scene.published.repository.roles["land.by"]["targets"]["land/by/manifest.json"]["length"] =
        4'294'967'296;
    scene.published.repository.update({"land.by"});
    scene.published.write();
    scene.stays_as_it_was("too-large");
}

TEST_CASE("frames that unpack to more than they say, or less, cost no memory") {
    Scene scene;
    const std::string zeros(200'000'000, '\0');
    const std::string bomb = content::zstd_pack(zeros, 3);
    std::string index;
    SUBCASE("an index of 200 MB that says 60 bytes") {
        index = "60";
    }
    SUBCASE("an index that says 4 MB") {
        index = "4000000";
    }
    const std::string sum = content::sha256(zeros);
    write_file(scene.published.path() / content::object_path("land/by", sum), bomb);
    scene.sign_manifest(R"({"content":")" + sum + R"(","format":1,"index_bytes":)" + index +
                        R"(,"package":"land/by"})");
    scene.stays_as_it_was("hash-mismatch");
}

TEST_CASE("a record may claim no more than a text or file may have, and is that long or refused") {
    Scene scene;
    // Some noise: what says more than 20,000 times its own size is no honest frame anyway.
    const std::string zeros = noise(3000, 9) + std::string(15'997'000, '\0');
    const std::string sum = put_object(scene.published, zeros, content::zstd_pack(zeros, 3));
    std::string reason = "hash-mismatch";
    nlohmann::json group;
    SUBCASE("a text of 50 MB") {
        group["article/by-1/de"] = {sum, 50'000'000, 9'000};
    }
    SUBCASE("a file of 4 GB") {
        group["media/x"] = {sum, 4'294'967'296, 9'000};
    }
    SUBCASE("stored as more than it is") {
        group["media/x"] = {sum, 10, 11};
    }
    SUBCASE("a frame that unpacks to more than the list says") {
        group["article/by-1/de"] = {sum, 60, 50};
    }
    SUBCASE("a thousand files of 64 MB") {
        for (int i = 0; i < 1000; ++i) {
            group["media/" + std::to_string(i)] = {content::sha256(std::to_string(i)), 64'000'000,
                                                   63'000'000};
        }
        reason = "no-space";
    }
    SUBCASE("a text of 16 MB that is no text") {
        group["article/by-1/de"] = {sum, 16'000'000, 9'000};
        const std::string facts = sample(1, "land/by").at("package");
        group["package"] = {put_object(scene.published, facts, facts), facts.size(), facts.size()};
        const std::string article = "{}";
        group["article/by-1"] = {put_object(scene.published, article, article), 2, 2};
        reason = "install";
    }
    scene.sign_group(group.dump());
    scene.stays_as_it_was(reason);
}

TEST_CASE("an update that lies about what is in it is thrown away, and objects come instead") {
    Scene scene;
    const std::string here = manifest_of(scene.published, "land/by").content.substr(0, 16);
    content::RecordBytes bytes = sample(3, "land/by");
    change_title(bytes, "article/by-1/de", "by-1 neu");
    bytes["media/neu"] = noise(500, 3);
    content::write_package("land/by", bytes, scene.published.path());
    content::Manifest manifest = manifest_of(scene.published, "land/by");
    const auto number = [](std::uint64_t value, int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            text += static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xFFU);
        }
        return text;
    };
    const std::string zeros(200'000'000, '\0');
    const std::string bomb = content::zstd_pack(zeros, 3);
    const std::string magic = "ZGPACK1\n";
    std::string pack;
    SUBCASE("a head of 4 GB") {
        pack = magic + number(0xFFFFFFFF, 4) + number(0xFFFFFFFF, 4) + noise(500, 1);
    }
    SUBCASE("a head that unpacks to 200 MB") {
        pack = magic + number(bomb.size(), 4) + number(200'000'000, 4) + bomb;
    }
    SUBCASE("sections that claim 4 GB of records") {
        const std::string head =
            R"({"removed":[],"sections":[["old",4294967296,[["media/neu",4294967296,9]]]]})";
        const std::string frame = content::zstd_pack(head, 3);
        pack = magic + number(frame.size(), 4) + number(head.size(), 4) + frame + bomb;
    }
    SUBCASE("a section that unpacks to 200 MB") {
        const std::string head = R"({"removed":[],"sections":[["new",)" +
                                 std::to_string(bomb.size()) + R"(,[["media/neu",500,500]]]]})";
        const std::string frame = content::zstd_pack(head, 3);
        pack = magic + number(frame.size(), 4) + number(head.size(), 4) + frame + bomb;
    }
    SUBCASE("sections of sections") {
        const std::string head =
            R"({"removed":[],"sections":)" + std::string(3000, '[') + std::string(3000, ']') + "}";
        const std::string frame = content::zstd_pack(head, 3);
        pack = magic + number(frame.size(), 4) + number(head.size(), 4) + frame;
    }
    SUBCASE("no pack at all") {
        pack = "<html>";
    }
    manifest.updates = {
        {.from = here, .size_bytes = pack.size(), .unpacked_bytes = 100'000, .records = 1}};
    write_file(scene.published.path() / content::pack_path("land/by", here, manifest.content),
               pack);
    scene.sign_manifest(content::write_manifest(manifest));
    forget_peak();
    const std::uint64_t before = peak_bytes();
    const RunResult result = scene.terminal->run();
    CHECK(peak_bytes() < before + 100'000'000 * sanitizer_factor);
    CHECK_FALSE(result.problem);
    CHECK(result.ending == Ending::Installed);
    CHECK(scene.terminal->log.find("the pack was not usable") != std::string::npos);
    CHECK(scene.terminal->title("by-1") == "by-1 neu");
}

// On the terminal.

namespace {

bool takes_each() {
    const char* each = std::getenv("ZUGANG_HOSTILE");
    return each != nullptr && std::string_view(each) == "each";
}

/// The shipped content of bund, signed, and a terminal that shows it and a plain land/by.
class Stage {
  public:
    Stage() : published_(Expiry::Never) {
        const auto made = run_command(std::string("PYTHONDONTWRITEBYTECODE=1 ") +
                                      ZUGANG_SOURCE_DIR + "/tests/sync/hostile_records.py " +
                                      records_.path().string() + (takes_each() ? " each" : ""));
        REQUIRE_MESSAGE(made.code == 0, made.text);
        const auto packed =
            run_command(program("zugang-content") + " package " + ZUGANG_SOURCE_DIR +
                        "/content/source/bund --out " + published_.path().string());
        REQUIRE_MESSAGE(packed.code == 0, packed.text);
        published_.repository.add_target("bund", "bund/manifest.json",
                                         read_file(published_.path() / "bund/manifest.json"));
        published_.repository.update({"bund"});
        publish(sample(1, "land/by"));
        write_file(config(), "[updates]\npackages = [\"bund\", \"land/*\"]\nmirrors = [\"" +
                                 published_.url() + "\"]\n");
        const fs::path root = work_.path() / "root.json";
        write_file(root, published_.repository.files.at("metadata/1.root.json"));
        const auto begun = run_command(sync("before") + " init " + root.string() + " && " +
                                       sync("before") + " run");
        REQUIRE_MESSAGE(begun.code == 0, begun.text);
    }

    /// What hostile_records.py has put there.
    fs::path records() const { return records_.path(); }

    /// With nothing but objects: packs are another test's.
    void publish(const content::RecordBytes& bytes) {
        content::write_package("land/by", bytes, published_.path());
        published_.repository.add_target("land.by", "land/by/manifest.json",
                                         read_file(published_.path() / "land/by/manifest.json"));
        published_.repository.update({"land.by"});
        published_.write();
    }

    fs::path shown(const std::string& terminal) const { return work_.path() / terminal; }
    fs::path content(const std::string& terminal) const { return shown(terminal) / "content"; }

    /// A terminal as it was before.
    void begin(const std::string& terminal) const {
        fs::remove_all(shown(terminal));
        fs::copy(shown("before"), shown(terminal),
                 fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    }

    /// Watched; nothing but its own folder may change.
    Watched update(const std::string& terminal) const {
        return run_watched({program("zugang-sync"), "--config", config().string(), "--folder",
                            shown(terminal).string(), "run"},
                           shown(terminal), most_processor_seconds);
    }

    /// A visit, to the numbers for an emergency at its end. Pictures lie in "out".
    Watched visit(const std::string& terminal, const std::string& steps) const {
        const fs::path tour = shown(terminal) / "tour";
        write_file(tour, "expect language.de\nshot languages\ntap language.de\nexpect "
                         "topic.residence\nshot home\n" +
                             steps +
                             "tap nav.home\ntap nav.help\nexpect contact.notruf_112\nexpect "
                             "contact.notruf_110\ntree help\nshot help\ntap session.finish\nexpect "
                             "language.de\n");
        return run_watched({program("zugang-kiosk"), "--content", content(terminal).string(),
                            "--tour", tour.string(), "--out", (shown(terminal) / "out").string(),
                            "--now", "2026-11-26T10:00"},
                           shown(terminal), most_processor_seconds);
    }

    /// What stays, however the visit was.
    void check_numbers(const std::string& terminal) const {
        const std::string tree = read_file(shown(terminal) / "out/help.json");
        CHECK(tree.find(": 1 1 2\"") != std::string::npos);
        CHECK(tree.find(": 1 1 0\"") != std::string::npos);
    }

    static void check_harmless(const Watched& watched) {
        for (const std::string& misdeed : watched.misdeeds) {
            FAIL_CHECK(misdeed);
        }
        CHECK(watched.signal == 0);
        CHECK(watched.peak_bytes < most_memory);
    }

  private:
    static std::string program(const std::string& name) {
        const char* folder = std::getenv("ZUGANG_BIN");
        return (folder != nullptr ? std::string(folder) : std::string(ZUGANG_BINARY_DIR) + "/bin") +
               "/" + name;
    }
    fs::path config() const { return work_.path() / "terminal.toml"; }
    std::string sync(const std::string& terminal) const {
        return program("zugang-sync") + " --config " + config().string() + " --folder " +
               shown(terminal).string();
    }

    TemporaryFolder work_;
    TemporaryFolder records_;
    PublishedFolder published_;
};

/// The records of a package as hostile_records.py writes them.
content::RecordBytes read_records(const fs::path& folder) {
    content::RecordBytes bytes;
    for (const auto& entry : fs::directory_iterator(folder / "records")) {
        std::string key;
        const std::string name = entry.path().filename().string();
        for (std::size_t at = 0; at < name.size(); ++at) {
            const bool is_coded = name[at] == '%';
            key += is_coded ? static_cast<char>(std::stoi(name.substr(at + 1, 2), nullptr, 16))
                            : name[at];
            at += is_coded ? 2 : 0;
        }
        bytes[key] = read_file(entry.path());
    }
    return bytes;
}

/// Published, taken and visited on a terminal of this name.
void check_taken(Stage& stage, const std::string& terminal, const fs::path& hostile) {
    CAPTURE(terminal);
    stage.publish(read_records(hostile));
    stage.begin(terminal);
    const Watched update = stage.update(terminal);
    INFO(update.text);
    CHECK(update.code == 0);
    CHECK(update.text.find("stays as it is") == std::string::npos);
    Stage::check_harmless(update);
    const Watched visit = stage.visit(terminal, read_file(hostile / "tour"));
    INFO(visit.text);
    CHECK(visit.code == 0);
    Stage::check_harmless(visit);
    stage.check_numbers(terminal);
    std::cout << terminal << ": update " << update.peak_bytes / 1'000'000 << " MB, visit "
              << visit.peak_bytes / 1'000'000 << " MB\n";
}

void check_refused(Stage& stage, const std::string& terminal, const fs::path& hostile) {
    CAPTURE(terminal);
    stage.publish(read_records(hostile));
    stage.begin(terminal);
    const Watched update = stage.update(terminal);
    INFO(update.text);
    CHECK(update.code == 0); // bund is as it should be
    CHECK(update.text.find("land/by stays as it is: ") != std::string::npos);
    CHECK(update.text.find("is no record that this software can read (or more than a terminal "
                           "takes") != std::string::npos);
    Stage::check_harmless(update);
    CHECK(fs::read_symlink(stage.content(terminal) / "current") ==
          fs::read_symlink(stage.content("before") / "current"));
    std::cout << terminal << ": refused, update " << update.peak_bytes / 1'000'000 << " MB\n";
}

/// The numbers for an emergency: to the dot as they were.
void check_numbers_stay(Stage& stage) {
    check_taken(stage, "emergency", stage.records() / "emergency");
    const Watched honest = stage.visit("before", "");
    REQUIRE_MESSAGE(honest.code == 0, honest.text);
    for (const char* seen : {"out/help.png", "out/help.json"}) {
        const std::string before = read_file(stage.shown("before") / seen);
        REQUIRE_FALSE(before.empty());
        CHECK(read_file(stage.shown("emergency") / seen) == before);
    }
    auto state = content::open_current(stage.content("emergency"));
    REQUIRE(state);
    const auto contact = content::find_contact(state->database, "hilfetelefon_frauen", "de");
    REQUIRE(contact);
    CHECK(contact->phone == "116 016");
    const auto page = content::find_article(state->database, "notfall-gewalt", "de");
    REQUIRE(page);
    CHECK(page->discreet);
    CHECK(page->title.utf8.find("0900") == std::string::npos);
}

} // namespace

TEST_CASE("what a hostile package may bring shows wrong text at worst, and more is refused") {
    Stage stage;
    if (takes_each()) {
        for (const std::string& name : names_in(stage.records() / "taken")) {
            check_taken(stage, name, stage.records() / "taken" / name);
        }
    } else {
        check_taken(stage, "all", stage.records() / "all");
    }
    for (const std::string& name : names_in(stage.records() / "refused")) {
        check_refused(stage, name, stage.records() / "refused" / name);
    }
    check_numbers_stay(stage);
}
