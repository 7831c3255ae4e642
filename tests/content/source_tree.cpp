#include "source_tree.hpp"

#include "content/sha256.hpp"

#include <fstream>
#include <iterator>
#include <sstream>

#include <doctest/doctest.h>
#include <unistd.h>

namespace zugang::content::tool {

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    REQUIRE_MESSAGE(stream, file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

SourceTree::SourceTree() {
    static int count = 0;
    root_ = std::filesystem::temp_directory_path() /
            ("zugang-source-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_);
    std::filesystem::copy(std::string(ZUGANG_SOURCE_DIR) + "/tests/data/content/good", package(),
                          std::filesystem::copy_options::recursive);
    write_file(
        root_ / "content/assets.toml",
        "[pictograms]\npackage = \"p\"\nversion = \"1\"\nlicence = \"MIT\"\npath = \"icons\"\n"
        "terminal = [\"check\"]\n");
    for (const char* name : {"home-2", "route", "check", "unused"}) {
        write_file(root_ / "icons" / (std::string(name) + ".svg"),
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" stroke=\"currentColor\" "
                   "stroke-width=\"2\"><path id=\"" +
                       std::string(name) + "\"/></svg>\n");
    }
    std::string fonts;
    const std::filesystem::path debian = "/usr/share/fonts/truetype/noto";
    for (const auto& [family, file] :
         {std::pair("noto-sans", "NotoSans-Regular.ttf"),
          std::pair("noto-sans-symbols2", "NotoSansArmenian-Regular.ttf"),
          std::pair("other", "NotoSansHebrew-Regular.ttf")}) {
        const std::string bytes = read_file(debian / file);
        write_file(root_ / "packaging/assets/node_modules" / (std::string(family) + ".ttf"), bytes);
        fonts += "[[font]]\nfamily = \"" + std::string(family) + "\"\nweight = 400\npath = \"" +
                 family + ".ttf\"\nsha256 = \"" + sha256(bytes) + "\"\n";
    }
    write_file(root_ / "fonts/fonts.toml", fonts);
}

SourceTree::~SourceTree() {
    std::filesystem::remove_all(root_);
}

void SourceTree::write(const std::filesystem::path& name, std::string_view bytes) const {
    write_file(package() / name, bytes);
}

std::string SourceTree::read(const std::filesystem::path& name) const {
    return read_file(package() / name);
}

void SourceTree::replace(const std::filesystem::path& name, std::string_view from,
                         std::string_view to) const {
    std::string bytes = read(name);
    const std::size_t at = bytes.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, name.string());
    bytes.replace(at, from.size(), to);
    write(name, bytes);
}

Package SourceTree::merged() const {
    Report report;
    std::vector<Package> packages;
    packages.push_back(read_package(package(), report));
    return merge(std::move(packages), report);
}

std::string SourceTree::findings(std::string_view as_of) const {
    Report report;
    std::vector<Package> packages;
    packages.push_back(read_package(package(), report));
    const Package merged = merge(std::move(packages), report);
    const Assets assets(root_, report);
    check(merged, *parse_date(as_of), &assets, Cache(), report);
    std::ostringstream out;
    print(report, Format::Text, out);
    std::string text = out.str();
    const std::string prefix = package().string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
        text.erase(at, prefix.size());
    }
    return text;
}

} // namespace zugang::content::tool
