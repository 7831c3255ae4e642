#include "content/tool/sarif.hpp"

#include "content/sha256.hpp"
#include "content/tool/rules.hpp"

#include <filesystem>
#include <map>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

using nlohmann::json;

const char* level_of(Severity severity) {
    return severity == Severity::Error     ? "error"
           : severity == Severity::Warning ? "warning"
                                           : "note";
}

/// RFC 3986: what may not stand in the path of an address is written as %XX.
std::string address_of(const std::string& file) {
    const std::filesystem::path path = std::filesystem::path(file).lexically_normal();
    const std::filesystem::path relative =
        path.is_absolute() ? path.lexically_proximate(std::filesystem::current_path()) : path;
    std::string address = relative.is_absolute() ? "file://" : "";
    for (const char c : relative.generic_string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        if (plain) {
            address += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            address += {'%', "0123456789ABCDEF"[byte >> 4U], "0123456789ABCDEF"[byte & 15U]};
        }
    }
    return address;
}

} // namespace

void print_sarif(const Report& report, std::ostream& out) {
    json results = json::array();
    json rules = json::array();
    std::map<std::string, std::size_t> indexes;
    for (const Finding& finding : report.sorted()) {
        const auto [index, is_new] = indexes.emplace(finding.rule, indexes.size());
        if (is_new) {
            const Rule* rule = find_rule(finding.rule);
            json description{{"id", finding.rule}};
            if (rule != nullptr) {
                description["shortDescription"] = {{"text", rule->what}};
                description["help"] = {{"text", rule->help}};
            }
            rules.push_back(std::move(description));
        }
        // The same finding after lines above it came or went.
        const std::string print =
            sha256(finding.rule + "\n" + finding.place.file_name() + "\n" + finding.what);
        results.push_back(
            {{"ruleId", finding.rule},
             {"ruleIndex", index->second},
             {"level", level_of(finding.severity)},
             {"message", {{"text", finding.what + "; " + finding.advice}}},
             {"partialFingerprints", {{"zugangFinding/v1", print}}},
             {"locations",
              {{{"physicalLocation",
                 {{"artifactLocation",
                   {{"uri", address_of(finding.place.file_name())}, {"uriBaseId", "%SRCROOT%"}}},
                  {"region",
                   {{"startLine", finding.place.line},
                    {"startColumn", finding.place.column}}}}}}}}});
    }
    const json driver{
        {"name", "zugang-content"}, {"version", ZUGANG_VERSION}, {"rules", std::move(rules)}};
    const json document{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/"
                                    "schemas/sarif-schema-2.1.0.json"},
                        {"version", "2.1.0"},
                        {"runs",
                         {{{"tool", {{"driver", driver}}},
                           {"columnKind", "unicodeCodePoints"},
                           {"results", std::move(results)}}}}};
    out << document.dump(2, ' ', false, json::error_handler_t::replace) << '\n';
}

} // namespace zugang::content::tool
