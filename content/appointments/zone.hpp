#pragma once

#include "content/moment.hpp"

#include <memory>
#include <optional>
#include <string>

namespace zugang::content::appointments {

/// A time zone of ICU's data. Rules that a calendar file brings along are never run: a hostile one
/// would take for ever, and a name says the same.
class Zone {
  public:
    static Zone berlin();
    static Zone utc();
    /// "Europe/Berlin", also behind a prefix as "/example.org/20260101/Europe/Berlin", and the
    /// names of Windows ("W. Europe Standard Time").
    static std::optional<Zone> named(const std::string& name);

    /// IANA name
    std::string name() const;

    /// `shown` is what clocks show. A time that the switch passes over is read with the offset
    /// before it (RFC 5545, section 3.3.5), one that comes twice is the first of the two.
    Moment from_local(std::chrono::sys_seconds shown) const;
    std::chrono::sys_seconds to_local(Moment moment) const;

  private:
    struct Rules;
    explicit Zone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
    static std::optional<Zone> exact(const std::string& name);

    std::shared_ptr<const Rules> rules_;
};

} // namespace zugang::content::appointments
