#include "content/digest.hpp"

#include "content/database.hpp"
#include "content/schema.hpp"
#include "content/sha256.hpp"

namespace zugang::content {

std::string table_digest(Database& database) {
    Sha256 sum;
    std::string part; // libcrypto is fast with large pieces
    for (const auto& [table, sql] : table_rows) {
        part.append(table).append("\n");
        Statement rows(database, sql);
        const int columns = rows.columns();
        while (rows.step()) {
            for (int column = 0; column < columns; ++column) {
                const std::string_view text = rows.text(column);
                part.append(std::to_string(text.size())).append(":").append(text);
            }
            part.append("\n");
            if (part.size() > 65536) {
                sum.add(part);
                part.clear();
            }
        }
    }
    sum.add(part);
    return sum.finish();
}

} // namespace zugang::content
