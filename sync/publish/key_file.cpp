#include "sync/publish/key_file.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "sync/publish/control_characters.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_owner_bytes = 100;
constexpr std::uintmax_t most_key_bytes = 64'000;

fs::path public_file(const fs::path& file) {
    return file.string() + ".pub";
}

/// Never readable by others, not even for a moment; never over something that is there.
void write_private(const fs::path& file, std::string_view bytes) {
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (out < 0) {
        throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
    }
    errno = ENOSPC; // where less was written than asked for
    const ssize_t written = ::write(out, bytes.data(), bytes.size());
    const bool good = written == static_cast<ssize_t>(bytes.size()) && ::fsync(out) == 0;
    const int reason = errno;
    ::close(out);
    if (!good) {
        ::unlink(file.c_str());
        throw std::system_error(reason, std::generic_category(), "cannot write " + file.string());
    }
}

Result<std::string> read_key_file(const fs::path& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error || size > most_key_bytes) {
        return fail(Reason::BadKey, file.string() + (error ? ": " + error.message()
                                                           : ": it is too long for a key"));
    }
    auto bytes = content::read_whole(file);
    if (!bytes) {
        return fail(Reason::BadKey, file.string() + ": it cannot be read");
    }
    return *std::move(bytes);
}

bool is_same_key(const PublicKey& one, const PublicKey& other) {
    return one.type == other.type && one.scheme == other.scheme && one.value == other.value;
}

Json to_json(const PublicKey& key) {
    return {{"keyid", key_id(key)}, {"owner", owner_of(key)}, {"scheme", key.scheme}};
}

std::string words_of(const PublicKey& key) {
    const std::string owner = owner_of(key);
    return "key id  " + key_id(key) + "\nowner   " + (owner.empty() ? "(nobody named)" : owner) +
           "\nscheme  " + key.scheme + "\n";
}

} // namespace

std::optional<std::string> find_flaw_of_owner(std::string_view owner) {
    if (owner.size() > most_owner_bytes || has_control_characters(owner, Bidi::Refused) ||
        owner.find_first_of("\n\t") != std::string_view::npos) {
        return "the owner's name has to be one line of at most " +
               std::to_string(most_owner_bytes) + " bytes, without control characters";
    }
    std::string plain(owner);
    std::erase_if(plain, [](char c) { return c == '"' || c == '\\'; });
    if (!parse_json("\"" + plain + "\"")) {
        return "the owner's name is no UTF-8";
    }
    return std::nullopt;
}

Result<Answer> make_key(const NewKey& wanted) {
    if (const auto flaw = find_flaw_of_owner(wanted.owner)) {
        return fail(Reason::Refused, *flaw);
    }
    for (const fs::path& file : {wanted.file, public_file(wanted.file)}) {
        if (fs::exists(fs::symlink_status(file))) {
            return fail(Reason::Refused, file.string() + " is there already; a key is never "
                                                         "overwritten, name another file");
        }
    }
    const PrivateKey key = PrivateKey::generate(wanted.kind);
    Json shown = key.public_key().written;
    if (!wanted.owner.empty()) {
        shown[owner_field] = wanted.owner;
    }
    const Result<PublicKey> with_owner = read_key(shown);
    if (!with_owner) {
        return tl::make_unexpected(with_owner.error());
    }
    write_private(wanted.file, key.to_pem(wanted.passphrase));
    content::write_durably(public_file(wanted.file), shown.dump(1) + "\n");
    return Answer{.text = "wrote " + wanted.file.string() + " (keep it secret) and " +
                          public_file(wanted.file).string() + " (give it to everybody)\n" +
                          words_of(*with_owner),
                  .json = to_json(*with_owner)};
}

Result<PublicKey> read_public_key(const fs::path& file) {
    const Result<std::string> bytes = read_key_file(file);
    if (!bytes) {
        return tl::make_unexpected(bytes.error());
    }
    if (bytes->find("PRIVATE KEY") != std::string::npos) {
        return fail(Reason::BadKey, file.string() + ": this is the private key; name " +
                                        public_file(file).string() + " instead");
    }
    const Result<Json> json = parse_json(*bytes);
    if (!json) {
        return fail_in(file.string(), json.error());
    }
    Result<PublicKey> key = read_key(*json);
    if (!key) {
        return fail_in(file.string(), key.error());
    }
    auto flaw = find_flaw(*key);
    if (!flaw) {
        flaw = find_flaw_of_owner(owner_of(*key));
    }
    if (flaw) {
        return fail(Reason::BadKey, file.string() + ": " + *flaw);
    }
    return key;
}

Result<Answer> show_key(const fs::path& file) {
    const Result<PublicKey> key = read_public_key(file);
    if (!key) {
        return tl::make_unexpected(key.error());
    }
    return Answer{.text = words_of(*key), .json = to_json(*key)};
}

Result<OpenKey> open_signer(const fs::path& file, const Passphrase& passphrase) {
    const Result<std::string> pem = read_key_file(file);
    if (!pem) {
        return tl::make_unexpected(pem.error());
    }
    std::string secret;
    if (pem->find("ENCRYPTED") != std::string::npos) {
        Result<std::string> given = passphrase(file);
        if (!given) {
            return tl::make_unexpected(given.error());
        }
        secret = *std::move(given);
    }
    Result<PrivateKey> key = PrivateKey::from_pem(*pem, secret);
    if (!key) {
        return fail_in(file.string(), key.error());
    }
    PublicKey shown = key->public_key();
    if (fs::exists(public_file(file))) {
        Result<PublicKey> beside = read_public_key(public_file(file));
        if (!beside) {
            return tl::make_unexpected(beside.error());
        }
        if (!is_same_key(*beside, shown)) {
            return fail(Reason::BadKey, public_file(file).string() +
                                            " belongs to another key "
                                            "than " +
                                            file.string());
        }
        shown = *std::move(beside);
    }
    return OpenKey{.key = std::move(*key), .shown = std::move(shown)};
}

Result<std::vector<OpenKey>> open_signers(const std::vector<fs::path>& files,
                                          const Passphrase& passphrase) {
    std::vector<OpenKey> signers;
    for (const fs::path& file : files) {
        Result<OpenKey> signer = open_signer(file, passphrase);
        if (!signer) {
            return tl::make_unexpected(signer.error());
        }
        signers.push_back(std::move(*signer));
    }
    return signers;
}

std::optional<std::string> id_among(const OpenKey& signer, const Keys& keys) {
    const auto found = std::ranges::find_if(
        keys, [&signer](const auto& entry) { return is_same_key(entry.second, signer.shown); });
    return found != keys.end() ? std::optional(found->first) : std::nullopt;
}

Result<void> sign_for(Envelope& document, const OpenKey& signer, const RoleKeys& role,
                      const Keys& keys, std::string_view role_name) {
    Keys of_role;
    std::vector<std::string> names;
    for (const std::string& id : role.key_ids) {
        if (const auto key = keys.find(id); key != keys.end()) {
            of_role.emplace(id, key->second);
            names.push_back(describe(key->second));
        }
    }
    const auto id = id_among(signer, of_role);
    if (!id) {
        return fail(Reason::BadKey, describe(signer.shown) + " does not sign " +
                                        std::string(role_name) +
                                        "; these do: " + join(names, "; "));
    }
    sign(document, signer.key, *id);
    return {};
}

} // namespace zugang::sync
