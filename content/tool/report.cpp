#include "content/tool/report.hpp"

#include "content/printable.hpp"
#include "content/tool/sarif.hpp"

#include <algorithm>
#include <iterator>
#include <ostream>
#include <tuple>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

std::string_view name(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Advice:
        break;
    }
    return "advice";
}

std::string_view file_of(const Finding& finding) {
    return finding.place.file ? std::string_view(*finding.place.file) : std::string_view();
}

auto within_file(const Finding& finding) {
    return std::tie(finding.place.line, finding.place.column, finding.severity, finding.what,
                    finding.advice);
}

/// Findings of one file mostly share its name.
bool is_of_one_file(const Finding& a, const Finding& b) {
    return a.place.file == b.place.file || file_of(a) == file_of(b);
}

bool is_before(const Finding* a, const Finding* b) {
    return is_of_one_file(*a, *b) ? within_file(*a) < within_file(*b) : file_of(*a) < file_of(*b);
}

bool is_same(const Finding* a, const Finding* b) {
    return is_of_one_file(*a, *b) && within_file(*a) == within_file(*b);
}

} // namespace

void Report::add(Severity severity, const Place& place, std::string what, std::string advice) {
    findings_.push_back({severity, place, std::move(what), std::move(advice), rule_});
}

void Report::add(Finding finding) {
    findings_.push_back(std::move(finding));
}

void Report::add_switch(Switch off) {
    switches_.push_back(std::move(off));
}

void Report::apply_switches() {
    for (const Switch& off : switches_) {
        const std::size_t count = std::erase_if(findings_, [&off](const Finding& finding) {
            return finding.severity != Severity::Error && finding.rule == off.rule &&
                   finding.place.line > off.place.line && finding.place.line <= off.last_line &&
                   finding.place.file_name() == off.place.file_name();
        });
        if (count == 0) {
            add({.severity = Severity::Advice,
                 .place = off.place,
                 .what = "nothing is found here by the rule \"" + off.rule + "\"",
                 .advice = "take this line out; an error cannot be switched off",
                 .rule = "switch"});
        }
    }
    switches_.clear();
}

void Report::error(const Place& place, std::string what, std::string advice) {
    add(Severity::Error, place, std::move(what), std::move(advice));
}

void Report::warning(const Place& place, std::string what, std::string advice) {
    add(Severity::Warning, place, std::move(what), std::move(advice));
}

void Report::advice(const Place& place, std::string what, std::string advice) {
    add(Severity::Advice, place, std::move(what), std::move(advice));
}

void Report::append(Report other) {
    std::ranges::move(other.findings_, std::back_inserter(findings_));
    std::ranges::move(other.switches_, std::back_inserter(switches_));
}

std::size_t Report::count(Severity severity) const {
    return static_cast<std::size_t>(std::ranges::count(findings_, severity, &Finding::severity));
}

std::vector<const Finding*> Report::in_order() const {
    std::vector<const Finding*> findings;
    findings.reserve(findings_.size());
    for (const Finding& finding : findings_) {
        findings.push_back(&finding);
    }
    std::ranges::sort(findings, is_before);
    // clang 14 cannot compile the subrange that std::ranges::unique of libstdc++ 12 returns.
    findings.erase(std::unique(findings.begin(), findings.end(), is_same), findings.end());
    return findings;
}

std::vector<Finding> Report::sorted() const {
    std::vector<Finding> findings;
    for (const Finding* finding : in_order()) {
        findings.push_back(*finding);
    }
    return findings;
}

std::string counts_in_words(std::size_t errors, std::size_t warnings, std::size_t advice) {
    const auto counted = [](std::size_t n, const char* one, const char* many) {
        return std::to_string(n) + " " + (n == 1 ? one : many);
    };
    return counted(errors, "error", "errors") + ", " + counted(warnings, "warning", "warnings") +
           ", " + counted(advice, "piece of advice", "pieces of advice");
}

void print(const Report& report, Format format, std::ostream& out) {
    if (format == Format::Sarif) {
        print_sarif(report, out);
        return;
    }
    if (format == Format::Json) {
        nlohmann::json findings = nlohmann::json::array();
        for (const Finding* finding : report.in_order()) {
            findings.push_back({{"severity", name(finding->severity)},
                                {"file", finding->place.file_name()},
                                {"line", finding->place.line},
                                {"column", finding->place.column},
                                {"rule", finding->rule},
                                {"what", finding->what},
                                {"advice", finding->advice}});
        }
        const nlohmann::json document{{"errors", report.count(Severity::Error)},
                                      {"warnings", report.count(Severity::Warning)},
                                      {"advice", report.count(Severity::Advice)},
                                      {"findings", findings}};
        // Names of files and bad input may hold bytes that are no UTF-8.
        out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
        return;
    }
    for (const Finding* finding : report.in_order()) {
        out << printable(finding->place.file_name()) << ':' << finding->place.line << ':'
            << finding->place.column << ": " << name(finding->severity) << ": "
            << printable(finding->what) << "; " << printable(finding->advice) << " ["
            << finding->rule << "]\n";
    }
}

} // namespace zugang::content::tool
