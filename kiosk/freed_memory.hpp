#pragma once

namespace zugang::kiosk {

/// From here on whatever is freed is overwritten at once, in any library: what a visitor typed,
/// read or heard does not stay in memory that nobody holds (glibc's M_PERTURB, mallopt(3)). glibc
/// leaves small pieces as they are that it keeps for the same thread: those that C++ frees are
/// overwritten by this program's operator delete, from its start. Call it before threads are
/// started. Under a sanitizer, which has a heap of its own, nothing of it is done.
void overwrite_freed_memory();

} // namespace zugang::kiosk
