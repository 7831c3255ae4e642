#include "fonts/packed_layout.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>

namespace zugang::fonts {

namespace {

constexpr float steps = 64; // a pixel

struct Head {
    std::uint32_t lines;
    std::uint32_t runs;
    std::uint32_t glyphs;
    std::uint32_t cluster_bytes;
    float width;
    float height;
    std::uint32_t truncated;
};

struct PackedLine {
    std::uint32_t length;
    float x;
    float width;
    float height;
    float baseline; ///< below the line's top
    std::uint32_t run_count;
};

struct PackedRun {
    std::uint32_t start;
    std::uint32_t length;
    float size_px;
    float x;
    float width;
    std::uint16_t glyph_count;
    std::uint16_t face;
    std::uint16_t tag;
    std::uint8_t level;
    std::uint8_t flags;
};

enum RunFlag : std::uint8_t { bold = 1, italic = 2 };

struct PackedGlyph {
    std::uint16_t glyph;
    std::uint16_t cluster; ///< from the run's start; with `shifted` a Shift follows
    std::int16_t advance;
};

constexpr std::uint16_t shifted = 0x8000;

/// Where a glyph is drawn, from where the pen is.
struct Shift {
    std::int16_t x;
    std::int16_t y;
};

template <typename Small>
bool narrow(float pixels, Small& result) {
    const float count = pixels * steps;
    if (!(count >= static_cast<float>(std::numeric_limits<Small>::min()) &&
          count <= static_cast<float>(std::numeric_limits<Small>::max()))) {
        return false;
    }
    result = static_cast<Small>(count);
    return static_cast<float>(result) == count;
}

template <typename Small>
bool narrow_index(std::size_t number, Small& result) {
    result = static_cast<Small>(number);
    return result == number;
}

/// Into memory that has room for all.
class Writer {
  public:
    explicit Writer(std::byte* at) : at_(at) {}

    template <typename Plain>
    void put(const Plain& value) {
        static_assert(std::is_trivially_copyable_v<Plain>);
        std::memcpy(at_, &value, sizeof(Plain));
        at_ += sizeof(Plain);
    }

    std::byte* at() const { return at_; }

  private:
    std::byte* at_;
};

class Reader {
  public:
    explicit Reader(const std::byte* at) : at_(at) {}

    template <typename Plain>
    Plain take() {
        Plain value;
        std::memcpy(&value, at_, sizeof(Plain));
        at_ += sizeof(Plain);
        return value;
    }

  private:
    const std::byte* at_;
};

/// The pen begins at the run's left edge; `baseline` is its line's.
bool put_run(Writer& writer, const Layout& layout, const PlacedRun& run, float baseline) {
    PackedRun packed{};
    if (!narrow_index(run.start, packed.start) || !narrow_index(run.length, packed.length) ||
        !narrow_index(run.glyph_count, packed.glyph_count)) {
        return false;
    }
    packed.size_px = run.size_px;
    packed.x = run.x;
    packed.width = run.width;
    packed.face = run.face;
    packed.tag = run.tag;
    packed.level = run.level;
    packed.flags = static_cast<std::uint8_t>((run.synthetic_bold ? bold : 0) |
                                             (run.synthetic_italic ? italic : 0));
    writer.put(packed);
    float pen = run.x;
    for (std::size_t i = run.first_glyph; i < run.first_glyph + run.glyph_count; ++i) {
        const PlacedGlyph& glyph = layout.glyphs[i];
        PackedGlyph small{};
        Shift shift{};
        if (!narrow_index(glyph.glyph, small.glyph) ||
            !narrow_index(glyph.cluster - run.start, small.cluster) ||
            (small.cluster & shifted) != 0 || !narrow(glyph.advance, small.advance) ||
            !narrow(glyph.x - pen, shift.x) || !narrow(glyph.y - baseline, shift.y)) {
            return false;
        }
        if (shift.x == 0 && shift.y == 0) {
            writer.put(small);
        } else {
            small.cluster = static_cast<std::uint16_t>(small.cluster | shifted);
            writer.put(small);
            writer.put(shift);
        }
        pen += glyph.advance;
    }
    return true;
}

void take_run(Reader& reader, Layout& layout, float baseline) {
    const auto packed = reader.take<PackedRun>();
    PlacedRun run;
    run.face = packed.face;
    run.size_px = packed.size_px;
    run.tag = packed.tag;
    run.level = packed.level;
    run.synthetic_bold = (packed.flags & bold) != 0;
    run.synthetic_italic = (packed.flags & italic) != 0;
    run.first_glyph = layout.glyphs.size();
    run.glyph_count = packed.glyph_count;
    run.start = packed.start;
    run.length = packed.length;
    run.x = packed.x;
    run.width = packed.width;
    float pen = run.x;
    for (std::size_t i = 0; i < run.glyph_count; ++i) {
        const auto small = reader.take<PackedGlyph>();
        const Shift shift = (small.cluster & shifted) != 0 ? reader.take<Shift>() : Shift{};
        const float advance = static_cast<float>(small.advance) / steps;
        layout.glyphs.push_back({small.glyph, packed.start + (small.cluster & ~unsigned{shifted}),
                                 pen + static_cast<float>(shift.x) / steps,
                                 baseline + static_cast<float>(shift.y) / steps, advance});
        pen += advance;
    }
    layout.runs.push_back(run);
}

} // namespace

std::optional<PackedLayout> PackedLayout::pack(const Layout& layout) {
    Head head{};
    if (!narrow_index(layout.lines.size(), head.lines) ||
        !narrow_index(layout.runs.size(), head.runs) ||
        !narrow_index(layout.glyphs.size(), head.glyphs) ||
        !narrow_index(layout.clusters.bytes().size(), head.cluster_bytes)) {
        return std::nullopt;
    }
    head.width = layout.width;
    head.height = layout.height;
    head.truncated = layout.truncated ? 1 : 0;
    thread_local std::vector<std::byte> bytes; // keeps its memory
    bytes.resize(std::max(bytes.size(), sizeof(Head) + head.cluster_bytes +
                                            head.lines * sizeof(PackedLine) +
                                            head.runs * sizeof(PackedRun) +
                                            head.glyphs * (sizeof(PackedGlyph) + sizeof(Shift))));
    Writer writer(bytes.data());
    writer.put(head);
    for (const std::uint8_t quad : layout.clusters.bytes()) {
        writer.put(quad);
    }
    for (const Line& line : layout.lines) {
        PackedLine packed{0, line.x, line.width, line.height, line.baseline - line.top, 0};
        if (!narrow_index(line.length, packed.length) ||
            !narrow_index(line.run_count, packed.run_count)) {
            return std::nullopt;
        }
        writer.put(packed);
        for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
            if (!put_run(writer, layout, layout.runs[r], line.baseline)) {
                return std::nullopt;
            }
        }
    }
    PackedLayout result;
    result.size_ = static_cast<std::size_t>(writer.at() - bytes.data());
    result.bytes_.reset(new std::byte[result.size_]);
    std::memcpy(result.bytes_.get(), bytes.data(), result.size_);
    return result;
}

Layout PackedLayout::unpack() const {
    Reader reader(bytes_.get());
    const Head head = reader.take<Head>();
    Layout layout;
    layout.lines.reserve(head.lines);
    layout.runs.reserve(head.runs);
    layout.glyphs.reserve(head.glyphs);
    layout.width = head.width;
    layout.height = head.height;
    layout.truncated = head.truncated != 0;
    std::vector<std::uint8_t> clusters(head.cluster_bytes);
    for (std::uint8_t& quad : clusters) {
        quad = reader.take<std::uint8_t>();
    }
    layout.clusters.set_bytes(std::move(clusters));
    std::size_t start = 0;
    float top = 0;
    for (std::uint32_t i = 0; i < head.lines; ++i) {
        const auto packed = reader.take<PackedLine>();
        Line line{start,         packed.length,         packed.x,           packed.width,    top,
                  packed.height, top + packed.baseline, layout.runs.size(), packed.run_count};
        for (std::uint32_t r = 0; r < packed.run_count; ++r) {
            take_run(reader, layout, line.baseline);
        }
        layout.lines.push_back(line);
        start += packed.length;
        top += packed.height;
    }
    return layout;
}

} // namespace zugang::fonts
