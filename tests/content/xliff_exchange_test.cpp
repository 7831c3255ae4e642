#include "content/tool/export_xliff.hpp"
#include "content/tool/import_xliff.hpp"
#include "content/tool/xliff.hpp"
#include "tests/run_command.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "source_tree.hpp"
#include <doctest/doctest.h>

// Whole packages out and in again, and what other programs see and write.

using namespace zugang::content;
using namespace zugang::content::tool;
using zugang::testing::run_command;

namespace {

constexpr std::string_view english = "articles/lohn/en.md";

/// A copy of the real content beside the small one of `tree`.
std::filesystem::path country(const SourceTree& tree) {
    const std::filesystem::path folder = tree.root() / "country";
    std::filesystem::copy(std::string(ZUGANG_SOURCE_DIR) + "/content/source/bund", folder,
                          std::filesystem::copy_options::recursive);
    return folder;
}

std::map<std::string, std::string> files_below(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.emplace(entry.path().string(), read_file(entry.path()));
        }
    }
    return files;
}

std::string exported(const ExportXliffOptions& options) {
    std::ostringstream said;
    REQUIRE_MESSAGE(export_xliff(options, said, said) == 0, said.str());
    return read_file(options.out);
}

std::string imported(const ImportXliffOptions& options) {
    std::ostringstream said;
    REQUIRE_MESSAGE(import_xliff(options, said, said) == 0, said.str());
    return said.str();
}

ExportXliffOptions of_small(const SourceTree& tree, xliff::Version version,
                            const std::string& since = {}) {
    return {.source = tree.package(),
            .language = "en",
            .changed_since = since,
            .slugs = {"lohn"},
            .version = version,
            .out = tree.root() / "x.xlf"};
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.rfind(from); // the target stands behind the source
    REQUIRE_MESSAGE(at != std::string::npos, text);
    return text.replace(at, from.size(), to);
}

std::string import_small(const SourceTree& tree, const std::string& bytes,
                         const std::string& state = {}) {
    write_file(tree.root() / "x.xlf", bytes);
    return imported(
        {.file = tree.root() / "x.xlf", .into = tree.package(), .state = state, .dry_run = false});
}

/// Marks with their words.
std::string kinds(const Text& text) {
    std::string all;
    for (const Span& span : text.spans) {
        all += std::to_string(static_cast<int>(span.kind)) + " " + span.target + " " +
               text.utf8.substr(span.start, span.length) + "\n";
    }
    return all;
}

std::string attribute(const xliff::Piece& piece, std::string_view name) {
    const auto found =
        std::ranges::find(piece.attributes, name, &std::pair<std::string, std::string>::first);
    return found == piece.attributes.end() ? std::string{} : found->second;
}

/// As tests/tools/xliff-texts.js writes it: the parser drops white space between two codes.
std::string shown(const xliff::Content& content) {
    std::string text;
    for (const xliff::Piece& piece : content) {
        if (piece.kind == xliff::Piece::Kind::Text) {
            text += piece.text == " " ? "" : piece.text;
        } else if (piece.kind == xliff::Piece::Kind::Close) {
            text += "</>";
        } else if (piece.kind == xliff::Piece::Kind::Open) {
            text += "<" + attribute(piece, "id") + " " + attribute(piece, "dataRefStart") + " " +
                    attribute(piece, "dataRefEnd") + ">";
        } else {
            text += "<" + attribute(piece, "id") + " " + attribute(piece, "dataRef") + "/>";
        }
    }
    return text;
}

std::string words(const xliff::Content& content) {
    std::string text;
    for (const xliff::Piece& piece : content) {
        text += piece.text;
    }
    return text;
}

std::vector<std::string> sorted_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    std::ranges::sort(lines);
    return lines;
}

/// Of a file of the real content, a line for each text.
template <typename Show>
std::string seen_by_us(const std::string& bytes, Show show) {
    const auto document = xliff::read(bytes);
    REQUIRE(document);
    std::string lines;
    for (const xliff::File& file : document->files) {
        for (const xliff::Unit& unit : file.units) {
            REQUIRE(unit.segments.size() == 1);
            const std::string id = file.id + "\t" + unit.id + "\t";
            lines += id + "source\t" + show(unit.segments[0].source) + "\n";
            if (unit.segments[0].target) {
                lines += id + "target\t" + show(*unit.segments[0].target) + "\n";
            }
        }
    }
    return lines;
}

/// Runs a program of Python that has the file as sys.argv[1].
std::string run_python(const std::string& program, const std::filesystem::path& file) {
    const auto run = run_command("/usr/bin/python3 -c '" + program + "' " + file.string());
    REQUIRE_MESSAGE(run.code == 0, run.text);
    return run.text;
}

} // namespace

TEST_CASE("the real content comes back unchanged, and whole where a language was taken away") {
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        for (const std::string language : {"ar", "uk", "en"}) {
            CAPTURE(language);
            const SourceTree tree;
            const std::filesystem::path folder = country(tree);
            const auto before = files_below(folder);
            Report report;
            const Package package = read_package(folder, report);
            const std::filesystem::path file = tree.root() / "x.xlf";
            exported({.source = folder,
                      .language = language,
                      .changed_since = {},
                      .slugs = {},
                      .version = version,
                      .out = file});
            const std::string said =
                imported({.file = file, .into = folder, .state = {}, .dry_run = false});
            CHECK(static_cast<std::size_t>(std::ranges::count(said, '\n')) ==
                  package.articles.size());
            CHECK(files_below(folder) == before);

            for (const auto& [slug, article] : package.articles) {
                std::filesystem::remove(folder / "articles" / slug / (language + ".md"));
            }
            imported({.file = file, .into = folder, .state = {}, .dry_run = false});
            const Package again = read_package(folder, report);
            REQUIRE(report.count(Severity::Error) == 0);
            for (const auto& [slug, article] : package.articles) {
                CAPTURE(slug);
                const Translation& one = article.translations.at(language);
                const Translation& other = again.articles.at(slug).translations.at(language);
                CHECK(one.title.text.utf8 == other.title.text.utf8);
                CHECK(one.summary.text.utf8 == other.summary.text.utf8);
                CHECK(one.keywords == other.keywords);
                CHECK(one.stale_blocks == other.stale_blocks);
                REQUIRE(one.blocks.size() == other.blocks.size());
                for (std::size_t i = 0; i < one.blocks.size(); ++i) {
                    CHECK(written(one.blocks[i].text.text) == written(other.blocks[i].text.text));
                    CHECK(kinds(one.blocks[i].text.text) == kinds(other.blocks[i].text.text));
                }
            }
        }
    }
}

TEST_CASE("a parser of npm sees the same units, texts and codes in 2.1") {
    const SourceTree tree;
    for (const std::string language : {"ar", "uk"}) {
        const std::filesystem::path file = tree.root() / "x.xlf";
        const std::string sent =
            exported({.source = std::string(ZUGANG_SOURCE_DIR) + "/content/source/bund",
                      .language = language,
                      .changed_since = {},
                      .slugs = {},
                      .version = xliff::Version::V21,
                      .out = file});
        const auto seen = run_command("node " + std::string(ZUGANG_SOURCE_DIR) +
                                      "/tests/tools/xliff-texts.js " + file.string());
        REQUIRE_MESSAGE(seen.code == 0, seen.text);
        CHECK(seen.text.find("</>") != std::string::npos);
        CHECK(seen.text.find("/>") != std::string::npos);
        CHECK(sorted_lines(seen.text) == sorted_lines(seen_by_us(sent, shown)));
    }
}

TEST_CASE("translate-toolkit sees the same units and texts in 1.2") {
    const SourceTree tree;
    for (const std::string language : {"ar", "uk"}) {
        const std::filesystem::path file = tree.root() / "x.xlf";
        const std::string sent =
            exported({.source = std::string(ZUGANG_SOURCE_DIR) + "/content/source/bund",
                      .language = language,
                      .changed_since = {},
                      .slugs = {},
                      .version = xliff::Version::V12,
                      .out = file});
        const std::string seen =
            run_python("import sys; from translate.storage import xliff\n"
                       "for u in xliff.xlifffile.parsefile(sys.argv[1]).units:\n"
                       "    name = u.getid().replace(chr(4), chr(9))\n"
                       "    print(name, \"source\", u.source, sep=chr(9))\n"
                       "    if u.target: print(name, \"target\", u.target, sep=chr(9))",
                       file);
        CHECK(seen.find("\ttarget\t") != std::string::npos);
        CHECK(sorted_lines(seen) == sorted_lines(seen_by_us(sent, words)));
    }
}

TEST_CASE("targets that translate-toolkit writes are taken back") {
    const SourceTree tree;
    exported(of_small(tree, xliff::Version::V12));
    run_python("import sys; from translate.storage import xliff\n"
               "store = xliff.xlifffile.parsefile(sys.argv[1])\n"
               "for u in store.units:\n"
               "    rich = u.rich_target\n"
               "    for leaf in [l for text in rich for l in text.flatten()]:\n"
               "        leaf.sub = [s.replace(\" pays\", \" must pay\") if isinstance(s, str) "
               "else s for s in leaf.sub]\n"
               "    u.rich_target = rich\n"
               "store.save()",
               tree.root() / "x.xlf");
    const std::string said = import_small(tree, read_file(tree.root() / "x.xlf"));
    CHECK(said.find("lohn/en: 1 taken") != std::string::npos);
    CHECK(tree.read(english).find("\nThe [[mindestlohn|Mindestlohn]] is **{value:minwage}**, from "
                                  "2027 {value:minwage@2027-01-01}. Your [[arbeitgeber]] must "
                                  "pay.\n") != std::string::npos);
}

TEST_CASE("codes come back in the forms that other programs give them") {
    const auto taken = [](xliff::Version version, std::string_view opens, std::string_view closes) {
        const SourceTree tree;
        std::string sent = exported(of_small(tree, version));
        const std::size_t close = sent.rfind("Mindestlohn</") + std::string("Mindestlohn").size();
        const std::size_t open = sent.rfind('<', close - 1);
        sent.replace(close, sent.find('>', close) + 1 - close, closes);
        sent.replace(open, sent.find('>', open) + 1 - open, opens);
        import_small(tree, with(sent, " pays", " must pay"));
        CHECK(tree.read(english).find("\nThe [[mindestlohn|Mindestlohn]] is **{value:minwage}**") !=
              std::string::npos);
        CHECK(tree.read(english).find("must pay") != std::string::npos);
    };
    taken(xliff::Version::V21, "<sc id=\"1\"/>", "<ec startRef=\"1\"/>");
    taken(xliff::Version::V12, "<bx id=\"1\"/>", "<ex id=\"1\"/>");
    taken(xliff::Version::V12, "<bx id=\"1\" rid=\"7\"/>", "<ex id=\"9\" rid=\"7\"/>");
    taken(xliff::Version::V12, "<bpt id=\"1\">&lt;i></bpt>", "<ept id=\"1\">&lt;/i></ept>");
    taken(xliff::Version::V12, "<bpt id=\"1\" rid=\"2\"/>", "<ept id=\"3\" rid=\"2\"/>");

    const SourceTree tree;
    std::string sent = exported(of_small(tree, xliff::Version::V12));
    const std::size_t contact = sent.rfind("<x ");
    sent.replace(contact, sent.find('>', contact) + 1 - contact, "<it id=\"1\" pos=\"open\"/>");
    import_small(tree, with(sent, "Call: ", "Please call: "));
    CHECK(tree.read(english).find("2. Please call: {contact:alid}\n") != std::string::npos);
}

TEST_CASE("only texts that changed since a revision are sent, with what they were") {
    const SourceTree tree;
    const std::string git =
        "git -C " + tree.package().string() + " -c user.name=a -c user.email=b ";
    REQUIRE(run_command("git init -q " + tree.package().string() + " && " + git + "add . && " +
                        git + "commit -q -m one")
                .code == 0);
    tree.replace("articles/lohn/de.md", "2. Rufen Sie an: {contact:alid}",
                 "2. Rufen Sie heute an: {contact:alid}");
    tree.replace("articles/lohn/de.md", "[\"Lohn\"]", "[\"Lohn\", \"Gehalt\"]");
    for (const xliff::Version version : {xliff::Version::V12, xliff::Version::V21}) {
        const auto document = xliff::read(exported(of_small(tree, version, "HEAD")));
        REQUIRE(document);
        REQUIRE(document->files.size() == 1);
        REQUIRE(document->files[0].units.size() == 2);
        const xliff::Unit& unit = document->files[0].units[0];
        CHECK(words(unit.segments[0].source).starts_with("Rufen Sie heute an: "));
        CHECK(std::ranges::any_of(unit.notes, [](const xliff::Note& note) {
            return note.text == "Before, the German text was: Rufen Sie an: {contact:alid}";
        }));
        CHECK(document->files[0].units[1].id == "article.keywords");
    }
    std::ostringstream said;
    std::filesystem::remove(tree.root() / "x.xlf");
    CHECK(export_xliff(of_small(tree, xliff::Version::V21, "no-such"), said, said) == 1);
    CHECK(said.str().find("no revision") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(tree.root() / "x.xlf"));
}

TEST_CASE("the state is what the file says, or what is asked for") {
    const SourceTree tree;
    const std::string sent = exported(of_small(tree, xliff::Version::V12));
    const std::string edited = with(sent, " pays", " must pay");
    const auto state = [&tree] {
        const Package package = tree.merged();
        return package.articles.at("lohn").translations.at("en").state;
    };
    import_small(tree, edited, "machine");
    CHECK(state() == TranslationState::Machine);
    import_small(tree, sent);
    CHECK(state() == TranslationState::Draft);
    std::string final = edited;
    for (const std::string_view word : {"needs-adaptation", "translated", "needs-translation"}) {
        const std::string from = "state=\"" + std::string(word) + "\"";
        for (std::size_t at = 0; (at = final.find(from, at)) != std::string::npos;) {
            final.replace(at, from.size(), "state=\"final\"");
        }
    }
    import_small(tree, with(final, "<target state=\"final\">First a", "<target>First a"));
    CHECK(state() == TranslationState::Draft); // one text is not said to be reviewed
}

TEST_CASE("line ends and written ids stay") {
    const SourceTree tree;
    std::string lines = tree.read(english);
    const std::string heading = "## How much?";
    lines.replace(lines.find(heading), heading.size(), heading + " {#wie-viel}");
    const std::string plain = lines;
    for (std::size_t at = 0; (at = lines.find('\n', at)) != std::string::npos; at += 2) {
        lines.replace(at, 1, "\r\n");
    }
    tree.write(english, lines);
    const std::string sent = exported(of_small(tree, xliff::Version::V21));
    import_small(tree, sent);
    CHECK(tree.read(english) == lines);
    import_small(tree, with(sent, "How much?", "How much is it?"));
    const std::string now = tree.read(english);
    CHECK(now.find("## How much is it? {#wie-viel}\r\n\r\nThe [[mindest") != std::string::npos);
    CHECK(std::ranges::count(now, '\r') == std::ranges::count(now, '\n'));
}

TEST_CASE("lines for check stay where they are") {
    const SourceTree tree;
    const std::string off = "<!-- check: off long-word: an example -->";
    tree.replace(english, "First a", off + "\nFirst a");
    tree.replace(english, "1. Ask.", "1. Ask.\n" + off);
    tree.replace(english, "   - [here]", off + "\n   - [here]");
    const std::string before = tree.read(english);
    const std::string sent = exported(of_small(tree, xliff::Version::V21));
    import_small(tree, sent);
    CHECK(tree.read(english) == before);
    std::string edited = with(sent, "First a sentence.", "A sentence first.");
    edited = with(edited, "<target>Ask.", "<target>Ask us.");
    edited = with(edited, "<target>soon", "<target>now");
    import_small(tree, edited);
    const std::string now = tree.read(english);
    CHECK(now.find("\n" + off + "\nA sentence first.\n\n") != std::string::npos);
    CHECK(now.find("\n1. Ask us.\n" + off + "\n2. Call: {contact:alid}\n   - now\n" + off +
                   "\n   - [here]") != std::string::npos);
}

TEST_CASE("an article with errors does not stop the others") {
    const SourceTree tree;
    const std::string sent = exported(of_small(tree, xliff::Version::V21));
    ExportXliffOptions all = of_small(tree, xliff::Version::V21);
    all.slugs.clear();
    const std::string both = exported(all);
    tree.write("articles/hilfe/de.md", "no front matter\n");
    CHECK(exported(of_small(tree, xliff::Version::V21)) == sent);
    std::ostringstream said;
    CHECK(export_xliff(all, said, said) == 1);
    write_file(tree.root() / "x.xlf", with(both, "First a sentence.", "A sentence first."));
    said.str("");
    CHECK(
        import_xliff(
            {.file = tree.root() / "x.xlf", .into = tree.package(), .state = {}, .dry_run = false},
            said, said) == 1);
    CHECK(said.str().find("hilfe/en: refused, nothing was written\n") != std::string::npos);
    CHECK(said.str().find("hilfe/de.md:1:1: error") != std::string::npos);
    CHECK(said.str().find("lohn/en: 1 taken") != std::string::npos);
    CHECK(tree.read(english).find("A sentence first.") != std::string::npos);
    CHECK(tree.read("articles/hilfe/de.md") == "no front matter\n");
}
