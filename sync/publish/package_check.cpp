#include "sync/publish/package_check.hpp"

#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "content/sha256.hpp"
#include "sync/digest.hpp"
#include "sync/pack.hpp"
#include "sync/publish/control_characters.hpp"
#include "sync/publish/record_check.hpp"
#include "sync/publish/regular_files.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;
using content::GroupEntry;
using content::PackEntry;
using content::Record;
using content::RecordTable;

/// A version from which an update leads, and where it lies.
struct Older {
    RecordTable table;
    fs::path folder;
};

class Check {
  public:
    Check(std::string_view package, const fs::path& folder, const std::vector<fs::path>& older,
          const Progress& progress)
        : package_(package), folder_(folder), older_(older), progress_(progress) {}

    Result<CheckedPackage> run(std::string_view bytes) {
        const auto manifest = content::read_manifest(bytes);
        if (!manifest || manifest->package != package_) {
            return fail(Reason::Malformed, package_ + "/manifest.json is no manifest of " +
                                               package_ + "; run zugang-content package");
        }
        checked_.manifest = *manifest;
        if (const auto good = check_table(); !good) {
            return tl::make_unexpected(good.error());
        }
        if (const auto good = check_objects(); !good) {
            return tl::make_unexpected(good.error());
        }
        auto facts = content::read_package_record(read(checked_.table, folder_, "package"));
        if (!facts || facts->id != package_ || facts->default_language.empty()) {
            return fail(Reason::Malformed,
                        !facts ? package_ + " has no record \"package\""
                        : facts->id != package_
                            ? "its records are those of \"" + facts->id + "\", not of " + package_
                            : package_ + " names no default language");
        }
        checked_.default_language = std::move(facts->default_language);
        if (manifest->full) {
            if (const auto good = check_pack(*manifest->full, {}); !good) {
                return tl::make_unexpected(good.error());
            }
        }
        for (const PackEntry& update : manifest->updates) {
            const auto from = find_older(update.from);
            if (!from) {
                ++checked_.packs;
                ++checked_.unchecked_packs;
                continue;
            }
            if (const auto good = check_pack(update, *from); !good) {
                return tl::make_unexpected(good.error());
            }
        }
        return std::move(checked_);
    }

  private:
    Result<void> wrong(const std::string& path, const char* how) const {
        return fail(Reason::HashMismatch, (folder_ / path).string() + " is " + how +
                                              "; run zugang-content package again, then sign");
    }

    void note(const std::string& path, std::string_view stored) {
        checked_.files.push_back({.path = path, .sha256 = content::sha256(stored)});
        checked_.bytes += stored.size();
    }

    Result<std::string> catalogue_object(const GroupEntry& entry) {
        const std::string path = content::object_path(package_, entry.sha256);
        const auto stored = read_regular(folder_ / path);
        auto bytes = stored ? content::open_catalogue_object(*stored, entry) : std::nullopt;
        if (!bytes) {
            return tl::make_unexpected(wrong(path, stored ? "damaged" : "missing").error());
        }
        note(path, *stored);
        return *std::move(bytes);
    }

    Result<void> check_table() {
        const GroupEntry index{.sha256 = checked_.manifest.content,
                               .size_bytes = checked_.manifest.index_bytes};
        const auto json = catalogue_object(index);
        if (!json) {
            return tl::make_unexpected(json.error());
        }
        const auto groups = content::read_index(*json);
        if (!groups) {
            return wrong(content::object_path(package_, index.sha256), "no index");
        }
        for (const GroupEntry& entry : *groups) {
            const auto group_json = catalogue_object(entry);
            if (!group_json) {
                return tl::make_unexpected(group_json.error());
            }
            auto group = content::read_group(*group_json);
            if (!group) {
                return wrong(content::object_path(package_, entry.sha256), "no group");
            }
            checked_.table.merge(*group);
        }
        // What terminals rely on when they apply packs: the table alone gives the index.
        if (content::catalogue_of(checked_.table).content() != index.sha256) {
            return wrong(content::object_path(package_, index.sha256),
                         "not the index of its table");
        }
        return {};
    }

    Result<void> check_objects() {
        std::set<std::string> seen;
        std::size_t done = 0;
        for (const auto& [key, record] : checked_.table) {
            if (progress_) {
                progress_(done++, checked_.table.size());
            }
            if (has_control_characters(std::string_view(key), Bidi::Refused)) {
                return fail(Reason::Malformed,
                            package_ + ": the name of a record holds control characters");
            }
            const bool is_new = seen.insert(record.sha256).second;
            if (!is_new && content::is_file_key(key)) {
                continue;
            }
            const std::string path = content::object_path(package_, record.sha256);
            const auto stored = read_regular(folder_ / path);
            if (!stored) {
                return wrong(path, ("missing (" + key + ")").c_str());
            }
            const auto bytes = stored->size() == record.stored_bytes
                                   ? content::open_object(*stored, record)
                                   : std::nullopt;
            if (!bytes) {
                return wrong(path, ("damaged (" + key + ")").c_str());
            }
            if (const auto flaw = find_flaw_of_record(key, *bytes)) {
                return fail(Reason::Malformed,
                            package_ + ": the record " + key + " " + *flaw +
                                "; mend the source, run zugang-content package, then sign");
            }
            if (is_new) {
                note(path, *stored);
            }
        }
        return {};
    }

    /// Empty where it is not there: the hash of what it was needed for will be wrong.
    std::string read(const RecordTable& table, const fs::path& folder, std::string_view key) const {
        const auto record = table.find(key);
        return record == table.end()
                   ? std::string()
                   : content::read_object(folder, package_, record->second).value_or("");
    }

    std::optional<Older> find_older(const std::string& name) const {
        for (const fs::path& folder : older_) {
            for (const GroupEntry& entry : content::read_history(folder, package_)) {
                if (!entry.sha256.starts_with(name)) {
                    continue;
                }
                if (auto table = content::read_table(folder, package_, entry)) {
                    return Older{.table = std::move(*table), .folder = folder};
                }
            }
        }
        return std::nullopt;
    }

    Result<void> check_pack(const PackEntry& entry, const Older& from) {
        const std::string path =
            content::pack_path(package_, entry.from, checked_.manifest.content);
        const auto bytes = read_regular(folder_ / path);
        if (!bytes) {
            return wrong(path, "missing");
        }
        const auto size = head_bytes(std::string_view(*bytes).substr(0, pack_prelude_bytes));
        const auto head = size && *size <= bytes->size() && bytes->size() == entry.size_bytes
                              ? read_head(std::string_view(*bytes).substr(0, *size), entry)
                              : std::nullopt;
        if (!head || !leads_to_table(*head, *bytes, from)) {
            return wrong(path, "damaged");
        }
        note(path, *bytes);
        ++checked_.packs;
        return {};
    }

    bool leads_to_table(const PackHead& head, std::string_view bytes, const Older& from) const {
        RecordTable table = from.table;
        for (const std::string& key : head.removed) {
            table.erase(key);
        }
        const auto read_from = [this](const RecordTable& of, const fs::path& folder,
                                      std::string_view key) -> std::optional<std::string> {
            return of.contains(key) ? std::optional(read(of, folder, key)) : std::nullopt;
        };
        const ReadKey older = [&](std::string_view key) {
            return read_from(from.table, from.folder, key);
        };
        const ReadKey newer = [&](std::string_view key) {
            return read_from(checked_.table, folder_, key);
        };
        std::string hashes;
        for (const PackSection& section : head.sections) {
            const auto records = unpack(section, bytes.substr(section.offset, section.size_bytes),
                                        checked_.default_language, older, newer);
            if (!records || records->size() != section.records.size()) {
                return false;
            }
            for (std::size_t i = 0; i < records->size(); ++i) {
                const PackRecord& packed = section.records[i];
                const std::string sum = content::sha256((*records)[i]);
                hashes += sum;
                table.insert_or_assign(packed.key, Record{.sha256 = sum,
                                                          .size_bytes = packed.size_bytes,
                                                          .stored_bytes = packed.stored_bytes});
            }
        }
        return table == checked_.table && to_hex(bytes.substr(head.hashes_offset)) == hashes;
    }

    std::string package_;
    const fs::path& folder_;
    const std::vector<fs::path>& older_;
    const Progress& progress_;
    CheckedPackage checked_;
};

} // namespace

Result<CheckedPackage> check_package(std::string_view package, std::string_view manifest,
                                     const fs::path& folder, const std::vector<fs::path>& older,
                                     const Progress& progress) {
    return Check(package, folder, older, progress).run(manifest);
}

} // namespace zugang::sync
