#include "sync_sample.hpp"

#include "content/record_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::bench {
namespace {

constexpr std::array<const char*, 16> tags{"de", "de-simple", "en", "ar", "uk", "tr", "ru", "fa",
                                           "ro", "pl",        "bg", "fr", "ti", "ps", "es", "vi"};
/// First letter of the script's alphabet: Latin, Cyrillic, Arabic or Ethiopic.
constexpr std::array<char32_t, 16> alphabets{'a', 'a', 'a',   0x627, 0x430,  'a',   0x430, 0x627,
                                             'a', 'a', 0x430, 'a',   0x1200, 0x627, 'a',   'a'};

void put(std::string& utf8, char32_t c) {
    if (c < 0x80) {
        utf8 += static_cast<char>(c);
    } else if (c < 0x800) {
        utf8 += static_cast<char>(0xc0U | (c >> 6U));
        utf8 += static_cast<char>(0x80U | (c & 0x3fU));
    } else {
        utf8 += static_cast<char>(0xe0U | (c >> 12U));
        utf8 += static_cast<char>(0x80U | ((c >> 6U) & 0x3fU));
        utf8 += static_cast<char>(0x80U | (c & 0x3fU));
    }
}

std::string slug(std::size_t article) {
    return "artikel-" + std::to_string(article);
}

} // namespace

std::uint64_t SyncSample::random() { // splitmix64
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

std::size_t SyncSample::below(std::size_t limit) {
    return static_cast<std::size_t>(random() % limit);
}

std::string SyncSample::file(std::size_t size) {
    std::string bytes;
    while (bytes.size() < size) {
        const std::uint64_t number = random();
        for (unsigned shift = 0; shift < 64; shift += 8) {
            bytes += static_cast<char>((number >> shift) & 0xffU);
        }
    }
    bytes.resize(size);
    return bytes;
}

const std::string& SyncSample::word(std::size_t language) {
    const auto& words = words_[language];
    const double part = static_cast<double>(below(1'000'000)) / 1e6;
    // Inverse of the sum of 1/n: rank = size ^ part.
    const auto rank =
        static_cast<std::size_t>(std::pow(static_cast<double>(words.size()), part)) - 1;
    return words[std::min(rank, words.size() - 1)];
}

std::string SyncSample::sentence(std::size_t language) {
    std::string text;
    const std::size_t count = 7 + below(9);
    for (std::size_t i = 0; i < count; ++i) {
        text += (i == 0 ? "" : " ") + word(language);
    }
    return text + ".";
}

void SyncSample::add_words(std::size_t language) {
    words_.emplace_back();
    for (int i = 0; i < 3000; ++i) {
        std::string word;
        const std::size_t length = 2 + below(5) + below(5);
        for (std::size_t letter = 0; letter < length; ++letter) {
            put(word, alphabets[language] + static_cast<char32_t>(std::min(below(26), below(26))));
        }
        words_.back().push_back(word);
    }
    sentences_.emplace_back();
    for (int i = 0; i < 300; ++i) {
        sentences_.back().push_back(sentence(language));
    }
}

std::string SyncSample::text(std::size_t article, std::size_t language) {
    content::TextRecord record;
    const std::vector<std::size_t>& shape = shapes_[article];
    record.title.utf8 = word(language) + " " + word(language) + " " + word(language);
    record.summary.utf8 = sentence(language);
    const double width = alphabets[language] == U'a' ? 1 : 0.6; // as many letters, not bytes
    for (std::size_t i = 0; i < shape.size(); ++i) {
        content::Block block;
        block.kind = i % 5 == 0 ? content::BlockKind::Heading : content::BlockKind::Paragraph;
        block.level = i % 5 == 0 ? 2 : 0;
        block.id = "abschnitt-" + std::to_string(shape[0] * 7 + i / 5) +
                   (i % 5 == 0 ? "" : "/" + std::to_string(i % 5));
        const auto count = static_cast<std::size_t>(static_cast<double>(shape[i]) * width) + 1;
        for (std::size_t s = 0; s < (i % 5 == 0 ? 1 : count); ++s) {
            block.text.utf8 +=
                (s == 0 ? "" : " ") +
                (below(100) < 54 ? sentences_[language][below(300)] : sentence(language));
        }
        if (i % 4 == 1) {
            const std::size_t end = block.text.utf8.find(' ');
            block.text.spans.push_back({content::SpanKind::Bold, 0, end, {}});
        }
        record.blocks.push_back(std::move(block));
    }
    if (article % 4 != 0) {
        content::Block picture;
        picture.kind = content::BlockKind::Image;
        picture.id = "bild";
        picture.media = "bild-" + std::to_string(article) + ".jpg";
        picture.text.utf8 = sentence(language);
        record.blocks.push_back(std::move(picture));
    }
    return content::write_record(record);
}

void SyncSample::write_facts() {
    content::PackageRecord facts;
    facts.id = "bund";
    facts.default_language = "de";
    facts.as_of = content::parse_date("2026-11-22");
    std::vector<content::Language> rows;
    for (std::size_t language = 0; language < languages_; ++language) {
        facts.languages.emplace_back(tags[language]);
        rows.emplace_back();
        rows.back().tag = tags[language];
    }
    bytes_["package"] = content::write_record(facts);
    bytes_["languages"] = content::write_record(rows);
}

void SyncSample::add_article(std::size_t article) {
    shapes_.emplace_back();
    const std::size_t blocks = 15 + below(16);
    for (std::size_t i = 0; i < blocks; ++i) {
        shapes_.back().push_back(1 + below(4));
    }
    content::ArticleRecord facts;
    facts.topic = "work";
    facts.icon = "icon-" + std::to_string(below(40));
    bytes_["article/" + slug(article)] = content::write_record(facts);
    for (std::size_t language = 0; language < languages_; ++language) {
        bytes_["article/" + slug(article) + "/" + tags[language]] = text(article, language);
    }
    if (article % 4 != 0) {
        bytes_["media/bild-" + std::to_string(article) + ".jpg"] = file(28'000 + below(20'000));
    }
    ++articles_;
}

SyncSample::SyncSample(std::uint64_t seed) : state_(seed) {
    for (std::size_t language = 0; language < 15; ++language) {
        add_words(language);
    }
    languages_ = 15;
    for (std::size_t article = 0; article < 400; ++article) {
        add_article(article);
    }
    for (std::size_t i = 0; i < 200; ++i) {
        bytes_["speech/de/" + slug(i) + "/title.opus"] = file(70'000 + below(135'000));
    }
    write_facts();
}

void SyncSample::change_one_article() {
    for (std::size_t language = 0; language < languages_; ++language) {
        std::string& bytes = bytes_["article/" + slug(111) + "/" + tags[language]];
        auto record = *content::read_text_record(bytes);
        record.blocks[3].text.utf8 = sentence(language) + " " + sentence(language);
        record.blocks[3].text.spans.clear();
        bytes = content::write_record(record);
    }
}

void SyncSample::correct_typos() {
    for (std::size_t article = 0; article < 30; ++article) {
        std::string& bytes = bytes_["article/" + slug(article * 13) + "/tr"];
        auto record = *content::read_text_record(bytes);
        std::string& utf8 = record.blocks[1 + article % 4].text.utf8;
        utf8[utf8.size() / 2] = utf8[utf8.size() / 2] == 'x' ? 'y' : 'x';
        bytes = content::write_record(record);
    }
}

void SyncSample::add_articles() {
    for (std::size_t more = 0; more < 13; ++more) { // three of them have no picture
        if (articles_ % 4 == 0) {
            shapes_.emplace_back();
            ++articles_;
            continue;
        }
        add_article(articles_);
    }
}

void SyncSample::add_language() {
    add_words(languages_);
    ++languages_;
    for (std::size_t article = 0; article < articles_; ++article) {
        if (!shapes_[article].empty()) {
            bytes_["article/" + slug(article) + "/" + tags[languages_ - 1]] =
                text(article, languages_ - 1);
        }
    }
    write_facts();
}

void SyncSample::replace_recording() {
    bytes_["speech/de/" + slug(7) + "/title.opus"] = file(229'000);
}

} // namespace zugang::bench
