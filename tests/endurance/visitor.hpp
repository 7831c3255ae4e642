#pragma once

#include "tests/endurance/fast_terminal.hpp"
#include "tests/endurance/hand.hpp"
#include "tests/endurance/random.hpp"
#include "tests/endurance/traces.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk::testing {

/// Visits as people make them, one after the other: in each language in turn, with chance in what
/// they look at, what they type and how they leave.
class Visitor {
  public:
    /// What came of all visits so far.
    struct Count {
        std::uint64_t visits = 0;
        std::uint64_t by_idle = 0; ///< ended because nobody touched anything
        std::uint64_t searches = 0;
        std::uint64_t spoken = 0; ///< in which something was heard
        std::uint64_t printed = 0;
        std::uint64_t appointments = 0;
        std::uint64_t cancelled = 0;
        std::uint64_t planted = 0; ///< words that only one visit knows
        std::uint64_t taps = 0;
    };

    Visitor(FastTerminal& terminal, std::vector<std::string> languages);

    /// One visit, from the screen of languages to the screen of languages. `number` chooses the
    /// language, `word` is what is planted. Throws std::runtime_error where the terminal does not
    /// do as it must.
    void visit(std::uint64_t number, std::uint64_t word, Chance& chance);

    const Count& count() const { return count_; }

  private:
    void think(Chance& chance);
    bool go(std::string_view id);
    bool go_to_one(std::string_view prefix, Chance& chance);
    void must(bool done, std::string_view what) const;

    void choose_language(std::uint64_t number, Chance& chance);
    void read_article(Chance& chance);
    void browse(Chance& chance);
    void search(std::uint64_t word, Chance& chance);
    void ask_guide(Chance& chance);
    void look_for_places(Chance& chance);
    void look_around(Chance& chance);
    void adjust(Chance& chance);
    void take_along();
    void print();
    void listen(Chance& chance);
    void use_keypad(Chance& chance);
    void use_counter(std::uint64_t word, Chance& chance);
    void leave(Chance& chance);

    FastTerminal& terminal_;
    Hand hand_;
    std::vector<std::string> languages_;
    Count count_;
    bool has_pin_ = false;
};

} // namespace zugang::kiosk::testing
