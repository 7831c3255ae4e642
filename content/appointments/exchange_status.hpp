#pragma once

#include "content/moment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::appointments {

/// calendar/exchange.json, written by zugang-sync after each exchange.
struct ExchangeStatus {
    Moment tried{};
    std::optional<Moment> reached; ///< when all calendars last answered
    int waiting = 0;               ///< appointments that no calendar has answered for
    std::vector<std::string> problems;

    bool operator==(const ExchangeStatus&) const = default;
};

std::string write_exchange_status(const ExchangeStatus& status);

/// No value for anything else.
std::optional<ExchangeStatus> read_exchange_status(std::string_view json);

} // namespace zugang::content::appointments
