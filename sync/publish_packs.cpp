#include "sync/publish_packs.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "sync/pack.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace zugang::sync {
namespace {

using content::GroupEntry;
using content::PackEntry;
using content::RecordTable;

class Publisher {
  public:
    Publisher(std::string_view package, const std::filesystem::path& out)
        : package_(package), out_(out) {}

    PublishedPacks run(const PackOptions& options,
                       const std::function<void(std::size_t, std::size_t)>& progress) {
        const content::FolderLock lock(out_ / package_);
        const std::string before = content::read_whole(manifest_file()).value_or("");
        auto manifest = content::read_manifest(before);
        auto history = content::read_history(out_, package_);
        if (!manifest || history.empty() || history.back().sha256 != manifest->content) {
            throw std::runtime_error("there is no published version of " + package_ + " in " +
                                     out_.string() + "; run zugang-content package");
        }
        current_ = manifest->content;
        const auto table = content::read_table(out_, package_, history.back());
        if (!table) {
            throw std::runtime_error("objects of " + package_ + " are missing or damaged in " +
                                     out_.string() + "; run zugang-content package again");
        }
        table_ = *table;
        const auto facts = content::read_package_record(read(table_, "package").value_or(""));
        default_language_ = facts ? facts->default_language : "de";
        history.pop_back();
        const std::size_t skipped = history.size() - std::min(history.size(), options.updates);
        history.erase(history.begin(), history.begin() + static_cast<std::ptrdiff_t>(skipped));
        const std::size_t all = history.size() + 1;
        manifest->full.reset();
        if (options.full) {
            manifest->full = pack({}, {});
        }
        manifest->updates.clear();
        for (std::size_t i = history.size(); i-- > 0;) { // the newest first
            if (progress) {
                progress(history.size() - i, all);
            }
            const auto older = content::read_table(out_, package_, history[i]);
            if (!older) {
                continue;
            }
            PackEntry update = pack(history[i].sha256, *older);
            if (!manifest->full || update.size_bytes < manifest->full->size_bytes) {
                manifest->updates.push_back(std::move(update));
            }
        }
        const std::string after = content::write_manifest(*manifest);
        published_.manifest_changed = after != before;
        if (published_.manifest_changed) {
            content::write_durably(manifest_file(), after);
        }
        remove_other_packs();
        return published_;
    }

  private:
    std::filesystem::path manifest_file() const { return out_ / content::manifest_path(package_); }

    std::optional<std::string> read(const RecordTable& table, std::string_view key) const {
        const auto record = table.find(key);
        if (record == table.end()) {
            return std::nullopt;
        }
        auto bytes = content::read_object(out_, package_, record->second);
        if (!bytes) {
            throw std::runtime_error("the object of " + std::string(key) + " of " + package_ +
                                     " is missing or damaged; run zugang-content package again");
        }
        return bytes;
    }

    PackEntry pack(const std::string& from, const RecordTable& older) {
        const std::string name = content::pack_path(package_, from, current_);
        const std::filesystem::path file = out_ / name;
        wanted_.insert(file.filename().string());
        if (!std::filesystem::exists(file)) {
            std::filesystem::create_directories(file.parent_path());
            content::write_durably(
                file, make_pack(
                          older, table_, default_language_,
                          [&](std::string_view key) { return read(older, key); },
                          [&](std::string_view key) { return read(table_, key); }, made_));
            ++published_.made;
        }
        PackEntry entry{.from = from,
                        .size_bytes = std::filesystem::file_size(file),
                        .unpacked_bytes = 0,
                        .records = 0};
        for (const auto& [key, record] : table_) {
            const auto same = older.find(key);
            if (same == older.end() || same->second != record) {
                entry.unpacked_bytes += record.size_bytes;
                ++entry.records;
            }
        }
        return entry;
    }

    void remove_other_packs() {
        const std::filesystem::path packs = out_ / package_ / "packs";
        std::vector<std::filesystem::path> others;
        for (const auto& entry : std::filesystem::directory_iterator(packs)) {
            if (entry.path().extension() == ".zgp" &&
                !wanted_.contains(entry.path().filename().string())) {
                others.push_back(entry.path());
            }
        }
        for (const std::filesystem::path& file : others) {
            std::filesystem::remove(file);
            ++published_.removed;
        }
    }

    std::string package_;
    const std::filesystem::path& out_;
    std::string current_;
    RecordTable table_;
    std::string default_language_;
    std::set<std::string> wanted_; ///< names of packs
    FrameCache made_;
    PublishedPacks published_;
};

} // namespace

PublishedPacks publish_packs(std::string_view package, const std::filesystem::path& out,
                             const PackOptions& options,
                             const std::function<void(std::size_t, std::size_t)>& progress) {
    return Publisher(package, out).run(options, progress);
}

} // namespace zugang::sync
