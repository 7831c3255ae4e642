#include "kiosk/emergency_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

// Made by hb-subset from the characters of this very file (kiosk/CMakeLists.txt).
extern "C" {
extern const std::byte zugang_emergency_latin[];
extern const std::byte zugang_emergency_latin_end[];
extern const std::byte zugang_emergency_arabic[];
extern const std::byte zugang_emergency_arabic_end[];
extern const std::byte zugang_emergency_ethiopic[];
extern const std::byte zugang_emergency_ethiopic_end[];
}

namespace zugang::kiosk {

namespace {

struct Message {
    std::string_view tag;
    bool rtl;
    std::string_view text;
};

constexpr std::array<Message, 9> messages{{
    {"de", false, "Dieses Gerät macht gerade Pause. Bitte fragen Sie an der Theke."},
    {"de-simple", false, "Das Gerät geht gerade nicht. Fragen Sie einen Menschen an der Theke."},
    {"en", false, "This machine is taking a break. Please ask at the counter."},
    {"ar", true, "هذا الجهاز متوقف الآن. من فضلك اسأل الموظفين."},
    {"uk", false, "Цей пристрій зараз не працює. Будь ласка, зверніться до працівників."},
    {"fa", true,
     "این دستگاه اکنون کار نمی‌کند. لطفاً از کارکنان "
     "بپرسید."},
    {"tr", false, "Bu cihaz şu anda çalışmıyor. Lütfen görevlilere sorun."},
    {"ru", false, "Этот терминал сейчас не работает. Пожалуйста, спросите сотрудников."},
    {"ti", false, "እዚ መሳርሒ ሕጂ ኣይሰርሕን እዩ። በጃኹም ንሰራሕተኛታት ሕተቱ።"},
}};

content::Language language_of(const Message& message) {
    content::Language language;
    language.tag = message.tag;
    language.direction =
        message.rtl ? content::Direction::RightToLeft : content::Direction::LeftToRight;
    language.fonts = {"emergency"};
    language.line_height = message.rtl || message.tag == "ti" ? 1.6 : 1.45;
    return language;
}

std::span<const std::byte> between(const std::byte* begin, const std::byte* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

} // namespace

fonts::FontSet emergency_fonts() {
    fonts::FontSet fonts;
    fonts.add_memory("emergency", 400, false,
                     between(zugang_emergency_latin, zugang_emergency_latin_end));
    fonts.add_memory("emergency-arabic", 400, false,
                     between(zugang_emergency_arabic, zugang_emergency_arabic_end));
    fonts.add_memory("emergency-ethiopic", 400, false,
                     between(zugang_emergency_ethiopic, zugang_emergency_ethiopic_end));
    return fonts;
}

void draw_emergency_page(Canvas& canvas, Tree& tree, const Metrics& m) {
    const Palette& palette = kiosk::palette(Contrast::Normal);
    const Size screen = m.screen;
    canvas.fill({0, 0, screen.width, screen.height}, palette.paper);
    const float band = m.px(m.landscape ? 24 : 120);
    canvas.fill({0, 0, screen.width, band}, palette.primary);

    const auto columns = static_cast<std::size_t>(m.landscape ? 2 : 1);
    const float margin = m.px(80);
    const float gap = m.px(60);
    const float width = (screen.width - 2 * margin - gap * static_cast<float>(columns - 1)) /
                        static_cast<float>(columns);
    float y = band + m.px(m.landscape ? 40 : 70);
    float row = 0;
    const float rows = std::ceil(static_cast<float>(messages.size()) / static_cast<float>(columns));
    const float step = (screen.height - y - m.px(40)) / rows;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const Message& message = messages.at(i);
        const content::Language language = language_of(message);
        SetText& text = canvas.set({.text = message.text,
                                    .language = &language,
                                    .size_px = m.px(i == 0 ? 46 : 38),
                                    .width = width});
        const auto column = static_cast<float>(i % columns);
        const Rect box{margin + column * (width + gap), y, width, text.layout.height};
        canvas.text(text, box, i == 0 ? palette.primary : palette.ink);
        tree.add({.id = "emergency." + std::string(message.tag),
                  .role = Role::Text,
                  .label = std::string(message.text),
                  .language = std::string(message.tag),
                  .rect = box});
        row = std::max(row, text.layout.height);
        if (i % columns == columns - 1) {
            y += std::max(step, row + m.px(10));
            row = 0;
        }
    }
}

} // namespace zugang::kiosk
