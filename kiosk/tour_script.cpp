#include "kiosk/tour_script.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace zugang::kiosk {

namespace {

struct Word {
    std::string text;
    bool quoted = false;
};

struct Form {
    std::string_view name;
    Step::Kind kind;
    bool target;         ///< an id or a label first
    std::size_t numbers; ///< then so many numbers
};

using Kind = Step::Kind;
constexpr std::array<Form, 14> forms{{{"tap", Kind::Tap, true, 0},
                                      {"hold", Kind::Hold, true, 1},
                                      {"scroll", Kind::Scroll, false, 1},
                                      {"drag", Kind::Drag, false, 4},
                                      {"type", Kind::Type, true, 0},
                                      {"key", Kind::Key, true, 0},
                                      {"wait", Kind::Wait, false, 1},
                                      {"size", Kind::Size, false, 2},
                                      {"shot", Kind::Shot, true, 0},
                                      {"tree", Kind::Tree, true, 0},
                                      {"expect", Kind::Expect, true, 0},
                                      {"refuse", Kind::Refuse, true, 0},
                                      {"headphones", Kind::Headphones, true, 0},
                                      {"heard", Kind::Heard, true, 0}}};

// No value: a quote that is not closed.
std::optional<std::vector<Word>> split(std::string_view line) {
    std::vector<Word> words;
    std::size_t at = 0;
    while (true) {
        at = line.find_first_not_of(" \t\r", at);
        if (at == std::string_view::npos || line[at] == '#') {
            return words;
        }
        if (line[at] == '"') {
            const std::size_t end = line.find('"', at + 1);
            if (end == std::string_view::npos) {
                return std::nullopt;
            }
            words.push_back({std::string(line.substr(at + 1, end - at - 1)), true});
            at = end + 1;
        } else {
            const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
            words.push_back({std::string(line.substr(at, end - at)), false});
            at = end;
        }
    }
}

std::optional<int> number(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

tl::expected<Step, TourError> parse_step(const std::vector<Word>& words, std::size_t line) {
    const auto form = std::ranges::find(forms, words.front().text, &Form::name);
    if (form == forms.end()) {
        return tl::unexpected(
            TourError{line, "unknown step \"" + words.front().text +
                                "\"; steps are tap hold scroll drag type key wait "
                                "size shot tree expect refuse headphones heard"});
    }
    const std::size_t wanted = 1 + (form->target ? 1U : 0U) + form->numbers;
    if (words.size() != wanted) {
        return tl::unexpected(
            TourError{line, std::string(form->name) + " takes " + std::to_string(wanted - 1) +
                                " arguments, here are " + std::to_string(words.size() - 1)});
    }
    Step step{.kind = form->kind, .line = line};
    std::size_t next = 1;
    if (form->target) {
        step.target = {.text = words[1].text, .is_label = words[1].quoted};
        next = 2;
    }
    for (; next < words.size(); ++next) {
        const auto value = number(words[next].text);
        if (!value) {
            return tl::unexpected(
                TourError{line, "\"" + words[next].text + "\" is no whole number"});
        }
        step.numbers.push_back(*value);
    }
    const auto least = step.kind == Kind::Size ? 1 : 0;
    const bool signless =
        step.kind == Kind::Size || step.kind == Kind::Wait || step.kind == Kind::Hold;
    if (signless && std::ranges::any_of(step.numbers, [&](int n) { return n < least; })) {
        return tl::unexpected(TourError{line, std::string(form->name) + " takes no number below " +
                                                  std::to_string(least)});
    }
    if (form->target && step.kind != Kind::Type && step.target.text.empty()) {
        return tl::unexpected(
            TourError{line, std::string(form->name) + " wants an id or a label, not an empty one"});
    }
    if (step.kind == Kind::Headphones && step.target.text != "in" && step.target.text != "out") {
        return tl::unexpected(TourError{line, "headphones are in or out"});
    }
    const bool file = step.kind == Kind::Shot || step.kind == Kind::Tree;
    if (file && (step.target.text.empty() || step.target.text.find('/') != std::string::npos)) {
        return tl::unexpected(TourError{line, "a name without / is wanted"});
    }
    return step;
}

} // namespace

tl::expected<std::vector<Step>, TourError> parse_tour(std::string_view text) {
    std::vector<Step> steps;
    std::size_t line = 0;
    while (!text.empty()) {
        ++line;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view source = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto words = split(source);
        if (!words) {
            return tl::unexpected(TourError{line, "a double quote is not closed"});
        }
        if (words->empty()) {
            continue;
        }
        auto step = parse_step(*words, line);
        if (!step) {
            return tl::unexpected(step.error());
        }
        step->source = source;
        steps.push_back(std::move(*step));
    }
    return steps;
}

} // namespace zugang::kiosk
