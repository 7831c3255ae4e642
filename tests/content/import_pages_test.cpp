#include "content/tool/import_pages.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

/// A folder that goes with the test.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("zugang-pages-" + std::to_string(getpid()));
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path / "in");
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, std::string_view bytes) const {
        std::ofstream(path / "in" / name, std::ios::binary) << bytes;
    }
    std::string read(const std::string& name) const {
        std::ifstream stream(path / "out" / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    /// What the import says; `code` what it returns.
    std::string import(int code) const {
        std::ostringstream report;
        std::ostringstream errors;
        CHECK(import_pages({.folder = path / "in", .out = path / "out"}, report, errors) == code);
        return code == 0 ? report.str() : errors.str();
    }
};

} // namespace

TEST_CASE("each id becomes an article, each line a paragraph, each file a language") {
    const Folder folder;
    folder.write(
        "pages.de.jsonl",
        R"({"id": "kreis/12", "title": "Der *Titel*", "text": "Der *Titel*\nErstens.\n1) Zweitens\n\u2028 \n---"})"
        "\n\n"
        R"({"id": "kreis/13", "title": "", "text": "Nur Text"})"
        "\n");
    folder.write("pages.ar.jsonl", R"({"id": "kreis/12", "title": "عنوان", "text": "سطر"})"
                                   "\n"
                                   R"({"id": "kreis/99", "title": "x", "text": "y"})");
    const std::string report = folder.import(0);
    CHECK(report.find("2 articles in 2 languages") != std::string::npos);
    CHECK(report.find("1 pages without one in de are left out") != std::string::npos);
    const std::string german = folder.read("articles/kreis-12/de.md");
    CHECK(german.find(R"(title = "Der \\*Titel\\*")") != std::string::npos);
    CHECK(german.ends_with("+++\nErstens.\n\n1\\) Zweitens\n\n"));
    CHECK(folder.read("articles/kreis-13/de.md").find("title = \"Nur Text\"") != std::string::npos);
    CHECK(folder.read("articles/kreis-12/ar.md").find("عنوان") != std::string::npos);
    CHECK(folder.read("package.toml").find("languages = [\"de\", \"ar\"]") != std::string::npos);
    CHECK(folder.read("languages.toml").find("\"noto-naskh-arabic\", \"noto-sans\"") !=
          std::string::npos); // else nothing can be built of it
    CHECK(folder.read("articles/kreis-99/ar.md").empty());
    CHECK(folder.import(0) == report); // once more over the first
}

TEST_CASE("what is no page is named with its place, and nothing is written") {
    const Folder folder;
    CHECK(folder.import(1).find("no pages.<lang>.jsonl") != std::string::npos);
    for (const auto& [line, why] : std::initializer_list<std::pair<const char*, const char*>>{
             {"{\"id\": \"a\"", "no JSON object"},
             {"[]", "no JSON object"},
             {"{\"title\": \"t\", \"text\": \"x\"}", "no \"id\""},
             {"{\"id\": \"b\", \"title\": \"t\", \"text\": \"x\"}", "a second page"}}) {
        folder.write("pages.de.jsonl",
                     R"({"id": "b", "title": "t", "text": "x"})" + std::string("\n") + line + "\n");
        const std::string errors = folder.import(1);
        CHECK(errors.find("pages.de.jsonl:2:1: ") != std::string::npos);
        CHECK(errors.find(why) != std::string::npos);
        CHECK_FALSE(fs::exists(folder.path / "out"));
    }
}
