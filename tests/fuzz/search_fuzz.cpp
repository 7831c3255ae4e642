// Whatever somebody types: parted, folded, stemmed, romanised; and whatever bytes an index has.
#include "content/database.hpp"
#include "content/schema.hpp"
#include "content/search.hpp"
#include "content/search/analyse.hpp"
#include "content/search/fold.hpp"
#include "content/search/layout.hpp"
#include "content/search/light_stem.hpp"
#include "content/search/postings.hpp"
#include "content/search/skeleton.hpp"
#include "content/search/tokenize.hpp"
#include "content/search/typo.hpp"
#include "content/search/word_list.hpp"
#include "content/search/write_index.hpp"

#include <array>
#include <cstdlib>

using namespace zugang::content;

namespace {

using namespace zugang::content::search;

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void take_apart(std::string_view text) {
    static const std::array<Analyser, 6> analysers{Analyser("de"), Analyser("ar"), Analyser("tr"),
                                                   Analyser("am"), Analyser("fr"), Analyser("xx")};
    for (const Analyser& analyser : analysers) {
        std::size_t end = 0;
        for (const Token& token : tokenize(text, analyser.apostrophe())) {
            require(token.length > 0);
            require(token.kind == TokenKind::Gram || token.start >= end);
            end = token.start + token.length;
            require(end <= text.size());
            const Word word = analyser.analyse(text.substr(token.start, token.length), token.kind);
            require(word.surface.empty() == word.stem.empty() || !word.stem.empty());
            const std::string romanised = romanise(word.surface);
            require(skeleton(romanised, true).size() <= romanised.size());
            as_romanised(word.surface);
        }
    }
    require(fold(fold(text)) == fold(text));
}

void read_damaged(std::string_view bytes) {
    std::vector<std::uint32_t> positions;
    std::size_t count = 0;
    for (PostingReader reader(bytes); reader.next();) {
        reader.positions(positions);
        require(positions.size() <= bytes.size());
        ++count;
    }
    require(count <= bytes.size());
    read_layout(bytes);
    for (const ListedWord& word : read_words(bytes)) {
        require(word.surface.size() <= bytes.size());
    }
    require(find_line(bytes, bytes.substr(0, bytes.size() / 2)) <= bytes.size());
    const std::size_t half = bytes.size() / 2;
    const auto a = code_points(bytes.substr(0, half));
    const auto b = code_points(bytes.substr(half));
    require(count_typos(a, b, 2) <= 3);
    require(count_typos(a, b, 2) == count_typos(b, a, 2));
}

/// Four pages in four languages.
Database make_content() {
    Database database = Database::memory();
    database.execute(schema);
    database.execute(R"(
        INSERT INTO meta VALUES ('default_language', 'de');
        INSERT INTO topic VALUES ('t', 0, '', 1, 0);)");
    constexpr auto texts = std::to_array<std::array<const char*, 3>>(
        {{"de", "Die Aufenthaltserlaubnis", "Kindergeld, Führerschein und Straße: Anträge."},
         {"ar", "تصريح الإقامة", "رخصة القيادة في المدرسة"},
         {"zh", "居留签证申请", "驾照在学校"},
         {"uk", "Дозвіл на роботу", "Школа й п’ять дітей"}});
    for (const char* slug : {"a", "b", "c", "d"}) {
        Statement article(database, "INSERT INTO article VALUES (?1, 't', 0, '', '', 0, '', 1, 0, "
                                    "0, '', '', '', '', '', '')");
        article.bind(1, slug);
        article.step();
        for (const auto& [language, title, text] : texts) {
            Statement row(database, "INSERT INTO translation VALUES (?1, ?2, ?3, '', ?3, '', '', "
                                    "'', 0, 0, 1)");
            row.bind(1, slug).bind(2, language).bind(3, title);
            row.step();
            Statement block(database,
                            "INSERT INTO block VALUES (?1, ?2, 0, '1', 1, 0, 0, ?3, '', '', 0)");
            block.bind(1, slug).bind(2, language).bind(3, text);
            block.step();
        }
    }
    write_index(database);
    return database;
}

void check_marks(const std::string& text, const std::vector<TextRange>& marks) {
    std::size_t end = 0;
    for (const TextRange& range : marks) {
        require(range.length > 0 && range.start >= end);
        end = range.start + range.length;
        require(end <= text.size());
    }
}

void ask(std::string_view text) {
    static Database database = make_content();
    static std::array<Search, 3> searches{Search(database, {"de"}), Search(database, {"ar", "de"}),
                                          Search(database, {"zh", "uk", "de"})};
    for (Search& search : searches) {
        const SearchAnswer answer = search.query(text, 5);
        require(answer.topics.size() == 1 && answer.hits.size() <= 5);
        for (const SearchHit& hit : answer.hits) {
            check_marks(hit.title, hit.title_marks);
            check_marks(hit.passage, hit.marks);
        }
        require(search.suggest(text, 3).words.size() <= 3);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    take_apart(text);
    read_damaged(text);
    ask(text);
    return 0;
}
