#include "kiosk/print/slip_press.hpp"

#include "content/printer_profile.hpp"
#include "kiosk/print/slip_composer.hpp"

#include <chrono>
#include <thread>
#include <utility>

namespace zugang::kiosk {

SlipPress::SlipPress(PrinterSettings settings, std::function<void()> wake,
                     std::function<void(const std::string&)> log)
    : settings_(std::move(settings)), wake_(std::move(wake)), log_(std::move(log)) {
}

SlipPress::~SlipPress() = default;

PrintDesk& SlipPress::desk(Shelf& shelf) {
    if (!desk_) {
        desk_ = std::make_unique<PrintDesk>(PrintDesk::Options{
            .printer = settings_,
            .profile = content::find_printer_profile(shelf.database(), settings_.profile)
                           .value_or(content::PrinterProfile{}),
            .wake = wake_,
            .log = log_});
    }
    return *desk_;
}

bool SlipPress::visitor_may_print() const {
    return offers_visitors() && (!desk_ || desk_->visitor_may_print());
}

void SlipPress::discard() {
    preview_.reset();
    if (last_.is_over()) {
        job_.reset();
        last_ = {};
    }
}

bool SlipPress::lay_out(const Slip& slip, Shelf& shelf) {
    const bool zoomed = preview_ && preview_->zoomed();
    preview_.reset();
    SlipComposer composer(shelf);
    auto sheet = composer.compose(slip, desk(shelf).paper());
    if (!sheet) {
        log_("a slip cannot be printed: " + std::string(describe(sheet.error())));
        return false;
    }
    preview_ = std::make_unique<SlipPreview>(std::move(*sheet), composer.fonts(), ++revision_);
    preview_->zoom(zoomed);
    return true;
}

bool SlipPress::print(PrintFor whom, Shelf& shelf) {
    if (!preview_ || !enabled()) {
        return false;
    }
    const auto job = desk(shelf).print(preview_->sheet(), whom);
    if (!job) {
        return false;
    }
    job_ = job;
    given_ = job;
    last_ = {};
    return true;
}

void SlipPress::ask(Shelf& shelf) {
    if (enabled()) {
        desk(shelf).ask();
    }
}

void SlipPress::begin_visit() {
    discard();
    if (desk_) {
        desk_->begin_visit();
    }
    job_.reset();
    last_ = {};
}

std::optional<std::string> SlipPress::take_news() {
    if (!desk_ || !desk_->take_news() || !job_) {
        return std::nullopt;
    }
    const PrintState state = desk_->state(*job_);
    if (state == last_) {
        return std::nullopt;
    }
    last_ = state;
    return std::string(print_message(state));
}

std::string_view SlipPress::message() const {
    return job_ ? print_message(last_) : std::string_view();
}

void SlipPress::finish() {
    constexpr std::chrono::milliseconds step(5);
    for (int i = 0; i < 1000 && desk_ && given_ && !desk_->state(*given_).is_over(); ++i) {
        std::this_thread::sleep_for(step);
        desk_->take_news();
    }
}

} // namespace zugang::kiosk
