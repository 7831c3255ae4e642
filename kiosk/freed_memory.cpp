#include "kiosk/freed_memory.hpp"

#include <cstddef>

#include <malloc.h>
#include <string.h>

namespace zugang::kiosk {

void overwrite_freed_memory() {
    constexpr int any_byte_but_zero = 0x55;
    mallopt(M_PERTURB, any_byte_but_zero);
    constexpr int large_bytes = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, large_bytes); // no longer raised by what is freed (mallopt(3), NOTES)
    mallopt(M_TRIM_THRESHOLD, large_bytes);
}

} // namespace zugang::kiosk

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

// glibc's own, which its heap goes on working with.
extern "C" void __libc_free(void* memory) noexcept; // NOLINT(bugprone-reserved-identifier)

// In a program it takes the place of the library's, for every library that frees (glibc manual,
// "Replacing malloc"). Larger pieces are not kept for a thread (tunable glibc.malloc.tcache_max).
extern "C" void free(void* memory) noexcept {
    constexpr std::size_t largest_kept_bytes = 1032;
    const std::size_t bytes = malloc_usable_size(memory); // 0 of nullptr
    if (bytes <= largest_kept_bytes) {
        explicit_bzero(memory, bytes);
    }
    __libc_free(memory);
}

#endif
