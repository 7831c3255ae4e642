#include "tests/run_command.hpp"

#include <functional>
#include <sstream>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace zugang::content::tool;

namespace {

namespace fs = std::filesystem;
using zugang::testing::Outcome;

const fs::path samples = std::string(ZUGANG_SOURCE_DIR) + "/tests/data/content/broken";

Outcome run(const std::string& arguments) {
    return zugang::testing::run_command(std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-content " +
                                        arguments);
}

/// The lines of errors, names relative to the package; what the TOML library says is its own.
std::string errors_of(const std::string& text, const fs::path& package) {
    std::istringstream lines(text);
    std::string errors;
    const std::string prefix = package.string() + "/";
    for (std::string line; std::getline(lines, line);) {
        if (line.find(": error: ") == std::string::npos) {
            continue;
        }
        for (std::size_t at = line.find(prefix); at != std::string::npos; at = line.find(prefix)) {
            line.erase(at, prefix.size());
        }
        constexpr std::string_view no_toml = "this is no TOML";
        if (const std::size_t at = line.find(no_toml); at != std::string::npos) {
            line.erase(at + no_toml.size());
        }
        errors += line + "\n";
    }
    return errors;
}

/// What check says; build and package must say the same and leave nothing.
std::string refused(const SourceTree& tree) {
    const std::string package = tree.package().string();
    const Outcome check = run("check --as-of 2026-11-22 " + package);
    CHECK(check.code == 1);
    const std::string errors = errors_of(check.text, package);
    for (const char* command : {"build ", "package "}) {
        const fs::path out = tree.root() / "out";
        const Outcome made = run(command + package + " --out " + out.string());
        CAPTURE(command);
        CHECK(made.code == 1);
        CHECK(errors_of(made.text, package) == errors);
        CHECK_FALSE(fs::exists(out));
    }
    return errors;
}

struct Made {
    const char* name;
    std::function<void(const fs::path& package)> spoil;
    const char* errors;
};

/// What no repository should hold.
const Made made[] = {
    {"a picture that leads out of the package",
     [](const fs::path& package) { fs::create_symlink("/etc/passwd", package / "media/a.svg"); },

     "media/a.svg:1:1: error: this is a symbolic link; put the file or folder itself here [form]\n"
     "media/a.svg:1:1: error: this is no picture (PNG, JPEG, WebP or SVG); export the picture "
     "again as PNG, JPEG, WebP or plain SVG, in RGB [media]\n"},
    {"a folder that holds itself",
     [](const fs::path& package) { fs::create_symlink("..", package / "media/a"); },
     "media/a:1:1: error: this is a symbolic link; put the file or folder itself here [form]\n"},
    {"an article that is its own folder",
     [](const fs::path& package) { fs::create_symlink(".", package / "articles/lohn/kreis"); },
     "articles/lohn/kreis:1:1: error: this is a symbolic link; put the file or folder itself here "
     "[form]\n"},
    {"links in a circle",
     [](const fs::path& package) {
         fs::create_symlink("b.md", package / "articles/lohn/a.md");
         fs::create_symlink("a.md", package / "articles/lohn/b.md");
     },

     "articles/lohn/a.md:1:1: error: this is a symbolic link; put the file or folder itself here "
     "[form]\n"
     "articles/lohn/a.md:1:1: error: this is no readable file; put a file here, or take its name "
     "out of what refers to it [form]\n"
     "articles/lohn/b.md:1:1: error: this is a symbolic link; put the file or folder itself here "
     "[form]\n"
     "articles/lohn/b.md:1:1: error: this is no readable file; put a file here, or take its name "
     "out of what refers to it [form]\n"},
    {"a text that leads nowhere",
     [](const fs::path& package) {
         fs::remove(package / "articles/lohn/en.md");
         fs::create_symlink("nowhere", package / "articles/lohn/en.md");
     },

     "articles/lohn/en.md:1:1: error: this is a symbolic link; put the file or folder itself here "
     "[form]\n"
     "articles/lohn/en.md:1:1: error: this is no readable file; put a file here, or take its name "
     "out of what refers to it [form]\n"},
    {"a pipe in place of a table",
     [](const fs::path& package) {
         fs::remove(package / "values.toml");
         REQUIRE(mkfifo((package / "values.toml").c_str(), 0600) == 0);
     },

     "values.toml:1:1: error: this is neither a file nor a folder; take it out [form]\n"
     "values.toml:1:1: error: this is no readable file; put a file here, or take its name out of "
     "what refers to it [form]\n"},
    {"a folder in place of a table",
     [](const fs::path& package) {
         fs::remove(package / "values.toml");
         fs::create_directory(package / "values.toml");
     },

     "values.toml:1:1: error: this is no readable file; put a file here, or take its name out of "
     "what refers to it [form]\n"},
    {"a broken glossary",
     [](const fs::path& package) { write_file(package / "glossary.toml", "[[term]]\nid = \xff"); },
     "glossary.toml:2:6: error: this is no valid UTF-8; save the file with the encoding UTF-8 (the "
     "rest of it was not read) [form]\n"},
    {"broken topics", [](const fs::path& package) { write_file(package / "topics.toml", "\xff"); },
     "topics.toml:1:1: error: this is no valid UTF-8; save the file with the encoding UTF-8 (the "
     "rest of it was not read) [form]\n"},
    {"broken languages",
     [](const fs::path& package) { write_file(package / "languages.toml", "\xff"); },
     "languages.toml:1:1: error: this is no valid UTF-8; save the file with the encoding UTF-8 "
     "(the rest of it was not read) [form]\n"},
    {"broken interface strings of the default language",
     [](const fs::path& package) { write_file(package / "ui/de.toml", "\xff"); },
     "ui/de.toml:1:1: error: this is no valid UTF-8; save the file with the encoding UTF-8 (the "
     "rest of it was not read) [form]\n"},
    {"broken words of a guide in the default language",
     [](const fs::path& package) { write_file(package / "guides/wege/de.toml", "\xff"); },
     "guides/wege/de.toml:1:1: error: this is no valid UTF-8; save the file with the encoding "
     "UTF-8 (the rest of it was not read) [form]\n"},
    {"a broken table beside a name that is wrong anyway",
     [](const fs::path& package) {
         write_file(package / "values.toml", "\xff");
         write_file(package / "glossary/en.toml", "[nothing]\nterm = \"a\"\ntext = \"b\"\n");
     },
     "glossary/en.toml:1:2: error: there is no glossary term \"nothing\"; add it to glossary.toml "
     "[reference]\n"
     "values.toml:1:1: error: this is no valid UTF-8; save the file with the encoding UTF-8 (the "
     "rest of it was not read) [form]\n"},
    {"a file in place of the articles",
     [](const fs::path& package) {
         fs::remove_all(package / "articles");
         write_file(package / "articles", "nothing");
     },

     "guides/wege.toml:18:13: error: there is no article \"lohn\"; write it, or name all packages "
     "that belong together [reference]\n"
     "guides/wege.toml:23:6: error: \"hilfe\" is a dead end; name a public article or contact "
     "[guide]\n"
     "guides/wege.toml:24:13: error: there is no article \"hilfe\"; write it, or name all packages "
     "that belong together [reference]\n"
     "topics.toml:14:11: error: there is no article \"hilfe\"; write it, or name all packages that "
     "belong together [reference]\n"},
    {"a giant text",
     [](const fs::path& package) {
         fs::resize_file(package / "articles/lohn/de.md", 3'000'000'000);
     },

     "articles/lohn/de.md:1:1: error: the file has 3000 MB; more than 20 MB are refused; make it "
     "smaller or take it out of the package [form]\n"},
    {"a giant table",
     [](const fs::path& package) { fs::resize_file(package / "values.toml", 3'000'000'000); },
     "values.toml:1:1: error: the file has 3000 MB; more than 20 MB are refused; make it smaller "
     "or take it out of the package [form]\n"},
    {"two pictures that are one elsewhere",
     [](const fs::path& package) {
         fs::copy_file(package / "media/lohn.svg", package / "media/Lohn.svg");
     },

     "media/lohn.svg:1:1: error: the name differs from \"Lohn.svg\" in upper and lower case only; "
     "many systems take them for one file; rename one of them [form]\n"},
    {"a name in two forms of Unicode",
     [](const fs::path& package) {
         fs::copy_file(package / "media/lohn.svg", package / "media/l\u00f6hne.svg");
         fs::copy_file(package / "media/lohn.svg", package / "media/lo\u0308hne.svg");
     },

     "media/löhne.svg:1:1: error: the name differs from \"löhne.svg\" in upper and lower case "
     "only; many systems take them for one file; rename one of them [form]\n"},
    {"a name that is turned around",
     [](const fs::path& package) {
         fs::copy_file(package / "media/lohn.svg", package / "media/a\u202egvs.png");
     },

     "media/a\\xe2\\x80\\xaegvs.png:1:1: error: the file is image/svg+xml, its name says something "
     "else; "
     "rename it [media]\n"
     "media/a\\xe2\\x80\\xaegvs.png:1:1: error: the name has a character that is not seen or that "
     "means "
     "something else; use lower-case letters, digits, \"-\" and \"_\" [form]\n"},
    {"a name with a line end",
     [](const fs::path& package) { fs::create_directory(package / "articles/lohn\nx: error: y"); },

     "articles/lohn\\x0ax: error: y:1:1: error: \"lohn\\x0ax: error: y\" is no slug; use "
     "lower-case letters, digits, \"-\" and \"_\" [form]\n"
     "articles/lohn\\x0ax: error: y:1:1: error: the name has a character that is not seen or that "
     "means something else; use lower-case letters, digits, \"-\" and \"_\" [form]\n"
     "articles/lohn\\x0ax: error: y/article.toml:1:1: error: the article has no article.toml; add "
     "one, or remove the folder [form]\n"},
    {"a name that is no UTF-8",
     [](const fs::path& package) {
         fs::copy_file(package / "media/lohn.svg", package / "media/l\xf6hne.svg");
     },

     "media/l\xf6"
     "hne.svg:1:1: error: the name is no UTF-8; use lower-case letters, digits, \"-\" "
     "and \"_\" [form]\n"},
    {"no package.toml", [](const fs::path& package) { fs::remove(package / "package.toml"); },
     "package.toml:1:1: error: there is no package.toml here; name the folder of a package, as "
     "content/source/bund [form]\n"},
};

} // namespace

TEST_CASE("each broken source is refused for what is wrong with it, and nothing is written") {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(samples)) {
        ++count;
        const SourceTree tree;
        fs::copy(entry.path(), tree.package(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        fs::remove(tree.package() / "expected");
        CAPTURE(entry.path().filename().string());
        CHECK(refused(tree) == read_file(entry.path() / "expected"));
    }
    CHECK(count >= 60);
}

TEST_CASE("what no repository should hold is refused, and nothing is written") {
    for (const Made& one : made) {
        const SourceTree tree;
        one.spoil(tree.package());
        CAPTURE(one.name);
        CHECK(refused(tree) == one.errors);
    }
}

TEST_CASE("what could not be read is not missed a second time") {
    const SourceTree tree;
    const auto lines = [&tree](const char* file) {
        const std::string before = tree.read(file);
        tree.write(file, "\xff");
        const std::string found = tree.findings();
        tree.write(file, before);
        return found;
    };
    const auto has = [](const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    };
    CHECK(has(tree.findings(), "no article is written in \"fa\" yet"));
    CHECK_FALSE(has(lines("articles/lohn/article.toml"), "no article"));
    CHECK(
        has(lines("articles/lohn/en.md"), "articles/hilfe/article.toml:1:1: warning: missing in"));
    CHECK_FALSE(has(lines("articles/lohn/en.md"), "articles/lohn/article.toml"));
    CHECK(has(lines("guides/wege/en.toml"),
              "guides/wege.toml:1:1: warning: missing in 1 language: fa"));
    CHECK(has(tree.findings(), "interface strings are missing"));
    CHECK_FALSE(has(lines("ui/de.toml"), "interface string"));
    CHECK_FALSE(has(lines("media.toml"), "licence"));
}

TEST_CASE("a terminal's folder stays as it was when a broken source is built into it") {
    const SourceTree tree;
    const std::string out = (tree.root() / "out").string();
    REQUIRE(run("build " + tree.package().string() + " --out " + out).code == 0);
    const Outcome before = run("digest " + out);
    tree.write("values.toml", "[[value");
    CHECK(run("build " + tree.package().string() + " --out " + out).code == 1);
    CHECK(run("digest " + out).text == before.text);
    CHECK(before.code == 0);
}
