#pragma once
#include <string>
#include <string_view>
namespace zugang::kiosk {
class Typing {
  public:
    const std::string& text() const { return text_; }
    void type(std::string_view key) { text_ += key; }
    void backspace() {
        while (!text_.empty() && (static_cast<unsigned char>(text_.back()) & 0xC0U) == 0x80U) {
            text_.pop_back();
        }
        if (!text_.empty()) {
            text_.pop_back();
        }
    }
    void clear() { text_.clear(); }
    void replace(std::string_view text) { text_ = text; }

  private:
    std::string text_;
};
} // namespace zugang::kiosk
