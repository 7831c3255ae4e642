#pragma once

#include "content/record_json.hpp"
#include "content/records.hpp"

#include <string>
#include <string_view>

// Rows here name only what a test is about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace zugang::content {

/// Two articles in German and English, a picture, a pictogram, a term, a contact and a few strings.
inline RecordBytes small_package(std::string_view id = "bund") {
    RecordBytes bytes;
    bytes["package"] = write_record(PackageRecord{.id = std::string(id),
                                                  .title = "Klein",
                                                  .licence = "CC-BY-4.0",
                                                  .default_language = "de",
                                                  .languages = {"de", "en"},
                                                  .as_of = parse_date("2026-11-22"),
                                                  .pictograms = {"check"},
                                                  .fonts = {"noto-sans"}});
    bytes["languages"] = write_record(std::vector<Language>{
        {.tag = "de", .endonym = "Deutsch", .greeting = "Willkommen", .fonts = {"noto-sans"}},
        {.tag = "en", .endonym = "English", .greeting = "Welcome", .fallback = {"xx", "de"}}});
    bytes["topics"] =
        write_record(TopicsRecord{.topics = {{.topic = {.id = "work", .icon = "coin", .hue = 2}}},
                                  .phases = {{.number = 1, .icon = "check", .article = "lohn"}}});
    bytes["contacts"] = write_record(std::vector<ContactRow>{
        {.id = "alid", .name = "Hotline", .phone = "1", .for_whom = {{"de", "alle"}}},
        {.id = "notruf", .name = "Notruf", .phone = "112", .emergency = true}});
    bytes["values"] = write_record(std::vector<ValueRow>{
        {.value = {.id = "minwage", .min = "13.90", .max = "13.90", .unit = "EUR"}}});
    bytes["terms"] = write_record(std::vector<TermRow>{
        {.id = "arbeitgeber", .term = "der Arbeit\u00ADgeber (m)", .text = "Ihr Chef"}});
    bytes["terms/en"] =
        write_record(TermTranslations{{"arbeitgeber", {.term = "employer", .text = "Your boss"}}});
    bytes["strings/de"] =
        write_record(StringsRecord{{"nav.back", "Zurück"}, {"trust.promise", "Kostenlos."}});
    bytes["fonts"] = write_record(
        std::vector<FontRow>{{.font = {.family = "noto-sans", .media = "sans.ttf"}, .position = 3},
                             {.font = {.family = "unused", .media = "sans.ttf"}, .position = 1}});
    bytes["font/sans.ttf"] = "a font";
    bytes["pictogram/check.svg"] = "<svg/>";
    bytes["pictogram/coin.svg"] = "<svg>coin</svg>";
    bytes["pictogram/unused.svg"] = "<svg>unused</svg>";
    bytes["media/bild.png"] = "a picture";
    bytes["speech/de/lohn/title.opus"] = "a recording";
    for (const std::string_view slug : {"lohn", "hilfe"}) {
        const std::string key = "article/" + std::string(slug);
        bytes[key] = write_record(ArticleRecord{.topic = "work",
                                                .icon = "coin",
                                                .contacts = {"alid", "nobody"},
                                                .related = {"hilfe", "nowhere"}});
        for (const std::string_view language : {"de", "en"}) {
            TextRecord text;
            text.title.utf8 = std::string(slug) + " " + std::string(language);
            text.summary = {.utf8 = "arbeitgeber",
                            .spans = {{SpanKind::Term, 0, 11, "arbeitgeber"}}};
            text.blocks.push_back({.id = "1", .text = {.utf8 = "Satz."}});
            text.blocks.push_back({.id = "2", .kind = BlockKind::Image, .media = "bild.png"});
            bytes[key + "/" + std::string(language)] = write_record(text);
        }
    }
    return bytes;
}

} // namespace zugang::content
