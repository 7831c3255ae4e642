#include "content/durable_file.hpp"
#include "content/manifest.hpp"
#include "content/tool/assets.hpp"
#include "content/tool/bases.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/markdown_writer.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/template_texts.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ostream>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

int complain(std::ostream& errors, const std::string& message) {
    errors << "zugang-content: " << message << "\n";
    return 1;
}

Date half_a_year_after(Date day) {
    const std::chrono::year_month_day date(day);
    return Date((date.year() / date.month() + std::chrono::months(6)) / 1);
}

/// As `with` of package.toml names them: from the new package's folder.
std::vector<std::string> bases(const NewPackageOptions& options) {
    std::vector<fs::path> folders = options.with;
    const auto root =
        folders.empty() && options.id != "bund" ? find_assets(options.folder) : std::nullopt;
    if (root && fs::exists(*root / "content/source/bund/package.toml")) {
        folders.push_back(*root / "content/source/bund");
    }
    std::vector<std::string> names;
    for (const fs::path& folder : folders) {
        names.push_back(fs::absolute(folder)
                            .lexically_normal()
                            .lexically_proximate(fs::absolute(options.folder).lexically_normal())
                            .generic_string());
    }
    return names;
}

/// What is wrong with a language that the packages below do not have; empty for nothing.
std::string unknown_language(const NewPackageOptions& options,
                             const std::vector<std::string>& with) {
    std::vector<std::string> known;
    std::vector<fs::path> folders;
    for (const std::string& base : with) {
        folders.push_back((options.folder / base).lexically_normal());
    }
    Report report;
    for (const fs::path& folder : with_bases(folders).folders) {
        for (const SourceLanguage& row : read_package_rows(folder, report).language_rows) {
            known.push_back(row.language.tag);
        }
    }
    for (const std::string& language : options.languages) {
        if (!known.empty() && std::ranges::find(known, language) == known.end()) {
            std::string tags;
            for (const std::string& tag : known) {
                tags += (tags.empty() ? "" : ", ") + tag;
            }
            return "there is no language \"" + language + "\" in what the package stands on; " +
                   suggestion(language, known, "write one of " + tags) + "; nothing was written";
        }
    }
    return {};
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
    for (const fs::path& base : options.with) {
        if (!fs::exists(base / "package.toml")) {
            return complain(errors, base.string() + ": there is no package.toml here; nothing was "
                                                    "written");
        }
    }
    const std::vector<std::string> with = bases(options);
    if (const std::string unknown = unknown_language(options, with); !unknown.empty()) {
        return complain(errors, unknown);
    }
    fs::create_directories(options.folder / "articles");
    std::string text =
        "id = " + toml_string(options.id) + "\ntitle = " + toml_string(options.title) +
        "\ndefault_language = \"de\"\nlanguages = " + toml_strings(options.languages) +
        " # in the order of the language screen\nlicence = \"CC-BY-4.0\"\n"
        "maintainers = [] # \"Name <mail>\"\nas_of = " +
        iso_date(options.as_of.value_or(today())) + "\n";
    if (!with.empty()) {
        text += "with = " + toml_strings(with) + " # what it stands on\n";
    }
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
    std::string topics;
    bool knows_topic = false;
    fs::path replaced;
    for (const fs::path& folder : with_bases({options.source}).folders) {
        if (fs::exists(folder / "articles" / slug / "article.toml")) {
            replaced = folder / "articles" / slug;
        }
        for (const SourceTopic& row : read_package_rows(folder, report).topics) {
            knows_topic = knows_topic || row.topic.id == options.topic;
            topics += (topics.empty() ? "" : ", ") + row.topic.id;
        }
    }
    if (!knows_topic && !topics.empty()) {
        return complain(errors, "there is no topic \"" + options.topic + "\"; there are " + topics);
    }
    const fs::path folder = options.source / "articles" / slug;
    if (fs::exists(fs::symlink_status(folder))) {
        return complain(errors, folder.string() + " is there already; nothing was written");
    }
    fs::create_directories(folder);
    const fs::path text = folder / (package.default_language + ".md");
    write_durably(text, "+++\ntitle = " + toml_string(options.title) +
                            "\nsummary = " + toml_string(templates::summary) +
                            "\nkeywords = []\nstate = \"draft\"\n+++\n"
                            "## Was machen Sie jetzt? {#jetzt}\n\n1. " +
                            std::string(templates::first_step) + "\n2. " +
                            std::string(templates::second_step) + "\n");
    write_durably(folder / "article.toml",
                  "topic = " + toml_string(options.topic) +
                      "\nsources = [] # where it stands: \"§ 1 MiLoG\", an address of the web\n"
                      "as_of = " +
                      iso_date(options.as_of.value_or(today())) + "\nreview_by = " +
                      iso_date(half_a_year_after(options.as_of.value_or(today()))) +
                      " # the day on which somebody must look again\n"
                      "confidence = \"medium\" # high, medium; low is shown to staff only\n");
    out << text.string() << " and " << (folder / "article.toml").string()
        << " are written; write the text, then:\n  zugang-content check " << options.source.string()
        << "\n";
    if (!replaced.empty()) {
        out << "note: it takes the place of " << replaced.string()
            << " in all languages; copy its files if you want to keep them\n";
    }
    return 0;
}

namespace {

/// A public article or contact that a result can lead to, as a line of TOML; empty for none.
std::string first_help(const Package& package) {
    for (const auto& [slug, article] : package.articles) {
        if (article.visibility == Visibility::Public && !article.removed && !article.discreet) {
            return "articles = [" + toml_string(slug) + "]";
        }
    }
    for (const SourceContact& contact : package.contacts) {
        if (contact.confidence != "low" && !contact.removed) {
            return "contacts = [" + toml_string(contact.id) + "]";
        }
    }
    return "";
}

std::string guide_text(const std::string& help, Date as_of) {
    return "start = \"start\"\nicon = \"route\"\nas_of = " + iso_date(as_of) +
           "\n\n[[question]]\nid = \"start\"\nanswers = [ # 2 to 10; at most 5 questions on a "
           "way\n    { next = \"erstens\" }, # icon = \"...\": a pictogram of tabler.io/icons\n"
           "    { next = \"zweitens\" },\n]\n\n[[result]]\nid = \"erstens\"\n" +
           help +
           " # articles = [...] and contacts = [...] that help, places = \"mbe\"\n\n"
           "[[result]]\nid = \"zweitens\"\n" +
           help + "\ndiscreet = false # true: no print and no QR code\n";
}

const std::string guide_words =
    "title = \"Wohin?\"\n\n[meta]\nstate = \"draft\"\n\n[start]\ntitle = \"Was brauchen Sie?\"\n"
    "answers = " +
    toml_strings(
        std::array{std::string(templates::one_answer), std::string(templates::other_answer)}) +
    " # in the order of the guide\n\n"
    "[erstens]\ntitle = \"Gehen Sie zur Beratung.\"\ntext = \"\" # marks as in articles: "
    "{contact:id}, {value:id}\nbring = [\"Pass\"]\n\n[zweitens]\ntitle = \"Rufen Sie an.\"\n";

/// The Land of land/by; empty for other packages.
std::string land_of(const Package& package) {
    constexpr std::string_view prefix = "land/";
    return package.id.starts_with(prefix) ? package.id.substr(prefix.size()) : "";
}

std::string first_kind(const Package& package) {
    constexpr std::string_view prefix = "place_kind.";
    const auto strings = package.strings.find(package.default_language);
    if (strings != package.strings.end()) {
        const auto first = strings->second.strings.lower_bound(std::string(prefix));
        if (first != strings->second.strings.end() && first->first.starts_with(prefix)) {
            return first->first.substr(prefix.size());
        }
    }
    return "other";
}

std::string place_row(const Package& package, const std::string& id, Date as_of) {
    const std::string land = land_of(package);
    return "[[place]]\nid = " + toml_string(id) + "\nname = " + toml_string(id) +
           " # as it stands on the door, in German\nkind = " + toml_string(first_kind(package)) +
           " # an interface string place_kind.*\nstreet = " + toml_string(templates::street) +
           "\npostcode = " + toml_string(templates::postcode) +
           "\ncity = " + toml_string(templates::city) + "\n" +
           (land.empty() ? "# land = \"by\" # two small letters\n"
                         : "land = " + toml_string(land) + "\n") +
           "# lat = 48.3688 # of the door, from any map\n# lon = 10.8986\n"
           "phone = \"\"\nweb = \"\" # without https://\nmail = \"\"\n"
           "hours = \"\" # \"Mo-Mi,Fr 08:00-12:00; Do 08:00-12:00,14:00-18:00\"\n"
           "languages = [\"de\"] # spoken there\nservices = [] # contacts whose office this is\n"
           "accessibility = [] # step-free, lift, toilet, parking, induction-loop, sign-language\n"
           "source = \"\" # where this stands\nas_of = " +
           iso_date(as_of) + "\n";
}

/// The package that something new goes into; no value and everything that is wrong on `errors`.
std::optional<Package> read_target(const fs::path& source, const std::string& id,
                                   std::ostream& errors) {
    Report report;
    Package package = read_package(source, report);
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return std::nullopt;
    }
    if (!is_slug(id)) {
        complain(errors, "\"" + id + "\" is no id; use a-z, 0-9, \"-\" and \"_\"");
        return std::nullopt;
    }
    return package;
}

} // namespace

int run_new_guide(const NewGuideOptions& options, std::ostream& out, std::ostream& errors) {
    const auto package = read_target(options.source, options.id, errors);
    if (!package) {
        return 1;
    }
    const fs::path file = options.source / "guides" / (options.id + ".toml");
    const fs::path folder = options.source / "guides" / options.id;
    for (const fs::path& taken : {file, folder}) {
        if (fs::exists(fs::symlink_status(taken))) {
            return complain(errors, taken.string() + " is there already; nothing was written");
        }
    }
    const std::string help = first_help(*package);
    if (help.empty()) {
        return complain(errors, options.source.string() +
                                    " has no public article and no contact that a guide could "
                                    "lead to; write one first");
    }
    fs::create_directories(folder);
    const fs::path words = folder / (package->default_language + ".toml");
    write_durably(words, guide_words);
    write_durably(file, guide_text(help, options.as_of.value_or(today())));
    out << file.string() << " and " << words.string()
        << " are written; write the questions, then:\n  zugang-content check "
        << options.source.string() << "\n";
    return 0;
}

int run_new_place(const NewPlaceOptions& options, std::ostream& out, std::ostream& errors) {
    const auto package = read_target(options.source, options.id, errors);
    if (!package) {
        return 1;
    }
    if (std::ranges::any_of(package->places, [&options](const SourcePlace& place) {
            return place.row.id == options.id;
        })) {
        return complain(errors, "there is a place \"" + options.id +
                                    "\" already; nothing was "
                                    "written");
    }
    const fs::path file = options.source / "places.toml";
    std::string text;
    if (fs::exists(fs::symlink_status(file))) {
        Report report;
        const auto bytes = read_bytes(file, report);
        if (!bytes) {
            print(report, Format::Text, errors);
            return 1;
        }
        text = *bytes + (bytes->ends_with('\n') || bytes->empty() ? "" : "\n") + "\n";
    }
    write_durably(file, text + place_row(*package, options.id, options.as_of.value_or(today())));
    out << file.string() << " has a new row at its end; fill it in, then:\n  zugang-content check "
        << options.source.string() << "\n";
    return 0;
}

} // namespace zugang::content::tool
