// Arbitrary bytes as each document, on top of a set that is trusted already.
#include "sync/trusted_metadata.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/sync/repository.hpp"

#include <cstdlib>

using namespace zugang::sync;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// What was parsed has one canonical form, which parses to the same.
void check_canonical(std::string_view bytes) {
    if (const auto value = parse_json(bytes)) {
        const auto again = parse_json(R"({"a":)" + value->dump() + "}");
        require(again && canonical_json(again->at("a")) == canonical_json(*value));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static testing::Repository repository;
    const std::string_view bytes = zugang::fuzz::Input(data, size).rest();
    check_canonical(bytes);
    static_cast<void>(read_root(bytes));
    static_cast<void>(read_timestamp(bytes));
    static_cast<void>(read_snapshot(bytes));
    if (const auto targets = read_targets(bytes)) {
        for (const DelegatedRole& role : targets->body.delegations.roles) {
            role.may_sign("land/by/manifest.json");
        }
        if (const auto& succinct = targets->body.delegations.succinct) {
            require(succinct->role_for("a").may_sign("a"));
        }
    }
    static_cast<void>(TrustedMetadata::start(bytes, testing::test_now));
    auto trusted =
        TrustedMetadata::start(repository.files.at("metadata/1.root.json"), testing::test_now);
    require(trusted.has_value());
    // Nobody has the keys: whatever it says, nothing of it is trusted.
    require(!trusted->update_root(bytes));
    trusted->remember_timestamp(bytes);
    trusted->remember_snapshot(bytes);
    require(trusted->finish_root().has_value());
    require(!trusted->update_timestamp(bytes));
    static_cast<void>(trusted->update_timestamp(repository.files.at("metadata/timestamp.json")));
    return 0;
}
