#include "kiosk/print/slip_composer.hpp"

#include "content/media.hpp"
#include "content/number.hpp"
#include "content/slip_template.hpp"
#include "content/written_date.hpp"
#include "kiosk/pictograms.hpp"
#include "kiosk/print/notice_board.hpp"
#include "kiosk/print/sheet_run.hpp"
#include "kiosk/qr.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace zugang::kiosk {

namespace {

constexpr std::size_t most_pages = 16;
constexpr int longest_roll = 4000 * dots_per_mm;
constexpr float smallest_text = 20; // 2.5 mm, about 7 points
constexpr float normal_text = 28;
constexpr float smallest_large_text = 40; // 14 points are 4.94 mm
constexpr std::string_view german_tag = "de";

/// Words and the language that they are set in.
struct Words {
    std::string text;
    const content::Language* language = nullptr;
};

/// The words of a part: the visitor's first, German below; one of them alone, or none.
struct Pair {
    std::optional<Words> own;
    std::optional<Words> german;

    bool empty() const { return !own && !german; }
    const Words& first() const { return own ? *own : *german; }
    const Words* second() const { return own && german ? &*german : nullptr; }
};

struct Look {
    float size = 28;
    bool bold = false;
    fonts::Align align = fonts::Align::Start; ///< of the page: its start is where the slip begins
};

/// What is drawn at once and stays together, from y = 0 on.
struct Piece {
    float height = 0;
    SheetPage drawn;
};

bool is_german(std::string_view tag) {
    return tag == german_tag || tag.starts_with("de-");
}

/// A name or number within a sentence: in a line from right to left it keeps its order, and a
/// number stays on one line.
std::string within_sentence(const Words& value, const content::Language& sentence) {
    std::string text;
    const bool is_number = std::ranges::none_of(value.text, [](char byte) {
        return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
               (static_cast<unsigned char>(byte) & 0x80U) != 0;
    });
    for (const char byte : value.text) {
        if (byte == ' ' && is_number) {
            text += "\u00A0";
        } else {
            text += byte;
        }
    }
    if (sentence.direction != content::Direction::RightToLeft || text.empty()) {
        return text;
    }
    // UAX 9: of a number nobody can tell the direction (FSI would take that of the line).
    const bool rtl = value.language->direction == content::Direction::RightToLeft;
    return (rtl ? "\u2067" : "\u2066") + text + "\u2069";
}

} // namespace

struct SlipComposer::Implementation {
    explicit Implementation(Shelf& of)
        : shelf(of), files(std::make_shared<const std::vector<FontFile>>(files_of(of))),
          fonts(open_fonts(*files)), typesetter(fonts, 0), // keeps no names
          pictograms([this](std::string_view name) { return shelf.pictogram(name); }) {}

    static std::vector<FontFile> files_of(Shelf& shelf) {
        std::vector<FontFile> files;
        for (const content::Font& font : content::list_fonts(shelf.database())) {
            files.push_back({.family = font.family,
                             .weight = font.weight,
                             .italic = font.italic,
                             .file = shelf.media(font.media),
                             .index = font.index});
        }
        return files;
    }

    Shelf& shelf;
    std::shared_ptr<const std::vector<FontFile>> files;
    fonts::FontSet fonts;
    fonts::Typesetter typesetter;
    Pictograms pictograms;
};

namespace {

/// At its end nothing of what was set is left: a slip may have a name.
struct Forgetting {
    ~Forgetting() { typesetter.forget_texts(); }
    fonts::Typesetter& typesetter;
};

/// Lays one slip out.
class Composing {
  public:
    Composing(Shelf& shelf, fonts::Typesetter& typesetter, Pictograms& pictograms, const Slip& slip,
              const Paper& paper)
        : shelf_(shelf), typesetter_(typesetter), pictograms_(pictograms), slip_(slip),
          paper_(paper), language_(shelf.language(slip.language)),
          german_(shelf.language(german_tag)), strings_(shelf.strings(slip.language)),
          german_strings_(shelf.strings(german_tag)),
          rtl_(language_.direction == content::Direction::RightToLeft) {}

    void add(const content::SlipBlock& block) {
        if (!block.when.empty() && !has(block.when)) {
            return;
        }
        switch (block.kind) {
        case content::SlipBlockKind::Heading:
            add_heading(block);
            break;
        case content::SlipBlockKind::Text:
            add_text(block);
            break;
        case content::SlipBlockKind::DayTime:
            add_day_time();
            break;
        case content::SlipBlockKind::Facts:
            add_facts(block);
            break;
        case content::SlipBlockKind::Rows:
            add_rows(block);
            break;
        case content::SlipBlockKind::Code:
            add_code(block);
            break;
        case content::SlipBlockKind::Line:
            line_wanted_ = anything_;
            break;
        case content::SlipBlockKind::Space:
            gap(24);
            break;
        case content::SlipBlockKind::Languages:
            add_languages();
            break;
        case content::SlipBlockKind::Ruler:
            add_ruler();
            break;
        }
    }

    bool too_long() const {
        return pages_.size() > most_pages || (paper_.height == 0 && y_ > longest_roll);
    }
    bool anything() const { return anything_; }

    std::vector<SheetPage> finish() {
        if (paper_.height == 0) {
            page().height = static_cast<int>(std::ceil(y_ + px(20)));
        }
        return std::move(pages_);
    }

  private:
    float px(float at_576) const { return std::round(at_576 * paper_.scale); }
    float text_px(float at_576) const {
        return std::max(smallest(), std::round(at_576 * paper_.scale));
    }
    bool large() const { return slip_.letters == SlipLetters::Large; }
    float smallest() const { return large() ? smallest_large_text : smallest_text; }
    float left() const { return static_cast<float>(paper_.margin); }
    float inner() const { return static_cast<float>(paper_.width - 2 * paper_.margin); }
    float bottom() const { return static_cast<float>(paper_.height - paper_.margin); }

    // What is to be said.

    bool has(std::string_view field) const {
        const auto text = slip_.texts.find(field);
        const auto rows = slip_.rows.find(field);
        return text != slip_.texts.end() || (rows != slip_.rows.end() && !rows->second.empty()) ||
               slip_.codes.find(field) != slip_.codes.end() ||
               (field == "start" && slip_.start.has_value());
    }

    Pair pair_of(const SlipText& text) const {
        Pair pair;
        if (!text.own.empty()) {
            pair.own = Words{text.own,
                             text.language.empty() ? &language_ : &shelf_.language(text.language)};
        }
        const bool twice = is_german(slip_.language) && pair.own;
        if (!text.german.empty() && text.german != text.own && !twice) {
            pair.german = Words{text.german, &german_};
        }
        return pair;
    }

    Pair field(std::string_view name) const {
        const auto found = slip_.texts.find(name);
        return found == slip_.texts.end() ? Pair{} : pair_of(found->second);
    }

    /// An interface string; one without words in the visitor's language is German only.
    Pair words_of(const std::string& key, const Pair& value) const {
        if (key.empty()) {
            return {};
        }
        const auto filled = [&](const content::Strings& strings, const Words* with,
                                const content::Language& language) {
            const std::string text =
                with == nullptr ? std::string() : within_sentence(*with, language);
            return strings.format(key, {{"value", std::string_view(text)}});
        };
        const std::string_view tag = strings_.language_of(key);
        Pair pair;
        const content::Language& language = tag.empty() ? language_ : shelf_.language(tag);
        pair.own =
            Words{filled(strings_, value.empty() ? nullptr : &value.first(), language), &language};
        if (!is_german(slip_.language) && !is_german(tag)) {
            const Words* with = value.second() != nullptr ? value.second()
                                : value.empty()           ? nullptr
                                                          : &value.first();
            pair.german = Words{filled(german_strings_, with, german_), &german_};
        }
        return pair;
    }

    bool takes_value(const std::string& key) const {
        return german_strings_.get(key).find("{value}") != std::string_view::npos;
    }

    // Pieces.

    fonts::Layout set(const Words& words, const Look& look, float width) const {
        const content::Language& language = *words.language;
        const bool rtl = language.direction == content::Direction::RightToLeft;
        fonts::Align align = look.align;
        if (align != fonts::Align::Center && rtl != rtl_) { // to the side where the slip begins
            align = align == fonts::Align::Start ? fonts::Align::End : fonts::Align::Start;
        }
        fonts::Paragraph paragraph;
        paragraph.text = words.text;
        paragraph.style = {.size_px = look.size, .weight = look.bold ? 700 : 400};
        paragraph.language = language.tag;
        paragraph.direction = rtl ? fonts::Direction::RightToLeft : fonts::Direction::LeftToRight;
        paragraph.families = language.fonts;
        paragraph.width_px = width;
        // Paper is read from near: less air than on a screen.
        paragraph.line_height =
            std::max(large() ? 1.5F : 1.2F, static_cast<float>(language.line_height) * 0.86F);
        paragraph.align = align;
        return typesetter_.lay_out(paragraph);
    }

    /// Where a box of this width is that begins so far from the side where the slip begins.
    float place(float start, float width) const {
        return rtl_ ? static_cast<float>(paper_.width) - start - width : start;
    }

    float put(Piece& piece, const Words& words, const Look& look, float start, float width,
              float y) const {
        const fonts::Layout layout = set(words, look, width);
        for (SheetRun& run : sheet_runs(layout, words.text, place(start, width), y)) {
            piece.drawn.runs.push_back(std::move(run));
        }
        piece.drawn.texts.push_back({.text = words.text,
                                     .language = words.language->tag,
                                     .x = place(start, width),
                                     .y = y,
                                     .width = width,
                                     .height = layout.height});
        return layout.height;
    }

    /// The visitor's words, and the German ones smaller below them; returns their height.
    float put_pair(Piece& piece, const Pair& pair, const Look& look, float start, float width,
                   float y) const {
        if (pair.empty()) {
            return 0;
        }
        float height = put(piece, pair.first(), look, start, width, y);
        if (const Words* german = pair.second()) {
            Look below = look;
            below.size = std::max(smallest(), std::round(look.size * 0.82F));
            below.bold = false;
            height += px(2);
            height += put(piece, *german, below, start, width, y + height);
        }
        return height;
    }

    /// As large as lets it stand on one line.
    Look fitting(const Words& words, Look look, float width) const {
        const fonts::Layout line = set(words, look, 0);
        if (line.width > width) {
            look.size = std::max(smallest(), std::floor(look.size * width / line.width));
        }
        return look;
    }

    bool put_icon(Piece& piece, const std::string& name, float start, float y, float size) const {
        constexpr int finer = 4; // for PDF files and printers with smaller dots
        const int pixels = static_cast<int>(size) * finer;
        const auto shape = name.empty() ? nullptr : pictograms_.shape(name, pixels, pixels);
        if (shape == nullptr) {
            return false;
        }
        piece.drawn.masks.push_back(
            {.x = place(start, size),
             .y = y,
             .width = size,
             .height = size,
             .mask_width = shape->width(),
             .mask_height = shape->height(),
             .coverage = std::make_shared<const std::vector<std::uint8_t>>(shape->coverage())});
        return true;
    }

    // Pages.

    SheetPage& page() {
        if (pages_.empty()) {
            open_page();
        }
        return pages_.back();
    }

    void open_page() {
        pages_.push_back({.width = paper_.width, .height = paper_.height});
        y_ = paper_.height > 0 ? static_cast<float>(paper_.margin) : px(16);
        fresh_ = true;
    }

    void gap(float at_576) {
        if (!fresh_) {
            y_ += px(at_576);
        }
    }

    void put_line() {
        Piece piece;
        const float dash = px(8);
        const float space = px(4);
        for (float x = left(); x < left() + inner(); x += dash + space) {
            piece.drawn.fills.push_back(
                {x, 0, std::min(dash, left() + inner() - x), std::max(2.0F, px(3))});
        }
        piece.height = px(3);
        y_ += px(16);
        append(piece, 0);
        y_ += px(16);
    }

    void append(const Piece& piece, float extra) {
        SheetPage& target = page();
        for (SheetRun run : piece.drawn.runs) {
            for (SheetGlyph& glyph : run.glyphs) {
                glyph.y += y_;
            }
            target.runs.push_back(std::move(run));
        }
        for (SheetFill fill : piece.drawn.fills) {
            fill.y += y_;
            target.fills.push_back(fill);
        }
        for (SheetMask mask : piece.drawn.masks) {
            mask.y += y_;
            target.masks.push_back(std::move(mask));
        }
        for (SheetText text : piece.drawn.texts) {
            text.y += y_;
            target.texts.push_back(std::move(text));
        }
        y_ += piece.height + extra;
        fresh_ = false;
    }

    /// On this page, or on the next one where it does not fit; with the line that was wanted above
    /// it.
    void add_piece(const Piece& piece, float before = 0) {
        page();
        const float line = line_wanted_ ? 2 * px(16) + px(3) : px(before);
        if (paper_.height > 0 && !fresh_ && y_ + line + piece.height > bottom()) {
            open_page();
            line_wanted_ = false;
        }
        if (line_wanted_ && !fresh_) {
            put_line();
        } else if (!line_wanted_) {
            gap(before);
        }
        line_wanted_ = false;
        append(piece, 0);
        anything_ = true;
    }

    // Parts.

    float size_of(content::SlipSize size) const {
        switch (size) {
        case content::SlipSize::Small:
            return text_px(23);
        case content::SlipSize::Normal:
            return text_px(28);
        case content::SlipSize::Large:
            return text_px(34);
        case content::SlipSize::Huge:
            return text_px(46);
        }
        return text_px(28);
    }

    void add_heading(const content::SlipBlock& block) {
        Pair pair = field(block.value);
        if (block.value.empty() || (!pair.empty() && !block.text.empty())) {
            pair = words_of(block.text, pair);
        }
        if (pair.empty()) {
            return;
        }
        Piece piece;
        Look look{.size = block.size == content::SlipSize::Normal ? text_px(30)
                                                                  : size_of(block.size) + px(2),
                  .bold = true,
                  .align = fonts::Align::Center};
        piece.height = put_pair(piece, pair, look, left(), inner(), 0);
        add_piece(piece, 4);
    }

    void add_text(const content::SlipBlock& block) {
        Pair value = field(block.value);
        if (!block.value.empty() && value.empty()) {
            return;
        }
        Pair label = words_of(block.text, value);
        if (!block.text.empty() && !block.value.empty() && takes_value(block.text)) {
            value = std::exchange(label, {});
        } else if (block.value.empty()) {
            value = std::exchange(label, {});
        }
        Piece piece;
        Look look{.size = size_of(block.size),
                  .bold = block.bold,
                  .align = block.centred ? fonts::Align::Center : fonts::Align::Start};
        float start = left();
        const float icon = px(34);
        if (!block.icon.empty() && put_icon(piece, block.icon, left(), px(4), icon)) {
            start += icon + px(18);
        }
        const float width = left() + inner() - start;
        if (!label.empty()) {
            Look head = look;
            head.bold = true;
            piece.height += put_pair(piece, label, head, start, width, 0) + px(4);
        }
        piece.height += put_pair(piece, value, look, start, width, piece.height);
        if (!block.icon.empty()) {
            piece.height = std::max(piece.height, icon + px(4));
        }
        add_piece(piece, block.centred ? 6 : 14);
    }

    void add_day_time() {
        if (!slip_.start) {
            return;
        }
        const content::LocalTime time = content::german_time(*slip_.start);
        const bool german_only = is_german(slip_.language);
        Piece piece;
        const auto centred = [&](const Words& words, Look look) {
            look = fitting(words, look, inner());
            look.align = fonts::Align::Center;
            piece.height += put(piece, words, look, left(), inner(), piece.height);
        };
        const Words large{day_and_time(time), &german_};
        centred(large, {.size = text_px(70), .bold = true, .align = {}});
        if (!german_only) {
            centred({content::long_date(time.day, strings_), &language_},
                    {.size = text_px(29), .bold = true, .align = {}});
            const std::string second = content::second_date(time.day, language_, strings_);
            if (!second.empty()) {
                centred({second, &language_}, {.size = text_px(26), .bold = false, .align = {}});
            }
        }
        centred({content::long_date(time.day, german_strings_), &german_},
                {.size = text_px(german_only ? 29 : 27), .bold = german_only, .align = {}});
        add_piece(piece);
    }

    void add_facts(const content::SlipBlock& block) {
        struct Cell {
            Pair label;
            Words value;
        };
        std::vector<Cell> cells;
        for (const content::SlipFact& fact : block.facts) {
            const Pair value = field(fact.value);
            if (!value.empty()) {
                cells.push_back({words_of(fact.label, {}), value.first()});
            }
        }
        if (cells.empty()) {
            return;
        }
        const auto count = static_cast<float>(cells.size());
        const float space = px(20);
        const float width = (inner() - space * (count - 1)) / count;
        Look value_look{.size = text_px(52), .bold = true, .align = {}};
        for (const Cell& cell : cells) { // all of one size
            value_look.size =
                std::min(value_look.size, fitting(cell.value, value_look, width).size);
        }
        Piece piece;
        float labels = 0;
        float start = left();
        for (const Cell& cell : cells) {
            labels = std::max(labels, put_pair(piece, cell.label,
                                               {.size = text_px(27), .bold = true, .align = {}},
                                               start, width, 0));
            start += width + space;
        }
        start = left();
        for (const Cell& cell : cells) {
            piece.height = std::max(
                piece.height, labels + put(piece, cell.value, value_look, start, width, labels));
            start += width + space;
        }
        add_piece(piece, 10);
    }

    void add_rows(const content::SlipBlock& block) {
        const auto found = slip_.rows.find(block.value);
        if (found == slip_.rows.end()) {
            return;
        }
        bool head = !block.text.empty();
        for (const SlipRow& row : found->second) {
            const Pair pair = pair_of(row.text);
            if (pair.empty()) {
                continue;
            }
            Piece piece; // the heading stays with the first row
            if (std::exchange(head, false)) {
                piece.height +=
                    put_pair(piece, words_of(block.text, {}),
                             {.size = text_px(28), .bold = true, .align = {}}, left(), inner(), 0) +
                    px(12);
            }
            const float icon = px(36);
            const float top = piece.height;
            const float start = left() + icon + px(18);
            if (row.number > 0) { // before its words, as it is read
                const Words number{content::format_number(row.number, strings_), &language_};
                const Look look{.size = text_px(30), .bold = true, .align = {}};
                put(piece, number, fitting(number, look, icon), left(), icon, top);
            }
            const float height =
                put_pair(piece, pair, {.size = size_of(block.size), .bold = false, .align = {}},
                         start, left() + inner() - start, top);
            const float icon_y = top + std::max(0.0F, std::min(height - icon, px(4)));
            if (row.number == 0 && !put_icon(piece, row.icon, left(), icon_y, icon)) {
                (void)put_icon(piece, block.icon, left(), icon_y, icon);
            }
            piece.height = std::max(top + height, icon_y + icon);
            add_piece(piece, 14);
        }
    }

    static void fill_modules(Piece& piece, const QrCode& code, float x, float y, float module) {
        for (int row = 0; row < code.size; ++row) {
            for (int column = 0; column < code.size;) {
                int end = column;
                while (end < code.size && code.at(end, row)) {
                    ++end;
                }
                if (end > column) {
                    piece.drawn.fills.push_back({x + module * static_cast<float>(column),
                                                 y + module * static_cast<float>(row),
                                                 module * static_cast<float>(end - column),
                                                 module});
                }
                column = std::max(end, column + 1);
            }
        }
    }

    void add_code(const content::SlipBlock& block) {
        const auto found = slip_.codes.find(block.value);
        const auto code = found == slip_.codes.end() ? std::nullopt : make_qr(found->second);
        if (!code) {
            return;
        }
        const Pair words = words_of(block.text, {});
        const auto modules = static_cast<float>(code->size);
        const float quiet = 4;
        // Half a millimetre a module is read by every telephone; a third by most.
        float module = std::min(px(5), std::floor(inner() * 0.5F / modules));
        const bool beside = module >= 4 && inner() >= 500;
        if (!beside) {
            module = std::clamp(std::floor(inner() * 0.72F / modules), 2.0F, px(5));
            if (module < 4) { // better wide than too fine
                module = std::max(2.0F, std::min(4.0F, std::floor(inner() / modules)));
            }
        }
        const float side = module * modules;
        Piece piece;
        const Look look{.size = text_px(25), .bold = false, .align = fonts::Align::Start};
        if (beside) {
            // The code at the end, words before it; the middle of both at one height.
            const float width = inner() - side - std::max(quiet * module, px(20));
            Piece text;
            const float height = put_pair(text, words, look, left(), width, 0);
            const float down = std::max(0.0F, std::round((side - height) / 2));
            for (SheetRun& run : text.drawn.runs) {
                for (SheetGlyph& glyph : run.glyphs) {
                    glyph.y += down;
                }
                piece.drawn.runs.push_back(std::move(run));
            }
            for (SheetText& said : text.drawn.texts) {
                said.y += down;
                piece.drawn.texts.push_back(std::move(said));
            }
            fill_modules(piece, *code, place(left() + inner() - side, side), 0, module);
            piece.height = std::max(side, height);
        } else {
            Look centred = look;
            centred.align = fonts::Align::Center;
            piece.height = put_pair(piece, words, centred, left(), inner(), 0) + quiet * module;
            fill_modules(piece, *code, std::round((static_cast<float>(paper_.width) - side) / 2),
                         piece.height, module);
            piece.height += side;
        }
        piece.height += px(8);
        add_piece(piece, 12);
    }

    void add_languages() {
        for (const content::Language& language : shelf_.languages()) {
            Piece piece;
            const Words words{language.endonym + " · " + language.greeting, &language};
            piece.height = put(piece, words, {.size = text_px(27), .bold = false, .align = {}},
                               left(), inner(), 0);
            add_piece(piece, 2);
        }
    }

    /// From the first dot to the last one, whatever the margins are.
    void add_ruler() {
        Piece piece;
        const auto width = static_cast<float>(paper_.width);
        piece.drawn.fills.push_back({0, 0, width, 3});
        for (int mm = 0; mm * dots_per_mm < paper_.width; ++mm) {
            const float length = mm % 10 == 0 ? 36.0F : mm % 5 == 0 ? 24.0F : 12.0F;
            piece.drawn.fills.push_back({static_cast<float>(mm * dots_per_mm), 0, 2, length});
        }
        piece.drawn.fills.push_back({width - 2, 0, 2, 36});
        piece.height = 40;
        add_piece(piece, 16);
    }

    Shelf& shelf_;
    fonts::Typesetter& typesetter_;
    Pictograms& pictograms_;
    const Slip& slip_;
    const Paper& paper_;
    const content::Language& language_;
    const content::Language& german_;
    const content::Strings& strings_;
    const content::Strings& german_strings_;
    bool rtl_;

    std::vector<SheetPage> pages_;
    float y_ = 0;
    bool fresh_ = true;        ///< nothing stands on the page yet
    bool anything_ = false;    ///< on the slip
    bool line_wanted_ = false; ///< before the next part, if one follows
};

} // namespace

SlipComposer::SlipComposer(Shelf& shelf)
    : implementation_(std::make_unique<Implementation>(shelf)) {
}
SlipComposer::~SlipComposer() = default;
SlipComposer::SlipComposer(SlipComposer&&) noexcept = default;
SlipComposer& SlipComposer::operator=(SlipComposer&&) noexcept = default;

tl::expected<SlipSheet, SlipProblem> SlipComposer::compose(const Slip& slip, const Paper& paper) {
    Implementation& own = *implementation_;
    const Forgetting forgetting{own.typesetter};
    const auto form = content::find_slip_template(own.shelf.database(), slip.form);
    if (!form) {
        return tl::unexpected(SlipProblem::NoTemplate);
    }
    const auto pages_at = [&](float scale) -> tl::expected<std::vector<SheetPage>, SlipProblem> {
        Paper scaled = paper;
        scaled.scale *= scale;
        if (slip.letters == SlipLetters::Large) {
            scaled.scale = std::max(scaled.scale, smallest_large_text / normal_text);
        }
        Composing composing(own.shelf, own.typesetter, own.pictograms, slip, scaled);
        for (const content::SlipBlock& block : form->blocks) {
            composing.add(block);
            if (composing.too_long()) {
                return tl::unexpected(SlipProblem::TooLong);
            }
        }
        if (!composing.anything()) {
            return tl::unexpected(SlipProblem::NothingToSay);
        }
        return composing.finish();
    };
    auto pages = pages_at(1);
    if (!pages) {
        return tl::unexpected(pages.error());
    }
    // One sheet a little smaller is better than a second one for the last lines.
    for (const float smaller : {0.92F, 0.85F, 0.78F}) {
        if (pages->size() == 2) {
            auto fewer = pages_at(smaller);
            if (fewer && fewer->size() == 1) {
                pages = std::move(fewer);
            }
        }
    }
    return SlipSheet{.paper = paper,
                     .form = slip.form,
                     .language = slip.language,
                     .pages = std::move(*pages),
                     .fonts = own.files};
}

const fonts::FontSet& SlipComposer::fonts() const {
    return implementation_->fonts;
}

std::string_view describe(SlipProblem problem) {
    switch (problem) {
    case SlipProblem::NoTemplate:
        return "the content has no slip of this name";
    case SlipProblem::NothingToSay:
        return "there is nothing to print on this slip";
    case SlipProblem::TooLong:
        return "the slip is longer than 16 sheets, or 4 m of a roll";
    }
    return {};
}

} // namespace zugang::kiosk
