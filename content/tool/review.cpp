#include "content/tool/review.hpp"

#include "content/durable_file.hpp"
#include "content/tool/assets.hpp"
#include "content/tool/bases.hpp"
#include "content/tool/merge.hpp"
#include "content/tool/read_package.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <ostream>

#include <openssl/evp.h>

namespace zugang::content::tool {
namespace {

std::string base64(const std::string& bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

/// The fonts of a language go with the page, as far as they are handy: Latin, Greek and Cyrillic
/// letters are on every machine, and a font of Chinese has 20 MB.
std::string font_faces(const Language& language, const std::filesystem::path& assets) {
    constexpr std::uintmax_t most_bytes = 1'000'000;
    Report unread;
    std::string rules;
    const Assets fonts(assets, unread);
    for (const Assets::FontFile& file : fonts.font_files()) {
        const Font& font = file.font;
        std::error_code error;
        if (font.italic || font.family == "noto-sans" ||
            std::ranges::find(language.fonts, font.family) == language.fonts.end() ||
            std::filesystem::file_size(file.path, error) > most_bytes || error) {
            continue;
        }
        if (const auto bytes = read_bytes(file.path, unread, most_bytes)) {
            rules += "@font-face { font-family: \"" + font.family +
                     "\"; font-weight: " + std::to_string(font.weight) +
                     "; src: url(data:font/ttf;base64," + base64(*bytes) + "); }\n";
        }
    }
    return rules;
}

} // namespace

int run_review(const ReviewOptions& options, std::ostream& out, std::ostream& errors) {
    const auto complain = [&errors](const std::string& message) {
        errors << "zugang-content: " << message << "\n";
        return 1;
    };
    Report report;
    const Package package = read_package(options.source, report);
    if (package.id.empty()) {
        print(report, Format::Text, errors);
        return 1;
    }
    std::vector<Package> packages;
    for (const auto& folder : with_bases({options.source}).folders) {
        Report of_base;
        packages.push_back(read_package(folder, of_base));
    }
    Report merging;
    const Package merged = merge(std::move(packages), merging);
    const auto row = std::ranges::find_if(merged.language_rows, [&](const SourceLanguage& known) {
        return known.language.tag == options.language;
    });
    if (options.language == package.default_language || row == merged.language_rows.end()) {
        std::vector<std::string> tags;
        for (const SourceLanguage& known : merged.language_rows) {
            tags.push_back(known.language.tag);
        }
        return complain("\"" + options.language + "\" is no language of a translation; " +
                        suggestion(options.language, tags, "see languages.toml"));
    }
    std::vector<ReviewUnit> units = review_units(package, merged, options.language);
    for (const std::string& slug : options.slugs) {
        if (std::ranges::find(units, slug, &ReviewUnit::name) == units.end()) {
            return complain("there is no \"" + slug + "\" in \"" + options.language +
                            "\"; nothing was written");
        }
    }
    if (!options.slugs.empty()) {
        std::erase_if(units, [&options](const ReviewUnit& unit) {
            return std::ranges::find(options.slugs, unit.name) == options.slugs.end();
        });
    }
    if (units.empty()) {
        return complain("nothing is written in \"" + options.language + "\" yet");
    }
    std::size_t texts = 0;
    for (const ReviewUnit& unit : units) {
        texts += unit.comparable ? unit.rows.size() : 0;
        if (!unit.comparable) {
            errors << "zugang-content: " << unit.name << "/" << options.language
                   << " has other blocks than the original and cannot be read beside it; "
                      "zugang-content check says where\n";
        }
    }
    const auto assets =
        options.assets.empty() ? find_assets(options.source) : std::optional(options.assets);
    write_durably(options.out, review_page(package, row->language, units,
                                           assets ? font_faces(row->language, *assets) : ""));
    out << texts << " texts on " << options.out.string() << "; send it to somebody who speaks "
        << "the language, then: zugang-content import review FILE --into "
        << options.source.string() << "\n";
    return 0;
}

} // namespace zugang::content::tool
