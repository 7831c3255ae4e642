#include "kiosk/print/escpos.hpp"

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;

namespace {

SlipPicture striped(int width, int height) {
    SlipPicture picture{.width = width, .height = height, .bits = {}};
    picture.bits.resize(picture.row_bytes() * static_cast<std::size_t>(height));
    for (std::size_t i = 0; i < picture.bits.size(); ++i) {
        picture.bits[i] = static_cast<std::uint8_t>(i * 37);
    }
    return picture;
}

escpos::Status status_after(std::initializer_list<std::pair<int, int>> answers) {
    escpos::Answers all;
    for (const auto& [question, byte] : answers) {
        all.expect_real_time(question);
        all.take(static_cast<std::uint8_t>(byte));
        CHECK(all.answered());
    }
    return all.status();
}

} // namespace

TEST_CASE("a slip is commands in small parts, of which only the last one cuts") {
    const content::PrinterProfile profile{.id = "80mm", .name = {}};
    const auto commands = escpos::commands_of(striped(576, 500), profile, escpos::Attempt::First);
    CHECK(commands.parts.size() > 10);
    std::string all;
    for (const std::string& part : commands.parts) {
        CHECK(part.size() < 2000);
        all += part;
    }
    CHECK(all.starts_with("\x1b@"));
    const std::string cut{'\x1d', 'V', '\1'};
    CHECK(all.find(cut) == all.size() - cut.size());
    CHECK(commands.parts.back().ends_with(cut));
}

TEST_CASE("a printer without a cutter is sent none") {
    const content::PrinterProfile profile{
        .id = "58mm", .name = {}, .width_px = 384, .cutter = content::PrinterCutter::None};
    const auto commands = escpos::commands_of(striped(384, 20), profile, escpos::Attempt::Again);
    CHECK(commands.parts.size() == 1);
    CHECK(commands.parts.back().find("\x1dV") == std::string::npos);
}

TEST_CASE("a second attempt first cuts off what lies in the printer") {
    const content::PrinterProfile profile{.id = "80mm", .name = {}};
    const auto commands = escpos::commands_of(striped(576, 20), profile, escpos::Attempt::Again);
    const std::string& part = commands.parts.front();
    CHECK(part.find("\x1dV") < part.find("\x1dv0"));
}

TEST_CASE("answers in real time say what is wrong") {
    CHECK(status_after({{1, 0x12}, {2, 0x12}, {3, 0x12}, {4, 0x12}}).trouble() ==
          PrintTrouble::None);
    CHECK(status_after({{1, 0x1a}, {2, 0x32}, {3, 0x12}, {4, 0x72}}).trouble() ==
          PrintTrouble::PaperOut);
    CHECK(status_after({{1, 0x1a}, {2, 0x16}}).trouble() == PrintTrouble::CoverOpen);
    CHECK(status_after({{1, 0x1a}, {3, 0x1a}}).trouble() == PrintTrouble::Jam);
    CHECK(status_after({{1, 0x1a}, {3, 0x32}}).trouble() == PrintTrouble::Broken);
    CHECK(status_after({{1, 0x1a}}).trouble() == PrintTrouble::Busy);
    // Little paper left is no trouble.
    CHECK(status_after({{4, 0x1e}}).trouble() == PrintTrouble::None);
}

TEST_CASE("answers are told apart, and what is none is passed over") {
    escpos::Answers answers;
    answers.take(0x12); // nobody asked
    CHECK(answers.in_order() == 0);
    answers.expect_real_time(4);
    answers.take(0x00);
    answers.take(0x0c);
    CHECK(answers.in_order() == 2);
    CHECK_FALSE(answers.answered());
    answers.take(0xff);
    answers.take(0x11); // XON
    answers.take(0x72);
    CHECK(answers.answered());
    CHECK(answers.in_order() == 2);
    CHECK(answers.status().paper_out);
}
