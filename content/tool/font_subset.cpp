#include "content/tool/font_subset.hpp"

#include <memory>

#include <hb-subset.h>
#include <unicode/ucnv.h>
#include <unicode/uniset.h>

namespace zugang::content::tool {
namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
struct DestroyBlob {
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
};
struct DestroyFace {
    void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
};
struct DestroyInput {
    void operator()(hb_subset_input_t* input) const noexcept { hb_subset_input_destroy(input); }
};
using Blob = std::unique_ptr<hb_blob_t, DestroyBlob>;
using Face = std::unique_ptr<hb_face_t, DestroyFace>;

std::unique_ptr<UConverter, CloseConverter> open_converter(const std::string& name) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name.c_str(), &status));
    return U_SUCCESS(status) != 0 && !name.empty() ? std::move(converter) : nullptr;
}

} // namespace

bool is_character_set(const std::string& name) {
    return open_converter(name) != nullptr;
}

std::optional<std::string> subset_font(const std::string& bytes, int index,
                                       const std::string& character_set) {
    const auto converter = open_converter(character_set);
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet characters;
    if (!converter) {
        return std::nullopt;
    }
    ucnv_getUnicodeSet(converter.get(), characters.toUSet(), UCNV_ROUNDTRIP_SET, &status);
    const Blob blob(hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()),
                                   HB_MEMORY_MODE_READONLY, nullptr, nullptr));
    const Face face(hb_face_create(blob.get(), static_cast<unsigned>(index)));
    const std::unique_ptr<hb_subset_input_t, DestroyInput> input(hb_subset_input_create_or_fail());
    if (U_FAILURE(status) != 0 || !input || hb_face_get_glyph_count(face.get()) == 0) {
        return std::nullopt;
    }
    hb_set_t* wanted = hb_subset_input_unicode_set(input.get());
    for (int32_t i = 0; i < characters.getRangeCount(); ++i) {
        hb_set_add_range(wanted, static_cast<hb_codepoint_t>(characters.getRangeStart(i)),
                         static_cast<hb_codepoint_t>(characters.getRangeEnd(i)));
    }
    const Face subset(hb_subset_or_fail(face.get(), input.get()));
    if (!subset) {
        return std::nullopt;
    }
    const Blob result(hb_face_reference_blob(subset.get()));
    unsigned size = 0;
    const char* data = hb_blob_get_data(result.get(), &size);
    return size > 0 ? std::optional(std::string(data, size)) : std::nullopt;
}

std::string subsetter_version() {
    return hb_version_string();
}

} // namespace zugang::content::tool
