#include "content/tool/speech.hpp"

#include "content/sha256.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/recording_file.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <limits>
#include <sstream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t fastest_letters_per_s = 30;
constexpr std::size_t slowest_letters_per_s = 4;
constexpr int silence_ms = 2000; // before and after the words
constexpr const char* record_again = "record it again as Opus, mono, 48 kHz";

std::size_t letters_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; }));
}

bool is_plausible(std::string_view utf8, int duration_ms) {
    const std::size_t letters = letters_of(utf8);
    const auto ms = static_cast<std::size_t>(duration_ms);
    return ms >= letters * 1000 / fastest_letters_per_s &&
           ms <= letters * 1000 / slowest_letters_per_s + silence_ms;
}

/// One of [start_ms, end_ms, byte_start, byte_end]; no value for anything else.
std::optional<SpokenWord> word_of(const json& item) {
    if (!item.is_array() || item.size() != 4 || !std::ranges::all_of(item, [](const json& number) {
            return number.is_number_unsigned() &&
                   number.get<std::uint64_t>() <= std::numeric_limits<int>::max();
        })) {
        return std::nullopt;
    }
    const auto start = item[2].get<std::size_t>();
    const auto end = item[3].get<std::size_t>();
    return SpokenWord{.start_ms = item[0].get<int>(),
                      .end_ms = item[1].get<int>(),
                      .start = start,
                      .length = end > start ? end - start : 0};
}

/// Is this word behind the one before it, within the recording and within the text?
bool fits(const SpokenWord& word, const SpokenWord& before, int duration_ms,
          std::string_view utf8) {
    return word.start_ms >= before.end_ms && word.end_ms >= word.start_ms &&
           word.end_ms <= duration_ms && word.start >= before.start + before.length &&
           is_within(utf8, word.start, word.length);
}

/// The cache keeps numbers, or what is wrong behind a "!".
std::string write_kept(const tl::expected<RecordingFacts, std::string>& measured) {
    return measured ? std::to_string(measured->duration_ms) + " " +
                          std::to_string(measured->loudness_tenths) + " " +
                          std::to_string(measured->true_peak_tenths)
                    : "!" + measured.error();
}

std::optional<tl::expected<RecordingFacts, std::string>> read_kept(const std::string& kept) {
    if (kept.starts_with('!')) {
        return tl::unexpected(kept.substr(1));
    }
    RecordingFacts facts;
    std::istringstream numbers(kept);
    if (numbers >> facts.duration_ms >> facts.loudness_tenths >> facts.true_peak_tenths) {
        return facts;
    }
    return std::nullopt;
}

tl::expected<RecordingFacts, std::string> measure_once(const std::string& bytes,
                                                       const Cache& cache) {
    const std::string name =
        "loudness " + program_version() + " " + measure_version() + " " + sha256(bytes);
    if (const auto kept = cache.read(name)) {
        if (auto measured = read_kept(*kept)) {
            return *std::move(measured);
        }
    }
    auto measured = measure_recording(bytes);
    cache.write(name, write_kept(measured));
    return measured;
}

const SourceText* find_text(const Translation& translation, const std::string& block) {
    if (block == "title") {
        return &translation.title;
    }
    if (block == "summary") {
        return &translation.summary;
    }
    const auto found = std::ranges::find(translation.blocks, block, &SourceBlock::id);
    return found == translation.blocks.end() ? nullptr : &found->text;
}

/// Looks at one file of media/speech.
class Look {
  public:
    Look(const fs::path& folder, const fs::path& file, const Package& package, const Cache& cache,
         Report& report)
        : folder_(folder), package_(package), cache_(cache), report_(report) {
        found_.file = file;
    }

    std::optional<FoundRecording> run() {
        if (found_.file.extension() != ".opus") {
            look_at_other();
            return std::nullopt;
        }
        const SourceText* text = find_text_of_file();
        if (text == nullptr || !can_be_recorded(*text)) {
            return std::nullopt;
        }
        const auto bytes = read_bytes(found_.file, report_, max_recording_bytes);
        if (!bytes) {
            return std::nullopt;
        }
        const auto measured = measure_once(*bytes, cache_);
        if (!measured) {
            report_.error(place(), measured.error(), record_again);
            return std::nullopt;
        }
        judge(*measured, *text);
        found_.text = text;
        found_.recording.duration_ms = measured->duration_ms;
        found_.recording.loudness_tenths = measured->loudness_tenths;
        return read_companion(*text) ? std::optional(std::move(found_)) : std::nullopt;
    }

  private:
    Place place() const { return place_of(found_.file); }

    void look_at_other() {
        fs::path recording = found_.file;
        recording.replace_extension(".opus");
        if (found_.file.extension() != ".json" || !fs::exists(recording)) {
            report_.advice(place(), "this file belongs to no recording",
                           "remove it; recordings are <language>/<slug>/<block>.opus");
        }
    }

    const SourceText* find_text_of_file() {
        const fs::path name = found_.file.lexically_relative(folder_ / "media/speech");
        std::vector<fs::path> parts(name.begin(), name.end());
        if (parts.size() < 3) {
            return lead_nowhere("this recording stands in no folder of an article",
                                "move it to media/speech/<language>/<slug>/<block>.opus");
        }
        found_.language = parts[0].string();
        found_.slug = parts[1].string();
        fs::path block;
        for (std::size_t i = 2; i < parts.size(); ++i) {
            block /= parts[i];
        }
        found_.recording.block = block.replace_extension().generic_string();
        const auto article = package_.articles.find(found_.slug);
        if (article == package_.articles.end() || article->second.package_folder != folder_) {
            // One that another package replaces or removes is not wrong.
            return fs::exists(folder_ / "articles" / found_.slug)
                       ? nullptr
                       : lead_nowhere("there is no article \"" + found_.slug + "\" here",
                                      "rename the folder, or remove it");
        }
        const auto translation = article->second.translations.find(found_.language);
        if (translation == article->second.translations.end()) {
            return lead_nowhere("the article \"" + found_.slug + "\" has no text in \"" +
                                    found_.language + "\"",
                                "rename the folder, or remove it");
        }
        const SourceText* text = find_text(translation->second, found_.recording.block);
        return text != nullptr
                   ? text
                   : lead_nowhere("the article \"" + found_.slug + "\" has no block \"" +
                                      found_.recording.block + "\"",
                                  "name the file as the block's id, or remove it");
    }

    const SourceText* lead_nowhere(std::string what, std::string advice) {
        report_.warning(place(), std::move(what), std::move(advice));
        return nullptr;
    }

    bool can_be_recorded(const SourceText& text) {
        const bool changes = std::ranges::any_of(text.marks, [](const Mark& mark) {
            return mark.kind == SpanKind::Value || mark.kind == SpanKind::Contact;
        });
        if (changes) {
            report_.warning(place(),
                            "the text holds a value or contact, which changes without it; this "
                            "recording is left out",
                            "remove it: the terminal's own voice reads this block");
        }
        return !changes;
    }

    void judge(const RecordingFacts& facts, const SourceText& text) {
        if (const std::string problem = judge_loudness(facts); !problem.empty()) {
            report_.warning(place(), problem, "normalise it to -19 LUFS (EBU R 128)");
        }
        if (!is_plausible(text.text.utf8, facts.duration_ms)) {
            report_.warning(place(),
                            "the recording takes " + std::to_string(facts.duration_ms / 1000) +
                                "." + std::to_string(facts.duration_ms / 100 % 10) +
                                " seconds, the text has " +
                                std::to_string(letters_of(text.text.utf8)) + " letters",
                            "listen whether it is the one of this block");
        }
    }

    /// <block>.json: the hash of the text that was read, and when which word is said. False where
    /// the recording says another text.
    bool read_companion(const SourceText& text) {
        fs::path file = found_.file;
        file.replace_extension(".json");
        json companion;
        if (fs::exists(file)) {
            const auto bytes = read_bytes(file, report_, max_recording_bytes);
            companion = json::parse(bytes.value_or(""), nullptr, false);
            if (!companion.is_object()) {
                report_.error(place_of(file), "this is no JSON object",
                              "write {\"text\": \"" + text.hash + "\"}");
                return false;
            }
        }
        const auto hash = companion.find("text");
        if (hash == companion.end() || *hash != text.hash) {
            report_.warning(place(),
                            hash == companion.end()
                                ? "nobody knows which text this recording says; it is left out"
                                : "the text has changed since it was recorded; this recording is "
                                  "left out",
                            "if it says the text of today, write {\"text\": \"" + text.hash +
                                "\"} into " + file.filename().string());
            return false;
        }
        return read_words(companion, place_of(file), text.text.utf8);
    }

    bool read_words(const json& companion, const Place& file, std::string_view utf8) {
        const auto words = companion.find("words");
        if (words == companion.end()) {
            return true;
        }
        SpokenWord before;
        for (const json& item : *words) {
            const auto word = words->is_array() ? word_of(item) : std::nullopt;
            if (!word || !fits(*word, before, found_.recording.duration_ms, utf8)) {
                report_.error(file,
                              "word " + std::to_string(found_.recording.words.size() + 1) +
                                  " does not follow the one before it within the recording and "
                                  "the text",
                              "write [start_ms, end_ms, byte_start, byte_end] of each word");
                return false;
            }
            found_.recording.words.push_back(*word);
            before = *word;
        }
        return true;
    }

    const fs::path& folder_;
    const Package& package_;
    const Cache& cache_;
    Report& report_;
    FoundRecording found_;
};

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(folder, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code gone;
        if (!entry->is_directory(gone) && !entry->path().filename().string().starts_with('.')) {
            files.push_back(entry->path());
        }
    }
    std::ranges::sort(files);
    return files;
}

} // namespace

std::vector<FoundRecording> find_recordings(const fs::path& folder, const Package& package,
                                            const Cache& cache, Report& report) {
    const std::vector<fs::path> files = files_below(folder / "media/speech");
    std::vector<std::optional<FoundRecording>> found(files.size());
    std::vector<Report> reports(files.size(), Report("recording"));
    in_parallel(files.size(), [&](std::size_t i) {
        found[i] = Look(folder, files[i], package, cache, reports[i]).run();
    });
    std::vector<FoundRecording> recordings;
    for (std::size_t i = 0; i < files.size(); ++i) {
        report.append(std::move(reports[i]));
        if (found[i]) {
            recordings.push_back(*std::move(found[i]));
        }
    }
    return recordings;
}

} // namespace zugang::content::tool
