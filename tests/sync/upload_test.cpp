// Publishing to a folder, to nginx as a WebDAV server, and to s3rver. s3rver itself does not check
// signatures of version 4: tests/tools/s3-server.js does it in front of it, with aws4.
#include "sync/publish/publish_command.hpp"
#include "sync/publish/storage.hpp"
#include "sync/publish/upload.hpp"
#include "tests/sync/upload_repository.hpp"
#include "tests/sync/upload_server.hpp"

#include <csignal>
#include <memory>
#include <optional>
#include <sstream>

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;
using namespace zugang::testing;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A place to publish to.
class Place : public UploadServer {
  public:
    explicit Place(DestinationKind kind)
        : UploadServer(kind,
                       {.name = "inhalte", .prefix = "p 1", .methods = "PUT DELETE MKCOL MOVE"}) {}

    Result<Destination> parse(DestinationOptions options = {}) const {
        auto parsed = [&] {
            if (kind() == DestinationKind::S3) {
                if (options.credentials.empty()) {
                    options.credentials = machine() / "credentials";
                }
                options.endpoint = "http://" + address();
                options.region = options.region.empty() ? "eu-central-1" : options.region;
                return parse_destination("s3://inhalte/p 1", options);
            }
            if (kind() == DestinationKind::WebDav) {
                if (options.password.empty()) {
                    options.password = machine() / "password";
                }
                return parse_destination("http://anna@" + address() + "/inhalte/", options);
            }
            return parse_destination("file://" + folder().string(), options);
        }();
        if (parsed) {
            parsed->retry_wait = std::chrono::milliseconds(1);
        }
        return parsed;
    }
    Destination destination() const {
        auto parsed = parse();
        REQUIRE(parsed);
        return *parsed;
    }
};

constexpr std::array kinds{DestinationKind::Folder, DestinationKind::S3, DestinationKind::WebDav};

UploadReport must_upload(const SignedRepository& repository, const Destination& destination) {
    const auto report = upload(repository.folder(), destination);
    REQUIRE_MESSAGE(report, (report ? "" : report.error().text));
    return *report;
}

Failure must_fail(const Result<UploadReport>& report) {
    REQUIRE_FALSE(report);
    return report.error();
}

/// Limits the size of files that this process may write.
class FileLimit {
  public:
    explicit FileLimit(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
        old_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~FileLimit() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, old_);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;

  private:
    rlimit before_{};
    void (*old_)(int) = SIG_DFL;
};

} // namespace

TEST_CASE("everything that is served arrives byte for byte, and only that; then only what is new") {
    for (const DestinationKind kind : kinds) {
        CAPTURE(static_cast<int>(kind));
        const Place place(kind);
        const TemporaryFolder source;
        SignedRepository repository(source.path());
        write_file(source.path() / "keys/targets.pem", "secret");
        write_file(source.path() / "metadata/.lock", "");
        write_file(source.path() / "metadata/9.targets.json", "{}"); // not published yet
        std::uint64_t seen_bytes = 0;
        const auto first =
            upload(source.path(), place.destination(),
                   [&](const UploadProgress& progress) { seen_bytes = progress.bytes; });
        REQUIRE_MESSAGE(first, (first ? "" : first.error().text));
        CHECK(place.files() == served_files(repository));
        CHECK(place.files().contains("metadata/2.land.by.json"));
        CHECK_FALSE(place.files().contains("bund/manifest.json"));
        CHECK_FALSE(place.files().contains("bund/history"));
        CHECK(first->sent_files == place.files().size() - 1);
        CHECK(first->sent_bytes == seen_bytes);
        CHECK(first->changed);
        CHECK_FALSE(first->timestamp_before);
        CHECK(std::ranges::count(first->left_out, "keys/targets.pem") == 1);
        CHECK(std::ranges::count(first->left_out, "metadata/9.targets.json") == 1);
        CHECK(std::ranges::count(first->left_out, "bund/history") == 1);

        const UploadReport again = must_upload(repository, place.destination());
        CHECK(again.sent_files == 0);
        CHECK_FALSE(again.changed);
        CHECK(again.files_there == first->sent_files);

        fs::remove(source.path() / "metadata/9.targets.json");
        auto bytes = sample(4);
        zugang::sync::change_title(bytes, "article/artikel-1/de", "neu");
        repository.publish(bytes);
        const auto before = place.files();
        const UploadReport second = must_upload(repository, place.destination());
        CHECK(second.changed);
        CHECK(second.timestamp_before == again.timestamp_version);
        const auto after = place.files();
        for (const auto& [path, content] : served_files(repository)) {
            CAPTURE(path);
            CHECK(after.at(path) == content);
        }
        CHECK(second.sent_files == after.size() - before.size());
        for (const auto& [path, content] : before) { // nothing is removed, nothing changes
            CAPTURE(path);
            CHECK((path == timestamp_path || after.at(path) == content));
        }
    }
}

TEST_CASE("a server that goes away in the middle leaves the old state, and the next run goes on") {
    for (const DestinationKind kind : {DestinationKind::S3, DestinationKind::WebDav}) {
        CAPTURE(static_cast<int>(kind));
        Place place(kind);
        const TemporaryFolder source;
        SignedRepository repository(source.path());
        must_upload(repository, place.destination());
        const std::string old = repository.timestamp();
        repository.publish(sample(40));
        const Failure cut =
            must_fail(upload(source.path(), place.destination(), [&](const UploadProgress& now) {
                if (now.files == 5) {
                    place.stop();
                }
            }));
        CHECK(cut.reason == Reason::Network);
        CHECK(place.files().at(timestamp_path) == old);
        place.start();
        const UploadReport rest = must_upload(repository, place.destination());
        CHECK(rest.files_there >= 5);
        const auto files = place.files();
        for (const auto& [path, content] : served_files(repository)) {
            CAPTURE(path);
            CHECK(files.at(path) == content);
        }
    }
}

TEST_CASE("an older publication and one that another publisher raced are refused") {
    for (const DestinationKind kind : kinds) {
        CAPTURE(static_cast<int>(kind));
        const Place place(kind);
        const TemporaryFolder source;
        const TemporaryFolder other;
        SignedRepository repository(source.path());
        must_upload(repository, place.destination());
        fs::copy(source.path(), other.path(), fs::copy_options::recursive);
        repository.sign_timestamp_again();
        const std::string third = repository.timestamp();

        // The other one's publication arrives between the first and the last look.
        const fs::path raced = other.path() / "raced";
        fs::create_directories(raced);
        fs::copy(source.path(), raced, fs::copy_options::recursive);
        repository.sign_timestamp_again();
        const Failure race =
            must_fail(upload(source.path(), place.destination(), [&](const UploadProgress& now) {
                if (now.step == UploadStep::Finishing) {
                    REQUIRE(upload(raced, place.destination()));
                }
            }));
        CHECK(race.reason == Reason::Refused);
        CHECK(contains(race.text, "another publisher replaced timestamp.json"));
        CHECK(place.files().at(timestamp_path) == third);
        fs::remove_all(raced);

        const Failure older = must_fail(upload(other.path(), place.destination()));
        CHECK(older.reason == Reason::Rollback);
        CHECK(contains(older.text, "take over what is published"));
        CHECK(place.files().at(timestamp_path) == third);
    }
}

TEST_CASE("a version that another publisher used is not overwritten, a half file is") {
    for (const DestinationKind kind : kinds) {
        CAPTURE(static_cast<int>(kind));
        const Place place(kind);
        const TemporaryFolder source;
        const TemporaryFolder other;
        SignedRepository repository(source.path());
        must_upload(repository, place.destination());
        fs::copy(source.path(), other.path(), fs::copy_options::recursive);
        repository.publish(sample(5));
        // Signed by other keys: as long as ours, and different.
        const fs::path snapshot = "metadata/3.snapshot.json";
        std::string theirs = read_file(source.path() / snapshot);
        theirs[theirs.size() / 2] ^= 1;
        write_file(other.path() / snapshot, theirs);
        const Storage storage = [&] {
            switch (kind) {
            case DestinationKind::S3:
                return s3_storage(place.destination());
            case DestinationKind::WebDav:
                return webdav_storage(place.destination());
            default:
                return folder_storage(place.destination());
            }
        }();
        const auto put = [&](const std::string& bytes) {
            write_file(other.path() / snapshot, bytes);
            const OutgoingFile file{.file = other.path() / snapshot,
                                    .path = snapshot.string(),
                                    .size_bytes = bytes.size(),
                                    .sha256 = {}};
            REQUIRE(storage.put(
                {file}, [](const OutgoingFile&) {}, [](std::uint64_t) {}));
        };
        put(theirs);
        const Failure used = must_fail(upload(source.path(), place.destination()));
        CHECK(used.reason == Reason::Refused);
        CHECK(contains(used.text, "3.snapshot.json: it is there already, and different"));
        put(read_file(source.path() / snapshot).substr(0, 100));
        CHECK(must_upload(repository, place.destination()).changed);
        CHECK(place.files().at(snapshot.string()) == read_file(source.path() / snapshot));
    }
}

TEST_CASE("S3: conditions, lifetimes, pages of a listing") {
    const Place place(DestinationKind::S3);
    const TemporaryFolder source;
    SignedRepository repository(source.path());
    const fs::path bucket = place.machine() / "s3/inhalte/p 1";
    for (int i = 0; i < 1050; ++i) { // somebody's, in the first pages
        const std::string name = "bund/a" + std::to_string(i);
        write_file(bucket / (name + "._S3rver_object"), "x");
        write_file(bucket / (name + "._S3rver_metadata.json"), "{}");
        write_file(bucket / (name + "._S3rver_object.md5"), "9dd4e461268c8034f5c8564e155c67a6");
    }
    must_upload(repository, place.destination());
    CHECK(must_upload(repository, place.destination()).sent_files == 0);
    CHECK(contains(read_file(bucket / "metadata/timestamp.json._S3rver_metadata.json"),
                   "\"no-cache\""));
    for (const auto& [path, bytes] : served_files(repository)) {
        if (path != timestamp_path) {
            CAPTURE(path);
            CHECK(contains(read_file(bucket / (path + "._S3rver_metadata.json")),
                           "public, max-age=31536000, immutable"));
        }
    }
    const Storage storage = s3_storage(place.destination());
    const auto changed =
        storage.replace_timestamp("{}", StoredFile{.bytes = "old", .tag = "\"of before\""});
    REQUIRE_FALSE(changed);
    CHECK(changed.error().reason == Reason::Refused);
    const auto appeared = storage.replace_timestamp("{}", std::nullopt);
    REQUIRE_FALSE(appeared);
    CHECK(appeared.error().reason == Reason::Refused);
    CHECK(place.files().at(timestamp_path) == repository.timestamp());
}

TEST_CASE("wrong credentials, a wrong region, no such place: each says so") {
    const TemporaryFolder source;
    const SignedRepository repository(source.path());
    const Place s3(DestinationKind::S3);
    const auto says = [&](Destination destination, std::string_view part) {
        const Failure failure = must_fail(upload(source.path(), destination));
        CAPTURE(failure.text);
        CHECK(failure.reason == Reason::Destination);
        CHECK(contains(failure.text, part));
        CHECK_FALSE(contains(failure.text, "geheim"));
    };
    Destination wrong = s3.destination();
    wrong.secret = "SECRET";
    says(wrong, "the secret key is wrong (SignatureDoesNotMatch)");
    wrong = s3.destination();
    wrong.user = "NOBODY";
    says(wrong, "the access key is not known (InvalidAccessKeyId)");
    wrong = s3.destination();
    wrong.region = "us-east-1";
    says(wrong, "say --region eu-central-1");
    wrong = s3.destination();
    wrong.url += "x";
    says(wrong, "no such bucket");
    CHECK_FALSE(fs::exists(s3.machine() / "s3/inhalte/p 1"));

    Place webdav(DestinationKind::WebDav);
    wrong = webdav.destination();
    wrong.secret = "falsch";
    says(wrong, "401: user or password is wrong");
    wrong = webdav.destination();
    wrong.url += "/nowhere";
    says(wrong, "409: the folder above is not there");
    for (const auto& [status, part] :
         {std::pair{"507", "507: its disk is full"}, {"403", "403: this user may not do that"}}) {
        webdav.stop();
        webdav.start("if ($request_method = PUT) { return " + std::string(status) + "; }");
        says(webdav.destination(), part);
    }
    webdav.stop();
    const Failure gone = must_fail(upload(source.path(), webdav.destination()));
    CHECK(gone.reason == Reason::Network);
    CHECK(contains(gone.text, "check the address and the network"));
    CHECK_FALSE(webdav.files().contains(timestamp_path));
}

TEST_CASE("a full disk leaves what is published there as it is, and no halves") {
    const Place place(DestinationKind::Folder);
    const TemporaryFolder source;
    SignedRepository repository(source.path());
    must_upload(repository, place.destination());
    const auto before = place.files();
    auto bytes = sample(4);
    bytes["media/gross.png"] = noise(300'000, 3);
    repository.publish(bytes);
    const auto full = [&] {
        const FileLimit limit(100'000);
        return upload(source.path(), place.destination());
    }();
    const Failure failure = must_fail(full);
    CHECK(failure.reason == Reason::Destination);
    CHECK(contains(failure.text, "Make room and run it again"));
    const auto after = place.files();
    CHECK(after.at(timestamp_path) == before.at(timestamp_path));
    const auto wanted = served_files(repository);
    for (const auto& [path, content] : after) {
        CAPTURE(path);
        CHECK((before.contains(path) || wanted.at(path) == content));
    }
    CHECK(must_upload(repository, place.destination()).changed);
}

TEST_CASE("what is not complete or damaged is not published") {
    const TemporaryFolder source;
    const TemporaryFolder to;
    const SignedRepository repository(source.path());
    const Destination destination = *parse_destination(to.path().string());
    const auto says = [&](Reason reason, std::string_view part) {
        const Failure failure = must_fail(upload(source.path(), destination));
        CAPTURE(failure.text);
        CHECK(failure.reason == reason);
        CHECK(contains(failure.text, part));
        CHECK_FALSE(fs::exists(to.path() / timestamp_path));
    };
    const auto without = [&](const fs::path& path, std::string_view part) {
        fs::rename(source.path() / path, source.path() / "aside");
        says(Reason::NotFound, part);
        fs::rename(source.path() / "aside", source.path() / path);
    };
    const std::string manifest = [&] {
        for (const std::string& name : names_in(source.path() / "bund")) {
            if (name.ends_with(".manifest.json")) {
                return "bund/" + name;
            }
        }
        return std::string();
    }();
    without(timestamp_path, "sign a publication first");
    without("metadata/2.snapshot.json", "finish the publication");
    without("metadata/2.land.by.json", "finish the publication");
    without("metadata/1.root.json", "sign a root first");
    without(manifest, "the role \"bund\" promises this file");
    const std::string bytes = read_file(source.path() / manifest);
    std::string damaged = bytes;
    damaged[5] ^= 1;
    write_file(source.path() / manifest, damaged);
    says(Reason::HashMismatch, "it is damaged");
    write_file(source.path() / manifest, bytes);
    const Failure inside =
        must_fail(upload(source.path(), *parse_destination((source.path() / "www").string())));
    CHECK(contains(inside.text, "it lies in the repository's own folder"));
    CHECK(must_upload(repository, destination).changed);
}

TEST_CASE("destinations that cannot be meant are refused before anything happens") {
    const TemporaryFolder folder;
    const fs::path open = folder.path() / "open";
    write_file(open, "geheim\n");
    fs::permissions(open, fs::perms(0640));
    const fs::path closed = folder.path() / "closed";
    write_file(closed, "\n");
    fs::permissions(closed, fs::perms(0600));
    const auto refuses = [](const char* text, const DestinationOptions& options,
                            std::string_view part) {
        CAPTURE(text);
        const auto parsed = parse_destination(text, options);
        REQUIRE_FALSE(parsed);
        CHECK(contains(parsed.error().text, part));
    };
    refuses("", {}, "empty");
    refuses("ftp://x/y", {}, "a destination is a folder, s3://");
    refuses("file://x", {}, "write file:///folder");
    refuses("s3://", {}, "a bucket is written");
    refuses("s3://Groß/x", {}, "a bucket is written");
    refuses("https://anna:geheim@example.org/x", {}, "does not belong into the address");
    refuses("https://anna@example.org/x", {}, "no password for this user");
    refuses("http://example.org/x", {}, "use https://");
    refuses("https://example.org/x?y", {}, "is written https://user@host/path");
    DestinationOptions options;
    options.password = open;
    refuses("https://anna@example.org/x", options, "chmod 600");
    options.password = closed;
    refuses("https://anna@example.org/x", options, "closed:1: the secret should stand here");
    options.password = folder.path() / "nowhere";
    refuses("https://anna@example.org/x", options, "cannot be read");
    options = {};
    options.credentials = open;
    refuses("s3://bucket", options, "chmod 600");
    options.credentials = closed;
    refuses("s3://bucket", options, "aws_access_key_id");
    options.credentials.clear();
    for (const char* endpoint : {"http://s3.example.org", "http://localhost.example.org",
                                 "http://localhost:80@s3.example.org/x"}) {
        options.endpoint = endpoint;
        refuses("s3://bucket", options, "use https://");
    }
    options.endpoint = "s3.example.org";
    refuses("s3://bucket", options, "starts with https://");
    const auto here = parse_destination("https://example.org/a/b//");
    REQUIRE(here);
    CHECK(here->url == "https://example.org/a/b");
    CHECK(here->kind == DestinationKind::WebDav);
}

TEST_CASE("links are not followed, and no root goes out before what its keys must sign again") {
    const TemporaryFolder source;
    const TemporaryFolder to;
    SignedRepository repository(source.path());
    const Destination destination = *parse_destination(to.path().string());
    write_file(to.path() / "secret", "geheim");
    const fs::path object = source.path() / "bund/objects/aa" / std::string(64, 'a');
    fs::create_directories(object.parent_path());
    for (const fs::path& link : {object, source.path() / "metadata/9.root.json"}) {
        fs::create_symlink(to.path() / "secret", link);
        const Failure failure = must_fail(upload(source.path(), destination));
        CHECK(failure.reason == Reason::Refused);
        CHECK(contains(failure.text, link.filename().string() + " is a symbolic link"));
        fs::remove(link);
    }
    CHECK(files_below(to.path()).size() == 1);
    must_upload(repository, destination);
    for (const std::string role : {"targets", "snapshot", "timestamp"}) {
        CAPTURE(role);
        const TemporaryFolder other;
        SignedRepository rotated(other.path());
        rotated.rotate(role);
        const Failure failure = must_fail(upload(other.path(), destination));
        CHECK(failure.reason == Reason::BadSignature);
        CHECK(contains(failure.text, "has to be signed again: " + role));
        CHECK(contains(failure.text, "zugang-publish "));
    }
    CHECK_FALSE(fs::exists(to.path() / "metadata/2.root.json"));
}

TEST_CASE("the command says what happened, in words or for machines") {
    const TemporaryFolder source;
    const TemporaryFolder to;
    const SignedRepository repository(source.path());
    PublishOptions options{
        .repository = source.path(), .destination = to.path().string(), .access = {}};
    std::ostringstream progress;
    options.progress = &progress;
    auto answer = publish(options);
    REQUIRE(answer);
    CHECK(contains(answer->text, "version 2 is published"));
    CHECK(answer->json["changed"] == true);
    CHECK(contains(progress.str(), "% of"));
    options.progress = nullptr;
    answer = publish(options);
    REQUIRE(answer);
    CHECK(answer->json["changed"] == false);
    options.repository = to.path() / "nowhere";
    CHECK(contains(publish(options).error().text, "sign a publication first"));
    options.destination = "gopher://x";
    CHECK(publish(options).error().reason == Reason::Malformed);
}
