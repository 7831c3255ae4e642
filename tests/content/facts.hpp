#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "numbers.hpp"

/// The office's facts (../shared/facts): FACTS.md and the tables beside it.
namespace zugang::content::testing {

/// A section of FACTS.md.
struct FactsRow {
    std::string slug;               ///< of the article that it is for; empty for a chapter
    std::set<std::string> numbers;  ///< of its facts, without those of their list, dates of
                                    ///< the sources and of the next review
    std::set<std::string> contacts; ///< ids
};

/// A table: rows by their first column, then columns by name. Rows with one id stand together.
using FactsTable = std::multimap<std::string, std::map<std::string, std::string>>;

struct Facts {
    std::map<std::string, FactsRow> rows; ///< "A1" of "#### A1 `slug`", "7.1" of "### 7.1 Seed"
    FactsTable values;
    FactsTable contacts;
    FactsTable glossary;
    std::set<std::string> tree; ///< numbers of the texts of decision_tree.json
};

/// Throws std::runtime_error where a file is missing or has no rows.
Facts read_facts(const std::filesystem::path& folder);

/// Numbers in these columns of all rows with this id.
std::set<std::string> numbers_of(const FactsTable& table, const std::string& id,
                                 const std::vector<std::string>& columns);

} // namespace zugang::content::testing
