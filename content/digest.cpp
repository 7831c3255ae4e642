#include "content/digest.hpp"

#include "content/database.hpp"
#include "content/schema.hpp"
#include "content/sha256.hpp"

namespace zugang::content {

std::string table_digest(Database& database) {
    Sha256 sum;
    for (const auto& [table, sql] : table_rows) {
        sum.add(table);
        sum.add("\n");
        Statement rows(database, sql);
        while (rows.step()) {
            for (int column = 0; column < rows.columns(); ++column) {
                const std::string_view text = rows.text(column);
                sum.add(std::to_string(text.size()) + ":");
                sum.add(text);
            }
            sum.add("\n");
        }
    }
    return sum.finish();
}

} // namespace zugang::content
