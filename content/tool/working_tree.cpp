#include "content/tool/working_tree.hpp"

#include "content/sha256.hpp"
#include "content/tool/build.hpp"
#include "content/tool/compile.hpp"
#include "content/tool/read_article.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// articles/<slug>/... within a package.
std::optional<std::string> slug_of(const fs::path& package, const fs::path& changed) {
    const fs::path within = changed.lexically_relative(package);
    auto part = within.begin();
    if (within.empty() || *part != "articles" || ++part == within.end()) {
        return std::nullopt;
    }
    return part->string();
}

bool is_within(const fs::path& folder, const fs::path& file) {
    const fs::path within = file.lexically_relative(folder);
    return !within.empty() && *within.begin() != "..";
}

void remove_records(RecordTable& table, const std::string& slug) {
    const std::string key = "article/" + slug;
    table.erase(key);
    const std::string texts = key + "/";
    auto entry = table.lower_bound(texts);
    while (entry != table.end() && entry->first.starts_with(texts)) {
        entry = table.erase(entry);
    }
}

} // namespace

WorkingTree::WorkingTree(std::vector<fs::path> sources, const Assets& assets, Cache cache)
    : assets_(assets), patterns_(patterns_folder, std::move(cache)) {
    for (fs::path& source : sources) {
        sources_.push_back({.folder = std::move(source), .rows = {}, .articles = {}});
    }
}

void WorkingTree::read(const Progress& progress) {
    packages_.clear();
    for (Source& source : sources_) {
        source.rows = {};
        source.articles.clear();
        Package& package = packages_.emplace_back(read_package_rows(source.folder, source.rows));
        source.folder = package.folder;
        for (auto& [name, read] : read_articles(package, source.rows, progress)) {
            source.articles.emplace(name, std::move(read.report));
            take_article(package, name, std::move(read.article));
        }
    }
    compile_everything();
}

void WorkingTree::read_again(const std::set<fs::path>& changed) {
    bool everything = false;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        std::set<std::string> slugs;
        bool rows = false;
        for (const fs::path& path : changed) {
            if (const auto slug = slug_of(sources_[i].folder, path)) {
                slugs.insert(*slug);
            } else {
                rows = rows || is_within(sources_[i].folder, path);
            }
        }
        if (rows) {
            read_rows_again(i);
            everything = true;
        }
        for (const std::string& slug : slugs) {
            read_article_again(i, slug);
            everything = !replace_records(i, slug) || everything;
        }
    }
    if (everything) {
        compile_everything();
    }
}

void WorkingTree::read_rows_again(std::size_t index) {
    Source& source = sources_[index];
    source.rows = {};
    Package fresh = read_package_rows(source.folder, source.rows);
    if (source.rows.count(Severity::Error) == 0) {
        fresh.articles = std::move(packages_[index].articles);
        fresh.unread_articles = std::move(packages_[index].unread_articles);
        packages_[index] = std::move(fresh);
    }
}

void WorkingTree::read_article_again(std::size_t index, const std::string& slug) {
    Source& source = sources_[index];
    Package& package = packages_[index];
    source.articles.erase(slug);
    const fs::path folder = source.folder / "articles" / slug;
    if (!fs::is_directory(folder)) {
        package.articles.erase(slug);
        package.unread_articles.erase(slug);
        return;
    }
    const auto before = package.articles.find(slug);
    auto article = read_article(folder, package.default_language, source.articles[slug],
                                before == package.articles.end() ? nullptr : &before->second);
    take_article(package, slug, std::move(article));
}

/// False: more than the article's own records has to be made.
bool WorkingTree::replace_records(std::size_t index, const std::string& slug) {
    const Package& package = packages_[index];
    const auto compiled = std::ranges::find(compiled_, package.id, &Compiled::id);
    if (compiled == compiled_.end()) {
        return false;
    }
    remove_records(compiled->table, slug);
    const auto article = package.articles.find(slug);
    if (article == package.articles.end()) {
        return true;
    }
    for (auto& [key, bytes] : compile_article(article->second, compiled->hyphenator)) {
        put(*compiled, key, std::move(bytes));
    }
    return std::ranges::all_of(file_keys(article->second), [&](const std::string& key) {
        return compiled->table.contains(key);
    });
}

void WorkingTree::put(Compiled& compiled, const std::string& key, std::string bytes) {
    Record record{.sha256 = sha256(bytes), .size_bytes = bytes.size()};
    bytes_->insert_or_assign(record.sha256, std::move(bytes));
    compiled.table.insert_or_assign(key, std::move(record));
}

void WorkingTree::compile_everything() {
    of_compiling_ = {};
    compiled_.clear();
    bytes_ = std::make_shared<Bytes>();
    for (tool::Compiled& made : compile_all(packages_, assets_, patterns_, of_compiling_)) {
        const auto package = std::ranges::find(packages_, made.id, &Package::id);
        Report told_already;
        Compiled& compiled = compiled_.emplace_back(
            Compiled{.id = made.id,
                     .table = {},
                     .hyphenator = Hyphenator(*package, patterns_, told_already,
                                              base_of(*package, packages_))});
        for (auto& [key, bytes] : made.bytes) {
            put(compiled, key, std::move(bytes));
        }
    }
}

Report WorkingTree::report() const {
    Report all = of_compiling_;
    for (const Source& source : sources_) {
        all.append(source.rows);
        for (const auto& [name, report] : source.articles) {
            all.append(report);
        }
    }
    return all;
}

std::vector<Records> WorkingTree::records() const {
    std::vector<Records> records;
    for (const Compiled& compiled : compiled_) {
        records.push_back({.table = compiled.table, .read = [bytes = bytes_](const Record& record) {
                               const auto found = bytes->find(record.sha256);
                               return found == bytes->end() ? std::nullopt
                                                            : std::optional(found->second);
                           }});
    }
    return records;
}

} // namespace zugang::content::tool
