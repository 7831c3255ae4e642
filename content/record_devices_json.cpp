// Keyboards, slips, printers.
#include "content/json_fields.hpp"
#include "content/record_json.hpp"

#include <algorithm>
#include <utility>

namespace zugang::content {

namespace {

// A key is its text alone, or ["a", "", "á", ...]: the text, the one with shift, second choices.

json key_to_json(const KeyboardKey& key) {
    if (key.shifted.empty() && key.more.empty()) {
        return key.text;
    }
    json list = json::array({key.text, key.shifted});
    for (const std::string& text : key.more) {
        list.push_back(text);
    }
    return list;
}

/// Empty where it is none: joined by spaces later, as names are.
std::string typed_text_of(const json& item) {
    constexpr std::size_t longest = 32;
    std::string text = item.is_string() ? item.get<std::string>() : std::string();
    return text.size() <= longest && is_name(text) ? text : std::string();
}

/// Without a text where it has none.
KeyboardKey key_from_json(const json& item) {
    constexpr std::size_t most = 64;
    KeyboardKey key;
    if (!item.is_array()) {
        key.text = typed_text_of(item);
        return key;
    }
    for (std::size_t i = 0; i < std::min(item.size(), most); ++i) {
        std::string text = typed_text_of(item[i]);
        if (i == 0) {
            key.text = std::move(text);
        } else if (i == 1) {
            key.shifted = std::move(text);
        } else if (!text.empty()) {
            key.more.push_back(std::move(text));
        }
    }
    return key;
}

std::vector<KeyboardKey> keys_from_json(const json& list) {
    constexpr std::size_t most = 12;
    std::vector<KeyboardKey> keys;
    if (!list.is_array()) {
        return keys;
    }
    for (const json& item : list) {
        KeyboardKey key = key_from_json(item);
        if (!key.text.empty() && keys.size() < most) {
            keys.push_back(std::move(key));
        }
    }
    return keys;
}

json slip_block_to_json(const SlipBlock& block) {
    json object = json::object();
    put(object, "kind", std::string(slip_block_names[static_cast<std::size_t>(block.kind)]));
    put(object, "text", block.text);
    put(object, "value", block.value);
    put(object, "icon", block.icon);
    put(object, "when", block.when);
    if (block.size != SlipSize::Normal) {
        put(object, "size", std::string(slip_size_names[static_cast<std::size_t>(block.size)]));
    }
    put_flag(object, "centred", block.centred);
    put_flag(object, "bold", block.bold);
    for (const SlipFact& fact : block.facts) {
        object["facts"].push_back({fact.label, fact.value});
    }
    return object;
}

std::vector<SlipFact> facts_of(const json& object) {
    std::vector<SlipFact> facts;
    const auto found = object.find("facts");
    if (found == object.end() || !found->is_array()) {
        return facts;
    }
    for (const json& item : *found) {
        if (facts.size() < most_slip_facts && item.is_array() && item.size() == 2 &&
            item[0].is_string() && item[1].is_string()) {
            SlipFact fact{.label = item[0].get<std::string>(), .value = item[1].get<std::string>()};
            if (is_name(fact.label) && is_name(fact.value)) {
                facts.push_back(std::move(fact));
            }
        }
    }
    return facts;
}

/// No value for a kind that this software does not know.
std::optional<SlipBlock> slip_block_from_json(const json& object) {
    const std::size_t kind =
        choice_of(text_of(object, "kind"), slip_block_names, slip_block_names.size());
    if (kind == slip_block_names.size()) {
        return std::nullopt;
    }
    constexpr auto normal = static_cast<std::size_t>(SlipSize::Normal);
    return SlipBlock{
        .kind = static_cast<SlipBlockKind>(kind),
        .text = name_of(object, "text"),
        .value = name_of(object, "value"),
        .icon = name_of(object, "icon"),
        .when = name_of(object, "when"),
        .size = static_cast<SlipSize>(choice_of(text_of(object, "size"), slip_size_names, normal)),
        .centred = flag_of(object, "centred"),
        .bold = flag_of(object, "bold"),
        .facts = facts_of(object)};
}

json printer_to_json(const PrinterRow& row) {
    const PrinterProfile& profile = row.profile;
    const PrinterProfile usual;
    json object = json::object();
    put(object, "id", profile.id);
    put(object, "name", profile.name);
    put_number(object, "width_px", profile.width_px, usual.width_px);
    put_number(object, "dots_per_mm", profile.dots_per_mm, usual.dots_per_mm);
    put(object, "cutter", std::string(cutter_names[static_cast<std::size_t>(profile.cutter)]));
    put_number(object, "feed_px", profile.feed_px, usual.feed_px);
    put_number(object, "band_rows", profile.band_rows, usual.band_rows);
    put(object, "answers", std::string(answer_names[static_cast<std::size_t>(profile.answers)]));
    put_flag(object, "keeps_data", profile.keeps_data, usual.keeps_data);
    put_flag(object, "removed", row.removed);
    return object;
}

PrinterRow printer_from_json(const json& object) {
    PrinterRow row;
    PrinterProfile& profile = row.profile;
    const PrinterProfile usual;
    profile.id = text_of(object, "id");
    profile.name = text_of(object, "name");
    profile.width_px = std::clamp(number_of(object, "width_px", usual.width_px), 128, 4096) / 8 * 8;
    profile.dots_per_mm = std::clamp(number_of(object, "dots_per_mm", usual.dots_per_mm), 4, 48);
    profile.cutter = static_cast<PrinterCutter>(
        choice_of(text_of(object, "cutter"), cutter_names, static_cast<std::size_t>(usual.cutter)));
    profile.feed_px = std::clamp(number_of(object, "feed_px", usual.feed_px), 0, 2000);
    profile.band_rows = std::clamp(number_of(object, "band_rows", usual.band_rows), 8, 255);
    profile.answers = static_cast<PrinterAnswers>(choice_of(
        text_of(object, "answers"), answer_names, static_cast<std::size_t>(usual.answers)));
    profile.keeps_data = flag_of(object, "keeps_data", usual.keeps_data);
    row.removed = flag_of(object, "removed");
    return row;
}

} // namespace

std::string write_record(const SlipTemplate& slip) {
    return dump({{"blocks", list_of(slip.blocks, slip_block_to_json)}});
}

std::optional<SlipTemplate> read_slip_template(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    SlipTemplate slip;
    const auto found = object->find("blocks");
    if (found != object->end() && found->is_array()) {
        for (const json& item : *found) {
            auto block = item.is_object() ? slip_block_from_json(item) : std::nullopt;
            if (block && slip.blocks.size() < most_slip_blocks) {
                slip.blocks.push_back(std::move(*block));
            }
        }
    }
    return slip;
}

std::string write_record(const std::vector<PrinterRow>& rows) {
    return dump_rows(rows, printer_to_json);
}

std::optional<std::vector<PrinterRow>> read_printers(std::string_view text) {
    return read_rows(text, printer_from_json);
}

std::string write_record(const Keyboard& keyboard) {
    json object = json::object();
    put(object, "layout", keyboard.layout);
    put(object, "script", keyboard.script);
    object["rows"] = json::array();
    for (const std::vector<KeyboardKey>& row : keyboard.rows) {
        object["rows"].push_back(list_of(row, key_to_json));
    }
    return dump(object);
}

std::optional<Keyboard> read_keyboard(std::string_view text) {
    constexpr std::size_t most = 5;
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    Keyboard keyboard{
        .layout = text_of(*object, "layout"), .script = text_of(*object, "script"), .rows = {}};
    const auto rows = object->find("rows");
    if (rows != object->end() && rows->is_array()) {
        for (const json& list : *rows) {
            std::vector<KeyboardKey> keys = keys_from_json(list);
            if (!keys.empty() && keyboard.rows.size() < most) {
                keyboard.has_shift =
                    keyboard.has_shift || std::ranges::any_of(keys, [](const KeyboardKey& key) {
                        return !key.shifted.empty();
                    });
                keyboard.rows.push_back(std::move(keys));
            }
        }
    }
    return keyboard;
}

} // namespace zugang::content
