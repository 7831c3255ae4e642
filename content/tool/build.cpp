#include "content/tool/build.hpp"

#include "content/tool/compile.hpp"

#include <algorithm>

namespace zugang::content::tool {

std::vector<Compiled> compile_all(const std::vector<Package>& packages, const Assets& assets,
                                  PatternFiles& patterns, Report& report) {
    std::vector<const Package*> order;
    for (const Package& package : packages) {
        order.push_back(&package);
    }
    std::ranges::stable_sort(
        order, [](const Package* a, const Package* b) { return is_applied_before(a->id, b->id); });
    std::vector<Compiled> compiled;
    for (const Package* package : order) {
        compiled.push_back({package->id, compile(*package, base_of(*package, packages), assets,
                                                 patterns, report)});
    }
    patterns.keep();
    return compiled;
}

std::vector<Compiled> compile_all(const std::vector<Package>& packages, const Assets& assets,
                                  const Cache& cache, Report& report) {
    PatternFiles patterns(patterns_folder, cache);
    return compile_all(packages, assets, patterns, report);
}

const Package* base_of(const Package& package, const std::vector<Package>& packages) {
    const auto bund = std::ranges::find(packages, "bund", &Package::id);
    return package.id == "bund" || bund == packages.end() ? nullptr : &*bund;
}

std::optional<Installed> build(const std::vector<Package>& packages, const Assets& assets,
                               const Cache& cache, const std::filesystem::path& out,
                               Report& report) {
    const auto refuse = [&](const std::string& why) {
        report.error(place_of(out), why,
                     "name a new or empty folder, or one that a build has written");
        return std::nullopt;
    };
    if (const std::string refusal = refuse_content_folder(out); !refusal.empty()) {
        return refuse(refusal);
    }
    std::vector<Compiled> compiled = compile_all(packages, assets, cache, report);
    if (report.count(Severity::Error) > 0) {
        return std::nullopt;
    }
    std::vector<Records> records;
    for (Compiled& package : compiled) {
        records.push_back(records_of(std::move(package.bytes)));
    }
    auto installed = install(records, out, Rewrite::Packed);
    if (!installed) {
        return refuse(describe(installed.error()));
    }
    for (const Leftover& leftover : installed->leftovers) {
        report.warning(place_of(leftover.path), leftover.why, leftover.advice);
    }
    return *std::move(installed);
}

} // namespace zugang::content::tool
