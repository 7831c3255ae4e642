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
    return first.place.file_name() + ": " + first.what + "; " + first.advice;
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

tl::expected<std::optional<List>, std::string> read_list(const fs::path& folder) {
    if (!fs::exists(folder / import_list)) {
        return std::nullopt;
    }
    Report report;
    const auto root = read_toml(folder / import_list, report);
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
        files_[fs::path(import_list)] = write_list(after_);
        return std::move(overlay_);
    }

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

} // namespace

tl::expected<Overlay, std::string> lay_over(const fs::path& folder, const Decisions& decisions,
                                            SourceFiles& files) {
    const auto list = read_list(folder);
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
    const List before = list->value_or(List{});
    Overlay overlay = Laying(before, here, decisions, files).run();
    for (const auto* names : {&decisions.take, &decisions.keep}) {
        for (const std::string& name : *names) {
            if (!contains(overlay.settled, name) && !contains(overlay.kept, name)) {
                return tl::unexpected("\"" + name +
                                      "\" was not edited here; name a file as the report of the "
                                      "import does");
            }
        }
    }
    return overlay;
}

} // namespace zugang::content::tool
