#include "tests/sync/repository.hpp"

#include "content/sha256.hpp"
#include "sync/metadata_store.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <unistd.h>

namespace zugang::sync::testing {
namespace {

constexpr const char* far = "2026-12-25T12:00:00Z";

Json new_role(const char* type) {
    return {{"_type", type}, {"expires", far}, {"spec_version", "1.0.34"}, {"version", 1}};
}

} // namespace

Repository::Repository() {
    roles["root"] = new_role("root");
    roles["root"]["consistent_snapshot"] = true;
    roles["root"]["keys"] = Json::object();
    roles["timestamp"] = new_role("timestamp");
    roles["snapshot"] = new_role("snapshot");
    roles["snapshot"]["meta"] = Json::object();
    roles["targets"] = new_role("targets");
    roles["targets"]["targets"] = Json::object();
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
        role_of(role) = {{"keyids", Json::array()}, {"threshold", 1}};
        add_key(role);
    }
    for (const char* role : {"root", "targets", "snapshot", "timestamp"}) {
        publish(role);
    }
}

std::string Repository::file_name(const std::string& role) const {
    const std::string file = percent_encode(role) + ".json";
    const bool versioned = role == "root" || (role != "timestamp" &&
                                              roles.at("root").at("consistent_snapshot") == true);
    return versioned
               ? std::to_string(roles.at(role).at("version").get<std::uint64_t>()) + "." + file
               : file;
}

std::string Repository::sign(const std::string& role) const {
    const std::string bytes = canonical_json(roles.at(role));
    Json signatures = Json::array();
    for (const Signer& signer : signers.at(role)) {
        signatures.push_back(
            {{"keyid", key_id(signer->public_key())}, {"sig", to_hex(signer->sign(bytes))}});
    }
    return Json{{"signatures", signatures}, {"signed", roles.at(role)}}.dump(1);
}

Json Repository::listing(const std::string& role) const {
    Json listed{{"version", roles.at(role).at("version")}};
    if (lists_hashes) {
        const std::string& bytes = files.at("metadata/" + file_name(role));
        listed["length"] = bytes.size();
        listed["hashes"] = {{"sha256", content::sha256(bytes)}};
    }
    return listed;
}

void Repository::publish(const std::string& role) {
    files["metadata/" + file_name(role)] = sign(role);
    if (role == "snapshot") {
        roles["timestamp"]["meta"]["snapshot.json"] = listing(role);
    } else if (role != "root" && role != "timestamp") {
        roles["snapshot"]["meta"][role + ".json"] = listing(role);
    }
}

void Repository::bump(const std::string& role) {
    Json& version = roles.at(role)["version"];
    version = version.get<std::uint64_t>() + 1;
    publish(role);
}

void Repository::update(const std::vector<std::string>& targets_roles) {
    for (const std::string& role : targets_roles) {
        bump(role);
    }
    bump("snapshot");
    bump("timestamp");
}

void Repository::add_signer(const std::string& role, const Signer& signer) {
    const PublicKey& key = signer->public_key();
    root()["keys"][key_id(key)] = key.written;
    role_of(role)["keyids"].push_back(key_id(key));
    signers[role].push_back(signer);
}

Signer Repository::add_key(const std::string& role, KeyKind kind) {
    auto signer = std::make_shared<const PrivateKey>(PrivateKey::generate(kind));
    add_signer(role, signer);
    return signer;
}

void Repository::rotate(const std::string& role) {
    role_of(role)["keyids"].clear();
    signers[role].clear();
    for (std::uint64_t i = 0; i < role_of(role)["threshold"].get<std::uint64_t>(); ++i) {
        add_key(role);
    }
}

void Repository::delegate(const std::string& delegator, const std::string& role,
                          std::vector<std::string> paths, bool terminating) {
    if (!roles.contains(role)) {
        roles[role] = new_role("targets");
        roles[role]["targets"] = Json::object();
        signers[role] = {
            std::make_shared<const PrivateKey>(PrivateKey::generate(KeyKind::Ed25519))};
    }
    Json& delegations = roles.at(delegator)["delegations"];
    const PublicKey& key = signers[role].front()->public_key();
    delegations["keys"][key_id(key)] = key.written;
    delegations["roles"].push_back({{"name", role},
                                    {"keyids", {key_id(key)}},
                                    {"threshold", 1},
                                    {"terminating", terminating},
                                    {"paths", std::move(paths)}});
}

void Repository::add_target(const std::string& role, const std::string& path,
                            const std::string& bytes) {
    roles.at(role)["targets"][path] = {{"length", bytes.size()},
                                       {"hashes", {{"sha256", content::sha256(bytes)}}}};
    const std::size_t name = path.rfind('/') + 1; // 0 where there is none
    files["targets/" + path.substr(0, name) + content::sha256(bytes) + "." + path.substr(name)] =
        bytes;
    files["targets/" + path] = bytes;
}

Fetch Repository::fetch() {
    return [this](const FetchRequest& request, const Sink& sink) -> Result<void> {
        const std::string path = request.url.substr(4);
        requests.push_back(path.substr(path.find('/') + 1));
        if (before_answer) {
            before_answer(requests.back());
        }
        if (const auto found = broken.find(requests.back()); found != broken.end()) {
            return fail(found->second, path + " is broken");
        }
        const auto file = files.find(path);
        if (file == files.end()) {
            return fail(Reason::NotFound, path + " is not there");
        }
        if (file->second.size() > request.limit_bytes) {
            return fail(Reason::TooLarge, path + " is too long");
        }
        return sink(file->second) ? Result<void>{} : fail(Reason::Refused, path);
    };
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "zugang-sync-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("cannot make " + name);
    }
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

} // namespace zugang::sync::testing
