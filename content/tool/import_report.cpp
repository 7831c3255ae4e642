#include "content/tool/import_report.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

using nlohmann::ordered_json;

void print_counts(const char* heading, const std::map<std::string, std::size_t>& counts,
                  std::ostream& out) {
    out << heading << (counts.empty() ? ": nothing\n" : ":\n");
    for (const auto& [what, count] : counts) {
        out << "  " << count << "  " << what << '\n';
    }
}

void print_names(const char* heading, const std::vector<std::string>& names, std::ostream& out) {
    if (!names.empty()) {
        out << heading << ":\n";
    }
    for (const std::string& name : names) {
        out << "  " << name << '\n';
    }
}

} // namespace

std::string kept_percent(const ImportReport::Language& language) {
    const std::size_t whole = language.source_characters;
    const std::size_t hundredths = whole == 0 ? 10'000 : language.kept_characters * 10'000 / whole;
    const std::string cents = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + (cents.size() < 2 ? ".0" : ".") + cents;
}

void print_text(const ImportReport& report, std::ostream& out) {
    out << report.package << ": " << report.articles << " articles, " << report.joined
        << " of them in several languages, " << report.topics << " topics, " << report.places
        << " places\n";
    for (const auto& [tag, language] : report.languages) {
        out << "  " << tag << ": " << language.pages << " pages, " << language.blocks << " blocks, "
            << kept_percent(language) << " % of the letters and digits kept";
        if (language.aligned + language.misaligned > 0) {
            out << "; " << language.aligned << " aligned, " << language.misaligned
                << " misaligned, " << language.stale << " stale";
        }
        out << '\n';
    }
    out << "  empty pages: " << report.empty_folders << " folders, " << report.empty_leaves
        << " others\n"
        << "  links to pages: " << report.links.by_path << " by path, "
        << report.links.by_last_segment << " by the last part of the path, "
        << report.links.unresolved << " unresolved and " << report.links.other_regions
        << " to other regions (both kept as web links)\n";
    print_counts("Changed", report.tally.changed, out);
    print_counts("Left out", report.tally.left_out, out);
    print_names("Edited here, kept", report.overlay.kept, out);
    print_names(
        "Edited here and changed at the source, the edit is kept (settle it with --take FILE "
        "or --keep FILE)",
        report.overlay.conflicts, out);
    print_names("Only here, kept", report.overlay.own, out);
    print_names("Taken from the source again", report.overlay.settled, out);
}

void print_json(const ImportReport& report, std::ostream& out) {
    ordered_json json;
    json["package"] = report.package;
    json["articles"] = report.articles;
    json["places"] = report.places;
    json["joined"] = report.joined;
    json["topics"] = report.topics;
    json["empty_folders"] = report.empty_folders;
    json["empty_leaves"] = report.empty_leaves;
    for (const auto& [tag, language] : report.languages) {
        json["languages"][tag] = {{"pages", language.pages},
                                  {"blocks", language.blocks},
                                  {"source_characters", language.source_characters},
                                  {"kept_characters", language.kept_characters},
                                  {"aligned", language.aligned},
                                  {"misaligned", language.misaligned},
                                  {"stale", language.stale}};
    }
    json["links"] = {{"by_path", report.links.by_path},
                     {"by_last_segment", report.links.by_last_segment},
                     {"other_regions", report.links.other_regions},
                     {"unresolved", report.links.unresolved}};
    json["changed"] = report.tally.changed;
    json["left_out"] = report.tally.left_out;
    json["overlay"] = {{"kept", report.overlay.kept},
                       {"conflicts", report.overlay.conflicts},
                       {"own", report.overlay.own},
                       {"settled", report.overlay.settled}};
    out << json.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

} // namespace zugang::content::tool
