#include "content/tool/commands.hpp"
#include "content/tool/durable_file.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>

namespace zugang::content::tool {
namespace {

std::vector<std::string> hashes_of(const Translation& original) {
    std::vector<std::string> hashes{original.title.hash, original.summary.hash};
    for (const SourceBlock& block : original.blocks) {
        hashes.push_back(block.text.hash);
    }
    return hashes;
}

std::string follows_line(const std::vector<std::string>& hashes) {
    std::string line = "follows = [";
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        line += (i == 0 ? "\"" : ", \"") + hashes[i] + "\"";
    }
    return line + "]";
}

/// Puts the line in place of the old one or at the end of the front matter; all other bytes stay.
std::string with_follows(const std::string& bytes, const std::string& line) {
    const std::string end_of_line = bytes.find("\r\n") != std::string::npos ? "\r\n" : "\n";
    const std::size_t end = bytes.find("\n+++", 3);
    if (end == std::string::npos) {
        return bytes;
    }
    for (std::size_t at = bytes.find('\n'); at < end; at = bytes.find('\n', at + 1)) {
        const std::size_t start = at + 1;
        if (bytes.compare(start, 7, "follows") != 0) {
            continue;
        }
        const std::size_t after = bytes.find_first_not_of(" \t", start + 7);
        if (after == std::string::npos || bytes[after] != '=') {
            continue;
        }
        const std::size_t close = bytes.find(']', after);
        if (close == std::string::npos || close > end) {
            return bytes;
        }
        return bytes.substr(0, start) + line + bytes.substr(close + 1);
    }
    return bytes.substr(0, end + 1) + line + end_of_line + bytes.substr(end + 1);
}

} // namespace

int run_confirm(const ConfirmOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    const Package package = read_package(options.source, report);
    const auto complain = [&errors](const std::string& message) {
        errors << "zugang-content: " << message << "\n";
        return 1;
    };
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    if (options.language == package.default_language) {
        return complain("\"" + options.language +
                        "\" is the default language; name the language of a translation");
    }
    for (const std::string& slug : options.slugs) {
        const auto found = package.articles.find(slug);
        if (found == package.articles.end() ||
            !found->second.translations.contains(options.language)) {
            return complain("there is no article \"" + slug + "\" in \"" + options.language +
                            "\"; nothing was written");
        }
    }
    std::size_t written = 0;
    bool failed = false;
    for (const auto& [slug, article] : package.articles) {
        const bool wanted = options.slugs.empty() || std::ranges::count(options.slugs, slug) > 0;
        const auto translation = article.translations.find(options.language);
        const auto original = article.translations.find(package.default_language);
        if (!wanted || translation == article.translations.end() ||
            original == article.translations.end()) {
            continue;
        }
        const std::filesystem::path file = translation->second.place.file_name();
        if (!translation->second.aligned && article.origin == Origin::Own) {
            errors << file.string() << ":1:1: error: the translation has other blocks than \""
                   << package.default_language
                   << "\"; write the same blocks first (zugang-content check says where)\n";
            failed = true;
            continue;
        }
        const auto bytes = read_bytes(file, report);
        if (!bytes) {
            failed = true;
            continue;
        }
        const std::string changed = with_follows(*bytes, follows_line(hashes_of(original->second)));
        if (changed != *bytes) {
            write_durably(file, changed);
            ++written;
        }
    }
    out << written << (written == 1 ? " file" : " files") << " written\n";
    return failed ? 1 : 0;
}

} // namespace zugang::content::tool
