#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace zugang::content::tool {

/// Where something stands in the source. Line and column count from 1, columns in characters.
struct Place {
    std::shared_ptr<const std::string> file;
    int line = 1;
    int column = 1;

    std::string file_name() const { return file ? *file : std::string{}; }
};

enum class Severity { Error, Warning, Advice };

struct Finding {
    Severity severity = Severity::Error;
    Place place;
    std::string what;   ///< what is wrong
    std::string advice; ///< what to do
    std::string rule;   ///< id of a row of rules.hpp
};

/// "check: off RULE: reason" in a line of its own: warnings and advice by that rule are not wanted
/// in the lines below, up to the next empty one.
struct Switch {
    Place place;
    int last_line = 0;
    std::string rule;
};

/// Everything that was found in one run.
class Report {
  public:
    Report() = default;
    /// `rule`: what is found is by this one, unless it says otherwise.
    explicit Report(std::string rule) : rule_(std::move(rule)) {}

    void error(const Place& place, std::string what, std::string advice);
    void warning(const Place& place, std::string what, std::string advice);
    void advice(const Place& place, std::string what, std::string advice);
    void add(Severity severity, const Place& place, std::string what, std::string advice);
    void add(Finding finding);

    /// Everything that another one has found.
    void append(Report other);

    void add_switch(Switch off);
    /// Takes out what is switched off; advice for each switch that takes out nothing.
    void apply_switches();

    std::size_t count(Severity severity) const;

    /// By file, line and column; each once. As long as the report is not changed.
    std::vector<const Finding*> in_order() const;
    std::vector<Finding> sorted() const;

  private:
    std::string rule_ = "form";
    std::vector<Finding> findings_;
    std::vector<Switch> switches_;
};

/// "0 errors, 1 warning, 2 pieces of advice"
std::string counts_in_words(std::size_t errors, std::size_t warnings, std::size_t advice);

enum class Format { Text, Json, Sarif };

/// Text: "file:line:column: error: what; what to do [rule]", one a line. Sarif: SARIF 2.1.0
/// (OASIS), which editors and the hosts of git repositories show at the lines; files relative to
/// the folder that the program runs in.
void print(const Report& report, Format format, std::ostream& out);

} // namespace zugang::content::tool
