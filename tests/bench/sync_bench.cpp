// What an update costs: bytes, requests, CPU and memory of a terminal that has the version before.
// sync_bench [SEED]: prints a table, beside it what xdelta3 and zstd -19 need for the same edit
// where these programs are there, and the published figures of another run, marked as quoted.
#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "content/zstd_bytes.hpp"
#include "sync/canonical_json.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/server_process.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "sync_sample.hpp"
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using namespace zugang;

std::string output_of(const std::string& command) {
    const testing::Outcome outcome = testing::run_command(command);
    return outcome.code == 0 ? outcome.text : std::string();
}

/// All records one after the other, as another tool would see the package.
void write_one_file(const content::RecordBytes& bytes, const fs::path& file) {
    std::ofstream out(file, std::ios::binary);
    for (const auto& [key, value] : bytes) {
        out << key << "\n" << value << "\n";
    }
}

/// What changed, without anything around it: the words of all changed texts as one frame, files as
/// they are. No way to send new words costs less; patches of old ones do.
std::uint64_t floor_bytes(const content::RecordBytes& from, const content::RecordBytes& to) {
    std::string words;
    std::uint64_t bytes = 0;
    for (const auto& [key, value] : to) {
        const auto older = from.find(key);
        if (older != from.end() && older->second == value) {
            continue;
        }
        const auto article = content::read_article_key(key);
        if (content::is_file_key(key)) {
            bytes += value.size();
        } else if (!article || article->language.empty()) {
            words += value;
        } else if (const auto text = content::read_text_record(value)) {
            words += text->title.utf8 + "\n" + text->summary.utf8 + "\n";
            for (const content::Block& block : text->blocks) {
                words += block.text.utf8 + "\n";
            }
        }
    }
    return bytes + content::zstd_pack(words, 19).size();
}

std::string size_of(const std::string& command, const fs::path& result) {
    fs::remove(result);
    return output_of(command + " && echo done").empty() ? "-"
                                                        : std::to_string(fs::file_size(result));
}

struct Edit {
    const char* name;
    std::uint64_t target_bytes;
    const char* quoted; ///< update pack, xdelta3: of another run with another sample
    std::function<void(bench::SyncSample&)> change;
};

/// The programs as they are used: zugang-publish signs and publishes, nginx serves, zugang-sync
/// fetches. bund, 16 Laender and 20 centres sign for themselves.
class Country {
  public:
    explicit Country(const fs::path& work)
        : work_(work), port_(sync::testing::free_port()),
          nginx_(sync::testing::nginx_command(work / "nginx", server_block()), port_) {
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
        std::vector<std::string> packages{"bund"};
        for (const char* land : {"bb", "be", "bw", "by", "hb", "he", "hh", "mv", "ni", "nw", "rp",
                                 "sh", "sl", "sn", "st", "th"}) {
            packages.push_back(std::string("land/") + land);
        }
        for (int i = 0; i < 20; ++i) {
            packages.push_back("zentrum/stadt-" + std::to_string(i));
        }
        for (const std::string& package : packages) {
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

    /// Publishes a version of bund; the seconds that its editor and the office wait.
    double release(const content::RecordBytes& bytes) {
        const auto start = std::chrono::steady_clock::now();
        accept("bund", bytes);
        sign_and_send();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    void sign_and_send() {
        const std::string repository = (work_ / "repository").string();
        publish("snapshot " + repository + " --key " + key_file("online"));
        publish("timestamp " + repository + " --force --key " + key_file("online"));
        publish("publish " + repository + " --to " + (work_ / "www").string());
    }

    /// A terminal runs once: ending, body bytes, bytes with heads, requests, CPU s, wall s, MB.
    std::string fetch(const fs::path& terminal) const {
        const std::string program = bin() + "/zugang-sync --config /dev/null --folder " +
                                    terminal.string() +
                                    " --mirror http://127.0.0.1:" + std::to_string(port_) + " ";
        if (!fs::exists(terminal / "trust/root.json")) {
            run(program + "init " + (work_ / "www/metadata/1.root.json").string());
        }
        const std::string text = run("python3 " ZUGANG_SOURCE_DIR "/tests/bench/measure.py " +
                                     program + "--format json run --once");
        const sync::Json json = sync::Json::parse(text.substr(0, text.find('\n')));
        const auto body = json.at("body_bytes").get<std::uint64_t>();
        return json.at("ending").get<std::string>() + " | " + std::to_string(body) + " | " +
               std::to_string(body + json.at("head_bytes").get<std::uint64_t>()) + " | " +
               json.at("requests").dump() + " | " + text.substr(text.find('\n') + 1);
    }

  private:
    static std::string bin() { return fs::read_symlink("/proc/self/exe").parent_path().string(); }
    static std::string run(const std::string& command) {
        const testing::Outcome outcome = testing::run_command(command);
        if (outcome.code != 0) {
            throw std::runtime_error(command + ": " + outcome.text);
        }
        return outcome.text;
    }
    static void publish(const std::string& arguments) {
        run(bin() + "/zugang-publish " + arguments);
    }
    std::string key_file(const std::string& name) const { return (work_ / "keys" / name).string(); }

    void accept(const std::string& package, const content::RecordBytes& bytes) const {
        const std::string repository = (work_ / "repository").string();
        content::write_package(package, bytes, work_ / "desk");
        const std::string desk = (work_ / "desk").string();
        publish("region sign " + desk + " " + package + " --key " + key_file("editor") +
                " --repository " + repository);
        publish("accept " + repository + " " + desk + " " + package);
    }

    /// packaging/server/nginx.conf as it is.
    std::string server_block() const {
        std::string block =
            content::read_whole(ZUGANG_SOURCE_DIR "/packaging/server/nginx.conf").value_or("");
        const auto replace = [&block](const std::string& from, const std::string& to) {
            block.replace(block.find(from), from.size(), to);
        };
        replace("listen 80;", "listen 127.0.0.1:" + std::to_string(port_) + ";");
        replace("root /srv/zugang/repository;", "root " + (work_ / "www").string() + ";");
        fs::create_directories(work_ / "nginx");
        fs::create_directories(work_ / "www");
        return block;
    }

    fs::path work_;
    int port_;
    sync::testing::ServerProcess nginx_;
};

} // namespace

int main(int argc, char** argv) {
    const std::uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
    const fs::path work =
        fs::temp_directory_path() / ("zugang-sync-bench-" + std::to_string(getpid()));
    fs::create_directories(work);
    const bool has_xdelta = !output_of("command -v xdelta3").empty();
    const bool has_zstd = !output_of("command -v zstd").empty();
    bench::SyncSample sample(seed);
    const fs::path terminal = work / "terminal";
    Country country(work);
    std::cout
        << "seed " << seed
        << "; zugang-sync against nginx, signed by zugang-publish; bytes of files, metadata "
           "included, and the same with the heads of answers\n"
           "edit | target | ending | bytes | with heads | requests | CPU s | wall s | MB | "
           "publish s | xdelta3 | zstd -19 whole | zstd -19 of changed words | quoted: update "
           "pack, xdelta3\n";
    const auto print = [&](const char* name, std::uint64_t target, std::string measured,
                           double publishing, const std::string& xdelta, const std::string& zstd,
                           std::uint64_t floor, const char* quoted) {
        while (measured.ends_with('\n')) {
            measured.pop_back();
        }
        for (std::size_t at = measured.rfind("| ") + 2;
             (at = measured.find(' ', at)) < measured.size(); at += 3) {
            measured.replace(at, 1, " | ");
        }
        std::cout << name << " | " << (target > 0 ? std::to_string(target) : "-") << " | "
                  << measured << " | " << publishing << " | " << xdelta << " | " << zstd << " | "
                  << floor << " | " << quoted << std::endl;
    };
    const content::RecordBytes first = sample.bytes();
    double seconds = country.release(sample.bytes());
    print("first install", 0, country.fetch(terminal), seconds, "-", "-", 0, "49M");
    fs::copy(terminal, work / "behind",
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    write_one_file(sample.bytes(), work / "old");

    const std::vector<Edit> edits{
        {"1 article, all languages", 9'000, "3.3k, 3.1k", &bench::SyncSample::change_one_article},
        {"30 typos, 1 language", 7'000, "1.5k, 1.4k", &bench::SyncSample::correct_typos},
        {"10 new articles", 560'000, "538k, 481k", &bench::SyncSample::add_articles},
        {"new language", 350'000, "341k, 648k", &bench::SyncSample::add_language},
        {"1 recording", 235'000, "230k, 237k", &bench::SyncSample::replace_recording},
        {"republished", 4'000, "0.1k, 0.3k", [](bench::SyncSample&) {}},
    };
    for (const Edit& edit : edits) {
        const content::RecordBytes before = sample.bytes();
        edit.change(sample);
        seconds = country.release(sample.bytes());
        write_one_file(sample.bytes(), work / "new");
        const std::string old_file = (work / "old").string();
        const std::string new_file = (work / "new").string();
        const fs::path result = work / "result";
        const std::string xdelta = has_xdelta
                                       ? size_of("xdelta3 -9 -B 100000000 -e -f -s " + old_file +
                                                     " " + new_file + " " + result.string(),
                                                 result)
                                       : "-";
        const std::string zstd =
            has_zstd && &edit == &edits.front()
                ? size_of("zstd -19 -q -f " + new_file + " -o " + result.string(), result)
                : "-";
        print(edit.name, edit.target_bytes, country.fetch(terminal), seconds, xdelta, zstd,
              floor_bytes(before, sample.bytes()), edit.quoted);
        fs::rename(work / "new", work / "old");
    }
    print("nothing new", 2'000, country.fetch(terminal), 0, "-", "-", 0, "-");
    print("six versions at once", 1'150'000, country.fetch(work / "behind"), 0, "-", "-",
          floor_bytes(first, sample.bytes()), "1.1M, 1.3M");
    fs::remove_all(work);
    return 0;
}
