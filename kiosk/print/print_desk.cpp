#include "kiosk/print/print_desk.hpp"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace zugang::kiosk {

namespace {

constexpr std::size_t remembered = 200; // jobs whose end can still be asked for

} // namespace

/// From the queue's thread to the UI thread: a pipe, so that nobody holds a lock.
struct PrintDesk::News {
    News() {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
            throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
        }
        out = ends[0];
        in = ends[1];
    }
    ~News() {
        ::close(in);
        ::close(out);
    }
    News(const News&) = delete;
    News& operator=(const News&) = delete;

    void put(const PrintNews& news) const { (void)!::write(in, &news, sizeof(news)); }
    std::optional<PrintNews> take() const {
        PrintNews news;
        return ::read(out, &news, sizeof(news)) == sizeof(news) ? std::optional(news)
                                                                : std::nullopt;
    }

    int in = -1;
    int out = -1;
};

PrintDesk::PrintDesk(Options options)
    : options_(std::move(options)), paper_(paper_of(options_.printer, options_.profile)),
      news_(std::make_shared<News>()) {
    if (!enabled()) {
        return;
    }
    queue_ = std::make_unique<PrintQueue>(PrintQueue::Options{
        .target = options_.printer.target,
        .profile = options_.profile,
        .tell =
            [news = news_, wake = options_.wake, log = options_.log,
             said = PrintTrouble::None](const PrintNews& what) mutable {
                // It is asked again and again: the same trouble is one line then.
                const bool known = what.job == 0 && what.state.trouble == said;
                said = what.state.trouble;
                if (log && !known && what.state.trouble != PrintTrouble::None) {
                    log("printer: " + std::string(describe(what.state.trouble)));
                }
                news->put(what);
                if (wake) {
                    wake();
                }
            },
        .give_up = options_.printer.give_up});
}

PrintDesk::~PrintDesk() = default;

bool PrintDesk::enabled() const {
    return options_.printer.enabled();
}

bool PrintDesk::visitor_may_print() const {
    return enabled() && visitor_prints_ < options_.printer.visitor_prints;
}

std::optional<PrintJobId> PrintDesk::print(SlipSheet sheet, PrintFor whom) {
    if (!enabled() || (whom == PrintFor::Visitor && !visitor_may_print())) {
        return std::nullopt;
    }
    const PrintJobId id = next_++;
    if (whom == PrintFor::Visitor) {
        ++visitor_prints_;
        visitors_.push_back(id);
    }
    states_[id] = {};
    while (states_.size() > remembered) {
        states_.erase(states_.begin());
    }
    queue_->print(id, std::move(sheet));
    return id;
}

PrintState PrintDesk::state(PrintJobId job) const {
    const auto found = states_.find(job);
    return found == states_.end() ? PrintState{.stage = PrintStage::Failed} : found->second;
}

void PrintDesk::cancel(PrintJobId job) {
    if (queue_ != nullptr && !state(job).is_over()) {
        queue_->cancel(job);
    }
}

void PrintDesk::ask() {
    if (queue_ != nullptr) {
        queue_->ask();
    }
}

void PrintDesk::begin_visit() {
    for (const PrintJobId job : std::exchange(visitors_, {})) {
        cancel(job);
    }
    visitor_prints_ = 0;
}

bool PrintDesk::take_news() {
    bool changed = false;
    while (const auto news = news_->take()) {
        if (news->job == 0) {
            changed = changed || device_ != news->state.trouble;
            device_ = news->state.trouble;
            continue;
        }
        const auto found = states_.find(news->job);
        if (found != states_.end()) {
            changed = changed || found->second != news->state;
            found->second = news->state;
        }
        if (news->state.stage != PrintStage::Failed) { // a job says how the printer is, too
            device_ = news->state.trouble;
        }
    }
    return changed;
}

} // namespace zugang::kiosk
