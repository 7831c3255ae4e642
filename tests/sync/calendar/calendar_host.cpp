#include "tests/sync/calendar/calendar_host.hpp"

#include <filesystem>
#include <stdexcept>

namespace zugang::sync::testing {
namespace {

namespace fs = std::filesystem;
using content::appointments::testing::write_file;

} // namespace

CalendarHost::CalendarHost(Kind kind, const std::vector<std::string>& advisers)
    : kind_(kind), port_(zugang::testing::free_port()) {
    write_file(folder_.path() / "users", "theke:geheim\n");
    write_file(folder_.path() / "config",
               "[server]\nhosts = 127.0.0.1:" + std::to_string(port_) +
                   "\n[auth]\ntype = htpasswd\nhtpasswd_encryption = plain\nhtpasswd_filename = " +
                   (folder_.path() / "users").string() +
                   "\ndelay = 0\n[storage]\nfilesystem_folder = " +
                   (folder_.path() / "collections").string() + "\n[logging]\nlevel = error\n");
    start();
    HttpLines lines(settings());
    for (const std::string& adviser : advisers) {
        HttpRequest make;
        make.method = "MKCALENDAR";
        make.url = collection(adviser);
        const auto made = lines.ask(make);
        if (!made || made->status != 201) {
            throw std::runtime_error(name() + " makes no calendar: " +
                                     (made ? std::to_string(made->status) : made.error().text));
        }
    }
}

void CalendarHost::start() {
    const std::string log = (folder_.path() / "log").string();
    const std::string program =
        kind_ == Kind::Radicale
            ? "exec radicale --config " + (folder_.path() / "config").string()
            : "exec xandikos -d " + (folder_.path() / "data").string() +
                  " --current-user-principal /theke/ --autocreate --defaults -l 127.0.0.1 -p " +
                  std::to_string(port_);
    server_ = std::make_unique<zugang::testing::ServerProcess>(
        std::vector<std::string>{"sh", "-c", program + " >>" + log + " 2>&1"}, port_);
}

std::string CalendarHost::collection(const std::string& adviser) const {
    return "http://127.0.0.1:" + std::to_string(port_) +
           (kind_ == Kind::Radicale ? "/theke/" : "/theke/calendars/") + adviser + "/";
}

HttpSettings CalendarHost::settings() const {
    HttpSettings settings;
    settings.retry_wait = std::chrono::milliseconds(10);
    settings.tries = 2;
    settings.longest = std::chrono::seconds(20);
    if (kind_ == Kind::Radicale) {
        settings.user = "theke";
        settings.secret = "geheim";
    }
    return settings;
}

FaultyLine::FaultyLine(int server_port) : port_(zugang::testing::free_port()) {
    fs::create_directories(folder_.path() / "faults");
    proxy_ = std::make_unique<zugang::testing::ServerProcess>(
        std::vector<std::string>{"python3",
                                 std::string(ZUGANG_SOURCE_DIR) + "/tests/sync/calendar/faults.py",
                                 std::to_string(port_), std::to_string(server_port),
                                 (folder_.path() / "faults").string()},
        port_);
}

void FaultyLine::spoil(const std::string& method, const std::string& fault) {
    const fs::path file = folder_.path() / std::to_string(1000 + next_++);
    write_file(file, method + " " + fault);
    fs::rename(file, folder_.path() / "faults" / file.filename());
}

int FaultyLine::left() const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(folder_.path() / "faults")) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
}

} // namespace zugang::sync::testing
