#include "kiosk/print/print_queue.hpp"

#include "content/durable_file.hpp"
#include "kiosk/print/slip_pdf.hpp"
#include "kiosk/print/slip_picture.hpp"
#include "kiosk/print/wipe.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <optional>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace zugang::kiosk {

using Clock = std::chrono::steady_clock;

struct PrintQueue::Order {
    enum class Kind : std::uint8_t { Print, Cancel, Ask };
    Kind kind = Kind::Print;
    PrintJobId id = 0;
    SlipSheet sheet{};

    ~Order() { wipe(sheet); }
};

namespace {

struct Waiting {
    PrintJobId id = 0;
    SlipSheet sheet;
    Clock::time_point since = Clock::now();
    bool begun = false;                        ///< ESC/POS
    int number = 0;                            ///< IPP
    bool complete = false;                     ///< IPP
    PrintTrouble trouble = PrintTrouble::None; ///< the last that the printer had with it
    PrintState told{};
};

bool is_same_face(const FontFile& a, const FontFile& b) {
    return a.file == b.file && a.index == b.index && a.family == b.family && a.weight == b.weight &&
           a.italic == b.italic;
}

/// The file a picture of page `index` goes to: "out.png", "out-2.png".
std::filesystem::path page_file(const std::filesystem::path& first, std::size_t index) {
    if (index == 0) {
        return first;
    }
    return first.parent_path() /
           (first.stem().string() + "-" + std::to_string(index + 1) + first.extension().string());
}

} // namespace

/// All that belongs to the queue's thread.
class PrintQueue::Runner {
  public:
    Runner(Options options, int orders, const Interrupt& interrupt)
        : options_(std::move(options)), orders_(orders), interrupt_(interrupt) {}
    ~Runner() {
        for (Waiting& job : jobs_) {
            wipe(job.sheet);
        }
    }
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    void run() {
        while (!interrupt_.raised()) {
            const bool ready = !jobs_.empty() && Clock::now() >= next_;
            if (!take_orders(ready ? std::chrono::milliseconds(0) : time_to_next())) {
                return;
            }
            if (!jobs_.empty() && Clock::now() >= next_) {
                attempt();
            } else if (asked_ && jobs_.empty()) {
                asked_ = false;
                tell({.job = 0, .state = {.trouble = ask()}});
            }
        }
    }

  private:
    std::chrono::milliseconds time_to_next() const {
        if (asked_ && jobs_.empty()) {
            return {};
        }
        return jobs_.empty()
                   ? std::chrono::milliseconds(-1)
                   : std::max(std::chrono::milliseconds(0),
                              std::chrono::ceil<std::chrono::milliseconds>(next_ - Clock::now()));
    }

    /// Waits so long for one (-1: for ever), takes all that are there. false: it is over.
    bool take_orders(std::chrono::milliseconds time) {
        std::array<pollfd, 2> sources{
            {{.fd = interrupt_.descriptor(), .events = POLLIN, .revents = 0},
             {.fd = orders_, .events = POLLIN, .revents = 0}}};
        if (::poll(sources.data(), sources.size(), static_cast<int>(time.count())) < 0 &&
            errno != EINTR) {
            return false;
        }
        if (sources[0].revents != 0) {
            return false;
        }
        Order* raw = nullptr;
        while (::read(orders_, &raw, sizeof(raw)) == sizeof(raw)) {
            const std::unique_ptr<Order> order(raw);
            obey(*order);
        }
        return true;
    }

    void obey(Order& order) {
        switch (order.kind) {
        case Order::Kind::Print:
            jobs_.push_back({.id = order.id, .sheet = std::move(order.sheet)});
            break;
        case Order::Kind::Cancel:
            cancel(order.id);
            break;
        case Order::Kind::Ask:
            asked_ = true;
            break;
        }
    }

    void cancel(PrintJobId id) {
        const auto found = std::ranges::find(jobs_, id, &Waiting::id);
        if (found != jobs_.end() && !found->begun) {
            withdraw(*found);
            tell(
                {.job = id, .state = {.stage = PrintStage::Failed, .trouble = PrintTrouble::None}});
            wipe(found->sheet);
            jobs_.erase(found);
        }
    }

    /// From a printer that has the job.
    void withdraw(Waiting& waiting) {
        if (waiting.number != 0) {
            IppJob job{.sheet = waiting.sheet, .fonts = nullptr, .number = waiting.number};
            cancel_ipp(job, options_.target.path, options_.ipp, interrupt_);
        }
    }

    void attempt() {
        Waiting& job = jobs_.front();
        say(job, {.stage = PrintStage::Sending});
        const PrintOutcome outcome = print(job);
        if (interrupt_.raised()) {
            return;
        }
        switch (outcome.kind) {
        case PrintOutcome::Kind::Printed:
            finish({.stage = PrintStage::Printed});
            break;
        case PrintOutcome::Kind::Failed:
            finish({.stage = PrintStage::Failed, .trouble = outcome.trouble});
            break;
        case PrintOutcome::Kind::Again:
            if (Clock::now() - job.since > options_.give_up) {
                withdraw(job);
                finish({.stage = PrintStage::Failed, .trouble = outcome.trouble});
            } else {
                say(job, {.stage = PrintStage::Waiting, .trouble = outcome.trouble});
                next_ = Clock::now() + options_.pause;
            }
        }
    }

    void finish(PrintState state) {
        say(jobs_.front(), state);
        wipe(jobs_.front().sheet);
        jobs_.pop_front();
        next_ = {};
    }

    void say(Waiting& job, PrintState state) {
        // A trouble that lasts is not told again with every attempt.
        if (state.stage == PrintStage::Sending && job.told.stage == PrintStage::Waiting &&
            job.told.trouble != PrintTrouble::None) {
            return;
        }
        if (job.told != state) {
            job.told = state;
            tell({.job = job.id, .state = state});
        }
    }

    void tell(const PrintNews& news) const { options_.tell(news); }

    // Each slip has a list of its own, which mostly says the same.
    const fonts::FontSet& fonts_of(const SlipSheet& sheet) {
        if (!fonts_ || !std::ranges::equal(*files_, *sheet.fonts, is_same_face)) {
            files_ = sheet.fonts;
            fonts_.emplace(open_fonts(*files_));
        }
        return *fonts_;
    }

    PrintOutcome print(Waiting& waiting) {
        // What the printer waits for while it has the job; nothing: it goes on.
        const auto telling = [this, &waiting](PrintTrouble trouble) {
            say_during(waiting, trouble);
        };
        switch (options_.target.kind) {
        case PrintTarget::Kind::EscPosNetwork:
        case PrintTarget::Kind::EscPosDevice: {
            SlipPicture picture = paint(waiting.sheet.pages.front(), fonts_of(waiting.sheet));
            EscPosJob job{.picture = picture,
                          .profile = options_.profile,
                          .begun = waiting.begun || unfinished_,
                          .deadline = waiting.since + options_.give_up};
            const PrintOutcome outcome =
                print_escpos(job, options_.target, options_.escpos, interrupt_, telling);
            wipe(picture.bits);
            waiting.begun = job.begun;
            unfinished_ = job.begun && outcome.kind != PrintOutcome::Kind::Printed;
            return outcome;
        }
        case PrintTarget::Kind::Ipp: {
            IppJob job{.sheet = waiting.sheet,
                       .fonts = &fonts_of(waiting.sheet),
                       .number = waiting.number,
                       .complete = waiting.complete,
                       .trouble = waiting.trouble,
                       .deadline = waiting.since + options_.give_up};
            const PrintOutcome outcome =
                print_ipp(job, options_.target.path, options_.ipp, interrupt_, telling);
            waiting.number = job.number;
            waiting.complete = job.complete;
            waiting.trouble = job.trouble;
            return outcome;
        }
        case PrintTarget::Kind::PdfFile:
            return write_file(options_.target.path, pdf_of(waiting.sheet, fonts_of(waiting.sheet)));
        case PrintTarget::Kind::PngFile:
            return write_pictures(waiting.sheet);
        case PrintTarget::Kind::None:
            break;
        }
        return {.kind = PrintOutcome::Kind::Failed, .trouble = PrintTrouble::Refused};
    }

    void say_during(Waiting& job, PrintTrouble trouble) {
        const PrintState state{.stage = trouble == PrintTrouble::None ? PrintStage::Sending
                                                                      : PrintStage::Waiting,
                               .trouble = trouble};
        if (job.told != state) {
            job.told = state;
            tell({.job = job.id, .state = state});
        }
    }

    static PrintOutcome write_file(const std::filesystem::path& file, const std::string& bytes) {
        if (!bytes.empty()) {
            try {
                content::write_durably(file, bytes);
                return {};
            } catch (const std::exception&) { // a full disk, a folder that is not there
            }
        }
        return {.kind = PrintOutcome::Kind::Failed, .trouble = PrintTrouble::Refused};
    }

    PrintOutcome write_pictures(const SlipSheet& sheet) {
        for (std::size_t i = 0; i < sheet.pages.size(); ++i) {
            const PrintOutcome outcome = write_file(page_file(options_.target.path, i),
                                                    png_of(paint(sheet.pages[i], fonts_of(sheet))));
            if (outcome.kind != PrintOutcome::Kind::Printed) {
                return outcome;
            }
        }
        return {};
    }

    PrintTrouble ask() {
        switch (options_.target.kind) {
        case PrintTarget::Kind::EscPosNetwork:
        case PrintTarget::Kind::EscPosDevice:
            return ask_escpos(options_.target, options_.profile, options_.escpos, interrupt_);
        case PrintTarget::Kind::Ipp:
            return ask_ipp(options_.target.path, options_.ipp, interrupt_);
        default:
            return PrintTrouble::None;
        }
    }

    Options options_;
    int orders_;
    const Interrupt& interrupt_;
    std::deque<Waiting> jobs_;
    Clock::time_point next_{}; ///< attempt
    bool asked_ = false;
    bool unfinished_ = false; ///< something that is not cut off lies in the receipt printer
    std::shared_ptr<const std::vector<FontFile>> files_;
    std::optional<fonts::FontSet> fonts_;
};

PrintQueue::PrintQueue(Options options) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
    }
    orders_out_ = ends[0];
    orders_in_ = ends[1];
    thread_ = std::jthread([this, options = std::move(options)]() mutable {
        Runner(std::move(options), orders_out_, interrupt_).run();
    });
}

PrintQueue::~PrintQueue() {
    interrupt_.raise();
    thread_.join();
    Order* raw = nullptr;
    while (::read(orders_out_, &raw, sizeof(raw)) == sizeof(raw)) {
        const std::unique_ptr<Order> nobody_reads_it(raw);
    }
    ::close(orders_in_);
    ::close(orders_out_);
}

void PrintQueue::send(std::unique_ptr<Order> order) {
    Order* raw = order.get();
    // The pipe holds thousands of orders; more are not printed.
    if (::write(orders_in_, &raw, sizeof(raw)) == sizeof(raw)) {
        (void)order.release();
    }
}

void PrintQueue::print(PrintJobId id, SlipSheet sheet) {
    auto order = std::make_unique<Order>();
    order->id = id;
    order->sheet = std::move(sheet);
    send(std::move(order));
}

void PrintQueue::cancel(PrintJobId id) {
    auto order = std::make_unique<Order>();
    order->kind = Order::Kind::Cancel;
    order->id = id;
    send(std::move(order));
}

void PrintQueue::ask() {
    auto order = std::make_unique<Order>();
    order->kind = Order::Kind::Ask;
    send(std::move(order));
}

} // namespace zugang::kiosk
