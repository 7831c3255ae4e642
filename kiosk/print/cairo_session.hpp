#pragma once

#include <mutex>

namespace zugang::kiosk {

/// While cairo is used, which is by one at a time: declared before what is made of cairo. At its
/// end cairo forgets what it would keep for later, the sizes and outlines of letters that were
/// printed among it: up to 512 pages of 32 glyphs (1.16 and 1.18, cairo-scaled-font.c).
class CairoSession {
  public:
    CairoSession();
    ~CairoSession();
    CairoSession(const CairoSession&) = delete;
    CairoSession& operator=(const CairoSession&) = delete;

  private:
    std::unique_lock<std::mutex> alone_;
};

} // namespace zugang::kiosk
