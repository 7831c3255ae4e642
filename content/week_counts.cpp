#include "content/week_counts.hpp"

#include "content/hex.hpp"
#include "content/sha256.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <memory>

#include <openssl/evp.h>

namespace zugang::content {

namespace {

constexpr std::string_view first_line = "# zugang-counts-week 1\n";
constexpr std::string_view signature_line = "# signature ";
constexpr std::size_t key_bytes = 32;
constexpr std::size_t signature_bytes = 64;

struct FreeKey {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

/// Empty where these are not so many bytes in small hex digits.
std::string bytes_of(std::string_view hex, std::size_t bytes) {
    const bool fits =
        hex.size() == 2 * bytes && hex.find_first_not_of("0123456789abcdef") == hex.npos;
    return fits ? from_hex(hex).value_or("") : "";
}

bool verify(std::string_view key, std::string_view bytes, std::string_view signature) {
    const auto raw = [](std::string_view text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    };
    const std::unique_ptr<EVP_PKEY, FreeKey> made(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key), key.size()));
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    return made && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, made.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(bytes),
                            bytes.size()) == 1;
}

/// "# name value\n" at the beginning of `text`, which is taken away; empty where something else is.
std::string_view take_fact(std::string_view& text, std::string_view name) {
    const std::string begin = "# " + std::string(name) + " ";
    const std::size_t end = text.find('\n');
    if (!text.starts_with(begin) || end == text.npos) {
        return {};
    }
    const std::string_view value = text.substr(begin.size(), end - begin.size());
    text.remove_prefix(end + 1);
    return value;
}

} // namespace

IsoWeek week_of(Date day) {
    using namespace std::chrono;
    const Date thursday = day - (weekday(day) - Monday) + days(3);
    const year_month_day date(thursday);
    const Date first = sys_days(date.year() / January / 1);
    return {.year = static_cast<int>(date.year()),
            .number = static_cast<int>((thursday - first).count() / 7) + 1};
}

Date monday_of(const IsoWeek& week) {
    using namespace std::chrono;
    const Date fourth = sys_days(year(week.year) / January / 4); // is in week 1
    return fourth - (weekday(fourth) - Monday) + days(7 * (week.number - 1));
}

std::string iso_week(const IsoWeek& week) {
    return std::to_string(week.year) + (week.number < 10 ? "-W0" : "-W") +
           std::to_string(week.number);
}

std::optional<IsoWeek> parse_week(std::string_view text) {
    if (text.size() != 8 || text.substr(4, 2) != "-W") {
        return std::nullopt;
    }
    IsoWeek week;
    const auto number = [](std::string_view digits, int& value) {
        return digits.find_first_not_of("0123456789") == digits.npos &&
               std::from_chars(digits.data(), digits.data() + digits.size(), value).ec ==
                   std::errc{};
    };
    if (!number(text.substr(0, 4), week.year) || !number(text.substr(6), week.number) ||
        week.number < 1 || week.number > 53 || week_of(monday_of(week)) != week) {
        return std::nullopt;
    }
    return week;
}

std::string terminal_of_key(std::string_view key_hex) {
    return sha256(bytes_of(key_hex, key_bytes)).substr(0, 16);
}

std::string week_file_name(const WeekCounts& week) {
    return week.terminal + "_" + iso_week(week.week) + ".tsv";
}

std::string write_week(const WeekCounts& week) {
    return std::string(first_line) + "# terminal " + week.terminal + "\n# week " +
           iso_week(week.week) + "\n# key " + week.key + "\n" + write_counts(week.counts);
}

std::string sign_week(std::string bytes, std::string_view signature) {
    return bytes.append(signature_line).append(to_hex(signature)).append("\n");
}

bool is_week_file(std::string_view bytes) {
    return bytes.starts_with(first_line);
}

std::string_view describe(WeekFlaw flaw) {
    switch (flaw) {
    case WeekFlaw::Malformed:
        return "this is no file of a week, or it is cut off";
    case WeekFlaw::BadSignature:
        return "its signature does not fit: it was changed after it was signed, or damaged";
    case WeekFlaw::OtherName:
        return "its terminal is not the one of its key";
    }
    return {};
}

tl::expected<WeekCounts, WeekFlaw> read_week(std::string_view bytes) {
    std::string_view text = bytes;
    if (!is_week_file(text)) {
        return tl::make_unexpected(WeekFlaw::Malformed);
    }
    text.remove_prefix(first_line.size());
    WeekCounts read;
    read.terminal = take_fact(text, "terminal");
    const auto week = parse_week(take_fact(text, "week"));
    read.key = take_fact(text, "key");
    const std::string key = bytes_of(read.key, key_bytes);
    const std::size_t at = text.rfind(signature_line);
    const bool last = at != text.npos && (at == 0 || text[at - 1] == '\n') &&
                      text.ends_with('\n') && text.find('\n', at) == text.size() - 1;
    const std::string signature =
        last ? bytes_of(text.substr(at + signature_line.size(),
                                    text.size() - 1 - at - signature_line.size()),
                        signature_bytes)
             : std::string();
    if (!week || key.empty() || signature.empty()) {
        return tl::make_unexpected(WeekFlaw::Malformed);
    }
    read.week = *week;
    const std::string_view rows = text.substr(0, at);
    const auto signed_bytes = static_cast<std::size_t>(rows.data() + rows.size() - bytes.data());
    if (!verify(key, bytes.substr(0, signed_bytes), signature)) {
        return tl::make_unexpected(WeekFlaw::BadSignature);
    }
    if (read.terminal != terminal_of_key(read.key)) {
        return tl::make_unexpected(WeekFlaw::OtherName);
    }
    CountLines lines = read_counts(rows);
    if (!lines.broken.empty() || std::ranges::any_of(lines.counts, [&](const auto& row) {
            return week_of(row.first.day) != read.week;
        })) {
        return tl::make_unexpected(WeekFlaw::Malformed);
    }
    read.counts = std::move(lines.counts);
    return read;
}

} // namespace zugang::content
