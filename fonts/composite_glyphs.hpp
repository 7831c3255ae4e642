#pragma once

struct hb_face_t;

namespace zugang::fonts {

/// Whether every glyph of a TrueType outline is made of few enough others. A glyph may be made of
/// others, those of others again: a font of some kilobytes can ask for more of them than there are
/// atoms, and FreeType 2.12 bounds neither depth nor number, only what goes round. True where there
/// are no such outlines ("glyf": OpenType 1.9).
bool has_few_components(hb_face_t* face);

} // namespace zugang::fonts
