#pragma once

#include "content/tool/report.hpp"

#include <iosfwd>

namespace zugang::content::tool {

/// Static Analysis Results Interchange Format 2.1.0, OASIS standard: one run with the rules that
/// found something. Severities are error, warning and note.
void print_sarif(const Report& report, std::ostream& out);

} // namespace zugang::content::tool
