#pragma once

namespace zugang::kiosk {

/// From here on whatever is freed is overwritten at once, in any library: what a visitor typed,
/// read or heard does not stay in memory that nobody holds (glibc's M_PERTURB, mallopt(3)). Small
/// pieces, which glibc keeps for the same thread as they are, are overwritten by this program's
/// free(), from its start. Pieces of a megabyte and more, as pictures are, stand in memory of their
/// own, which the system has back as soon as they are freed: in the heap they would leave holes
/// that stay part of this process for years. Call it before threads are started. Under a sanitizer,
/// which has a heap of its own, nothing of it is done.
void overwrite_freed_memory();

} // namespace zugang::kiosk
