#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string_view>

namespace zugang::fuzz {

/// Takes choices from the front of the bytes; zeros where they have run out.
class Input {
  public:
    Input(const std::uint8_t* data, std::size_t size)
        : rest_(reinterpret_cast<const char*>(data), size) {}

    std::uint8_t byte() {
        if (rest_.empty()) {
            return 0;
        }
        const auto first = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return first;
    }

    template <typename Number>
    Number number() {
        char bytes[sizeof(Number)] = {};
        const std::size_t count = std::min(sizeof(Number), rest_.size());
        std::memcpy(bytes, rest_.data(), count);
        rest_.remove_prefix(count);
        Number result{};
        std::memcpy(&result, bytes, sizeof result);
        return result;
    }

    template <typename Value>
    Value one_of(std::initializer_list<Value> values) {
        return values.begin()[byte() % values.size()];
    }

    bool empty() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
};

} // namespace zugang::fuzz
