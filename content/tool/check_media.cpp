#include "content/tool/check.hpp"
#include "content/tool/media_file.hpp"
#include "content/tool/text_file.hpp"

#include <set>

namespace zugang::content::tool {
namespace {

/// "lohn.png", not "../../etc/passwd".
bool is_file_name(const std::string& name) {
    return !name.empty() && name[0] != '.' && name.find('/') == std::string::npos &&
           name.find('\\') == std::string::npos;
}

void check_alt_text(const SourceArticle& article, const Translation& translation, std::size_t index,
                    Report& report) {
    const SourceBlock& block = translation.blocks[index];
    if (!block.text.text.utf8.empty()) {
        return;
    }
    if (article.origin == Origin::Import) {
        report.warning(block.text.place, "the picture has no alternative text",
                       "say in words what it shows: ![...](file)");
        return;
    }
    const auto original = article.translations.find(article.default_language);
    const bool meant = original != article.translations.end() && translation.aligned &&
                       index < original->second.blocks.size() &&
                       !original->second.blocks[index].text.text.utf8.empty();
    if (meant) {
        report.error(block.text.place,
                     "the picture has no alternative text, but one in the default language",
                     "translate it");
    } else if (translation.language == article.default_language) {
        report.advice(block.text.place, "the picture has no alternative text: it is decoration",
                      "if it says something, say it in words: ![...](file)");
    }
}

} // namespace

void check_media(const Package& package, Report& report) {
    std::set<std::filesystem::path> used;
    std::set<std::filesystem::path> folders;
    for (const auto& [slug, article] : package.articles) {
        folders.insert(article.package_folder);
        for (const auto& [language, translation] : article.translations) {
            for (std::size_t i = 0; i < translation.blocks.size(); ++i) {
                const SourceBlock& block = translation.blocks[i];
                if (block.kind != BlockKind::Image) {
                    continue;
                }
                check_alt_text(article, translation, i, report);
                const std::filesystem::path file = article.package_folder / "media" / block.image;
                if (!is_file_name(block.image)) {
                    report.error(block.text.place,
                                 "\"" + block.image + "\" is no name of a file in media/",
                                 "put the picture into media/ and write its name");
                } else if (!std::filesystem::is_regular_file(file)) {
                    report.error(block.text.place, "there is no picture media/" + block.image,
                                 "put it there, or take the picture out");
                } else {
                    used.insert(file);
                }
            }
        }
    }
    folders.insert(package.folder);
    for (const std::filesystem::path& folder : folders) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(folder / "media", error)) {
            if (entry.is_directory(error) || entry.path().filename().string().starts_with('.')) {
                continue;
            }
            Picture picture;
            read_picture(entry.path(), report, picture);
            if (!used.contains(entry.path())) {
                report.advice(place_of(entry.path()), "no article shows this picture",
                              "remove it if nobody needs it");
            }
        }
    }
}

} // namespace zugang::content::tool
