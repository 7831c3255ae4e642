// What stands in a PDF file is text: poppler reads it back, in the order of the text.
#include "kiosk/print/sheet_run.hpp"
#include "kiosk/print/slip_pdf.hpp"
#include "tests/print/pictures.hpp"
#include "tests/print/slips_testing.hpp"
#include "tests/run_command.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using zugang::testing::run_command;

namespace {

std::string text_in(const std::string& pdf, const char* how = "-raw") {
    const Scratch folder;
    std::ofstream(folder.path() / "slip.pdf", std::ios::binary) << pdf;
    const auto read = run_command("pdftotext -enc UTF-8 " + std::string(how) + " " +
                                  (folder.path() / "slip.pdf").string() + " -");
    REQUIRE(read.code == 0);
    return bare(read.text);
}

struct Sample {
    const char* language;
    const char* text;
    bool rtl = false;
};

} // namespace

TEST_CASE("lines in sixteen scripts are read back from a PDF file") {
    const std::vector<Sample> samples{
        {"de", "Größe 12: „Anerkennungsberatung“ – schön, Übung & Fluß"},
        {"uk", "Щоб зберегти прийом у телефоні, з’явиться їжа."},
        {"el", "Καλώς ήρθατε στο κέντρο συμβουλευτικής."},
        {"ar", "لا تستطيعون الحضور؟ الأربعاء، 25 نوفمبر: شهادةٌ إلى الآن.", true},
        {"fa",
         "مشاورهٔ شناسایی مدرک؛ نمی‌توانید بیایید؟ لطفاً "
         "۲۵ "
         "نوامبر",
         true},
        {"ur", "براہِ کرم یہ کوڈ اسکین کریں، شکریہ۔", true},
        {"he", "ברוכים הבאים, שָׁלוֹם (12).", true},
        {"ti", "በጃኹም ሒዝኩም ምጹ፦ ፓስፖርት ወይ መንበሪ ፍቓድ።"},
        {"hi", "कृपया क्षत्रिय अपना पासपोर्ट साथ लाएँ।"},
        {"bn", "অনুগ্রহ করে আপনার পাসপোর্ট আনুন।"},
        {"pa", "ਕਿਰਪਾ ਕਰਕੇ ਪਾਸਪੋਰਟ ਲਿਆਓ।"},
        {"ta", "தயவுசெய்து உங்கள் கடவுச்சீட்டைக் கொண்டு வாருங்கள்."},
        {"th", "กรุณานำหนังสือเดินทางมาด้วย"},
        {"ka", "გთხოვთ, მოიტანოთ პასპორტი."},
        {"hy", "Խնդրում ենք բերել անձնագիրը։"},
        {"zh-Hans", "请带上您的护照和居留许可。"}};
    const std::string noto = "/usr/share/fonts/truetype/noto/";
    std::vector<FontFile> files;
    for (const char* script :
         {"NotoSans", "NotoNaskhArabic", "NotoSansHebrew", "NotoSansEthiopic", "NotoSansDevanagari",
          "NotoSansBengali", "NotoSansGurmukhi", "NotoSansTamil", "NotoSansThai",
          "NotoSansGeorgian", "NotoSansArmenian"}) {
        files.push_back({.family = script, .file = noto + script + "-Regular.ttf"});
    }
    files.push_back({.family = "NotoSansCJK",
                     .file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
                     .index = 2});
    const fonts::FontSet fonts = open_fonts(files);
    fonts::Typesetter typesetter(fonts);
    std::vector<std::string> families;
    for (const FontFile& file : files) {
        families.push_back(file.family);
    }
    for (const Sample& sample : samples) {
        CAPTURE(sample.language);
        SlipSheet sheet;
        sheet.paper = *find_paper("80mm");
        sheet.form = "test";
        sheet.pages.push_back({.width = 576, .height = 200});
        fonts::Paragraph paragraph;
        paragraph.text = sample.text;
        paragraph.style = {.size_px = 28};
        paragraph.language = sample.language;
        paragraph.direction =
            sample.rtl ? fonts::Direction::RightToLeft : fonts::Direction::LeftToRight;
        paragraph.families = families;
        paragraph.width_px = 536;
        const fonts::Layout layout = typesetter.lay_out(paragraph);
        sheet.pages.front().runs = sheet_runs(layout, sample.text, 20, 40);
        CHECK(text_in(pdf_of(sheet, fonts)) == bare(sample.text));
    }
    CHECK(fonts.problems().empty());
}

TEST_CASE("a slip's PDF file has its text, its fonts and always the same bytes") {
    Counter counter;
    const fonts::FontSet fonts =
        open_fonts(*counter.sheet(appointment_slip(full_appointment("de"), counter.shelf())).fonts);
    for (const content::Language& language : counter.shelf().languages()) {
        CAPTURE(language.tag);
        // Narrow, so that words are broken and have hyphens.
        const SlipSheet sheet = counter.sheet(
            appointment_slip(full_appointment(language.tag), counter.shelf()), "58mm");
        const std::string pdf = pdf_of(sheet, fonts);
        CHECK(pdf == pdf_of(sheet, fonts));
        std::string text;
        for (const SheetRun& run : sheet.pages.front().runs) {
            text += run.text;
        }
        CHECK(text_in(pdf) == bare(text));
        CHECK(pdf.find("Muster") == std::string::npos); // neither titles nor names outside the text
    }
}

TEST_CASE("the PDF file looks like the preview") {
    Counter counter;
    for (const char* language : {"fa", "ti", "de"}) {
        CAPTURE(language);
        const SlipSheet sheet =
            counter.sheet(appointment_slip(full_appointment(language), counter.shelf()));
        const fonts::FontSet fonts = open_fonts(*sheet.fonts);
        const Scratch folder;
        std::ofstream(folder.path() / "slip.pdf", std::ios::binary) << pdf_of(sheet, fonts);
        const auto drawn =
            run_command("pdftoppm -r 203.2 -mono " + (folder.path() / "slip.pdf").string() + " " +
                        (folder.path() / "page").string());
        REQUIRE(drawn.code == 0);
        const SlipPicture page = read_pbm(read_file(folder.path() / "page-1.pbm"), 32, 576);
        const SlipPicture preview = counter.preview(sheet);
        CHECK(std::abs(page.height - preview.height) <= 1);
        const auto black = std::count_if(preview.bits.begin(), preview.bits.end(),
                                         [](std::uint8_t byte) { return byte != 0; });
        CHECK(black > 5000);
        CHECK(other_dots(page, preview) < black / 20);
    }
}

TEST_CASE("the code on a slip is read back, in the picture and in the PDF file") {
    Counter counter;
    for (const char* paper : {"58mm", "80mm", "a6"}) {
        CAPTURE(paper);
        const Slip slip = appointment_slip(full_appointment("uk"), counter.shelf());
        const SlipSheet sheet = counter.sheet(slip, paper);
        const Scratch folder;
        std::ofstream(folder.path() / "slip.png", std::ios::binary)
            << png_of(counter.preview(sheet, sheet.pages.size() - 1));
        const auto read = run_command("zbarimg --quiet --raw --nodbus --oneshot -Sbinary " +
                                      (folder.path() / "slip.png").string());
        CHECK(read.code == 0);
        CHECK(read.text.starts_with(slip.codes.at("calendar")));
    }
}
