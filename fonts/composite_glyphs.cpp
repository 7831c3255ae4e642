#include "fonts/composite_glyphs.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <hb.h>

namespace zugang::fonts {

namespace {

constexpr int most_components = 256; // of one glyph, those of its components included
constexpr int deepest = 8;
constexpr int too_many = most_components + 1;

struct DestroyBlob {
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
};

class Table {
  public:
    Table(hb_face_t* face, hb_tag_t tag) : blob_(hb_face_reference_table(face, tag)) {
        unsigned length = 0;
        const char* data = hb_blob_get_data(blob_.get(), &length);
        bytes_ = {data, length};
    }
    std::size_t size() const { return bytes_.size(); }
    /// Big endian; 0 behind the end.
    unsigned u16(std::size_t at) const {
        return at + 2 > size() ? 0 : (byte(at) << 8U) | byte(at + 1);
    }
    std::size_t u32(std::size_t at) const { return (std::size_t{u16(at)} << 16U) | u16(at + 2); }

  private:
    unsigned byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }

    std::unique_ptr<hb_blob_t, DestroyBlob> blob_;
    std::span<const char> bytes_;
};

class Glyphs {
  public:
    explicit Glyphs(hb_face_t* face)
        : glyf_(face, HB_TAG('g', 'l', 'y', 'f')), loca_(face, HB_TAG('l', 'o', 'c', 'a')),
          is_long_(Table(face, HB_TAG('h', 'e', 'a', 'd')).u16(50) != 0),
          counts_(std::min<std::size_t>(hb_face_get_glyph_count(face), 65536), unknown) {}

    bool all_have_few() {
        for (std::size_t glyph = 0; glyph < counts_.size(); ++glyph) {
            if (count(glyph, 0) == too_many) {
                return false;
            }
        }
        return true;
    }

  private:
    static constexpr int unknown = -1;

    /// Components, at most `too_many`. What goes round has too many.
    int count(std::size_t glyph, int depth) {
        if (glyph >= counts_.size()) {
            return 0;
        }
        if (counts_[glyph] != unknown) {
            return counts_[glyph];
        }
        const std::size_t start = offset(glyph);
        const std::size_t end = std::min(offset(glyph + 1), glyf_.size());
        if (start + 10 > end || (glyf_.u16(start) & 0x8000U) == 0) {
            return counts_[glyph] = 0;
        }
        counts_[glyph] = too_many; // until it is known
        int all = depth == deepest ? too_many : 0;
        unsigned flags = 0;
        std::size_t at = start + 10;
        do {
            if (at + 4 > end) {
                break;
            }
            flags = glyf_.u16(at);
            const std::size_t component = glyf_.u16(at + 2);
            all = std::min(too_many, all + 1 + count_unless(all == too_many, component, depth + 1));
            at += 4 + size_of_rest(flags);
        } while ((flags & more_components) != 0 && all < too_many);
        return counts_[glyph] = all;
    }

    int count_unless(bool is_enough, std::size_t glyph, int depth) {
        return is_enough ? 0 : count(glyph, depth);
    }

    static constexpr unsigned more_components = 0x20;

    static std::size_t size_of_rest(unsigned flags) {
        const std::size_t place = (flags & 0x1U) != 0 ? 4 : 2;
        const std::size_t scale = (flags & 0x8U) != 0    ? 2
                                  : (flags & 0x40U) != 0 ? 4
                                  : (flags & 0x80U) != 0 ? 8
                                                         : 0;
        return place + scale;
    }

    std::size_t offset(std::size_t glyph) const {
        return is_long_ ? loca_.u32(glyph * 4) : std::size_t{loca_.u16(glyph * 2)} * 2;
    }

    Table glyf_;
    Table loca_;
    bool is_long_;
    std::vector<int> counts_;
};

} // namespace

bool has_few_components(hb_face_t* face) {
    return Glyphs(face).all_have_few();
}

} // namespace zugang::fonts
