// finger FIFO: a touch panel of its own (uinput, multi-touch protocol B: kernel documentation,
// input/multi-touch-protocol.rst), and a finger on it for each line "X Y MS" that is written to the
// FIFO: a place from 0 to 32767 and how long it rests. qemu has no touch panel before 8.1, and SDL
// straight on the screen takes none of its absolute pointers for a finger.

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr int largest = 32767;

class Panel {
  public:
    Panel() {
        must(::ioctl(file_, UI_SET_PROPBIT, INPUT_PROP_DIRECT));
        must(::ioctl(file_, UI_SET_EVBIT, EV_KEY));
        must(::ioctl(file_, UI_SET_KEYBIT, BTN_TOUCH));
        must(::ioctl(file_, UI_SET_EVBIT, EV_ABS));
        add(ABS_X, largest);
        add(ABS_Y, largest);
        add(ABS_MT_SLOT, 9);
        add(ABS_MT_TRACKING_ID, 65535);
        add(ABS_MT_POSITION_X, largest);
        add(ABS_MT_POSITION_Y, largest);
        uinput_setup setup{};
        setup.id.bustype = BUS_USB;
        std::strcpy(setup.name, "Panel to be touched");
        must(::ioctl(file_, UI_DEV_SETUP, &setup));
        must(::ioctl(file_, UI_DEV_CREATE));
    }

    void touch(int x, int y, std::chrono::milliseconds rests) {
        send(EV_ABS, ABS_MT_SLOT, 0);
        send(EV_ABS, ABS_MT_TRACKING_ID, ++contact_ % 65536);
        // No finger comes down where one was before to the last unit. The kernel would not say such
        // a place again, and SDL, if it was started in between, would take it for the corner.
        x ^= contact_ % 2;
        y ^= contact_ % 2;
        send(EV_ABS, ABS_MT_POSITION_X, x);
        send(EV_ABS, ABS_MT_POSITION_Y, y);
        send(EV_ABS, ABS_X, x);
        send(EV_ABS, ABS_Y, y);
        send(EV_KEY, BTN_TOUCH, 1);
        send(EV_SYN, SYN_REPORT, 0);
        std::this_thread::sleep_for(rests);
        send(EV_ABS, ABS_MT_TRACKING_ID, -1);
        send(EV_KEY, BTN_TOUCH, 0);
        send(EV_SYN, SYN_REPORT, 0);
    }

  private:
    static void must(int result) {
        if (result < 0) {
            throw std::runtime_error(std::strerror(errno));
        }
    }

    void add(unsigned short axis, int last) {
        uinput_abs_setup setup{};
        setup.code = axis;
        setup.absinfo.maximum = last;
        must(::ioctl(file_, UI_ABS_SETUP, &setup));
    }

    void send(unsigned short type, unsigned short code, int value) {
        input_event event{};
        event.type = type;
        event.code = code;
        event.value = value;
        must(static_cast<int>(::write(file_, &event, sizeof event)));
    }

    int file_ = ::open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    int contact_ = 0;
};

} // namespace

int main(int, char** arguments) try {
    Panel panel;
    ::mkfifo(arguments[1], 0600);
    // Open for writing too: it never ends, and nothing is lost between one who writes and the next.
    std::fstream lines(arguments[1], std::ios::in | std::ios::out);
    int x = 0;
    int y = 0;
    int ms = 0;
    while (lines >> x >> y >> ms) {
        panel.touch(x, y, std::chrono::milliseconds(ms));
    }
    throw std::runtime_error("this is no place and time");
} catch (const std::exception& error) {
    std::fprintf(stderr, "finger: %s\n", error.what());
    return 1;
}
