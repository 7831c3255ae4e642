#pragma once

#include "content/records.hpp"
#include "content/tool/assets.hpp"
#include "content/tool/hyphenate.hpp"
#include "content/tool/patterns.hpp"
#include "content/tool/read_package.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// Packages in the hands of somebody who writes them: read and compiled once, then only what was
/// saved. Where a file has errors in its form, what it said before stays. Other than in a build,
/// words of German articles that were changed become names for the hyphenation of other articles
/// only when everything is compiled again.
class WorkingTree {
  public:
    /// `sources`: folders of packages. `assets` must outlive it.
    WorkingTree(std::vector<std::filesystem::path> sources, const Assets& assets, Cache cache);

    /// Reads and compiles everything that is there.
    void read(const Progress& progress);

    /// Reads what was saved, made or removed: files or folders.
    void read_again(const std::set<std::filesystem::path>& changed);

    /// Reads what would keep the first new word waiting (Patterns::read).
    void read_patterns() { patterns_.read(); }

    /// As given, and what is wrong with their form or with the files that they name.
    const std::vector<Package>& packages() const { return packages_; }
    Report report() const;

    /// For `install`, in the order in which packages are applied.
    std::vector<Records> records() const;

  private:
    struct Source { ///< of the package at the same index
        std::filesystem::path folder;
        Report rows;
        std::map<std::string, Report> articles; ///< by name of the folder
    };
    struct Compiled {
        std::string id;
        RecordTable table;
        Hyphenator hyphenator;
    };
    using Bytes = std::map<std::string, std::string, std::less<>>; ///< by SHA-256

    void read_rows_again(std::size_t package);
    void read_article_again(std::size_t package, const std::string& slug);
    void compile_everything();
    bool replace_records(std::size_t package, const std::string& slug);
    void put(Compiled& compiled, const std::string& key, std::string bytes);

    const Assets& assets_;
    PatternFiles patterns_;
    std::vector<Source> sources_;
    std::vector<Package> packages_;
    std::vector<Compiled> compiled_; ///< in the order in which they are applied
    std::shared_ptr<Bytes> bytes_ = std::make_shared<Bytes>();
    Report of_compiling_;
};

} // namespace zugang::content::tool
