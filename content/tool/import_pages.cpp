#include "content/tool/import_pages.hpp"

#include "content/language.hpp"
#include "content/tool/clean_text.hpp"
#include "content/tool/markdown_writer.hpp"
#include "content/tool/package_files.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/source_folder.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

struct Page {
    std::string title;
    std::vector<std::string> paragraphs;
};

struct Pages {
    std::map<std::string, std::map<std::string, Page>> articles; ///< by slug, then by language
    std::map<std::string, std::size_t> languages;                ///< pages in each
};

constexpr std::string_view prefix = "pages.";
constexpr std::string_view ending = ".jsonl";

std::string line(std::string_view key, const std::string& value) {
    return std::string(key) + " = " + value + "\n";
}

/// Letters, digits, punctuation and signs that fonts have; pictures (So: emoji, lines of tables)
/// but the commonest become spaces.
std::string without_pictures(const std::string& text) {
    const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(text);
    std::string out;
    for (std::int32_t i = 0; i < utf16.length(); i = utf16.moveIndex32(i, 1)) {
        const UChar32 c = utf16.char32At(i);
        constexpr std::u32string_view kept = U"°©®№";
        const bool picture =
            (U_MASK(u_charType(c)) & (U_GC_SO_MASK | U_GC_SK_MASK | U_GC_CN_MASK | U_GC_CO_MASK)) !=
                0 &&
            kept.find(static_cast<char32_t>(c)) == std::u32string_view::npos && c > 0x7f;
        const bool arrow = c >= 0x2190 && c < 0x2c00; // and other signs of mathematics and drawing
        icu::UnicodeString(picture || arrow ? UChar32{' '} : c).toUTF8String(out);
    }
    return out;
}

std::vector<std::string> lines_of(const std::string& text, Tally& tally) {
    std::vector<std::string> lines;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::string clean =
            collapse_spaces(without_pictures(clean_text(text.substr(start, end - start), tally)));
        drop_unbalanced_bidi({&clean}, tally);
        if (count_letters_and_digits(clean) > 0) {
            lines.push_back(std::move(clean));
        }
        start = end + 1;
    }
    return lines;
}

[[nodiscard]] tl::expected<void, std::string> read_line(const std::string& text,
                                                        const std::string& language,
                                                        std::string& id, Pages& pages,
                                                        Tally& tally) {
    const nlohmann::json object = nlohmann::json::parse(text, nullptr, false);
    const auto field = [&object](const char* name) -> std::string {
        const auto found = object.find(name);
        return found != object.end() && found->is_string() ? found->get<std::string>()
                                                           : std::string{};
    };
    if (!object.is_object()) {
        return tl::unexpected(std::string("no JSON object"));
    }
    id = field("id");
    const std::string slug = ascii_slug(id);
    if (slug.empty()) {
        return tl::unexpected(std::string("no \"id\" of which a slug can be made"));
    }
    Page page;
    const std::vector<std::string> title = lines_of(field("title"), tally);
    for (const std::string& part : title) {
        page.title += (page.title.empty() ? "" : " ") + part;
    }
    page.paragraphs = lines_of(field("text"), tally);
    if (page.title.empty()) {
        page.title = page.paragraphs.empty() ? slug : page.paragraphs.front();
    }
    if (!page.paragraphs.empty() && page.paragraphs.front() == page.title) {
        page.paragraphs.erase(page.paragraphs.begin()); // exports repeat it
    }
    if (!pages.articles[slug].emplace(language, std::move(page)).second) {
        return tl::unexpected("a second page \"" + id + "\" (slug " + slug + ")");
    }
    ++pages.languages[language];
    return {};
}

[[nodiscard]] tl::expected<Pages, std::string> read_pages(const fs::path& folder, Tally& tally) {
    Pages pages;
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(prefix) && name.ends_with(ending) &&
            name.size() > prefix.size() + ending.size()) {
            files.push_back(entry.path());
        }
    }
    if (files.empty()) {
        return tl::unexpected(folder.string() + ": no pages.<lang>.jsonl");
    }
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        const std::string name = file.filename().string();
        const std::string language =
            name.substr(prefix.size(), name.size() - prefix.size() - ending.size());
        std::ifstream stream(file, std::ios::binary);
        std::size_t number = 0;
        for (std::string text; std::getline(stream, text);) {
            ++number;
            if (text.find_first_not_of(" \r\t") == std::string::npos) {
                continue;
            }
            std::string id;
            if (const auto read = read_line(text, language, id, pages, tally); !read) {
                return tl::unexpected(file.string() + ":" + std::to_string(number) +
                                      ":1: " + read.error());
            }
        }
    }
    return pages;
}

/// The language that the others are translations of: German, where there is any.
std::string default_of(const Pages& pages) {
    if (pages.languages.contains("de") || pages.languages.empty()) {
        return "de";
    }
    return std::ranges::max_element(pages.languages, {},
                                    [](const auto& entry) { return entry.second; })
        ->first;
}

std::string text_file(const Page& page) {
    // The check wants a summary to be written; a blank one is shown nowhere.
    std::string out = "+++\n" + line("title", toml_string(escape_markdown(page.title))) +
                      line("summary", "\" \"") + line("state", "\"reviewed\"") + "+++\n";
    for (const std::string& paragraph : page.paragraphs) {
        out += markdown_of_text({.utf8 = paragraph, .spans = {}}, BlockKind::Paragraph) + "\n\n";
    }
    return out;
}

std::string languages_file(const std::vector<std::string>& languages) {
    std::string out;
    for (const std::string& tag : languages) {
        const std::string name = own_name(tag);
        const std::string font = font_of(tag);
        out += "[[language]]\n" + line("tag", toml_string(tag)) +
               line("endonym", toml_string(name)) + line("greeting", toml_string(name)) +
               line("fallback", tag == "en" || tag == "de" ? "[\"de\"]" : "[\"en\", \"de\"]") +
               line("fonts",
                    toml_strings(font.empty() ? std::vector<std::string>{"noto-sans"}
                                              : std::vector<std::string>{font, "noto-sans"})) +
               "\n";
    }
    return out;
}

SourceFiles files_of(const Pages& pages) {
    SourceFiles files;
    const std::string main = default_of(pages);
    std::vector<std::string> languages{main};
    for (const auto& [language, count] : pages.languages) {
        if (language != main) {
            languages.push_back(language);
        }
    }
    files["package.toml"] =
        std::string(import_marker) +
        ": made by `zugang-content import pages-jsonl`; the next import replaces the folder\n" +
        line("id", "\"zentrum/pages\"") + line("title", "\"Pages\"") +
        line("default_language", toml_string(main)) + line("languages", toml_strings(languages)) +
        line("licence", "\"unknown\"") + line("maintainers", "[\"unknown\"]") +
        line("as_of", "2020-01-01");
    files["languages.toml"] = languages_file(languages);
    files["topics.toml"] = "[[topic]]\n" + line("id", "\"pages\"") + line("icon", "\"home\"") +
                           line("hue", "1") + "\n";
    for (const std::string& language : languages) {
        files[fs::path("ui") / (language + ".toml")] = "[topic]\npages = \"Pages\"\n";
    }
    for (const auto& [slug, texts] : pages.articles) {
        if (!texts.contains(main)) {
            continue;
        }
        const fs::path folder = fs::path("articles") / slug;
        files[folder / "article.toml"] =
            line("topic", "\"pages\"") + line("sources", "[\"pages-jsonl\"]") +
            line("confidence", "\"medium\"") + line("visibility", "\"public\"") +
            line("origin", "\"import\"");
        for (const auto& [language, page] : texts) {
            files[folder / (language + ".md")] = text_file(page);
        }
    }
    return files;
}

} // namespace

int import_pages(const ImportPagesOptions& options, std::ostream& report, std::ostream& errors) {
    const auto fail = [&errors](const std::string& why) {
        errors << why << '\n';
        return 1;
    };
    if (const std::string refusal = refuse_target(options.out); !refusal.empty()) {
        return fail(refusal);
    }
    Tally tally;
    const auto pages = read_pages(options.folder, tally);
    if (!pages) {
        return fail(pages.error());
    }
    const std::string main = default_of(*pages);
    const auto without = std::ranges::count_if(
        pages->articles, [&main](const auto& entry) { return !entry.second.contains(main); });
    if (const auto written = replace_folder(options.out, files_of(*pages)); !written) {
        return fail(written.error());
    }
    report << pages->articles.size() - static_cast<std::size_t>(without) << " articles in "
           << pages->languages.size() << " languages\n";
    if (without > 0) {
        report << without << " pages without one in " << main << " are left out\n";
    }
    return 0;
}

} // namespace zugang::content::tool
