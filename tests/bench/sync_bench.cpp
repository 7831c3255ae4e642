// What an update costs: bytes, requests, CPU and memory of a terminal that has the version before.
// sync_bench [SEED]: prints a table, beside it what xdelta3 and zstd -19 need for the same edit
// where these programs are there, and the published figures of another run, marked as quoted.
#include "content/record_json.hpp"
#include "content/zstd_bytes.hpp"
#include "tests/run_command.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "country.hpp"
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
    bench::Country country(work);
    std::cout
        << "seed " << seed
        << "; zugang-sync against nginx, signed by zugang-publish; bytes of files, metadata "
           "included, and the same with the heads of answers\n"
           "edit | target | ending | bytes | with heads | requests | CPU s | wall s | MB | "
           "publish s | xdelta3 | zstd -19 whole | zstd -19 of changed words | quoted: update "
           "pack, xdelta3\n";
    const auto print = [&](const char* name, std::uint64_t target, const bench::RunCost& cost,
                           double publishing, const std::string& xdelta, const std::string& zstd,
                           std::uint64_t floor, const char* quoted) {
        std::cout << name << " | " << (target > 0 ? std::to_string(target) : "-") << " | "
                  << cost.ending << " | " << cost.body_bytes << " | "
                  << cost.body_bytes + cost.head_bytes << " | " << cost.requests << " | "
                  << cost.cpu_s << " | " << cost.wall_s << " | " << cost.peak_mb << " | "
                  << publishing << " | " << xdelta << " | " << zstd << " | " << floor << " | "
                  << quoted << std::endl;
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

    // The target of ten versions is a tenth more than the sum of what changed in each.
    fs::rename(work / "behind", work / "ten-behind");
    std::uint64_t sum = 0;
    const content::RecordBytes tenth = sample.bytes();
    for (int i = 0; i < 10; ++i) {
        const content::RecordBytes before = sample.bytes();
        if (i == 3) {
            sample.add_articles();
        } else if (i % 2 == 0) {
            sample.change_one_article();
        } else {
            sample.correct_typos();
        }
        sum += floor_bytes(before, sample.bytes());
        country.release(sample.bytes());
    }
    print("ten versions at once", sum + sum / 10, country.fetch(work / "ten-behind"), 0, "-", "-",
          floor_bytes(tenth, sample.bytes()), "-");
    fs::remove_all(work);
    return 0;
}
