#pragma once

#include "content/terminal_status.hpp"
#include "content/update_status.hpp"
#include "sync/fetch.hpp"
#include "sync/terminal/update.hpp"

#include <string>

namespace zugang::sync {

/// One line for people: how a run ended, and what went over the line.
std::string describe(const RunResult& result, const Traffic& traffic);

/// The same for programs: an object with ending, state, requests, body_bytes, head_bytes, and where
/// they are there problem (reason, text) and waiting_bytes.
std::string as_json(const RunResult& result, const Traffic& traffic);

/// A few lines for people. `now` decides what has expired.
std::string describe(const content::UpdateStatus& status, Moment now);

/// Printer and speech in words, a line each; nothing for what the terminal does not have.
std::string describe(const content::TerminalStatus& terminal);

/// "12.3 MB"
std::string describe_bytes(std::uint64_t bytes);

} // namespace zugang::sync
