#include "content/search/postings.hpp"

namespace zugang::content::search {
namespace {

// A posting is <gap of the article> <5 bits of fields, 3 bits of count> [<rest of the count>]
// <gaps of positions>.
constexpr std::uint32_t long_count = 7;

} // namespace

void append_number(std::string& bytes, std::uint32_t number) {
    while (number >= 0x80) {
        bytes += static_cast<char>((number & 0x7fU) | 0x80U);
        number >>= 7U;
    }
    bytes += static_cast<char>(number);
}

void append_posting(std::string& bytes, const Posting& posting, std::uint32_t last) {
    append_number(bytes, posting.article - last);
    const auto count = static_cast<std::uint32_t>(posting.positions.size());
    const std::uint32_t shown = count < long_count ? count : long_count;
    bytes += static_cast<char>(posting.fields | (shown << 5U));
    if (shown == long_count) {
        append_number(bytes, count - long_count);
    }
    std::uint32_t before = 0;
    for (const std::uint32_t position : posting.positions) {
        append_number(bytes, position - before);
        before = position;
    }
}

std::uint32_t PostingReader::number() {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 35 && at_ < bytes_.size(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes_[at_++]);
        value |= static_cast<std::uint32_t>(byte & 0x7fU) << (shift < 32 ? shift : 0);
        if (byte < 0x80) {
            break;
        }
    }
    return value;
}

void PostingReader::skip_positions() {
    while (unread_ > 0 && at_ < bytes_.size()) {
        if (static_cast<unsigned char>(bytes_[at_++]) < 0x80) {
            --unread_;
        }
    }
    unread_ = 0;
}

bool PostingReader::next() {
    skip_positions();
    if (at_ >= bytes_.size()) {
        return false;
    }
    article_ += number();
    if (at_ >= bytes_.size()) {
        return false;
    }
    const auto byte = static_cast<unsigned char>(bytes_[at_++]);
    fields_ = byte & 0x1fU;
    count_ = byte >> 5U;
    if (count_ == long_count) {
        count_ += number();
    }
    unread_ = count_;
    return true;
}

void PostingReader::positions(std::vector<std::uint32_t>& out) {
    out.clear();
    std::uint32_t position = 0;
    while (unread_ > 0 && at_ < bytes_.size()) {
        position += number();
        out.push_back(position);
        --unread_;
    }
    unread_ = 0;
}

std::size_t count_postings(std::string_view bytes) {
    std::size_t count = 0;
    for (PostingReader reader(bytes); reader.next();) {
        ++count;
    }
    return count;
}

} // namespace zugang::content::search
