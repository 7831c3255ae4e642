#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace zugang::content {

/// Rows of a package over those of the packages before it: rows with the same id are replaced where
/// they stand, new ones go to the end, rows of one id stay together. `id_of` gives a row's id.
template <typename Row, typename IdOf>
void replace_rows(std::vector<Row>& rows, const std::vector<Row>& newer, const IdOf& id_of) {
    std::set<std::string> replaced;
    for (const Row& row : newer) {
        replaced.insert(id_of(row));
    }
    std::vector<Row> result;
    std::set<std::string> done;
    const auto put_newer = [&](const std::string& id) {
        if (done.insert(id).second) {
            for (const Row& row : newer) {
                if (id_of(row) == id) {
                    result.push_back(row);
                }
            }
        }
    };
    for (Row& row : rows) {
        if (replaced.contains(id_of(row))) {
            put_newer(id_of(row));
        } else {
            result.push_back(std::move(row));
        }
    }
    for (const Row& row : newer) {
        put_newer(id_of(row));
    }
    rows = std::move(result);
}

} // namespace zugang::content
