#include "kiosk/print/escpos_printer.hpp"

#include "kiosk/print/connection.hpp"
#include "kiosk/print/escpos.hpp"

#include <algorithm>
#include <string_view>

namespace zugang::kiosk {

namespace {

using Clock = std::chrono::steady_clock;
using content::PrinterAnswers;

class Dialogue {
  public:
    Dialogue(Connection& line, const content::PrinterProfile& profile,
             const EscPosPatience& patience, const Interrupt& interrupt,
             Clock::time_point deadline = Clock::time_point::max())
        : line_(line), profile_(profile), patience_(patience), interrupt_(interrupt),
          deadline_(deadline) {}

    bool over() const { return line_.broken() || interrupted_; }
    const escpos::Answers& answers() const { return answers_; }

    /// false: the line broke or takes nothing more.
    bool send(std::string_view bytes) {
        auto last = Clock::now();
        while (!bytes.empty() && !over()) {
            const std::size_t taken = line_.write(bytes);
            bytes.remove_prefix(taken);
            if (taken > 0) {
                last = Clock::now();
            } else if (Clock::now() - last > patience_.progress) {
                return false;
            } else {
                wait(WaitFor::ReadOrWrite, patience_.silence);
            }
        }
        return bytes.empty();
    }

    /// How it is; no value where it does not say so.
    std::optional<PrintTrouble> ask() {
        for (int n = 1; n <= 4; ++n) {
            if (!send(escpos::ask_in_real_time(n))) {
                return std::nullopt;
            }
            answers_.expect_real_time(n);
            const auto end = Clock::now() + patience_.answer;
            while (!answers_.answered() && !over()) {
                const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
                if (left.count() <= 0) {
                    return std::nullopt;
                }
                wait(WaitFor::Read, left);
            }
            if (over()) {
                return std::nullopt;
            }
        }
        return answers_.status().trouble();
    }

    /// Reads what comes, at most this long.
    void wait(WaitFor what, std::chrono::milliseconds time) {
        const Ready ready = wait_for(line_.descriptor(), what, time, interrupt_);
        if (ready == Ready::Interrupted) {
            interrupted_ = true;
        } else if (ready == Ready::Read || ready == Ready::Both) {
            const auto bytes = line_.read();
            for (const std::uint8_t byte : bytes) {
                answers_.take(byte);
            }
            if (bytes.empty() && !line_.broken()) { // a device that reads as ended all the time
                (void)wait_for(-1, WaitFor::Read, std::min(time, std::chrono::milliseconds(20)),
                               interrupt_);
            }
        }
    }

    /// Waits until so many parts are confirmed; while they are not, it is asked why. false: that
    /// will not happen.
    bool confirm(std::uint64_t wanted, const std::function<void(PrintTrouble)>& tell) {
        auto calm_since = Clock::now();
        PrintTrouble told = PrintTrouble::None;
        while (answers_.in_order() < wanted && !over()) {
            const auto before = answers_.in_order();
            wait(WaitFor::Read, patience_.silence);
            if (answers_.in_order() > before) {
                calm_since = Clock::now();
                continue;
            }
            if (answers_.in_order() >= wanted || over()) {
                break;
            }
            if (Clock::now() - asked_ < patience_.silence) {
                continue;
            }
            const auto trouble = ask();
            asked_ = Clock::now();
            if (trouble.value_or(PrintTrouble::Offline) != PrintTrouble::None) {
                lost_data_ =
                    lost_data_ || (!profile_.keeps_data && trouble == PrintTrouble::PaperOut);
                calm_since = Clock::now();
            }
            const PrintTrouble now = trouble.value_or(PrintTrouble::Offline);
            if (now != told) {
                told = now;
                tell(now);
            }
            trouble_ = now;
            if (Clock::now() > deadline_) {
                return false;
            }
            if (now == PrintTrouble::None &&
                (lost_data_ || Clock::now() - calm_since > patience_.progress)) {
                return false; // it is well and has forgotten what it was sent
            }
        }
        return answers_.in_order() >= wanted;
    }

    /// Waits until it says that nothing is wrong.
    bool become_ready(const std::function<void(PrintTrouble)>& tell) {
        PrintTrouble told = PrintTrouble::None;
        while (!over()) {
            const auto trouble = ask();
            if (over()) {
                return false;
            }
            const PrintTrouble now = trouble.value_or(PrintTrouble::Offline);
            trouble_ = now;
            if (now == PrintTrouble::None) {
                return !lost_data_;
            }
            if (Clock::now() > deadline_) {
                return false;
            }
            lost_data_ = lost_data_ || (!profile_.keeps_data && now == PrintTrouble::PaperOut);
            if (now != told) {
                told = now;
                tell(now);
            }
            wait(WaitFor::Read, patience_.silence);
        }
        return false;
    }

    /// Why it does not go on; Offline where the line is gone.
    PrintTrouble trouble() const {
        return over() || trouble_ == PrintTrouble::None ? PrintTrouble::Offline : trouble_;
    }

  private:
    Connection& line_;
    const content::PrinterProfile& profile_;
    const EscPosPatience& patience_;
    const Interrupt& interrupt_;
    Clock::time_point deadline_;
    PrintTrouble trouble_ = PrintTrouble::None;
    escpos::Answers answers_;
    Clock::time_point asked_{};
    bool interrupted_ = false;
    bool lost_data_ = false;
};

PrintOutcome again(PrintTrouble trouble) {
    return {.kind = PrintOutcome::Kind::Again, .trouble = trouble};
}

constexpr PrintOutcome unclear{.kind = PrintOutcome::Kind::Failed,
                               .trouble = PrintTrouble::Unclear};

} // namespace

PrintOutcome print_escpos(EscPosJob& job, const PrintTarget& target, const EscPosPatience& patience,
                          const Interrupt& interrupt,
                          const std::function<void(PrintTrouble)>& tell) {
    Connection line;
    if (!line.open(target, patience.connect, interrupt)) {
        return again(PrintTrouble::Offline);
    }
    Dialogue dialogue(line, job.profile, patience, interrupt, job.deadline);
    const PrinterAnswers answers = job.profile.answers;
    (void)dialogue.send(escpos::without_reports());
    if (answers != PrinterAnswers::Nothing) {
        const auto trouble = dialogue.ask();
        if (trouble != PrintTrouble::None) {
            return again(trouble.value_or(PrintTrouble::Offline));
        }
    }
    const escpos::Commands commands = escpos::commands_of(
        job.picture, job.profile, job.begun ? escpos::Attempt::Again : escpos::Attempt::First);
    // All but the last part: at most two on their way.
    const std::uint64_t before = dialogue.answers().in_order();
    const std::size_t last = commands.parts.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        job.begun = true;
        std::string part = commands.parts[i];
        if (answers == PrinterAnswers::InOrder) {
            part += escpos::ask_in_order();
        }
        if (!dialogue.send(part) ||
            (answers == PrinterAnswers::InOrder && !dialogue.confirm(before + i, tell))) {
            return again(dialogue.trouble());
        }
    }
    if ((answers == PrinterAnswers::InOrder && !dialogue.confirm(before + last, tell)) ||
        (answers == PrinterAnswers::RealTime && !dialogue.become_ready(tell))) {
        return again(dialogue.trouble());
    }
    if (dialogue.over()) {
        return again(PrintTrouble::Offline);
    }
    job.begun = true;
    std::string part = commands.parts[last];
    if (answers == PrinterAnswers::InOrder) {
        part += escpos::ask_in_order();
    }
    if (!dialogue.send(part)) {
        return unclear;
    }
    switch (answers) {
    case PrinterAnswers::InOrder:
        return dialogue.confirm(before + last + 1, tell) ? PrintOutcome{} : unclear;
    case PrinterAnswers::RealTime:
        return dialogue.become_ready(tell) ? PrintOutcome{} : unclear;
    case PrinterAnswers::Nothing:
        break;
    }
    return {};
}

PrintTrouble ask_escpos(const PrintTarget& target, const content::PrinterProfile& profile,
                        const EscPosPatience& patience, const Interrupt& interrupt) {
    Connection line;
    if (!line.open(target, patience.connect, interrupt)) {
        return PrintTrouble::Offline;
    }
    if (profile.answers == PrinterAnswers::Nothing) {
        return PrintTrouble::None;
    }
    Dialogue dialogue(line, profile, patience, interrupt);
    return dialogue.ask().value_or(PrintTrouble::Offline);
}

} // namespace zugang::kiosk
