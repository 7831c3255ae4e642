#include "content/tool/place_problems.hpp"

#include "content/folder_watch.hpp"

#include <map>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

Gravity gravity_of(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return Gravity::Error;
    case Severity::Warning:
        return Gravity::Warning;
    case Severity::Advice:
        break;
    }
    return Gravity::Advice;
}

/// Texts by the name of their file.
using Texts = std::map<std::string, const Translation*>;

Texts texts_of(const Package& merged) {
    Texts texts;
    for (const auto& [slug, article] : merged.articles) {
        for (const auto& [language, translation] : article.translations) {
            texts.emplace(translation.place.file_name(), &translation);
        }
    }
    return texts;
}

/// The last block that begins at this line or above it. A place in line 1 means the whole file.
std::string block_at(const Translation& translation, int line) {
    std::string block;
    int begins = 1;
    const auto look = [&](const std::string& id, const SourceText& text) {
        if (text.place.line <= line && text.place.line > begins) {
            begins = text.place.line;
            block = id;
        }
    };
    look("title", translation.title);
    look("summary", translation.summary);
    for (const SourceBlock& each : translation.blocks) {
        look(each.id, each.text);
    }
    return block;
}

/// .../articles/<slug>/<file>
void place_on_page(Problem& problem, const Texts& texts) {
    const fs::path file(problem.file);
    if (file.parent_path().parent_path().filename() != "articles") {
        return;
    }
    problem.article = file.parent_path().filename().string();
    if (file.extension() == ".md") {
        problem.language = file.stem().string();
        if (const auto text = texts.find(problem.file); text != texts.end()) {
            problem.block = block_at(*text->second, problem.line);
        }
    }
}

} // namespace

std::vector<Problem> place_problems(const Report& report, const Package& merged) {
    const Texts texts = texts_of(merged);
    std::vector<Problem> problems;
    for (const Finding& finding : report.sorted()) {
        if (is_editors_own(finding.place.file_name())) {
            continue;
        }
        Problem problem{.gravity = gravity_of(finding.severity),
                        .file = finding.place.file_name(),
                        .line = finding.place.line,
                        .column = finding.place.column,
                        .what = finding.what,
                        .advice = finding.advice,
                        .article = {},
                        .language = {},
                        .block = {}};
        place_on_page(problem, texts);
        problems.push_back(std::move(problem));
    }
    return problems;
}

} // namespace zugang::content::tool
