#include "kiosk/wayland_seat.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <thread>

#include <wayland-client.h>

namespace zugang::kiosk {

namespace {

struct Disconnect {
    void operator()(wl_display* display) const noexcept { wl_display_disconnect(display); }
};
struct DestroyRegistry {
    void operator()(wl_registry* registry) const noexcept { wl_registry_destroy(registry); }
};

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

void global(void* has_seat, wl_registry* /*registry*/, std::uint32_t /*name*/,
            const char* interface, std::uint32_t /*version*/) {
    if (std::string_view(interface) == wl_seat_interface.name) {
        *static_cast<bool*>(has_seat) = true;
    }
}

void global_removed(void* /*has_seat*/, wl_registry* /*registry*/, std::uint32_t /*name*/) {
}

constexpr wl_registry_listener listener{.global = global, .global_remove = global_removed};

} // namespace

bool will_use_wayland() {
    if (is_set("SDL_VIDEODRIVER")) {
        return std::string_view(std::getenv("SDL_VIDEODRIVER")).starts_with("wayland");
    }
    return is_set("WAYLAND_DISPLAY") && !is_set("DISPLAY");
}

bool wait_for_seat(std::chrono::milliseconds longest) {
    constexpr std::chrono::milliseconds pause{100};
    const std::unique_ptr<wl_display, Disconnect> display(wl_display_connect(nullptr));
    if (!display) {
        return false;
    }
    bool has_seat = false;
    const std::unique_ptr<wl_registry, DestroyRegistry> registry(
        wl_display_get_registry(display.get()));
    wl_registry_add_listener(registry.get(), &listener, &has_seat);
    for (auto waited = std::chrono::milliseconds(0);; waited += pause) {
        if (wl_display_roundtrip(display.get()) < 0) {
            return false;
        }
        if (has_seat || waited >= longest) {
            return has_seat;
        }
        std::this_thread::sleep_for(pause);
    }
}

} // namespace zugang::kiosk
