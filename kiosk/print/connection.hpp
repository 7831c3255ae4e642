#pragma once

#include "kiosk/print/interrupt.hpp"
#include "kiosk/print/print_target.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// A line to a receipt printer: a TCP connection or a device file. Never waits but in wait().
class Connection {
  public:
    Connection() = default;
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// false: it cannot be reached in this time.
    [[nodiscard]] bool open(const PrintTarget& target, std::chrono::milliseconds patience,
                            const Interrupt& interrupt);

    bool broken() const { return broken_; }
    int descriptor() const { return descriptor_; }

    /// How much of it was taken; 0 where the line is full or broken.
    std::size_t write(std::string_view bytes);
    /// What has come.
    std::vector<std::uint8_t> read();

  private:
    bool connect(const PrintTarget& target, std::chrono::milliseconds patience,
                 const Interrupt& interrupt);

    int descriptor_ = -1;
    bool is_device_ = false;
    bool broken_ = false;
};

} // namespace zugang::kiosk
