#include "kiosk/freed_memory.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

#include <malloc.h>
#include <string.h>

namespace zugang::kiosk {

void overwrite_freed_memory() {
    constexpr int any_byte_but_zero = 0x55;
    mallopt(M_PERTURB, any_byte_but_zero);
}

} // namespace zugang::kiosk

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

// Larger pieces are not kept for a thread (glibc's tunables, glibc.malloc.tcache_max).
constexpr std::size_t largest_kept_bytes = 1032;

void wipe_and_free(void* memory) noexcept {
    if (memory == nullptr) {
        return;
    }
    const std::size_t bytes = malloc_usable_size(memory);
    if (bytes <= largest_kept_bytes) {
        explicit_bzero(memory, bytes);
    }
    std::free(memory);
}

} // namespace

void operator delete(void* memory) noexcept {
    wipe_and_free(memory);
}

void operator delete(void* memory, std::size_t /*bytes*/) noexcept {
    wipe_and_free(memory);
}

#endif
