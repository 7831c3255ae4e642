#pragma once

#include "kiosk/print/slip_sheet.hpp"

#include <string>

namespace zugang::kiosk {

/// A PDF file with embedded fonts. Its text can be searched and copied: each run is shown with the
/// words that it is (PDF 1.7, 14.8.2.4). The same sheet gives the same bytes: no date, no names.
/// `fonts`: the faces of the sheet. Empty where cairo could not make it.
std::string pdf_of(const SlipSheet& sheet, const fonts::FontSet& fonts);

} // namespace zugang::kiosk
