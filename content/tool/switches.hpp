#pragma once

#include "content/tool/report.hpp"
#include "content/tool/text_file.hpp"

namespace zugang::content::tool {

/// Lines "check: off RULE: reason", as comments of TOML or, in an article's text, of HTML: they go
/// into the report. In an article only what stands between the lines "+++" is TOML.
enum class Notation { Toml, Article };

/// The file with spaces in place of such lines.
TextFile take_switches(const TextFile& file, Notation notation, Report& report);

} // namespace zugang::content::tool
