#include "sync/package_client.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "sync/object_store.hpp"
#include "sync/pack.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace zugang::sync {
namespace {

using content::GroupEntry;
using content::Manifest;
using content::PackEntry;
using content::Record;
using content::RecordTable;

/// Up to here a pack is fetched whole, even where a terminal wants a part of it: one request.
constexpr std::uint64_t small_pack = 64'000;

/// So often a pack may end the program, whoever's fault that is, before objects come instead.
constexpr std::uint64_t most_tries = 3;

/// A frame is hardly longer than what it holds. Whoever carries a package on may pack it with
/// another compressor than the publisher had, so the length is not the one that is listed.
std::uint64_t longest_frame(std::uint64_t size_bytes) {
    return size_bytes + size_bytes / 128 + 1024;
}

bool is_everything(const Subscription& subscription) {
    return subscription.languages.empty() && !subscription.max_speech_bytes;
}

bool is_wanted(const Subscription& wanted, std::string_view key, std::uint64_t size_bytes) {
    if (key.starts_with("speech/") && wanted.max_speech_bytes &&
        size_bytes > *wanted.max_speech_bytes) {
        return false;
    }
    const std::string_view language = content::language_of_key(key);
    return language.empty() || wanted.languages.empty() || language == wanted.default_language ||
           std::ranges::find(wanted.languages, language) != wanted.languages.end();
}

/// One run for one package.
class Run {
  public:
    Run(const ObjectStore& store, const Subscription& wanted, const Mirror& mirror,
        const Manifest& manifest, const PackageVersion& older)
        : store_(store), wanted_(wanted), mirror_(mirror), manifest_(manifest), older_(older) {}

    /// How to get there; the table too where it had to be known for that.
    std::optional<PackageError> choose() {
        if (older_.content == manifest_.content) {
            newer_ = older_.table;
            find_missing();
            way_ = missing_.empty() ? Way::Nothing : Way::Objects;
            return std::nullopt;
        }
        const auto update = std::ranges::find_if(manifest_.updates, [this](const PackEntry& pack) {
            return older_.content.starts_with(pack.from);
        });
        if (!older_.content.empty() && update != manifest_.updates.end() && is_usable(*update)) {
            way_ = Way::Update;
            pack_ = *update;
            return std::nullopt;
        }
        const bool full = manifest_.full && is_usable(*manifest_.full);
        if (full && older_.content.empty() && is_everything(wanted_)) {
            way_ = Way::Full;
            pack_ = *manifest_.full;
            return std::nullopt;
        }
        if (auto error = fetch_table()) {
            return error;
        }
        find_missing();
        way_ = missing_.empty() ? Way::Nothing : Way::Objects;
        if (full && manifest_.full->size_bytes < object_bytes()) {
            way_ = Way::Full;
            pack_ = *manifest_.full;
        }
        return std::nullopt;
    }

    Plan plan() const {
        Plan plan{.way = way_, .download_bytes = 0, .disk_bytes = 0};
        std::uint64_t unpacked = 0;
        if (way_ == Way::Objects) {
            plan.download_bytes = object_bytes();
            for (const auto& [sum, record] : missing_) {
                unpacked += record.size_bytes;
            }
        } else if (way_ != Way::Nothing) {
            plan.download_bytes = front_bytes() - std::min(front_bytes(), part_size(front_name()));
            unpacked = pack_.unpacked_bytes;
        }
        // The download, the records, and once more: what becomes rows of a database or media.
        plan.disk_bytes = plan.download_bytes + 2 * unpacked;
        return plan;
    }

    /// The version that is complete now.
    tl::expected<PackageVersion, PackageError> run() {
        fetched_.way = way_;
        if (way_ == Way::Update || way_ == Way::Full) {
            const auto problem = take_pack();
            if (problem == PackOutcome::Broken) {
                fetched_.fell_back = true;
                fetched_.way = Way::Objects;
                if (auto error = fetch_table()) {
                    return tl::unexpected(*std::move(error));
                }
            } else if (problem == PackOutcome::Interrupted) {
                return tl::unexpected(PackageError{
                    .problem = PackageProblem::Unreachable, .path = pack_path(), .why = why_});
            }
            find_missing();
        }
        for (const auto& [sum, record] : missing_) {
            if (auto error = take_object(record)) {
                return tl::unexpected(*std::move(error));
            }
        }
        return finish();
    }

    const Fetched& fetched() const { return fetched_; }
    Way way() const { return way_; }

  private:
    enum class PackOutcome : std::uint8_t { Good, Broken, Interrupted };

    std::string pack_path() const {
        return content::pack_path(manifest_.package, pack_.from, manifest_.content);
    }
    std::string pack_name() const { return std::filesystem::path(pack_path()).filename().string(); }

    /// What a terminal that leaves nothing out needs of the pack: all but the hashes at its end.
    std::uint64_t front_bytes() const {
        return pack_.size_bytes - std::min(pack_.size_bytes, pack_.records * pack_hash_bytes);
    }
    std::string front_name() const {
        return piece_name({.offset = 0, .size_bytes = front_bytes(), .limit_bytes = 0});
    }

    /// Not one that was found broken before, or that ended the program (it has too little memory).
    bool is_usable(const PackEntry& pack) const {
        const std::filesystem::path path =
            content::pack_path(manifest_.package, pack.from, manifest_.content);
        return part_size(path.filename().string() + ".tries") < most_tries;
    }

    void note_tries(std::uint64_t tries) const {
        const std::filesystem::path file = store_.part(pack_name() + ".tries");
        std::filesystem::create_directories(file.parent_path());
        content::write_quickly(file, std::string(tries, '.'));
    }

    std::uint64_t part_size(const std::string& name) const {
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(store_.part(name), error);
        return error ? 0 : size;
    }

    std::uint64_t object_bytes() const {
        std::uint64_t bytes = 0;
        for (const auto& [sum, record] : missing_) {
            bytes += record.stored_bytes - std::min(record.stored_bytes, part_size(sum));
        }
        return bytes;
    }

    void find_missing() {
        missing_.clear();
        for (const auto& [key, record] : newer_) {
            if (is_wanted(wanted_, key, record.size_bytes) && !is_here(key, record)) {
                missing_.emplace(record.sha256, record);
                if (content::is_file_key(key)) {
                    files_.insert(record.sha256);
                }
            }
        }
    }

    /// What an earlier run left may be half of a file after a power cut: it is looked into. Records
    /// of a complete version were brought to the disk.
    bool is_here(const std::string& key, const Record& record) const {
        if (!store_.has(record)) {
            return false;
        }
        const auto same = older_.table.find(key);
        const bool complete = same != older_.table.end() && same->second.sha256 == record.sha256;
        return complete || put_.contains(record.sha256) || store_.read(record).has_value();
    }

    Result<void> ask(const std::string& path, std::uint64_t offset, std::uint64_t limit_bytes,
                     std::optional<std::uint64_t> part_bytes, const Sink& sink) {
        ++fetched_.requests;
        return mirror_.fetch({.url = join_url(mirror_.url, path),
                              .limit_bytes = limit_bytes,
                              .offset_bytes = offset,
                              .part_bytes = part_bytes},
                             [&](std::string_view bytes) {
                                 fetched_.fetched_bytes += bytes.size();
                                 return sink(bytes);
                             });
    }

    static PackageError error_of(const Failure& failure, const std::string& path) {
        const PackageProblem problem = failure.reason == Reason::NotFound ? PackageProblem::NotFound
                                       : failure.reason == Reason::Network
                                           ? PackageProblem::Unreachable
                                           : PackageProblem::Damaged;
        return {.problem = problem, .path = path, .why = failure.text};
    }

    /// An index or a group: small, in memory.
    tl::expected<std::string, PackageError> fetch_small(const GroupEntry& entry) {
        const std::string path = content::object_path(manifest_.package, entry.sha256);
        std::string stored;
        const auto result = ask(path, 0, longest_frame(entry.size_bytes), std::nullopt,
                                [&stored](std::string_view bytes) {
                                    stored += bytes;
                                    return true;
                                });
        if (!result) {
            return tl::unexpected(error_of(result.error(), path));
        }
        auto bytes = content::open_catalogue_object(stored, entry);
        if (!bytes) {
            return tl::unexpected(PackageError{.problem = PackageProblem::Damaged, .path = path});
        }
        return *std::move(bytes);
    }

    /// Index and groups; those groups that the older version has too are not fetched.
    std::optional<PackageError> fetch_table() {
        const auto index =
            fetch_small({.sha256 = manifest_.content, .size_bytes = manifest_.index_bytes});
        if (!index) {
            return index.error();
        }
        const auto groups = content::read_index(*index);
        if (!groups) {
            return PackageError{.problem = PackageProblem::Damaged,
                                .path = content::object_path(manifest_.package, manifest_.content)};
        }
        std::map<std::string, std::string> known;
        for (std::string& group : content::catalogue_of(older_.table).groups) {
            std::string sum = content::sha256(group);
            known.emplace(std::move(sum), std::move(group));
        }
        newer_.clear();
        for (const GroupEntry& entry : *groups) {
            const auto here = known.find(entry.sha256);
            auto json = here != known.end() ? tl::expected<std::string, PackageError>(here->second)
                                            : fetch_small(entry);
            if (!json) {
                return json.error();
            }
            auto group = content::read_group(*json);
            if (!group) {
                return PackageError{.problem = PackageProblem::Damaged,
                                    .path = content::object_path(manifest_.package, entry.sha256)};
            }
            newer_.merge(*group);
        }
        return std::nullopt;
    }

    /// What is fetched into a file of its own.
    struct Piece {
        std::uint64_t offset = 0;
        std::uint64_t size_bytes = 0;  ///< as listed
        std::uint64_t limit_bytes = 0; ///< of what it may take instead
        bool is_part = false;          ///< of a longer file: then exactly as long as listed
    };

    /// Goes on where an earlier download ended. The file holds all of its bytes afterwards.
    Result<void> download(const std::string& path, const std::string& name, const Piece& piece) {
        const std::filesystem::path file = store_.part(name);
        std::filesystem::create_directories(file.parent_path());
        std::uint64_t there = part_size(name);
        if (there > piece.limit_bytes) {
            std::filesystem::remove(file);
            there = 0;
        }
        if (there == piece.size_bytes && there > 0) {
            return {};
        }
        std::ofstream out(file, std::ios::binary | std::ios::app);
        const std::uint64_t left = piece.limit_bytes - there;
        const auto result =
            ask(path, piece.offset + there, left,
                piece.is_part ? std::optional(left) : std::nullopt, [&](std::string_view bytes) {
                    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
                    return static_cast<bool>(out);
                });
        out.close();
        if (!out) {
            throw std::system_error(errno, std::generic_category(),
                                    "cannot write " + file.string());
        }
        return result;
    }

    std::optional<PackageError> take_object(const Record& record) {
        const std::string path = content::object_path(manifest_.package, record.sha256);
        for (const bool again : {false, true}) {
            const bool resumed = part_size(record.sha256) > 0;
            const bool is_frame = record.stored_bytes < record.size_bytes;
            const auto result = download(
                path, record.sha256,
                {.size_bytes = record.stored_bytes,
                 .limit_bytes = is_frame ? longest_frame(record.size_bytes) : record.size_bytes});
            if (!result && result.error().reason == Reason::Network) {
                return error_of(result.error(), path);
            }
            auto stored = content::read_whole(store_.part(record.sha256));
            const auto bytes =
                result && stored ? content::open_object(std::move(*stored), record) : std::nullopt;
            std::filesystem::remove(store_.part(record.sha256));
            if (bytes) {
                store_.put(record, files_.contains(record.sha256), *bytes);
                put_.insert(record.sha256);
                return std::nullopt;
            }
            if (!resumed || again) { // an older part may have been the damage
                return error_of(
                    result ? Failure{Reason::HashMismatch, path + " is not what the manifest says"}
                           : result.error(),
                    path);
            }
        }
        return std::nullopt;
    }

    // Packs.

    std::string piece_name(const Piece& piece) const {
        return piece.offset == 0 && piece.size_bytes == pack_.size_bytes
                   ? pack_name()
                   : pack_name() + "." + std::to_string(piece.offset) + "-" +
                         std::to_string(piece.size_bytes);
    }

    PackOutcome fetch_piece(const Piece& piece) {
        const auto result = download(pack_path(), piece_name(piece), piece);
        if (!result) {
            why_ = result.error().text;
            return result.error().reason == Reason::Network ? PackOutcome::Interrupted
                                                            : PackOutcome::Broken;
        }
        if (part_size(piece_name(piece)) != piece.size_bytes) {
            return PackOutcome::Broken; // it ends too early
        }
        pieces_.push_back(piece);
        return PackOutcome::Good;
    }

    /// Bytes of the pack, out of the piece that holds them.
    std::optional<std::string> bytes_at(std::uint64_t offset, std::uint64_t size_bytes) const {
        for (const Piece& piece : pieces_) {
            if (offset < piece.offset || offset + size_bytes > piece.offset + piece.size_bytes) {
                continue;
            }
            std::ifstream file(store_.part(piece_name(piece)), std::ios::binary);
            file.seekg(static_cast<std::streamoff>(offset - piece.offset));
            std::string bytes(size_bytes, '\0');
            file.read(bytes.data(), static_cast<std::streamsize>(size_bytes));
            if (file.gcount() == static_cast<std::streamsize>(size_bytes)) {
                return bytes;
            }
        }
        return std::nullopt;
    }

    bool is_wanted_section(const PackSection& section) const {
        return std::ranges::any_of(section.records, [this](const PackRecord& record) {
            return is_wanted(wanted_, record.key, record.size_bytes);
        });
    }

    /// The head, then what is wanted.
    PackOutcome fetch_pieces(std::optional<PackHead>& head) {
        if (front_bytes() < pack_prelude_bytes) {
            return PackOutcome::Broken;
        }
        const bool small = pack_.size_bytes <= small_pack;
        const bool whole = is_everything(wanted_) || small;
        const auto part = [](std::uint64_t offset, std::uint64_t size_bytes) {
            return Piece{.offset = offset,
                         .size_bytes = size_bytes,
                         .limit_bytes = size_bytes,
                         .is_part = true};
        };
        const Piece start_of_pack = part(0, is_everything(wanted_) ? front_bytes()
                                            : small                ? pack_.size_bytes
                                                                   : pack_prelude_bytes);
        if (const auto outcome = fetch_piece(start_of_pack); outcome != PackOutcome::Good) {
            return outcome;
        }
        const auto start = bytes_at(0, pack_prelude_bytes);
        const auto size = start ? head_bytes(*start) : std::nullopt;
        if (!size || *size > pack_.size_bytes) {
            return PackOutcome::Broken;
        }
        if (!whole) {
            if (const auto outcome = fetch_piece(part(0, *size)); outcome != PackOutcome::Good) {
                return outcome;
            }
        }
        const auto bytes = bytes_at(0, *size);
        head = bytes ? read_head(*bytes, pack_) : std::nullopt;
        if (!head) {
            return PackOutcome::Broken;
        }
        std::vector<Piece> ranges;
        const auto add = [&](std::uint64_t offset, std::uint64_t size_bytes) {
            if (!ranges.empty() && ranges.back().offset + ranges.back().size_bytes == offset) {
                ranges.back() = part(ranges.back().offset, ranges.back().size_bytes + size_bytes);
            } else {
                ranges.push_back(part(offset, size_bytes));
            }
        };
        if (!whole) {
            for (const PackSection& section : head->sections) {
                if (is_wanted_section(section)) {
                    add(section.offset, section.size_bytes);
                }
            }
            add(head->hashes_offset, head->file_bytes - head->hashes_offset);
        }
        for (const Piece& range : ranges) {
            if (range.size_bytes == 0) {
                continue;
            }
            if (const auto outcome = fetch_piece(range); outcome != PackOutcome::Good) {
                return outcome;
            }
        }
        return PackOutcome::Good;
    }

    PackOutcome take_pack() {
        std::optional<PackHead> head;
        PackOutcome outcome = fetch_pieces(head);
        if (outcome == PackOutcome::Good) {
            note_tries(part_size(pack_name() + ".tries") + 1);
            outcome = apply(*head) ? PackOutcome::Good : PackOutcome::Broken;
        }
        if (outcome != PackOutcome::Interrupted) {
            for (const Piece& piece : pieces_) {
                std::filesystem::remove(store_.part(piece_name(piece)));
            }
        }
        if (outcome == PackOutcome::Broken) {
            note_tries(most_tries);
        } else if (outcome == PackOutcome::Good) {
            std::filesystem::remove(store_.part(pack_name() + ".tries"));
        }
        return outcome;
    }

    /// Records out of the pack; false where it does not lead to what the manifest says.
    bool apply(const PackHead& head) {
        newer_ = older_.table;
        for (const std::string& key : head.removed) {
            newer_.erase(key);
        }
        const ReadKey read_older = [this](std::string_view key) { return read(older_.table, key); };
        const ReadKey read_newer = [this](std::string_view key) { return read(newer_, key); };
        std::uint64_t index = 0;
        for (const PackSection& section : head.sections) {
            const bool apply_it = is_wanted_section(section);
            std::optional<std::vector<std::string>> records;
            if (apply_it) {
                const auto bytes = bytes_at(section.offset, section.size_bytes);
                records = bytes ? unpack(section, *bytes, wanted_.default_language, read_older,
                                         read_newer)
                                : std::nullopt;
                if (!records) {
                    return false;
                }
            }
            for (std::size_t i = 0; i < section.records.size(); ++i, ++index) {
                const auto record = apply_it ? keep(section.records[i], (*records)[i])
                                             : noted(section.records[i], head, index);
                if (!record) {
                    return false;
                }
                newer_.insert_or_assign(section.records[i].key, *record);
            }
        }
        return content::catalogue_of(newer_).content() == manifest_.content;
    }

    std::optional<Record> keep(const PackRecord& packed, const std::string& bytes) {
        Record record{.sha256 = content::sha256(bytes),
                      .size_bytes = packed.size_bytes,
                      .stored_bytes = packed.stored_bytes};
        if (is_wanted(wanted_, packed.key, packed.size_bytes)) {
            store_.put(record, content::is_file_key(packed.key), bytes);
            put_.insert(record.sha256);
        }
        return record;
    }

    /// A record that is not wanted: its hash stands at the end of the pack.
    std::optional<Record> noted(const PackRecord& packed, const PackHead& head,
                                std::uint64_t index) const {
        const auto hash = bytes_at(head.hashes_offset + 32 * index, 32);
        if (!hash) {
            return std::nullopt;
        }
        Record record{
            .sha256 = {}, .size_bytes = packed.size_bytes, .stored_bytes = packed.stored_bytes};
        for (const char byte : *hash) {
            const auto value = static_cast<unsigned char>(byte);
            record.sha256 += "0123456789abcdef"[value >> 4U];
            record.sha256 += "0123456789abcdef"[value & 0xfU];
        }
        return record;
    }

    std::optional<std::string> read(const RecordTable& table, std::string_view key) const {
        const auto record = table.find(key);
        return record == table.end() ? std::nullopt : store_.read(record->second);
    }

    PackageVersion finish() {
        PackageVersion version{.content = manifest_.content, .table = std::move(newer_)};
        if (way_ != Way::Nothing || older_.content != manifest_.content) {
            store_.sync();
            write_version(store_.version_file(manifest_.package), version);
        }
        return version;
    }

    const ObjectStore& store_;
    const Subscription& wanted_;
    const Mirror& mirror_;
    const Manifest& manifest_;
    const PackageVersion& older_;
    RecordTable newer_;
    std::map<std::string, Record> missing_; ///< by SHA-256
    std::set<std::string> files_;           ///< those of them that are files
    std::set<std::string> put_;             ///< SHA-256 of what this run stored
    Way way_ = Way::Nothing;
    PackEntry pack_;
    std::vector<Piece> pieces_;
    std::string why_; ///< a piece could not be fetched
    Fetched fetched_;
};

void remove_all_but(const std::set<std::filesystem::path>& files,
                    const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> others;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (!files.contains(entry.path())) {
            others.push_back(entry.path());
        }
    }
    for (const std::filesystem::path& file : others) {
        std::filesystem::remove(file, error); // what stays is tried again the next time
    }
}

std::uint64_t database_bytes(const std::filesystem::path& content) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(content / "current/content.db", error);
    return error ? 0 : size;
}

} // namespace

std::string describe(const PackageError& error) {
    switch (error.problem) {
    case PackageProblem::NoSpace:
        return "the disk has " + std::to_string(error.free_bytes / 1'000'000) + " MB left, " +
               std::to_string(error.needed_bytes / 1'000'000 + 1) + " MB are needed";
    case PackageProblem::NotFound:
    case PackageProblem::Damaged:
        return error.why.empty() ? error.path + " is not what the manifest says" : error.why;
    case PackageProblem::Unreachable:
        return error.why + "; the next run goes on from there";
    }
    return error.why;
}

PackageClient::PackageClient(std::filesystem::path content, Subscription subscription,
                             Mirror mirror, std::function<std::uint64_t()> free_bytes)
    : content_(std::move(content)), subscription_(std::move(subscription)),
      mirror_(std::move(mirror)), free_bytes_(std::move(free_bytes)) {
}

const PackageVersion& PackageClient::known(std::string_view package) const {
    auto found = versions_.find(package);
    if (found == versions_.end()) {
        found =
            versions_.emplace(package, read_version(ObjectStore(content_).version_file(package)))
                .first;
    }
    return found->second;
}

std::string PackageClient::version(std::string_view package) const {
    return known(package).content;
}

tl::expected<Plan, PackageError> PackageClient::plan(const Manifest& manifest) {
    const ObjectStore store(content_);
    Run run(store, subscription_, mirror_, manifest, known(manifest.package));
    if (auto error = run.choose()) {
        return tl::unexpected(std::move(*error));
    }
    Plan plan = run.plan();
    if (plan.way != Way::Nothing) {
        plan.disk_bytes += database_bytes(content_);
    }
    return plan;
}

tl::expected<Fetched, PackageError> PackageClient::fetch(const Manifest& manifest) {
    const ObjectStore store(content_);
    Run run(store, subscription_, mirror_, manifest, known(manifest.package));
    if (auto error = run.choose()) {
        return tl::unexpected(std::move(*error));
    }
    if (run.way() != Way::Nothing) {
        std::filesystem::create_directories(content_);
        const std::uint64_t needed = run.plan().disk_bytes + database_bytes(content_);
        const std::uint64_t there =
            free_bytes_ ? free_bytes_() : std::filesystem::space(content_).available;
        if (there < needed) {
            return tl::unexpected(PackageError{.problem = PackageProblem::NoSpace,
                                               .path = {},
                                               .needed_bytes = needed,
                                               .free_bytes = there});
        }
    }
    auto version = run.run();
    if (!version) {
        return tl::unexpected(std::move(version.error()));
    }
    versions_.insert_or_assign(manifest.package, *std::move(version));
    return run.fetched();
}

std::optional<content::Records> PackageClient::records(std::string_view package) const {
    if (version(package).empty()) {
        return std::nullopt;
    }
    content::Records records;
    for (const auto& [key, record] : table(package)) {
        if (is_wanted(subscription_, key, record.size_bytes)) {
            records.table.emplace_hint(records.table.end(), key, record);
        }
    }
    records.read = [store = ObjectStore(content_)](const Record& record) {
        return store.read(record);
    };
    return records;
}

const RecordTable& PackageClient::table(std::string_view package) const {
    return known(package).table;
}

void PackageClient::mark_shown(std::string_view package) const {
    const std::filesystem::path file = ObjectStore(content_).shown_file(package);
    const PackageVersion& version = known(package);
    std::string shown;
    std::getline(std::ifstream(file), shown);
    if (shown != version.content) {
        write_version(file, version);
    }
}

bool PackageClient::return_to_shown(std::string_view package) {
    const ObjectStore store(content_);
    PackageVersion shown = read_version(store.shown_file(package));
    if (shown.content.empty() || shown.content == version(package)) {
        return false;
    }
    write_version(store.version_file(package), shown);
    versions_.insert_or_assign(std::string(package), std::move(shown));
    return true;
}

std::size_t PackageClient::remove_damaged(std::string_view package) const {
    const ObjectStore store(content_);
    std::size_t count = 0;
    for (const auto& [key, record] : table(package)) {
        if (store.has(record) && !store.read(record)) {
            store.remove(record);
            ++count;
        }
    }
    return count;
}

void PackageClient::prune(std::span<const std::string> packages) const {
    const ObjectStore store(content_);
    std::set<std::string> needed;
    std::set<std::filesystem::path> files;
    for (const std::string& package : packages) {
        files.insert({store.version_file(package), store.shown_file(package)});
        for (const auto& [key, record] : table(package)) {
            needed.insert(record.sha256);
        }
    }
    store.prune(needed);
    for (const char* folder : {"versions", "shown"}) {
        remove_all_but(files, content_ / "objects" / folder);
    }
}

} // namespace zugang::sync
