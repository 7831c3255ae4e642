#include "content/search/pinyin.hpp"

#include "content/search/code_point.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace zugang::content::search {
namespace {

/// Common characters that are read in several ways, all of which people type.
constexpr auto several = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"薄", "bao bo"},        {"便", "bian pian"},   {"藏", "cang zang"},   {"曾", "ceng zeng"},
    {"差", "cha chai"},      {"查", "cha zha"},     {"长", "chang zhang"}, {"長", "chang zhang"},
    {"朝", "chao zhao"},     {"车", "che ju"},      {"称", "cheng chen"},  {"乘", "cheng sheng"},
    {"传", "chuan zhuan"},   {"大", "da dai"},      {"单", "dan shan"},    {"弹", "dan tan"},
    {"得", "de dei"},        {"的", "de di"},       {"地", "di de"},       {"调", "diao tiao"},
    {"都", "dou du"},        {"度", "du duo"},      {"佛", "fo fu"},       {"给", "gei ji"},
    {"行", "xing hang"},     {"和", "he huo"},      {"还", "hai huan"},    {"会", "hui kuai"},
    {"會", "hui kuai"},      {"降", "jiang xiang"}, {"角", "jiao jue"},    {"還", "hai huan"},
    {"觉", "jue jiao"},      {"校", "xiao jiao"},   {"卡", "ka qia"},      {"了", "le liao"},
    {"乐", "le yue"},        {"露", "lu lou"},      {"落", "luo la"},      {"率", "lu shuai"},
    {"没", "mei mo"},        {"模", "mo mu"},       {"哪", "na nei"},      {"那", "na nei"},
    {"强", "qiang jiang"},   {"圈", "quan juan"},   {"塞", "sai se"},      {"色", "se shai"},
    {"厦", "xia sha"},       {"省", "sheng xing"},  {"盛", "sheng cheng"}, {"石", "shi dan"},
    {"识", "shi zhi"},       {"什", "shen shi"},    {"熟", "shu shou"},    {"属", "shu zhu"},
    {"数", "shu shuo"},      {"说", "shuo shui"},   {"似", "si shi"},      {"宿", "su xiu"},
    {"提", "ti di"},         {"尾", "wei yi"},      {"系", "xi ji"},       {"吓", "xia he"},
    {"血", "xue xie"},       {"咽", "yan ye"},      {"樂", "le yue"},      {"约", "yue yao"},
    {"钥", "yao yue"},       {"單", "dan shan"},    {"择", "ze zhai"},     {"粘", "zhan nian"},
    {"着", "zhe zhao zhuo"}, {"重", "zhong chong"}, {"仔", "zi zai"},      {"参", "can shen"},
});

/// One Han character and nothing else.
bool is_han(std::string_view character) {
    std::size_t end = 0;
    const char32_t c = next_code_point(character, end);
    return c != not_utf8 && end == character.size() &&
           u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
}

} // namespace

bool is_read_in_pinyin(std::string_view language) {
    return language.substr(0, language.find('-')) == "zh";
}

struct HanReader::Rules {
    std::unique_ptr<icu::Transliterator> rules;
};

HanReader::HanReader() = default;
HanReader::~HanReader() = default;

std::string HanReader::read(std::string_view character) {
    if (!is_han(character)) {
        return {};
    }
    const auto* known = std::ranges::find(several, character,
                                          &std::pair<std::string_view, std::string_view>::first);
    if (known != several.end()) {
        return std::string(known->second);
    }
    if (!rules_) {
        UErrorCode status = U_ZERO_ERROR;
        rules_ = std::make_unique<Rules>();
        rules_->rules.reset(
            icu::Transliterator::createInstance("Han-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    }
    if (!rules_->rules) {
        return {};
    }
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(
        {character.data(), static_cast<std::int32_t>(character.size())});
    rules_->rules->transliterate(text);
    std::string reading;
    text.trim().toUTF8String(reading);
    const bool is_syllable =
        std::ranges::all_of(reading, [](char c) { return c >= 'a' && c <= 'z'; });
    return is_syllable ? reading : std::string{};
}

void Pinyin::add(std::string_view character, std::string_view readings) {
    auto& known = readings_[std::string(character)];
    while (!readings.empty()) {
        const std::size_t end = std::min(readings.find(' '), readings.size());
        characters_[std::string(readings.substr(0, end))].emplace_back(character);
        known.emplace_back(readings.substr(0, end));
        readings.remove_prefix(std::min(end + 1, readings.size()));
    }
}

std::vector<std::vector<std::string>> Pinyin::part(std::string_view letters, bool goes_on,
                                                   std::size_t most) const {
    constexpr std::size_t longest = 64;
    constexpr std::size_t longest_syllable = 6; // zhuang
    std::vector<std::vector<std::string>> ways;
    std::string text(letters);
    std::ranges::replace(text, 'v', 'u');
    if (text.empty() || text.size() > longest) {
        return ways;
    }
    const auto begins_one = [this](std::string_view beginning) {
        const auto next = characters_.lower_bound(beginning);
        return next != characters_.end() && next->first.starts_with(beginning);
    };
    // The best ways to part what stands before each letter.
    std::vector<std::vector<std::vector<std::string>>> until(text.size() + 1);
    until[0].emplace_back();
    for (std::size_t end = 1; end <= text.size(); ++end) {
        const std::size_t first = end > longest_syllable ? end - longest_syllable : 0;
        for (std::size_t start = first; start < end; ++start) { // long syllables first
            const std::string syllable = text.substr(start, end - start);
            const bool last = goes_on && end == text.size();
            if (until[start].empty() || !(knows(syllable) || (last && begins_one(syllable)))) {
                continue;
            }
            for (const auto& before : until[start]) {
                until[end].push_back(before);
                until[end].back().push_back(syllable);
            }
        }
        std::ranges::stable_sort(until[end], {}, &std::vector<std::string>::size);
        until[end].resize(std::min(most, until[end].size()));
    }
    return until.back();
}

std::vector<std::string> Pinyin::characters(std::string_view syllable, bool goes_on) const {
    std::vector<std::string> found;
    for (auto next = characters_.lower_bound(syllable); next != characters_.end(); ++next) {
        if (next->first != syllable && !(goes_on && next->first.starts_with(syllable))) {
            break;
        }
        found.insert(found.end(), next->second.begin(), next->second.end());
    }
    return found;
}

bool Pinyin::is_read(std::string_view character, std::string_view syllable, bool goes_on) const {
    const auto known = readings_.find(std::string(character));
    return known != readings_.end() &&
           std::ranges::any_of(known->second, [&](const std::string& reading) {
               return reading == syllable || (goes_on && reading.starts_with(syllable));
           });
}

} // namespace zugang::content::search
