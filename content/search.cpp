#include "content/search.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"
#include "content/search/code_point.hpp"
#include "content/search/fold.hpp"
#include "content/search/function_words.hpp"
#include "content/search/layout.hpp"
#include "content/search/passage.hpp"
#include "content/search/postings.hpp"
#include "content/search/rank.hpp"
#include "content/search/skeleton.hpp"
#include "content/search/typo.hpp"
#include "content/search/word_end.hpp"
#include "content/soft_hyphens.hpp"
#include "content/span_lines.hpp"
#include "content/topic.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace zugang::content {
namespace {

using namespace search;

constexpr std::size_t longest_text = 1024; ///< bytes of a query that are read
constexpr std::size_t most_query_words = 32;
constexpr std::size_t most_remembered = 256; ///< words whose senses are kept
constexpr std::size_t passage_bytes = 240;
constexpr std::size_t most_topics = 4;
constexpr std::ptrdiff_t enough_words = 2;

std::string_view base_of(std::string_view language) {
    return language.substr(0, language.find('-'));
}

/// Languages that are written in other letters than Latin ones.
bool has_other_script(std::string_view language) {
    static constexpr auto tags = std::to_array<std::string_view>(
        {"ar", "fa", "prs", "ps", "ckb", "ur", "ug", "uk", "ru", "bg",
         "be", "mk", "sr",  "el", "he",  "yi", "kk", "ky", "mn", "tg"});
    return language.find("-Latn") == std::string_view::npos &&
           std::ranges::find(tags, base_of(language)) != tags.end();
}

bool is_known(const std::vector<Sense>& senses) {
    return std::ranges::any_of(senses, [](const Sense& sense) {
        return sense.way == Way::Itself || sense.way == Way::Form;
    });
}

bool is_as_typed(const std::vector<Sense>& senses) {
    return std::ranges::any_of(senses, [](const Sense& sense) { return sense.way == Way::Itself; });
}

/// Is it written without spaces?
bool is_of_run(std::string_view written) {
    const std::vector<Token> tokens = tokenize(written, Apostrophe::Joins);
    return !tokens.empty() && tokens.front().kind == TokenKind::Gram;
}

void weaken(std::vector<Sense>& senses, double factor) {
    for (Sense& sense : senses) {
        sense.weight *= factor;
    }
}

Text text_of(std::string_view utf8, std::string_view spans) {
    return {.utf8 = std::string(utf8), .spans = read_spans(spans, utf8.size())};
}

} // namespace

struct Search::Engine {
    Engine(Database& used, std::vector<std::string> wanted, const Weights& chosen)
        : database(used), languages(std::move(wanted)), weights(chosen),
          article_row(used, queries::search_article), title_row(used, queries::search_title),
          block_row(used, queries::search_block), twin_row(used, queries::search_twin) {}

    struct Typed {
        std::string written;
        TokenKind kind = TokenKind::Word;
        bool goes_on = false;                 ///< may be the beginning of a word
        std::size_t start = 0;                ///< byte of the text
        std::vector<std::string> pinyin = {}; ///< one or two syllables that it is read as
        bool is_pinyin_only = false;          ///< the letters are no word
    };

    void open_indexes();
    std::vector<Typed> read_query(std::string_view text) const;
    bool is_word(const Typed& typed);
    std::vector<std::string> read_as_pinyin(std::string_view letters, bool goes_on);
    std::vector<Typed> spell_out(std::vector<Typed> typed);
    std::vector<SensesInLanguage> find_senses(const Typed& typed);
    const std::vector<SensesInLanguage>& senses_of(const Typed& typed);
    void add_joined(const std::vector<Typed>& typed, std::vector<QueryWord>& words);
    std::vector<QueryWord> make_words(const std::vector<Typed>& typed, bool& all_known,
                                      std::vector<std::string>& unfound);
    void add_unfound_runs(const std::vector<Typed>& typed, std::vector<std::string>& unfound);
    std::optional<SearchHit> make_hit(const Candidate& candidate,
                                      const std::vector<QueryWord>& words, std::string& topic,
                                      std::map<std::string, MarkedStems>& stems);
    void add_passage(SearchHit& hit, const Candidate& candidate,
                     const std::vector<QueryWord>& words,
                     std::map<std::string, MarkedStems>& stems);
    std::optional<std::string> written_form(LanguageIndex& index, const ListedWord& word);
    std::vector<std::string> continue_run(std::string_view run, std::size_t limit);
    std::vector<std::string> continue_pinyin(const std::vector<std::string>& syllables,
                                             bool goes_on, std::size_t limit);
    using Read = std::function<std::size_t(std::string_view)>;
    void add_continued(const std::vector<ListedWord>& grams, const Read& read,
                       std::map<std::string, std::size_t>& found);
    Text text_of_section(const std::string& slug, const std::string& language, std::size_t section);

    Database& database;
    std::vector<std::string> languages;
    Weights weights;
    std::vector<std::unique_ptr<LanguageIndex>> indexes; ///< the reader's languages first
    bool opened = false;
    LanguageIndex* reader = nullptr; ///< null: the reader's language has no texts
    LanguageIndex* home = nullptr;   ///< the default language, unless it is the reader's
    std::map<std::string, std::vector<SensesInLanguage>> remembered;
    std::vector<Topic> topics;
    Ranker ranker;
    std::unique_ptr<WordEnds> word_ends; ///< of the reader's language
    Statement article_row;
    Statement title_row;
    Statement block_row;
    Statement twin_row;
};

void Search::Engine::open_indexes() {
    if (opened) {
        return;
    }
    opened = true;
    topics = list_topics(database);
    std::vector<std::string> there;
    Statement rows(database, queries::search_languages);
    while (rows.step()) {
        there.emplace_back(rows.text(0));
    }
    std::vector<std::string> order;
    for (const std::string& language : languages) {
        if (std::ranges::find(there, language) != there.end()) {
            order.push_back(language);
        }
    }
    for (const std::string& language : there) {
        if (std::ranges::find(order, language) == order.end()) {
            order.push_back(language);
        }
    }
    std::string default_language;
    Statement meta(database, queries::meta);
    meta.bind(1, "default_language");
    if (meta.step()) {
        default_language = meta.text(0);
    }
    for (const std::string& language : order) {
        indexes.push_back(std::make_unique<LanguageIndex>(database, language));
        LanguageIndex* index = indexes.back().get();
        if (!languages.empty() && language == languages.front()) {
            reader = index;
        } else if (language == default_language) {
            home = index;
        }
    }
    if (reader == nullptr && !indexes.empty()) {
        reader = indexes.front().get();
        home = reader == home ? nullptr : home;
    }
}

std::vector<Search::Engine::Typed> Search::Engine::read_query(std::string_view text) const {
    std::size_t end = std::min(text.size(), longest_text);
    while (end > 0 && end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;
    }
    const bool cut = end < text.size();
    text = text.substr(0, end);
    std::vector<Typed> typed;
    const std::vector<Token> tokens = tokenize(text, reader->analyser().apostrophe());
    std::size_t read_to = 0;
    for (const Token& token : tokens) {
        if (typed.size() == most_query_words) {
            break;
        }
        const std::size_t token_end = token.start + token.length;
        if (token_end <= read_to) {
            continue; // the last character of a run, which the gram before has
        }
        read_to = token_end;
        Typed word{.written = std::string(text.substr(token.start, token.length)),
                   .kind = token.kind,
                   .start = token.start};
        const bool last = !cut && token.start + token.length == text.size();
        if (token.kind == TokenKind::Gram) {
            const std::u32string letters = code_points(word.written);
            const bool han = !letters.empty() && letters.front() >= 0x3000;
            word.goes_on = letters.size() < (han ? 2U : 3U);
        } else {
            word.goes_on = last;
        }
        const bool twice = std::ranges::any_of(
            typed, [&word](const Typed& other) { return other.written == word.written; });
        if (!twice) {
            typed.push_back(std::move(word));
        }
    }
    return typed;
}

/// Does the reader's language have it, or the default language?
bool Search::Engine::is_word(const Typed& typed) {
    for (LanguageIndex* index : {reader, home}) {
        if (index != nullptr) {
            const std::string surface =
                index->analyser().analyse(typed.written, typed.kind).surface;
            if (index->knows(surface) || is_function_word(index->language(), surface)) {
                return true;
            }
        }
    }
    return false;
}

/// Syllables, each two of which texts have one after the other; empty where there are none such.
std::vector<std::string> Search::Engine::read_as_pinyin(std::string_view letters, bool goes_on) {
    constexpr std::size_t most_ways = 6;
    const bool plain = std::ranges::all_of(letters, [](char c) { return c >= 'a' && c <= 'z'; });
    if (letters.size() < 2 || !plain) {
        return {};
    }
    for (auto& way : reader->pinyin().part(letters, goes_on, most_ways)) {
        bool there = true;
        for (std::size_t i = 0; there && i + 1 < way.size(); ++i) {
            there =
                !reader->find_read(std::span(way).subspan(i, 2), goes_on && i + 2 == way.size(), 1)
                     .empty();
        }
        if (there) {
            return std::move(way);
        }
    }
    return {};
}

/// Latin words that are Chinese as it is read become two syllables each, as the index has them.
/// Syllables may be parted by spaces. What German has as well stays a German word beside it.
std::vector<Search::Engine::Typed> Search::Engine::spell_out(std::vector<Typed> typed) {
    if (weights.pinyin <= 0 || reader->pinyin().empty()) {
        return typed;
    }
    std::vector<Typed> words;
    const auto letters_of = [this](const Typed& word) {
        return word.kind == TokenKind::Word
                   ? reader->analyser().analyse(word.written, word.kind).surface
                   : std::string();
    };
    for (std::size_t i = 0; i < typed.size();) {
        std::size_t end = i;
        std::string letters;
        while (end < typed.size() && !letters_of(typed[end]).empty() && !is_word(typed[end])) {
            letters += letters_of(typed[end++]);
        }
        bool is_pinyin_only = end > i;
        if (!is_pinyin_only) {
            letters = letters_of(typed[i]);
            end = i + 1;
            if (is_function_word(reader->language(), letters) ||
                (home != nullptr && is_function_word(home->language(), letters))) {
                letters.clear();
            }
        }
        const bool goes_on = typed[end - 1].goes_on;
        auto syllables = read_as_pinyin(letters, goes_on);
        if (syllables.empty() && end > i + 1) {
            end = i + 1;
            syllables = read_as_pinyin(letters_of(typed[i]), typed[i].goes_on);
        }
        if (syllables.empty() || (!is_pinyin_only && syllables.size() < 2)) {
            words.insert(words.end(), typed.begin() + static_cast<std::ptrdiff_t>(i),
                         typed.begin() + static_cast<std::ptrdiff_t>(end));
            i = end;
            continue;
        }
        const std::size_t pairs = std::max<std::size_t>(syllables.size(), 2) - 1;
        for (std::size_t pair = 0; pair < pairs; ++pair) {
            Typed word{.written = typed[i].written, .start = typed[i].start};
            const auto first = syllables.begin() + static_cast<std::ptrdiff_t>(pair);
            const auto size = std::min<std::ptrdiff_t>(2, syllables.end() - first);
            word.pinyin.assign(first, first + size);
            word.goes_on = typed[end - 1].goes_on && first + size == syllables.end();
            word.is_pinyin_only = is_pinyin_only || pair > 0;
            if (pair > 0) {
                word.written = word.pinyin.front() + word.pinyin.back();
            }
            words.push_back(std::move(word));
        }
        i = end;
    }
    words.resize(std::min(words.size(), most_query_words));
    return words;
}

std::vector<SensesInLanguage> Search::Engine::find_senses(const Typed& typed) {
    std::vector<SensesInLanguage> found;
    if (!typed.pinyin.empty()) {
        std::vector<Sense> senses =
            search::find_read(*reader, typed.pinyin, typed.goes_on, weights);
        if (!typed.is_pinyin_only) {
            Typed letters = typed;
            letters.pinyin.clear();
            found = find_senses(letters);
        }
        const auto own = std::ranges::find(found, reader, &SensesInLanguage::index);
        if (own == found.end()) {
            found.insert(found.begin(), {.index = reader, .senses = std::move(senses)});
        } else {
            for (Sense& sense : senses) {
                add_sense(own->senses, std::move(sense));
            }
        }
        return found;
    }
    const Word word = reader->analyser().analyse(typed.written, typed.kind);
    if (word.surface.empty()) {
        return found;
    }
    const bool gram = typed.kind == TokenKind::Gram;
    const bool prefix = typed.goes_on && weights.prefix > 0 && (gram || word.surface.size() >= 2);
    const auto look = [&](LanguageIndex& index, const Word& as_read, bool widely) {
        std::vector<Sense> senses = find_forms(index, as_read, weights);
        if (prefix && widely) {
            add_prefixes(index, as_read, weights, senses);
        }
        const bool says_something = !gram && widely &&
                                    !is_function_word(index.language(), as_read.surface) &&
                                    !is_request_word(index.language(), as_read.surface);
        if (says_something && weights.family > 0) {
            add_family(index, as_read, weights, senses);
        }
        if (says_something && weights.known_split > 0 && index.analyser().makes_compounds()) {
            for (const std::string& part : split_compound(index, as_read.surface)) {
                for (ListedWord& listed : index.find(part)) {
                    add_sense(senses, {.stem = std::move(listed.stem),
                                       .weight = weights.known_split,
                                       .way = Way::Family});
                }
            }
        }
        if (!gram && widely && weights.compound_end > 0 && index.analyser().makes_compounds() &&
            !is_function_word(index.language(), as_read.surface)) {
            add_compounds(index, as_read, weights, senses);
        }
        return senses;
    };
    std::vector<Sense> readers = look(*reader, word, true);
    const bool in_readers = is_known(readers);
    bool anywhere = in_readers;
    std::vector<Sense> homes;
    Word home_word;
    if (home != nullptr) {
        home_word = home->analyser().analyse(typed.written, typed.kind);
        const double factor = in_readers ? weights.known_abroad : weights.unknown_abroad;
        if (factor > 0 && !is_function_word(reader->language(), word.surface)) {
            homes = look(*home, home_word, !in_readers);
            anywhere = anywhere || is_known(homes);
            weaken(homes, factor);
        }
        if (!gram && weights.meaning > 0) {
            for (const Sense& sense : readers) {
                if (sense.way != Way::Itself && sense.way != Way::Form) {
                    continue;
                }
                for (Meaning& meaning : reader->meanings(sense.stem)) {
                    add_sense(homes,
                              {.stem = std::move(meaning.stem),
                               .weight = weights.meaning * sense.weight * meaning.percent / 100,
                               .way = Way::Family});
                }
            }
        }
    }
    bool sounds_alike = false;
    if (!gram && !anywhere && weights.romanised > 0 && has_other_script(reader->language()) &&
        is_latin(word.surface)) {
        add_romanised(*reader, word, weights, readers);
        sounds_alike = std::ranges::any_of(readers, [this](const Sense& sense) {
            return sense.way == Way::Romanised && sense.weight > weights.romanised * 0.8;
        });
    }
    if (!anywhere && !sounds_alike && weights.far_abroad > 0) {
        for (const auto& index : indexes) {
            if (index.get() == reader || index.get() == home) {
                continue;
            }
            std::vector<Sense> senses =
                find_forms(*index, index->analyser().analyse(typed.written, typed.kind), weights);
            if (!senses.empty()) {
                anywhere = true;
                weaken(senses, weights.far_abroad);
                found.push_back({.index = index.get(), .senses = std::move(senses)});
            }
        }
    }
    // A word that only its ending makes known ("ubezpieczene") may be a typo all the same.
    const bool is_written = is_as_typed(readers) || is_as_typed(homes) || !found.empty();
    if (!gram && !is_written && weights.typo > 0) {
        Weights lowered = weights;
        lowered.typo *= readers.empty() && homes.empty() ? 1 : 0.6;
        add_typos(*reader, word, lowered, readers);
        if (home != nullptr) {
            lowered.typo *= weights.unknown_abroad;
            add_typos(*home, home_word, lowered, homes);
        }
    }
    if (!homes.empty()) {
        found.insert(found.begin(), {.index = home, .senses = std::move(homes)});
    }
    if (!readers.empty()) {
        found.insert(found.begin(), {.index = reader, .senses = std::move(readers)});
    }
    return found;
}

const std::vector<SensesInLanguage>& Search::Engine::senses_of(const Typed& typed) {
    std::string key = typed.written + (typed.goes_on ? "\n" : "");
    for (const std::string& syllable : typed.pinyin) {
        key += (typed.is_pinyin_only ? "\t" : "\t\t") + syllable;
    }
    const auto known = remembered.find(key);
    if (known != remembered.end()) {
        return known->second;
    }
    if (remembered.size() >= most_remembered) {
        remembered.clear();
    }
    return remembered.emplace(key, find_senses(typed)).first->second;
}

void Search::Engine::add_joined(const std::vector<Typed>& typed, std::vector<QueryWord>& words) {
    for (std::size_t i = 0; i + 1 < typed.size(); ++i) {
        if (typed[i].kind == TokenKind::Gram || typed[i + 1].kind == TokenKind::Gram ||
            !typed[i].pinyin.empty() || !typed[i + 1].pinyin.empty()) {
            continue;
        }
        for (LanguageIndex* index : {reader, home}) {
            if (index == nullptr) {
                continue;
            }
            // "kann ich" is no word, though somebody forgot its space.
            const bool first_is_light = is_function_word(index->language(), words[i].word.surface);
            const bool second_is_light =
                is_function_word(index->language(), words[i + 1].word.surface);
            if (first_is_light && second_is_light) {
                continue;
            }
            const Word joined =
                index->analyser().analyse(typed[i].written + typed[i + 1].written, TokenKind::Word);
            for (const ListedWord& listed : index->find(joined.surface)) {
                const double factor = index == reader ? 1 : weights.unknown_abroad;
                for (const std::size_t at : {i, i + 1}) {
                    auto& senses = words[at].senses;
                    if (at == i ? first_is_light : second_is_light) {
                        senses.clear(); // "zu Hause": where "zuhause" is, not where "zu" is
                    }
                    auto own = std::ranges::find(senses, index, &SensesInLanguage::index);
                    if (own == senses.end()) {
                        senses.push_back({.index = index, .senses = {}});
                        own = senses.end() - 1;
                    }
                    add_sense(
                        own->senses,
                        {.stem = listed.stem, .weight = weights.joined * factor, .way = Way::Form});
                    words[at].share = 1;
                }
            }
        }
    }
}

/// Those of characters without spaces of which some stand in no text so.
void Search::Engine::add_unfound_runs(const std::vector<Typed>& typed,
                                      std::vector<std::string>& unfound) {
    std::string run;
    std::size_t end = 0;
    bool found = true;
    const auto finish = [&] {
        if (!found && !run.empty()) {
            unfound.push_back(fold(run));
        }
        run.clear();
        found = true;
    };
    for (const Typed& one : typed) {
        if (one.kind != TokenKind::Gram || one.start > end) {
            finish();
        }
        if (one.kind == TokenKind::Gram) {
            run += run.empty() ? one.written
                               : one.written.substr(std::min(end - one.start, one.written.size()));
            found = found && !senses_of(one).empty();
            end = one.start + one.written.size();
        }
    }
    finish();
}

std::vector<QueryWord> Search::Engine::make_words(const std::vector<Typed>& typed, bool& all_known,
                                                  std::vector<std::string>& unfound) {
    add_unfound_runs(typed, unfound);
    std::vector<QueryWord> words;
    for (const Typed& one : typed) {
        QueryWord word{.written = one.written,
                       .word = reader->analyser().analyse(one.written, one.kind)};
        word.senses = senses_of(one);
        if (!one.pinyin.empty()) {
            words.push_back(std::move(word));
            continue;
        }
        // A German question is one for readers of other languages too.
        const bool abroad = home != nullptr && !reader->knows(word.word.surface);
        const LanguageIndex& index = abroad ? *home : *reader;
        const std::string surface =
            abroad ? index.analyser().analyse(one.written, one.kind).surface : word.word.surface;
        if (is_function_word(index.language(), surface) ||
            is_function_word(reader->language(), word.word.surface)) {
            word.share = weights.function_word;
        } else if (is_request_word(index.language(), surface)) {
            word.share = weights.request_word;
        }
        words.push_back(std::move(word));
    }
    if (weights.joined > 0) {
        add_joined(typed, words);
    }
    if (std::ranges::all_of(words, [](const QueryWord& word) { return word.share < 1; })) {
        for (QueryWord& word : words) {
            word.share = 1;
        }
    }
    // Their long lists tell nothing where enough other words do.
    if (std::ranges::count_if(words, [this](const QueryWord& word) {
            return word.share > weights.function_word && !word.senses.empty();
        }) >= enough_words) {
        std::erase_if(
            words, [this](const QueryWord& word) { return word.share <= weights.function_word; });
    }
    std::vector<QueryWord> parts;
    for (QueryWord& word : words) {
        const bool near = std::ranges::any_of(word.senses, [](const auto& language) {
            return std::ranges::any_of(language.senses,
                                       [](const Sense& sense) { return sense.way < Way::Typo; });
        });
        all_known = all_known && (near || word.share <= weights.function_word);
        const bool is_run = word.word.surface.empty() || is_of_run(word.written);
        if (near || weights.split <= 0) {
            if (!near && !is_run && word.share > weights.function_word) {
                unfound.push_back(word.word.surface);
            }
            continue;
        }
        const std::size_t parts_before = parts.size();
        for (LanguageIndex* index : {reader, home}) {
            if (index == nullptr || !index->analyser().makes_compounds()) {
                continue;
            }
            const Word as_read = index->analyser().analyse(word.written, TokenKind::Word);
            for (const std::string& part : split_compound(*index, as_read.surface)) {
                QueryWord more{.written = part, .word = {.surface = part, .stem = part}};
                more.senses = senses_of({.written = part});
                more.share = weights.split;
                parts.push_back(std::move(more));
            }
            break;
        }
        if (parts.size() == parts_before && !is_run && word.share > weights.function_word) {
            unfound.push_back(word.word.surface);
        }
    }
    words.insert(words.end(), std::make_move_iterator(parts.begin()),
                 std::make_move_iterator(parts.end()));
    return words;
}

Text Search::Engine::text_of_section(const std::string& slug, const std::string& language,
                                     std::size_t section) {
    if (section < first_block_section) {
        title_row.reset();
        title_row.bind(1, slug).bind(2, language);
        if (!title_row.step() || section >= keywords_section) {
            return {};
        }
        return section == title_section ? Text{.utf8 = std::string(title_row.text(0)), .spans = {}}
                                        : text_of(title_row.text(1), title_row.text(3));
    }
    block_row.reset();
    block_row.bind(1, slug).bind(2, language).bind(3, static_cast<std::int64_t>(section) - 3);
    return block_row.step() ? text_of(block_row.text(1), block_row.text(2)) : Text{};
}

void Search::Engine::add_passage(SearchHit& hit, const Candidate& candidate,
                                 const std::vector<QueryWord>& words,
                                 std::map<std::string, MarkedStems>& stems) {
    const auto shown = std::ranges::find_if(
        indexes, [&hit](const auto& index) { return index->language() == hit.language; });
    LanguageIndex* index = shown == indexes.end() ? nullptr : shown->get();
    const auto find_marks = [&](std::string_view utf8) {
        if (index == nullptr) {
            return std::vector<TextRange>{};
        }
        auto known = stems.find(hit.language);
        if (known == stems.end()) {
            known = stems.emplace(hit.language, stems_to_mark(words, *index)).first;
        }
        return mark(utf8, index->analyser(), known->second);
    };
    hit.title_marks = find_marks(hit.title);
    Text text;
    if (candidate.language != nullptr && !candidate.in_title_only) {
        const std::string& language = candidate.language->language();
        LanguageIndex* found_in = nullptr;
        for (const auto& one : indexes) {
            found_in = one.get() == candidate.language ? one.get() : found_in;
        }
        std::uint32_t before = 0;
        std::size_t section = 0;
        const std::vector<Section> layout = read_layout(found_in->layout(candidate.article));
        while (section < layout.size() && before + layout[section].words <= candidate.position) {
            before += layout[section++].words;
        }
        if (section >= first_block_section && section + 1 < layout.size()) {
            block_row.reset();
            block_row.bind(1, hit.slug).bind(2, language);
            block_row.bind(3, static_cast<std::int64_t>(section) - 3);
            if (block_row.step()) {
                hit.block = block_row.text(0);
                text = text_of(block_row.text(1), block_row.text(2));
            }
        }
        if (language != hit.language) {
            text = {};
            twin_row.reset();
            twin_row.bind(1, hit.slug).bind(2, hit.language).bind(3, hit.block);
            if (twin_row.step()) {
                text = text_of(twin_row.text(0), twin_row.text(2));
            } else {
                hit.block.clear();
            }
        }
    }
    if (text.utf8.empty()) {
        text = text_of_section(hit.slug, hit.language, summary_section);
        for (std::size_t section = first_block_section;
             text.utf8.find_first_not_of(' ') == std::string::npos &&
             section < first_block_section + 3;
             ++section) {
            text = text_of_section(hit.slug, hit.language, section);
            if (text.utf8 == hit.title) {
                text = {};
            }
        }
    }
    Passage passage = cut_passage(text, find_marks(text.utf8), passage_bytes);
    hit.passage = std::move(passage.utf8);
    hit.marks = std::move(passage.marks);
    hit.values = std::move(passage.values);
}

std::optional<SearchHit> Search::Engine::make_hit(const Candidate& candidate,
                                                  const std::vector<QueryWord>& words,
                                                  std::string& topic,
                                                  std::map<std::string, MarkedStems>& stems) {
    SearchHit hit;
    {
        article_row.reset();
        article_row.bind(1, std::int64_t{candidate.article});
        if (!article_row.step()) {
            return std::nullopt;
        }
        hit.slug = article_row.text(0);
        topic = article_row.text(1);
        hit.discreet = article_row.integer(2) != 0;
    }
    for (const std::string& language : languages) {
        title_row.reset();
        title_row.bind(1, hit.slug).bind(2, language);
        if (title_row.step()) {
            hit.language = language;
            hit.title = title_row.text(0);
            break;
        }
    }
    if (hit.language.empty()) {
        return std::nullopt;
    }
    hit.score = candidate.score;
    add_passage(hit, candidate, words, stems);
    return hit;
}

std::optional<std::string> Search::Engine::written_form(LanguageIndex& index,
                                                        const ListedWord& word) {
    constexpr int most_tries = 4;
    const std::string postings(index.postings(word.stem));
    int tries = 0;
    std::vector<std::uint32_t> positions;
    for (PostingReader reading(postings); tries < most_tries && reading.next();) {
        Statement article(database, queries::search_article);
        article.bind(1, std::int64_t{reading.article()});
        if (!article.step() || article.integer(2) != 0) {
            continue;
        }
        ++tries;
        const std::string slug(article.text(0));
        reading.positions(positions);
        const std::vector<Section> layout = read_layout(index.layout(reading.article()));
        for (const std::uint32_t position : positions) {
            std::uint32_t before = 0;
            std::size_t section = 0;
            while (section < layout.size() && before + layout[section].words <= position) {
                before += layout[section++].words;
            }
            const std::string text = text_of_section(slug, index.language(), section).utf8;
            const std::vector<Token> tokens = tokenize(text, index.analyser().apostrophe());
            if (position - before >= tokens.size()) {
                continue;
            }
            const Token& token = tokens[position - before];
            const std::string_view written =
                std::string_view(text).substr(token.start, token.length);
            if (index.analyser().analyse(written, token.kind).surface == word.surface) {
                return without_soft_hyphens(written);
            }
        }
    }
    return std::nullopt;
}

Search::Search(Database& database, std::vector<std::string> languages,
               const search::Weights& weights)
    : engine_(std::make_unique<Engine>(database, std::move(languages), weights)) {
}

Search::~Search() = default;
Search::Search(Search&&) noexcept = default;
Search& Search::operator=(Search&&) noexcept = default;

SearchAnswer Search::query(std::string_view text, std::size_t limit) {
    SearchAnswer answer;
    engine_->open_indexes();
    std::vector<Candidate> candidates;
    std::vector<QueryWord> words;
    bool all_known = true;
    if (engine_->reader != nullptr) {
        const auto typed = engine_->spell_out(engine_->read_query(text));
        words = engine_->make_words(typed, all_known, answer.unfound);
        candidates = engine_->ranker.rank(words, engine_->weights, limit * 2 + 10);
    }
    std::vector<std::string> near;
    std::map<std::string, MarkedStems> stems; // by language
    for (const Candidate& candidate : candidates) {
        if (answer.hits.size() == limit) {
            break;
        }
        std::string topic;
        auto hit = engine_->make_hit(candidate, words, topic, stems);
        if (!hit) {
            continue;
        }
        answer.exact = answer.exact || (all_known && candidate.covered > 0.99);
        answer.hits.push_back(*std::move(hit));
        if (std::ranges::find(near, topic) == near.end()) {
            near.push_back(std::move(topic));
        }
    }
    const std::vector<Topic>& topics = engine_->topics;
    const auto offer = [&answer, &topics](const std::string& id) {
        const auto topic = std::ranges::find(topics, id, &Topic::id);
        if (answer.topics.size() < most_topics && topic != topics.end() && !topic->hidden &&
            std::ranges::find(answer.topics, id) == answer.topics.end()) {
            answer.topics.push_back(id);
        }
    };
    std::ranges::for_each(near, offer);
    for (const Topic& topic : topics) {
        offer(topic.id);
    }
    return answer;
}

/// Looks where texts have the grams; `read` says how many bytes from the beginning of a text are to
/// be there at least, 0 where it is not what was typed. Counts the words that stand there.
void Search::Engine::add_continued(const std::vector<ListedWord>& grams, const Read& read,
                                   std::map<std::string, std::size_t>& found) {
    constexpr std::size_t most_places = 48; // that are looked at
    if (!word_ends) {
        word_ends = std::make_unique<WordEnds>(reader->language());
    }
    std::size_t places = 0;
    std::vector<std::uint32_t> positions;
    for (const ListedWord& gram : grams) {
        const std::string postings(reader->postings(gram.stem));
        for (PostingReader reading(postings); places < most_places && reading.next();) {
            article_row.reset();
            article_row.bind(1, std::int64_t{reading.article()});
            if (!article_row.step() || article_row.integer(2) != 0) {
                continue;
            }
            const std::string slug(article_row.text(0));
            const std::vector<Section> layout = read_layout(reader->layout(reading.article()));
            reading.positions(positions);
            std::uint32_t before = 0;
            std::size_t section = 0;
            std::size_t read_section = layout.size();
            for (const std::uint32_t position : positions) {
                while (section < layout.size() && before + layout[section].words <= position) {
                    before += layout[section++].words;
                }
                if (section == read_section) {
                    continue; // one place of a section shows all of them
                }
                read_section = section;
                ++places;
                const std::string text = text_of_section(slug, reader->language(), section).utf8;
                for (std::size_t at = 0; at < text.size(); ++at) {
                    const std::size_t least = read(std::string_view(text).substr(at));
                    std::string becomes =
                        least == 0 ? std::string() : word_ends->continued(text, at, least);
                    if (!becomes.empty()) {
                        ++found[std::move(becomes)];
                    }
                }
            }
        }
    }
}

namespace {

std::vector<std::string> commonest(const std::map<std::string, std::size_t>& counted,
                                   std::size_t limit) {
    std::vector<std::pair<std::string, std::size_t>> sorted(counted.begin(), counted.end());
    std::ranges::stable_sort(sorted, std::ranges::greater{},
                             &std::pair<std::string, std::size_t>::second);
    sorted.resize(std::min(limit, sorted.size()));
    std::vector<std::string> words;
    for (auto& [word, count] : sorted) {
        words.push_back(std::move(word));
    }
    return words;
}

/// Where the characters without spaces begin that end with the text.
std::size_t start_of_last_run(std::string_view text) {
    std::size_t start = text.size();
    std::size_t end = text.size();
    for (const Token& token : tokenize(text, Apostrophe::Joins)) {
        if (token.kind == TokenKind::Gram && (token.start > end || start == text.size())) {
            start = token.start;
        }
        end = token.kind == TokenKind::Gram ? token.start + token.length : 0;
        start = token.kind == TokenKind::Gram ? start : text.size();
    }
    return start;
}

} // namespace

std::vector<std::string> Search::Engine::continue_run(std::string_view run, std::size_t limit) {
    constexpr std::size_t most_grams = 12;
    const std::vector<Token> tokens = tokenize(run, reader->analyser().apostrophe());
    if (tokens.empty()) {
        return {};
    }
    // The first one tells where it may stand.
    const std::string_view gram = run.substr(tokens.front().start, tokens.front().length);
    const std::string surface = reader->analyser().analyse(gram, TokenKind::Gram).surface;
    std::map<std::string, std::size_t> found;
    add_continued(
        tokens.size() == 1 ? reader->find_prefix(surface, most_grams) : reader->find(surface),
        [run](std::string_view text) { return text.starts_with(run) ? run.size() + 1 : 0; }, found);
    return commonest(found, limit);
}

std::vector<std::string> Search::Engine::continue_pinyin(const std::vector<std::string>& syllables,
                                                         bool goes_on, std::size_t limit) {
    constexpr std::size_t most_grams = 12;
    const Pinyin& pinyin = reader->pinyin();
    const std::size_t size = std::min<std::size_t>(2, syllables.size());
    std::map<std::string, std::size_t> found;
    const auto read = [&](std::string_view text) {
        std::size_t end = 0;
        for (std::size_t i = 0; i < syllables.size(); ++i) {
            const std::size_t start = end;
            if (next_code_point(text, end) == not_utf8 ||
                !pinyin.is_read(text.substr(start, end - start), syllables[i],
                                goes_on && i + 1 == syllables.size())) {
                return std::size_t{0};
            }
        }
        return end;
    };
    add_continued(reader->find_read(std::span(syllables).first(size),
                                    goes_on && size == syllables.size(), most_grams),
                  read, found);
    return commonest(found, limit);
}

Suggestions Search::suggest(std::string_view text, std::size_t limit) {
    Suggestions made;
    engine_->open_indexes();
    if (engine_->reader == nullptr) {
        return made;
    }
    LanguageIndex& reader = *engine_->reader;
    const auto typed = engine_->read_query(text);
    if (typed.empty() || typed.size() == most_query_words || text.size() > longest_text) {
        return made;
    }
    const Engine::Typed& last = typed.back();
    if (last.kind == TokenKind::Gram) {
        const std::size_t end = last.start + last.written.size();
        if (end != text.size()) {
            return made;
        }
        made.spaced = false;
        made.start = start_of_last_run(text);
        made.words = engine_->continue_run(text.substr(made.start), limit);
        constexpr int most_words_left_out = 6; // of a run that texts do not have together
        for (int i = 0; i < most_words_left_out && made.words.empty(); ++i) {
            made.start = engine_->word_ends->end_of_word(text, made.start);
            made.words = engine_->continue_run(text.substr(made.start), limit);
        }
        return made;
    }
    if (!last.goes_on) {
        return made;
    }
    const Word word = reader.analyser().analyse(last.written, TokenKind::Word);
    if (word.surface.empty()) {
        return made;
    }
    const auto spelt = engine_->spell_out(typed);
    if (!spelt.empty() && !spelt.back().pinyin.empty()) {
        std::size_t first = spelt.size() - 1;
        while (first > 0 && spelt[first - 1].start == spelt.back().start &&
               !spelt[first - 1].pinyin.empty()) {
            --first;
        }
        std::vector<std::string> syllables = spelt[first].pinyin;
        for (std::size_t i = first + 1; i < spelt.size(); ++i) {
            syllables.push_back(spelt[i].pinyin.back());
        }
        made.start = spelt.back().start;
        made.spaced = false;
        made.words = engine_->continue_pinyin(syllables, spelt.back().goes_on, limit);
        return made;
    }
    made.start = last.start;
    std::vector<std::string> stems;
    for (const ListedWord& listed : reader.find_prefix(word.surface, limit * 3)) {
        if (made.words.size() == limit) {
            break;
        }
        if (listed.surface == word.surface || is_function_word(reader.language(), listed.surface) ||
            std::ranges::find(stems, listed.stem) != stems.end()) {
            continue;
        }
        if (auto written = engine_->written_form(reader, listed)) {
            stems.push_back(listed.stem);
            made.words.push_back(*std::move(written));
        }
    }
    return made;
}

} // namespace zugang::content
