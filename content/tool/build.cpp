#include "content/tool/build.hpp"

#include "content/tool/compile.hpp"

#include <algorithm>

namespace zugang::content::tool {

std::vector<Records> compile_all(const std::vector<Package>& packages, const Assets& assets,
                                 Report& report) {
    std::vector<const Package*> order;
    const Package* bund = nullptr;
    for (const Package& package : packages) {
        order.push_back(&package);
        bund = package.id == "bund" ? &package : bund;
    }
    std::ranges::stable_sort(
        order, [](const Package* a, const Package* b) { return is_applied_before(a->id, b->id); });
    PatternFiles patterns(patterns_folder);
    std::vector<Records> compiled;
    for (const Package* package : order) {
        compiled.push_back(records_of(
            compile(*package, package == bund ? nullptr : bund, assets, patterns, report)));
    }
    return compiled;
}

std::optional<Installed> build(const std::vector<Package>& packages, const Assets& assets,
                               const std::filesystem::path& out, Report& report) {
    const auto refuse = [&](const std::string& why) {
        report.error(place_of(out), why,
                     "name a new or empty folder, or one that a build has written");
        return std::nullopt;
    };
    if (const std::string refusal = refuse_content_folder(out); !refusal.empty()) {
        return refuse(refusal);
    }
    const std::vector<Records> compiled = compile_all(packages, assets, report);
    if (report.count(Severity::Error) > 0) {
        return std::nullopt;
    }
    auto installed = install(compiled, out, Rewrite::Everything);
    if (!installed) {
        return refuse(describe(installed.error()));
    }
    for (const Leftover& leftover : installed->leftovers) {
        report.warning(place_of(leftover.path), leftover.why, leftover.advice);
    }
    return *std::move(installed);
}

} // namespace zugang::content::tool
