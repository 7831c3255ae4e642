#include "content/tool/shots.hpp"

#include "content/durable_file.hpp"
#include "content/tool/child.hpp"
#include "content/tool/slug.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <ostream>
#include <set>
#include <thread>

#include <unistd.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_looks{100};

struct Shot {
    std::string slug;
    std::string language;
    fs::path file() const { return fs::path(slug) / (language + ".png"); }
};

/// A tag that can be the name of a file.
bool is_tag(std::string_view tag) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    };
    return !tag.empty() && std::ranges::all_of(tag, is_letter);
}

std::vector<Shot> list_shots(const Package& merged) {
    std::vector<Shot> shots;
    for (const auto& [slug, article] : merged.articles) {
        if (article.visibility == Visibility::Staff || !is_slug(slug)) {
            continue;
        }
        for (const Reference& language : merged.languages) {
            if (article.translations.contains(language.name) && is_tag(language.name)) {
                shots.push_back({.slug = slug, .language = language.name});
            }
        }
    }
    return shots;
}

/// One terminal of several paints every n-th.
Child start_terminal(const ShotsOrder& order, const std::vector<Shot>& shots, std::size_t first,
                     std::size_t step) {
    std::string lines;
    for (std::size_t i = first; i < shots.size(); i += step) {
        lines += shots[i].slug + " " + shots[i].language + "\n";
    }
    const fs::path list = order.workplace / ("shots-" + std::to_string(first) + ".txt");
    write_quickly(list, lines);
    std::vector<std::string> arguments{
        "--content", order.content.string(), "--shots", list.string(),
        "--out",     order.out.string(),     "--now",   iso_date(order.day) + "T09:00"};
    if (!order.size.empty()) {
        arguments.insert(arguments.end(), {"--size", order.size});
    }
    return {program_beside("zugang-kiosk"), arguments};
}

std::size_t count_done(const std::vector<Shot>& shots, const fs::path& out) {
    std::error_code error;
    return static_cast<std::size_t>(std::ranges::count_if(
        shots, [&](const Shot& shot) { return fs::exists(out / shot.file(), error); }));
}

/// No value while some are at work.
std::optional<int> look_after(std::vector<Child>& terminals, std::ostream& errors) {
    bool working = false;
    for (Child& terminal : terminals) {
        const auto status = terminal.ended();
        if (status && *status != 0) {
            errors << "zugang-content: the terminal has ended with " << describe_status(*status)
                   << "; the pictures are not complete\n";
            return 1;
        }
        working = working || terminal.running();
    }
    return working ? std::nullopt : std::optional(0);
}

std::string escape(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        default:
            html += c;
        }
    }
    return html;
}

constexpr std::string_view style = R"(
body { font: 16px/1.45 "Noto Sans", sans-serif; margin: 0; color: #17212b; background: #f5f2ec; }
main { padding: 24px; }
h1 { font-size: 28px; margin: 0 0 4px; }
h2 { font-size: 22px; margin: 0; }
.slug, .note { color: #53606c; }
nav { columns: 4 240px; margin: 16px 0 32px; }
section { border-top: 2px solid #dcd6cb; padding: 20px 0 28px; }
.row { display: flex; gap: 20px; overflow-x: auto; padding: 12px 0; align-items: flex-start; }
figure { margin: 0; flex: 0 0 320px; }
figcaption { font-weight: 700; padding: 4px 0; }
img { width: 320px; display: block; border: 1px solid #dcd6cb; border-radius: 8px; }
.missing { flex: 0 0 160px; color: #53606c; }
ul { margin: 6px 0; padding: 0 0 0 2px; list-style: none; }
li { border-left: 6px solid #6f9fd8; padding: 2px 0 2px 10px; margin: 4px 0; overflow-wrap: anywhere; }
li.error { border-color: #c62f3b; }
li.warning { border-color: #e39a12; }
)";

constexpr std::string_view class_of(Gravity gravity) {
    return gravity == Gravity::Error ? "error" : gravity == Gravity::Warning ? "warning" : "advice";
}

template <typename Belongs>
std::string list_problems(const std::vector<Problem>& problems, const Belongs& belongs) {
    std::string html;
    for (const Problem& problem : problems) {
        if (belongs(problem)) {
            html += "<li class=\"" + std::string(class_of(problem.gravity)) + "\">" +
                    escape(problem.what) + "<br><span class=\"note\">" + escape(problem.advice) +
                    "<br>" + escape(problem.file) + ":" + std::to_string(problem.line) +
                    "</span></li>\n";
        }
    }
    return html.empty() ? html : "<ul>\n" + html + "</ul>\n";
}

std::string figure(const Package& merged, const SourceArticle& article, const std::string& language,
                   const std::vector<Problem>& problems) {
    if (!article.translations.contains(language) || !is_tag(language)) {
        return "<div class=\"missing\">" + escape(language) + ": not written yet</div>\n";
    }
    const auto row = std::ranges::find_if(merged.language_rows, [&](const SourceLanguage& each) {
        return each.language.tag == language;
    });
    const std::string endonym =
        row == merged.language_rows.end() ? "" : " · " + row->language.endonym;
    const std::string file = article.slug + "/" + language + ".png";
    return "<figure><figcaption>" + language + "<bdi>" + escape(endonym) +
           "</bdi></figcaption><a href=\"" + file + "\"><img loading=\"lazy\" src=\"" + file +
           "\" alt=\"" + article.slug + " in " + language + "\"></a>\n" +
           list_problems(problems,
                         [&](const Problem& problem) {
                             return problem.article == article.slug && problem.language == language;
                         }) +
           "</figure>\n";
}

std::string title_of(const SourceArticle& article) {
    const auto original = article.translations.find(article.default_language);
    return original == article.translations.end() ? article.slug : original->second.title.text.utf8;
}

std::string section(const Package& merged, const SourceArticle& article,
                    const std::vector<Problem>& problems) {
    const std::string slug = escape(article.slug);
    std::string html = "<section id=\"" + slug + "\"><h2>" + escape(title_of(article)) +
                       "</h2><div class=\"slug\">" + slug + "</div>\n" +
                       list_problems(problems, [&](const Problem& problem) {
                           return problem.article == article.slug && problem.language.empty();
                       });
    if (!is_slug(article.slug)) {
        return html + "</section>\n";
    }
    if (article.visibility == Visibility::Staff) {
        return html + "<p class=\"note\">For staff: no terminal shows it.</p></section>\n";
    }
    html += "<div class=\"row\">\n";
    for (const std::string& language : article.wanted_languages) {
        html += figure(merged, article, language, problems);
    }
    return html + "</div></section>\n";
}

/// Of the packages whose articles these are.
std::size_t count_languages(const Package& merged) {
    std::set<std::string> languages;
    for (const auto& [slug, article] : merged.articles) {
        languages.insert(article.wanted_languages.begin(), article.wanted_languages.end());
    }
    return languages.size();
}

} // namespace

std::string shots_index(const Package& merged, const std::vector<Problem>& problems) {
    std::string html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                       "<title>Pages of " +
                       escape(merged.id) + "</title><style>" + std::string(style) +
                       "</style></head>\n<body><main><h1>Pages of " + escape(merged.id) +
                       "</h1>\n<div class=\"note\">" + std::to_string(merged.articles.size()) +
                       " articles, " + std::to_string(count_languages(merged)) + " languages, " +
                       std::to_string(problems.size()) + " problems</div>\n<nav>";
    for (const auto& [slug, article] : merged.articles) {
        html += "<a href=\"#" + escape(slug) + "\">" + escape(title_of(article)) + "</a><br>\n";
    }
    html += "</nav>\n" + list_problems(problems, [&merged](const Problem& problem) {
                return !merged.articles.contains(problem.article);
            });
    for (const auto& [slug, article] : merged.articles) {
        html += section(merged, article, problems);
    }
    return html + "</main></body></html>\n";
}

int write_shots(const ShotsOrder& order, const std::function<bool()>& told_to_end,
                std::ostream& errors) {
    const std::vector<Shot> shots = list_shots(order.merged);
    fs::create_directories(order.out);
    fs::remove(order.out / "index.html");
    for (const Shot& shot : shots) {
        fs::create_directories((order.out / shot.file()).parent_path());
        fs::remove(order.out / shot.file());
    }
    const auto start = std::chrono::steady_clock::now();
    const std::size_t count = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                                      std::max<std::size_t>(1, shots.size()));
    std::vector<Child> terminals;
    for (std::size_t i = 0; i < count; ++i) {
        terminals.push_back(start_terminal(order, shots, i, count));
    }
    const bool on_a_terminal = ::isatty(STDERR_FILENO) != 0;
    std::optional<int> code;
    while (!(code = look_after(terminals, errors))) {
        std::this_thread::sleep_for(between_looks);
        if (on_a_terminal) {
            errors << "\r\033[K" << count_done(shots, order.out) << "/" << shots.size()
                   << " pictures" << std::flush;
        }
        if (told_to_end()) {
            errors << "zugang-content: told to end; the pictures are not complete\n";
            return 1;
        }
    }
    if (*code != 0) {
        return *code;
    }
    write_quickly(order.out / "index.html", shots_index(order.merged, order.problems));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    errors << (on_a_terminal ? "\r\033[K" : "") << shots.size() << " pictures in "
           << std::llround(took.count()) << " s; open " << (order.out / "index.html").string()
           << "\n";
    return 0;
}

} // namespace zugang::content::tool
