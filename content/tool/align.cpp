#include "content/tool/align.hpp"

#include "content/tool/blocks.hpp"

#include <algorithm>
#include <set>

namespace zugang::content::tool {
namespace {

std::string describe(const SourceBlock& block) {
    switch (block.kind) {
    case BlockKind::Heading:
        return block.level == 2 ? "a heading (##)" : "a heading (###)";
    case BlockKind::Paragraph:
        return "a paragraph";
    case BlockKind::Step:
        return "a numbered step, depth " + std::to_string(block.level);
    case BlockKind::Item:
        return "a list item, depth " + std::to_string(block.level);
    case BlockKind::Note:
        return "a note";
    case BlockKind::Image:
        break;
    }
    return "a picture";
}

void refuse_doubled_ids(const std::vector<SourceBlock>& blocks, Severity severity, Report& report) {
    std::set<std::string_view> seen{"title", "summary"};
    for (const SourceBlock& block : blocks) {
        if (!seen.insert(block.id).second) {
            report.add(severity, block.text.place, "a second block has the id \"" + block.id + "\"",
                       "write another one behind its words: {#id}");
        }
    }
}

/// The first place where a translation has another shape; null where there is none.
bool has_same_blocks(const std::vector<SourceBlock>& original, const Translation& translation,
                     Severity severity, Report& report) {
    const std::vector<SourceBlock>& blocks = translation.blocks;
    for (std::size_t i = 0; i < blocks.size() && i < original.size(); ++i) {
        if (blocks[i].kind != original[i].kind || blocks[i].level != original[i].level) {
            report.add(severity, blocks[i].text.place,
                       "here is " + describe(blocks[i]) + ", but " + describe(original[i]) +
                           " in the default language (\"" + original[i].id + "\")",
                       "write the same blocks in the same order");
            return false;
        }
    }
    if (blocks.size() != original.size()) {
        report.add(severity, blocks.empty() ? translation.place : blocks.back().text.place,
                   "there are " + std::to_string(blocks.size()) + " blocks, but " +
                       std::to_string(original.size()) + " in the default language",
                   "write the same blocks in the same order");
        return false;
    }
    return true;
}

void take_ids(const std::vector<SourceBlock>& original, Translation& translation, Severity severity,
              Report& report) {
    for (std::size_t i = 0; i < original.size(); ++i) {
        SourceBlock& block = translation.blocks[i];
        if (!block.written_id.empty() && block.written_id != original[i].id) {
            report.add(severity, block.text.place,
                       "the id \"" + block.written_id + "\" is \"" + original[i].id +
                           "\" in the default language",
                       "take it out: ids come from the default language");
        }
        block.id = original[i].id;
        if (block.kind == BlockKind::Step) {
            block.number = original[i].number;
        }
    }
}

void find_stale(const Translation& original, Translation& translation, Origin origin) {
    if (!translation.follows && origin == Origin::Import) {
        return; // nothing is known
    }
    const std::set<std::string> follows =
        translation.follows
            ? std::set<std::string>(translation.follows->begin(), translation.follows->end())
            : std::set<std::string>{};
    const auto compare = [&](const std::string& id, const SourceText& text) {
        const bool stale = !follows.contains(text.hash);
        if (stale) {
            translation.stale = true;
            translation.stale_blocks.push_back(id);
        }
        return stale;
    };
    compare("title", original.title);
    compare("summary", original.summary);
    for (std::size_t i = 0; i < original.blocks.size(); ++i) {
        const bool stale = compare(original.blocks[i].id, original.blocks[i].text);
        if (translation.aligned) {
            translation.blocks[i].stale = stale;
        }
    }
}

} // namespace

void align(SourceArticle& article, Report& report) {
    const Severity severity =
        article.origin == Origin::Import ? Severity::Warning : Severity::Error;
    const auto found = article.translations.find(article.default_language);
    if (found != article.translations.end()) {
        give_ids(found->second.blocks);
        refuse_doubled_ids(found->second.blocks, severity, report);
    }
    for (auto& [language, translation] : article.translations) {
        if (language == article.default_language) {
            continue;
        }
        give_ids(translation.blocks);
        if (found == article.translations.end()) {
            continue;
        }
        translation.stale = false; // it may have stood beside another text before
        translation.stale_blocks.clear();
        for (SourceBlock& block : translation.blocks) {
            block.stale = false;
        }
        translation.aligned = has_same_blocks(found->second.blocks, translation, severity, report);
        if (translation.aligned) {
            take_ids(found->second.blocks, translation, severity, report);
        }
        find_stale(found->second, translation, article.origin);
    }
}

std::vector<std::string> block_hashes(const Translation& original) {
    std::vector<std::string> hashes{original.title.hash, original.summary.hash};
    for (const SourceBlock& block : original.blocks) {
        hashes.push_back(block.text.hash);
    }
    return hashes;
}

} // namespace zugang::content::tool
