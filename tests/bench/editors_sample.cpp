#include "editors_sample.hpp"

#include "content/sha256.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "../content/recording_samples.hpp"
#include <stb/stb_image_write.h>

namespace zugang::bench {
namespace {

/// de-simple has the sentences of de.
constexpr std::array<const char*, 15> tags{"de", "de-simple", "en", "ar", "uk", "fa", "tr", "ru",
                                           "ti", "ro",        "pl", "bg", "fr", "es", "vi"};
constexpr std::array<const char*, 6> new_names{"Română",   "Polski",  "Български",
                                               "Français", "Español", "Tiếng Việt"};
constexpr std::array<const char*, 4> topics{"work", "residence", "recognition", "german"};
/// The shape of an article: h heading, p paragraph, s step, i item, n note, m picture.
constexpr std::string_view shape = "hppssssphpiiimhpnsss";

std::string slug(std::size_t article) {
    return "artikel-" + std::to_string(article);
}

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw std::runtime_error(file.string() + " cannot be read");
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

/// Sentences of 40 to 200 bytes without characters that mean something in Markdown.
std::vector<std::string> sentences_of(const std::string& text) {
    std::vector<std::string> sentences;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.find_first_of("[]{}*_<>#|\\`\"") != std::string::npos || line.size() < 40) {
            continue;
        }
        if (line.size() > 200) {
            line.resize(line.rfind(' ', 200));
        }
        sentences.push_back(std::move(line));
    }
    if (sentences.size() < 20) {
        throw std::runtime_error("too few sentences");
    }
    return sentences;
}

} // namespace

EditorsSample::EditorsSample(std::uint64_t seed, std::filesystem::path bund,
                             std::filesystem::path corpus, std::filesystem::path recorded)
    : state_(seed), bund_(std::move(bund)), recorded_(std::move(recorded)) {
    for (const std::string tag : tags) {
        sentences_.push_back(
            sentences_of(read(corpus / ((tag == "de-simple" ? "de" : tag) + ".txt"))));
    }
}

std::uint64_t EditorsSample::random() { // splitmix64
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

std::size_t EditorsSample::below(std::size_t limit) {
    return static_cast<std::size_t>(random() % limit);
}

const std::string& EditorsSample::sentence(std::size_t language) {
    return sentences_[language][below(sentences_[language].size())];
}

/// Every third sentence holds something that is looked up.
std::string EditorsSample::marked(const std::string& sentence, std::size_t kind,
                                  std::size_t number) const {
    constexpr std::array<const char*, 6> marks{
        " **{value:minwage}**", " [[arbeitsvertrag|Arbeitsvertrag]]",
        " {contact:alid}",      " [[aufenthaltstitel|Aufenthaltstitel]]",
        " {value:fee_anerk}",   ""};
    if (kind % 3 != 0) {
        return sentence;
    }
    const std::string mark = marks[number % marks.size()];
    return mark.empty() ? sentence + " [https](article:" + slug(number % articles()) + ")"
                        : sentence + mark;
}

void EditorsSample::write_article(const std::filesystem::path& package, std::size_t article) {
    const std::filesystem::path folder = package / "articles" / slug(article);
    write_file(folder / "article.toml",
               "topic = \"" + std::string(topics[article % topics.size()]) +
                   "\"\norder = " + std::to_string(article) +
                   "\nphase = 1\nsources = [\"§ 1\"]\nas_of = 2026-08-19\nreview_by = 2027-01-01\n"
                   "confidence = \"high\"\nrelated = [\"" +
                   slug((article + 1) % articles()) + "\"]\n");
    const std::uint64_t same_shape = random();
    for (std::size_t language = 0; language < tags.size(); ++language) {
        const std::string& summary = sentence(language);
        if (language == 0 && article < recordings()) {
            write_recording(package, article, summary);
        }
        std::string text = "+++\ntitle = \"" + sentence(language).substr(0, 0) +
                           std::to_string(article) + " " + tags[language] + "\"\nsummary = \"" +
                           summary + "\"\nkeywords = [\"x\"]\nstate = \"draft\"\n+++\n";
        std::size_t heading = 0;
        std::size_t step = 0;
        char before = 'h';
        for (std::size_t block = 0; block < shape.size(); ++block) {
            const char kind = shape[block];
            const bool list = (kind == 's' || kind == 'i') && kind == before;
            text += list ? "" : "\n";
            step = kind == 's' ? step + 1 : 0;
            switch (kind) {
            case 'h':
                text += "## " + std::to_string(heading + 1) + " " + sentence(language) + " {#t" +
                        std::to_string(heading) + "}\n";
                ++heading;
                break;
            case 's':
                text += std::to_string(step) + ". ";
                break;
            case 'i':
                text += "- ";
                break;
            case 'n':
                text += "> ";
                break;
            case 'm':
                text += article < pictures() ? "![" + sentence(language) + "](bild-" +
                                                   std::to_string(article) + ".jpg)\n"
                                             : sentence(language) + "\n";
                break;
            default:
                break;
            }
            if (kind != 'h' && kind != 'm') {
                text += marked(sentence(language), block, same_shape % 1000 + block) + "\n";
            }
            before = kind;
        }
        write_file(folder / (std::string(tags[language]) + ".md"), text);
    }
}

/// The summary in German, in about ten seconds.
void EditorsSample::write_recording(const std::filesystem::path& package, std::size_t article,
                                    const std::string& summary) const {
    const std::filesystem::path kept = recorded_ / (slug(article) + ".opus");
    if (!std::filesystem::exists(kept)) {
        write_file(kept, content::tool::make_recording(
                             {.seconds = 10, .seed = static_cast<std::uint32_t>(article)}));
    }
    const std::filesystem::path folder = package / "media/speech/de" / slug(article);
    write_file(folder / "summary.opus", read(kept));
    write_file(folder / "summary.json",
               "{\"text\": \"" + content::sha256(summary).substr(0, 8) + "\"}\n");
}

/// A picture that compresses as a photograph does: soft hills and some noise.
void EditorsSample::write_picture(const std::filesystem::path& file) {
    constexpr int width = 1200;
    constexpr int height = 800;
    std::vector<unsigned char> pixels(std::size_t{3} * width * height);
    const double phase = static_cast<double>(below(1000));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double hill = std::sin(x * 0.011 + phase) + std::sin(y * 0.017 + phase * 2) +
                                std::sin((x + y) * 0.005 + phase * 3);
            const auto noise = static_cast<double>(
                (static_cast<unsigned>(x) * 7919U ^ static_cast<unsigned>(y) * 104729U) % 17U);
            for (int channel = 0; channel < 3; ++channel) {
                const double value = 128 + hill * (30 + 5 * channel) + noise;
                pixels[static_cast<std::size_t>((y * width + x) * 3 + channel)] =
                    static_cast<unsigned char>(std::clamp(value, 0.0, 255.0));
            }
        }
    }
    std::filesystem::create_directories(file.parent_path());
    if (stbi_write_jpg(file.c_str(), width, height, 3, pixels.data(), 90) == 0) {
        throw std::runtime_error(file.string() + " cannot be written");
    }
}

void EditorsSample::write(const std::filesystem::path& package) {
    std::filesystem::create_directories(package);
    for (const auto& entry : std::filesystem::directory_iterator(bund_)) {
        const auto name = entry.path().filename();
        if (name != "articles" && name != "guides") { // guides lead to articles of bund
            std::filesystem::copy(entry.path(), package / entry.path().filename(),
                                  std::filesystem::copy_options::recursive);
        }
    }
    std::string head = read(package / "package.toml");
    std::string list;
    for (const char* tag : tags) {
        list += std::string(list.empty() ? "\"" : ", \"") + tag + "\"";
    }
    const std::size_t from = head.find("languages = [") + 13;
    head.replace(from, head.find(']', from) - from, list);
    write_file(package / "package.toml", head);
    std::string languages = read(package / "languages.toml");
    for (std::size_t i = 0; i < new_names.size(); ++i) {
        languages += "\n[[language]]\ntag = \"" + std::string(tags[i + 9]) + "\"\nendonym = \"" +
                     new_names[i] +
                     "\"\ngreeting = \"-\"\nfallback = [\"de\"]\nfonts = [\"noto-sans\"]\n";
    }
    write_file(package / "languages.toml", languages);
    std::string topics_file = read(package / "topics.toml"); // its phases name articles of bund
    topics_file.resize(std::min(topics_file.find("[[phase]]"), topics_file.size()));
    write_file(package / "topics.toml", topics_file);
    for (std::size_t article = 0; article < articles(); ++article) {
        write_article(package, article);
    }
    std::string licences;
    for (std::size_t picture = 0; picture < pictures(); ++picture) {
        const std::string name = "bild-" + std::to_string(picture) + ".jpg";
        write_picture(package / "media" / name);
        licences += "[[picture]]\nfile = \"" + name + "\"\nlicence = \"CC0-1.0\"\n\n";
    }
    write_file(package / "media.toml", licences);
}

void EditorsSample::change_one_file(const std::filesystem::path& package) const {
    const std::filesystem::path file = package / "articles" / slug(7) / "en.md";
    std::string text = read(file);
    text.insert(text.rfind('\n', text.size() - 2) + 4, "now ");
    write_file(file, text);
}

} // namespace zugang::bench
