#include "fonts/font_set.hpp"

#include "fonts/composite_glyphs.hpp"
#include "fonts/glyph_table.hpp"
#include "fonts/macintosh_cmap.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <ft2build.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include FT_FREETYPE_H
#include FT_MULTIPLE_MASTERS_H
#include <hb-ot.h>
#include <hb.h>

namespace zugang::fonts {

namespace {

struct DestroyHbFont {
    void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
};
struct DestroyHbFace {
    void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
};
struct DestroyHbFuncs {
    void operator()(hb_font_funcs_t* funcs) const noexcept { hb_font_funcs_destroy(funcs); }
};
struct DestroyHbBlob {
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
};
struct DoneFace {
    void operator()(FT_Face face) const noexcept { FT_Done_Face(face); }
};
struct DoneLibrary {
    void operator()(FT_Library library) const noexcept { FT_Done_FreeType(library); }
};

/// A file's bytes, read only. Empty where it cannot be mapped.
class MappedFile {
  public:
    MappedFile() = default;
    explicit MappedFile(const std::filesystem::path& file) {
        const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) {
            return;
        }
        struct stat status {};
        if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
            const auto size = static_cast<std::size_t>(status.st_size);
            void* address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
            if (address != MAP_FAILED) {
                address_ = address;
                size_ = size;
            }
        }
        close(descriptor);
    }
    ~MappedFile() {
        if (address_ != nullptr) {
            munmap(address_, size_);
        }
    }
    MappedFile(MappedFile&& other) noexcept
        : address_(std::exchange(other.address_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    MappedFile& operator=(MappedFile&& other) noexcept {
        std::swap(address_, other.address_);
        std::swap(size_, other.size_);
        return *this;
    }

    std::span<const std::byte> bytes() const {
        return {static_cast<const std::byte*>(address_), size_};
    }

  private:
    void* address_ = nullptr;
    std::size_t size_ = 0;
};

hb_bool_t find_in_map(hb_font_t* /*font*/, void* map, hb_codepoint_t character,
                      hb_codepoint_t* glyph, void* /*user*/) noexcept {
    const auto& entries = *static_cast<const CharacterMap*>(map);
    const auto found = std::lower_bound(
        entries.begin(), entries.end(), character,
        [](const CharacterMap::value_type& entry, char32_t c) { return entry.first < c; });
    if (found == entries.end() || found->first != character) {
        return 0;
    }
    *glyph = found->second;
    return 1;
}

/// Of a font with Macintosh encodings only, HarfBuzz 6 finds no glyphs: a font with a map of our
/// own then stands before it. Other fonts are returned as they came.
std::unique_ptr<hb_font_t, DestroyHbFont>
with_macintosh_cmap(std::unique_ptr<hb_font_t, DestroyHbFont> font) {
    const std::unique_ptr<hb_blob_t, DestroyHbBlob> table(
        hb_face_reference_table(hb_font_get_face(font.get()), HB_TAG('c', 'm', 'a', 'p')));
    unsigned size = 0;
    const char* bytes = hb_blob_get_data(table.get(), &size);
    auto map = std::make_unique<CharacterMap>(
        read_macintosh_cmap(std::as_bytes(std::span(bytes, bytes != nullptr ? size : 0))));
    if (map->empty()) {
        return font;
    }
    const std::unique_ptr<hb_font_funcs_t, DestroyHbFuncs> funcs(hb_font_funcs_create());
    hb_font_funcs_set_nominal_glyph_func(funcs.get(), find_in_map, nullptr, nullptr);
    std::unique_ptr<hb_font_t, DestroyHbFont> mapped(hb_font_create_sub_font(font.get()));
    hb_font_set_funcs(mapped.get(), funcs.get(), map.release(),
                      [](void* owned) { delete static_cast<CharacterMap*>(owned); });
    return mapped;
}

enum class State : std::uint8_t { Unopened, Open, Broken };

struct Face {
    FaceStyle style;
    std::filesystem::path file; ///< empty: `bytes` are the caller's
    std::span<const std::byte> bytes;
    int index = 0;
    std::vector<Variation> variations;

    State state = State::Unopened;
    MappedFile mapped;
    std::unique_ptr<hb_font_t, DestroyHbFont> own; ///< as HarfBuzz reads the file
    std::unique_ptr<GlyphTable> table;
    std::unique_ptr<hb_font_t, DestroyHbFont> hb; ///< above it, with the table
    FontSet::Metrics metrics{0.8F, 0.2F};
    State ft_state = State::Unopened;
    std::unique_ptr<FT_FaceRec_, DoneFace> ft;
};

} // namespace

struct FontSet::Implementation {
    std::unique_ptr<FT_LibraryRec_, DoneLibrary> library; // before the faces: destroyed after them
    std::vector<Face> faces;
    std::vector<std::string> problems;
    std::uint64_t generation = 0;

    void report(const Face& face, std::string_view why) {
        const std::string name = face.file.empty() ? face.style.family : face.file.string();
        problems.push_back(name +
                           (face.index != 0 ? " (face " + std::to_string(face.index) + ")" : "") +
                           ": " + std::string(why));
    }

    /// nullptr for a broken face.
    Face* opened(std::size_t index) {
        if (index >= faces.size()) {
            return nullptr;
        }
        Face& face = faces[index];
        if (face.state == State::Unopened) {
            face.state = open(face) ? State::Open : State::Broken;
        }
        return face.state == State::Open ? &face : nullptr;
    }

    bool open(Face& face) {
        if (!face.file.empty()) {
            face.mapped = MappedFile(face.file);
            face.bytes = face.mapped.bytes();
            if (face.bytes.empty()) {
                report(face, "cannot be read or is empty");
                return false;
            }
        }
        const std::unique_ptr<hb_blob_t, DestroyHbBlob> blob(hb_blob_create(
            reinterpret_cast<const char*>(face.bytes.data()),
            static_cast<unsigned>(face.bytes.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr));
        if (face.index < 0 || static_cast<unsigned>(face.index) >= hb_face_count(blob.get())) {
            report(face, "is no font, or has no such face");
            return false;
        }
        const std::unique_ptr<hb_face_t, DestroyHbFace> hb_face(
            hb_face_create(blob.get(), static_cast<unsigned>(face.index)));
        if (hb_face_get_glyph_count(hb_face.get()) == 0) {
            report(face, "has no glyphs");
            return false;
        }
        if (!has_few_components(hb_face.get())) {
            report(face, "has glyphs that are made of too many others");
            return false;
        }
        face.hb.reset(hb_font_create(hb_face.get()));
        hb_ot_font_set_funcs(face.hb.get());
        std::vector<hb_variation_t> variations;
        for (const Variation& variation : face.variations) {
            variations.push_back({variation.tag, variation.value});
        }
        hb_font_set_variations(face.hb.get(), variations.data(),
                               static_cast<unsigned>(variations.size()));
        face.own = with_macintosh_cmap(std::move(face.hb));
        hb_font_make_immutable(face.own.get());
        face.table = std::make_unique<GlyphTable>(face.own.get());
        face.hb.reset(make_font_with(*face.table, face.own.get()));
        hb_font_make_immutable(face.hb.get());
        read_metrics(face);
        return true;
    }

    static void read_metrics(Face& face) {
        hb_font_extents_t extents{};
        const auto em = static_cast<float>(hb_face_get_upem(hb_font_get_face(face.hb.get())));
        if (em > 0 && hb_font_get_h_extents(face.hb.get(), &extents) != 0 &&
            extents.ascender - extents.descender > 0) {
            // Nonsense in a broken font must not make lines a thousand times higher.
            const auto clamped = [em](hb_position_t value) {
                return std::min(std::max(static_cast<float>(value) / em, -1.0F), 5.0F);
            };
            face.metrics = {clamped(extents.ascender), clamped(-extents.descender)};
        }
    }

    bool open_freetype(Face& face) {
        if (library == nullptr) {
            FT_Library created = nullptr;
            if (FT_Init_FreeType(&created) != 0) {
                report(face, "FreeType cannot be started");
                return false;
            }
            library.reset(created);
        }
        FT_Face created = nullptr;
        if (FT_New_Memory_Face(library.get(), reinterpret_cast<const FT_Byte*>(face.bytes.data()),
                               static_cast<FT_Long>(face.bytes.size()), face.index,
                               &created) != 0) {
            report(face, "FreeType cannot read it, so nothing of it is drawn");
            return false;
        }
        face.ft.reset(created);
        if (!face.variations.empty()) {
            vary(face);
        }
        return true;
    }

    void vary(Face& face) {
        unsigned count = 0;
        const float* normalized = nullptr;
#if HB_VERSION_ATLEAST(3, 3, 0)
        normalized = hb_font_get_var_coords_design(face.hb.get(), &count);
#endif
        std::vector<FT_Fixed> coordinates;
        for (unsigned i = 0; i < count; ++i) {
            coordinates.push_back(static_cast<FT_Fixed>(normalized[i] * 65536.0F));
        }
        if (FT_Set_Var_Design_Coordinates(face.ft.get(), count, coordinates.data()) != 0) {
            report(face, "FreeType cannot vary it");
        }
    }
};

FontSet::FontSet() : implementation_(std::make_unique<Implementation>()) {
}
FontSet::~FontSet() = default;
FontSet::FontSet(FontSet&&) noexcept = default;
FontSet& FontSet::operator=(FontSet&&) noexcept = default;

FaceIndex FontSet::add_file(std::string family, int weight, bool italic, std::filesystem::path file,
                            int index) {
    Face face;
    face.style = {std::move(family), weight, italic};
    face.file = std::move(file);
    face.index = index;
    implementation_->faces.push_back(std::move(face));
    ++implementation_->generation;
    return static_cast<FaceIndex>(size() - 1);
}

FaceIndex FontSet::add_memory(std::string family, int weight, bool italic,
                              std::span<const std::byte> bytes, int index) {
    Face face;
    face.style = {std::move(family), weight, italic};
    face.bytes = bytes;
    face.index = index;
    implementation_->faces.push_back(std::move(face));
    ++implementation_->generation;
    return static_cast<FaceIndex>(size() - 1);
}

void FontSet::vary(FaceIndex face, std::vector<Variation> variations) {
    ++implementation_->generation;
    Face& varied = implementation_->faces.at(face);
    varied.variations = std::move(variations);
    varied.ft.reset();
    varied.hb.reset();
    varied.table.reset();
    varied.own.reset();
    varied.state = State::Unopened;
    varied.ft_state = State::Unopened;
}

std::uint64_t FontSet::generation() const {
    return implementation_->generation;
}

std::size_t FontSet::size() const {
    return implementation_->faces.size();
}

const FaceStyle& FontSet::style(FaceIndex face) const {
    return implementation_->faces.at(face).style;
}

std::size_t FontSet::find(std::string_view family, int weight, bool italic) const {
    constexpr int other_slant = 10000; // a wrong weight is nearer than a wrong slant
    std::vector<std::pair<int, std::size_t>> nearest;
    for (std::size_t i = 0; i < size(); ++i) {
        const FaceStyle& style = implementation_->faces[i].style;
        if (style.family == family) {
            nearest.emplace_back(
                std::abs(style.weight - weight) + (style.italic == italic ? 0 : other_slant), i);
        }
    }
    std::sort(nearest.begin(), nearest.end());
    for (const auto& [distance, index] : nearest) {
        if (implementation_->opened(index) != nullptr) {
            return index;
        }
    }
    return size();
}

std::uint32_t FontSet::glyph_of(FaceIndex face, char32_t character) const {
    const Face* opened = implementation_->opened(face);
    return opened != nullptr ? opened->table->glyph_of(character) : 0;
}

FontSet::VerticalExtent FontSet::extent_of(FaceIndex face, std::uint32_t glyph) const {
    const Face* opened = implementation_->opened(face);
    if (opened == nullptr) {
        return {};
    }
    const GlyphTable::VerticalExtent extent = opened->table->extent_of(glyph);
    const auto em = static_cast<float>(hb_face_get_upem(hb_font_get_face(opened->hb.get())));
    return {static_cast<float>(extent.top) / em, static_cast<float>(extent.bottom) / em};
}

hb_font_t* FontSet::hb_font(FaceIndex face) const {
    const Face* opened = implementation_->opened(face);
    return opened != nullptr ? opened->hb.get() : nullptr;
}

FT_FaceRec_* FontSet::ft_face(FaceIndex face) const {
    Face* opened = implementation_->opened(face);
    if (opened == nullptr) {
        return nullptr;
    }
    if (opened->ft_state == State::Unopened) {
        opened->ft_state = implementation_->open_freetype(*opened) ? State::Open : State::Broken;
    }
    return opened->ft.get();
}

FontSet::Metrics FontSet::metrics(FaceIndex face) const {
    const Face* opened = implementation_->opened(face);
    return opened != nullptr ? opened->metrics : Metrics{0.8F, 0.2F};
}

const std::vector<std::string>& FontSet::problems() const {
    return implementation_->problems;
}

} // namespace zugang::fonts
