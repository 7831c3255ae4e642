#include "tests/print/receipt_printer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

namespace {

std::uint8_t byte_of(char c) {
    return static_cast<std::uint8_t>(c);
}

SlipPicture picture_of(int width, int height, std::vector<std::uint8_t> rows) {
    return {.width = width, .height = height, .bits = std::move(rows)};
}

} // namespace

ReceiptPrinter::ReceiptPrinter(Behaviour behaviour, Line line, int port)
    : behaviour_(behaviour), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (line == Line::Terminal) {
        line_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
        std::array<char, 128> name{};
        if (line_ < 0 || ::grantpt(line_) != 0 || ::unlockpt(line_) != 0 ||
            ::ptsname_r(line_, name.data(), name.size()) != 0) {
            throw std::runtime_error("no pseudo terminal");
        }
        terminal_ = name.data();
        // Kept open, so that it does not hang up between two jobs; bytes as they are.
        keeps_open_ = ::open(terminal_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        termios raw{};
        ::tcgetattr(keeps_open_, &raw);
        ::cfmakeraw(&raw);
        ::tcsetattr(keeps_open_, TCSANOW, &raw);
    } else {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        const int again = 1; // whoever hung up a moment ago still has the port
        ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
        socklen_t size = sizeof address;
        if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
            ::listen(listener_, 4) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
            throw std::runtime_error("no port on loopback");
        }
        port_ = ntohs(address.sin_port);
    }
    thread_ = std::thread([this] { run(); });
}

ReceiptPrinter::~ReceiptPrinter() {
    stop_ = true;
    wake();
    thread_.join();
    for (const int descriptor : {line_, listener_, keeps_open_, wake_}) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }
}

std::string ReceiptPrinter::address() const {
    return terminal_.empty() ? "escpos://127.0.0.1:" + std::to_string(port_)
                             : "escpos:" + terminal_;
}

void ReceiptPrinter::wake() const {
    const std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
}

void ReceiptPrinter::load_paper() {
    {
        const std::lock_guard lock(mutex_);
        behaviour_.paper_rows = -1;
    }
    wake();
}

void ReceiptPrinter::close_cover() {
    {
        const std::lock_guard lock(mutex_);
        behaviour_.cover_open = false;
    }
    wake();
}

std::vector<SlipPicture> ReceiptPrinter::cut() const {
    const std::lock_guard lock(mutex_);
    return cut_;
}

SlipPicture ReceiptPrinter::begun() const {
    const std::lock_guard lock(mutex_);
    return picture_of(behaviour_.width_px, height_, rows_);
}

std::string ReceiptPrinter::complaints() const {
    const std::lock_guard lock(mutex_);
    return complaints_;
}

std::chrono::steady_clock::time_point ReceiptPrinter::first_byte() const {
    const std::lock_guard lock(mutex_);
    return first_byte_;
}

bool ReceiptPrinter::wait_until(const std::function<bool(const ReceiptPrinter&)>& wanted) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!wanted(*this)) {
        std::unique_lock lock(mutex_);
        if (changed_.wait_until(lock, std::min(end, std::chrono::steady_clock::now() +
                                                        std::chrono::milliseconds(200))) ==
                std::cv_status::timeout &&
            std::chrono::steady_clock::now() >= end) {
            return false;
        }
    }
    return true;
}

void ReceiptPrinter::run() {
    while (!stop_) {
        bool room = false;
        {
            const std::lock_guard lock(mutex_);
            room = buffer_.size() < behaviour_.buffer_bytes;
        }
        std::array<pollfd, 3> sources{
            {{.fd = wake_, .events = POLLIN, .revents = 0},
             {.fd = line_ >= 0 ? -1 : listener_, .events = POLLIN, .revents = 0},
             {.fd = room ? line_ : -1, .events = POLLIN, .revents = 0}}};
        (void)::poll(sources.data(), sources.size(), -1);
        if (sources[0].revents != 0) {
            std::uint64_t count = 0;
            (void)!::read(wake_, &count, sizeof count);
        }
        if (sources[1].revents != 0) {
            line_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        }
        if (sources[2].revents != 0) {
            receive();
        }
        print();
        changed_.notify_all();
    }
}

void ReceiptPrinter::receive() {
    std::array<char, 4096> bytes{};
    std::size_t most =
        std::max<std::size_t>(1, std::min(bytes.size(), behaviour_.buffer_bytes - buffer_.size()));
    if (behaviour_.bytes_per_second > 0) {
        most = std::min<std::size_t>(most, behaviour_.bytes_per_second / 50 + 1);
    }
    if (behaviour_.hang_up_after > 0 && !hung_up_) {
        most = std::min(most, behaviour_.hang_up_after - received_);
    }
    const ssize_t got = ::read(line_, bytes.data(), most);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got <= 0) {
        if (terminal_.empty()) {
            ::close(line_);
            line_ = -1;
            buffer_.clear(); // half a command of a line that is gone
            band_rows_left_ = 0;
        }
        return;
    }
    received_ += static_cast<std::size_t>(got);
    if (behaviour_.bytes_per_second > 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    for (ssize_t i = 0; i < got; ++i) {
        const char byte = bytes[static_cast<std::size_t>(i)];
        tail_ += byte;
        if (tail_.size() > 3) {
            tail_.erase(0, 1);
        }
        buffer_ += byte;
        if (tail_.size() == 3 && tail_[0] == '\x10' && tail_[1] == '\x04' && tail_[2] >= 1 &&
            tail_[2] <= 4) {
            // Within a picture, too, as the manual warns; it stays in the buffer either way.
            if (behaviour_.answers_in_real_time) {
                send(real_time_answer(tail_[2]));
            }
            tail_.clear();
        }
    }
    if (behaviour_.hang_up_after > 0 && !hung_up_ && received_ >= behaviour_.hang_up_after) {
        hung_up_ = true;
        print(); // what it has, it still prints
        ::close(line_);
        line_ = -1;
        buffer_.clear();
        band_rows_left_ = 0;
    }
}

std::uint8_t ReceiptPrinter::real_time_answer(int n) const {
    const std::lock_guard lock(mutex_);
    const bool stands = out_of_paper() || behaviour_.cover_open || behaviour_.cutter_jammed;
    unsigned answer = 0x12;
    switch (n) {
    case 1:
        answer |= stands ? 0x08U : 0U;
        break;
    case 2:
        answer |= (behaviour_.cover_open ? 0x04U : 0U) | (out_of_paper() ? 0x20U : 0U) |
                  (behaviour_.cutter_jammed ? 0x40U : 0U);
        break;
    case 3:
        answer |= behaviour_.cutter_jammed ? 0x08U : 0U;
        break;
    default:
        answer |= out_of_paper() ? 0x60U : 0U;
    }
    return static_cast<std::uint8_t>(answer);
}

void ReceiptPrinter::send(std::uint8_t byte) {
    if (line_ >= 0) { // whoever asked may be gone
        (void)!(terminal_.empty() ? ::send(line_, &byte, 1, MSG_NOSIGNAL)
                                  : ::write(line_, &byte, 1));
    }
}

bool ReceiptPrinter::add_row(const std::uint8_t* bytes, std::size_t count) {
    if (out_of_paper()) {
        return false;
    }
    if (behaviour_.paper_rows > 0) {
        --behaviour_.paper_rows;
    }
    const auto row_bytes = static_cast<std::size_t>(behaviour_.width_px) / 8;
    for (std::size_t i = 0; i < row_bytes; ++i) {
        rows_.push_back(i < count ? bytes[i] : 0);
    }
    ++height_;
    return true;
}

void ReceiptPrinter::print() {
    const std::lock_guard lock(mutex_);
    while (!behaviour_.cover_open && !behaviour_.cutter_jammed && command()) {
    }
    if (out_of_paper() && behaviour_.forgets) {
        buffer_.clear();
        band_rows_left_ = 0;
    }
}

bool ReceiptPrinter::command() {
    if (band_rows_left_ > 0) { // a picture is printed row by row
        if (buffer_.size() < band_bytes_) {
            return false;
        }
        if (!add_row(reinterpret_cast<const std::uint8_t*>(buffer_.data()), band_bytes_)) {
            return false;
        }
        buffer_.erase(0, band_bytes_);
        --band_rows_left_;
        return true;
    }
    const auto starts = [this](std::string_view what) { return buffer_.starts_with(what); };
    const auto take = [this](std::size_t count) {
        buffer_.erase(0, count);
        return true;
    };
    if (buffer_.size() < 2) {
        return false;
    }
    if (starts("\x10\x04")) {
        return buffer_.size() >= 3 && take(3);
    }
    if (starts("\x1b@")) {
        return take(2);
    }
    if (buffer_.size() < 3) {
        return false;
    }
    if (starts("\x1b"
               "J")) { // the paper moves a row at a time
        const int dots = byte_of(buffer_[2]);
        for (int i = 0; i < dots; ++i) {
            if (!add_row(nullptr, 0)) {
                buffer_[2] = static_cast<char>(dots - i);
                return false;
            }
        }
        return take(3);
    }
    if (starts("\x1d"
               "V")) {
        cut_.push_back(
            picture_of(behaviour_.width_px, std::exchange(height_, 0), std::exchange(rows_, {})));
        return take(3);
    }
    if (starts("\x1d"
               "a")) {
        return take(3);
    }
    if (starts("\x1d"
               "r")) {
        if (out_of_paper()) {
            return false;
        }
        if (behaviour_.answers_in_order) {
            send(0);
        }
        return take(3);
    }
    if (starts("\x1d"
               "v0")) {
        if (buffer_.size() < 8) {
            return false;
        }
        band_bytes_ = static_cast<std::size_t>(byte_of(buffer_[4]) | (byte_of(buffer_[5]) << 8));
        band_rows_left_ =
            static_cast<std::size_t>(byte_of(buffer_[6]) | (byte_of(buffer_[7]) << 8));
        if (first_byte_ == std::chrono::steady_clock::time_point{}) {
            first_byte_ = std::chrono::steady_clock::now();
        }
        if (band_bytes_ * 8 > static_cast<std::size_t>(behaviour_.width_px) ||
            band_rows_left_ > 255) {
            complaints_ += "a band wider than the head, or too high; ";
        }
        return take(8);
    }
    complaints_ += "not understood: byte " + std::to_string(byte_of(buffer_[0])) + "; ";
    return take(1);
}

} // namespace zugang::kiosk::testing
