#pragma once

#include "kiosk/print/slip_picture.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace zugang::kiosk::testing {

/// A receipt printer that takes ESC/POS as kiosk/print/escpos.hpp writes it, with what may go
/// wrong. As in a real one, DLE EOT is answered when it is received, whatever stands before it in
/// the buffer, and everything else in its turn; without paper it stands still, and takes no more
/// than its buffer holds.
class ReceiptPrinter {
  public:
    struct Behaviour {
        int width_px = 576;
        std::size_t buffer_bytes = 4096;
        /// So many rows of paper are left; -1: a whole roll.
        int paper_rows = -1;
        /// Forgets what is in its buffer when paper runs out.
        bool forgets = false;
        /// Hangs up after so many bytes, once; 0: never.
        std::size_t hang_up_after = 0;
        /// Bytes in a second; 0: as they come.
        std::size_t bytes_per_second = 0;
        bool answers_in_real_time = true;
        bool answers_in_order = true;
        bool cover_open = false;
        bool cutter_jammed = false;
    };

    enum class Line : std::uint8_t { Network, Terminal };

    /// Listens on loopback, or opens a pseudo terminal as a device file. `port`: that of one that
    /// was switched off; 0: a free one.
    explicit ReceiptPrinter(Behaviour behaviour, Line line = Line::Network, int port = 0);
    ~ReceiptPrinter();
    ReceiptPrinter(const ReceiptPrinter&) = delete;
    ReceiptPrinter& operator=(const ReceiptPrinter&) = delete;

    /// For read_print_target.
    std::string address() const;
    int port() const { return port_; }

    void load_paper();
    void close_cover();

    /// What was cut off, in order: whole slips, or what was left of one.
    std::vector<SlipPicture> cut() const;
    /// What stands on the paper that is not cut off yet.
    SlipPicture begun() const;
    /// Bytes that are not ESC/POS as it is written here.
    std::string complaints() const;
    /// When the first byte of a picture came.
    std::chrono::steady_clock::time_point first_byte() const;

    /// Until it is as wanted; false after a minute.
    bool wait_until(const std::function<bool(const ReceiptPrinter&)>& wanted) const;

  private:
    void run();
    void receive();
    void print();
    bool command(); ///< one from the buffer; false: it is not whole, or there is no paper
    void send(std::uint8_t byte);
    std::uint8_t real_time_answer(int n) const;
    bool out_of_paper() const { return behaviour_.paper_rows == 0; }
    bool add_row(const std::uint8_t* bytes, std::size_t count);
    void wake() const;

    Behaviour behaviour_;
    int port_ = 0;
    std::string terminal_;
    int listener_ = -1;
    int line_ = -1;
    int keeps_open_ = -1;
    int wake_ = -1;
    std::string buffer_;
    std::string tail_; ///< the end of what was received, for questions in real time
    std::size_t received_ = 0;
    bool hung_up_ = false;
    std::size_t band_rows_left_ = 0;
    std::size_t band_bytes_ = 0;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<std::uint8_t> rows_;
    int height_ = 0;
    std::vector<SlipPicture> cut_;
    std::string complaints_;
    std::chrono::steady_clock::time_point first_byte_{};
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

} // namespace zugang::kiosk::testing
