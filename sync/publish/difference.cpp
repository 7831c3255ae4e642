#include "sync/publish/difference.hpp"

#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "content/soft_hyphens.hpp"
#include "sync/pack.hpp"
#include "sync/printable.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;
using content::RecordTable;

/// A version of a package in a folder; an empty one where there is none.
struct Version {
    fs::path folder;
    std::string package;
    content::Manifest manifest;
    RecordTable table;

    std::string read(std::string_view key) const {
        const auto record = table.find(key);
        return record == table.end()
                   ? std::string()
                   : content::read_object(folder, package, record->second).value_or("");
    }
};

Result<Version> load(const fs::path& folder, std::string_view package, bool must_be_there) {
    Version version{.folder = folder, .package = std::string(package), .manifest = {}, .table = {}};
    const fs::path file = folder / content::manifest_path(package);
    const auto bytes = content::read_whole(file);
    if (!bytes && !must_be_there) {
        return version;
    }
    const auto manifest = content::read_manifest(bytes.value_or(""));
    if (!manifest) {
        return fail(bytes ? Reason::Malformed : Reason::NotFound,
                    file.string() + (bytes ? " is no manifest" : " is not there") +
                        "; run zugang-content package SOURCE --out " + folder.string());
    }
    version.manifest = *manifest;
    auto table = content::read_table(
        folder, package, {.sha256 = manifest->content, .size_bytes = manifest->index_bytes});
    if (!table) {
        return fail(Reason::HashMismatch, "objects of " + std::string(package) + " in " +
                                              folder.string() + " are missing or damaged");
    }
    version.table = std::move(*table);
    return version;
}

std::string plain(const std::string& text) {
    return content::without_soft_hyphens(text);
}

std::string count(std::size_t number, std::string_view one) {
    return std::to_string(number) + " " + std::string(one) + (number == 1 ? "" : "s");
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
Texts parts_of(const content::TextRecord& text) {
    Texts parts;
    for (const content::Block& block : text.blocks) {
        content::TextRecord alone;
        alone.blocks.push_back(block);
        parts[block.id] = content::write_record(alone);
    }
    return parts;
}

const char* name_of_state(content::TranslationState state) {
    return state == content::TranslationState::Reviewed ? "reviewed"
           : state == content::TranslationState::Draft  ? "draft"
                                                        : "machine";
}

std::string number_of(const content::Value& value) {
    const std::string unit = value.unit == "EUR"                           ? " EUR"
                             : value.unit == "percent"                     ? " %"
                             : value.unit == "plain" || value.unit.empty() ? ""
                                                                           : " " + value.unit;
    return (value.min == value.max ? value.min : value.min + " to " + value.max) + unit;
}

std::string day_words(std::string_view before, const std::optional<content::Date>& day) {
    return day ? std::string(before) + content::iso_date(*day) : "";
}

class Difference {
  public:
    Difference(const Version& older, const Version& newer) : older_(older), newer_(newer) {}

    Answer run() {
        answer_.json["package"] = newer_.package;
        answer_.json["first"] = older_.manifest.content.empty();
        if (older_.manifest.content.empty()) {
            answer_.text += "first version of " + newer_.package + ": everything is new\n";
        }
        articles();
        values();
        contacts();
        texts("terms", "glossary");
        by_language("terms/", "glossary");
        by_language("strings/", "interface texts");
        files({"media/", "pictogram/"}, "pictures");
        files({"font/"}, "fonts");
        recordings();
        for (const char* key : {"package", "languages", "topics", "fonts"}) {
            if (older_.read(key) != newer_.read(key)) {
                line(std::string(key) + ": changed");
                answer_.json["other"].push_back(key);
            }
        }
        if (older_.table == newer_.table) {
            answer_.text += "nothing changes for readers\n";
        }
        answer_.json["changed"] = older_.table != newer_.table;
        return std::move(answer_);
    }

  private:
    /// Not accepted yet: what is quoted may hold anything.
    void line(const std::string& text) { answer_.text += printable(text) + "\n"; }

    std::string title_of(const Version& version, const std::string& slug) const {
        const auto facts = content::read_package_record(version.read("package"));
        const std::string language = facts ? facts->default_language : "de";
        const auto text =
            content::read_text_record(version.read("article/" + slug + "/" + language));
        return text ? plain(text->title.utf8) : "";
    }

    void articles() {
        std::map<std::string, std::set<std::string>> languages; // by slug; "" is its facts
        for (const Version* version : {&older_, &newer_}) {
            for (const auto& [key, record] : version->table) {
                const auto article = content::read_article_key(key);
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
        const auto facts = content::read_article_record(newer_.read(key));
        if (facts && facts->removed) {
            parts.emplace_back("takes the article of other packages away");
        }
        line(std::string(change) + " article \"" + title + "\" (" + slug +
             "): " + join(parts, "; "));
        answer_.json["articles"].push_back(json);
    }

    std::string text_change(const std::string& key, const std::string& language, Json& json) {
        const auto before = content::read_text_record(older_.read(key));
        const auto after = content::read_text_record(newer_.read(key));
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
            }
            if (before->title.utf8 != after->title.utf8) {
                parts.push_back("title was \"" + plain(before->title.utf8) + "\"");
            }
            if (before->summary.utf8 != after->summary.utf8) {
                parts.emplace_back("summary");
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

    void value_line(const content::ValueRow& row, const std::string& words) {
        line("value " + (row.label.empty() ? "" : plain(row.label) + " ") + "(" + row.value.id +
             "): " + words);
        answer_.json["values"].push_back({{"id", row.value.id}, {"text", words}});
    }

    void values() {
        const auto before =
            content::read_values(older_.read("values")).value_or(std::vector<content::ValueRow>());
        const auto after =
            content::read_values(newer_.read("values")).value_or(std::vector<content::ValueRow>());
        const auto same_start = [](const content::ValueRow& row) {
            return [&row](const content::ValueRow& other) {
                return other.value.id == row.value.id &&
                       other.value.valid_from == row.value.valid_from;
            };
        };
        const content::ValueRow* last = nullptr;
        for (const content::ValueRow& row : after) {
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
            } else if (content::write_record(std::vector{*old}) !=
                       content::write_record(std::vector{row})) {
                value_line(row, "label, law or source changed");
            }
            last = &row;
        }
        for (const content::ValueRow& row : before) {
            if (std::ranges::none_of(after, same_start(row))) {
                value_line(row, number_of(row.value) + day_words(" from ", row.value.valid_from) +
                                    " is removed");
            }
        }
    }

    void contacts() {
        std::map<std::string, content::ContactRow> before;
        std::map<std::string, content::ContactRow> after;
        for (const auto& [version, rows] :
             {std::pair(&older_, &before), std::pair(&newer_, &after)}) {
            for (content::ContactRow& row : content::read_contacts(version->read("contacts"))
                                                .value_or(std::vector<content::ContactRow>())) {
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
            const auto compare = [&](std::string_view what,
                                     std::string content::ContactRow::*field) {
                if (old->second.*field != row.*field) {
                    parts.push_back(std::string(what) + " " + old->second.*field + " -> " +
                                    row.*field);
                }
            };
            compare("name", &content::ContactRow::name);
            compare("phone", &content::ContactRow::phone);
            compare("web", &content::ContactRow::web);
            compare("mail", &content::ContactRow::mail);
            compare("hours", &content::ContactRow::hours);
            compare("cost", &content::ContactRow::cost);
            if (content::write_record(std::vector{old->second}) !=
                content::write_record(std::vector{row})) {
                contact_line(row, parts.empty() ? "details changed" : join(parts));
            }
        }
        for (const auto& [id, row] : before) {
            if (!after.contains(id)) {
                contact_line(row, "removed");
            }
        }
    }

    void contact_line(const content::ContactRow& row, const std::string& words) {
        line("contact " + plain(row.name) + " (" + row.id + "): " + words);
        answer_.json["contacts"].push_back({{"id", row.id}, {"text", words}});
    }

    void texts(const std::string& key, const std::string& what) {
        const auto map_of = [&key](const Version& version) {
            Texts all;
            for (const content::TermRow& row :
                 content::read_terms(version.read(key)).value_or(std::vector<content::TermRow>())) {
                all[row.id] = content::write_record(std::vector{row});
            }
            return all;
        };
        const Compared<std::string> compared(map_of(older_), map_of(newer_));
        if (!compared.empty()) {
            line(what + ": " + compared.words());
            answer_.json[key] = compared.json();
        }
    }

    void by_language(const std::string& prefix, const std::string& what) {
        std::set<std::string> keys;
        for (const Version* version : {&older_, &newer_}) {
            for (auto at = version->table.lower_bound(prefix);
                 at != version->table.end() && at->first.starts_with(prefix); ++at) {
                keys.insert(at->first);
            }
        }
        const auto map_of = [&prefix](const std::string& json) {
            Texts all;
            if (prefix == "strings/") {
                all = content::read_strings(json).value_or(Texts());
            } else {
                for (const auto& [id, term] :
                     content::read_term_translations(json).value_or(content::TermTranslations())) {
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
                answer_.json[prefix.substr(0, prefix.size() - 1)][key.substr(prefix.size())] =
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
            answer_.json[what] = compared.json();
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
                answer_.json["recordings"][language] = compared.json();
            }
        }
    }

    const Version& older_;
    const Version& newer_;
    Answer answer_;
};

/// By the pack from one to the other; as it is published, or made here where it is not yet.
std::uint64_t download_bytes(const Version& older, const Version& newer) {
    if (older.manifest.content == newer.manifest.content) {
        return 0;
    }
    for (const content::PackEntry& pack : newer.manifest.updates) {
        if (!older.manifest.content.empty() && older.manifest.content.starts_with(pack.from)) {
            return pack.size_bytes;
        }
    }
    const auto facts = content::read_package_record(newer.read("package"));
    const auto read_from = [](const Version& version) {
        return [&version](std::string_view key) -> std::optional<std::string> {
            return version.table.contains(key) ? std::optional(version.read(key)) : std::nullopt;
        };
    };
    FrameCache made;
    return make_pack(older.table, newer.table, facts ? facts->default_language : "de",
                     read_from(older), read_from(newer), made)
        .size();
}

} // namespace

Result<Answer> diff(const fs::path& repository, const fs::path& work, std::string_view package) {
    const auto older = load(repository, package, false);
    if (!older) {
        return tl::make_unexpected(older.error());
    }
    const auto newer = load(work, package, true);
    if (!newer) {
        return tl::make_unexpected(newer.error());
    }
    Answer answer = Difference(*older, *newer).run();
    const std::uint64_t bytes = download_bytes(*older, *newer);
    answer.json["download_bytes"] = bytes;
    answer.text +=
        "a terminal that is up to date downloads " + std::to_string(bytes) + " bytes of content\n";
    return answer;
}

} // namespace zugang::sync
