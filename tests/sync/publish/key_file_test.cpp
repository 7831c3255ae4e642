#include "sync/publish/key_file.hpp"
#include "sync/publish/targets.hpp"
#include "tests/sync/publish/office.hpp"

using namespace zugang::sync;
using namespace zugang::sync::testing;
namespace fs = std::filesystem;

TEST_CASE("a new key is encrypted, for its owner's eyes alone, and says whose it is") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "anna";
    const Answer made = must(make_key(
        {.file = file, .kind = KeyKind::EcdsaP256, .owner = "Anna, Büro", .passphrase = "geheim"}));
    CHECK((fs::status(file).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(contains(read_file(file), "ENCRYPTED PRIVATE KEY"));
    const PublicKey shown = must(read_public_key(folder.path() / "anna.pub"));
    CHECK(owner_of(shown) == "Anna, Büro");
    CHECK(made.json["keyid"] == key_id(shown));
    const OpenKey signer =
        must(open_signer(file, [](const fs::path&) { return Result<std::string>("geheim"); }));
    CHECK(key_id(signer.shown) == key_id(shown));
    CHECK(key_id(signer.shown) != key_id(signer.key.public_key())); // the name is part of it
    const auto wrong =
        open_signer(file, [](const fs::path&) { return Result<std::string>("falsch"); });
    CHECK(contains(refused(wrong).text, "the passphrase does not open this key"));
}

TEST_CASE("a key is never overwritten, neither its secret nor its public half") {
    const TemporaryFolder folder;
    NewKey key{.file = folder.path() / "k", .owner = {}, .passphrase = {}};
    write_file(folder.path() / "k.pub", "mine");
    CHECK(refused(make_key(key)).reason == Reason::Refused);
    CHECK(names_in(folder.path()) == std::vector<std::string>{"k.pub"});
    key.owner = "two\nlines";
    key.file = folder.path() / "l";
    CHECK(contains(refused(make_key(key)).text, "one line"));
}

TEST_CASE("a private key is not taken for a public one, nor another key's public half") {
    const Office office;
    CHECK(contains(refused(read_public_key(office.file("Anna"))).text, "this is the private key"));
    fs::copy_file(office.shown("Ben"), office.shown("Anna"), fs::copy_options::overwrite_existing);
    CHECK(contains(refused(open_signer(office.file("Anna"), {})).text, "belongs to another key"));
    CHECK(contains(refused(read_public_key(office.file("nobody.pub"))).text, "nobody.pub"));
}

TEST_CASE("an owner's name that pretends to be another one is refused, by whomever it was made") {
    const TemporaryFolder folder;
    NewKey key{.file = folder.path() / "k", .owner = "Eva", .passphrase = {}};
    must(make_key(key));
    for (const std::string owner : {"Anna\u001b[2K", "Anna\u009b2K", "\u202eannA", "\u2066Anna",
                                    "Anna\nBen", "Anna\tBen", "Anna\u007f"}) {
        CAPTURE(owner);
        key.file = folder.path() / "l";
        key.owner = owner;
        CHECK_FALSE(make_key(key));
        Json shown = Json::parse(read_file(folder.path() / "k.pub"));
        shown["x-zugang-owner"] = owner;
        write_file(folder.path() / "m.pub", shown.dump());
        CHECK(contains(refused(read_public_key(folder.path() / "m.pub")).text,
                       "without control characters"));
    }
}
