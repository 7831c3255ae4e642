#pragma once

#include "content/record_types.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Records as JSON: keys in alphabetical order, no white space, what has its default left out; the
/// same record is the same bytes. Reading passes over keys that it does not know and takes the
/// default where a key is missing or of another kind; no value only where the bytes are no JSON
/// object. What comes from outside is put right: spans lie within their text, names in lists hold
/// no spaces.
namespace zugang::content {

std::string write_record(const PackageRecord& record);
std::string write_record(const std::vector<Language>& rows);
std::string write_record(const TopicsRecord& record);
std::string write_record(const std::vector<ValueRow>& rows);
std::string write_record(const std::vector<ContactRow>& rows);
std::string write_record(const std::vector<PlaceRow>& rows);
std::string write_record(const std::vector<TermRow>& rows);
std::string write_record(const TermTranslations& terms);
std::string write_record(const StringsRecord& strings);
std::string write_record(const std::vector<FontRow>& rows);
/// map: media is the name behind "map/".
std::string write_record(const std::vector<LandPicture>& rows);
std::string write_record(const Keyboard& keyboard);
/// slip/<id>: without its id, which is the key's.
std::string write_record(const SlipTemplate& slip);
std::string write_record(const std::vector<PrinterRow>& rows);
std::string write_record(const ArticleRecord& record);
std::string write_record(const TextRecord& record);
std::string write_record(const GuideRecord& record);
std::string write_record(const GuideTextRecord& record);

std::optional<PackageRecord> read_package_record(std::string_view json);
std::optional<std::vector<Language>> read_languages(std::string_view json);
std::optional<TopicsRecord> read_topics(std::string_view json);
std::optional<std::vector<ValueRow>> read_values(std::string_view json);
std::optional<std::vector<ContactRow>> read_contacts(std::string_view json);
std::optional<std::vector<PlaceRow>> read_places(std::string_view json);
std::optional<std::vector<TermRow>> read_terms(std::string_view json);
std::optional<TermTranslations> read_term_translations(std::string_view json);
std::optional<StringsRecord> read_strings(std::string_view json);
std::optional<std::vector<FontRow>> read_fonts(std::string_view json);
/// Without those that have no place on a map.
std::optional<std::vector<LandPicture>> read_land_pictures(std::string_view json);
/// At most 5 rows of 12 keys, keys without a text left out.
std::optional<Keyboard> read_keyboard(std::string_view json);
/// At most 64 parts of 3 facts, those of kinds that this software does not know left out.
std::optional<SlipTemplate> read_slip_template(std::string_view json);
/// Sizes within what a printer can have.
std::optional<std::vector<PrinterRow>> read_printers(std::string_view json);
std::optional<ArticleRecord> read_article_record(std::string_view json);
std::optional<TextRecord> read_text_record(std::string_view json);
std::optional<GuideRecord> read_guide_record(std::string_view json);
std::optional<GuideTextRecord> read_guide_text_record(std::string_view json);

} // namespace zugang::content
