#pragma once

#include "content/database.hpp"
#include "content/language.hpp"
#include "content/schema.hpp"
#include "content/strings.hpp"

/// A content database in memory, filled by hand.
namespace zugang::content {

inline Database make_content() {
    Database database = Database::memory();
    database.execute(schema);
    database.execute(R"(
        INSERT INTO meta VALUES ('as_of', '2026-11-22'), ('default_language', 'de');
        INSERT INTO language VALUES
            ('de', 0, 'Deutsch', 'Willkommen', 0, '', 'noto-sans', 145, '', '', 'de', 'de'),
            ('de-simple', 1, 'Einfache Sprache', 'Hallo', 0, 'de', 'noto-sans', 150, '', '', 'de', 'de'),
            ('en', 2, 'English', 'Welcome', 0, 'de', 'noto-sans', 145, '', '', '', ''),
            ('ar', 3, 'العربية', 'أهلا', 1, 'en de', 'noto-naskh-arabic noto-sans', 160, 'latn', '', '', ''),
            ('fa', 4, 'فارسی', 'خوش', 1, 'en de', 'noto-naskh-arabic noto-sans', 160, 'arabext', 'persian', '', '');
        INSERT INTO string VALUES
            ('de', 'nav.back', 'Zurück'), ('en', 'nav.back', 'Back'), ('ar', 'nav.back', 'رجوع'),
            ('de', 'pages', '{n, plural, one {# Seite} other {# Seiten}}'),
            ('ar', 'pages', '{n, plural, zero {لا} one {صفحة} two {صفحتان} few {# صفحات} many {# صفحة} other {# صفحة}}'),
            ('de', 'broken', 'kaputt {n'),
            ('de', 'unit.days', '{n, plural, one {# Tag} other {# Tage}}'),
            ('en', 'unit.days', '{n, plural, one {# day} other {# days}}'),
            ('de', 'value.range', '{min} bis {max}'), ('en', 'value.range', '{min} to {max}'),
            ('de', 'value.expired', '{value} (galt bis {date})');
        INSERT INTO value VALUES
            ('minwage', '2026-01-01', '2026-12-31', '', '13.90', '13.90', 'EUR', '', '', 'high'),
            ('minwage', '2027-01-01', '2027-12-31', '', '14.60', '14.60', 'EUR', '', '', 'high'),
            ('gap', '2026-01-01', '2026-01-31', '', '1', '1', 'plain', '', '', 'high'),
            ('gap', '2026-03-01', '', '', '2', '2', 'plain', '', '', 'high'),
            ('fee', '', '', '', '100', '600', 'EUR', '', '', 'high');
        INSERT INTO contact VALUES
            ('alid', 'Hotline', '+49 30 1815-1111', 'example.org', '', 'Mo-Fr 08:00-16:00', 'normal', 'de en', '', '2024', 0, 0),
            ('site', 'Seite', '', 'example.org', '', '', '', '', '', '', 0, 0),
            ('web_only', 'Seite', '', 'example.org', '', '', '', '', '', '', 0, 1);
        INSERT INTO contact_for_whom VALUES ('alid', 'de', 'Für alle'), ('alid', 'en', 'For all');
        INSERT INTO term VALUES ('lohn', 'der Lohn', 'Ihr Geld.');
        INSERT INTO term_translation VALUES ('lohn', 'en', 'wage', 'Your money.');
        INSERT INTO topic VALUES ('work', 1, 'home', 2, 0), ('rights', 0, 'scale', 3, 1);
        INSERT INTO phase VALUES (4, 'door', 'phase-page');
        INSERT INTO article VALUES
            ('b', 'work', 10, '', 'i', 4, 'all', 1, 0, 0, '2026-01-01', '2027-01-01', 'high', '§ 1 A' || char(10) || '§ 2 B', 'alid', 'a'),
            ('a', 'work', 20, '', '', 0, 'all', 1, 1, 1, '2026-01-01', '', 'medium', '', '', ''),
            ('child', 'work', 5, 'b', '', 0, 'all', 1, 0, 0, '2026-01-01', '', 'high', '', '', ''),
            ('secret', 'work', 1, '', '', 4, 'all', 0, 0, 0, '2026-01-01', '', 'low', '', '', ''),
            ('phase-page', 'rights', 1, '', '', 4, 'all', 1, 0, 0, '2026-01-01', '', 'high', '', '', ''),
            ('r', 'rights', 99, '', '', 4, 'all', 1, 0, 0, '2026-01-01', '', 'high', '', '', '');
        INSERT INTO translation VALUES
            ('b', 'de', 'B', 'B 0 1 ' || char(10), 'B', 'Kurz', '', '', 0, 0, 1),
            ('b', 'en', 'B en', '', 'B en', '', '', '', 2, 1, 1),
            ('a', 'de', 'A', '', 'A', '', '', '', 1, 0, 1),
            ('child', 'de', 'Kind', '', 'Kind', '', '', '', 0, 0, 1),
            ('secret', 'de', 'Geheim', '', 'Geheim', '', '', '', 0, 0, 1),
            ('phase-page', 'de', 'Phase', '', 'Phase', '', '', '', 0, 0, 1),
            ('r', 'de', 'R', '', 'R', '', '', '', 0, 0, 1);
        INSERT INTO block VALUES
            ('b', 'de', 0, 'h', 0, 2, 0, 'Wer', '', '', 0),
            ('b', 'de', 1, 'h/1', 2, 1, 3, 'Schritt', 'L 0 4 tel:+49 30 1' || char(10), '', 1),
            ('b', 'de', 2, 'h/2', 5, 0, 0, 'Bild', '', 'aabb', 0);
        INSERT INTO pictogram VALUES ('home', 'ffee');
        INSERT INTO font VALUES ('noto-sans', 1, 400, 0, 0, 'bb'), ('noto-naskh-arabic', 0, 700, 0, 2, 'aa');
    )");
    return database;
}

inline Language find_language(Database& database, std::string_view tag) {
    for (Language& language : list_languages(database)) {
        if (language.tag == tag) {
            return std::move(language);
        }
    }
    return {};
}

inline Strings strings_of(Database& database, std::string_view tag) {
    return {database, find_language(database, tag)};
}

} // namespace zugang::content
