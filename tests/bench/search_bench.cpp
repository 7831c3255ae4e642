// What the search finds and how long it takes, beside plain FTS5 (unicode61, any word), on the same
// pages in the same run. Pages and questions: ../shared/search; variations: tests/data/search.
//   search_bench                  the whole table
//   search_bench questions|pairs|german|variations|latency|build|ablation...   parts of it;
//                                 ablation: what each idea gives, also in each of five parts of the
//                                 pages
//   search_bench ... name=value   with another weight (content/search/weights.hpp)
#include "content/search.hpp"
#include "content/search/fold.hpp"
#include "content/search/write_index.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <random>
#include <set>
#include <unordered_map>

#include "cpu_time.hpp"
#include "search_folder.hpp"
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::bench {
namespace {

namespace fs = std::filesystem;
using content::Access;
using content::Database;
using content::Search;
using content::search::Weights;

const std::vector<std::string> languages{"de", "en", "fr", "uk", "ar"};

struct NamedWeight {
    std::string_view name;
    double Weights::*member;
};
constexpr auto weights_by_name = std::to_array<NamedWeight>({
    {"stem", &Weights::stem},
    {"family", &Weights::family},
    {"known_split", &Weights::known_split},
    {"prefix", &Weights::prefix},
    {"compound_end", &Weights::compound_end},
    {"compound_part", &Weights::compound_part},
    {"split", &Weights::split},
    {"typo", &Weights::typo},
    {"romanised", &Weights::romanised},
    {"joined", &Weights::joined},
    {"known_abroad", &Weights::known_abroad},
    {"unknown_abroad", &Weights::unknown_abroad},
    {"meaning", &Weights::meaning},
    {"pinyin", &Weights::pinyin},
    {"far_abroad", &Weights::far_abroad},
    {"title", &Weights::title},
    {"heading", &Weights::heading},
    {"keywords", &Weights::keywords},
    {"glossary", &Weights::glossary},
    {"k1", &Weights::k1},
    {"b", &Weights::b},
    {"rarity", &Weights::rarity},
    {"coverage", &Weights::coverage},
    {"function_word", &Weights::function_word},
    {"request_word", &Weights::request_word},
    {"window", &Weights::window},
    {"passage", &Weights::passage},
    {"whole_title", &Weights::whole_title},
    {"phrase", &Weights::phrase},
});

struct Question {
    std::string text;
    std::string page;
};

std::vector<Question> read_questions(const fs::path& file) {
    std::vector<Question> questions;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const std::size_t tab = line.find('\t');
        if (tab != std::string::npos) {
            questions.push_back({line.substr(0, tab), line.substr(tab + 1)});
        }
    }
    return questions;
}

/// In how many pages of a language each word stands, folded as FTS5 would.
class Counts {
  public:
    Counts(const Pages& pages, const std::string& language) {
        for (const auto& [id, texts] : pages) {
            const auto page = texts.find(language);
            if (page == texts.end()) {
                continue;
            }
            std::set<std::string> words;
            for (const std::string& word :
                 plain_split(page->second.title + "\n" + page->second.text)) {
                words.insert(content::search::fold(word));
            }
            for (const std::string& word : words) {
                ++texts_[word];
            }
        }
    }

    /// 0 where no page has it.
    int of(const std::string& word) const {
        const auto found = texts_.find(content::search::fold(word));
        return found == texts_.end() ? 0 : found->second;
    }

    /// The rarest words of a text that pages have, rarest first.
    std::vector<std::string> rarest(const std::string& text, std::size_t most) const {
        std::vector<std::string> words;
        for (std::string& word : plain_split(text)) {
            if (of(word) > 0 && std::ranges::find(words, word) == words.end()) {
                words.push_back(std::move(word));
            }
        }
        std::ranges::stable_sort(words, {}, [this](const std::string& word) { return of(word); });
        words.resize(std::min(most, words.size()));
        return words;
    }

  private:
    std::unordered_map<std::string, int> texts_;
};

struct Sample {
    fs::path folder;
    Pages pages;
    std::map<std::string, std::vector<Question>> questions;
    std::map<std::string, Counts> counts;

    fs::path content() const { return folder / "content.db"; }
    fs::path fts5() const { return folder / "fts5.db"; }
};

using Ask = std::function<std::vector<std::string>(const std::string& language,
                                                   const std::string& query, std::size_t limit)>;

/// The reader's language, then German.
std::vector<std::string> order_of(const std::string& language) {
    return language == "de" ? std::vector<std::string>{"de"}
                            : std::vector<std::string>{language, "de"};
}

/// Ids that ours finds. Keeps one Search a language.
class Ours {
  public:
    Ours(const fs::path& file, const Weights& weights)
        : database_(file, Access::ReadOnly), weights_(weights) {}

    Search& in(const std::string& language) {
        auto& made = by_language_[language];
        if (!made) {
            made = std::make_unique<Search>(database_, order_of(language), weights_);
        }
        return *made;
    }

    std::vector<std::string> operator()(const std::string& language, const std::string& query,
                                        std::size_t limit) {
        std::vector<std::string> ids;
        for (const auto& hit : in(language).query(query, limit).hits) {
            ids.push_back(hit.language == language ? hit.slug : std::string{});
        }
        return ids;
    }

  private:
    Database database_;
    Weights weights_;
    std::map<std::string, std::unique_ptr<Search>> by_language_;
};

/// Share of the questions whose page is among the first.
double share(const std::vector<Question>& questions, const std::string& language, std::size_t first,
             const Ask& ask) {
    std::size_t found = 0;
    for (const Question& question : questions) {
        const auto ids = ask(language, question.text, first);
        found += std::ranges::find(ids, question.page) != ids.end() ? 1 : 0;
    }
    return questions.empty() ? 0
                             : static_cast<double>(found) / static_cast<double>(questions.size());
}

std::vector<Question> rarest_pairs(const Sample& sample, const std::string& language) {
    std::vector<Question> pairs;
    for (const Question& question : sample.questions.at(language)) {
        std::string text;
        for (const std::string& word : sample.counts.at(language).rarest(question.text, 2)) {
            text += (text.empty() ? "" : " ") + word;
        }
        pairs.push_back({text, question.page});
    }
    return pairs;
}

/// The rarest German word of each page's German title, of five letters and more.
std::vector<Question> german_key_words(const Sample& sample) {
    std::vector<Question> words;
    std::set<std::string> pages;
    for (const Question& question : sample.questions.at("de")) {
        if (!pages.insert(question.page).second) {
            continue;
        }
        const auto page = sample.pages.find(question.page);
        if (page == sample.pages.end()) {
            continue;
        }
        for (const std::string& word :
             sample.counts.at("de").rarest(page->second.at("de").title, 20)) {
            if (word.size() >= 5) {
                words.push_back({word, question.page});
                break;
            }
        }
    }
    return words;
}

void print_questions(const Sample& sample, const Weights& weights) {
    Ours ours(sample.content(), weights);
    Database fts5(sample.fts5(), Access::ReadOnly);
    const Ask plain = [&fts5](const std::string& language, const std::string& query,
                              std::size_t limit) {
        return ask_fts5(fts5, language, query, limit, false);
    };
    constexpr std::array<double, 5> targets{.82, .86, .82, .80, .80};
    std::printf("question -> page among the first 10\n");
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const std::string& language = languages[i];
        const auto& questions = sample.questions.at(language);
        std::printf("  %-3s fts5 %.3f  ours %.3f  (target %.2f)  first: fts5 %.3f ours %.3f\n",
                    language.c_str(), share(questions, language, 10, plain),
                    share(questions, language, 10, std::ref(ours)), targets.at(i),
                    share(questions, language, 1, plain),
                    share(questions, language, 1, std::ref(ours)));
    }
}

void print_pairs(const Sample& sample, const Weights& weights) {
    Ours ours(sample.content(), weights);
    Database fts5(sample.fts5(), Access::ReadOnly);
    const Ask plain = [&fts5](const std::string& language, const std::string& query,
                              std::size_t limit) {
        return ask_fts5(fts5, language, query, limit, false);
    };
    std::printf("the two rarest words of the question -> page among the first 10\n");
    for (const std::string& language : languages) {
        const auto pairs = rarest_pairs(sample, language);
        std::printf("  %-3s fts5 %.3f  ours %.3f  (target 0.75)\n", language.c_str(),
                    share(pairs, language, 10, plain), share(pairs, language, 10, std::ref(ours)));
    }
}

void print_german(const Sample& sample, const Weights& weights) {
    Ours ours(sample.content(), weights);
    Database fts5(sample.fts5(), Access::ReadOnly);
    const auto words = german_key_words(sample);
    std::printf("German key word -> page in the reader's language among the first 10 (%zu words)\n",
                words.size());
    for (const std::string& language : languages) {
        if (language == "de") {
            continue;
        }
        const Ask plain = [&fts5](const std::string& tag, const std::string& query,
                                  std::size_t limit) {
            return ask_fts5(fts5, tag, query, limit, false);
        };
        std::printf("  %-3s fts5 %.3f  ours %.3f  (target 0.80)\n", language.c_str(),
                    share(words, language, 10, plain), share(words, language, 10, std::ref(ours)));
    }
}

/// One line of tests/data/search/variations.tsv.
struct Variation {
    std::string kind;
    std::string language;
    std::string typed;
    std::string word;
};

std::vector<Variation> read_variations(const fs::path& file) {
    std::vector<Variation> variations;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        std::array<std::string, 4> fields;
        std::size_t start = 0;
        for (std::string& field : fields) {
            const std::size_t end = std::min(line.find('\t', start), line.size());
            field = line.substr(start, end - start);
            start = std::min(end + 1, line.size());
        }
        variations.push_back({fields[0], fields[1], fields[2], fields[3]});
    }
    return variations;
}

/// Six thousand pages: one for each word of the variations, which stands in its title and twice in
/// its text, and others. What fills them is the Declaration of Human Rights in their language.
struct VariationSample {
    Pages pages;
    std::map<std::string, std::string> page_of; ///< by language and word
    std::vector<std::string> languages;
};

std::vector<std::string> read_paragraphs(const fs::path& file) {
    std::vector<std::string> paragraphs;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (line.size() > 40) {
            paragraphs.push_back(line);
        }
    }
    return paragraphs;
}

VariationSample make_variation_sample(const std::vector<Variation>& variations,
                                      const fs::path& corpus, std::size_t documents) {
    VariationSample sample;
    std::map<std::string, std::vector<std::string>> paragraphs;
    std::mt19937 random(1);
    const auto fill = [&](const std::string& language) {
        auto& known = paragraphs[language];
        if (known.empty()) {
            std::string name = language;
            if (language == "kmr") {
                name = "ku";
            }
            known = read_paragraphs(corpus / (name + ".txt"));
            if (known.empty()) { // the corpus lacks this language
                known = read_paragraphs(corpus / "mix.txt");
            }
            sample.languages.push_back(language);
        }
        std::string text;
        for (int i = 0; i < 6; ++i) {
            text += known[random() % known.size()] + "\n";
        }
        return text;
    };
    std::size_t number = 0;
    for (const Variation& variation : variations) {
        std::string& id = sample.page_of[variation.language + "\t" + variation.word];
        if (!id.empty()) {
            continue;
        }
        id = "w" + std::to_string(number++);
        sample.pages[id][variation.language] = {.title = variation.word,
                                                .text = fill(variation.language) + variation.word +
                                                        ". " + variation.word + "."};
    }
    const std::vector<std::string> used = sample.languages;
    while (sample.pages.size() < documents && !used.empty()) {
        const std::string& language = used[number % used.size()];
        const std::string text = fill(language);
        sample.pages["x" + std::to_string(number++)][language] = {
            .title = text.substr(0, text.find(' ', 12)), .text = text};
    }
    return sample;
}

void print_variations(const Weights& weights, const fs::path& folder, bool list_missed) {
    const auto variations =
        read_variations(fs::path(ZUGANG_SOURCE_DIR) / "tests/data/search/variations.tsv");
    if (variations.empty()) {
        return;
    }
    const VariationSample sample =
        make_variation_sample(variations, fs::path(ZUGANG_SHARED_DIR) / "text-corpus", 6000);
    const fs::path content = folder / "variations.db";
    const fs::path fts5_file = folder / "variations-fts5.db";
    if (!fs::exists(content)) {
        write_content(content, sample.pages, sample.languages);
        write_fts5(fts5_file, sample.pages, sample.languages);
    }
    Ours ours(content, weights);
    Database fts5(fts5_file, Access::ReadOnly);
    struct Tally {
        int all = 0;
        int ours = 0;
        int clean = 0;
        int plain = 0;
    };
    std::map<std::string, Tally> kinds;
    std::set<std::string> tags;
    for (const Variation& variation : variations) {
        const std::string& page = sample.page_of.at(variation.language + "\t" + variation.word);
        const auto has = [&page](const std::vector<std::string>& ids) {
            return std::ranges::find(ids, page) != ids.end();
        };
        const bool found = has(ours(variation.language, variation.typed, 5));
        for (const std::string& key : {variation.kind, std::string("all")}) {
            Tally& tally = kinds[key];
            ++tally.all;
            tally.ours += found ? 1 : 0;
            tally.clean += has(ours(variation.language, variation.word, 5)) ? 1 : 0;
            tally.plain +=
                has(ask_fts5(fts5, variation.language, variation.typed, 5, true)) ? 1 : 0;
        }
        tags.insert(variation.language);
        if (list_missed && !found) {
            std::printf("  missed: %s %s %s (%s)\n", variation.kind.c_str(),
                        variation.language.c_str(), variation.typed.c_str(),
                        variation.word.c_str());
        }
    }
    std::printf("variations -> page among the first 5 of 6000 (%zu cases, %zu languages)\n",
                variations.size(), tags.size());
    for (const auto& [kind, tally] : kinds) {
        const double all = tally.all;
        std::printf("  %-18s %4d  fts5 %.3f  ours %.3f  (clean word %.3f)\n", kind.c_str(),
                    tally.all, tally.plain / all, tally.ours / all, tally.clean / all);
    }
}

/// Pages in as many copies as it takes, each with words of its own: every third line is one of
/// another page, and every copy has a number.
void add_many(Pages& many, const Pages& pages, std::size_t documents, const std::string& language) {
    std::vector<const Page*> sources;
    std::vector<std::string> lines;
    for (const auto& [id, texts] : pages) {
        const auto page = texts.find(language);
        if (page != texts.end()) {
            sources.push_back(&page->second);
            for (std::size_t start = 0; start < page->second.text.size();) {
                const std::size_t end =
                    std::min(page->second.text.find('\n', start), page->second.text.size());
                lines.push_back(page->second.text.substr(start, end - start));
                start = end + 1;
            }
        }
    }
    std::mt19937 random(7); // in each language the same: lines that say the same stay together
    for (std::size_t i = 0; i < documents; ++i) {
        const Page& source = *sources[i % sources.size()];
        std::string text;
        for (int line = 0; line < 14; ++line) {
            text += lines[random() % lines.size()] + "\n";
        }
        many["d" + std::to_string(i)][language] = {
            .title = source.title,
            .text = text + "Nr" + std::to_string(i) + " wort" + std::to_string(random() % 200000)};
    }
}

Pages make_many(const Pages& pages, std::size_t documents, const std::vector<std::string>& in) {
    Pages many;
    for (const std::string& language : in) {
        add_many(many, pages, documents, language);
    }
    return many;
}

/// In the last of the languages; where that is not German, German is looked at as well.
void print_latency(const Sample& sample, const Weights& weights, std::size_t documents,
                   double target_ms, const std::vector<std::string>& in = {"de"}) {
    const std::string& reader = in.back();
    const std::string name = "many-" + std::to_string(documents) + (in.size() > 1 ? reader : "");
    const fs::path file = sample.folder / (name + ".db");
    const fs::path plain_file = sample.folder / (name + "-fts5.db");
    if (!fs::exists(file)) {
        const Pages many = make_many(sample.pages, documents, in);
        write_content(file, many, in);
        write_fts5(plain_file, many, {reader});
    }
    Ours ours(file, weights);
    Database fts5(plain_file, Access::ReadOnly);
    std::vector<double> ours_ms;
    std::vector<double> ours_cpu_ms; // what a busy machine does not change
    std::vector<double> plain_ms;
    const auto time = [](std::vector<double>& times, const auto& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
    };
    std::size_t count = 0;
    for (const Question& question : sample.questions.at(reader)) {
        if (++count % 8 != 0) {
            continue;
        }
        for (std::size_t end = 1; end <= question.text.size(); ++end) {
            if (end < question.text.size() &&
                (static_cast<unsigned char>(question.text[end]) & 0xc0U) == 0x80U) {
                continue;
            }
            const std::string typed = question.text.substr(0, end);
            const double before = cpu_us() / 1000;
            time(ours_ms, [&] { ours(reader, typed, 10); });
            ours_cpu_ms.push_back(cpu_us() / 1000 - before);
            if (end % 8 == 0) { // it takes long
                time(plain_ms, [&] { ask_fts5(fts5, reader, typed, 10, true); });
            }
        }
    }
    std::ranges::sort(ours_ms);
    std::ranges::sort(ours_cpu_ms);
    std::ranges::sort(plain_ms);
    const auto at = [](const std::vector<double>& times, double part) {
        return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
    };
    std::printf(
        "as you type in %s, %zu documents, %zu keys: ours p50 %.2f p99 %.2f max %.2f ms, of "
        "processor p99 %.2f ms (target p99 %.0f); fts5 p50 %.2f p99 %.2f ms\n",
        reader.c_str(), documents, ours_ms.size(), at(ours_ms, .5), at(ours_ms, .99),
        ours_ms.back(), at(ours_cpu_ms, .99), target_ms, at(plain_ms, .5), at(plain_ms, .99));
}

/// Peak memory of a process that does this, in megabytes.
template <typename Work>
double peak_mb(const Work& work) {
    const pid_t child = fork();
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1000;
}

void print_build(const Sample& sample) {
    {
        Database database(sample.content(), Access::ReadOnly);
        const auto index = static_cast<double>(index_bytes(database));
        const auto text = static_cast<double>(text_bytes(sample.pages));
        std::printf("index %.2f MB of %.2f MB of text: %.2f (target 1.00); fts5 with its copy of "
                    "the text %.2f MB\n",
                    index / 1e6, text / 1e6, index / text,
                    static_cast<double>(fs::file_size(sample.fts5())) / 1e6);
    }
    {
        const fs::path file = sample.folder / "updated.db";
        fs::copy_file(sample.content(), file, fs::copy_options::overwrite_existing);
        Database database(file, Access::ReadWrite);
        database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
        std::vector<double> times;
        for (const auto& [id, texts] : sample.pages) {
            if (times.size() == 50) {
                break;
            }
            const auto start = std::chrono::steady_clock::now();
            database.execute("BEGIN");
            content::search::IndexUpdate update(database);
            update.remove(id, "de");
            content::Statement change(database, "UPDATE block SET text = text || ' neu' WHERE slug "
                                                "= ?1 AND language = 'de'");
            change.bind(1, id);
            change.step();
            update.add(id, "de");
            update.finish();
            database.execute("COMMIT");
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                    .count());
        }
        std::ranges::sort(times);
        std::printf("index after one of %zu articles changed in one language: median %.1f ms, at "
                    "most %.1f ms (target 100)\n",
                    sample.pages.size(), times[times.size() / 2], times.back());
        fs::remove(file);
    }
    const double nothing = peak_mb([] {});
    for (const std::size_t documents : {std::size_t{6000}, std::size_t{100000}}) {
        const Pages many = make_many(sample.pages, documents, {"de"});
        const double with_pages = peak_mb([] {});
        const fs::path file = sample.folder / "built.db";
        const auto start = std::chrono::steady_clock::now();
        const double ours = peak_mb([&] { write_content(file, many, {"de"}); }) - with_pages;
        const auto built = std::chrono::steady_clock::now();
        const double plain = peak_mb([&] { write_fts5(file, many, {"de"}); }) - with_pages;
        std::printf(
            "building %zu documents: ours %.0f MB more than the pages, %.1f s; fts5 %.0f MB "
            "(process without pages %.0f MB)\n",
            documents, ours, std::chrono::duration<double>(built - start).count(), plain, nothing);
        fs::remove(file);
    }
}

/// Share of the variations whose page is among the first five.
double share_of_variations(const Weights& weights, const fs::path& folder) {
    const auto variations =
        read_variations(fs::path(ZUGANG_SOURCE_DIR) / "tests/data/search/variations.tsv");
    const VariationSample sample =
        make_variation_sample(variations, fs::path(ZUGANG_SHARED_DIR) / "text-corpus", 6000);
    const fs::path content = folder / "variations.db";
    if (!fs::exists(content)) {
        write_content(content, sample.pages, sample.languages);
        write_fts5(folder / "variations-fts5.db", sample.pages, sample.languages);
    }
    Ours ours(content, weights);
    std::size_t found = 0;
    for (const Variation& variation : variations) {
        const auto ids = ours(variation.language, variation.typed, 5);
        const std::string& page = sample.page_of.at(variation.language + "\t" + variation.word);
        found += std::ranges::find(ids, page) != ids.end() ? 1 : 0;
    }
    return static_cast<double>(found) / static_cast<double>(variations.size());
}

/// Which of the questions have their page among the first ten: by language and question.
std::vector<bool> found_in(const std::map<std::string, std::vector<Question>>& questions,
                           const Ask& ask) {
    std::vector<bool> found;
    for (const std::string& language : languages) {
        for (const Question& question : questions.at(language)) {
            const auto ids = ask(language, question.text, 10);
            found.push_back(std::ranges::find(ids, question.page) != ids.end());
        }
    }
    return found;
}

/// In how many of five parts of the pages more questions are answered with an idea than without,
/// and in how many fewer: "+4 -1". A question belongs to the part of its page.
std::string compare_folds(const std::map<std::string, std::vector<Question>>& questions,
                          const std::vector<bool>& with, const std::vector<bool>& without) {
    constexpr std::size_t folds = 5;
    std::array<int, folds> gained{};
    std::size_t at = 0;
    for (const std::string& language : languages) {
        for (const Question& question : questions.at(language)) {
            std::size_t fold = 0; // the same on every machine
            for (const char c : question.page) {
                fold = (fold * 31 + static_cast<unsigned char>(c)) % 1'000'003;
            }
            gained.at(fold % folds) += (with[at] ? 1 : 0) - (without[at] ? 1 : 0);
            ++at;
        }
    }
    const auto count = [&gained](auto holds) {
        return std::to_string(std::ranges::count_if(gained, holds));
    };
    return "+" + count([](int more) { return more > 0; }) + " -" +
           count([](int more) { return more < 0; });
}

void print_ablation(const Sample& sample, const Weights& weights) {
    struct Without {
        std::string_view what;
        std::vector<std::pair<double Weights::*, double>> changes;
    };
    const std::vector<Without> ideas{
        {"all ideas", {}},
        {"without stems", {{&Weights::stem, 0}}},
        {"without words of one root", {{&Weights::family, 0}}},
        {"without compounds",
         {{&Weights::compound_end, 0}, {&Weights::split, 0}, {&Weights::known_split, 0}}},
        {"without German for others",
         {{&Weights::known_abroad, 0},
          {&Weights::unknown_abroad, 0},
          {&Weights::far_abroad, 0},
          {&Weights::meaning, 0}}},
        {"without learnt meanings", {{&Weights::meaning, 0}}},
        {"without light question words",
         {{&Weights::function_word, 1}, {&Weights::request_word, 1}}},
        {"without fields", {{&Weights::title, 1}, {&Weights::heading, 1}, {&Weights::keywords, 1}}},
        {"without whole titles", {{&Weights::whole_title, 0}}},
        {"without coverage", {{&Weights::coverage, 0}}},
        {"without passages", {{&Weights::passage, 0}}},
        {"without phrases", {{&Weights::phrase, 0}}},
        {"without prefixes", {{&Weights::prefix, 0}}},
        {"without typos", {{&Weights::typo, 0}}},
        {"without Latin letters", {{&Weights::romanised, 0}}},
        {"without joining", {{&Weights::joined, 0}}},
    };
    const auto key_words = german_key_words(sample);
    std::map<std::string, std::vector<Question>> pairs;
    for (const std::string& language : languages) {
        pairs[language] = rarest_pairs(sample, language);
    }
    std::printf("ablation: folds are parts of the pages in which the idea helps (+) or harms (-)\n"
                "%-30s question de en fr uk ar mean     folds  two words de en fr uk ar mean    "
                "folds  German word  variations\n",
                "");
    std::vector<bool> all_questions;
    std::vector<bool> all_pairs;
    for (const Without& idea : ideas) {
        Weights changed = weights;
        for (const auto& [member, value] : idea.changes) {
            changed.*member = value;
        }
        Ours ours(sample.content(), changed);
        const auto print_shares = [](const std::map<std::string, std::vector<Question>>& asked,
                                     const std::vector<bool>& found) {
            std::size_t at = 0;
            double mean = 0;
            for (const std::string& language : languages) {
                const std::size_t count = asked.at(language).size();
                double right = 0;
                for (std::size_t i = 0; i < count; ++i) {
                    right += found[at++] ? 1 : 0;
                }
                std::printf(" %.3f", right / static_cast<double>(count));
                mean += right / static_cast<double>(count) / 5;
            }
            std::printf(" =%.4f", mean);
        };
        const auto questions = found_in(sample.questions, std::ref(ours));
        const auto two_words = found_in(pairs, std::ref(ours));
        if (all_questions.empty()) {
            all_questions = questions;
            all_pairs = two_words;
        }
        double german = 0;
        for (const std::string& language : languages) {
            german += language == "de" ? 0 : share(key_words, language, 10, std::ref(ours)) / 4;
        }
        std::printf("  %-28s", std::string(idea.what).c_str());
        print_shares(sample.questions, questions);
        std::printf("  %s ", compare_folds(sample.questions, all_questions, questions).c_str());
        print_shares(pairs, two_words);
        std::printf("  %s  %.3f  %.3f\n", compare_folds(pairs, all_pairs, two_words).c_str(),
                    german, share_of_variations(changed, sample.folder));
        std::fflush(stdout);
    }
}

int run(int argc, char** argv) {
    std::set<std::string> parts;
    Weights weights;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const std::size_t equals = argument.find('=');
        if (equals == std::string::npos) {
            parts.insert(argument);
            continue;
        }
        const auto* named =
            std::ranges::find(weights_by_name, argument.substr(0, equals), &NamedWeight::name);
        if (named == weights_by_name.end()) {
            std::cerr << "search_bench: no weight " << argument << "\n";
            return 2;
        }
        weights.*(named->member) = std::stod(argument.substr(equals + 1));
    }
    const auto wanted = [&parts](const char* part) {
        return parts.empty() || parts.contains(part);
    };
    const fs::path shared = fs::path(ZUGANG_SHARED_DIR) / "search";
    Sample sample;
    const char* keep = std::getenv("KEEP");
    sample.folder = keep != nullptr
                        ? fs::path(keep)
                        : fs::temp_directory_path() / ("search-bench-" + std::to_string(getpid()));
    fs::create_directories(sample.folder);
    sample.pages = read_pages(shared, languages);
    for (const std::string& language : languages) {
        sample.questions[language] = read_questions(shared / ("questions." + language + ".tsv"));
        sample.counts.emplace(language, Counts(sample.pages, language));
    }
    if (!fs::exists(sample.content())) {
        write_content(sample.content(), sample.pages, languages);
        write_fts5(sample.fts5(), sample.pages, languages);
    }
    if (wanted("questions")) {
        print_questions(sample, weights);
    }
    if (parts.contains("brief")) {
        Ours ours(sample.content(), weights);
        double questions = 0;
        double pairs = 0;
        for (const std::string& language : languages) {
            const double own = share(sample.questions.at(language), language, 10, std::ref(ours));
            std::printf("%.3f ", own);
            questions += own / 5;
            pairs += share(rarest_pairs(sample, language), language, 10, std::ref(ours)) / 5;
        }
        std::printf(" questions %.4f pairs %.4f\n", questions, pairs);
    }
    if (parts.contains("depth")) {
        Ours ours(sample.content(), weights);
        for (const std::size_t first : {1, 3, 5, 10, 20, 40, 60, 100}) {
            std::printf("%zu: de %.3f ar %.3f\n", first,
                        share(sample.questions.at("de"), "de", first, std::ref(ours)),
                        share(sample.questions.at("ar"), "ar", first, std::ref(ours)));
        }
    }
    if (wanted("pairs")) {
        print_pairs(sample, weights);
    }
    if (wanted("german")) {
        print_german(sample, weights);
    }
    if (wanted("variations")) {
        print_variations(weights, sample.folder, parts.contains("missed"));
    }
    if (wanted("latency")) {
        print_latency(sample, weights, 6000, 3);
        print_latency(sample, weights, 6000, 3, {"de", "uk"});
        print_latency(sample, weights, 100000, 15);
    }
    if (parts.contains("latency6000")) {
        print_latency(sample, weights, 6000, 3);
        print_latency(sample, weights, 6000, 3, {"de", "uk"});
    }
    if (wanted("build")) {
        print_build(sample);
    }
    if (wanted("ablation")) {
        print_ablation(sample, weights);
    }
    if (keep == nullptr) {
        fs::remove_all(sample.folder);
    }
    return 0;
}

} // namespace
} // namespace zugang::bench

int main(int argc, char** argv) {
    try {
        return zugang::bench::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "search_bench: " << error.what() << "\n";
        return 1;
    }
}
