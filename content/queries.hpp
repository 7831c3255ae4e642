#pragma once

#include <array>
#include <string_view>

/// Every statement that reads content.db. Each is read by one function, directly in the order of
/// its columns.
namespace zugang::content::queries {

inline constexpr std::string_view meta = "SELECT value FROM meta WHERE key = ?1";

inline constexpr std::string_view languages =
    "SELECT tag, endonym, greeting, rtl, fallback, fonts, line_height_percent, digits, calendar, "
    "keyboard, voice "
    "FROM language ORDER BY position";
inline constexpr std::string_view fallback = "SELECT fallback FROM language WHERE tag = ?1";

inline constexpr std::string_view topics =
    "SELECT id, icon, hue, hidden FROM topic ORDER BY position";
inline constexpr std::string_view phases =
    "SELECT number, icon, article FROM phase ORDER BY number";

// An article without a pictogram of its own has its topic's, here and in the entries below.
inline constexpr std::string_view article =
    "SELECT a.topic, a.parent, "
    "iif(a.icon > '', a.icon, (SELECT icon FROM topic WHERE id = a.topic)), a.phase, a.public, "
    "a.import, a.discreet, a.as_of, "
    "a.review_by, a.confidence, "
    "a.sources, a.contacts, a.related, t.title, t.title_spans, t.summary, t.summary_spans, "
    "t.state, t.stale, t.aligned "
    "FROM article a JOIN translation t ON t.slug = a.slug AND t.language = ?2 WHERE a.slug = ?1";
inline constexpr std::string_view blocks =
    "SELECT id, kind, level, number, text, spans, media, stale FROM block "
    "WHERE slug = ?1 AND language = ?2 ORDER BY position";
inline constexpr std::string_view recordings =
    "SELECT block, media, duration_ms, loudness_tenths, synthetic, words FROM recording "
    "WHERE slug = ?1 AND language = ?2 ORDER BY block";
inline constexpr std::string_view article_languages =
    "SELECT t.language FROM translation t JOIN language l ON l.tag = t.language WHERE t.slug = ?1 "
    "ORDER BY l.position";

// ?2 holds the tags wanted, nearest first, between spaces: " fa en de ". The first row of a slug is
// the one to take.
inline constexpr std::string_view entries_of_topic =
    "SELECT a.slug, t.language, t.plain_title, a.topic, "
    "iif(a.icon > '', a.icon, (SELECT icon FROM topic WHERE id = a.topic)), a.phase, a.discreet "
    "FROM article a JOIN translation t ON t.slug = a.slug "
    "WHERE a.topic = ?1 AND a.parent = '' AND a.public = 1 AND instr(?2, ' ' || t.language || ' ') "
    "> 0 "
    "ORDER BY a.position, a.slug, instr(?2, ' ' || t.language || ' ')";
inline constexpr std::string_view entries_below =
    "SELECT a.slug, t.language, t.plain_title, a.topic, "
    "iif(a.icon > '', a.icon, (SELECT icon FROM topic WHERE id = a.topic)), a.phase, a.discreet "
    "FROM article a JOIN translation t ON t.slug = a.slug "
    "WHERE a.parent = ?1 AND a.public = 1 AND instr(?2, ' ' || t.language || ' ') > 0 "
    "ORDER BY a.position, a.slug, instr(?2, ' ' || t.language || ' ')";
inline constexpr std::string_view entries_of_phase =
    "SELECT a.slug, t.language, t.plain_title, a.topic, "
    "iif(a.icon > '', a.icon, (SELECT icon FROM topic WHERE id = a.topic)), a.phase, a.discreet "
    "FROM article a JOIN topic o ON o.id = a.topic JOIN translation t ON t.slug = a.slug "
    "WHERE a.phase = ?1 AND a.public = 1 AND instr(?2, ' ' || t.language || ' ') > 0 "
    "AND a.slug NOT IN (SELECT article FROM phase WHERE number = ?1) "
    "ORDER BY o.position, a.position, a.slug, instr(?2, ' ' || t.language || ' ')";
inline constexpr std::string_view entry =
    "SELECT a.slug, t.language, t.plain_title, a.topic, "
    "iif(a.icon > '', a.icon, (SELECT icon FROM topic WHERE id = a.topic)), a.phase, a.discreet "
    "FROM article a JOIN translation t ON t.slug = a.slug "
    "WHERE a.slug = ?1 AND a.public = 1 AND instr(?2, ' ' || t.language || ' ') > 0 "
    "ORDER BY instr(?2, ' ' || t.language || ' ')";

inline constexpr std::string_view values =
    "SELECT min, max, unit, valid_from, valid_to FROM value WHERE id = ?1 ORDER BY valid_from";

inline constexpr std::string_view contact =
    "SELECT name, phone, web, mail, hours, cost, languages, as_of, emergency, staff_only FROM "
    "contact WHERE id = ?1";
inline constexpr std::string_view contact_for_whom =
    "SELECT text FROM contact_for_whom WHERE id = ?1 AND language = ?2";

inline constexpr std::string_view place =
    "SELECT name, kind, street, postcode, city, land, latitude_e6, longitude_e6, phone, web, mail, "
    "hours, languages, services, accessibility, as_of FROM place WHERE id = ?1";
inline constexpr std::string_view place_for_whom =
    "SELECT text FROM place_for_whom WHERE id = ?1 AND language = ?2";
inline constexpr std::string_view places_of_land =
    "SELECT id FROM place WHERE land = ?1 AND (?2 = '' OR kind = ?2) ORDER BY city, name, id";
inline constexpr std::string_view places_within =
    "SELECT id, latitude_e6, longitude_e6 FROM place WHERE latitude_e6 BETWEEN ?1 AND ?2 "
    "AND longitude_e6 BETWEEN ?3 AND ?4 AND (?5 = '' OR kind = ?5)";
inline constexpr std::string_view places_by_land =
    "SELECT land, count(*) FROM place WHERE land > '' GROUP BY land";

inline constexpr std::string_view guides = "SELECT id FROM guide ORDER BY position, id";
inline constexpr std::string_view guide =
    "SELECT t.title, g.icon, g.start, g.crisis FROM guide g "
    "JOIN guide_translation t ON t.guide = g.id AND t.language = ?2 WHERE g.id = ?1";
inline constexpr std::string_view guide_node =
    "SELECT kind, articles, contacts, places, discreet, questions FROM guide_node "
    "WHERE guide = ?1 AND node = ?2";
inline constexpr std::string_view discreet_results =
    "SELECT node FROM guide_node WHERE guide = ?1 AND discreet = 1 ORDER BY node";
inline constexpr std::string_view guide_text =
    "SELECT w.title, w.text, w.spans, w.bring, w.stale, t.state FROM guide_text w "
    "JOIN guide_translation t ON t.guide = w.guide AND t.language = w.language "
    "WHERE w.guide = ?1 AND w.node = ?2 AND w.language = ?3";
inline constexpr std::string_view guide_answers =
    "SELECT a.icon, a.next, t.text, t.hint FROM guide_answer a "
    "JOIN guide_answer_text t ON t.guide = a.guide AND t.node = a.node AND t.language = ?3 "
    "AND t.position = a.position WHERE a.guide = ?1 AND a.node = ?2 ORDER BY a.position";

inline constexpr std::string_view term =
    "SELECT g.german, g.german_text, coalesce(t.term, ''), coalesce(t.text, '') "
    "FROM term g LEFT JOIN term_translation t ON t.id = g.id AND t.language = ?2 WHERE g.id = ?1";

inline constexpr std::string_view strings = "SELECT key, text FROM string WHERE language = ?1";

inline constexpr std::string_view fonts =
    "SELECT family, weight, italic, face, media FROM font ORDER BY position";
inline constexpr std::string_view pictogram = "SELECT media FROM pictogram WHERE name = ?1";
inline constexpr std::string_view keyboard =
    "SELECT row, layout, script, text, shifted, more FROM keyboard WHERE language = ?1 "
    "ORDER BY row, position";
inline constexpr std::string_view slips =
    "SELECT slip FROM slip_block WHERE position = 0 ORDER BY slip";
inline constexpr std::string_view slip_blocks =
    "SELECT kind, text, value, icon, condition, size, centred, bold, facts FROM slip_block "
    "WHERE slip = ?1 ORDER BY position";
inline constexpr std::string_view printers =
    "SELECT id, name, width_px, dots_per_mm, cutter, feed_px, band_rows, answers, keeps_data "
    "FROM printer ORDER BY id";
inline constexpr std::string_view land_map =
    "SELECT land, x, y, width, height, media FROM land ORDER BY width * height DESC, land";
inline constexpr std::string_view media = "SELECT sha256, size_bytes FROM media ORDER BY sha256";

// What the search index is made of.
inline constexpr std::string_view indexed_articles =
    "SELECT slug FROM article WHERE public = 1 ORDER BY slug";
inline constexpr std::string_view indexed_languages =
    "SELECT DISTINCT language FROM translation ORDER BY language";
inline constexpr std::string_view indexed_text =
    "SELECT title, title_spans, summary, summary_spans, keywords FROM translation "
    "WHERE slug = ?1 AND language = ?2";
inline constexpr std::string_view indexed_blocks =
    "SELECT text, kind, spans FROM block WHERE slug = ?1 AND language = ?2 ORDER BY position";
inline constexpr std::string_view indexed_block_texts =
    "SELECT id, text FROM block WHERE slug = ?1 AND language = ?2 ORDER BY position";
inline constexpr std::string_view indexed_term =
    "SELECT g.german, coalesce(t.term, '') FROM term g "
    "LEFT JOIN term_translation t ON t.id = g.id AND t.language = ?2 WHERE g.id = ?1";

// The search index.
inline constexpr std::string_view search_languages =
    "SELECT language FROM search_language ORDER BY language";
inline constexpr std::string_view search_lengths =
    "SELECT lengths FROM search_language WHERE language = ?1";
inline constexpr std::string_view search_article =
    "SELECT s.slug, a.topic, a.discreet FROM search_article s JOIN article a ON a.slug = s.slug "
    "WHERE s.number = ?1 AND a.public = 1";
inline constexpr std::string_view search_number =
    "SELECT number FROM search_article WHERE slug = ?1";
inline constexpr std::string_view search_numbers =
    "SELECT number, slug FROM search_article ORDER BY slug";
inline constexpr std::string_view search_layout =
    "SELECT layout FROM search_text WHERE article = ?1 AND language = ?2";
inline constexpr std::string_view search_postings =
    "SELECT postings FROM search_stem WHERE language = ?1 AND stem = ?2";
inline constexpr std::string_view search_words =
    "SELECT words FROM search_words WHERE language = ?1 AND part = ?2";
inline constexpr std::string_view search_all_words =
    "SELECT words FROM search_words WHERE language = ?1 ORDER BY part";
inline constexpr std::string_view search_readings =
    "SELECT part, readings FROM search_words WHERE language = ?1";
inline constexpr std::string_view search_meanings =
    "SELECT meanings FROM search_meanings WHERE language = ?1 AND part = ?2";
inline constexpr std::string_view search_title =
    "SELECT plain_title, summary, aligned, summary_spans FROM translation WHERE slug = ?1 AND "
    "language = ?2";
inline constexpr std::string_view search_block =
    "SELECT id, text, spans FROM block WHERE slug = ?1 AND language = ?2 AND position = ?3";
inline constexpr std::string_view search_twin =
    "SELECT text, position, spans FROM block WHERE slug = ?1 AND language = ?2 AND id = ?3";

inline constexpr std::string_view texts =
    "SELECT slug, language FROM translation ORDER BY slug, language";
inline constexpr std::string_view integrity = "PRAGMA integrity_check(1)";

inline constexpr std::array all{meta,
                                texts,
                                integrity,
                                languages,
                                fallback,
                                topics,
                                phases,
                                article,
                                blocks,
                                recordings,
                                article_languages,
                                entries_of_topic,
                                entries_below,
                                entries_of_phase,
                                entry,
                                values,
                                contact,
                                contact_for_whom,
                                place,
                                place_for_whom,
                                places_of_land,
                                places_within,
                                places_by_land,
                                guides,
                                guide,
                                guide_node,
                                discreet_results,
                                guide_text,
                                guide_answers,
                                term,
                                strings,
                                fonts,
                                pictogram,
                                keyboard,
                                slips,
                                slip_blocks,
                                printers,
                                land_map,
                                media,
                                indexed_articles,
                                indexed_languages,
                                indexed_text,
                                indexed_blocks,
                                indexed_block_texts,
                                indexed_term,
                                search_languages,
                                search_lengths,
                                search_article,
                                search_number,
                                search_numbers,
                                search_layout,
                                search_postings,
                                search_words,
                                search_all_words,
                                search_readings,
                                search_meanings,
                                search_title,
                                search_block,
                                search_twin};

} // namespace zugang::content::queries
