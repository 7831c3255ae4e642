#include "content/tool/commands.hpp"

#include "content/digest.hpp"
#include "content/folder.hpp"
#include "content/package_folder.hpp"
#include "content/queries.hpp"
#include "content/tool/bases.hpp"
#include "content/tool/build.hpp"
#include "content/tool/check.hpp"
#include "content/tool/merge.hpp"
#include "content/tool/progress.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/rules.hpp"
#include "content/tool/speech.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

namespace zugang::content::tool {
namespace {

/// `recordings`: of `record`, laid over the packages.
std::vector<Package> read_all(const SourceSet& sources, const std::filesystem::path& recordings,
                              std::ostream& errors, Report& report) {
    std::vector<Package> packages;
    for (const std::filesystem::path& source : sources.folders) {
        packages.push_back(
            read_package(source, report, progress_on(errors, "reading " + source.string())));
        lay_over(packages.back(), recordings);
    }
    return packages;
}

std::unique_ptr<Assets> find_assets(const std::filesystem::path& wanted, const SourceSet& sources,
                                    Report& report) {
    const auto root = wanted.empty() ? tool::find_assets(sources.folders) : std::optional(wanted);
    if (!root) {
        return nullptr;
    }
    Report found("asset");
    auto assets = std::make_unique<Assets>(*root, found, Cache::of_user());
    report.append(std::move(found));
    return assets;
}

void print_counts(const Report& report, std::ostream& errors) {
    errors << counts_in_words(report.count(Severity::Error), report.count(Severity::Warning),
                              report.count(Severity::Advice))
           << "\n";
}

} // namespace

Date today() {
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

int run_check(const CheckOptions& options, std::ostream& out, std::ostream& errors) {
    if (options.rules) {
        print_rules(out);
        return 0;
    }
    Report report;
    const SourceSet sources = with_bases(options.sources);
    const Package package = merge(read_all(sources, options.recordings, errors, report), report);
    const auto assets = find_assets(options.assets, sources, report);
    check(package, options.as_of.value_or(today()), assets.get(), Cache::of_user(), report);
    report.apply_switches();
    report = about_named(report, sources);
    print(report, options.format, out);
    print_counts(report, errors);
    const bool failed = report.count(Severity::Error) > 0 ||
                        (options.strict && report.count(Severity::Warning) > 0);
    return failed ? 1 : 0;
}

namespace {

/// What build and package have in common: packages that were read and checked, and the assets.
struct Checked {
    std::vector<Package> packages;
    std::unique_ptr<Assets> assets;
    std::size_t warnings = 0;
};

int refuse(const Report& report, std::ostream& errors) {
    Report refusals;
    for (const Finding& finding : report.sorted()) {
        if (finding.severity == Severity::Error) {
            refusals.add(finding);
        }
    }
    print(refusals, Format::Text, errors);
    errors << "zugang-content: " << refusals.count(Severity::Error)
           << " errors, nothing was written\n";
    return 1;
}

/// No value and everything that is wrong on `errors` where they must not be built.
std::optional<Checked> read_checked(const std::vector<std::filesystem::path>& named,
                                    const std::filesystem::path& assets,
                                    const std::filesystem::path& recordings, std::ostream& errors) {
    const SourceSet sources = with_bases(named);
    Report report;
    Checked checked;
    checked.packages = read_all(sources, recordings, errors, report);
    checked.assets = find_assets(assets, sources, report);
    check(merge(checked.packages, report), today(), checked.assets.get(), Cache::of_user(), report);
    report.apply_switches();
    if (checked.assets == nullptr) {
        report.error(
            checked.packages.front().place,
            "the lists of fonts and pictograms are not above this folder",
            "name the folder that holds content/assets.toml and fonts/fonts.toml with --assets");
    }
    if (report.count(Severity::Error) > 0) {
        refuse(report, errors);
        return std::nullopt;
    }
    checked.warnings = about_named(report, sources).count(Severity::Warning);
    return checked;
}

void print_warnings(const Checked& checked, std::ostream& errors) {
    if (checked.warnings > 0) {
        errors << "zugang-content: " << checked.warnings
               << " warnings; run zugang-content check to see them\n";
    }
}

} // namespace

int run_build(const BuildOptions& options, std::ostream& out, std::ostream& errors) {
    const auto checked = read_checked(options.sources, options.assets, options.recordings, errors);
    if (!checked) {
        return 1;
    }
    Report report("asset");
    const auto built =
        build(checked->packages, *checked->assets, Cache::of_user(), options.out, report);
    if (!built) {
        return refuse(report, errors);
    }
    out << "state " << built->state << (built->changed ? "" : " (unchanged)") << ", digest "
        << built->digest << "\n";
    print(report, Format::Text, errors);
    print_warnings(*checked, errors);
    return 0;
}

int run_package(const PackageOptions& options, std::ostream& out, std::ostream& errors) {
    std::vector<std::filesystem::path> sources{options.source};
    sources.insert(sources.end(), options.with.begin(), options.with.end());
    const auto checked = read_checked(sources, options.assets, options.recordings, errors);
    if (!checked) {
        return 1;
    }
    const std::string& id = checked->packages.front().id;
    Report report("asset");
    std::vector<Compiled> compiled =
        compile_all(checked->packages, *checked->assets, Cache::of_user(), report);
    if (report.count(Severity::Error) > 0) {
        return refuse(report, errors);
    }
    const auto own = std::ranges::find(compiled, id, &Compiled::id);
    const Published published =
        write_package(id, own->bytes, options.out, progress_on(errors, "writing " + id));
    out << id << " " << published.content.substr(0, 16) << (published.changed ? "" : " (unchanged)")
        << ", " << own->bytes.size() << " records, " << published.new_objects << " new\n";
    print_warnings(*checked, errors);
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
