#pragma once

#include "content/apply_packages.hpp"

#include <optional>
#include <set>
#include <string>

/// The part of apply_packages that knows guides.
namespace zugang::content {

/// The guides of a package over those that are there. `facts`: the package's own.
std::optional<InstallError> apply_guides(AppliedPackages& applied, const Records& package,
                                         const PackageRecord& facts);

/// Takes out what leads nowhere: answers, articles and contacts that are not there or not public,
/// words that are not complete in their language, guides without words for their start. After the
/// articles.
void sort_out_guides(AppliedPackages& applied, const std::set<std::string>& public_contacts);

} // namespace zugang::content
