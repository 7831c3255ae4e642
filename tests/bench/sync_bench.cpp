// What an update costs: bytes, requests, CPU and memory of a terminal that has the version before.
// sync_bench [SEED]: prints a table, beside it what xdelta3 and zstd -19 need for the same edit
// where these programs are there, and the published figures of another run, marked as quoted.
#include "content/install.hpp"
#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "content/zstd_bytes.hpp"
#include "sync/package_client.hpp"
#include "sync/publish_packs.hpp"
#include "tests/run_command.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "sync_sample.hpp"
#include <sys/resource.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using namespace zugang;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_mb() { // VmHWM: ru_maxrss of a program that was started by a big one is the big one's
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stod(line.substr(6)) / 1000;
        }
    }
    return 0;
}

/// A process of its own, so that CPU and memory are a terminal's and not the publisher's.
int run_client(const fs::path& server, const fs::path& terminal) {
    const std::string json = content::read_whole(server / "bund/manifest.json").value_or("");
    const auto manifest = content::read_manifest(json);
    sync::PackageClient client(
        terminal, {}, {.fetch = sync::fetch_with_curl(), .url = "file://" + server.string()});
    const double start = cpu_seconds();
    const auto fetched = client.fetch(*manifest);
    if (!fetched) {
        std::cerr << describe(fetched.error()) << "\n";
        return 1;
    }
    const double after = cpu_seconds();
    const double fetch_peak = peak_mb();
    const auto clock = std::chrono::steady_clock::now();
    const std::vector<content::Records> records{*client.records("bund")};
    const auto installed = content::install(records, terminal, content::Rewrite::Changes);
    if (!installed) {
        std::cerr << describe(installed.error()) << "\n";
        return 1;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - clock;
    std::cout << static_cast<int>(fetched->way) << " " << fetched->fetched_bytes + json.size()
              << " " << fetched->requests + 1 << " " << after - start << " " << fetch_peak << " "
              << cpu_seconds() - after << " " << wall.count() << " " << peak_mb() << "\n";
    return 0;
}

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

} // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--client") {
        return run_client(argv[2], argv[3]);
    }
    const std::uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
    const fs::path work =
        fs::temp_directory_path() / ("zugang-sync-bench-" + std::to_string(getpid()));
    fs::create_directories(work);
    const fs::path self = fs::read_symlink("/proc/self/exe");
    const bool has_xdelta = !output_of("command -v xdelta3").empty();
    const bool has_zstd = !output_of("command -v zstd").empty();
    bench::SyncSample sample(seed);
    const fs::path server = work / "server";
    const fs::path terminal = work / "terminal";
    const auto publish = [&](bool full) {
        const auto start = std::chrono::steady_clock::now();
        content::write_package("bund", sample.bytes(), server);
        sync::publish_packs("bund", server, {.updates = 10, .full = full});
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    const auto fetch = [&](const fs::path& into) {
        return output_of(self.string() + " --client " + server.string() + " " + into.string());
    };
    std::cout
        << "seed " << seed
        << "; bytes: manifest.json and what is fetched; the metadata of TUF "
           "comes on top (3-4 kB)\n"
        << "edit | way (1 pack, 2 full, 3 objects) | bytes | target less 4 kB | requests | "
           "fetch CPU s | fetch MB | install CPU s | install s | install MB | publish s | xdelta3 "
           "| zstd -19 whole | zstd -19 of changed words | quoted: update pack, xdelta3\n";
    const auto print = [&](const char* name, std::uint64_t target, const std::string& measured,
                           double publishing, const std::string& xdelta, const std::string& zstd,
                           std::uint64_t floor, const char* quoted) {
        std::istringstream line(measured);
        std::string way;
        std::string bytes;
        line >> way >> bytes;
        std::cout << name << " | " << way << " | " << bytes << " | "
                  << (target > 0 ? std::to_string(target - 4000) : "-");
        for (std::string value; line >> value;) {
            std::cout << " | " << value;
        }
        std::cout << " | " << publishing << " | " << xdelta << " | " << zstd << " | " << floor
                  << " | " << quoted << std::endl;
    };
    const content::RecordBytes first = sample.bytes();
    double seconds = publish(true);
    print("first install", 0, fetch(terminal), seconds, "-", "-", 0, "49M");
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
        seconds = publish(false);
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
        print(edit.name, edit.target_bytes, fetch(terminal), seconds, xdelta, zstd,
              floor_bytes(before, sample.bytes()), edit.quoted);
        fs::rename(work / "new", work / "old");
    }
    print("six versions at once", 1'150'000, fetch(work / "behind"), 0, "-", "-",
          floor_bytes(first, sample.bytes()), "1.1M, 1.3M");
    fs::remove_all(work);
    return 0;
}
