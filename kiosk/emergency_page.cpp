#include "kiosk/emergency_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

// A number needs no words; those beside it are for whoever reads the two alphabets.
constexpr std::string_view emergency_number = "SOS 112";

struct Advice {
    std::string_view tag;
    std::string_view first_start;
    std::string_view broken;
};

constexpr std::array<Advice, 2> advice{{
    {"de",
     "Für das Team: Dieses Gerät hat noch keine Inhalte. Mit Netz holt es sie von selbst. Ohne "
     "Netz: Stick mit "
     "Inhalten einstecken, dann auf dem Gerät: zugang-sync import ORDNER. Was fehlt, sagt: "
     "zugang-sync "
     "status",
     "Für das Team: Die Inhalte dieses Gerätes lassen sich nicht lesen. Gerät neu starten. Hilft "
     "das nicht, auf "
     "dem Gerät: zugang-sync rollback, oder mit Netz warten. Was fehlt, sagt: zugang-sync status"},
    {"en",
     "For the team: this machine has no content yet. With a network it fetches it by itself. "
     "Without: plug in "
     "the stick with content, then on the machine: zugang-sync import FOLDER. What is missing: "
     "zugang-sync status",
     "For the team: the content of this machine cannot be read. Start it again. If that does not "
     "help, on the "
     "machine: zugang-sync rollback, or wait with a network. What is missing: zugang-sync status"},
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

namespace {

/// At the foot of the page. Gives its upper edge.
float draw_for_team(Canvas& canvas, Tree& tree, const Metrics& m, const Palette& palette,
                    OutOfService why) {
    const float margin = m.px(80);
    const float gap = m.px(60);
    const float width =
        m.landscape ? (m.screen.width - 2 * margin - gap) / 2 : m.screen.width - 2 * margin;
    std::array<content::Language, advice.size()> languages;
    std::array<std::string_view, advice.size()> said;
    std::vector<SetText*> texts;
    float height = 0;
    for (std::size_t i = 0; i < advice.size(); ++i) {
        const Advice& one = advice.at(i);
        said.at(i) = why == OutOfService::FirstStart ? one.first_start : one.broken;
        languages.at(i) = language_of({.tag = one.tag, .rtl = false, .text = {}});
        SetText& text = canvas.set({.text = said.at(i),
                                    .language = &languages.at(i),
                                    .size_px = m.px(24),
                                    .width = width});
        texts.push_back(&text);
        height = m.landscape ? std::max(height, text.layout.height)
                             : height + text.layout.height + m.px(12);
    }
    const float top = m.screen.height - height - m.px(32);
    canvas.fill({margin, top - m.px(16), m.screen.width - 2 * margin, m.px(2)}, palette.line);
    Point at{margin, top};
    for (std::size_t i = 0; i < advice.size(); ++i) {
        SetText& text = *texts.at(i);
        const Rect box{at.x, at.y, width, text.layout.height};
        canvas.text(text, box, palette.ink);
        tree.add({.id = "emergency.team." + std::string(advice.at(i).tag),
                  .role = Role::Text,
                  .label = std::string(said.at(i)),
                  .language = std::string(advice.at(i).tag),
                  .rect = box});
        if (m.landscape) {
            at.x += width + gap;
        } else {
            at.y += text.layout.height + m.px(12);
        }
    }
    return top - m.px(16);
}

/// The number, above `bottom`. Gives its upper edge.
float draw_number(Canvas& canvas, Tree& tree, const Metrics& m, const Palette& palette,
                  float bottom) {
    const content::Language language = language_of({.tag = "de", .rtl = false, .text = {}});
    const float height = m.px(m.landscape ? 84 : 120);
    const Rect box{m.px(80), bottom - height - m.px(24), m.screen.width - 2 * m.px(80), height};
    canvas.fill(box, palette.primary);
    SetText& text = canvas.set({.text = emergency_number,
                                .language = &language,
                                .size_px = m.px(m.landscape ? 44 : 60),
                                .width = box.width});
    const float inset = (box.width - text.layout.width) / 2;
    canvas.text(text,
                {box.x + inset, box.y + (height - text.layout.height) / 2, text.layout.width,
                 text.layout.height},
                palette.on_primary);
    tree.add({.id = "emergency.number",
              .role = Role::Text,
              .label = std::string(emergency_number),
              .language = "de",
              .rect = box});
    return box.y;
}

} // namespace

void draw_emergency_page(Canvas& canvas, Tree& tree, const Metrics& m, OutOfService why) {
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
    const float end =
        draw_number(canvas, tree, m, palette, draw_for_team(canvas, tree, m, palette, why));
    const float step = (end - y - m.px(m.landscape ? 16 : 40)) / rows;
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const Message& message = messages.at(i);
        const content::Language language = language_of(message);
        SetText& text =
            canvas.set({.text = message.text,
                        .language = &language,
                        .size_px = m.px(m.landscape ? (i == 0 ? 36 : 30) : (i == 0 ? 46 : 38)),
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
