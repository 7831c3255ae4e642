#pragma once

#include "content/record_types.hpp"
#include "content/records.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::content {

/// Why packages were not installed. What was there stays as it is.
enum class InstallProblem : std::uint8_t {
    OtherFolder,      ///< the folder holds something else
    MissingRecord,    ///< bytes are not there, or are others than the table of records says
    UnreadableRecord, ///< no JSON, or without what a record must have
    OtherLanguage,    ///< the packages have different default languages
    DoubledPackage,   ///< two packages have one id
    OtherPackage,     ///< it says that it is another one than it is
    Unverified        ///< what was written cannot be read back
};

struct InstallError {
    InstallProblem problem = InstallProblem::MissingRecord;
    std::string where;                                 ///< package and key, or a file
    std::optional<std::size_t> package = std::nullopt; ///< index of the one at fault, if one is
};

/// One line for a log or a terminal.
std::string describe(const InstallError& error);

/// An article and where it comes from.
struct AppliedArticle {
    ArticleRecord facts;
    std::size_t package = 0;               ///< index of the package that it is from
    std::map<std::string, Record> records; ///< the texts, by language
};

/// A guide, and the nodes and words that can be used of it.
struct AppliedGuide {
    GuideRecord facts;
    std::map<std::string, GuideTextRecord> texts; ///< by language
};

/// Several packages over one another: everything but the texts of articles.
struct AppliedPackages {
    std::vector<std::string> ids; ///< of the packages, in order
    std::string default_language;
    std::optional<Date> as_of; ///< the latest
    std::vector<std::string> languages;
    std::vector<Language> language_rows;
    std::vector<TopicRow> topics;
    std::vector<Phase> phases;
    std::vector<ValueRow> values;
    std::vector<ContactRow> contacts;
    std::vector<PlaceRow> places;
    std::vector<TermRow> terms;
    std::map<std::string, TermTranslations> term_translations; ///< by language
    std::map<std::string, StringsRecord> strings;              ///< by language
    std::map<std::string, Keyboard> keyboards;                 ///< by language
    std::map<std::string, SlipTemplate> slips;                 ///< by id
    std::vector<PrinterRow> printers;
    std::vector<Font> fonts;                                   ///< those that are needed
    std::map<std::string, std::string> pictograms;             ///< needed; SHA-256 by name
    std::vector<LandPicture> land_pictures;                    ///< media: SHA-256
    std::map<std::string, AppliedArticle> articles;            ///< by slug
    std::map<std::string, AppliedGuide> guides;                ///< by id
};

/// The key's bytes, compared with their hash.
[[nodiscard]] tl::expected<std::string, InstallError> read_record(const Records& package,
                                                                  std::string_view key);

/// Applies packages in this order: articles, guides and slips are replaced whole, rows by id, removed ones
/// go; emergency contacts, crisis guides, interface strings under trust., privacy., emergency. and
/// help., and the rows of its languages with their keyboards, and its families of fonts, come from
/// bund only; discreet articles stay as the first package has them. What leads nowhere is taken out. Reads every text but those of the articles.
[[nodiscard]] tl::expected<AppliedPackages, InstallError>
apply_packages(std::span<const Records> packages);

/// Does this interface string come from bund only?
bool is_of_bund(std::string_view key);

} // namespace zugang::content
