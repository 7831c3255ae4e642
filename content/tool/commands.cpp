#include "content/tool/commands.hpp"

#include "content/digest.hpp"
#include "content/folder.hpp"
#include "content/queries.hpp"
#include "content/tool/build.hpp"
#include "content/tool/check.hpp"
#include "content/tool/merge.hpp"
#include "content/tool/read_package.hpp"

#include <memory>
#include <ostream>

#include <unistd.h>

namespace zugang::content::tool {
namespace {

/// One line on a terminal that is written over and over, and nothing anywhere else.
Progress progress_on(std::ostream& errors, const std::string& what) {
    if (isatty(STDERR_FILENO) == 0) {
        return {};
    }
    return [&errors, what](std::size_t done, std::size_t all) {
        if (done % 50 == 0) {
            errors << "\r\033[K" << what << " " << done << "/" << all << std::flush;
        }
        if (done + 1 == all) {
            errors << "\r\033[K" << std::flush;
        }
    };
}

std::vector<Package> read_all(const std::vector<std::filesystem::path>& sources,
                              std::ostream& errors, Report& report) {
    std::vector<Package> packages;
    for (const std::filesystem::path& source : sources) {
        packages.push_back(
            read_package(source, report, progress_on(errors, "reading " + source.string())));
    }
    return packages;
}

std::unique_ptr<Assets> find_assets(const std::filesystem::path& wanted,
                                    const std::filesystem::path& source, Report& report) {
    std::optional<std::filesystem::path> root = wanted;
    if (wanted.empty()) {
        root = tool::find_assets(source);
    }
    return root ? std::make_unique<Assets>(*root, report) : nullptr;
}

Date today() {
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

void print_counts(const Report& report, std::ostream& errors) {
    errors << report.count(Severity::Error) << " errors, " << report.count(Severity::Warning)
           << " warnings, " << report.count(Severity::Advice) << " pieces of advice\n";
}

} // namespace

int run_check(const CheckOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = merge(read_all(options.sources, errors, report), report);
    const auto assets = find_assets(options.assets, options.sources.front(), report);
    check(package, options.as_of.value_or(today()), assets.get(), report);
    print(report, options.format, out);
    print_counts(report, errors);
    const bool failed = report.count(Severity::Error) > 0 ||
                        (options.strict && report.count(Severity::Warning) > 0);
    return failed ? 1 : 0;
}

int run_build(const BuildOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const std::vector<Package> packages = read_all(options.sources, errors, report);
    const auto assets = find_assets(options.assets, options.sources.front(), report);
    check(merge(packages, report), today(), assets.get(), report);
    Report of_build;
    std::optional<Installed> built;
    if (assets == nullptr) {
        report.error(
            packages.front().place, "the lists of fonts and pictograms are not above this folder",
            "name the folder that holds content/assets.toml and fonts/fonts.toml with --assets");
    } else if (report.count(Severity::Error) == 0) {
        built = build(packages, *assets, options.out, of_build);
    }
    if (!built) {
        Report refusals;
        for (const Report* found : {&report, &of_build}) {
            for (const Finding& finding : found->sorted()) {
                if (finding.severity == Severity::Error) {
                    refusals.error(finding.place, finding.what, finding.advice);
                }
            }
        }
        print(refusals, Format::Text, errors);
        errors << "zugang-content: " << refusals.count(Severity::Error)
               << " errors, nothing was written\n";
        return 1;
    }
    out << "state " << built->state << (built->changed ? "" : " (unchanged)") << ", digest "
        << built->digest << "\n";
    print(of_build, Format::Text, errors);
    if (report.count(Severity::Warning) > 0) {
        errors << "zugang-content: " << report.count(Severity::Warning)
               << " warnings; run zugang-content check to see them\n";
    }
    return 0;
}

int run_digest(const std::filesystem::path& folder, std::ostream& out, std::ostream& errors) {
    auto state = open_current(folder);
    if (!state) {
        errors << "zugang-content: " << folder.string() << ": " << describe(state.error())
               << "; name a folder that zugang-content build or zugang-sync has written\n";
        return 1;
    }
    Statement meta(state->database, queries::meta);
    meta.bind(1, "digest");
    const std::string written = meta.step() ? std::string(meta.text(0)) : std::string{};
    const std::string computed = table_digest(state->database);
    out << computed << "\n";
    if (written != computed) {
        errors << "zugang-content: " << folder.string() << ": state " << state->name
               << " says it is " << written << "; it is damaged, build it again\n";
        return 1;
    }
    return 0;
}

} // namespace zugang::content::tool
