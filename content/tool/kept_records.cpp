#include "content/tool/kept_records.hpp"

#include <charconv>

namespace zugang::content::tool {
namespace {

// Numbers in decimal with a space behind them; texts with their size before them.

void put(std::string& bytes, std::size_t number) {
    bytes += std::to_string(number) + ' ';
}

void put(std::string& bytes, std::string_view text) {
    put(bytes, text.size());
    bytes += text;
}

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    std::size_t number() {
        std::size_t result = 0;
        const auto [end, error] =
            std::from_chars(bytes_.data(), bytes_.data() + bytes_.size(), result);
        const auto size = static_cast<std::size_t>(end - bytes_.data());
        good_ = good_ && error == std::errc() && size < bytes_.size();
        bytes_.remove_prefix(good_ ? size + 1 : bytes_.size());
        return good_ ? result : 0;
    }

    std::string_view text() {
        const std::size_t size = number();
        good_ = good_ && size <= bytes_.size();
        const std::string_view result = bytes_.substr(0, good_ ? size : 0);
        bytes_.remove_prefix(result.size());
        return result;
    }

    bool good() const { return good_; }

  private:
    std::string_view bytes_;
    bool good_ = true;
};

} // namespace

std::string write_kept_records(const KeptRecords& kept) {
    std::string bytes;
    put(bytes, kept.names.size());
    for (const auto& [word, is_name] : kept.names) {
        put(bytes, word.size());
        for (const char32_t letter : word) {
            put(bytes, static_cast<std::size_t>(letter));
        }
        put(bytes, std::size_t{is_name});
    }
    put(bytes, kept.records.size());
    for (const auto& [key, record] : kept.records) {
        put(bytes, key);
        put(bytes, record);
    }
    return bytes;
}

std::optional<KeptRecords> read_kept_records(std::string_view bytes) {
    Reader reader(bytes);
    KeptRecords kept;
    for (std::size_t names = reader.number(); names > 0 && reader.good(); --names) {
        std::u32string word;
        for (std::size_t letters = reader.number(); letters > 0 && reader.good(); --letters) {
            word += static_cast<char32_t>(reader.number());
        }
        kept.names.emplace(std::move(word), reader.number() != 0);
    }
    for (std::size_t records = reader.number(); records > 0 && reader.good(); --records) {
        std::string key(reader.text());
        kept.records.emplace(std::move(key), reader.text());
    }
    return reader.good() ? std::optional(std::move(kept)) : std::nullopt;
}

} // namespace zugang::content::tool
