#include "content/tool/speech.hpp"

#include "content/sha256.hpp"
#include "content/tool/inline_text.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/recording_file.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <limits>
#include <map>
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

/// A Chinese character is a syllable.
std::size_t spoken_letters_of(std::string_view utf8) {
    constexpr std::size_t letters_of_syllable = 3;
    const auto characters = static_cast<std::size_t>(std::ranges::count_if(utf8, [](char byte) {
        const auto first = static_cast<unsigned char>(byte); // U+4000 to U+9FFF
        return first >= 0xe4U && first <= 0xe9U;
    }));
    return letters_of(utf8) + characters * (letters_of_syllable - 1);
}

bool is_plausible(std::string_view utf8, int duration_ms) {
    const std::size_t letters = spoken_letters_of(utf8);
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

std::optional<SourceText> find_text(const Translation& translation, const std::string& block) {
    if (block == "title") {
        return translation.title;
    }
    if (block == "summary") {
        return translation.summary;
    }
    const auto found = std::ranges::find(translation.blocks, block, &SourceBlock::id);
    return found == translation.blocks.end() ? std::nullopt : std::optional(found->text);
}

std::optional<SourceText> find_question(const SourceGuide& guide, const SourceGuideWords& words,
                                        const std::string& node) {
    const auto known = std::ranges::find(guide.nodes, node, &SourceGuideNode::id);
    const auto text = words.nodes.find(node);
    const bool asks = known != guide.nodes.end() && known->kind == GuideNodeKind::Question &&
                      text != words.nodes.end() && text->second.complete;
    return asks ? std::optional(question_of(text->second)) : std::nullopt;
}

/// Looks at one file of `root`: media/speech of the package's folder, or what was made of it.
class Look {
  public:
    Look(const fs::path& folder, const fs::path& root, const fs::path& file, const Package& package,
         const Cache& cache, Report& report)
        : folder_(folder), root_(root), package_(package), cache_(cache), report_(report) {
        found_.file = file;
    }

    std::optional<FoundRecording> run() {
        if (found_.file.extension() != ".opus") {
            look_at_other();
            return std::nullopt;
        }
        const auto text = find_text_of_file();
        if (!text || !can_be_recorded(*text)) {
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
        found_.text = text->text;
        found_.recording.duration_ms = measured->duration_ms;
        found_.recording.loudness_tenths = measured->loudness_tenths;
        return read_companion(*text, *bytes) ? std::optional(std::move(found_)) : std::nullopt;
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

    std::optional<SourceText> find_text_of_file() {
        const fs::path name = found_.file.lexically_relative(root_);
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
        if (const auto guide = guide_of_recordings(found_.slug)) {
            return find_text_of_guide(std::string(*guide));
        }
        const auto article = package_.articles.find(found_.slug);
        if (article == package_.articles.end() || article->second.package_folder != folder_) {
            // One that another package replaces or removes is not wrong.
            return fs::exists(folder_ / "articles" / found_.slug)
                       ? std::nullopt
                       : lead_nowhere("there is no article \"" + found_.slug + "\" here",
                                      "rename the folder, or remove it");
        }
        const auto translation = article->second.translations.find(found_.language);
        if (translation == article->second.translations.end()) {
            return lead_nowhere("the article \"" + found_.slug + "\" has no text in \"" +
                                    found_.language + "\"",
                                "rename the folder, or remove it");
        }
        auto text = find_text(translation->second, found_.recording.block);
        return text ? std::move(text)
                    : lead_nowhere("the article \"" + found_.slug + "\" has no block \"" +
                                       found_.recording.block + "\"",
                                   "name the file as the block's id, or remove it");
    }

    std::optional<SourceText> find_text_of_guide(const std::string& id) {
        const auto guide = package_.guides.find(id);
        const fs::path file = folder_ / "guides" / (id + ".toml");
        if (guide == package_.guides.end() || guide->second.place.file_name() != file.string()) {
            return fs::exists(file) // one that another package replaces or removes
                       ? std::nullopt
                       : lead_nowhere("there is no guide \"" + id + "\" here",
                                      "rename the folder, or remove it");
        }
        const auto words = guide->second.words.find(found_.language);
        if (words == guide->second.words.end()) {
            return lead_nowhere("the guide \"" + id + "\" has no text in \"" + found_.language +
                                    "\"",
                                "rename the folder, or remove it");
        }
        auto text = find_question(guide->second, words->second, found_.recording.block);
        return text ? std::move(text)
                    : lead_nowhere("the guide \"" + id + "\" has no question \"" +
                                       found_.recording.block + "\" in \"" + found_.language + "\"",
                                   "name the file as the question's id, or remove it");
    }

    std::optional<SourceText> lead_nowhere(std::string what, std::string advice) {
        report_.warning(place(), std::move(what), std::move(advice));
        return std::nullopt;
    }

    bool can_be_recorded(const SourceText& text) {
        const bool changes = holds_values(text);
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
    bool read_companion(const SourceText& text, const std::string& bytes) {
        fs::path file = found_.file;
        file.replace_extension(".json");
        json companion;
        std::string written;
        if (fs::exists(file)) {
            written = read_bytes(file, report_, max_recording_bytes).value_or("");
            companion = json::parse(written, nullptr, false);
            if (!companion.is_object()) {
                report_.error(place_of(file), "this is no JSON object",
                              "write {\"text\": \"" + text.hash + "\"}");
                return false;
            }
        }
        found_.recording.synthetic = made_of(written, bytes).has_value();
        const auto hash = companion.find("text");
        if (hash == companion.end() || *hash != text.hash) {
            report_.warning(place(),
                            hash == companion.end()
                                ? "nobody knows which text this recording says; it is left out"
                                : "the text has changed since it was recorded; this recording is "
                                  "left out",
                            found_.recording.synthetic
                                ? "run zugang-content record again"
                                : "if it says the text of today, write {\"text\": \"" + text.hash +
                                      "\"} into " + file.filename().string());
            return false;
        }
        if (companion.contains("synthetic") && !found_.recording.synthetic) {
            return true; // a person's in its place: the words are those of the machine's
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
    const fs::path& root_;
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

/// A file and the folder in which it is <language>/<slug>/<block>.opus.
struct SpeechFile {
    fs::path root;
    fs::path file;
};

/// A person's recording hides the one of the same name that was made.
std::vector<SpeechFile> speech_files(const fs::path& folder, const Package& package) {
    std::vector<SpeechFile> files;
    const fs::path own = folder / "media/speech";
    for (fs::path& file : files_below(own)) {
        files.push_back({own, std::move(file)});
    }
    const auto rendered = package.rendered.find(folder);
    if (rendered == package.rendered.end()) {
        return files;
    }
    for (fs::path& file : files_below(rendered->second)) {
        const fs::path recording =
            own / file.lexically_relative(rendered->second).replace_extension(".opus");
        if (!fs::exists(recording)) {
            files.push_back({rendered->second, std::move(file)});
        }
    }
    return files;
}

} // namespace

std::vector<FoundRecording> find_recordings(const fs::path& folder, const Package& package,
                                            const Cache& cache, Report& report) {
    const std::vector<SpeechFile> files = speech_files(folder, package);
    std::vector<std::optional<FoundRecording>> found(files.size());
    std::vector<Report> reports(files.size(), Report("recording"));
    in_parallel(files.size(), [&](std::size_t i) {
        found[i] = Look(folder, files[i].root, files[i].file, package, cache, reports[i]).run();
    });
    std::vector<FoundRecording> recordings;
    std::map<fs::path, std::size_t> synthetic; // by folder of a language
    for (std::size_t i = 0; i < files.size(); ++i) {
        report.append(std::move(reports[i]));
        if (found[i]) {
            if (found[i]->recording.synthetic) {
                ++synthetic[files[i].root / found[i]->language];
            }
            recordings.push_back(*std::move(found[i]));
        }
    }
    Report advice("recording");
    for (const auto& [where, count] : synthetic) {
        advice.advice(place_of(where),
                      std::to_string(count) + " recordings here are a machine's voice",
                      "one of a person takes its place: media/speech/<language>/<slug>/"
                      "<block>.opus in the package");
    }
    report.append(std::move(advice));
    return recordings;
}

void lay_over(Package& package, const fs::path& recordings) {
    if (!recordings.empty() && !package.id.empty()) {
        package.rendered[package.folder] = recordings / package.id;
    }
}

SourceText question_of(const SourceGuideText& words) {
    return {.text = {.utf8 = words.title.name, .spans = {}},
            .hash = block_hash(words.title.name),
            .marks = {},
            .place = words.title.place};
}

bool holds_values(const SourceText& text) {
    return std::ranges::any_of(text.marks, [](const Mark& mark) {
        return mark.kind == SpanKind::Value || mark.kind == SpanKind::Contact;
    });
}

std::optional<std::string> made_of(std::string_view companion, std::string_view recording) {
    const json note = json::parse(companion, nullptr, false);
    const json* synthetic =
        note.is_object() && note.contains("synthetic") ? &note["synthetic"] : nullptr;
    if (synthetic == nullptr || !synthetic->is_object()) {
        return std::nullopt;
    }
    const auto of = synthetic->find("of");
    const auto sum = synthetic->find("sha256");
    const bool same = sum != synthetic->end() && *sum == sha256(recording);
    return same && of != synthetic->end() && of->is_string() ? std::optional(of->get<std::string>())
                                                             : std::nullopt;
}

} // namespace zugang::content::tool
