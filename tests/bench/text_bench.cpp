// The text engine beside bare hb_shape and Pango on ../shared/text-corpus (or the folder named), 24
// px in 900 px: microseconds of CPU time a paragraph, interleaved in one process, medians of
// rounds. usage: text_bench [CORPUS [ROUNDS]]     (text_bench --cold ours|pango CORPUS is what it
// starts)
#include "fonts/itemize.hpp"
#include "fonts/paragraph.hpp"
#include "fonts/script.hpp"
#include "tests/bench/cpu_time.hpp"
#include "tests/bench/frame_cost.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <hb-ot.h>
#include <hb.h>
#include <malloc.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang;
using namespace zugang::fonts;

namespace {

constexpr float size_px = 24;
constexpr float width_px = 900;

struct Text {
    std::string language;
    std::vector<std::string> families;
    Direction direction = Direction::LeftToRight;
    std::vector<std::string> paragraphs;
};

/// One weight of each.
std::vector<testing::FontFile> font_files() {
    std::vector<testing::FontFile> files = testing::corpus_font_files();
    std::erase_if(files,
                  [](const testing::FontFile& file) { return file.weight != 400 || file.italic; });
    return files;
}

FontSet open_fonts() {
    return testing::open_fonts(font_files());
}

std::vector<std::string> families_of(const std::string& language) {
    static const std::map<std::string, std::vector<std::string>> own{
        {"ur", {"noto-nastaliq-urdu", "noto-sans"}},
        {"ja", {"noto-sans-cjk-jp"}},
        {"ko", {"noto-sans-cjk-kr"}},
        {"zh", {"noto-sans-cjk-sc"}},
        {"zh-Hant", {"noto-sans-cjk-sc"}},
        {"ar", {"noto-sans-arabic", "noto-sans"}},
        {"fa", {"noto-sans-arabic", "noto-sans"}},
        {"prs", {"noto-sans-arabic", "noto-sans"}},
        {"ps", {"noto-naskh-arabic", "noto-sans"}},
        {"ckb", {"noto-naskh-arabic", "noto-sans"}},
        {"ug", {"noto-naskh-arabic", "noto-sans"}},
        {"am", {"noto-sans-ethiopic", "noto-sans"}},
        {"ti", {"noto-sans-ethiopic", "noto-sans"}},
        {"hi", {"noto-sans-devanagari", "noto-sans"}},
        {"mr", {"noto-sans-devanagari", "noto-sans"}}};
    const auto found = own.find(language);
    return found != own.end() ? found->second : std::vector<std::string>{"noto-sans"};
}

std::vector<Text> read_corpus(const std::filesystem::path& folder) {
    std::vector<Text> texts;
    for (const std::string& row : testing::lines_of(testing::read_file(folder / "manifest.tsv"))) {
        std::vector<std::string> cells(1);
        for (const char c : row) {
            if (c == '\t') {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        if (cells.size() < 4 || cells[0] == "file") {
            continue;
        }
        Text text{.language = cells[0], .families = families_of(cells[0]), .paragraphs = {}};
        text.direction = cells[3] == "rtl" ? Direction::RightToLeft : Direction::LeftToRight;
        for (std::string& line :
             testing::lines_of(testing::read_file(folder / (cells[0] + ".txt")))) {
            if (line.find_first_not_of(" \t\r") != std::string::npos) {
                text.paragraphs.push_back(std::move(line));
            }
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

Paragraph paragraph_of(const Text& text, const std::string& paragraph) {
    Paragraph result;
    result.text = paragraph;
    result.style.size_px = size_px;
    result.language = text.language;
    result.direction = text.direction;
    result.families = text.families;
    result.width_px = width_px;
    return result;
}

double time_of(const std::function<void()>& work) {
    const double start = bench::cpu_us();
    work();
    return bench::cpu_us() - start;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(),
                     values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

std::size_t heap_bytes() {
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

// The floor: hb_shape alone on the runs that our stages found, with fonts as HarfBuzz makes them.
struct BareRun {
    FaceIndex face;
    std::uint32_t start;
    std::uint32_t end;
    hb_script_t script;
    hb_direction_t direction;
};

struct BareParagraph {
    std::u32string characters;
    std::vector<BareRun> runs;
};

class Bare {
  public:
    explicit Bare(const FontSet& fonts)
        : fonts_(fonts), itemizer_(fonts), buffer_(hb_buffer_create()) {}
    ~Bare() {
        hb_buffer_destroy(buffer_);
        for (const auto& [face, font] : made_) {
            hb_font_destroy(font);
        }
    }
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;

    BareParagraph prepare(const Paragraph& paragraph) {
        DecodedText decoded;
        Boundaries boundaries;
        std::vector<StyleSpan> styles;
        std::vector<Item> items;
        decode(paragraph.text, decoded);
        segmenter_.find(decoded, paragraph.language, boundaries);
        find_styles(decoded, paragraph.style, {}, styles);
        itemizer_.itemize(decoded, paragraph.direction, paragraph.families, styles, boundaries,
                          items);
        BareParagraph result{decoded.characters, {}};
        for (const Item& item : items) {
            font_of(item.face);
            result.runs.push_back({item.face, item.start, item.end,
                                   hb_script_from_iso15924_tag(script_tag(item.script)),
                                   item.right_to_left() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR});
        }
        return result;
    }

    void shape(const BareParagraph& paragraph, hb_language_t language) {
        for (const BareRun& run : paragraph.runs) {
            hb_buffer_clear_contents(buffer_);
            hb_buffer_add_utf32(buffer_,
                                reinterpret_cast<const std::uint32_t*>(paragraph.characters.data()),
                                static_cast<int>(paragraph.characters.size()), run.start,
                                static_cast<int>(run.end - run.start));
            hb_buffer_set_script(buffer_, run.script);
            hb_buffer_set_direction(buffer_, run.direction);
            hb_buffer_set_language(buffer_, language);
            hb_shape(font_of(run.face), buffer_, nullptr, 0);
        }
    }

  private:
    hb_font_t* font_of(FaceIndex face) {
        hb_font_t*& font = made_[face];
        if (font == nullptr) {
            font = hb_font_create(hb_font_get_face(fonts_.hb_font(face)));
        }
        return font;
    }

    const FontSet& fonts_;
    Segmenter segmenter_;
    Itemizer itemizer_;
    hb_buffer_t* buffer_;
    std::map<FaceIndex, hb_font_t*> made_;
};

/// Pango with the same font files and no other.
class Pango {
  public:
    Pango() {
        FcConfig* config = FcConfigCreate();
        for (const testing::FontFile& file : font_files()) {
            FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(file.path.c_str()));
        }
        map_ = pango_ft2_font_map_new();
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_), config);
        FcConfigDestroy(config);
        context_ = pango_font_map_create_context(map_);
        description_ = pango_font_description_from_string("Noto Sans");
        pango_font_description_set_absolute_size(description_, double{size_px} * PANGO_SCALE);
        layout_ = pango_layout_new(context_);
        pango_layout_set_font_description(layout_, description_);
        pango_layout_set_width(layout_, static_cast<int>(width_px) * PANGO_SCALE);
        pango_layout_set_auto_dir(layout_, FALSE);
    }
    ~Pango() {
        g_object_unref(layout_);
        pango_font_description_free(description_);
        g_object_unref(context_);
        g_object_unref(map_);
    }
    Pango(const Pango&) = delete;
    Pango& operator=(const Pango&) = delete;

    void start(const Text& text) {
        pango_context_set_language(context_, pango_language_from_string(text.language.c_str()));
        pango_context_set_base_dir(context_, text.direction == Direction::RightToLeft
                                                 ? PANGO_DIRECTION_RTL
                                                 : PANGO_DIRECTION_LTR);
        pango_layout_context_changed(layout_);
    }

    int lay_out(const std::string& paragraph) {
        pango_layout_set_text(layout_, paragraph.data(), static_cast<int>(paragraph.size()));
        int height = 0;
        pango_layout_get_size(layout_, nullptr, &height);
        return height;
    }

  private:
    PangoFontMap* map_ = nullptr;
    PangoContext* context_ = nullptr;
    PangoFontDescription* description_ = nullptr;
    PangoLayout* layout_ = nullptr;
};

std::size_t lay_out_all(Typesetter& typesetter, const Text& text) {
    std::size_t lines = 0;
    for (const std::string& paragraph : text.paragraphs) {
        lines += typesetter.lay_out(paragraph_of(text, paragraph)).lines.size();
    }
    return lines;
}

int run_cold(const std::string& who, const std::vector<Text>& corpus) {
    std::size_t sum = 0;
    if (who == "ours") {
        const FontSet fonts = open_fonts();
        Typesetter typesetter(fonts, 0);
        for (const Text& text : corpus) {
            sum += lay_out_all(typesetter, text);
        }
    } else {
        Pango pango;
        for (const Text& text : corpus) {
            pango.start(text);
            for (const std::string& paragraph : text.paragraphs) {
                sum += static_cast<std::size_t>(pango.lay_out(paragraph));
            }
        }
    }
    return sum > 0 ? 0 : 1;
}

/// CPU time from the start of a process to its end, microseconds.
double time_of_process(const char* self, const char* who, const std::string& corpus) {
    const std::array<const char*, 5> arguments{self, "--cold", who, corpus.c_str(), nullptr};
    pid_t child = 0;
    int status = 0;
    rusage used{};
    if (posix_spawn(&child, "/proc/self/exe", nullptr, nullptr,
                    const_cast<char* const*>(arguments.data()), environ) != 0 ||
        wait4(child, &status, 0, &used) != child || status != 0) {
        std::fprintf(stderr, "text_bench: the cold run of %s failed\n", who);
        std::exit(1);
    }
    const auto us = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return us(used.ru_utime) + us(used.ru_stime);
}

struct Row {
    const char* name;
    std::vector<std::vector<double>> times; ///< by text, then by round

    double us(std::size_t text) const { return median(times[text]); }
    double sum() const {
        double all = 0;
        for (std::size_t i = 0; i < times.size(); ++i) {
            all += us(i);
        }
        return all;
    }
};

} // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--cold") {
        return run_cold(argv[2], read_corpus(argv[3]));
    }
    const std::string folder = argc > 1 ? argv[1] : ZUGANG_SHARED_DIR "/text-corpus";
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 7;
    const std::vector<Text> corpus = read_corpus(folder);
    std::size_t paragraphs = 0;
    std::vector<std::string> languages;
    for (const Text& text : corpus) {
        paragraphs += text.paragraphs.size();
    }
    std::printf("text_bench: %zu texts, %zu paragraphs, %zu fonts, %.0f px in %.0f px, medians of "
                "%d rounds\n",
                corpus.size(), paragraphs, font_files().size(), static_cast<double>(size_px),
                static_cast<double>(width_px), rounds);

    const FontSet fonts = open_fonts();
    Bare bare(fonts);
    Pango pango;
    std::vector<std::vector<BareParagraph>> prepared;
    for (const Text& text : corpus) {
        std::vector<BareParagraph>& list = prepared.emplace_back();
        for (const std::string& paragraph : text.paragraphs) {
            list.push_back(bare.prepare(paragraph_of(text, paragraph)));
        }
    }
    Row shape{"bare hb_shape", {}};
    Row first{"first layout", {}};
    Row again{"repeated layout", {}};
    Row theirs{"Pango", {}};
    for (Row* row : {&shape, &first, &again, &theirs}) {
        row->times.resize(corpus.size());
    }
    for (int round = 0; round <= rounds; ++round) { // the first warms up and does not count
        Typesetter uncached(fonts, 0);
        Typesetter cached(fonts, std::size_t{64} << 20U);
        for (std::size_t i = 0; i < corpus.size(); ++i) {
            const Text& text = corpus[i];
            const hb_language_t language = hb_language_from_string(text.language.c_str(), -1);
            pango.start(text);
            lay_out_all(cached, text);
            const std::array<double, 4> took{
                time_of([&] {
                    for (const BareParagraph& paragraph : prepared[i]) {
                        bare.shape(paragraph, language);
                    }
                }),
                time_of([&] { lay_out_all(uncached, text); }),
                time_of([&] { lay_out_all(cached, text); }), time_of([&] {
                    for (const std::string& paragraph : text.paragraphs) {
                        pango.lay_out(paragraph);
                    }
                })};
            if (round > 0) {
                shape.times[i].push_back(took[0]);
                first.times[i].push_back(took[1]);
                again.times[i].push_back(took[2]);
                theirs.times[i].push_back(took[3]);
            }
        }
    }
    std::vector<double> cold_ours;
    std::vector<double> cold_pango;
    for (int round = 0; round < 3; ++round) {
        cold_ours.push_back(time_of_process(argv[0], "ours", folder));
        cold_pango.push_back(time_of_process(argv[0], "pango", folder));
    }
    Typesetter keeper(fonts, std::size_t{64} << 20U);
    lay_out_all(keeper, corpus.front());
    malloc_trim(0);
    const std::size_t before = heap_bytes();
    for (std::size_t i = 1; i < corpus.size(); ++i) {
        lay_out_all(keeper, corpus[i]);
    }
    const double megabytes = static_cast<double>(heap_bytes() - before) / 1e6;
    std::size_t text_bytes = 0;
    for (const Text& text : corpus) {
        for (const std::string& paragraph : text.paragraphs) {
            text_bytes += paragraph.size();
        }
    }

    const auto each = static_cast<double>(paragraphs);
    std::printf("%-10s %8s %8s %8s %8s   first/bare repeated/bare\n", "language", "bare", "first",
                "again", "pango");
    for (std::size_t i = 0; i < corpus.size(); ++i) {
        const auto count = static_cast<double>(corpus[i].paragraphs.size());
        std::printf("%-10s %8.1f %8.1f %8.2f %8.1f   %.2f %.3f\n", corpus[i].language.c_str(),
                    shape.us(i) / count, first.us(i) / count, again.us(i) / count,
                    theirs.us(i) / count, first.us(i) / shape.us(i), again.us(i) / shape.us(i));
    }
    std::printf("text.bare_hb_shape %.1f us a paragraph\n", shape.sum() / each);
    std::printf("text.pango_warm %.1f us a paragraph\n", theirs.sum() / each);
    std::printf("text.first_layout %.1f us a paragraph, %.2f x bare hb_shape (target 1.10)\n",
                first.sum() / each, first.sum() / shape.sum());
    std::printf("text.repeated_layout %.2f us a paragraph, %.3f x bare hb_shape (target 0.10)\n",
                again.sum() / each, again.sum() / shape.sum());
    std::printf("text.cold %.1f ms, Pango %.1f ms: %.2f x Pango (target 0.18)\n",
                median(cold_ours) / 1000, median(cold_pango) / 1000,
                median(cold_ours) / median(cold_pango));
    std::printf("text.memory %.1f MB for the laid-out corpus in the cache, %.1f of it the texts "
                "themselves as keys (target 8)\n",
                megabytes, static_cast<double>(text_bytes) / 1e6);
    for (const char* language : {"de", "ar", "my", "zh"}) {
        const auto text = std::ranges::find(corpus, language, &Text::language);
        if (text != corpus.end()) {
            const bench::FrameCost cost =
                bench::frame_cost(fonts, text->language, text->direction == Direction::RightToLeft,
                                  text->families, text->paragraphs, 3000);
            std::printf("text.frame.%s %.1f us CPU for an unchanged frame of %zu glyphs (target "
                        "100), %.0f allocations (target 0)\n",
                        language, cost.us, cost.glyphs, cost.allocations);
        }
    }
    return 0;
}
