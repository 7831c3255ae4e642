#include "content/tool/bases.hpp"
#include "content/tool/child.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/progress.hpp"
#include "content/tool/record.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

std::string decimal(double number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", number);
    return text.data();
}

void print_text(const std::vector<LanguageRecordings>& all, std::ostream& out) {
    std::string voiceless;
    std::size_t recordings = 0;
    std::uint64_t bytes = 0;
    for (const LanguageRecordings& of : all) {
        if (of.voice.empty()) {
            voiceless += (voiceless.empty() ? "" : ", ") + of.package + " " + of.language;
            continue;
        }
        out << of.package << " " << of.language << ": " << of.recordings << " recordings, "
            << decimal(static_cast<double>(of.milliseconds) / 60000) << " minutes, "
            << decimal(static_cast<double>(of.bytes) / 1e6) << " MB; " << of.rendered
            << " rendered, " << of.of_people << " of people, " << of.removed << " removed; "
            << of.changing << " texts with values or contacts are left to the terminal's voice\n";
        recordings += of.recordings;
        bytes += of.bytes;
    }
    if (!voiceless.empty()) {
        out << "no voice, none rendered: " << voiceless << "\n";
    }
    out << recordings << " recordings, " << decimal(static_cast<double>(bytes) / 1e6) << " MB\n";
}

void print_json(const std::vector<LanguageRecordings>& all, std::ostream& out) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const LanguageRecordings& of : all) {
        rows.push_back({{"package", of.package},
                        {"language", of.language},
                        {"voice", of.voice},
                        {"recordings", of.recordings},
                        {"of_people", of.of_people},
                        {"rendered", of.rendered},
                        {"removed", of.removed},
                        {"changing", of.changing},
                        {"seconds", of.milliseconds / 1000},
                        {"bytes", of.bytes}});
    }
    out << nlohmann::ordered_json{{"languages", rows}}.dump(2) << "\n";
}

/// Languages that were asked for and that no package has.
void refuse_unknown(const RecordJob& job, Report& report) {
    for (const std::string& language : job.languages) {
        const bool known = std::any_of(
            job.packages.begin(), job.packages.begin() + static_cast<std::ptrdiff_t>(job.named),
            [&language](const Package& package) {
                return std::ranges::find(package.languages, language, &Reference::name) !=
                       package.languages.end();
            });
        if (!known) {
            report.error(job.packages.front().place, "there is no language \"" + language + "\"",
                         "name languages of package.toml, as --languages de,ar");
        }
    }
}

} // namespace

int run_record(const RecordOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const SourceSet sources = with_bases(options.sources);
    RecordJob job{.packages = {},
                  .named = sources.named,
                  .out = options.out,
                  .program = program_beside("zugang-voice"),
                  .languages = {options.languages.begin(), options.languages.end()}};
    for (const std::filesystem::path& source : sources.folders) {
        job.packages.push_back(
            read_package(source, report, progress_on(errors, "reading " + source.string())));
    }
    refuse_unknown(job, report);
    std::vector<LanguageRecordings> recorded;
    if (report.count(Severity::Error) == 0) {
        Report found("recording");
        recorded = record(job, progress_on(errors, "recording", 1), found);
        report.append(std::move(found));
    }
    Report refusals;
    for (const Finding& finding : report.sorted()) {
        if (finding.severity == Severity::Error) {
            refusals.add(finding);
        }
    }
    print(refusals, Format::Text, errors);
    if (!recorded.empty()) {
        options.format == Format::Json ? print_json(recorded, out) : print_text(recorded, out);
    }
    return refusals.count(Severity::Error) > 0 ? 1 : 0;
}

} // namespace zugang::content::tool
