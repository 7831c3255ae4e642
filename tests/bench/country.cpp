#include "country.hpp"

#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "sync/canonical_json.hpp"
#include "tests/run_command.hpp"

#include <chrono>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <vector>

#include <unistd.h>

namespace zugang::bench {
namespace {

namespace fs = std::filesystem;

std::string bin() {
    return fs::read_symlink("/proc/self/exe").parent_path().string();
}

std::string run(const std::string& command) {
    const testing::Outcome outcome = testing::run_command(command);
    if (outcome.code != 0) {
        throw std::runtime_error(command + ": " + outcome.text);
    }
    return outcome.text;
}

void publish(const std::string& arguments) {
    run(bin() + "/zugang-publish " + arguments);
}

std::vector<std::string> packages_of_the_country() {
    std::vector<std::string> packages{"bund"};
    for (const char* land : {"bb", "be", "bw", "by", "hb", "he", "hh", "mv", "ni", "nw", "rp", "sh",
                             "sl", "sn", "st", "th"}) {
        packages.push_back(std::string("land/") + land);
    }
    for (int i = 0; i < 20; ++i) {
        packages.push_back("zentrum/stadt-" + std::to_string(i));
    }
    return packages;
}

} // namespace

Country::Country(const fs::path& work)
    : work_(work), port_(testing::free_port()),
      nginx_(testing::nginx_command(work / "nginx", server_block()), port_) {
    fs::create_directories(work / "keys");
    for (const char* key : {"root", "online", "editor"}) {
        publish(std::string("key new ") + key_file(key) + " --no-passphrase --owner " + key);
    }
    const std::string repository = (work / "repository").string();
    publish("init " + repository + " --root-key " + key_file("root.pub") +
            " --threshold 1 --targets-key " + key_file("root.pub") + " --snapshot-key " +
            key_file("online.pub") + " --timestamp-key " + key_file("online.pub") + " --out " +
            key_file("1.root"));
    publish("root sign " + key_file("1.root") + " --key " + key_file("root"));
    publish("root accept " + repository + " " + key_file("1.root"));
    publish("targets sign " + repository + " --key " + key_file("root"));
    for (const std::string& package : packages_of_the_country()) {
        publish("delegate add " + repository + " " + package + " " + key_file("editor.pub") +
                " --key " + key_file("root"));
        if (package != "bund") {
            content::PackageRecord facts;
            facts.id = package;
            facts.default_language = "de";
            facts.languages = {"de"};
            facts.as_of = content::parse_date("2026-11-22");
            accept(package, {{"package", content::write_record(facts)}});
        }
    }
}

double Country::release(const content::RecordBytes& bytes) {
    const auto start = std::chrono::steady_clock::now();
    accept("bund", bytes);
    sign_and_send();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void Country::sign_and_send() const {
    const std::string repository = (work_ / "repository").string();
    publish("snapshot " + repository + " --key " + key_file("online"));
    publish("timestamp " + repository + " --force --key " + key_file("online"));
    publish("publish " + repository + " --to " + (work_ / "www").string());
}

RunCost Country::fetch(const fs::path& terminal, Line line) const {
    // Port 1 is nobody's: the answer is a refusal.
    const int port = line == Line::Up ? port_ : 1;
    const std::string program = bin() + "/zugang-sync --config /dev/null --folder " +
                                terminal.string() +
                                " --mirror http://127.0.0.1:" + std::to_string(port) + " ";
    if (!fs::exists(terminal / "trust/root.json")) {
        run(program + "init " + (work_ / "www/metadata/1.root.json").string());
    }
    const std::string command = "python3 " ZUGANG_SOURCE_DIR "/tests/bench/measure.py " + program +
                                "--format json run --once";
    const testing::Outcome outcome = testing::run_command(command);
    const std::size_t begin = outcome.text.find('{'); // lines of the log come before
    if (outcome.code != (line == Line::Up ? 0 : 1) || begin == std::string::npos) {
        throw std::runtime_error(command + ": " + outcome.text);
    }
    std::istringstream text(outcome.text.substr(begin));
    std::string result;
    std::getline(text, result);
    const sync::Json json = sync::Json::parse(result);
    RunCost cost{.ending = json.at("ending").get<std::string>(),
                 .body_bytes = json.at("body_bytes").get<std::uint64_t>(),
                 .head_bytes = json.at("head_bytes").get<std::uint64_t>(),
                 .requests = json.at("requests").get<std::uint64_t>()};
    text >> cost.cpu_s >> cost.wall_s >> cost.peak_mb;
    return cost;
}

Served Country::served() const {
    Served served;
    std::ifstream log(work_ / "nginx/bytes.log");
    std::uint64_t bytes = 0;
    std::uint64_t body_bytes = 0;
    while (log >> bytes >> body_bytes) {
        ++served.requests;
        served.body_bytes += body_bytes;
        served.head_bytes += bytes - body_bytes;
    }
    // proc(5): utime and stime are fields 14 and 15; the name in brackets has no space here.
    std::ifstream stat("/proc/" + std::to_string(nginx_.id()) + "/stat");
    std::vector<std::string> fields{std::istream_iterator<std::string>(stat), {}};
    served.cpu_s = (std::stod(fields.at(13)) + std::stod(fields.at(14))) /
                   static_cast<double>(::sysconf(_SC_CLK_TCK));
    return served;
}

std::string Country::key_file(const std::string& name) const {
    return (work_ / "keys" / name).string();
}

void Country::accept(std::string_view package, const content::RecordBytes& bytes) const {
    const std::string repository = (work_ / "repository").string();
    content::write_package(std::string(package), bytes, work_ / "desk");
    const std::string desk = (work_ / "desk").string();
    publish("region sign " + desk + " " + std::string(package) + " --key " + key_file("editor") +
            " --repository " + repository);
    publish("accept " + repository + " " + desk + " " + std::string(package));
}

/// packaging/server/nginx.conf as it is, and what it counts.
std::string Country::server_block() const {
    std::string block =
        content::read_whole(ZUGANG_SOURCE_DIR "/packaging/server/nginx.conf").value_or("");
    const auto replace = [&block](const std::string& from, const std::string& to) {
        block.replace(block.find(from), from.size(), to);
    };
    replace("listen 80;", "listen 127.0.0.1:" + std::to_string(port_) + ";");
    replace("root /srv/zugang/repository;", "root " + (work_ / "www").string() +
                                                ";\n    access_log " +
                                                (work_ / "nginx/bytes.log").string() + " bytes;");
    fs::create_directories(work_ / "nginx");
    fs::create_directories(work_ / "www");
    return "log_format bytes '$bytes_sent $body_bytes_sent';\n" + block;
}

} // namespace zugang::bench
