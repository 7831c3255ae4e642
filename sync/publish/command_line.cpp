#include "sync/publish/command_line.hpp"

#include "content/manifest.hpp"
#include "sync/publish/difference.hpp"
#include "sync/publish/key_file.hpp"
#include "sync/publish/online.hpp"
#include "sync/publish/passphrase.hpp"
#include "sync/publish/play_client.hpp"
#include "sync/publish/publish_command.hpp"
#include "sync/publish/region.hpp"
#include "sync/publish/root.hpp"
#include "sync/secret_file.hpp"
#include "sync/publish/targets.hpp"

#include <charconv>
#include <iostream>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_days = 3650;

/// Everything that any of the commands may be given; lives as long as their closures.
struct Given {
    fs::path repository;
    fs::path file;
    fs::path out;
    std::string package;
    std::vector<fs::path> files;
    std::vector<fs::path> keys;
    std::vector<fs::path> passphrases;
    std::string format = "text";
    std::uint64_t days = 0;
    std::uint64_t threshold = 0;
    bool renew = false;
    bool yes = false;
};
using Shared = std::shared_ptr<Given>;

const CLI::Validator package_id(
    [](std::string& text) {
        return content::is_package_id(text) ? std::string{}
                                            : "\"" + text +
                                                  "\" is no package; packages are bund, land/<xx> "
                                                  "and zentrum/<name>";
    },
    "PACKAGE");

bool is_top_role(std::string_view role) {
    return role == "root" || role == "targets" || role == "snapshot" || role == "timestamp";
}

std::optional<std::uint64_t> number_in(std::string_view text, std::uint64_t most) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end && number >= 1 && number <= most
               ? std::optional(number)
               : std::nullopt;
}

/// "timestamp=timer.pub" in its two parts.
std::pair<std::string, std::string> split(const std::string& option, const std::string& text) {
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at + 1 == text.size() || !is_top_role(text.substr(0, at))) {
        throw CLI::ValidationError(option, "\"" + text +
                                               "\" must be ROLE=..., where ROLE is root, "
                                               "targets, snapshot or timestamp");
    }
    return {text.substr(0, at), text.substr(at + 1)};
}

/// "90" for root, or "timestamp=7".
Days days_in(const std::vector<std::string>& texts) {
    Days days;
    for (const std::string& text : texts) {
        const auto [role, number] = text.find('=') == std::string::npos
                                        ? std::pair(std::string("root"), text)
                                        : split("--expires-in", text);
        const auto read = number_in(number, most_days);
        if (!read) {
            throw CLI::ValidationError("--expires-in", "\"" + text +
                                                           "\" is no number of days from "
                                                           "1 to 3650");
        }
        days[role] = *read;
    }
    return days;
}

/// A line on stderr that counts, where somebody looks.
Progress progress_of(const char* doing) {
    if (::isatty(STDERR_FILENO) != 1) {
        return {};
    }
    return [doing](std::size_t done, std::size_t all) {
        std::cerr << "\r" << doing << " " << done + 1 << " of " << all
                  << (done + 1 >= all ? "\n" : "") << std::flush;
    };
}

class Commands {
  public:
    Commands(CLI::App& app, Command& command) : app_(app), command_(command) {}

    void add_all() {
        add_key();
        add_init();
        add_root();
        add_targets();
        add_delegate();
        add_region();
        add_accept();
        add_diff();
        add_online();
        add_publish();
        add_expiring();
        add_verify();
    }

  private:
    using Run = std::function<Result<Answer>(const Given& given, Moment now)>;

    CLI::App* group(const char* name, const char* what) {
        CLI::App* made = app_.add_subcommand(name, what);
        made->require_subcommand(1);
        return made;
    }

    /// A command with --format.
    std::pair<CLI::App*, Shared> add(CLI::App& parent, const char* name, const char* what,
                                     Run run) {
        CLI::App* made = parent.add_subcommand(name, what);
        const auto given = std::make_shared<Given>();
        made->add_option("--format", given->format, "text or json")
            ->check(CLI::IsMember({"text", "json"}))
            ->capture_default_str();
        made->callback([this, given, run = std::move(run)] {
            command_.json = given->format == "json";
            command_.run = [given, run](Moment now) { return run(*given, now); };
        });
        return {made, given};
    }

    static void add_repository(CLI::App& command, Given& given) {
        command.add_option("REPO", given.repository, "Folder of the repository")->required();
    }
    static void add_package(CLI::App& command, Given& given) {
        command.add_option("PACKAGE", given.package, "bund, land/<xx> or zentrum/<name>")
            ->required()
            ->check(package_id);
    }
    static void add_days(CLI::App& command, Given& given, const char* what,
                         std::uint64_t most = most_days) {
        command.add_option("--expires-in", given.days, what)
            ->check(CLI::Range(std::uint64_t{1}, most))
            ->type_name("DAYS");
    }
    /// The private keys that sign.
    static void add_signers(CLI::App& command, Given& given, bool several) {
        auto* keys = command.add_option("--key", given.keys, "Private key that signs")->required();
        auto* files = command.add_option("--passphrase-file", given.passphrases,
                                         "Its first line opens the key; default: asked for");
        if (several) {
            keys->allow_extra_args(false);
            files->allow_extra_args(false);
        } else {
            keys->expected(1);
            files->expected(1);
        }
    }
    static Result<std::vector<OpenKey>> signers_in(const Given& given) {
        for (const fs::path& key : given.keys) {
            if (is_open_to_others(key)) {
                std::cerr << "warning: " << key.string()
                          << ": others on this machine may use this key; run chmod 600 on it\n";
            }
        }
        return open_signers(given.keys, passphrase_from(given.passphrases, given.keys));
    }

    void add_key() {
        CLI::App* keys = group("key", "Makes and shows keys");
        struct Wanted {
            std::string kind = "ed25519";
            std::string owner;
            bool bare = false;
        };
        const auto wanted = std::make_shared<Wanted>();
        const auto [made, given] =
            add(*keys, "new", "Makes a key: FILE is the secret one, FILE.pub is for everybody",
                [wanted](const Given& g, Moment) -> Result<Answer> {
                    NewKey key{.file = g.file,
                               .kind = wanted->kind == "rsa"     ? KeyKind::Rsa
                                       : wanted->kind == "ecdsa" ? KeyKind::EcdsaP256
                                                                 : KeyKind::Ed25519,
                               .owner = wanted->owner,
                               .passphrase = {}};
                    if (!wanted->bare) {
                        if (fs::exists(g.file)) { // before anybody types
                            return make_key(key);
                        }
                        auto passphrase = g.passphrases.empty()
                                              ? ask_new_passphrase(g.file)
                                              : read_secret_line(g.passphrases.front());
                        if (!passphrase) {
                            return tl::make_unexpected(passphrase.error());
                        }
                        key.passphrase = *std::move(passphrase);
                    }
                    return make_key(key);
                });
        made->add_option("FILE", given->file, "The new file")->required();
        made->add_option("--kind", wanted->kind, "ed25519, ecdsa (P-256) or rsa (3072 bits)")
            ->check(CLI::IsMember({"ed25519", "ecdsa", "rsa"}))
            ->capture_default_str();
        made->add_option("--owner", wanted->owner,
                         "Whose it is, as others will read it: \"Anna, office\"");
        auto* file = made->add_option("--passphrase-file", given->passphrases,
                                      "Its first line locks the key; default: asked for")
                         ->expected(1);
        made->add_flag("--no-passphrase", wanted->bare,
                       "Not encrypted, for a timer on a guarded machine")
            ->excludes(file);

        const auto [show, shown] = add(*keys, "show", "Says whose key it is and its id",
                                       [](const Given& g, Moment) { return show_key(g.file); });
        show->add_option("FILE.pub", shown->file, "A public key")->required();
    }

    void add_init() {
        const auto options = std::make_shared<InitOptions>();
        const auto days = std::make_shared<std::vector<std::string>>();
        const auto [made, given] =
            add(app_, "init", "Makes a proposal of the first root of a new repository",
                [options](const Given& g, Moment now) {
                    options->repository = g.repository;
                    options->out = g.out;
                    return init(*options, now);
                });
        add_repository(*made, *given);
        const auto add_keys = [made = made](const char* name, std::vector<fs::path>& files,
                                            const char* what) {
            made->add_option(name, files, what)->required()->allow_extra_args(false);
        };
        add_keys("--root-key", options->root_keys, "Public key of the root; several");
        add_keys("--targets-key", options->targets_keys, "Public key that delegates packages");
        add_keys("--snapshot-key", options->snapshot_keys, "Public key of the publishing machine");
        add_keys("--timestamp-key", options->timestamp_keys,
                 "Public key of the timer; may be that of the snapshot");
        made->add_option("--threshold", options->threshold, "How many root keys have to sign")
            ->capture_default_str();
        made->add_option("--targets-threshold", options->targets_threshold,
                         "How many targets keys have to sign")
            ->capture_default_str();
        made->add_option("--expires-in", *days,
                         "DAYS of the root or ROLE=DAYS; default: root 400, targets 400, snapshot "
                         "90, timestamp 14")
            ->allow_extra_args(false);
        made->add_option("--out", given->out, "The proposal; default: 1.root.proposal.json");
        made->parse_complete_callback([options, days] { options->days = days_in(*days); });
    }

    void add_root() {
        CLI::App* root = group("root", "Changes the root, by exchanging a file among its signers");
        struct Texts {
            std::vector<std::string> add;
            std::vector<std::string> remove;
            std::vector<std::string> thresholds;
            std::vector<std::string> days;
            ProposeOptions options;
        };
        const auto texts = std::make_shared<Texts>();
        const auto [propose, given] = add(*root, "propose", "Makes a proposal of the next root",
                                          [texts](const Given& g, Moment now) {
                                              texts->options.repository = g.repository;
                                              texts->options.out = g.out;
                                              return propose_root(texts->options, now);
                                          });
        add_repository(*propose, *given);
        const auto several = [propose = propose](const char* name, std::vector<std::string>& to,
                                                 const char* what) {
            propose->add_option(name, to, what)->allow_extra_args(false);
        };
        several("--add-key", texts->add, "ROLE=FILE.pub");
        several("--remove-key", texts->remove, "ROLE=OWNER or the start of a key id");
        several("--threshold", texts->thresholds, "ROLE=NUMBER");
        several("--expires-in", texts->days, "DAYS of the root or ROLE=DAYS; default: as before");
        propose->add_option("--out", given->out, "The proposal; default: <n>.root.proposal.json");
        propose->parse_complete_callback([texts] {
            for (const std::string& text : texts->add) {
                texts->options.add.push_back(split("--add-key", text));
            }
            for (const std::string& text : texts->remove) {
                texts->options.remove.push_back(split("--remove-key", text));
            }
            for (const std::string& text : texts->thresholds) {
                const auto [role, number] = split("--threshold", text);
                const auto read = number_in(number, 100);
                if (!read) {
                    throw CLI::ValidationError("--threshold",
                                               "\"" + number + "\" is no number of signatures");
                }
                texts->options.thresholds.emplace_back(role, *read);
            }
            texts->options.days = days_in(texts->days);
        });

        const auto [sign, signing] =
            add(*root, "sign", "Says what a proposal would do, and adds a signature to it",
                [](const Given& g, Moment) -> Result<Answer> {
                    auto seen = look_at_root(g.file, g.repository);
                    if (!seen) {
                        return tl::make_unexpected(seen.error());
                    }
                    std::cerr << seen->text << std::flush;
                    if (!g.yes && !agree("Sign this? [y/N] ")) {
                        return fail(Reason::Refused, "nothing was signed");
                    }
                    const auto signers = signers_in(g);
                    return signers ? sign_root(std::move(*seen), signers->front(), g.out)
                                   : Result<Answer>(tl::make_unexpected(signers.error()));
                });
        sign->add_option("PROPOSAL", signing->file, "The proposal")->required();
        add_signers(*sign, *signing, false);
        sign->add_option("--repository", signing->repository,
                         "Copy of the repository: compare with its present root, not with what "
                         "the proposal carries");
        sign->add_flag("--yes", signing->yes, "Do not ask on a terminal");
        sign->add_option("--out", signing->out,
                         "Write the signature alone to this file, to be sent back");

        const auto [merge, merging] =
            add(*root, "merge", "Adds signatures that were sent back",
                [](const Given& g, Moment) { return merge_root(g.file, g.files); });
        merge->add_option("PROPOSAL", merging->file, "The proposal")->required();
        merge->add_option("SIGNATURE", merging->files, "Signatures, or signed copies")->required();

        const auto [verify, verifying] =
            add(*root, "verify", "Says what a proposal changes, who has signed and who has not",
                [](const Given& g, Moment) { return verify_root(g.file, g.repository); });
        verify->add_option("PROPOSAL", verifying->file, "The proposal")->required();
        verify->add_option("REPO", verifying->repository, "Compare with its present root");

        const auto [accept, accepting] =
            add(*root, "accept", "Makes a proposal with enough signatures the root",
                [](const Given& g, Moment now) { return accept_root(g.repository, g.file, now); });
        add_repository(*accept, *accepting);
        accept->add_option("PROPOSAL", accepting->file, "The proposal")->required();
    }

    static Result<TargetsCall> targets_call(const Given& given) {
        auto signers = signers_in(given);
        if (!signers) {
            return tl::make_unexpected(signers.error());
        }
        return TargetsCall{
            .repository = given.repository, .signers = std::move(*signers), .days = given.days};
    }

    void add_targets() {
        CLI::App* targets = group("targets", "The list of who signs which package");
        const auto [sign, given] =
            add(*targets, "sign", "Makes it, signs a change that waits, or signs it again",
                [](const Given& g, Moment now) {
                    const auto call = targets_call(g);
                    return call ? sign_targets(*call, g.renew, now)
                                : Result<Answer>(tl::make_unexpected(call.error()));
                });
        add_repository(*sign, *given);
        add_signers(*sign, *given, true);
        add_days(*sign, *given, "How long it is good; default: as the root says");
        sign->add_flag("--renew", given->renew, "Sign again although nothing asks for it");
    }

    void add_delegate() {
        CLI::App* delegate = group("delegate", "Who signs a package");
        const auto change = [this, delegate](const char* name, const char* what, bool with_keys,
                                             auto run) {
            const auto [made, given] =
                add(*delegate, name, what, [run](const Given& g, Moment now) {
                    const auto call = targets_call(g);
                    return call ? run(*call, g, now)
                                : Result<Answer>(tl::make_unexpected(call.error()));
                });
            add_repository(*made, *given);
            add_package(*made, *given);
            if (with_keys) {
                made->add_option("KEY.pub", given->files, "Public keys that may sign it")
                    ->required();
                made->add_option("--threshold", given->threshold,
                                 "How many of them have to sign; default: 1, or as before")
                    ->check(CLI::Range(1, 100));
            }
            add_signers(*made, *given, true);
            add_days(*made, *given, "How long the list is good; default: as the root says");
        };
        change("add", "Lets keys sign a package", true,
               [](const TargetsCall& call, const Given& g, Moment now) {
                   return add_delegation(call, g.package, g.files,
                                         g.threshold > 0 ? g.threshold : 1, now);
               });
        change("rotate", "Puts other keys in place of all keys of a package", true,
               [](const TargetsCall& call, const Given& g, Moment now) {
                   return rotate_delegation(call, g.package, g.files, g.threshold, now);
               });
        change("revoke", "Lets nobody sign a package any more", false,
               [](const TargetsCall& call, const Given& g, Moment now) {
                   return revoke_delegation(call, g.package, now);
               });
        const auto [show, given] =
            add(*delegate, "show", "Lists packages and their keys",
                [](const Given& g, Moment) { return show_delegations(g.repository); });
        add_repository(*show, *given);
    }

    void add_region() {
        CLI::App* region = group("region", "For those who write a package");
        const auto [sign, given] =
            add(*region, "sign", "Makes the packs of a package and signs it",
                [](const Given& g, Moment now) -> Result<Answer> {
                    const auto signers = signers_in(g);
                    if (!signers) {
                        return tl::make_unexpected(signers.error());
                    }
                    return sign_region({.work = g.file,
                                        .package = g.package,
                                        .repository = g.repository.empty()
                                                          ? std::nullopt
                                                          : std::optional(g.repository),
                                        .days = g.days,
                                        .renew = g.renew},
                                       signers->front(), now, progress_of("pack"));
                });
        sign->add_option("WORK", given->file, "Folder that zugang-content package --out wrote")
            ->required();
        add_package(*sign, *given);
        add_signers(*sign, *given, false);
        sign->add_option("--repository", given->repository,
                         "Copy of the repository: update packs from what is published, the next "
                         "version, and whether the key may sign");
        add_days(*sign, *given, "How long it is good; default: as before, at first 400",
                 most_package_days);
        sign->add_flag("--renew", given->renew, "A new version although nothing changed");
    }

    void add_accept() {
        const auto [accept, given] =
            add(app_, "accept", "Checks a signed package and takes it into the repository",
                [](const Given& g, Moment now) {
                    return accept_region(g.repository, g.file, g.package, now, progress_of("file"));
                });
        add_repository(*accept, *given);
        accept->add_option("WORK", given->file, "Folder with the signed package")->required();
        add_package(*accept, *given);
    }

    void add_diff() {
        const auto [made, given] =
            add(app_, "diff", "Says what changes for readers",
                [](const Given& g, Moment) { return diff(g.repository, g.file, g.package); });
        add_repository(*made, *given);
        made->add_option("WORK", given->file, "Folder that zugang-content package --out wrote")
            ->required();
        add_package(*made, *given);
    }

    void add_online() {
        for (const bool is_snapshot : {true, false}) {
            const auto [made, given] =
                add(app_, is_snapshot ? "snapshot" : "timestamp",
                    is_snapshot ? "Signs which versions belong together, where these changed"
                                : "Signs that the snapshot is the present one; for a timer",
                    [is_snapshot](const Given& g, Moment now) -> Result<Answer> {
                        auto signers = signers_in(g);
                        if (!signers) {
                            return tl::make_unexpected(signers.error());
                        }
                        const OnlineCall call{.repository = g.repository,
                                              .signers = std::move(*signers),
                                              .days = g.days,
                                              .force = g.renew};
                        return is_snapshot ? make_snapshot(call, now) : make_timestamp(call, now);
                    });
            add_repository(*made, *given);
            add_signers(*made, *given, true);
            add_days(*made, *given, "How long it is good; default: as the root says");
            made->add_flag("--force", given->renew, "A new version although nothing asks for it");
        }
    }

    void add_publish() {
        const auto options = std::make_shared<PublishOptions>();
        const auto [made, given] =
            add(app_, "publish", "Sends the repository to where terminals fetch it from",
                [options](const Given& g, Moment) {
                    options->repository = g.repository;
                    options->progress = ::isatty(STDERR_FILENO) == 1 ? &std::cerr : nullptr;
                    return publish(*options);
                });
        add_repository(*made, *given);
        made->add_option("--to", options->destination,
                         "A folder, s3://bucket/prefix, or https://user@host/path (WebDAV)")
            ->required();
        made->add_option("--endpoint", options->access.endpoint,
                         "S3: the service, https://...; default: AWS");
        made->add_option("--region", options->access.region, "S3: default: AWS_REGION");
        made->add_option(
            "--credentials", options->access.credentials,
            "S3: a file as AWS tools have it, for its owner alone (chmod 600); default: "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        made->add_option("--password-file", options->access.password,
                         "WebDAV: its first line is the password; for its owner alone (chmod 600)");
    }

    void add_expiring() {
        const auto [made, given] = add(
            app_, "expiring", "Lists how long every role is good; 1 where one soon expires",
            [](const Given& g, Moment now) { return list_expiring(g.repository, g.days, now); });
        add_repository(*made, *given);
        made->add_option("--days", given->days, "What counts as soon")
            ->required()
            ->check(CLI::Range(std::uint64_t{0}, most_days));
    }

    void add_verify() {
        const auto from = std::make_shared<std::string>();
        const auto [made, given] =
            add(app_, "verify", "Does what terminals do and looks at every byte",
                [from](const Given& g, Moment now) {
                    return verify_as_client({.repository = g.repository, .from = *from}, now,
                                            progress_of("record"));
                });
        add_repository(*made, *given);
        made->add_flag("--as-client", given->renew, "The only way there is; may be left out");
        made->add_option("--from", *from,
                         "A root version or the metadata folder of a terminal; default: a fresh "
                         "one, and every older state that is known");
    }

    CLI::App& app_;
    Command& command_;
};

} // namespace

void add_commands(CLI::App& app, Command& command) {
    // The closures need it for as long as the app lives.
    static std::vector<std::unique_ptr<Commands>> kept;
    kept.push_back(std::make_unique<Commands>(app, command));
    kept.back()->add_all();
}

} // namespace zugang::sync
