#include "content/apply_guides.hpp"

#include "content/record_json.hpp"
#include "content/recording.hpp"

#include <algorithm>
#include <utility>

namespace zugang::content {
namespace {

/// A crisis guide that is there stays, and only bund brings one.
bool is_guide_of_bund(const AppliedPackages& applied, const std::string& id,
                      const GuideRecord& guide) {
    const auto older = applied.guides.find(id);
    return guide.crisis || (older != applied.guides.end() && older->second.facts.crisis);
}

template <typename Record>
tl::expected<Record, InstallError> take(const Records& package, std::string_view key,
                                        std::optional<Record> (*read_json)(std::string_view)) {
    const auto bytes = read_record(package, key);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto parsed = read_json(*bytes);
    if (!parsed) {
        return tl::unexpected(InstallError{InstallProblem::UnreadableRecord, std::string(key)});
    }
    return *std::move(parsed);
}

/// Their files; those without one are taken out.
void find_recordings(GuideTextRecord& texts, const GuideKey& key, const RecordTable& table) {
    std::erase_if(texts.recordings, [&](Recording& recording) {
        const auto file =
            table.find(speech_key(key.language, guide_recordings(key.id), recording.block));
        if (file != table.end()) {
            recording.media = file->second.sha256;
        }
        return file == table.end();
    });
}

std::set<std::string> names_of_nodes(const GuideRecord& guide) {
    std::set<std::string> names;
    for (const GuideNode& node : guide.nodes) {
        names.insert(node.id);
    }
    return names;
}

/// Has this language all words of the node?
bool is_complete(const GuideNode& node, const GuideText& text) {
    return !text.title.empty() && text.answers.size() == node.answers.size() &&
           (text.hints.empty() || text.hints.size() == node.answers.size());
}

void take_out_answer(AppliedGuide& guide, GuideNode& node, std::size_t index) {
    const auto at = static_cast<std::ptrdiff_t>(index);
    node.answers.erase(node.answers.begin() + at);
    for (auto& [language, texts] : guide.texts) {
        const auto text = texts.nodes.find(node.id);
        if (text == texts.nodes.end()) {
            continue;
        }
        GuideText& words = text->second;
        words.answers.erase(words.answers.begin() + at);
        if (!words.hints.empty()) {
            words.hints.erase(words.hints.begin() + at);
        }
    }
}

/// Words that are complete, and only the answers that lead to a node.
void sort_out_nodes(AppliedGuide& guide) {
    const std::set<std::string> names = names_of_nodes(guide.facts);
    for (auto& [language, texts] : guide.texts) {
        std::erase_if(texts.nodes,
                      [&names](const auto& entry) { return !names.contains(entry.first); });
    }
    for (GuideNode& node : guide.facts.nodes) {
        for (auto& [language, texts] : guide.texts) {
            const auto text = texts.nodes.find(node.id);
            if (text != texts.nodes.end() && !is_complete(node, text->second)) {
                texts.nodes.erase(text);
            }
        }
        for (std::size_t i = node.answers.size(); i-- > 0;) {
            if (!names.contains(node.answers[i].next)) {
                take_out_answer(guide, node, i);
            }
        }
    }
}

bool has_words_at_start(const AppliedGuide& guide) {
    return std::ranges::any_of(guide.texts, [&guide](const auto& entry) {
        return entry.second.nodes.contains(guide.facts.start);
    });
}

} // namespace

std::optional<InstallError> apply_guides(AppliedPackages& applied, const Records& package,
                                         const PackageRecord& facts) {
    constexpr std::string_view prefix = "guide/";
    std::set<std::string> taken;
    for (auto entry = package.table.lower_bound(prefix);
         entry != package.table.end() && entry->first.starts_with(prefix); ++entry) {
        const GuideKey key = *read_guide_key(entry->first);
        const std::string id(key.id);
        if (!key.language.empty()) { // the nodes stand before their words
            auto texts = take(package, entry->first, read_guide_text_record);
            if (!texts) {
                return texts.error();
            }
            if (taken.contains(id)) {
                find_recordings(*texts, key, package.table);
                applied.guides[id].texts[std::string(key.language)] = *std::move(texts);
            }
            continue;
        }
        auto record = take(package, entry->first, read_guide_record);
        if (!record) {
            return record.error();
        }
        AppliedGuide guide{.facts = *std::move(record), .texts = {}};
        if (facts.id != "bund" && is_guide_of_bund(applied, id, guide.facts)) {
            continue;
        }
        if (!guide.facts.as_of) {
            guide.facts.as_of = facts.as_of;
        }
        applied.guides.insert_or_assign(id, std::move(guide));
        taken.insert(id);
    }
    return std::nullopt;
}

void sort_out_guides(AppliedPackages& applied, const std::set<std::string>& public_contacts) {
    for (auto& [id, guide] : applied.guides) {
        sort_out_nodes(guide);
        for (GuideNode& node : guide.facts.nodes) {
            std::erase_if(node.contacts, [&public_contacts](const std::string& contact) {
                return !public_contacts.contains(contact);
            });
            std::erase_if(node.articles, [&applied](const std::string& slug) {
                const auto found = applied.articles.find(slug);
                return found == applied.articles.end() ||
                       found->second.facts.visibility == Visibility::Staff;
            });
        }
    }
    std::erase_if(applied.guides,
                  [](const auto& entry) { return !has_words_at_start(entry.second); });
}

} // namespace zugang::content
