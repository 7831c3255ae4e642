#include "content/durable_file.hpp"
#include "content/manifest.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/markdown_writer.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/slug.hpp"

#include <algorithm>
#include <ostream>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

int complain(std::ostream& errors, const std::string& message) {
    errors << "zugang-content: " << message << "\n";
    return 1;
}

std::string list_of(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + toml_string(word);
    }
    return "[" + text + "]";
}

} // namespace

int run_new_package(const NewPackageOptions& options, std::ostream& out, std::ostream& errors) {
    if (!is_package_id(options.id)) {
        return complain(errors, "\"" + options.id +
                                    "\" is no id of a package; write \"bund\", \"land/by\" or "
                                    "\"zentrum/augsburg\"");
    }
    std::error_code error;
    if (fs::exists(options.folder, error) && !fs::is_empty(options.folder, error)) {
        return complain(errors, options.folder.string() + " is there and not empty");
    }
    fs::create_directories(options.folder / "articles");
    std::string text = "id = " + toml_string(options.id) +
                       "\ntitle = " + toml_string(options.title) +
                       "\ndefault_language = \"de\"\nlanguages = " + list_of(options.languages) +
                       " # in the order of the language screen\nlicence = \"CC-BY-4.0\"\n"
                       "maintainers = [] # \"Name <mail>\"\nas_of = " +
                       iso_date(options.as_of.value_or(today())) + "\n";
    write_durably(options.folder / "package.toml", text);
    out << (options.folder / "package.toml").string() << " is written; next:\n  zugang-content new "
        << "article " << options.folder.string() << " --title \"Willkommen\" --topic work\n";
    return 0;
}

int run_new_article(const NewArticleOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = read_package(options.source, report);
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    const std::string slug = options.slug.empty() ? ascii_slug(options.title) : options.slug;
    if (!is_slug(slug)) {
        return complain(errors, "\"" + slug + "\" is no slug; use a-z, 0-9, \"-\" and \"_\"");
    }
    const bool knows_topics = !package.topics.empty();
    if (knows_topics && std::ranges::none_of(package.topics, [&](const SourceTopic& row) {
            return row.topic.id == options.topic;
        })) {
        std::string known;
        for (const SourceTopic& row : package.topics) {
            known += (known.empty() ? "" : ", ") + row.topic.id;
        }
        return complain(errors, "there is no topic \"" + options.topic + "\"; there are " + known);
    }
    const fs::path folder = options.source / "articles" / slug;
    if (fs::exists(fs::symlink_status(folder))) {
        return complain(errors, folder.string() + " is there already; nothing was written");
    }
    fs::create_directories(folder);
    const fs::path text = folder / (package.default_language + ".md");
    write_durably(text, "+++\ntitle = " + toml_string(options.title) +
                            "\nsummary = \"Für wen ist das, und was bringt es? Ein Satz.\"\n"
                            "keywords = []\nstate = \"draft\"\n+++\n"
                            "## Was machen Sie jetzt? {#jetzt}\n\n"
                            "1. Der erste Schritt.\n2. Der zweite Schritt.\n");
    write_durably(folder / "article.toml",
                  "topic = " + toml_string(options.topic) +
                      "\nsources = [] # where it stands: \"§ 1 MiLoG\", an address of the web\n"
                      "as_of = " +
                      iso_date(options.as_of.value_or(today())) +
                      "\nconfidence = \"medium\" # high, medium; low is shown to staff only\n");
    out << text.string() << " and " << (folder / "article.toml").string()
        << " are written; write the text, then:\n  zugang-content check " << options.source.string()
        << "\n";
    return 0;
}

} // namespace zugang::content::tool
