#pragma once

#include "kiosk/print/slip_sheet.hpp"

#include <memory>
#include <string>

namespace zugang::kiosk {

/// The fonts of slips as cairo has them. cairo remembers the last 256 sizes of faces that it was
/// given back, each with its letters, and knows again only what is the same object: whoever writes
/// many slips keeps this. On one thread at a time.
class PdfFonts {
  public:
    struct Faces;

    /// Not explicit: for a single slip the fonts will do. cairo keeps them for as long as it likes.
    PdfFonts(std::shared_ptr<const fonts::FontSet> fonts);
    ~PdfFonts();
    PdfFonts(const PdfFonts&) = delete;
    PdfFonts& operator=(const PdfFonts&) = delete;

    const fonts::FontSet& set() const;

  private:
    friend std::string pdf_of(const SlipSheet& sheet, const PdfFonts& fonts);
    std::unique_ptr<Faces> faces_;
};

/// A PDF file with embedded fonts. Its text can be searched and copied: each run is shown with the
/// words that it is (PDF 1.7, 14.8.2.4). The same sheet gives the same bytes: no date, no names.
/// `fonts`: the faces of the sheet. Empty where cairo could not make it.
std::string pdf_of(const SlipSheet& sheet, const PdfFonts& fonts);

} // namespace zugang::kiosk
