#pragma once

#include "kiosk/frame.hpp"
#include "kiosk/pages.hpp"

#include <string>

namespace zugang::kiosk {

/// What a visitor takes along as a QR code: plain text that a telephone shows without the internet.
struct TakeAlong {
    std::string text;  ///< UTF-8, at most most_qr_bytes; empty: there is nothing to take along
    bool whole = true; ///< false: only the most important of the page fits
};

/// Title, German title, summary, text, contacts; the text is left out where it is too long, then
/// the summary.
TakeAlong take_along(const ArticlePage& page);

/// Title, German title, text, what to bring, contacts.
TakeAlong take_along(const GuidePage& page, const content::Strings& strings);

/// Name, address, hours, telephone.
TakeAlong take_along(const PlacePage& page, const content::Strings& strings);

/// What the page that is seen has to take along; nothing on discreet pages.
TakeAlong take_along(Frame& frame);

/// The card with the code, over the page.
void draw_take_along(Frame& frame);

} // namespace zugang::kiosk
