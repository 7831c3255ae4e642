#include "kiosk/print/cairo_session.hpp"

#include <cairo.h>

namespace zugang::kiosk {

namespace {

std::mutex one_at_a_time;

} // namespace

CairoSession::CairoSession() : alone_(one_at_a_time) {
}

// cairo ends the program here where an object of it is still held.
CairoSession::~CairoSession() {
    cairo_debug_reset_static_data();
}

} // namespace zugang::kiosk
