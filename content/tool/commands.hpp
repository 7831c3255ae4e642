#pragma once

#include "content/date.hpp"
#include "content/tool/report.hpp"

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

/// The subcommands of zugang-content. Each returns the exit code: 0 good, 1 failed.
namespace zugang::content::tool {

struct CheckOptions {
    std::vector<std::filesystem::path> sources;
    std::optional<Date> as_of; ///< default: today
    bool strict = false;
    Format format = Format::Text;
    std::filesystem::path assets;       ///< default: found above the first source
    bool rules = false;                 ///< print rules.hpp and nothing else
    std::filesystem::path recordings{}; ///< of `record`, laid over the packages; none: only theirs
};

struct BuildOptions {
    std::vector<std::filesystem::path> sources;
    std::filesystem::path out;
    std::filesystem::path assets;
    std::filesystem::path recordings{};
};

struct PackageOptions {
    std::filesystem::path source;
    std::vector<std::filesystem::path> with; ///< packages beside it: checked together, not written
    std::filesystem::path out;
    std::filesystem::path assets;
    std::filesystem::path recordings{};
};

struct RecordOptions {
    std::vector<std::filesystem::path> sources;
    std::filesystem::path out;
    std::vector<std::string> languages; ///< none: all that have a voice
    Format format = Format::Text;
};

struct ConfirmOptions {
    std::filesystem::path source;
    std::string language;
    std::vector<std::string> slugs; ///< none: all
};

struct NewPackageOptions {
    std::filesystem::path folder; ///< not there, or empty
    std::string id;
    std::string title;
    std::vector<std::string> languages{"de"};  ///< with the default language, German
    std::vector<std::filesystem::path> with{}; ///< what it stands on; default: bund, if above
    std::optional<Date> as_of;                 ///< default: today
};

struct NewArticleOptions {
    std::filesystem::path source;
    std::string slug; ///< default: of the title
    std::string title;
    std::string topic;
    std::optional<Date> as_of; ///< default: today
};

struct NewGuideOptions {
    std::filesystem::path source;
    std::string id;
    std::optional<Date> as_of; ///< default: today
};

struct NewPlaceOptions {
    std::filesystem::path source;
    std::string id;
    std::optional<Date> as_of; ///< default: today
};

struct GuideGraphOptions {
    std::filesystem::path source;
    std::string id;
    std::string language;      ///< default: the default language
    std::filesystem::path out; ///< .svg, .pdf or .png
};

struct RenameOptions {
    std::filesystem::path source;
    std::string from; ///< slug
    std::string to;
    std::vector<std::filesystem::path> with; ///< other packages that lead to the article
};

/// Markdown: figures.hpp, for a document.
enum class StatusFormat { Text, Json, Csv, Html, Markdown };

struct StatusOptions {
    std::filesystem::path source;
    StatusFormat format = StatusFormat::Text;
    std::filesystem::path assets{};     ///< Markdown only; default: found above the source
    std::filesystem::path recordings{}; ///< likewise; of `record`
};

struct DiffOptions {
    std::filesystem::path older; ///< source of a package, or the folder of a repository
    std::filesystem::path newer;
    std::string package;                     ///< of a repository; default: that of the source
    std::vector<std::filesystem::path> with; ///< what the package stands on, as bund
    std::string language;                    ///< only this one; empty: all
    Format format = Format::Text;
    std::filesystem::path assets;
};

int run_check(const CheckOptions& options, std::ostream& out, std::ostream& errors);
int run_build(const BuildOptions& options, std::ostream& out, std::ostream& errors);
/// Renders titles, summaries and questions with espeak-ng, where no person has recorded them.
int run_record(const RecordOptions& options, std::ostream& out, std::ostream& errors);
int run_package(const PackageOptions& options, std::ostream& out, std::ostream& errors);
/// What a reader will see change, in words.
int run_diff(const DiffOptions& options, std::ostream& out, std::ostream& errors);
int run_digest(const std::filesystem::path& folder, std::ostream& out, std::ostream& errors);
int run_confirm(const ConfirmOptions& options, std::ostream& out, std::ostream& errors);
/// By the clock of this machine, in UTC.
Date today();

/// A package with nothing in it, and an article with an example text in the default language.
int run_new_package(const NewPackageOptions& options, std::ostream& out, std::ostream& errors);
int run_new_article(const NewArticleOptions& options, std::ostream& out, std::ostream& errors);

/// A guide of one question and two results; a row of places.toml. Both pass check, and comments say
/// what to fill in.
int run_new_guide(const NewGuideOptions& options, std::ostream& out, std::ostream& errors);
int run_new_place(const NewPlaceOptions& options, std::ostream& out, std::ostream& errors);

/// A printed overview, drawn by graphviz.
int run_guide_graph(const GuideGraphOptions& options, std::ostream& out, std::ostream& errors);

/// Another slug: folders, links in every language, parents, related articles and phases. What
/// followed the text before still follows it. One that was killed is run again.
int run_rename(const RenameOptions& options, std::ostream& out, std::ostream& errors);
int run_status(const StatusOptions& options, std::ostream& out, std::ostream& errors);

} // namespace zugang::content::tool
