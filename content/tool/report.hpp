#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
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
};

/// Everything that was found in one run.
class Report {
  public:
    void error(const Place& place, std::string what, std::string advice);
    void warning(const Place& place, std::string what, std::string advice);
    void advice(const Place& place, std::string what, std::string advice);
    void add(Severity severity, const Place& place, std::string what, std::string advice);

    /// Everything that another one has found.
    void append(Report other);

    std::size_t count(Severity severity) const;

    /// By file, line and column; each once.
    std::vector<Finding> sorted() const;

  private:
    std::vector<Finding> findings_;
};

enum class Format { Text, Json };

/// Text: "file:line:column: error: what; what to do", one a line.
void print(const Report& report, Format format, std::ostream& out);

} // namespace zugang::content::tool
