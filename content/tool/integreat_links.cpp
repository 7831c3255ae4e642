#include "content/tool/integreat_links.hpp"

#include "content/tool/clean_text.hpp"

#include <algorithm>
#include <array>

namespace zugang::content::tool {
namespace {

constexpr std::size_t longest_address = 2000;

std::string_view first_segment(std::string_view path) {
    return path.substr(0, path.find('/'));
}
std::string_view last_segment(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

void add_unique(std::vector<std::string>& names, std::string name) {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) {
        names.push_back(std::move(name));
    }
}

std::string without_query(std::string_view address) {
    return std::string(address.substr(0, address.find_first_of("?#")));
}

std::string mail_target(std::string_view address) {
    const std::string mail = percent_decode(without_query(address));
    const std::size_t at = mail.find('@');
    const bool plausible = at != std::string::npos && at > 0 && at + 1 < mail.size() &&
                           mail.find_first_of(" <>,;:") == std::string::npos;
    return plausible ? "mailto:" + std::string(address) : std::string();
}

} // namespace

std::string telephone_number(std::string_view written) {
    std::string number;
    bool plus = false;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const char c = written[i];
        if (plus && written.substr(i, 3) == "(0)") {
            i += 2;
        } else if (c >= '0' && c <= '9') {
            number += c;
        } else if (c == '+' && number.empty()) {
            plus = true;
        } else if (std::string_view(" -/().").find(c) == std::string_view::npos &&
                   static_cast<unsigned char>(c) < 0x80) {
            return "";
        }
    }
    if (number.size() < 3 || number.size() > 20) {
        return "";
    }
    if (plus) {
        return "+" + number;
    }
    if (number.starts_with("00")) {
        return "+" + number.substr(2);
    }
    return number.starts_with('0') ? "+49" + number.substr(1) : number;
}

LinkResolver::LinkResolver(const IntegreatExport& source,
                           const std::vector<ImportedArticle>& articles)
    : hosts_{"integreat.app", "www.integreat.app", "web.integreat-app.de", "admin.integreat-app.de",
             "cms.integreat-app.de"} {
    for (const auto& [language, pages] : source.pages) {
        for (const IntegreatPage& page : pages) {
            add_unique(hosts_, lower_ascii(page.host));
            add_unique(regions_, std::string(first_segment(page.path)));
        }
    }
    const auto add_segment = [this](std::string key, const std::string& slug) {
        const auto [entry, added] = by_segment_.try_emplace(std::move(key), slug);
        if (!added && entry->second != slug) {
            entry->second.clear();
        }
    };
    for (const ImportedArticle& article : articles) {
        for (const auto& [language, page] : article.pages) {
            const std::string segment(last_segment(page->path));
            by_path_.try_emplace(page->path, article.slug);
            add_segment(language + "/" + segment, article.slug);
            add_segment("/" + segment, article.slug);
        }
    }
}

std::string LinkResolver::resolve_path(std::string_view path, std::string_view language,
                                       LinkCounts& counts) const {
    if (const auto exact = by_path_.find(std::string(path)); exact != by_path_.end()) {
        ++counts.by_path;
        return "article:" + exact->second;
    }
    const bool bare = path.find('/') == std::string_view::npos;
    if (!bare && std::ranges::find(regions_, first_segment(path)) == regions_.end()) {
        ++counts.other_regions;
        return "";
    }
    for (const std::string& key : {std::string(language) + "/", std::string("/")}) {
        const auto found = by_segment_.find(key + std::string(last_segment(path)));
        if (found != by_segment_.end() && !found->second.empty()) {
            ++counts.by_last_segment;
            return "article:" + found->second;
        }
    }
    ++counts.unresolved;
    return "";
}

std::string LinkResolver::resolve(std::string_view address, std::string_view words,
                                  std::string_view language, LinkCounts& counts,
                                  Tally& tally) const {
    const auto lose = [&tally](const char* why) {
        ++tally.left_out[why];
        return std::string();
    };
    if (address.empty() || address.front() == '#') {
        return lose("links to a place within the page");
    }
    if (address.size() > longest_address) {
        return lose("links with an address of more than 2000 bytes");
    }
    std::string whole(address);
    std::string lower = lower_ascii(address);
    std::string host;
    std::string rest = whole; // behind the host
    if (lower.starts_with("//") || lower.starts_with("www.")) {
        whole.insert(0, lower.starts_with("//") ? "https:" : "https://");
        lower = lower_ascii(whole);
        ++tally.changed["web links without https:// got it"];
    }
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (lower.starts_with(scheme)) {
            const std::size_t end =
                std::min(lower.find_first_of("/?#", scheme.size()), lower.size());
            host = lower.substr(scheme.size(), end - scheme.size());
            rest = whole.substr(end);
            whole.replace(0, scheme.size(), scheme);
        }
    }
    const bool internal =
        std::ranges::find(hosts_, host) != hosts_.end() || (host.empty() && rest.starts_with('/'));
    if (internal && rest.starts_with('/')) {
        rest.erase(0, 1);
    }
    const std::string scheme = lower_ascii(rest.substr(0, std::min(rest.find(':'), rest.size())));
    if (scheme == "tel" || scheme == "mailto") {
        std::string_view written = std::string_view(rest).substr(scheme.size() + 1);
        if (written.empty() && !words.empty()) {
            ++tally.changed["telephone and mail links without an address got their words"];
            written = words;
        } else if (!host.empty()) {
            ++tally.changed["telephone and mail links that were written as web links"];
        }
        if (scheme == "mailto") {
            const std::string mail = mail_target(written);
            return mail.empty() ? lose("mail links without a mail address") : mail;
        }
        const std::string number = telephone_number(percent_decode(written));
        if (number.empty()) {
            return lose("telephone links without a telephone number");
        }
        if (number != written) {
            ++tally.changed["telephone numbers got their international form"];
        }
        return "tel:" + number;
    }
    if (internal) {
        const std::string path = normal_path(without_query(rest));
        const bool file =
            path.starts_with("media/") || path.find("wp-content/") != std::string::npos;
        if (!file && !path.empty()) {
            std::string article = resolve_path(path, language, counts);
            if (!article.empty()) {
                return article;
            }
        }
        return host.empty() ? "https://integreat.app/" + rest : whole;
    }
    if (!host.empty()) {
        return whole;
    }
    const std::string_view start = first_segment(rest);
    if (rest.find(':') == std::string::npos && start.find('.') != std::string_view::npos &&
        !start.starts_with('.') && !start.ends_with('.')) {
        ++tally.changed["web links without https:// got it"];
        return "https://" + rest;
    }
    return lose("links that are neither web, mail nor telephone");
}

} // namespace zugang::content::tool
