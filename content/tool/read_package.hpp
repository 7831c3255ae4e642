#pragma once

#include "content/tool/source.hpp"

#include <filesystem>
#include <functional>

namespace zugang::content::tool {

/// Called now and then while a package is read, by the caller's thread, with how many articles are
/// done and how many there are.
using Progress = std::function<void(std::size_t, std::size_t)>;

/// A package as far as it can be read; everything that is wrong with its form is a finding.
/// Articles are read on all processors.
Package read_package(const std::filesystem::path& folder, Report& report,
                     const Progress& progress = {});

} // namespace zugang::content::tool
