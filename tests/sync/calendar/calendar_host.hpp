#pragma once

#include "sync/http_lines.hpp"
#include "tests/content/appointments/testing.hpp"
#include "tests/server_process.hpp"

#include <memory>
#include <string>
#include <vector>

namespace zugang::sync::testing {

/// A real calendar server of its own on loopback, with empty collections.
class CalendarHost {
  public:
    enum class Kind { Radicale, Xandikos };

    CalendarHost(Kind kind, const std::vector<std::string>& advisers);

    std::string name() const { return kind_ == Kind::Radicale ? "radicale" : "xandikos"; }
    int port() const { return port_; }
    std::string collection(const std::string& adviser) const;
    /// Radicale asks for a password.
    HttpSettings settings() const;
    void stop() { server_.reset(); }
    void start();

  private:
    Kind kind_;
    int port_;
    content::appointments::testing::Folder folder_;
    std::unique_ptr<zugang::testing::ServerProcess> server_;
};

inline constexpr CalendarHost::Kind both_kinds[] = {CalendarHost::Kind::Radicale,
                                                    CalendarHost::Kind::Xandikos};

/// A proxy in front of it that spoils answers (faults.py). Faults come in the order in which they
/// were asked for, each for one request of the method; "*" for any.
class FaultyLine {
  public:
    explicit FaultyLine(int server_port);

    int port() const { return port_; }
    void spoil(const std::string& method, const std::string& fault);
    int left() const; ///< faults that have not come yet

  private:
    content::appointments::testing::Folder folder_;
    int port_;
    mutable int next_ = 0;
    std::unique_ptr<zugang::testing::ServerProcess> proxy_;
};

} // namespace zugang::sync::testing
