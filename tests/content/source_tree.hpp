#pragma once

#include "content/tool/check.hpp"
#include "content/tool/merge.hpp"
#include "content/tool/read_package.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace zugang::content::tool {

/// A copy of tests/data/content/good in a folder of its own, with assets beside it, to be spoilt.
class SourceTree {
  public:
    SourceTree();
    ~SourceTree();
    SourceTree(const SourceTree&) = delete;
    SourceTree& operator=(const SourceTree&) = delete;

    std::filesystem::path package() const { return root_ / "bund"; }
    std::filesystem::path root() const { return root_; }

    void write(const std::filesystem::path& name, std::string_view bytes) const;
    std::string read(const std::filesystem::path& name) const;
    void replace(const std::filesystem::path& name, std::string_view from,
                 std::string_view to) const;

    /// What check says, one finding a line, file names relative to the package, without the advice
    /// for empty places.
    std::string findings(std::string_view as_of = "2026-11-22") const;

    /// The package as it is after reading and merging.
    Package merged() const;

  private:
    std::filesystem::path root_;
};

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, std::string_view bytes);

} // namespace zugang::content::tool
