// The client as the public conformance suite of The Update Framework calls it.
#include "sync/updater.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

using namespace zugang::sync;

namespace {

constexpr std::string_view usage =
    "usage: tuf-client --metadata-dir D init ROOT\n"
    "       tuf-client --metadata-url U --metadata-dir D refresh\n"
    "       tuf-client --metadata-url U --metadata-dir D --target-name T [--target-name T2 ...]\n"
    "                  --target-dir TD --target-base-url TU download\n";

struct Call {
    std::map<std::string, std::string> options;
    std::vector<std::string> target_names;
    std::vector<std::string> words; ///< the command and what it takes
};

Result<Call> read_call(const std::vector<std::string>& arguments) {
    Call call;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].starts_with("--")) {
            call.words.push_back(arguments[i]);
        } else if (i + 1 == arguments.size()) {
            return fail(Reason::Refused, arguments[i] + " lacks its value");
        } else if (arguments[i] == "--target-name") {
            call.target_names.push_back(arguments[++i]);
        } else {
            call.options[arguments[i]] = arguments[i + 1];
            ++i;
        }
    }
    return call;
}

Result<void> init(const Call& call) {
    std::ifstream file(call.words.at(1), std::ios::binary);
    const std::string root{std::istreambuf_iterator<char>(file), {}};
    if (const auto trusted = TrustedMetadata::start(root, Moment{}); !trusted) {
        return tl::make_unexpected(trusted.error());
    }
    MetadataStore(call.options.at("--metadata-dir")).start(root);
    return {};
}

Result<void> update(const Call& call, bool download) {
    MetadataStore store(call.options.at("--metadata-dir"));
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    Updater updater(store, fetch_with_curl(), call.options.at("--metadata-url"), now);
    if (const auto refreshed = updater.refresh(); !refreshed || !download) {
        return refreshed;
    }
    for (const std::string& name : call.target_names) {
        const auto target = updater.find_target(name);
        if (!target) {
            return tl::make_unexpected(target.error());
        }
        const auto file =
            std::filesystem::path(call.options.at("--target-dir")) / percent_encode(name);
        if (const auto done = updater.download(*target, call.options.at("--target-base-url"), file);
            !done) {
            return done;
        }
    }
    return {};
}

Result<void> run(const Call& call) {
    const auto has = [&call](const char* option) { return call.options.contains(option); };
    const std::string command = call.words.empty() ? "" : call.words.front();
    if (command == "init" && has("--metadata-dir") && call.words.size() == 2) {
        return init(call);
    }
    const bool metadata = has("--metadata-dir") && has("--metadata-url") && call.words.size() == 1;
    if (command == "refresh" && metadata) {
        return update(call, false);
    }
    if (command == "download" && metadata && has("--target-dir") && has("--target-base-url") &&
        !call.target_names.empty()) {
        return update(call, true);
    }
    return fail(Reason::Refused, "this call is not known\n" + std::string(usage));
}

} // namespace

int main(int argc, char** argv) {
    try {
        const Result<Call> call = read_call({argv + 1, argv + argc});
        const Result<void> done = call ? run(*call) : tl::make_unexpected(call.error());
        if (!done) {
            std::cerr << "tuf-client: " << done.error().text << "\n";
        }
        return done ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "tuf-client: " << error.what() << "\n";
        return 1;
    }
}
