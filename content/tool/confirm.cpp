#include "content/durable_file.hpp"
#include "content/tool/align.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/front_matter.hpp"
#include "content/tool/read_guides.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <ostream>

namespace zugang::content::tool {
namespace {

/// Files of this language that are there but could not be read.
std::vector<std::filesystem::path> unread_files(const Package& package,
                                                const ConfirmOptions& options) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry :
         std::filesystem::directory_iterator(package.folder / "articles", error)) {
        const std::string slug = entry.path().filename().string();
        const std::filesystem::path file = entry.path() / (options.language + ".md");
        const bool wanted = options.slugs.empty() || std::ranges::count(options.slugs, slug) > 0;
        const auto article = package.articles.find(slug);
        const bool read = article != package.articles.end() &&
                          article->second.translations.contains(options.language);
        if (wanted && !read &&
            std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
            files.push_back(file);
        }
    }
    std::ranges::sort(files);
    return files;
}

/// The errors that were found in these files' folders.
void print_errors_of(const std::vector<std::filesystem::path>& files, const Report& report,
                     std::ostream& errors) {
    Report of_files;
    for (const Finding& finding : report.sorted()) {
        const std::filesystem::path folder =
            std::filesystem::path(finding.place.file_name()).parent_path();
        const bool wanted = std::ranges::any_of(
            files, [&folder](const auto& file) { return file.parent_path() == folder; });
        if (finding.severity == Severity::Error && wanted) {
            of_files.error(finding.place, finding.what, finding.advice);
        }
    }
    print(of_files, Format::Text, errors);
}

constexpr std::string_view guide_prefix = "guide/";

bool is_wanted(const std::string& name, const ConfirmOptions& options) {
    return options.slugs.empty() || std::ranges::count(options.slugs, name) > 0;
}

/// Is this the name of a guide that has words in the language?
bool is_guide(const std::string& name, const Package& package, const std::string& language) {
    if (!name.starts_with(guide_prefix)) {
        return false;
    }
    const auto guide = package.guides.find(name.substr(guide_prefix.size()));
    return guide != package.guides.end() && guide->second.words.contains(language);
}

/// False where a file could not be changed.
bool confirm_guides(const Package& package, const ConfirmOptions& options, std::size_t& written,
                    std::ostream& errors) {
    bool good = true;
    for (const auto& [id, guide] : package.guides) {
        const auto words = guide.words.find(options.language);
        const auto original = guide.words.find(package.default_language);
        if (!is_wanted(std::string(guide_prefix) + id, options) || words == guide.words.end() ||
            original == guide.words.end()) {
            continue;
        }
        Report unread;
        const std::filesystem::path file = words->second.place.file_name();
        const auto bytes = read_bytes(file, unread);
        const auto changed =
            bytes ? with_follows_of_guide(*bytes, guide_hashes(guide, original->second))
                  : std::nullopt;
        if (!changed) {
            errors << file.string()
                   << ":1:1: error: \"follows\" cannot be written into [meta]; take it out there "
                      "and confirm again\n";
            good = false;
        } else if (*changed != *bytes) {
            write_durably(file, *changed);
            ++written;
        }
    }
    return good;
}

} // namespace

int run_confirm(const ConfirmOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = read_package(options.source, report);
    const auto complain = [&errors](const std::string& message) {
        errors << "zugang-content: " << message << "\n";
        return 1;
    };
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    if (options.language == package.default_language) {
        return complain("\"" + options.language +
                        "\" is the default language; name the language of a translation");
    }
    std::vector<std::filesystem::path> unread = unread_files(package, options);
    for (const std::string& slug : options.slugs) {
        const auto found = package.articles.find(slug);
        const bool is_unread = std::ranges::any_of(
            unread, [&slug](const auto& file) { return file.parent_path().filename() == slug; });
        if (!is_unread && !is_guide(slug, package, options.language) &&
            (found == package.articles.end() ||
             !found->second.translations.contains(options.language))) {
            return complain("there is no article or guide \"" + slug + "\" in \"" +
                            options.language + "\"; nothing was written");
        }
    }
    std::size_t written = 0;
    bool failed = !unread.empty();
    for (const auto& [slug, article] : package.articles) {
        const bool wanted = is_wanted(slug, options);
        const auto translation = article.translations.find(options.language);
        const auto original = article.translations.find(package.default_language);
        if (!wanted || translation == article.translations.end() ||
            original == article.translations.end()) {
            continue;
        }
        const std::filesystem::path file = translation->second.place.file_name();
        if (!translation->second.aligned && article.origin == Origin::Own) {
            errors << file.string() << ":1:1: error: the translation has other blocks than \""
                   << package.default_language
                   << "\"; write the same blocks first (zugang-content check says where)\n";
            failed = true;
            continue;
        }
        const auto bytes = read_bytes(file, report);
        if (!bytes) {
            unread.push_back(file);
            failed = true;
            continue;
        }
        const auto changed = with_follows(*bytes, block_hashes(original->second));
        if (!changed) {
            errors << file.string()
                   << ":1:1: error: \"follows\" cannot be written between the +++ lines; "
                   << "take it out there and confirm again\n";
            failed = true;
        } else if (*changed != *bytes) {
            write_durably(file, *changed);
            ++written;
        }
    }
    failed = !confirm_guides(package, options, written, errors) || failed;
    print_errors_of(unread, report, errors);
    out << written << (written == 1 ? " file" : " files") << " written\n";
    return failed ? 1 : 0;
}

} // namespace zugang::content::tool
