#include "content/tool/written_hours.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace zugang::content::tool {
namespace {

using std::chrono::minutes;

constexpr std::array<std::string_view, 7> day_names{"Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"};

using Week = std::array<std::vector<OpenSpan>, 7>;

std::string clock(minutes time) {
    const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(time.count() / 60) + ":" + two(time.count() % 60);
}

std::string spans_text(const std::vector<OpenSpan>& spans) {
    std::string text;
    for (const OpenSpan& span : spans) {
        text += (text.empty() ? "" : ",") + clock(span.from) + "-" + clock(span.until);
    }
    return text;
}

/// "Mo-Mi,Fr"
std::string days_text(const std::array<bool, 7>& days) {
    std::string text;
    for (std::size_t first = 0; first < days.size(); ++first) {
        if (!days.at(first)) {
            continue;
        }
        std::size_t last = first;
        while (last + 1 < days.size() && days.at(last + 1)) {
            ++last;
        }
        text += (text.empty() ? "" : ",") + std::string(day_names.at(first));
        if (last > first) {
            text += (last == first + 1 ? "," : "-") + std::string(day_names.at(last));
        }
        first = last;
    }
    return text;
}

/// What a writer of hours says, a word at a time.
struct Token {
    enum class Kind { Day, Time, To, Other, End };
    Kind kind = Kind::End;
    std::size_t day = 0;
    minutes time{};
};

class Words {
  public:
    explicit Words(std::string_view text) : text_(text) {}

    Token next() {
        while (!text_.empty()) {
            if (skip_separators()) {
                continue;
            }
            if (text_.front() >= '0' && text_.front() <= '9') {
                return time();
            }
            return word();
        }
        return {};
    }

  private:
    static constexpr std::array<std::string_view, 4> dashes{"-", "\u2013", "\u2014", "\u2212"};

    bool take(std::string_view start) {
        if (!text_.starts_with(start)) {
            return false;
        }
        text_.remove_prefix(start.size());
        return true;
    }

    /// Between days and times they say nothing that the order does not.
    bool skip_separators() {
        for (const std::string_view separator : {" ", "\n", ",", ";", ":", "|", "/", "&", "+"}) {
            if (take(separator)) {
                return true;
            }
        }
        return false;
    }

    std::optional<int> number() {
        int value = 0;
        const char* end = text_.data() + text_.size();
        const auto [rest, error] = std::from_chars(text_.data(), end, value);
        if (error != std::errc() || rest - text_.data() > 2) {
            return std::nullopt;
        }
        text_.remove_prefix(static_cast<std::size_t>(rest - text_.data()));
        return value;
    }

    Token time() {
        const auto hour = number();
        int minute = 0;
        if (hour && text_.size() >= 3 && (text_[0] == ':' || text_[0] == '.') && text_[1] >= '0' &&
            text_[1] <= '9') {
            text_.remove_prefix(1);
            const std::size_t before = text_.size();
            const auto part = number();
            if (!part || before - text_.size() != 2) {
                return {.kind = Token::Kind::Other};
            }
            minute = *part;
        }
        if (!hour || *hour > 24 || minute > 59 || *hour * 60 + minute > 24 * 60) {
            return {.kind = Token::Kind::Other};
        }
        return {.kind = Token::Kind::Time, .time = minutes(*hour * 60 + minute)};
    }

    Token word() {
        for (const std::string_view dash : dashes) {
            if (take(dash)) {
                return {.kind = Token::Kind::To};
            }
        }
        std::string letters;
        while (!text_.empty() && is_letter(text_.front()) && !begins_with_dash()) {
            const char c = text_.front();
            letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            text_.remove_prefix(1);
        }
        (void)take("."); // of a short form
        if (letters == "bis") {
            return {.kind = Token::Kind::To};
        }
        if (letters == "uhr" || letters == "und" || letters == "u" || letters == "sowie" ||
            letters == "von" || letters == "h" || letters == "jeweils") {
            return next();
        }
        const auto day = day_of(letters);
        return day ? Token{.kind = Token::Kind::Day, .day = *day}
                   : Token{.kind = Token::Kind::Other};
    }

    bool begins_with_dash() const {
        return std::ranges::any_of(
            dashes, [this](std::string_view dash) { return text_.starts_with(dash); });
    }

    static bool is_letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) > 127;
    }

    static std::optional<std::size_t> day_of(std::string_view word) {
        constexpr std::array<std::string_view, 7> names{
            "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"};
        if (word.ends_with("s") && word.size() > 4) {
            word.remove_suffix(1); // montags
        }
        if (word == "sonnabend") {
            return 5;
        }
        for (std::size_t day = 0; day < names.size(); ++day) {
            if (word == names.at(day) || word == names.at(day).substr(0, 2) ||
                word == names.at(day).substr(0, 3)) {
                return day;
            }
        }
        return std::nullopt;
    }

    std::string_view text_;
};

/// Days, then the times of all of them, and again.
class Reader {
  public:
    explicit Reader(std::string_view text) : words_(text) { step(); }

    std::optional<Week> read() {
        while (token_.kind == Token::Kind::Day) {
            const auto days = read_days();
            if (!days || token_.kind != Token::Kind::Time) {
                return std::nullopt;
            }
            while (token_.kind == Token::Kind::Time) {
                const auto span = read_span();
                if (!span) {
                    return std::nullopt;
                }
                for (const std::size_t day : *days) {
                    week_.at(day).push_back(*span);
                }
            }
        }
        if (token_.kind != Token::Kind::End) {
            return std::nullopt;
        }
        for (auto& spans : week_) {
            std::ranges::sort(spans, {}, &OpenSpan::from);
        }
        return week_;
    }

  private:
    void step() { token_ = words_.next(); }

    std::optional<std::vector<std::size_t>> read_days() {
        std::vector<std::size_t> days;
        while (token_.kind == Token::Kind::Day) {
            const std::size_t first = token_.day;
            std::size_t last = first;
            step();
            if (token_.kind == Token::Kind::To) {
                step();
                if (token_.kind != Token::Kind::Day || token_.day < first) {
                    return std::nullopt;
                }
                last = token_.day;
                step();
            }
            for (std::size_t day = first; day <= last; ++day) {
                days.push_back(day);
            }
        }
        return days;
    }

    std::optional<OpenSpan> read_span() {
        OpenSpan span{.from = token_.time};
        step();
        if (token_.kind != Token::Kind::To) {
            return std::nullopt;
        }
        step();
        if (token_.kind != Token::Kind::Time) {
            return std::nullopt;
        }
        span.until = token_.time;
        step();
        return span;
    }

    Words words_;
    Token token_;
    Week week_{};
};

} // namespace

std::string hours_text(const Week& week) {
    std::string text;
    std::array<bool, 7> said{};
    for (std::size_t day = 0; day < week.size(); ++day) {
        const std::string spans = spans_text(week.at(day));
        if (said.at(day) || spans.empty()) {
            continue;
        }
        std::array<bool, 7> alike{};
        for (std::size_t other = day; other < week.size(); ++other) {
            alike.at(other) = spans_text(week.at(other)) == spans;
            said.at(other) = said.at(other) || alike.at(other);
        }
        text += (text.empty() ? "" : "; ") + days_text(alike) + " " + spans;
    }
    return text;
}

std::optional<std::string> read_written_hours(std::string_view utf8) {
    if (parse_opening_hours(utf8)) {
        return std::string(utf8);
    }
    const auto week = Reader(utf8).read();
    std::string text = week ? hours_text(*week) : std::string{};
    return parse_opening_hours(text) ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace zugang::content::tool
