#pragma once

#include "kiosk/print/print_queue.hpp"
#include "kiosk/print/slip_composer.hpp"
#include "kiosk/print/slips.hpp"
#include "kiosk/shelf.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace zugang::kiosk::testing {

/// The shipped content, built once by the fixture tour_content.
class Counter {
  public:
    Counter();

    Shelf& shelf() { return *shelf_; }
    SlipComposer& composer() { return *composer_; }
    /// Throws where it cannot be laid out.
    SlipSheet sheet(const Slip& slip, const std::string& paper = "80mm");
    SlipPicture preview(const SlipSheet& sheet, std::size_t page = 0);

  private:
    std::unique_ptr<Shelf> shelf_;
    std::unique_ptr<SlipComposer> composer_;
};

/// An appointment with everything that can stand on a slip.
AppointmentFacts full_appointment(const std::string& language);

/// What a queue tells, for a thread that waits for it.
class Told {
  public:
    std::function<void(const PrintNews&)> listener();
    /// Until the job is so, or over; the state then.
    PrintState wait(PrintJobId job, const std::function<bool(const PrintState&)>& wanted);
    PrintState wait_over(PrintJobId job);
    std::vector<PrintState> all(PrintJobId job) const;

  private:
    struct Heard {
        std::mutex mutex;
        std::condition_variable changed;
        std::map<PrintJobId, std::vector<PrintState>> states;
    };
    std::shared_ptr<Heard> heard_ = std::make_shared<Heard>();
};

/// Patience for a loopback.
PrintQueue::Options options_for(const std::string& address, Told& told,
                                content::PrinterProfile profile = {});

/// A folder of its own that is gone when the test ends.
class Scratch {
  public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);

/// NFKC, without spaces, line ends, marks of direction and soft hyphens: what is left is the text.
std::string bare(const std::string& utf8);

} // namespace zugang::kiosk::testing
