#include "content/slip_template.hpp"

#include "content/database.hpp"
#include "content/list_text.hpp"
#include "content/queries.hpp"

#include <algorithm>

namespace zugang::content {

std::optional<SlipTemplate> find_slip_template(Database& database, std::string_view id) {
    SlipTemplate slip{.id = std::string(id), .blocks = {}};
    Statement rows(database, queries::slip_blocks);
    rows.bind(1, id);
    while (rows.step()) {
        SlipBlock block;
        block.kind = static_cast<SlipBlockKind>(
            std::clamp<std::int64_t>(rows.integer(0), 0, slip_block_names.size() - 1));
        block.text = rows.text(1);
        block.value = rows.text(2);
        block.icon = rows.text(3);
        block.when = rows.text(4);
        block.size = static_cast<SlipSize>(
            std::clamp<std::int64_t>(rows.integer(5), 0, slip_size_names.size() - 1));
        block.centred = rows.integer(6) != 0;
        block.bold = rows.integer(7) != 0;
        const std::vector<std::string> facts = split_list(rows.text(8));
        for (std::size_t i = 0; i + 1 < facts.size(); i += 2) {
            block.facts.push_back({.label = facts[i], .value = facts[i + 1]});
        }
        slip.blocks.push_back(std::move(block));
    }
    return slip.blocks.empty() ? std::nullopt : std::optional(std::move(slip));
}

std::vector<std::string> list_slip_templates(Database& database) {
    std::vector<std::string> ids;
    Statement rows(database, queries::slips);
    while (rows.step()) {
        ids.emplace_back(rows.text(0));
    }
    return ids;
}

} // namespace zugang::content
