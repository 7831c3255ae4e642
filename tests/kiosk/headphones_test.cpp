#include "kiosk/headphones.hpp"

#include <array>
#include <atomic>
#include <fstream>
#include <thread>

#include "testing.hpp"
#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace zugang::kiosk;
using namespace std::chrono_literals;

namespace {

input_event jack(int value) {
    input_event event{};
    event.type = EV_SW;
    event.code = SW_HEADPHONE_INSERT;
    event.value = value;
    return event;
}

template <typename Condition>
bool soon(Condition condition) {
    for (int i = 0; i < 500 && !condition(); ++i) {
        std::this_thread::sleep_for(10ms);
    }
    return condition();
}

} // namespace

TEST_CASE("S2: a jack that is plugged and pulled is told, once each") {
    const testing::Folder folder;
    const std::string fifo = (folder.path() / "jack").string();
    REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
    std::atomic<int> ins = 0;
    std::atomic<int> outs = 0;
    const Headphones headphones(fifo, [&](Plug plug) { ++(plug == Plug::In ? ins : outs); });
    const auto write = [&fifo](std::initializer_list<input_event> events) {
        const int descriptor = ::open(fifo.c_str(), O_WRONLY | O_CLOEXEC);
        REQUIRE(descriptor >= 0);
        for (const input_event& event : events) {
            CHECK(::write(descriptor, &event, sizeof(event)) == sizeof(event));
        }
        ::close(descriptor);
    };
    input_event other = jack(1);
    other.code = SW_LID;
    write({other, jack(1), jack(1)});
    CHECK(soon([&] { return ins == 1; }));
    CHECK(outs == 0);
    write({jack(0)}); // another writer: a FIFO has no end
    CHECK(soon([&] { return outs == 1; }));
    CHECK(ins == 1);
}

TEST_CASE("a file that is read as a device says what it says, and then nothing more") {
    const testing::Folder folder;
    const auto file = folder.path() / "events";
    const input_event event = jack(1);
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(&event), sizeof(event));
    std::atomic<int> ins = 0;
    std::atomic<int> outs = 0;
    const Headphones headphones(file.string(),
                                [&](Plug plug) { ++(plug == Plug::In ? ins : outs); });
    CHECK(soon([&] { return ins == 1; }));
    std::this_thread::sleep_for(50ms);
    CHECK(outs == 0);
}

TEST_CASE("without a jack, and on a machine without any input device, the watch just waits") {
    for (const char* source : {"", "auto", "/nowhere/at/all"}) {
        int told = 0;
        {
            const Headphones headphones(source, [&told](Plug) { ++told; });
        }
        CHECK(told == 0);
    }
}
