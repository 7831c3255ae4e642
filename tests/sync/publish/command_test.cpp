// zugang-publish as a process.
#include "tests/run_command.hpp"
#include "tests/sync/publish/office.hpp"

#include <array>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::sync;
using namespace zugang::sync::testing;
using zugang::testing::Outcome;
using zugang::testing::run_command;
namespace fs = std::filesystem;

namespace {

const std::string program = std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-publish";
const std::string content_program = std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-content";

/// Runs in a folder, with /dev/null as stdin.
Outcome run_in(const fs::path& folder, const std::string& arguments) {
    return run_command("cd '" + folder.string() + "' && " + program + " " + arguments +
                       " </dev/null");
}

/// On a terminal, with these lines typed, each after one of the prompts.
Outcome run_on_terminal(const fs::path& folder, const std::vector<std::string>& arguments,
                        const std::string& typed, const std::string& prompt = ": ") {
    int line = -1;
    const pid_t child = forkpty(&line, nullptr, nullptr, nullptr);
    REQUIRE(child >= 0);
    if (child == 0) {
        std::vector<char*> pointers;
        std::vector<std::string> all{program};
        all.insert(all.end(), arguments.begin(), arguments.end());
        for (std::string& text : all) {
            pointers.push_back(text.data());
        }
        pointers.push_back(nullptr);
        if (chdir(folder.c_str()) == 0) {
            execv(program.c_str(), pointers.data());
        }
        _exit(127);
    }
    Outcome outcome;
    std::array<char, 1024> buffer{};
    std::size_t questions = 0;
    std::size_t start = 0;
    for (ssize_t got = 0; (got = read(line, buffer.data(), buffer.size())) > 0;) {
        outcome.text.append(buffer.data(), static_cast<std::size_t>(got));
        // Each question is answered once it is there: echo is off then.
        while (start < typed.size() && outcome.text.find(prompt, questions) != std::string::npos) {
            questions = outcome.text.find(prompt, questions) + prompt.size();
            const std::size_t end = typed.find('\n', start) + 1;
            REQUIRE(write(line, typed.data() + start, end - start) > 0);
            start = end;
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    close(line);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

void write_secret(const fs::path& file, std::string_view line) {
    write_file(file, line);
    fs::permissions(file, fs::perms(0600));
}

void check(const Outcome& outcome, int code, std::string_view text = {}) {
    CAPTURE(outcome.text);
    CHECK(outcome.code == code);
    CHECK(contains(outcome.text, text));
}

} // namespace

TEST_CASE("zugang-publish says what it is and how it is called") {
    check(run_command(program + " --version"), 0, "zugang-publish " ZUGANG_VERSION);
    check(run_command(program + " --help"), 0, "expiring");
    check(run_command(program), 2, "Subcommands");
    check(run_command(program + " nonsense"), 2);
    check(run_command(program + " key"), 2, "subcommand is required");
    check(run_command(program + " accept"), 2, "REPO is required");
    check(run_command(program + " accept r w bayern"), 2, "\"bayern\" is no package");
    check(run_command(program + " key new k --kind dsa"), 2, "--kind");
    check(run_command(program + " expiring r --days many"), 2, "--days");
    check(run_command(program + " root propose r --add-key key.pub"), 2, "must be ROLE=");
    check(run_command(program + " root propose r --threshold root=none"), 2, "no number");
    check(run_command(program + " root propose r --expires-in 0"), 2, "no number of days");
    check(run_command(program + " expiring /nowhere --days 3"), 1, "has no root yet");
    check(run_command(program + " verify /nowhere"), 1, "1.root.json");
    check(run_command(program + " key show /nowhere.pub"), 1, "/nowhere.pub");
}

TEST_CASE("a passphrase is asked for on a terminal, twice, and never shown") {
    const TemporaryFolder folder;
    const Outcome made =
        run_on_terminal(folder.path(), {"key", "new", "k"}, "one\nother\nsecret\nsecret\n");
    check(made, 0, "not the same");
    CHECK_FALSE(contains(made.text, "secret\r\n"));
    write_secret(folder.path() / "pass", "secret\n");
    CHECK(open_signer(folder.path() / "k",
                      [](const fs::path&) { return Result<std::string>("secret"); }));
    check(run_on_terminal(folder.path(), {"key", "new", "l"}, "\n\n\n\n\n\n"), 1,
          "no passphrase was given");
    check(run_in(folder.path(), "key new m"), 1, "give --passphrase-file");
    check(run_in(folder.path(), "key new k --passphrase-file pass"), 1, "never overwritten");
    check(run_in(folder.path(), "key new m --passphrase-file none"), 1, "cannot be read");
    check(run_in(folder.path(), "key new m --passphrase-file pass --no-passphrase"), 2);
    CHECK(names_in(folder.path()) == std::vector<std::string>{"k", "k.pub", "pass"});
}

TEST_CASE("on a terminal a root is signed once somebody has read it and says yes") {
    const TemporaryFolder folder;
    for (const std::string name : {"anna", "ben", "other"}) {
        check(run_in(folder.path(), "key new " + name + " --owner " + name + " --no-passphrase"),
              0);
    }
    check(run_in(folder.path(), "init repo --root-key anna.pub --root-key ben.pub --threshold 1 "
                                "--targets-key other.pub --snapshot-key other.pub "
                                "--timestamp-key other.pub --out p"),
          0);
    const std::string proposal = read_file(folder.path() / "p");
    const std::vector<std::string> sign{"root", "sign", "p", "--key", "anna"};
    const Outcome no = run_on_terminal(folder.path(), sign, "n\n", "[y/N] ");
    check(no, 1, "nothing was signed");
    CHECK(contains(no.text, "targets is signed by 1 of 1:"));
    CHECK(read_file(folder.path() / "p") == proposal);
    const Outcome yes = run_on_terminal(folder.path(), sign, "y\n", "[y/N] ");
    check(yes, 0, "anna (");
    CHECK(read_file(folder.path() / "p") != proposal);
    const Outcome told = run_on_terminal(
        folder.path(), {"root", "sign", "p", "--key", "ben", "--yes"}, "", "[y/N] ");
    check(told, 0, "targets is signed by 1 of 1:");
    CHECK_FALSE(contains(told.text, "[y/N]"));
    check(run_in(folder.path(), "root accept repo p"), 0);
    check(run_in(folder.path(), "root propose repo --out q"), 0);
    check(run_in(folder.path(), "root sign q --key anna --repository repo"), 0,
          "compared with the root of repo");
    fs::remove_all(folder.path() / "repo/metadata");
    check(run_in(folder.path(), "root sign q --key anna --repository repo"), 1, "has no root yet");
}

TEST_CASE("from a key ceremony to a published package, typed as an operator types it") {
    const TemporaryFolder folder;
    const auto run = [&folder](const std::string& arguments) {
        return run_in(folder.path(), arguments);
    };
    write_secret(folder.path() / "pass", "secret\n");
    write_secret(folder.path() / "wrong", "other\n");
    check(run("key new anna --owner 'Anna, office' --passphrase-file pass"), 0, "Anna, office");
    for (const std::string name : {"ben", "carla", "targets", "online", "bund"}) {
        check(run("key new " + name + " --owner " + name + " --no-passphrase"), 0);
    }
    check(run("key show anna.pub"), 0, "owner   Anna, office");
    check(run("key show anna.pub --format=json"), 0, "\"owner\": \"Anna, office\"");
    check(run("init repo --root-key anna.pub --root-key ben.pub --root-key carla.pub "
              "--threshold 2 --targets-key targets.pub --snapshot-key online.pub "
              "--timestamp-key online.pub --expires-in timestamp=7 --out p"),
          0, "wrote p");
    check(run("root sign p --key anna"), 1, "give --passphrase-file");
    check(run("root sign p --key anna --passphrase-file wrong"), 1, "does not open this key");
    fs::permissions(folder.path() / "pass", fs::perms(0640));
    check(run("root sign p --key anna --passphrase-file pass"), 1, "run chmod 600 on it first");
    fs::permissions(folder.path() / "pass", fs::perms(0600));
    fs::permissions(folder.path() / "anna", fs::perms(0640));
    check(run("root sign p --key anna --passphrase-file pass"), 0,
          "warning: anna: others on this machine may use this key");
    fs::permissions(folder.path() / "anna", fs::perms(0600));
    check(run("root sign p --key anna --passphrase-file pass"), 0, "missing: 1 of ben");
    check(run("root verify p"), 1, "1 of 2 signatures (Anna, office");
    check(run("root accept repo p"), 1, "1 of 2 signatures");
    check(run("root sign p --key ben --out ben.sig"), 0);
    check(run("root merge p ben.sig"), 0, "2 of 2 signatures");
    check(run("root merge p anna.pub"), 1);
    check(run("root verify p repo"), 0);
    check(run("root accept repo p"), 0, "accepted root version 1");
    check(run("root verify p repo --format=json"), 0, "\"complete\": true");
    check(run("root propose repo --threshold root=3 --out q"), 0, "needs 3 of 3 signatures");
    check(run("delegate show repo"), 1, "targets sign");
    check(run("targets sign repo --key online"), 1, "does not sign targets");
    check(run("targets sign repo --key targets"), 0, "wrote targets version 1");
    check(run("delegate add repo bund bund.pub --key targets"), 0, "bund/* is signed by 1 of 1");
    check(run("delegate add repo land/by bund.pub --key targets"), 0);
    check(run("delegate rotate repo land/by ben.pub --key targets"), 0, "now signed by");
    check(run("delegate revoke repo land/by --key targets"), 0, "nobody signs land/by");
    check(run("delegate revoke repo land/by --key targets"), 1, "nobody may sign land/by");
    check(run("delegate show repo"), 0, "bund: 1 of bund");
    check(run("region sign work bund --key bund"), 1, "zugang-content package");
    const std::string source = std::string(ZUGANG_SOURCE_DIR) + "/tests/data/content/good";
    const Outcome packaged = run_command(content_program + " package '" + source + "' --out '" +
                                         folder.path().string() + "/work'");
    check(packaged, 0);
    check(run("diff repo work bund"), 0, "first version of bund");
    check(run("diff repo work land/by"), 1, "is not there");
    check(run("accept repo work bund"), 1, "holds no signature of bund");
    check(run("region sign work bund --key bund --repository repo"), 0, "signed: bund version 1");
    check(run("accept repo work bund"), 0, "accepted bund version 1");
    check(run("accept repo work bund"), 0, "nothing changed");
    check(run("timestamp repo --key online"), 1, "no snapshot yet");
    check(run("snapshot repo --key online"), 0, "wrote snapshot version 1");
    check(run("timestamp repo --key online"), 0, "wrote timestamp version 1");
    check(run("timestamp repo --key online"), 0, "nothing changed");
    check(run("timestamp repo --key online --force --format=json"), 0, "\"version\": 2");
    check(run("expiring repo --days 30"), 0, "timestamp: version 2");
    check(run("expiring repo --days 1000 --format=json"), 1, "\"due\": true");
    check(run("verify repo --as-client"), 0, "all is well");
    check(run("verify repo --from 1 --format=json"), 0, "\"good\": true");
    fs::remove_all(folder.path() / "repo/bund/objects");
    check(run("verify repo --as-client"), 1, "gets no whole bund");
}
