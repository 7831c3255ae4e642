#include "content/tool/record.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/records.hpp"
#include "content/sha256.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/speech.hpp"
#include "content/tool/speech_encoder.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Another one whenever the same parts are to become something else.
constexpr const char* method = "1";
constexpr std::size_t digest_digits = 16;
constexpr float full_scale = 32768;

fs::path companion_of(fs::path recording) {
    return recording.replace_extension(".json");
}

/// What stands at the place of a recording.
enum class Found : std::uint8_t { Nothing, Ours, Persons };
struct Standing {
    Found found = Found::Nothing;
    std::string of{};   ///< Ours: what it was made of
    std::string text{}; ///< Ours: hash of the text that it says
    std::uint64_t bytes = 0;
    std::int64_t milliseconds = 0; ///< Ours
};

Standing look(const fs::path& recording) {
    const auto bytes = read_whole(recording);
    if (!bytes) {
        return {};
    }
    const std::string companion = read_whole(companion_of(recording)).value_or("");
    const auto of = made_of(companion, *bytes);
    if (!of) {
        return {.found = Found::Persons, .bytes = bytes->size()};
    }
    json note = json::parse(companion, nullptr, false);
    const auto text = note.find("text");
    const auto sounds = note["synthetic"].find("ms");
    return {.found = Found::Ours,
            .of = *of,
            .text = text != note.end() && text->is_string() ? text->get<std::string>() : "",
            .bytes = bytes->size(),
            .milliseconds = sounds != note["synthetic"].end() && sounds->is_number_unsigned()
                                ? sounds->get<std::int64_t>()
                                : 0};
}

class Recorder {
  public:
    Recorder(const RecordJob& job, std::string by) : job_(job), by_(std::move(by)) {}

    /// All that a recording depends on.
    std::string digest(const Reading& reading) const {
        std::string all = std::string("recording ") + method + "\n" + by_ + "\n" +
                          encoder_version() + "\n" + std::to_string(words_a_minute) + "\n" +
                          reading.hash + "\n" + reading.text.utf8 + "\n";
        for (const SaidPart& part : reading.parts) {
            all += part.voice + "\t" + part.text + "\n";
        }
        return sha256(all).substr(0, digest_digits);
    }

    /// The bytes that were written and how long they sound; else what is wrong.
    tl::expected<RecordingFacts, std::string> render(const Reading& reading,
                                                     const fs::path& recording,
                                                     const std::string& of,
                                                     std::uint64_t& size) const {
        const auto speech = synthesise(job_.program, reading.parts);
        if (!speech) {
            return tl::unexpected(speech.error());
        }
        SpeechSamples samples{.rate = speech->rate, .samples = {}};
        for (const std::int16_t sample : speech->samples) {
            samples.samples.push_back(static_cast<float>(sample) / full_scale);
        }
        std::uint32_t serial = 0;
        std::from_chars(of.data(), of.data() + 8, serial, 16);
        const auto encoded = encode_speech(samples, serial, by_ + " " + reading.voice);
        if (!encoded) {
            return tl::unexpected(encoded.error());
        }
        const auto& [bytes, facts] = *encoded;
        json note{{"text", reading.hash},
                  {"synthetic",
                   {{"by", by_},
                    {"ms", facts.duration_ms},
                    {"of", of},
                    {"sha256", sha256(bytes)},
                    {"voice", reading.voice}}}};
        note["words"] = json::array();
        for (const SpokenWord& word : words_of(reading, *speech, facts.duration_ms)) {
            note["words"].push_back(
                {word.start_ms, word.end_ms, word.start, word.start + word.length});
        }
        // A recording without a companion would be a person's: it goes first and comes last.
        fs::create_directories(recording.parent_path());
        fs::remove(recording);
        write_durably(companion_of(recording), note.dump() + "\n");
        write_durably(recording, bytes);
        size = bytes.size();
        return facts;
    }

  private:
    const RecordJob& job_;
    std::string by_;
};

/// A reading, where its recording is to be, and what became of it.
struct Task {
    const Reading* reading = nullptr;
    const Package* package = nullptr;
    fs::path recording;
    std::size_t of = 0; ///< index of its language's figures
    Found found = Found::Nothing;
    bool in_package = false; ///< a person's, in media/speech
    bool rendered = false;
    std::uint64_t bytes = 0;
    std::int64_t milliseconds = 0;
    std::string problem{};
};

fs::path name_of(const Reading& reading) {
    return fs::path(reading.language) / reading.slug / (reading.block + ".opus");
}

void run(Task& task, const Recorder& recorder) {
    const fs::path own = task.package->folder / "media/speech" / name_of(*task.reading);
    if (fs::exists(own)) {
        task.found = Found::Persons;
        task.in_package = true;
        task.bytes = fs::file_size(own);
        return;
    }
    const Standing standing = look(task.recording);
    const std::string of = recorder.digest(*task.reading);
    task.found = standing.found;
    task.bytes = standing.bytes;
    if (standing.found == Found::Persons) {
        return;
    }
    if (standing.found == Found::Ours && standing.of == of && standing.text == task.reading->hash) {
        task.milliseconds = standing.milliseconds;
        return;
    }
    const auto facts = recorder.render(*task.reading, task.recording, of, task.bytes);
    if (facts) {
        task.found = Found::Ours;
        task.rendered = true;
        task.milliseconds = facts->duration_ms;
    } else {
        task.problem = facts.error();
    }
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code none;
    for (auto entry = fs::recursive_directory_iterator(folder, none);
         !none && entry != fs::recursive_directory_iterator(); entry.increment(none)) {
        std::error_code gone;
        if (entry->is_regular_file(gone)) {
            files.push_back(entry->path());
        }
    }
    std::ranges::sort(files);
    return files;
}

void remove_with_empty_folders(const fs::path& file) {
    fs::remove(file);
    std::error_code not_empty;
    for (fs::path folder = file.parent_path(); fs::remove(folder, not_empty);) {
        folder = folder.parent_path();
    }
}

/// Takes out what was made of texts that are gone or that a person reads now, and what a run that
/// was ended has left. How many recordings those were.
std::size_t remove_leftovers(const fs::path& folder, const std::set<fs::path>& wanted) {
    std::size_t removed = 0;
    for (const fs::path& file : files_below(folder)) {
        if (file.extension() == ".draft") {
            remove_with_empty_folders(file);
        } else if (file.extension() == ".opus" && !wanted.contains(file) &&
                   look(file).found == Found::Ours) {
            fs::remove(file);
            ++removed;
        }
    }
    for (const fs::path& file : files_below(folder)) {
        fs::path recording = file;
        recording.replace_extension(".opus");
        if (file.extension() == ".json" && !fs::exists(recording)) {
            const json note = json::parse(read_whole(file).value_or(""), nullptr, false);
            if (note.is_object() && note.contains("synthetic")) {
                remove_with_empty_folders(file);
            }
        }
    }
    return removed;
}

/// Of languages that a package has no more.
void remove_other_languages(const RecordJob& job) {
    for (std::size_t i = 0; i < job.named && job.languages.empty(); ++i) {
        const Package& package = job.packages[i];
        std::error_code none;
        std::vector<fs::path> folders;
        for (const auto& entry : fs::directory_iterator(job.out / package.id, none)) {
            if (std::ranges::find(package.languages, entry.path().filename().string(),
                                  &Reference::name) == package.languages.end()) {
                folders.push_back(entry.path());
            }
        }
        for (const fs::path& folder : folders) {
            remove_leftovers(folder, {});
        }
    }
}

} // namespace

std::vector<LanguageRecordings> record(const RecordJob& job, const Progress& progress,
                                       Report& report) {
    const auto by = synthesiser_version(job.program);
    if (!by) {
        report.error(place_of(job.program), "the synthesiser cannot be started",
                     "install zugang-kiosk-bin, or build the target zugang-voice");
        return {};
    }
    fs::create_directories(job.out);
    const FolderLock lock(job.out);
    const SpokenWith with = spoken_with(job.packages);
    std::vector<LanguageReadings> readings;
    std::vector<LanguageRecordings> figures;
    std::vector<const Package*> owners;
    for (std::size_t i = 0; i < job.named; ++i) {
        const Package& package = job.packages[i];
        for (LanguageReadings& of : readings_of(package, with, job.languages)) {
            figures.push_back({.package = package.id,
                               .language = of.language,
                               .voice = of.voice,
                               .changing = of.changing});
            owners.push_back(&package);
            readings.push_back(std::move(of));
        }
    }
    std::vector<Task> tasks;
    std::vector<std::set<fs::path>> wanted(readings.size());
    for (std::size_t i = 0; i < readings.size(); ++i) {
        for (const Reading& reading : readings[i].readings) {
            Task& task = tasks.emplace_back();
            task.reading = &reading;
            task.package = owners[i];
            task.recording = job.out / owners[i]->id / name_of(reading);
            task.of = i;
        }
    }
    const Recorder recorder(job, *by);
    in_parallel(
        tasks.size(), [&](std::size_t i) { run(tasks[i], recorder); },
        [&](std::size_t done) {
            if (progress) {
                progress(done - 1, tasks.size());
            }
        });
    for (const Task& task : tasks) {
        LanguageRecordings& of = figures[task.of];
        if (!task.problem.empty()) {
            report.error(place_of(task.recording), "this cannot be rendered: " + task.problem,
                         "listen to the text on a terminal, and record it");
            continue;
        }
        if (!task.in_package) {
            wanted[task.of].insert(task.recording);
        }
        ++of.recordings;
        of.of_people += task.found == Found::Persons ? 1 : 0;
        of.rendered += task.rendered ? 1 : 0;
        of.bytes += task.bytes;
        of.milliseconds += task.milliseconds;
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
        figures[i].removed =
            remove_leftovers(job.out / figures[i].package / figures[i].language, wanted[i]);
    }
    remove_other_languages(job);
    return figures;
}

} // namespace zugang::content::tool
