#pragma once

#include "tests/print/slips_testing.hpp"
#include "tests/server_process.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zugang::kiosk::testing {

/// A message bus of its own: ippeveprinter wants one, and finds it by the environment.
class MessageBus {
  public:
    MessageBus();
    ~MessageBus();
    MessageBus(const MessageBus&) = delete;
    MessageBus& operator=(const MessageBus&) = delete;

  private:
    int process_ = 0;
};

/// A printer that speaks IPP: ippeveprinter of CUPS on a port of its own. What it prints lies in
/// printed(), in order. While the file "no-paper" lies in its folder, paper runs out with the next
/// job; while "hold" does, it does not come to an end with one; "refuse": it gives up one job and
/// says nothing.
class IppPrinter {
  public:
    explicit IppPrinter(const std::string& formats = "application/pdf", int port = 0);

    /// For read_print_target.
    std::string address() const;
    int port() const { return port_; }
    void set(const char* state);   ///< makes the file
    void clear(const char* state); ///< removes it
    /// As somebody would by the printer's own web page.
    void load_paper();
    std::vector<std::string> printed() const;

  private:
    MessageBus bus_;
    Scratch folder_;
    int port_ = 0;
    std::optional<zugang::testing::ServerProcess> process_;
};

} // namespace zugang::kiosk::testing
