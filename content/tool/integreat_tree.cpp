#include "content/tool/integreat_tree.hpp"

#include "content/tool/clean_text.hpp"
#include "content/tool/slug.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace zugang::content::tool {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

struct Node {
    std::map<std::string, const IntegreatPage*> pages;
    const IntegreatPage* main = nullptr; ///< of the first language that has it
    std::string main_language;
    std::size_t parent = nowhere;
    std::vector<std::size_t> children;
    std::string slug;
};

/// Pages of all languages under the nodes they belong to.
class Joiner {
  public:
    Joiner(std::string_view default_language, Tally& tally)
        : default_language_(default_language), tally_(tally) {}

    void add(const std::string& language, const std::vector<IntegreatPage>& pages);
    std::vector<Node> finish() { return std::move(nodes_); }
    std::size_t find(const std::string& language, const std::string& path) const {
        const auto found = by_path_.find({language, path});
        return found == by_path_.end() ? nowhere : found->second;
    }

  private:
    using Key = std::pair<std::string, std::string>; // language, path

    struct Named {
        std::size_t node;
        std::optional<std::int64_t> id;
    };

    void place(const std::string& language, const IntegreatPage& page, std::size_t node);
    std::size_t named_by_default(const Key& key, const IntegreatPage& page) const;
    std::size_t names_another(const std::string& language, const IntegreatPage& page) const;
    bool is_free(std::size_t node, const std::string& language) const {
        return node != nowhere && !nodes_[node].pages.contains(language);
    }

    std::string default_language_;
    Tally& tally_;
    std::vector<Node> nodes_;
    std::map<Key, std::size_t> by_path_;
    std::map<Key, std::vector<Named>> named_; ///< by the default language's pages
};

void Joiner::place(const std::string& language, const IntegreatPage& page, std::size_t node) {
    if (node == nowhere) {
        node = nodes_.size();
        nodes_.emplace_back();
        nodes_.back().main = &page;
        nodes_.back().main_language = language;
    }
    nodes_[node].pages.emplace(language, &page);
    if (!by_path_.try_emplace({language, page.path}, node).second) {
        ++tally_.changed["pages that share their path with another one"];
    }
    if (language == default_language_) {
        for (const IntegreatTwin& twin : page.twins) {
            named_[{twin.language, twin.path}].push_back({.node = node, .id = twin.id});
        }
    }
}

std::size_t Joiner::named_by_default(const Key& key, const IntegreatPage& page) const {
    const auto found = named_.find(key);
    if (found == named_.end()) {
        return nowhere;
    }
    for (const Named& named : found->second) {
        if (named.id == page.id && is_free(named.node, key.first)) {
            return named.node;
        }
    }
    for (const Named& named : found->second) {
        if (named.id && is_free(named.node, key.first)) {
            return named.node;
        }
    }
    return nowhere;
}

std::size_t Joiner::names_another(const std::string& language, const IntegreatPage& page) const {
    for (const IntegreatTwin& twin : page.twins) {
        const std::size_t node = twin.id ? find(twin.language, twin.path) : nowhere;
        if (is_free(node, language)) {
            return node;
        }
    }
    return nowhere;
}

void Joiner::add(const std::string& language, const std::vector<IntegreatPage>& pages) {
    if (language == default_language_) {
        for (const IntegreatPage& page : pages) {
            place(language, page, nowhere);
        }
        return;
    }
    for (const IntegreatPage& page : pages) {
        const Key key{language, page.path};
        const auto named = named_.find(key);
        const bool fallback =
            named != named_.end() &&
            std::ranges::none_of(named->second, [](const Named& n) { return n.id.has_value(); });
        if (fallback) {
            ++tally_.left_out["pages that show another language's text, no translation"];
            continue;
        }
        std::size_t node = named_by_default(key, page);
        node = node == nowhere ? names_another(language, page) : node;
        if (node == nowhere) {
            ++tally_.left_out["pages without a German page: an article needs the default language"];
            continue;
        }
        place(language, page, node);
    }
}

std::vector<std::string> slug_parts(const std::string& path) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (start <= path.size()) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        parts.push_back(ascii_slug(path.substr(start, end - start)));
        start = end + 1;
    }
    return parts;
}

/// The last part of the path, with as many parents before it as make it unique.
std::string make_slug(const std::string& path, std::set<std::string>& taken) {
    const std::vector<std::string> parts = slug_parts(path);
    std::string slug = parts.back().empty() ? "page" : parts.back();
    for (std::size_t i = parts.size() - 1; i > 2 && taken.contains(slug); --i) {
        slug = parts[i - 1].empty() ? slug : parts[i - 1] + "-" + slug;
    }
    std::string unique = slug;
    for (int n = 2; !taken.insert(unique).second; ++n) {
        unique = slug + "-" + std::to_string(n);
    }
    return unique;
}

std::size_t nearest_above(const Joiner& joiner, const Node& node) {
    std::string path = node.main->path;
    for (std::size_t slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
        path.erase(slash);
        if (const std::size_t found = joiner.find(node.main_language, path); found != nowhere) {
            return found;
        }
    }
    return nowhere;
}

} // namespace

std::vector<ImportedArticle> join_pages(const IntegreatExport& source,
                                        std::string_view default_language, Tally& tally) {
    Joiner joiner(default_language, tally);
    if (const auto main = source.pages.find(std::string(default_language));
        main != source.pages.end()) {
        joiner.add(main->first, main->second);
    }
    for (const auto& [language, pages] : source.pages) {
        if (language != default_language) {
            joiner.add(language, pages);
        }
    }
    std::vector<Node> nodes = joiner.finish();

    std::vector<std::size_t> top;
    std::vector<std::size_t> shallow_first(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        shallow_first[i] = i;
        nodes[i].parent = nearest_above(joiner, nodes[i]);
        (nodes[i].parent == nowhere ? top : nodes[nodes[i].parent].children).push_back(i);
        if (nodes[i].parent == nowhere && std::ranges::count(nodes[i].main->path, '/') > 2) {
            ++tally.changed["pages whose parent is not in the export moved to the top"];
        }
    }
    std::ranges::stable_sort(shallow_first, {}, [&nodes](std::size_t i) {
        return std::pair(std::ranges::count(nodes[i].main->path, '/'), nodes[i].main_language);
    });
    std::set<std::string> taken;
    for (const std::size_t i : shallow_first) {
        nodes[i].slug = make_slug(nodes[i].main->path, taken);
    }

    const auto by_order = [&nodes](std::vector<std::size_t>& siblings) {
        std::ranges::sort(siblings, {}, [&nodes](std::size_t i) {
            return std::pair(nodes[i].main->order, nodes[i].slug);
        });
    };
    std::vector<ImportedArticle> articles;
    struct Pending {
        std::size_t node;
        std::string topic;
        int order;
    };
    std::vector<Pending> pending;
    const auto push = [&](std::vector<std::size_t> siblings, const std::string& topic) {
        by_order(siblings);
        for (std::size_t i = siblings.size(); i > 0; --i) {
            pending.push_back({siblings[i - 1], topic, static_cast<int>(i) * 10});
        }
    };
    push(top, "");
    while (!pending.empty()) {
        const Pending next = pending.back();
        pending.pop_back();
        Node& node = nodes[next.node];
        const std::string topic = next.topic.empty() ? node.slug : next.topic;
        articles.push_back({.slug = node.slug,
                            .topic = topic,
                            .parent = node.parent == nowhere ? "" : nodes[node.parent].slug,
                            .order = next.order,
                            .has_children = !node.children.empty(),
                            .pages = std::move(node.pages)});
        push(node.children, topic);
    }
    return articles;
}

} // namespace zugang::content::tool
