#include "content/tool/import_overlay.hpp"

#include "content/sha256.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// By name: the SHA-256 of what the source had.
using Hashes = std::map<std::string, std::string>;

struct List {
    Hashes files;  ///< as the last import found them
    Hashes edited; ///< as they were when the edit was made
};

std::string problem_in(const Report& report) {
    const std::vector<Finding> findings = report.sorted();
    const Finding& first = findings.front();
    return first.place.file_name() + ":" + std::to_string(first.place.line) + ": " + first.what +
           "; " + first.advice;
}

Hashes read_hashes(TableReader& root, std::string_view key) {
    Hashes hashes;
    if (const TomlNode* table = root.table(key)) {
        for (const TomlEntry& entry : table->entries) {
            hashes[entry.key] = entry.node.text;
        }
    }
    return hashes;
}

tl::expected<std::optional<List>, std::string> read_list(const fs::path& file) {
    if (!fs::exists(file)) {
        return std::nullopt;
    }
    Report report;
    const auto root = read_toml(file, report);
    if (!root) {
        return tl::unexpected(problem_in(report));
    }
    TableReader table(*root, report);
    return List{.files = read_hashes(table, "files"), .edited = read_hashes(table, "edited")};
}

std::string write_list(const List& list) {
    std::string toml =
        "# Written by zugang-content import, by which it knows what was edited here. "
        "Do not change it.\n";
    const auto add = [&toml](const char* name, const Hashes& hashes) {
        toml += std::string("\n[") + name + "]\n";
        for (const auto& [file, hash] : hashes) {
            toml += "\"" + file + "\" = \"" + hash + "\"\n";
        }
    };
    toml += "\n# What was edited here and is kept: what the source said when it was.";
    add("edited", list.edited);
    add("files", list.files);
    return toml;
}

/// The files that are there; hidden ones and the list are not of the package.
tl::expected<SourceFiles, std::string> read_folder(const fs::path& folder) {
    SourceFiles files;
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, error);
    for (const fs::recursive_directory_iterator end; !error && entries != end;
         entries.increment(error)) {
        const fs::path name = entries->path().lexically_relative(folder);
        if (entries->path().filename().native().starts_with('.')) {
            return tl::unexpected(entries->path().string() +
                                  ": an import replaces its folder as a whole; let the folder be "
                                  "one within your repository, and take this out of it");
        }
        if (entries->is_directory() || name == import_list) {
            continue;
        }
        Report report;
        auto bytes = read_bytes(entries->path(), report);
        if (!bytes) {
            return tl::unexpected(problem_in(report));
        }
        files[name] = std::move(*bytes);
    }
    if (error) {
        return tl::unexpected(folder.string() + ": " + error.message());
    }
    return files;
}

std::optional<std::string> hash_in(const SourceFiles& files, const std::string& name) {
    const auto found = files.find(name);
    return found == files.end() ? std::nullopt : std::optional(sha256(found->second));
}

std::optional<std::string> find(const Hashes& hashes, const std::string& name) {
    const auto found = hashes.find(name);
    return found == hashes.end() ? std::nullopt : std::optional(found->second);
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

class Laying {
  public:
    Laying(const List& before, const SourceFiles& here, const Decisions& decisions,
           SourceFiles& files)
        : before_(before), here_(here), decisions_(decisions), files_(files) {}

    Overlay run() {
        for (const auto& [name, bytes] : files_) {
            after_.files[name.string()] = sha256(bytes);
        }
        std::set<std::string> names;
        for (const auto& [name, hash] : before_.files) {
            names.insert(name);
        }
        for (const auto& [name, bytes] : here_) {
            names.insert(name.string());
        }
        for (const std::string& name : names) {
            look_at(name);
        }
        return std::move(overlay_);
    }

    const List& list() const { return after_; } ///< of this import, once it was run

  private:
    void look_at(const std::string& name) {
        const std::optional<std::string> written = find(before_.files, name);
        const std::optional<std::string> here = hash_in(here_, name);
        const std::optional<std::string> source = find(after_.files, name);
        if (!written && !source) {
            overlay_.own.push_back(name);
            files_[name] = here_.at(name);
        } else if (here != written && here != source) {
            edit(name, written, source);
        }
    }

    /// What is here is neither what was imported nor what would be.
    void edit(const std::string& name, const std::optional<std::string>& written,
              const std::optional<std::string>& source) {
        if (contains(decisions_.take, name)) {
            overlay_.settled.push_back(name);
            return;
        }
        const std::string none = "none"; // the source has no such file
        std::string answers = find(before_.edited, name).value_or(written.value_or(none));
        if (contains(decisions_.keep, name)) {
            answers = source.value_or(none);
        }
        (answers == source.value_or(none) ? overlay_.kept : overlay_.conflicts).push_back(name);
        after_.edited[name] = answers;
        const auto bytes = here_.find(name);
        if (bytes == here_.end()) {
            files_.erase(name);
        } else {
            files_[name] = bytes->second;
        }
    }

    const List& before_;
    const SourceFiles& here_;
    const Decisions& decisions_;
    SourceFiles& files_;
    List after_;
    Overlay overlay_;
};

/// Every decision must be about something that was edited.
std::string wrong_decision(const Decisions& decisions, const Overlay& overlay) {
    for (const auto* names : {&decisions.take, &decisions.keep}) {
        for (const std::string& name : *names) {
            if (!contains(overlay.settled, name) && !contains(overlay.kept, name)) {
                return "\"" + name +
                       "\" was not edited here; name it as the report of the import does";
            }
        }
    }
    return {};
}

/// Rows as files of their own; the head, if there is one, keeps the name of the file.
void take_apart(const Rows& rows, SourceFiles& files) {
    const fs::path name(places_file);
    files.erase(name);
    if (!rows.head.empty()) {
        files[name] = rows.head;
    }
    for (const auto& [id, bytes] : rows.rows) {
        files[row_name(places_file, id)] = bytes;
    }
}

/// In the order of `first`, then of `then`, then by id. Takes the pieces out of `files`.
Rows put_together(const Rows& first, const Rows& then, SourceFiles& files) {
    Rows rows;
    const auto take = [&files](const fs::path& name) {
        auto piece = files.extract(name);
        return piece.empty() ? std::nullopt : std::optional(std::move(piece.mapped()));
    };
    rows.head = take(fs::path(places_file)).value_or("");
    for (const Rows* order : {&first, &then}) {
        for (const auto& [id, bytes] : order->rows) {
            if (auto row = take(row_name(places_file, id))) {
                rows.rows.emplace_back(id, std::move(*row));
            }
        }
    }
    return rows;
}

tl::expected<Rows, std::string> split_places(const SourceFiles& files, const fs::path& folder) {
    const auto found = files.find(fs::path(places_file));
    if (found == files.end()) {
        return Rows{};
    }
    Report report;
    auto rows = split_rows((folder / places_file).string(), found->second, "place", report);
    if (!rows) {
        return tl::unexpected(problem_in(report));
    }
    return *std::move(rows);
}

} // namespace

tl::expected<Overlay, std::string> lay_over(const fs::path& folder, const Decisions& decisions,
                                            SourceFiles& files) {
    const auto list = read_list(folder / import_list);
    if (!list) {
        return tl::unexpected(list.error());
    }
    SourceFiles here;
    if (list->has_value()) {
        auto read = read_folder(folder);
        if (!read) {
            return tl::unexpected(read.error());
        }
        here = std::move(*read);
    }
    const auto places_here = split_places(here, folder);
    const auto places = split_places(files, "the import");
    if (!places_here || !places) {
        return tl::unexpected((places_here ? places : places_here).error());
    }
    take_apart(*places_here, here);
    take_apart(*places, files);
    const List before = list->value_or(List{});
    Laying laying(before, here, decisions, files);
    Overlay overlay = laying.run();
    if (std::string wrong = wrong_decision(decisions, overlay); !wrong.empty()) {
        return tl::unexpected(std::move(wrong));
    }
    const Rows joined = put_together(*places_here, *places, files);
    if (!joined.head.empty() || !joined.rows.empty()) {
        files[fs::path(places_file)] = join_rows(joined);
    }
    files[fs::path(import_list)] = write_list(laying.list());
    return overlay;
}

tl::expected<LaidRows, std::string> lay_over_places(const fs::path& folder, const std::string& list,
                                                    const Decisions& decisions, const Rows& rows,
                                                    const std::vector<std::string>& unread) {
    const auto written = read_list(folder / list);
    if (!written) {
        return tl::unexpected(written.error());
    }
    List before = written->value_or(List{});
    List kept;
    for (const std::string& id : unread) { // for now rows of nobody's
        const std::string name = row_name(places_file, id).string();
        kept.files.insert(before.files.extract(name));
        kept.edited.insert(before.edited.extract(name));
    }
    SourceFiles file;
    if (fs::exists(folder / places_file)) {
        Report report;
        auto bytes = read_bytes(folder / places_file, report);
        if (!bytes) {
            return tl::unexpected(problem_in(report));
        }
        file[fs::path(places_file)] = std::move(*bytes);
    }
    const auto rows_here = split_places(file, folder);
    if (!rows_here) {
        return tl::unexpected(rows_here.error());
    }
    SourceFiles here;
    SourceFiles files;
    take_apart(*rows_here, here);
    take_apart({.head = rows_here->head, .rows = rows.rows}, files);
    Laying laying(before, here, decisions, files);
    LaidRows laid{.overlay = laying.run()};
    laid.overlay.own.clear();
    if (std::string wrong = wrong_decision(decisions, laid.overlay); !wrong.empty()) {
        return tl::unexpected(std::move(wrong));
    }
    List after = laying.list();
    after.files.erase(std::string(places_file));
    after.edited.erase(std::string(places_file));
    for (const auto& [name, hash] : after.files) {
        const auto then = find(before.files, name);
        ++(!then ? laid.added : *then == hash ? laid.same : laid.changed);
    }
    for (const auto& [name, hash] : before.files) {
        laid.gone += after.files.contains(name) ? 0 : 1;
    }
    after.files.merge(kept.files);
    after.edited.merge(kept.edited);
    laid.file = join_rows(put_together(*rows_here, rows, files));
    laid.list = write_list(after);
    return laid;
}

} // namespace zugang::content::tool
