// What was counted, signed and uploaded by the week: to a folder, to nginx as a WebDAV server, and
// to the S3 server of tests/tools.
#include "content/durable_file.hpp"
#include "content/week_counts.hpp"
#include "sync/counts/counts_command.hpp"
#include "sync/counts/terminal_key.hpp"
#include "sync/counts/upload_weeks.hpp"
#include "tests/full_disk.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/upload_repository.hpp"
#include "tests/sync/upload_server.hpp"

#include <array>
#include <memory>
#include <optional>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using namespace zugang::testing;
namespace fs = std::filesystem;

namespace {

constexpr const char* counted =
    "# head\n2026-11-23\tview\tone\tde\t7\n2026-11-29\tview\tone\tti\t1\n"
    "2026-11-30\tview\tone\tde\t5\n2026-12-06\tsearch\t-\tar\t2\n";

content::Moment at(std::string_view day) {
    return *content::parse_date(day) + std::chrono::hours(3);
}

/// Where the weeks go.
class Place : public UploadServer {
  public:
    explicit Place(DestinationKind kind)
        : UploadServer(kind, {.name = "zahlen", .prefix = "alle zentren", .methods = "PUT"}) {}

    content::CountSettings settings() const {
        content::CountSettings settings;
        if (kind() == DestinationKind::S3) {
            settings.upload = "s3://zahlen/alle zentren";
            settings.upload_credentials = machine() / "credentials";
            settings.upload_endpoint = "http://" + address();
            settings.upload_region = "eu-central-1";
        } else if (kind() == DestinationKind::WebDav) {
            settings.upload = "http://anna@" + address() + "/zahlen";
            settings.upload_password = machine() / "password";
        } else {
            settings.upload = folder();
        }
        return settings;
    }
};

constexpr std::array kinds{DestinationKind::Folder, DestinationKind::S3, DestinationKind::WebDav};

/// A terminal that counts.
struct Counting {
    TemporaryFolder folder;
    Layout layout{folder.path()};

    explicit Counting(std::string_view text = counted) { count(text); }
    void count(std::string_view text) const {
        write_file(layout.figures() / "counts.tsv", std::string(text));
    }
    WeekUpload send(const Place& place, std::string_view day) const {
        return send_counts(place.settings(), layout, "", at(day));
    }
    std::string key() const { return terminal_key(layout.counts())->public_key().value; }
};

using Weeks = std::vector<std::string>;

} // namespace

TEST_CASE("a week is sent once it is over, signed, and never again") {
    for (const DestinationKind kind : kinds) {
        CAPTURE(static_cast<int>(kind));
        const Place place(kind);
        const Counting terminal;
        // Sunday's last hour may not be written yet.
        const WeekUpload early = terminal.send(place, "2026-11-30");
        CHECK_MESSAGE(!early.problem, (early.problem ? early.problem->text : ""));
        CHECK(early.sent.empty());
        CHECK(early.terminal.empty());
        CHECK_FALSE(fs::exists(terminal.layout.counts() / "key.pem")); // nothing to sign
        CHECK(place.files().empty());

        const WeekUpload sent = terminal.send(place, "2026-12-01");
        REQUIRE_MESSAGE(!sent.problem, (sent.problem ? sent.problem->text : ""));
        CHECK(sent.sent == Weeks{"2026-W48"});
        CHECK(sent.waiting.empty());
        const auto files = place.files();
        REQUIRE(files.size() == 1);
        CHECK(files.begin()->first == sent.terminal + "_2026-W48.tsv");
        const auto week = content::read_week(files.begin()->second);
        REQUIRE(week);
        CHECK(week->key == terminal.key());
        CHECK(week->terminal == sent.terminal);
        CHECK(content::write_counts(week->counts) ==
              "2026-11-23\tview\tone\tde\t7\n2026-11-29\tview\tone\tti\t1\n");

        // What comes late for that week is not sent after it.
        terminal.count(std::string(counted) + "2026-11-29\tview\tlate\tde\t9\n");
        CHECK(terminal.send(place, "2026-12-07").sent.empty());
        CHECK(place.files() == files);
        CHECK(terminal.send(place, "2026-12-08").sent == Weeks{"2026-W49"});
        CHECK(terminal.send(place, "2026-12-20").sent.empty());
        CHECK(place.files().size() == 2);
        CHECK(place.files().at(files.begin()->first) == files.begin()->second);
    }
}

TEST_CASE("a server that is away gets the same bytes later") {
    for (const DestinationKind kind : {DestinationKind::S3, DestinationKind::WebDav}) {
        CAPTURE(static_cast<int>(kind));
        Place place(kind);
        const Counting terminal;
        place.stop();
        const WeekUpload away = terminal.send(place, "2026-12-08");
        REQUIRE(away.problem);
        CHECK(away.waiting == Weeks{"2026-W48", "2026-W49"});
        const auto waiting = files_below(terminal.layout.counts() / "waiting");
        CHECK(waiting.size() == 2);
        terminal.count("2026-11-23\tview\tother\tde\t70\n");
        place.start();
        if (kind ==
            DestinationKind::WebDav) { // a line that broke left a beginning of the first one
            write_file(place.folder() / waiting.begin()->first,
                       waiting.begin()->second.substr(0, 100));
        }
        CHECK(terminal.send(place, "2026-12-09").sent == away.waiting);
        CHECK(place.files() == waiting);
        CHECK(files_below(terminal.layout.counts() / "waiting").empty());
        CHECK(files_below(terminal.layout.counts() / "sent") == waiting);
    }
}

TEST_CASE("another content of a week is never written over one that is there") {
    for (const DestinationKind kind : {DestinationKind::Folder, DestinationKind::WebDav}) {
        CAPTURE(static_cast<int>(kind));
        const Place place(kind);
        const Counting terminal;
        REQUIRE(terminal.send(place, "2026-12-01").sent.size() == 1);
        // A copy of the disk from before it was sent, which then counted something else.
        const Counting copy("2026-11-24\tview\tone\tde\t8\n");
        fs::create_directories(copy.layout.counts());
        fs::copy_file(terminal.layout.counts() / "key.pem", copy.layout.counts() / "key.pem");
        const auto before = place.files();
        const WeekUpload refused = copy.send(place, "2026-12-01");
        REQUIRE(refused.problem);
        CHECK(refused.problem->reason == Reason::Refused);
        CHECK(refused.problem->text.find("one copy of a disk") != std::string::npos);
        CHECK(place.files() == before);
        // With a name of its own it goes.
        fs::remove_all(copy.layout.counts());
        CHECK(copy.send(place, "2026-12-01").sent.size() == 1);
        CHECK(place.files().size() == 2);
    }
}

TEST_CASE("a week that was changed, cut off or renamed after it was signed is refused") {
    const Place place(DestinationKind::Folder);
    const Counting terminal;
    REQUIRE(terminal.send(place, "2026-12-01").sent.size() == 1);
    const std::string good = place.files().begin()->second;
    REQUIRE(content::read_week(good));
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string changed = good;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        accepted += content::read_week(changed) ? 1 : 0;
        accepted += content::read_week(good.substr(0, i)) ? 1 : 0;
    }
    CHECK(accepted == 0);
    CHECK_FALSE(content::read_week(good + "2026-11-24\tview\tmore\tde\t7\n"));
    // Signed well, but with rows of another week, or with another's name.
    const auto key = terminal_key(terminal.layout.counts());
    content::WeekCounts week = *content::read_week(good);
    week.counts[{*content::parse_date("2026-11-30"), content::CountKind::View, "x", "de"}] = 1;
    std::string bytes = content::write_week(week);
    CHECK(content::read_week(content::sign_week(bytes, key->sign(bytes))).error() ==
          content::WeekFlaw::Malformed);
    week = *content::read_week(good);
    week.terminal = std::string(16, '0');
    bytes = content::write_week(week);
    CHECK(content::read_week(content::sign_week(bytes, key->sign(bytes))).error() ==
          content::WeekFlaw::OtherName);
}

TEST_CASE("the key is for its owner only, and stays the same") {
    const Counting terminal;
    const std::string key = terminal.key();
    CHECK(key.size() == 64);
    CHECK(terminal.key() == key);
    CHECK(Counting().key() != key); // nothing of the machine is in it
    const fs::path file = terminal.layout.counts() / "key.pem";
    CHECK(fs::status(file).permissions() == fs::perms(0600));
    CHECK(fs::status(terminal.layout.counts()).permissions() == fs::perms(0700));
    fs::permissions(file, fs::perms(0644));
    CHECK_FALSE(terminal_key(terminal.layout.counts()));
}

TEST_CASE("nothing leaves where nothing is configured, and a full disk breaks nothing") {
    const Counting terminal;
    const WeekUpload off = send_counts({}, terminal.layout, "", at("2026-12-08"));
    CHECK_FALSE(off.problem);
    CHECK_FALSE(fs::exists(terminal.layout.counts()));
    const Place place(DestinationKind::Folder);
    {
        const FullDisk disk;
        CHECK_THROWS(terminal.send(place, "2026-12-01"));
    }
    CHECK(place.files().empty());
    CHECK(terminal.send(place, "2026-12-01").sent.size() == 1);
    CHECK(content::read_week(place.files().begin()->second));
    const Counting empty("");
    CHECK_FALSE(empty.send(place, "2026-12-08").problem);
}

TEST_CASE("the programs send weeks and believe only keys that they know") {
    const Place place(DestinationKind::Folder);
    const Counting terminal("2020-01-06\tview\tone\tde\t7\n2020-01-07\tview\tone\tti\t1\n");
    const Counting stranger("2020-01-06\tview\tone\tde\t70\n");
    const std::string bin = std::string(ZUGANG_BINARY_DIR) + "/bin/";
    const auto sync = [&](const Counting& of, const std::string& arguments) {
        const fs::path config = of.folder.path() / "terminal.toml";
        write_file(config, "[counts]\nupload = \"" + (place.machine() / "www").string() + "\"\n");
        return run_command(bin + "zugang-sync --config " + config.string() + " --folder " +
                           of.folder.path().string() + " counts " + arguments);
    };
    const Outcome key = sync(terminal, "--key");
    CHECK(key.text == terminal.key() + "\n");
    CHECK(place.files().empty());
    const Outcome sent = sync(terminal, "");
    CHECK(sent.code == 0);
    CHECK(sent.text.starts_with("2020-W02 sent by terminal "));
    CHECK(sync(stranger, "--format=json").text.find(R"("sent":["2020-W02"])") != std::string::npos);
    CHECK(run_command(bin + "zugang-sync --folder " + terminal.folder.path().string() + " counts")
              .code == 1);

    const std::string www = (place.machine() / "www").string();
    const Outcome all = run_command(bin + "zugang-content stats " + www);
    CHECK(all.code == 0);
    CHECK(all.text.find("2 of them signed by 2 terminals; whose the signatures are is not "
                        "verified") != std::string::npos);
    CHECK(all.text.find("78  one: de 77, ti < 5") == std::string::npos);
    CHECK(all.text.find("78 to 81  one: de 77, ti < 5") != std::string::npos);
    write_file(place.machine() / "keys", terminal.key() + " Augsburg 1\n");
    const Outcome known = run_command(bin + "zugang-content stats --keys " +
                                      (place.machine() / "keys").string() + " " + www);
    CHECK(known.code == 1); // and says so
    CHECK(known.text.find("signed by a key that is not among the given ones") != std::string::npos);
    CHECK(known.text.find("8 to 11  one: de 7, ti < 5") != std::string::npos);
}
