#include "content/tool/read_slips.hpp"

#include "content/tool/slug.hpp"
#include "content/tool/switches.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <utility>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

template <std::size_t size>
std::size_t read_choice(TableReader& row, std::string_view key,
                        const std::array<std::string_view, size>& names, std::size_t usual) {
    const std::string name =
        row.one_of(key, std::vector<std::string>(names.begin(), names.end()), names[usual]);
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? usual : static_cast<std::size_t>(found - names.begin());
}

/// Names are stored joined by spaces.
std::string read_name(TableReader& row, std::string_view key, Report& report) {
    const std::string name = row.text(key);
    if (name.find_first_of(" \t\n") != std::string::npos) {
        report.error(row.place(key), "\"" + name + "\" is no name of a string or field",
                     "write it without spaces, as \"slip.room\"");
        return {};
    }
    return name;
}

SlipFact read_fact(const TomlNode& node, SourceSlip& slip, Report& report) {
    TableReader row(node, report);
    SlipFact fact{.label = read_name(row, "label", report),
                  .value = read_name(row, "value", report)};
    slip.keys.push_back({fact.label, row.place("label")});
    row.finish();
    return fact;
}

SlipBlock read_block(const TomlNode& node, SourceSlip& slip, Report& report) {
    TableReader row(node, report);
    SlipBlock block;
    (void)row.required_text("kind");
    block.kind = static_cast<SlipBlockKind>(
        read_choice(row, "kind", slip_block_names, static_cast<std::size_t>(SlipBlockKind::Text)));
    block.text = read_name(row, "text", report);
    block.value = read_name(row, "value", report);
    block.icon = read_name(row, "icon", report);
    block.when = read_name(row, "when", report);
    block.size = static_cast<SlipSize>(
        read_choice(row, "size", slip_size_names, static_cast<std::size_t>(SlipSize::Normal)));
    block.centred = row.flag("centred");
    block.bold = row.flag("bold");
    for (const TomlNode* fact : row.rows("facts")) {
        block.facts.push_back(read_fact(*fact, slip, report));
    }
    if (block.facts.size() > most_slip_facts) {
        report.error(row.place("facts"), "more facts than fit beside one another",
                     "write at most " + std::to_string(most_slip_facts) + ", and a second block");
        block.facts.resize(most_slip_facts);
    }
    if (!block.text.empty()) {
        slip.keys.push_back({block.text, row.place("text")});
    }
    if (!block.icon.empty()) {
        slip.icons.push_back({block.icon, row.place("icon")});
    }
    const bool needs_field = block.kind == SlipBlockKind::Rows ||
                             block.kind == SlipBlockKind::Code ||
                             block.kind == SlipBlockKind::DayTime;
    const bool needs_words =
        block.kind == SlipBlockKind::Heading || block.kind == SlipBlockKind::Text;
    if ((needs_field && block.value.empty()) ||
        (needs_words && block.value.empty() && block.text.empty()) ||
        (block.kind == SlipBlockKind::Facts && block.facts.empty())) {
        report.error(row.place("kind"), "this part would show nothing",
                     needs_field   ? "add value, the name of what it shows"
                     : needs_words ? "add text, a key of ui/<lang>.toml, or value"
                                   : "add facts = [{ label = \"slip.room\", value = \"room\" }]");
    }
    row.finish();
    return block;
}

void read_slip(const fs::path& path, Package& package, Report& report) {
    SourceSlip slip;
    slip.slip.id = path.stem().string();
    slip.place = place_of(path);
    if (!is_slug(slip.slip.id)) {
        report.error(slip.place, "\"" + slip.slip.id + "\" is no id of a slip",
                     "use lower-case letters, digits, \"-\" and \"_\"");
        return;
    }
    const auto root = read_toml(path, report);
    if (!root) {
        return;
    }
    TableReader file(*root, report);
    for (const TomlNode* node : file.rows("block")) {
        slip.slip.blocks.push_back(read_block(*node, slip, report));
    }
    if (slip.slip.blocks.empty() || slip.slip.blocks.size() > most_slip_blocks) {
        report.error(slip.place,
                     slip.slip.blocks.empty() ? "a slip without parts"
                                              : "more parts than a slip has",
                     "write 1 to " + std::to_string(most_slip_blocks) + " [[block]]");
        slip.slip.blocks.resize(std::min(slip.slip.blocks.size(), most_slip_blocks));
    }
    file.finish();
    std::string id = slip.slip.id;
    package.slips.emplace(std::move(id), std::move(slip));
}

void read_printer(const TomlNode& node, Package& package, Report& report) {
    TableReader row(node, report);
    SourcePrinter printer;
    PrinterProfile& profile = printer.profile;
    profile.id = row.required_text("id");
    printer.place = row.place("id");
    printer.removed = row.flag("removed");
    profile.name = row.text("name", profile.id);
    profile.width_px = static_cast<int>(row.integer("width_px", 128, 4096, profile.width_px));
    if (profile.width_px % 8 != 0) {
        report.error(row.place("width_px"), "a head has a multiple of 8 dots",
                     "384, 512, 576 and 640 are common");
    }
    profile.dots_per_mm = static_cast<int>(row.integer("dots_per_mm", 4, 48, profile.dots_per_mm));
    profile.cutter = static_cast<PrinterCutter>(
        read_choice(row, "cutter", cutter_names, static_cast<std::size_t>(profile.cutter)));
    profile.feed_px = static_cast<int>(row.integer("feed_px", 0, 2000, profile.feed_px));
    profile.band_rows = static_cast<int>(row.integer("band_rows", 8, 255, profile.band_rows));
    profile.answers = static_cast<PrinterAnswers>(
        read_choice(row, "answers", answer_names, static_cast<std::size_t>(profile.answers)));
    profile.keeps_data = !row.flag("forgets_data");
    row.finish();
    package.printers.push_back(std::move(printer));
}

} // namespace

void read_slips(Package& package, Report& report) {
    std::error_code error;
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(package.folder / "slips", error)) {
        paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    for (const fs::path& path : paths) {
        if (path.extension() == ".toml") {
            read_slip(path, package, report);
        } else {
            report.advice(place_of(path), "this file is not used", "remove it");
        }
    }
    const fs::path printers = package.folder / "printers.toml";
    if (!fs::exists(printers, error)) {
        return;
    }
    if (const auto root = read_toml(printers, report)) {
        TableReader file(*root, report);
        for (const TomlNode* row : file.rows("printer")) {
            read_printer(*row, package, report);
        }
        file.finish();
    } else {
        package.unread.insert("printers.toml");
    }
}

} // namespace zugang::content::tool
