#pragma once

#include "content/apply_packages.hpp"

#include <map>
#include <string>

namespace zugang::content {

class Database;

/// The tables whose names begin with "guide".
void write_guides(Database& database, const AppliedPackages& applied);

/// Words for [[term]] by id, without the soft hyphens that the glossary has.
std::map<std::string, std::string> words_of_terms(const AppliedPackages& applied);

} // namespace zugang::content
