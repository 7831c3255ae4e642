#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace zugang::content {

inline constexpr std::int64_t application_id = 0x5a47'434e; ///< "ZGCN"
inline constexpr std::int64_t schema_version = 9;

/// FORMAT.md, "The content folder". Empty text stands for "none"; lists are joined by spaces,
/// sources and what to bring by line feeds.
inline constexpr std::string_view schema = R"sql(
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE language (
    tag TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    endonym TEXT NOT NULL,
    greeting TEXT NOT NULL,
    rtl INTEGER NOT NULL,
    fallback TEXT NOT NULL,
    fonts TEXT NOT NULL,
    line_height_percent INTEGER NOT NULL,
    digits TEXT NOT NULL,
    calendar TEXT NOT NULL,
    keyboard TEXT NOT NULL,
    voice TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE topic (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    icon TEXT NOT NULL,
    hue INTEGER NOT NULL,
    hidden INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE phase (
    number INTEGER NOT NULL PRIMARY KEY,
    icon TEXT NOT NULL,
    article TEXT NOT NULL
) STRICT;

CREATE TABLE article (
    slug TEXT NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    position INTEGER NOT NULL,
    parent TEXT NOT NULL,
    icon TEXT NOT NULL,
    phase INTEGER NOT NULL,
    audience TEXT NOT NULL,
    public INTEGER NOT NULL,
    import INTEGER NOT NULL,
    discreet INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    review_by TEXT NOT NULL,
    confidence TEXT NOT NULL,
    sources TEXT NOT NULL,
    contacts TEXT NOT NULL,
    related TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX article_by_topic ON article (topic, parent, public, position, slug);
CREATE INDEX article_by_parent ON article (parent, public, position, slug);
CREATE INDEX article_by_phase ON article (phase, public, position, slug);

-- Spans: one a line, "<kind letter> <start> <length> <target>".
CREATE TABLE translation (
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    title_spans TEXT NOT NULL,
    plain_title TEXT NOT NULL,
    summary TEXT NOT NULL,
    summary_spans TEXT NOT NULL,
    keywords TEXT NOT NULL,
    state INTEGER NOT NULL,
    stale INTEGER NOT NULL,
    aligned INTEGER NOT NULL,
    PRIMARY KEY (slug, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    spans TEXT NOT NULL,
    media TEXT NOT NULL,
    stale INTEGER NOT NULL,
    PRIMARY KEY (slug, language, position)
) STRICT, WITHOUT ROWID;

-- Slug: of an article, or "guide.<id>"; block: then a node of it. Words: one a line, "<start ms>
-- <end ms> <start> <length>".
CREATE TABLE recording (
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    block TEXT NOT NULL,
    media TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    loudness_tenths INTEGER NOT NULL,
    synthetic INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (slug, language, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE value (
    id TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    label TEXT NOT NULL,
    min TEXT NOT NULL,
    max TEXT NOT NULL,
    unit TEXT NOT NULL,
    law TEXT NOT NULL,
    source TEXT NOT NULL,
    confidence TEXT NOT NULL,
    PRIMARY KEY (id, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    web TEXT NOT NULL,
    mail TEXT NOT NULL,
    hours TEXT NOT NULL,
    cost TEXT NOT NULL,
    languages TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of TEXT NOT NULL,
    emergency INTEGER NOT NULL,
    staff_only INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_for_whom (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id, language)
) STRICT, WITHOUT ROWID;

-- Degrees in millionths.
CREATE TABLE place (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    land TEXT NOT NULL,
    latitude_e6 INTEGER,
    longitude_e6 INTEGER,
    phone TEXT NOT NULL,
    web TEXT NOT NULL,
    mail TEXT NOT NULL,
    hours TEXT NOT NULL,
    languages TEXT NOT NULL,
    services TEXT NOT NULL,
    accessibility TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX place_by_land ON place (land, city, name, id);
CREATE INDEX place_by_latitude ON place (latitude_e6, longitude_e6);

CREATE TABLE place_for_whom (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE guide (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    icon TEXT NOT NULL,
    start TEXT NOT NULL,
    crisis INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    review_by TEXT NOT NULL,
    sources TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE guide_translation (
    guide TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    state INTEGER NOT NULL,
    stale INTEGER NOT NULL,
    PRIMARY KEY (guide, language)
) STRICT, WITHOUT ROWID;

-- questions: at most so many from here to a result.
CREATE TABLE guide_node (
    guide TEXT NOT NULL,
    node TEXT NOT NULL,
    kind INTEGER NOT NULL,
    questions INTEGER NOT NULL,
    articles TEXT NOT NULL,
    contacts TEXT NOT NULL,
    places TEXT NOT NULL,
    discreet INTEGER NOT NULL,
    PRIMARY KEY (guide, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE guide_answer (
    guide TEXT NOT NULL,
    node TEXT NOT NULL,
    position INTEGER NOT NULL,
    icon TEXT NOT NULL,
    next TEXT NOT NULL,
    PRIMARY KEY (guide, node, position)
) STRICT, WITHOUT ROWID;

-- A node stands here only with all of its words in this language.
CREATE TABLE guide_text (
    guide TEXT NOT NULL,
    node TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    spans TEXT NOT NULL,
    bring TEXT NOT NULL,
    stale INTEGER NOT NULL,
    PRIMARY KEY (guide, node, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE guide_answer_text (
    guide TEXT NOT NULL,
    node TEXT NOT NULL,
    language TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    hint TEXT NOT NULL,
    PRIMARY KEY (guide, node, language, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE term (
    id TEXT NOT NULL PRIMARY KEY,
    german TEXT NOT NULL,
    german_text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE term_translation (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    term TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE string (
    language TEXT NOT NULL,
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (language, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE font (
    family TEXT NOT NULL,
    position INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    italic INTEGER NOT NULL,
    face INTEGER NOT NULL,
    media TEXT NOT NULL,
    PRIMARY KEY (family, weight, italic)
) STRICT, WITHOUT ROWID;

CREATE TABLE pictogram (
    name TEXT NOT NULL PRIMARY KEY,
    media TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Row and position from 0, a row from left to right.
CREATE TABLE keyboard (
    language TEXT NOT NULL,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    layout TEXT NOT NULL,
    script TEXT NOT NULL,
    text TEXT NOT NULL,
    shifted TEXT NOT NULL,
    more TEXT NOT NULL,
    PRIMARY KEY (language, row, position)
) STRICT, WITHOUT ROWID;

-- What stands on a slip, from top to bottom. Facts: label and value of each in turn.
CREATE TABLE slip_block (
    slip TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    text TEXT NOT NULL,
    value TEXT NOT NULL,
    icon TEXT NOT NULL,
    condition TEXT NOT NULL,
    size INTEGER NOT NULL,
    centred INTEGER NOT NULL,
    bold INTEGER NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (slip, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE printer (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    width_px INTEGER NOT NULL,
    dots_per_mm INTEGER NOT NULL,
    cutter INTEGER NOT NULL,
    feed_px INTEGER NOT NULL,
    band_rows INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    keeps_data INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The map of the Laender: where the picture of each lies, in squares of the map.
CREATE TABLE land (
    land TEXT NOT NULL PRIMARY KEY,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    media TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
    sha256 TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX block_by_media ON block (media, slug, language) WHERE kind = 5;

-- The search index (content/search/). Made of the tables above, so no part of the digest.
CREATE TABLE search_article (
    number INTEGER NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE search_language (
    language TEXT NOT NULL PRIMARY KEY,
    lengths BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE search_text (
    article INTEGER NOT NULL,
    language TEXT NOT NULL,
    layout BLOB NOT NULL,
    PRIMARY KEY (article, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_stem (
    language TEXT NOT NULL,
    stem TEXT NOT NULL,
    postings BLOB NOT NULL,
    PRIMARY KEY (language, stem)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_words (
    language TEXT NOT NULL,
    part TEXT NOT NULL,
    readings TEXT NOT NULL, -- of a Han character in Mandarin: "zhong chong"; empty for all else
    words BLOB NOT NULL,
    PRIMARY KEY (language, part)
) STRICT, WITHOUT ROWID;

-- What the stems of a language are in the default language, by first character.
CREATE TABLE search_meanings (
    language TEXT NOT NULL,
    part TEXT NOT NULL, -- empty: how many texts changed since
    meanings BLOB NOT NULL,
    PRIMARY KEY (language, part)
) STRICT, WITHOUT ROWID;

-- The records that this state was made of. No part of the content: the digest leaves it out.
CREATE TABLE origin (
    package TEXT NOT NULL,
    key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (package, key)
) STRICT, WITHOUT ROWID;
)sql";

/// Reads a table from its first to its last row, always in the same order.
struct TableRows {
    std::string_view table;
    std::string_view sql;
};

/// All that the table digest covers.
inline constexpr std::array<TableRows, 29> table_rows{{
    {"article", "SELECT * FROM article ORDER BY slug"},
    {"block", "SELECT * FROM block ORDER BY slug, language, position"},
    {"contact", "SELECT * FROM contact ORDER BY id"},
    {"contact_for_whom", "SELECT * FROM contact_for_whom ORDER BY id, language"},
    {"font", "SELECT * FROM font ORDER BY family, weight, italic"},
    {"guide", "SELECT * FROM guide ORDER BY id"},
    {"guide_answer", "SELECT * FROM guide_answer ORDER BY guide, node, position"},
    {"guide_answer_text",
     "SELECT * FROM guide_answer_text ORDER BY guide, node, language, position"},
    {"guide_node", "SELECT * FROM guide_node ORDER BY guide, node"},
    {"guide_text", "SELECT * FROM guide_text ORDER BY guide, node, language"},
    {"guide_translation", "SELECT * FROM guide_translation ORDER BY guide, language"},
    {"keyboard", "SELECT * FROM keyboard ORDER BY language, row, position"},
    {"land", "SELECT * FROM land ORDER BY land"},
    {"language", "SELECT * FROM language ORDER BY tag"},
    {"media", "SELECT * FROM media ORDER BY sha256"},
    {"meta", "SELECT * FROM meta WHERE key <> 'digest' ORDER BY key"},
    {"phase", "SELECT * FROM phase ORDER BY number"},
    {"pictogram", "SELECT * FROM pictogram ORDER BY name"},
    {"place", "SELECT * FROM place ORDER BY id"},
    {"place_for_whom", "SELECT * FROM place_for_whom ORDER BY id, language"},
    {"printer", "SELECT * FROM printer ORDER BY id"},
    {"recording", "SELECT * FROM recording ORDER BY slug, language, block"},
    {"slip_block", "SELECT * FROM slip_block ORDER BY slip, position"},
    {"string", "SELECT * FROM string ORDER BY language, key"},
    {"term", "SELECT * FROM term ORDER BY id"},
    {"term_translation", "SELECT * FROM term_translation ORDER BY id, language"},
    {"topic", "SELECT * FROM topic ORDER BY id"},
    {"translation", "SELECT * FROM translation ORDER BY slug, language"},
    {"value", "SELECT * FROM value ORDER BY id, valid_from"},
}};

} // namespace zugang::content
