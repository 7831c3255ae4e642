#include "content/durable_file.hpp"
#include "content/tool/align.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/front_matter.hpp"
#include "content/tool/read_guides.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/slug.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <stdexcept>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// Hashes of an article's blocks in the default language, in their order.
std::vector<std::string> hashes_of(const SourceArticle& article) {
    const auto original = article.translations.find(article.default_language);
    return original != article.translations.end() ? block_hashes(original->second)
                                                  : std::vector<std::string>{};
}

std::vector<std::string> hashes_of(const SourceGuide& guide) {
    const auto original = guide.words.find(guide.default_language);
    return original != guide.words.end() ? guide_hashes(guide, original->second)
                                         : std::vector<std::string>{};
}

/// "article:lohn" wherever it is not the start of a longer slug.
std::string with_links(std::string text, const std::string& from, const std::string& to) {
    const std::string link = "article:" + from;
    for (std::size_t at = 0; (at = text.find(link, at)) != std::string::npos;) {
        const std::size_t end = at + link.size();
        if (end < text.size() && is_slug(std::string_view(text).substr(end, 1))) {
            at = end;
            continue;
        }
        text.replace(at, link.size(), "article:" + to);
        at += to.size();
    }
    return text;
}

/// The name in quotes that stands at a place or behind it.
std::string with_name(const TextFile& file, const std::vector<Place>& places,
                      const std::string& from, const std::string& to) {
    std::set<std::size_t, std::greater<>> offsets; // from the last one: the others stay right
    for (const Place& place : places) {
        const std::size_t start = file.offset(place.line, place.column);
        const std::size_t quoted = std::min(file.bytes().find('"' + from + '"', start),
                                            file.bytes().find('\'' + from + '\'', start));
        if (quoted == std::string::npos) {
            throw std::runtime_error(place.file_name() + ":" + std::to_string(place.line) + ": \"" +
                                     from +
                                     "\" is written in a way that cannot be "
                                     "changed here; write it in quotes, then rename again");
        }
        offsets.insert(quoted + 1);
    }
    std::string text = file.bytes();
    for (const std::size_t offset : offsets) {
        text.replace(offset, from.size(), to);
    }
    return text;
}

class Rename {
  public:
    Rename(const RenameOptions& options, std::ostream& errors)
        : options_(options), errors_(errors) {}

    int run(std::ostream& out) {
        std::vector<fs::path> folders{options_.source};
        folders.insert(folders.end(), options_.with.begin(), options_.with.end());
        if (!is_slug(options_.to)) {
            return complain("\"" + options_.to + "\" is no slug; use a-z, 0-9, \"-\" and \"_\"");
        }
        for (const fs::path& folder : folders) {
            if (!read(folder)) {
                return 1;
            }
        }
        if (!packages_.front().articles.contains(options_.from)) {
            return complain("there is no article \"" + options_.from + "\" in " +
                            options_.source.string() + "; nothing was written");
        }
        for (const Package& package : packages_) {
            const fs::path taken = package.folder / "articles" / options_.to;
            if (fs::exists(fs::symlink_status(taken))) {
                return complain(taken.string() + " is there already; nothing was written");
            }
        }
        for (const Package& package : packages_) {
            collect(package);
        }
        for (const auto& [file, text] : changed_) {
            write_durably(file, text);
        }
        for (const Package& package : packages_) {
            move(package.folder / "articles");
            for (const fs::path& language : folders_in(package.folder / "media/speech")) {
                move(language);
            }
        }
        const std::size_t kept = keep_fresh();
        out << "renamed; " << changed_.size()
            << (changed_.size() == 1 ? " file leads" : " files lead") << " to the new name";
        if (kept > 0) {
            out << ", " << kept << (kept == 1 ? " translation" : " translations")
                << " still followed the text and still do";
        }
        out << "\n";
        return 0;
    }

  private:
    int complain(const std::string& message) {
        errors_ << "zugang-content: " << message << "\n";
        return 1;
    }

    static std::vector<fs::path> folders_in(const fs::path& folder) {
        std::vector<fs::path> folders;
        std::error_code nothing_there;
        for (const auto& entry : fs::directory_iterator(folder, nothing_there)) {
            if (entry.is_directory()) {
                folders.push_back(entry.path());
            }
        }
        std::ranges::sort(folders);
        return folders;
    }

    /// False where it is no package.
    bool read(const fs::path& folder) {
        Report report;
        packages_.push_back(read_package(folder, report));
        if (packages_.back().id.empty()) {
            print(report, Format::Text, errors_);
            return false;
        }
        return true;
    }

    void collect(const Package& package) {
        std::map<fs::path, std::vector<Place>> names;
        const auto note = [&](const Reference& reference) {
            if (reference.name == options_.from) {
                names[reference.place.file_name()].push_back(reference.place);
            }
        };
        for (const SourcePhase& row : package.phases) {
            note({row.phase.article, row.article_place});
        }
        for (const auto& [slug, article] : package.articles) {
            note(article.parent);
            std::ranges::for_each(article.related, note);
        }
        for (const auto& [id, guide] : package.guides) {
            for (const SourceGuideNode& node : guide.nodes) {
                std::ranges::for_each(node.articles, note);
            }
        }
        for (const auto& [file, places] : names) {
            Report unread;
            if (const auto text = read_text(file, unread)) {
                changed_[file] = with_name(*text, places, options_.from, options_.to);
            }
        }
        for (const fs::path& folder : folders_in(package.folder / "articles")) {
            mend_links(folder, ".md");
        }
        for (const fs::path& folder : folders_in(package.folder / "guides")) {
            mend_links(folder, ".toml");
        }
    }

    /// In the files of a folder, by their bytes: also in those that cannot be read yet.
    void mend_links(const fs::path& folder, std::string_view extension) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            Report unread;
            const auto bytes = entry.path().extension() == extension
                                   ? read_bytes(entry.path(), unread)
                                   : std::nullopt;
            if (bytes) {
                std::string text = with_links(*bytes, options_.from, options_.to);
                if (text != *bytes) {
                    changed_[entry.path()] = std::move(text);
                }
            }
        }
    }

    void move(const fs::path& parent) const {
        if (fs::exists(parent / options_.from)) {
            fs::rename(parent / options_.from, parent / options_.to);
            sync_to_disk(parent);
        }
    }

    /// A link that leads to the new name changes the hash of its block, but no word that a
    /// translator would have to look at. How many translations that concerns.
    std::size_t keep_fresh() const {
        std::size_t count = 0;
        for (const Package& before : packages_) {
            Report report;
            const Package after = read_package(before.folder, report);
            for (const auto& [slug, older] : before.articles) {
                const auto newer = after.articles.find(slug == options_.from ? options_.to : slug);
                if (newer != after.articles.end()) {
                    count += keep_fresh(hashes_of(older), newer->second);
                }
            }
            for (const auto& [id, older] : before.guides) {
                const auto newer = after.guides.find(id);
                if (newer != after.guides.end()) {
                    count += keep_fresh(hashes_of(older), newer->second);
                }
            }
        }
        return count;
    }

    static std::size_t keep_fresh(const std::vector<std::string>& before,
                                  const SourceArticle& article) {
        std::size_t count = 0;
        for (const auto& [language, translation] : article.translations) {
            count += keep_fresh(before, hashes_of(article), translation.follows,
                                translation.place.file_name(), with_follows)
                         ? 1
                         : 0;
        }
        return count;
    }

    static std::size_t keep_fresh(const std::vector<std::string>& before,
                                  const SourceGuide& guide) {
        std::size_t count = 0;
        for (const auto& [language, words] : guide.words) {
            count += keep_fresh(before, hashes_of(guide), words.follows, words.place.file_name(),
                                with_follows_of_guide)
                         ? 1
                         : 0;
        }
        return count;
    }

    /// Was the file written?
    static bool keep_fresh(
        const std::vector<std::string>& before, const std::vector<std::string>& after,
        const std::optional<std::vector<std::string>>& followed, const fs::path& file,
        std::optional<std::string> (*put)(const std::string&, const std::vector<std::string>&)) {
        if (before == after || before.size() != after.size() || !followed) {
            return false;
        }
        std::vector<std::string> follows = *followed;
        for (std::string& hash : follows) {
            const auto at = std::ranges::find(before, hash);
            hash = at != before.end() ? after[static_cast<std::size_t>(at - before.begin())] : hash;
        }
        Report unread;
        const auto bytes = read_bytes(file, unread);
        const auto text = bytes ? put(*bytes, follows) : std::nullopt;
        if (!text || *text == *bytes) {
            return false;
        }
        write_durably(file, *text);
        return true;
    }

    const RenameOptions& options_;
    std::ostream& errors_;
    std::vector<Package> packages_;
    std::map<fs::path, std::string> changed_;
};

} // namespace

int run_rename(const RenameOptions& options, std::ostream& out, std::ostream& errors) {
    return Rename(options, errors).run(out);
}

} // namespace zugang::content::tool
