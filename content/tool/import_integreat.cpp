#include "content/tool/import_integreat.hpp"

#include "content/tool/blocks.hpp"
#include "content/tool/clean_text.hpp"
#include "content/tool/html_blocks.hpp"
#include "content/tool/import_report.hpp"
#include "content/tool/integreat_download.hpp"
#include "content/tool/integreat_extras.hpp"
#include "content/tool/integreat_links.hpp"
#include "content/tool/integreat_places.hpp"
#include "content/tool/markdown_writer.hpp"
#include "content/tool/package_files.hpp"
#include "content/tool/scratch_folder.hpp"
#include "content/tool/slug.hpp"
#include "content/tool/source_folder.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view default_language = "de";

/// A page as it will be written.
struct Draft {
    std::string title;   ///< Markdown
    std::string summary; ///< Markdown
    std::vector<RunBlock> blocks;
};

/// A heading's id is the slug of its words; where that is taken, it must be written.
void write_needed_ids(std::vector<RunBlock>& blocks) {
    std::set<std::string> taken{"title", "summary"};
    for (RunBlock& block : blocks) {
        if (block.kind != BlockKind::Heading) {
            continue;
        }
        const std::string slug = slug_of(plain_text(block));
        const bool number = slug.find_first_not_of("0123456789") ==
                            std::string::npos; // as blocks before any heading
        std::string id = number ? "nr-" + slug : slug;
        for (int n = 2; !taken.insert(id).second; ++n) {
            id = slug + "-" + std::to_string(n);
        }
        block.id = id == slug ? "" : id;
    }
}

bool are_aligned(const std::vector<RunBlock>& a, const std::vector<RunBlock>& b) {
    return std::ranges::equal(a, b, [](const RunBlock& x, const RunBlock& y) {
        return x.kind == y.kind && x.level == y.level;
    });
}

std::string only_letters(std::string_view text) {
    std::string out;
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return c != ' '; });
    return out;
}

/// Integreat cuts its excerpt from the page: as a summary it would only repeat the page.
bool repeats(const std::string& excerpt, const std::vector<RunBlock>& blocks) {
    std::string page;
    for (const RunBlock& block : blocks) {
        page += plain_text(block);
    }
    return only_letters(page).starts_with(only_letters(excerpt));
}

std::vector<std::string> hashes(const Draft& draft, Tally& ignored) {
    std::vector<std::string> result{block_hash(draft.title), block_hash(draft.summary)};
    for (const RunBlock& block : draft.blocks) {
        result.push_back(block_hash(markdown_of_runs(block, ignored)));
    }
    return result;
}

bool is_stale(const IntegreatPage& translation, const IntegreatPage& original) {
    return !translation.changed || !original.changed || *translation.changed < *original.changed;
}

class Import {
  public:
    Import(const IntegreatExport& source, const IntegreatPlaces& places, std::string package_id,
           ImportReport& report)
        : source_(source), places_(places), package_id_(std::move(package_id)), report_(report),
          articles_(join_pages(source, default_language, report.tally)), links_(source, articles_) {
    }

    SourceFiles files();

  private:
    Draft draft(const IntegreatPage& page, const std::string& language);
    void add_article(const ImportedArticle& article);
    void add_translation(const ImportedArticle& article, const std::string& language, Draft& made,
                         const Draft* original);

    const IntegreatExport& source_;
    const IntegreatPlaces& places_;
    std::string package_id_;
    ImportReport& report_;
    std::vector<ImportedArticle> articles_;
    LinkResolver links_;
    SourceFiles files_;
};

Draft Import::draft(const IntegreatPage& page, const std::string& language) {
    ImportReport::Language& counts = report_.languages[language];
    HtmlBlocks html = blocks_of_html(
        page.html,
        [&](std::string_view address, std::string_view words) {
            return links_.resolve(address, words, language, report_.links, report_.tally);
        },
        report_.tally);
    const std::size_t title = count_letters_and_digits(page.title);
    ++counts.pages;
    counts.blocks += html.blocks.size();
    counts.source_characters += html.source_characters + title;
    counts.kept_characters += html.kept_characters + title;
    Draft made{
        .title = escape_markdown(page.title), .summary = "", .blocks = std::move(html.blocks)};
    if (!page.excerpt.empty() && repeats(page.excerpt, made.blocks)) {
        ++report_.tally.left_out["excerpts that only repeat the page"];
    } else {
        made.summary = escape_markdown(page.excerpt);
    }
    return made;
}

void Import::add_translation(const ImportedArticle& article, const std::string& language,
                             Draft& made, const Draft* original) {
    ImportReport::Language& counts = report_.languages[language];
    const IntegreatPage& page = *article.pages.at(language);
    TranslationFile file{
        .title = made.title, .summary = made.summary, .follows = std::nullopt, .body = ""};
    bool has_own_ids = true;
    if (original != nullptr && original != &made) {
        Tally ignored;
        const bool stale = is_stale(page, *article.pages.at(std::string(default_language)));
        const bool aligned = are_aligned(made.blocks, original->blocks);
        file.follows = stale ? std::vector<std::string>() : hashes(*original, ignored);
        counts.stale += stale ? 1 : 0;
        ++(aligned ? counts.aligned : counts.misaligned);
        has_own_ids = !aligned;
    }
    if (has_own_ids) {
        write_needed_ids(made.blocks);
    }
    file.body = markdown_of_blocks(made.blocks, report_.tally);
    files_[std::filesystem::path("articles") / article.slug / (language + ".md")] =
        translation_file(file);
}

void Import::add_article(const ImportedArticle& article) {
    std::map<std::string, Draft> drafts;
    bool empty = true;
    for (const auto& [language, page] : article.pages) {
        const Draft& made = drafts.emplace(language, draft(*page, language)).first->second;
        empty = empty && made.blocks.empty();
    }
    const auto original = drafts.find(std::string(default_language));
    for (auto& [language, made] : drafts) {
        add_translation(article, language, made,
                        original == drafts.end() ? nullptr : &original->second);
    }
    files_[std::filesystem::path("articles") / article.slug / "article.toml"] =
        article_file(article, source_.region_name, default_language);
    report_.joined += article.pages.size() > 1 ? 1 : 0;
    report_.topics += article.parent.empty() ? 1 : 0;
    report_.empty_folders += empty && article.has_children ? 1 : 0;
    report_.empty_leaves += empty && !article.has_children ? 1 : 0;
}

SourceFiles Import::files() {
    report_.package = package_id_;
    report_.articles = articles_.size();
    report_.places = places_.rows.size();
    for (const ImportedArticle& article : articles_) {
        add_article(article);
    }
    for (auto& [name, bytes] :
         package_files(source_, articles_, places_, package_id_, default_language)) {
        files_[name] = std::move(bytes);
    }
    return std::move(files_);
}

/// Downloads first where the export is an address.
int import_from_server(ImportOptions options, std::ostream& report, std::ostream& errors) {
    if (options.region.empty()) {
        errors << options.export_folder.string()
               << ": which region? name it with --region, as it stands in its address\n";
        return 1;
    }
    if (!options.save.empty() && fs::exists(options.save) && !fs::is_empty(options.save)) {
        errors << options.save.string() << " is there and not empty\n";
        return 1;
    }
    std::optional<ScratchFolder> scratch;
    const fs::path folder =
        options.save.empty() ? scratch.emplace("integreat").path() : options.save;
    fs::create_directories(folder);
    const auto downloaded =
        download_integreat(options.export_folder.string(), options.region, folder,
                           [&errors](const std::string& url) { errors << url << std::endl; });
    if (!downloaded) {
        errors << downloaded.error() << "\n";
        return 1;
    }
    options.export_folder = folder;
    return import_integreat(options, report, errors);
}

} // namespace

int import_integreat(const ImportOptions& options, std::ostream& report, std::ostream& errors) {
    const auto fail = [&errors](const std::string& why) {
        errors << why << '\n';
        return 1;
    };
    if (const std::string refusal = refuse_target(options.out); !refusal.empty()) {
        return fail(refusal);
    }
    if (is_web_address(options.export_folder.native())) {
        return import_from_server(options, report, errors);
    }
    const Date today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    ImportReport result;
    const Date newest = options.newest.value_or(today);
    auto source = read_integreat(options.export_folder, options.region, newest, result.tally);
    if (!source) {
        return fail(source.error());
    }
    if (const auto added =
            add_imprint_and_events(options.export_folder, newest, *source, result.tally);
        !added) {
        return fail(added.error());
    }
    const auto places = read_integreat_places(options.export_folder, *source, default_language,
                                              newest, result.tally);
    if (!places) {
        return fail(places.error());
    }
    if (!source->pages.contains(std::string(default_language))) {
        return fail(options.export_folder.string() +
                    ": no pages.de.json; the other languages follow the German one");
    }
    std::string package_id = options.package_id;
    if (package_id.empty()) {
        const std::string region = ascii_slug(source->region);
        package_id = "zentrum/" + (region.empty() ? "import" : region);
    }
    SourceFiles files = Import(*source, *places, package_id, result).files();
    auto overlay = lay_over(options.out, options.decisions, files);
    if (!overlay) {
        return fail(overlay.error());
    }
    result.overlay = std::move(*overlay);
    if (const auto written = replace_folder(options.out, files); !written) {
        return fail(written.error());
    }
    options.format == Format::Json ? print_json(result, report) : print_text(result, report);
    return 0;
}

} // namespace zugang::content::tool
