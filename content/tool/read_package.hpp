#pragma once

#include "content/tool/source.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace zugang::content::tool {

/// Called now and then while a package is read, by the caller's thread, with how many articles are
/// done and how many there are.
using Progress = std::function<void(std::size_t, std::size_t)>;

/// An article and what is wrong with its form.
struct ReadArticle {
    std::optional<SourceArticle> article;
    Report report;
};

/// A package without its articles, and then these, by the names of their folders, read on all
/// processors. Without an id: there is no package.toml, or none that can be read.
Package read_package_rows(const std::filesystem::path& folder, Report& report);
std::map<std::string, ReadArticle> read_articles(const Package& package, Report& report,
                                                 const Progress& progress = {});

/// Puts an article that was read in its place. Without one, and without an earlier one, it is noted
/// as one that could not be read.
void take_article(Package& package, const std::string& slug, std::optional<SourceArticle> article);

/// A package as far as it can be read; everything that is wrong with its form is a finding.
/// Articles are read on all processors.
Package read_package(const std::filesystem::path& folder, Report& report,
                     const Progress& progress = {});

} // namespace zugang::content::tool
