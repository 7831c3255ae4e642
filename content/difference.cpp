#include "content/difference.hpp"

#include "content/package_folder.hpp"
#include "content/printable.hpp"
#include "content/record_json.hpp"
#include "content/soft_hyphens.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::content {
namespace {

using Json = nlohmann::json;

std::string plain(const std::string& text) {
    return without_soft_hyphens(text);
}

std::string count(std::size_t number, std::string_view one) {
    return std::to_string(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

std::string join(const std::vector<std::string>& parts, std::string_view between = ", ") {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : std::string(between)) + part;
    }
    return text;
}

std::string words_of_editors(const Text& text) {
    return plain(written(text));
}

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {
        words.push_back(word);
    }
    return words;
}

/// "... pro Stunde [13,90 -> 14,60] Euro ...": what is equal at both ends but for some words.
std::string changed_words(const std::string& before, const std::string& after) {
    constexpr std::size_t around = 4;
    constexpr std::size_t most = 40;
    const std::vector<std::string> old = words_of(before);
    const std::vector<std::string> now = words_of(after);
    const std::size_t shorter = std::min(old.size(), now.size());
    std::size_t head = 0;
    while (head < shorter && old[head] == now[head]) {
        ++head;
    }
    std::size_t tail = 0;
    while (tail < shorter - head && old[old.size() - 1 - tail] == now[now.size() - 1 - tail]) {
        ++tail;
    }
    const auto some = [](const std::vector<std::string>& words, std::size_t from, std::size_t to) {
        std::vector<std::string> part(words.begin() + static_cast<std::ptrdiff_t>(from),
                                      words.begin() + static_cast<std::ptrdiff_t>(to));
        if (part.size() > most) {
            part.resize(most);
            part.emplace_back("...");
        }
        return join(part, " ");
    };
    if (old == now) {
        return "the words are the same, their marks changed";
    }
    const std::string lead = (head > around ? "... " : "") +
                             some(now, head - std::min(head, around), head) + (head > 0 ? " " : "");
    const std::string rest =
        (tail > 0 ? " " : "") +
        some(now, now.size() - tail, now.size() - tail + std::min(tail, around)) +
        (tail > around ? " ..." : "");
    const std::string was = some(old, head, old.size() - tail);
    const std::string is = some(now, head, now.size() - tail);
    return lead +
           (was.empty()  ? "[+ "
            : is.empty() ? "[- "
                         : "[") +
           was + (was.empty() || is.empty() ? "" : " -> ") + is + "]" + rest;
}

/// Two maps side by side.
template <typename Value>
struct Compared {
    std::vector<std::string> added;
    std::vector<std::string> changed;
    std::vector<std::string> removed;

    Compared(const std::map<std::string, Value>& before,
             const std::map<std::string, Value>& after) {
        for (const auto& [key, value] : after) {
            const auto same = before.find(key);
            if (same == before.end()) {
                added.push_back(key);
            } else if (same->second != value) {
                changed.push_back(key);
            }
        }
        for (const auto& [key, value] : before) {
            if (!after.contains(key)) {
                removed.push_back(key);
            }
        }
    }

    bool empty() const { return added.empty() && changed.empty() && removed.empty(); }

    /// "2 new, 1 changed"
    std::string words() const {
        std::vector<std::string> parts;
        for (const auto& [list, word] : {std::pair(&added, " new"), std::pair(&changed, " changed"),
                                         std::pair(&removed, " removed")}) {
            if (!list->empty()) {
                parts.push_back(std::to_string(list->size()) + word);
            }
        }
        return join(parts);
    }

    Json json() const { return {{"new", added}, {"changed", changed}, {"removed", removed}}; }
};

using Texts = std::map<std::string, std::string>;

/// Every block as the bytes that say it, by id, in one map with title and summary.
Texts parts_of(const TextRecord& text) {
    Texts parts;
    for (const Block& block : text.blocks) {
        TextRecord alone;
        alone.blocks.push_back(block);
        parts[block.id] = write_record(alone);
    }
    return parts;
}

const char* name_of_state(TranslationState state) {
    return state == TranslationState::Reviewed ? "reviewed"
           : state == TranslationState::Draft  ? "draft"
                                               : "machine";
}

std::string number_of(const Value& value) {
    const std::string unit = value.unit == "EUR"                           ? " EUR"
                             : value.unit == "percent"                     ? " %"
                             : value.unit == "plain" || value.unit.empty() ? ""
                                                                           : " " + value.unit;
    return (value.min == value.max ? value.min : value.min + " to " + value.max) + unit;
}

std::string day_words(std::string_view before, const std::optional<Date>& day) {
    return day ? std::string(before) + iso_date(*day) : "";
}

class Difference {
  public:
    Difference(const PackageVersion& older, const PackageVersion& newer)
        : older_(older), newer_(newer) {}

    PackageChanges run() {
        json_["package"] = newer_.package;
        json_["first"] = older_.table.empty();
        if (older_.table.empty()) {
            text_ += "first version of " + newer_.package + ": everything is new\n";
        }
        articles();
        values();
        contacts();
        places();
        guides();
        texts("terms", "glossary");
        by_language("terms/", "glossary");
        by_language("strings/", "interface texts");
        files({"media/", "pictogram/", "map/"}, "pictures");
        files({"font/"}, "fonts");
        files({"keyboard/"}, "keyboards");
        files({"slip/"}, "slips");
        recordings();
        for (const char* key : {"package", "languages", "topics", "fonts", "map", "printers"}) {
            if (older_.read(key) != newer_.read(key)) {
                line(std::string(key) + ": changed");
                json_["other"].push_back(key);
            }
        }
        if (older_.table == newer_.table) {
            text_ += "nothing changes for readers\n";
        }
        json_["changed"] = older_.table != newer_.table;
        return {.text = std::move(text_), .json = json_.dump()};
    }

  private:
    /// Not accepted yet: what is quoted may hold anything.
    void line(const std::string& text) { text_ += printable(text) + "\n"; }

    std::string title_of(const PackageVersion& version, const std::string& slug) const {
        const auto facts = read_package_record(version.read("package"));
        const std::string language = facts ? facts->default_language : "de";
        const auto text = read_text_record(version.read("article/" + slug + "/" + language));
        return text ? plain(text->title.utf8) : "";
    }

    void articles() {
        std::map<std::string, std::set<std::string>> languages; // by slug; "" is its facts
        for (const PackageVersion* version : {&older_, &newer_}) {
            for (const auto& [key, record] : version->table) {
                const auto article = read_article_key(key);
                const auto other =
                    &older_ == version ? newer_.table.find(key) : older_.table.find(key);
                const bool same = other != (&older_ == version ? newer_ : older_).table.end() &&
                                  other->second.sha256 == record.sha256;
                if (article && !same) {
                    languages[std::string(article->slug)].insert(std::string(article->language));
                }
            }
        }
        for (const auto& [slug, changed] : languages) {
            article(slug, changed);
        }
    }

    void article(const std::string& slug, const std::set<std::string>& changed) {
        const std::string key = "article/" + slug;
        const bool was = older_.table.contains(key);
        const bool is = newer_.table.contains(key);
        const char* change = !was ? "new" : is ? "changed" : "removed";
        std::string title = title_of(is ? newer_ : older_, slug);
        Json json{{"slug", slug}, {"title", title}, {"change", change}};
        json["languages"] = Json::array();
        std::vector<std::string> parts;
        for (const std::string& language : changed) {
            if (language.empty()) {
                if (was && is) {
                    parts.emplace_back("its facts (topic, sources, dates ...)");
                }
                json["facts"] = true;
                continue;
            }
            parts.push_back(language + text_change(key + "/" + language, language, json));
        }
        const auto facts = read_article_record(newer_.read(key));
        if (facts && facts->removed) {
            parts.emplace_back("takes the article of other packages away");
        }
        line(std::string(change) + " article \"" + title + "\" (" + slug +
             "): " + join(parts, "; "));
        for (const std::string& detail : details_) {
            line("    " + detail);
        }
        details_.clear();
        json_["articles"].push_back(json);
    }

    std::string text_change(const std::string& key, const std::string& language, Json& json) {
        const auto before = read_text_record(older_.read(key));
        const auto after = read_text_record(newer_.read(key));
        Json entry{{"language", language},
                   {"change", !before ? "new"
                              : after ? "changed"
                                      : "removed"}};
        std::string words;
        if (!before || !after) {
            const std::size_t blocks = (after ? after : before)->blocks.size();
            words = (after ? " new, " : " removed, ") + count(blocks, "paragraph");
            entry["paragraphs"] = blocks;
        } else {
            const Compared<std::string> blocks(parts_of(*before), parts_of(*after));
            std::vector<std::string> parts;
            if (!blocks.empty()) {
                parts.push_back("paragraphs: " + blocks.words());
                entry["words"] = tell_words(language, *before, *after, blocks);
            }
            if (before->title.utf8 != after->title.utf8) {
                parts.push_back("title was \"" + plain(before->title.utf8) + "\"");
            }
            if (before->summary.utf8 != after->summary.utf8) {
                parts.emplace_back("summary");
            }
            if (before->stale != after->stale) {
                parts.emplace_back(after->stale ? "now older than the original"
                                                : "up to date with the original again");
            }
            if (before->state != after->state) {
                parts.push_back(std::string(name_of_state(before->state)) + " -> " +
                                name_of_state(after->state));
            }
            words = " " + (parts.empty() ? "keywords, order or marks" : join(parts));
            entry["paragraphs"] = blocks.json();
        }
        json["languages"].push_back(entry);
        return words;
    }

    /// Each changed paragraph as a reader sees it.
    Json tell_words(const std::string& language, const TextRecord& before, const TextRecord& after,
                    const Compared<std::string>& blocks) {
        const auto text_of = [](const TextRecord& record, const std::string& id) {
            const auto block = std::ranges::find(record.blocks, id, &Block::id);
            return block == record.blocks.end() ? std::string() : words_of_editors(block->text);
        };
        Json all = Json::object();
        const auto tell = [&](const std::string& id, const char* sign, std::string words) {
            details_.push_back(language + " " + sign + id + ": " + words);
            all[id] = std::move(words);
        };
        for (const std::string& id : blocks.changed) {
            tell(id, "", changed_words(text_of(before, id), text_of(after, id)));
        }
        for (const std::string& id : blocks.added) {
            tell(id, "+ ", text_of(after, id));
        }
        for (const std::string& id : blocks.removed) {
            tell(id, "- ", text_of(before, id));
        }
        return all;
    }

    void value_line(const ValueRow& row, const std::string& words) {
        line("value " + (row.label.empty() ? "" : plain(row.label) + " ") + "(" + row.value.id +
             "): " + words);
        json_["values"].push_back({{"id", row.value.id}, {"text", words}});
    }

    void values() {
        const auto before = read_values(older_.read("values")).value_or(std::vector<ValueRow>());
        const auto after = read_values(newer_.read("values")).value_or(std::vector<ValueRow>());
        const auto same_start = [](const ValueRow& row) {
            return [&row](const ValueRow& other) {
                return other.value.id == row.value.id &&
                       other.value.valid_from == row.value.valid_from;
            };
        };
        const ValueRow* last = nullptr;
        for (const ValueRow& row : after) {
            const bool follows = last != nullptr && last->value.id == row.value.id;
            const auto old = std::ranges::find_if(before, same_start(row));
            const std::string from = day_words(" from ", row.value.valid_from);
            if (old == before.end()) {
                value_line(row, follows
                                    ? number_of(last->value) + " -> " + number_of(row.value) + from
                                    : "new: " + number_of(row.value) + from);
            } else if (number_of(old->value) != number_of(row.value)) {
                value_line(row, number_of(old->value) + " -> " + number_of(row.value) + from);
            } else if (old->value.valid_to != row.value.valid_to) {
                value_line(row, number_of(row.value) +
                                    (row.value.valid_to ? day_words(" ends on ", row.value.valid_to)
                                                        : std::string(" has no end any more")));
            } else if (write_record(std::vector{*old}) != write_record(std::vector{row})) {
                value_line(row, "label, law or source changed");
            }
            last = &row;
        }
        for (const ValueRow& row : before) {
            if (std::ranges::none_of(after, same_start(row))) {
                value_line(row, number_of(row.value) + day_words(" from ", row.value.valid_from) +
                                    " is removed");
            }
        }
    }

    void contacts() {
        std::map<std::string, ContactRow> before;
        std::map<std::string, ContactRow> after;
        for (const auto& [version, rows] :
             {std::pair(&older_, &before), std::pair(&newer_, &after)}) {
            for (ContactRow& row :
                 read_contacts(version->read("contacts")).value_or(std::vector<ContactRow>())) {
                rows->insert_or_assign(row.id, row);
            }
        }
        for (const auto& [id, row] : after) {
            const auto old = before.find(id);
            if (old == before.end()) {
                contact_line(row, "new");
                continue;
            }
            std::vector<std::string> parts;
            const auto compare = [&](std::string_view what, std::string ContactRow::*field) {
                if (old->second.*field != row.*field) {
                    parts.push_back(std::string(what) + " " + old->second.*field + " -> " +
                                    row.*field);
                }
            };
            compare("name", &ContactRow::name);
            compare("phone", &ContactRow::phone);
            compare("web", &ContactRow::web);
            compare("mail", &ContactRow::mail);
            compare("hours", &ContactRow::hours);
            compare("cost", &ContactRow::cost);
            if (write_record(std::vector{old->second}) != write_record(std::vector{row})) {
                contact_line(row, parts.empty() ? "details changed" : join(parts));
            }
        }
        for (const auto& [id, row] : before) {
            if (!after.contains(id)) {
                contact_line(row, "removed");
            }
        }
    }

    void contact_line(const ContactRow& row, const std::string& words) {
        line("contact " + plain(row.name) + " (" + row.id + "): " + words);
        json_["contacts"].push_back({{"id", row.id}, {"text", words}});
    }

    void places() {
        std::map<std::string, std::string> names;
        const auto map_of = [&names](const PackageVersion& version) {
            Texts all;
            for (const PlaceRow& row :
                 read_places(version.read("places")).value_or(std::vector<PlaceRow>())) {
                all[row.id] = write_record(std::vector{row});
                names[row.id] = plain(row.name);
            }
            return all;
        };
        const Texts before = map_of(older_);
        const Compared<std::string> compared(before, map_of(newer_));
        for (const auto& [ids, word] :
             {std::pair(&compared.added, "new"), std::pair(&compared.changed, "changed"),
              std::pair(&compared.removed, "removed")}) {
            for (const std::string& id : *ids) {
                line("place " + names[id] + " (" + id + "): " + word);
                json_["places"].push_back({{"id", id}, {"change", word}});
            }
        }
    }

    void guides() {
        std::set<std::string> ids;
        for (const PackageVersion* version : {&older_, &newer_}) {
            for (const auto& [key, record] : version->table) {
                if (const auto guide = read_guide_key(key)) {
                    ids.insert(std::string(guide->id));
                }
            }
        }
        for (const std::string& id : ids) {
            guide(id);
        }
    }

    /// By node, and by language what it says.
    static std::map<std::string, Texts> parts_of_guide(const PackageVersion& version,
                                                       const std::string& key) {
        std::map<std::string, Texts> parts;
        if (const auto facts = read_guide_record(version.read(key))) {
            for (const GuideNode& node : facts->nodes) {
                GuideRecord alone;
                alone.nodes.push_back(node);
                parts["ways"][node.id] = write_record(alone);
            }
        }
        const std::string texts = key + "/";
        for (auto at = version.table.lower_bound(texts);
             at != version.table.end() && at->first.starts_with(texts); ++at) {
            const auto words = read_guide_text_record(version.read(at->first));
            for (const auto& [node, text] : words ? words->nodes : decltype(words->nodes)()) {
                GuideTextRecord alone;
                alone.nodes[node] = text;
                parts[at->first.substr(texts.size())][node] = write_record(alone);
            }
        }
        return parts;
    }

    void guide(const std::string& id) {
        const std::string key = "guide/" + id;
        const bool was = older_.table.contains(key);
        const bool is = newer_.table.contains(key);
        const char* change = !was ? "new" : is ? "changed" : "removed";
        const auto before = parts_of_guide(older_, key);
        const auto after = parts_of_guide(newer_, key);
        auto all = before; // for the names of its parts
        all.insert(after.begin(), after.end());
        const auto part_of = [](const std::map<std::string, Texts>& parts,
                                const std::string& name) {
            const auto found = parts.find(name);
            return found != parts.end() ? found->second : Texts();
        };
        std::vector<std::string> words;
        Json json{{"id", id}, {"change", change}};
        for (const auto& [part, texts] : all) {
            const Compared<std::string> compared(part_of(before, part), part_of(after, part));
            if (!compared.empty()) {
                words.push_back(part + ": " + compared.words());
                json[part] = compared.json();
            }
        }
        if (!same_below(key)) {
            line(std::string(change) + " guide " + id + ": " +
                 (words.empty() ? "its facts" : join(words, "; ")));
            json_["guides"].push_back(json);
        }
    }

    /// Are all records of a guide the same?
    bool same_below(const std::string& key) const {
        const auto whole = [&key](const RecordTable& table) {
            Texts all = hashes_below(table, key + "/");
            const auto facts = table.find(key);
            all[key] = facts != table.end() ? facts->second.sha256 : "";
            return all;
        };
        return whole(older_.table) == whole(newer_.table);
    }

    void texts(const std::string& key, const std::string& what) {
        const auto map_of = [&key](const PackageVersion& version) {
            Texts all;
            for (const TermRow& row :
                 read_terms(version.read(key)).value_or(std::vector<TermRow>())) {
                all[row.id] = write_record(std::vector{row});
            }
            return all;
        };
        const Compared<std::string> compared(map_of(older_), map_of(newer_));
        if (!compared.empty()) {
            line(what + ": " + compared.words());
            json_[key] = compared.json();
        }
    }

    void by_language(const std::string& prefix, const std::string& what) {
        std::set<std::string> keys;
        for (const PackageVersion* version : {&older_, &newer_}) {
            for (auto at = version->table.lower_bound(prefix);
                 at != version->table.end() && at->first.starts_with(prefix); ++at) {
                keys.insert(at->first);
            }
        }
        const auto map_of = [&prefix](const std::string& json) {
            Texts all;
            if (prefix == "strings/") {
                all = read_strings(json).value_or(Texts());
            } else {
                for (const auto& [id, term] :
                     read_term_translations(json).value_or(TermTranslations())) {
                    all[id] = term.term + "\n" + term.text;
                }
            }
            return all;
        };
        for (const std::string& key : keys) {
            const Compared<std::string> compared(map_of(older_.read(key)),
                                                 map_of(newer_.read(key)));
            if (!compared.empty()) {
                line(what + " in " + key.substr(prefix.size()) + ": " + compared.words());
                json_[prefix.substr(0, prefix.size() - 1)][key.substr(prefix.size())] =
                    compared.json();
            }
        }
    }

    static Texts hashes_below(const RecordTable& table, std::string_view prefix) {
        Texts all;
        for (auto at = table.lower_bound(prefix);
             at != table.end() && at->first.starts_with(prefix); ++at) {
            all[at->first] = at->second.sha256;
        }
        return all;
    }

    void files(const std::vector<std::string>& prefixes, const std::string& what) {
        Texts before;
        Texts after;
        for (const std::string& prefix : prefixes) {
            before.merge(hashes_below(older_.table, prefix));
            after.merge(hashes_below(newer_.table, prefix));
        }
        const Compared<std::string> compared(before, after);
        if (!compared.empty()) {
            line(what + ": " + compared.words());
            json_[what] = compared.json();
        }
    }

    void recordings() {
        std::map<std::string, std::pair<Texts, Texts>> by_tag;
        for (auto& [key, sum] : hashes_below(older_.table, "speech/")) {
            by_tag[std::string(language_of_key(key))].first[key] = sum;
        }
        for (auto& [key, sum] : hashes_below(newer_.table, "speech/")) {
            by_tag[std::string(language_of_key(key))].second[key] = sum;
        }
        for (const auto& [language, both] : by_tag) {
            const Compared<std::string> compared(both.first, both.second);
            if (!compared.empty()) {
                line("recordings in " + language + ": " + compared.words());
                json_["recordings"][language] = compared.json();
            }
        }
    }

    const PackageVersion& older_;
    const PackageVersion& newer_;
    std::vector<std::string> details_; ///< of the article that is told
    std::string text_;
    Json json_ = Json::object();
};

} // namespace

PackageChanges compare(const PackageVersion& older, const PackageVersion& newer) {
    return Difference(older, newer).run();
}

} // namespace zugang::content
