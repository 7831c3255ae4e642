#include "content/sha256.hpp"
#include "content/zstd_bytes.hpp"
#include "sync/pack.hpp"

#include "package_server.hpp"
#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;

namespace {

content::RecordTable table_of(const content::RecordBytes& bytes) {
    content::RecordTable table;
    for (const auto& [key, value] : bytes) {
        table[key] = {content::sha256(value), value.size(), content::object_of(value).size()};
    }
    return table;
}

ReadKey reader(const content::RecordBytes& bytes) {
    return [&bytes](std::string_view key) -> std::optional<std::string> {
        const auto found = bytes.find(key);
        return found == bytes.end() ? std::nullopt : std::optional(found->second);
    };
}

struct Packed {
    std::string bytes;
    content::PackEntry entry;
};

Packed pack(const content::RecordBytes& from, const content::RecordBytes& to) {
    Packed packed;
    FrameCache made;
    packed.bytes = make_pack(table_of(from), table_of(to), "de", reader(from), reader(to), made);
    packed.entry = {"", packed.bytes.size(), 100'000'000, 0};
    for (const auto& [key, value] : to) {
        const auto older = from.find(key);
        packed.entry.records += older == from.end() || older->second != value ? 1 : 0;
    }
    return packed;
}

std::optional<PackHead> head_of(const Packed& packed) {
    return read_head(packed.bytes, packed.entry);
}

/// What a terminal with `from` has afterwards.
content::RecordBytes after(const content::RecordBytes& from, const Packed& packed) {
    content::RecordBytes to = from;
    const auto head = head_of(packed);
    REQUIRE(head);
    for (const std::string& key : head->removed) {
        to.erase(key);
    }
    for (const PackSection& section : head->sections) {
        const auto records = unpack(
            section, std::string_view(packed.bytes).substr(section.offset, section.size_bytes),
            "de", reader(from), reader(to));
        REQUIRE(records);
        for (std::size_t i = 0; i < records->size(); ++i) {
            to[section.records[i].key] = (*records)[i];
        }
    }
    return to;
}

/// A pack with this head and this body.
std::string forged(std::string_view head, std::string_view body) {
    const std::string frame = content::zstd_pack(head, 3);
    std::string bytes = "ZGPACK1\n";
    for (const std::size_t number : {frame.size(), head.size()}) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            bytes += static_cast<char>((number >> shift) & 0xffU);
        }
    }
    return bytes + frame + std::string(body);
}

} // namespace

TEST_CASE("a pack leads from any version to any other one") {
    const content::RecordBytes old = sample();
    content::RecordBytes changed = old;
    change_title(changed, "article/artikel-3/en", "New");
    change_title(changed, "article/artikel-3/ar", "New too");
    changed.erase("article/artikel-4/de");
    changed["article/new/de"] = changed["article/artikel-5/de"];
    changed["article/new/tr"] = changed["article/artikel-5/en"];
    changed["media/bild.png"] = noise(100, 3);
    CHECK(after(old, pack(old, changed)) == changed);
    CHECK(after(changed, pack(changed, old)) == old);
    CHECK(after({}, pack({}, old)) == old);
    CHECK(after(old, pack(old, {})).empty());
    CHECK(after(old, pack(old, old)) == old);
    CHECK(pack(old, changed).bytes == pack(old, changed).bytes);
}

TEST_CASE("a record that changed a little costs little") {
    const content::RecordBytes old = sample();
    content::RecordBytes changed = old;
    change_title(changed, "article/artikel-3/en", "New");
    CHECK(pack(old, changed).bytes.size() < 250);
    CHECK(pack(old, old).bytes.size() < 80);
}

TEST_CASE("a language that is new costs its words: what it shares with German costs nothing") {
    content::RecordBytes old = sample();
    content::RecordBytes changed;
    std::string words;
    for (int i = 0; i < 30; ++i) {
        const std::string key = "article/artikel-" + std::to_string(i);
        auto text = *content::read_text_record(old.at(key + "/de"));
        for (content::Block& block : text.blocks) {
            block.text.spans.push_back({content::SpanKind::Bold, 0, block.text.utf8.size(), {}});
        }
        old[key + "/de"] = content::write_record(text);
        text.title.utf8 = "Xin chào " + std::to_string(i * 7919);
        words += text.title.utf8;
        for (content::Block& block : text.blocks) {
            block.text.utf8 = "Từ \"số\" \\ " + std::to_string(i * 104729 + words.size());
            block.text.spans[0].length = 4;
            words += block.text.utf8;
        }
        changed[key + "/vi"] = content::write_record(text);
    }
    changed.insert(old.begin(), old.end());
    const Packed update = pack(old, changed);
    const auto head = head_of(update);
    REQUIRE(head);
    REQUIRE(head->sections.size() == 1);
    CHECK(head->sections[0].mode == SectionMode::Like);
    CHECK(head->sections[0].size_bytes < content::zstd_pack(words, 19).size() + 100);
    CHECK(after(old, update) == changed);

    // Articles that are not there in German, and some that have another form.
    changed.erase("article/artikel-3/de");
    change_title(changed, "article/artikel-4/vi", "");
    changed["article/artikel-5/vi"] = R"({"text":7,"spans":{},"title":"\"text\":)";
    changed["article/artikel-6/vi"] = "";
    changed["terms/vi"] = R"({"terms":{"text":{"term":"Text","text":"Chữ"}}})";
    CHECK(after(old, pack(old, changed)) == changed);
}

TEST_CASE("frames that were made for another pack change nothing but the time") {
    const content::RecordBytes old = sample(5);
    content::RecordBytes changed = old;
    changed["article/new/de"] = changed["article/artikel-4/de"];
    FrameCache made;
    const auto make = [&](const content::RecordBytes& from) {
        return make_pack(table_of(from), table_of(changed), "de", reader(from), reader(changed),
                         made);
    };
    for (const content::RecordBytes& from : {content::RecordBytes{}, old, old}) {
        CHECK(make(from) == pack(from, changed).bytes);
    }
}

TEST_CASE("sections part what a terminal may not want") {
    const Packed full = pack({}, sample());
    const auto head = head_of(full);
    REQUIRE(head);
    for (const PackSection& section : head->sections) {
        for (const PackRecord& record : section.records) {
            CHECK(content::language_of_key(record.key) ==
                  content::language_of_key(section.records[0].key));
        }
    }
    CHECK(content::language_of_key("article/a/ar") == "ar");
    CHECK(content::language_of_key("speech/ar/a/1.opus") == "ar");
    CHECK(content::language_of_key("strings/de-simple") == "de-simple");
    CHECK(content::language_of_key("keyboard/ti") == "ti");
    CHECK(content::language_of_key("guide/a/ar") == "ar");
    CHECK(content::language_of_key("article/a").empty());
    CHECK(content::language_of_key("guide/a").empty());
    CHECK(content::language_of_key("media/ar").empty());
}

TEST_CASE("no cut off and no changed pack is taken for another one") {
    const content::RecordBytes old = sample(3);
    content::RecordBytes changed = old;
    change_title(changed, "article/artikel-2/en", "New");
    const Packed good = pack(old, changed);
    for (std::size_t size = 0; size < good.bytes.size(); ++size) {
        CHECK_FALSE(head_of({good.bytes.substr(0, size), {"", size, 100'000'000, 1}}));
    }
    CHECK(head_of(good));
    CHECK_FALSE(head_of({good.bytes + "x", {"", good.bytes.size() + 1, 100'000'000, 1}}));
    CHECK_FALSE(head_of({good.bytes, {"", good.bytes.size(), 10, 1}})); // more than was announced
    CHECK_FALSE(head_of({good.bytes, {"", good.bytes.size(), 100'000'000, 2}}));
    for (std::size_t at = 0; at < good.bytes.size() - 32; ++at) { // the hashes are not looked at
        Packed bad = good;
        bad.bytes[at] = static_cast<char>(bad.bytes[at] ^ 4);
        const auto head = head_of(bad);
        if (!head) {
            continue;
        }
        for (const PackSection& section : head->sections) {
            const auto records = unpack(
                section, std::string_view(bad.bytes).substr(section.offset, section.size_bytes),
                "de", reader(old), reader(old));
            CHECK((!records || records->size() == section.records.size()));
        }
    }
}

TEST_CASE("sizes that lie, paths and bombs are refused before they cost anything") {
    const auto refused = [](std::string_view head, std::string_view body = {}) {
        const std::string bytes = forged(head, body);
        return !read_head(bytes, {"", bytes.size(), 1'000'000, body.size() / 32});
    };
    CHECK_FALSE(refused(R"({"removed":[],"sections":[]})"));
    CHECK_FALSE(
        refused(R"({"removed":[],"sections":[["raw",3,[["a",3,3]]]]})", std::string(3 + 32, 'h')));
    CHECK(refused(R"({"removed":[]})"));
    CHECK(refused(R"([])"));
    CHECK(refused(R"({"removed":[],"sections":[["new",5,[["a",1,1]]]]})")); // no body
    CHECK(refused(R"({"removed":[],"sections":[["new",18446744073709551615,[]]]})"));
    CHECK(refused(R"({"removed":[],"sections":[["new",0,[["../a",1,1]]]]})", std::string(32, 'h')));
    CHECK(refused(R"({"removed":[],"sections":[["new",0,[["a",2000000,1]]]]})",
                  std::string(32, 'h')));
    CHECK(refused(R"({"removed":[],"sections":[["new",0,[["a",1,1],["a",1,1]]]]})",
                  std::string(64, 'h')));
    CHECK(
        refused(R"({"removed":[],"sections":[["raw",3,[["a",1,1]]]]})", std::string(3 + 32, 'h')));
    CHECK(refused(R"({"removed":[],"sections":[["wild",0,[]]]})"));

    // Much that is small when it is packed takes no more memory than a packer's own section.
    const auto two_of = [](const std::string& size) {
        const std::string record = "\"," + size + ",9]";
        const std::string bytes = forged(R"({"removed":[],"sections":[["new",0,[["a)" + record +
                                             R"(,["b)" + record + "]]]}",
                                         std::string(64, 'h'));
        return read_head(bytes, {"", bytes.size(), 100'000'000, 2}).has_value();
    };
    CHECK(two_of("4000000"));
    CHECK_FALSE(two_of("9000000"));

    // 100 MB of zeros in some kilobytes: said honestly it is more than the manifest allows, and
    // said small it does not fit.
    const std::string bomb = content::zstd_pack(std::string(100'000'000, '\0'), 3);
    PackSection section{.mode = SectionMode::New,
                        .offset = 0,
                        .size_bytes = bomb.size(),
                        .records = {{.key = "a", .size_bytes = 1000, .stored_bytes = 10}}};
    CHECK_FALSE(unpack(section, bomb, "de", reader({}), reader({})));
    CHECK_FALSE(content::zstd_unpack("x", std::uint64_t{1} << 60U));
}

TEST_CASE("columns that do not belong together are refused") {
    PackSection section{.mode = SectionMode::Like,
                        .offset = 0,
                        .size_bytes = 0,
                        .records = {{.key = "a", .size_bytes = 12, .stored_bytes = 10}}};
    const auto unpacked = [&section](std::string_view rest, std::string_view spans,
                                     std::string_view texts, std::size_t more = 0) {
        std::string bytes;
        for (const std::size_t number : {rest.size(), spans.size() + more}) {
            bytes += static_cast<char>(number);
            bytes += std::string(3, '\0');
        }
        bytes += std::string(rest) + std::string(spans) + std::string(texts);
        const std::string frame = content::zstd_pack(bytes, 3);
        section.size_bytes = frame.size();
        return unpack(section, frame, "de", reader({}), reader({}));
    };
    const auto good = unpacked(R"({"text":})", "", R"("a")");
    REQUIRE(good);
    CHECK(good->front() == R"({"text":"a"})");
    CHECK_FALSE(unpacked(R"({"text":})", "", R"("ab")")); // longer than the record
    CHECK_FALSE(unpacked(R"({"text":})", R"("a")", ""));  // nobody asks for a span
    CHECK_FALSE(unpacked(R"({"text":})", "", R"("a)"));   // no end
    CHECK_FALSE(unpacked(R"({"tex":})", "", R"("aa")"));  // nobody asks for it
    CHECK_FALSE(unpacked(R"({"text":})", "", R"("a")", 4));
    CHECK_FALSE(unpacked(R"({"text":})", "", R"("a")", 200));
}
