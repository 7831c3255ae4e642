#include "facts.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace zugang::content::testing {
namespace {

namespace fs = std::filesystem;

std::string read_all(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (text.empty()) {
        throw std::runtime_error(file.string() + " cannot be read");
    }
    return text;
}

void insert(std::set<std::string>& set, const Numbers& numbers) {
    for (const auto& [number, count] : numbers) {
        set.insert(number);
    }
}

/// "A1" of "#### A1 `slug` - title", "7.1" of "### 7.1 title", "9" of "## 9. title".
std::string id_of(const std::string& heading) {
    std::istringstream words(heading);
    std::string id;
    words >> id >> id;
    return id.ends_with('.') ? id.substr(0, id.size() - 1) : id;
}

std::string between_ticks(const std::string& line, std::size_t from = 0) {
    const std::size_t start = line.find('`', from);
    const std::size_t end = start == std::string::npos ? start : line.find('`', start + 1);
    return end == std::string::npos ? std::string() : line.substr(start + 1, end - start - 1);
}

void read_line(const std::string& line, FactsRow& row) {
    std::string facts = line;
    const std::size_t contacts = facts.find("**Contacts:**");
    if (contacts != std::string::npos) {
        std::size_t at = contacts;
        for (std::string id = between_ticks(line, at); !id.empty(); id = between_ticks(line, at)) {
            row.contacts.insert(id);
            at = line.find('`' + id + '`', at) + id.size() + 2;
        }
    }
    for (const char* aside :
         {"**Contacts:**", "**Source:**", "**As of:**", "**Confidence:**", "**Review:**"}) {
        facts.resize(std::min(facts.size(), facts.find(aside)));
    }
    // The number of a fact in its list.
    const std::size_t text = facts.find_first_not_of(' ');
    const std::size_t digits = facts.find_first_not_of("0123456789", text);
    if (text != std::string::npos && digits != text && facts.substr(digits, 2) == ". ") {
        facts.erase(0, digits + 2);
    }
    insert(row.numbers, numbers_in(facts));
    insert(row.numbers, english_words(facts));
}

std::map<std::string, FactsRow> read_rows(const fs::path& file) {
    std::map<std::string, FactsRow> rows;
    std::istringstream lines(read_all(file));
    FactsRow* row = nullptr;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) {
            row = &rows[id_of(line)];
            std::size_t title = line.find(' ', line.find(' ') + 1);
            if (line.starts_with("#### ")) {
                row->slug = between_ticks(line);
                title = line.rfind('`');
            }
            insert(row->numbers, numbers_in(line.substr(std::min(title, line.size()))));
        } else if (row != nullptr) {
            read_line(line, *row);
        }
    }
    return rows;
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, '\t');) {
        cells.push_back(cell);
    }
    return cells;
}

FactsTable read_table(const fs::path& file) {
    FactsTable table;
    std::istringstream lines(read_all(file));
    std::string line;
    std::getline(lines, line);
    const std::vector<std::string> names = cells_of(line);
    while (std::getline(lines, line)) {
        const std::vector<std::string> cells = cells_of(line);
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < cells.size() && i < names.size(); ++i) {
            row[names[i]] = cells[i];
        }
        if (!cells.empty()) {
            table.emplace(cells.front(), std::move(row));
        }
    }
    if (table.empty()) {
        throw std::runtime_error(file.string() + " has no rows");
    }
    return table;
}

void collect(const nlohmann::json& node, std::set<std::string>& numbers) {
    if (node.is_string()) {
        insert(numbers, numbers_in(node.get_ref<const std::string&>()));
    }
    if (node.is_structured()) {
        for (const nlohmann::json& child : node) {
            collect(child, numbers);
        }
    }
}

} // namespace

Facts read_facts(const fs::path& folder) {
    Facts facts{.rows = read_rows(folder / "FACTS.md"),
                .values = read_table(folder / "values.tsv"),
                .contacts = read_table(folder / "contacts.tsv"),
                .glossary = read_table(folder / "glossary.tsv"),
                .tree = {}};
    collect(nlohmann::json::parse(read_all(folder / "decision_tree.json")).at("nodes"), facts.tree);
    return facts;
}

std::set<std::string> numbers_of(const FactsTable& table, const std::string& id,
                                 const std::vector<std::string>& columns) {
    std::set<std::string> numbers;
    const auto [first, last] = table.equal_range(id);
    for (auto row = first; row != last; ++row) {
        for (const std::string& column : columns) {
            const auto cell = row->second.find(column);
            if (cell != row->second.end()) {
                insert(numbers, numbers_in(cell->second));
                insert(numbers, english_words(cell->second));
            }
        }
    }
    return numbers;
}

} // namespace zugang::content::testing
