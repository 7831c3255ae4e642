#include "content/tool/check.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace zugang::content::tool {
namespace {

class References {
  public:
    References(const Package& package, const Assets* assets, Report& report)
        : package_(package), assets_(assets), report_(report) {
        for (const SourceValue& row : package.values) {
            values_[row.value.id] = &row;
        }
        for (const SourceContact& row : package.contacts) {
            contacts_[row.id] = &row;
        }
        for (const SourceTerm& row : package.terms) {
            terms_.insert(row.id);
        }
        for (const SourceTopic& row : package.topics) {
            topics_.insert(row.topic.id);
        }
        if (assets != nullptr) {
            pictograms_ = assets->pictogram_names();
        }
    }

    void run() {
        for (const SourceTopic& row : package_.topics) {
            look_for_pictogram(row.topic.icon, row.icon_place);
        }
        for (const SourcePhase& row : package_.phases) {
            look_for_pictogram(row.phase.icon, row.icon_place);
            look_for_article({row.phase.article, row.article_place}, Severity::Error,
                             Visibility::Public);
        }
        for (const auto& [slug, article] : package_.articles) {
            check(article);
        }
        for (const auto& [id, guide] : package_.guides) {
            check(guide);
        }
        for (const SourcePlace& place : package_.places) {
            for (const Reference& service : place.services) {
                look_for_contact(service, Severity::Error, Visibility::Public);
            }
        }
        for (const auto& [language, terms] : package_.term_translations) {
            for (const auto& [id, term] : terms) {
                if (!terms_.contains(id) && !is_unread("glossary.toml")) {
                    report_.error(term.place, "there is no glossary term \"" + id + "\"",
                                  suggest(id, terms_, "add it to glossary.toml"));
                }
            }
        }
    }

  private:
    static std::string suggest(const std::string& name, const std::set<std::string>& names,
                               std::string otherwise) {
        return suggestion(name, {names.begin(), names.end()}, std::move(otherwise));
    }

    static std::string list(const std::set<std::string>& names) {
        std::string text;
        for (const std::string& name : names) {
            text += (text.empty() ? "" : ", ") + name;
        }
        return text;
    }

    template <typename Map>
    static std::set<std::string> keys(const Map& map) {
        std::set<std::string> keys;
        for (const auto& entry : map) {
            keys.insert(entry.first);
        }
        return keys;
    }

    /// What is looked for may stand there.
    bool is_unread(const char* file) const { return package_.unread.contains(file); }

    void look_for_pictogram(const std::string& name, const Place& place) {
        if (assets_ == nullptr || name.empty() || pictograms_.empty() ||
            std::ranges::binary_search(pictograms_, name)) {
            return;
        }
        report_.error(place, "there is no pictogram \"" + name + "\"",
                      suggestion(name, pictograms_, "choose one of tabler.io/icons"));
    }

    void look_for_article(const Reference& reference, Severity severity, Visibility reader) {
        const auto found = package_.articles.find(reference.name);
        if (found == package_.articles.end()) {
            if (package_.unread_articles.contains(reference.name)) {
                return;
            }
            report_.add(severity, reference.place, "there is no article \"" + reference.name + "\"",
                        suggest(reference.name, keys(package_.articles),
                                "write it, or name all packages that belong together"));
        } else if (reader == Visibility::Public && found->second.visibility == Visibility::Staff) {
            report_.warning(reference.place,
                            "\"" + reference.name + "\" is for staff, this page is public",
                            "take it out");
        }
    }

    void look_for_contact(const Reference& reference, Severity severity, Visibility reader) {
        const auto found = contacts_.find(reference.name);
        if (found == contacts_.end()) {
            if (is_unread("contacts.toml")) {
                return;
            }
            report_.add(severity, reference.place, "there is no contact \"" + reference.name + "\"",
                        suggest(reference.name, keys(contacts_), "add it to contacts.toml"));
        } else if (reader == Visibility::Public && found->second->confidence == "low") {
            report_.add(severity, reference.place,
                        "the contact \"" + reference.name +
                            "\" is for staff only (confidence low), this page is public",
                        "have it verified, or take it out");
        }
    }

    void check(const SourceArticle& article) {
        const Severity severity =
            article.origin == Origin::Import ? Severity::Warning : Severity::Error;
        if (!topics_.contains(article.topic.name) && !article.topic.name.empty() &&
            !is_unread("topics.toml")) {
            report_.error(article.topic.place, "there is no topic \"" + article.topic.name + "\"",
                          suggest(article.topic.name, topics_,
                                  topics_.empty() ? "add it to topics.toml, or name bund under "
                                                    "with in package.toml"
                                                  : "there are " + list(topics_)));
        }
        if (!article.parent.name.empty()) {
            look_for_article(article.parent, severity, article.visibility);
            check_parents(article);
        }
        look_for_pictogram(article.icon.name, article.icon.place);
        for (const Reference& contact : article.contacts) {
            look_for_contact(contact, severity, article.visibility);
        }
        for (const Reference& related : article.related) {
            look_for_article(related, severity, article.visibility);
        }
        if (article.confidence == "low" && article.visibility == Visibility::Public) {
            report_.error(article.confidence_place, "confidence is low, but the page is public",
                          "have it verified, or write visibility = \"staff\"");
        }
        for (const auto& [language, translation] : article.translations) {
            check(translation.title, severity, article.visibility);
            check(translation.summary, severity, article.visibility);
            for (const Mark& mark : translation.title.marks) {
                if (mark.kind == SpanKind::Value || mark.kind == SpanKind::Contact) {
                    report_.warning(mark.place,
                                    "lists show a title without its values and contacts",
                                    "say it in the summary");
                }
            }
            for (const SourceBlock& block : translation.blocks) {
                check(block.text, severity, article.visibility);
            }
        }
    }

    void check_parents(const SourceArticle& article) {
        const SourceArticle* above = &article;
        for (std::size_t steps = 0; !above->parent.name.empty(); ++steps) {
            const auto found = package_.articles.find(above->parent.name);
            if (found == package_.articles.end()) {
                return;
            }
            above = &found->second;
            if (above == &article || steps > package_.articles.size()) {
                report_.error(article.parent.place, "the article is above itself",
                              "choose another parent");
                return;
            }
        }
    }

    void check(const SourceGuide& guide) {
        look_for_pictogram(guide.icon.name, guide.icon.place);
        for (const SourceGuideNode& node : guide.nodes) {
            for (const SourceGuideAnswer& answer : node.answers) {
                look_for_pictogram(answer.icon.name, answer.icon.place);
            }
            for (const Reference& contact : node.contacts) {
                look_for_contact(contact, Severity::Error, Visibility::Public);
            }
            for (const Reference& article : node.articles) {
                look_for_article(article, Severity::Error, Visibility::Public);
            }
        }
        for (const auto& [language, words] : guide.words) {
            for (const auto& [id, node] : words.nodes) {
                check(node.text, Severity::Error, Visibility::Public);
            }
        }
    }

    void check(const SourceText& text, Severity severity, Visibility reader) {
        for (const Mark& mark : text.marks) {
            switch (mark.kind) {
            case SpanKind::Value:
                check_value(mark, severity, reader);
                break;
            case SpanKind::Contact:
                look_for_contact({mark.target, mark.place}, severity, reader);
                break;
            case SpanKind::Term:
                if (!terms_.contains(mark.target) && !is_unread("glossary.toml")) {
                    report_.add(severity, mark.place,
                                "there is no glossary term \"" + mark.target + "\"",
                                suggest(mark.target, terms_, "add it to glossary.toml"));
                }
                break;
            case SpanKind::Link:
                if (mark.target.starts_with("article:")) {
                    look_for_article({mark.target.substr(8), mark.place}, severity, reader);
                }
                break;
            case SpanKind::Bold:
            case SpanKind::Italic:
                break;
            }
        }
    }

    void check_value(const Mark& mark, Severity severity, Visibility reader) {
        const std::size_t at = mark.target.find('@');
        const std::string id = mark.target.substr(0, at);
        const auto found = values_.find(id);
        if (found == values_.end()) {
            if (is_unread("values.toml")) {
                return;
            }
            report_.add(severity, mark.place, "there is no value \"" + id + "\"",
                        suggest(id, keys(values_), "add it to values.toml"));
            return;
        }
        if (found->second->confidence == "low" && reader == Visibility::Public) {
            report_.warning(mark.place,
                            "the confidence of the value \"" + id +
                                "\" is low, this page is public",
                            "have it verified, or take it out");
        }
        const auto day =
            at == std::string::npos ? std::nullopt : parse_date(mark.target.substr(at + 1));
        const bool covered =
            !day || std::ranges::any_of(package_.values, [&](const SourceValue& row) {
                return row.value.id == id &&
                       (!row.value.valid_from || *row.value.valid_from <= *day) &&
                       (!row.value.valid_to || *row.value.valid_to >= *day);
            });
        if (!covered) {
            report_.warning(mark.place, "the value \"" + id + "\" has no row for that day",
                            "add one to values.toml, or name another day");
        }
    }

    const Package& package_;
    const Assets* assets_;
    Report& report_;
    std::map<std::string, const SourceValue*> values_;
    std::map<std::string, const SourceContact*> contacts_;
    std::set<std::string> terms_;
    std::set<std::string> topics_;
    std::vector<std::string> pictograms_;
};

} // namespace

void check_references(const Package& package, const Assets* assets, Report& report) {
    References(package, assets, report).run();
}

} // namespace zugang::content::tool
