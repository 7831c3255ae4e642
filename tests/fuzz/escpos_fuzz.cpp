#include "kiosk/print/escpos.hpp"

#include <cstdint>

#include "check.hpp"

using namespace zugang::kiosk;

/// What a printer sends, cut by questions: bytes from 0xf1 to 0xf4 ask one, as no answer looks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    escpos::Answers answers;
    std::uint64_t in_order = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (data[i] >= 0xf1 && data[i] <= 0xf4) {
            answers.expect_real_time(data[i] - 0xf0);
            continue;
        }
        const bool answered = answers.answered();
        const escpos::Status before = answers.status();
        answers.take(data[i]);
        const bool confirms = answers.in_order() != in_order;
        zugang::fuzz::require(answers.in_order() - in_order <= 1, "a byte confirms one part");
        zugang::fuzz::require(!confirms || answers.status() == before,
                              "what confirms says nothing else");
        zugang::fuzz::require(!answered || answers.status() == before,
                              "an answer that nobody waits for changes nothing");
        in_order = answers.in_order();
        (void)answers.status().trouble();
    }
    return 0;
}
