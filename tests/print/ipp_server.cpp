#include "tests/print/ipp_server.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <cups/cups.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

namespace fs = std::filesystem;

MessageBus::MessageBus() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0) {
        throw std::runtime_error("no pipe");
    }
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::execlp("dbus-daemon", "dbus-daemon", "--session", "--nofork", "--print-address=1",
                 static_cast<char*>(nullptr));
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string address;
    for (char byte = 0; ::read(ends[0], &byte, 1) == 1 && byte != '\n';) {
        address += byte;
    }
    ::close(ends[0]);
    if (address.empty()) {
        throw std::runtime_error("no message bus");
    }
    ::setenv("DBUS_SYSTEM_BUS_ADDRESS", address.c_str(), 1);
}

MessageBus::~MessageBus() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

IppPrinter::IppPrinter(const std::string& formats, int port)
    : port_(port != 0 ? port : zugang::testing::free_port()) {
    const fs::path folder = folder_.path();
    fs::create_directories(folder / "printed");
    fs::create_directories(folder / "spool");
    std::ofstream(folder / "print")
        << "#!/bin/sh\ncd '" << folder.string() << "'\n"
        << "if [ -e no-paper ]; then echo 'STATE: +media-empty-error' >&2; exit 1; fi\n"
        << "if [ -e refuse ]; then rm refuse; exit 1; fi\n"
        << "while [ -e hold ]; do sleep 0.05; done\n"
        << "cp \"$1\" \"printed/$(printf '%03d' \"$IPP_JOB_ID\")\"\n";
    fs::permissions(folder / "print", fs::perms::owner_all);
    process_.emplace(std::vector<std::string>{"ippeveprinter", "-p", std::to_string(port_), "-n",
                                              "localhost", "-r", "off", "-f", formats, "-c",
                                              (folder / "print").string(), "-d",
                                              (folder / "spool").string(), "Zettel"},
                     port_);
}

std::string IppPrinter::address() const {
    return "ipp://localhost:" + std::to_string(port_) + "/ipp/print";
}

void IppPrinter::set(const char* state) {
    std::ofstream(folder_.path() / state) << '\n';
}

void IppPrinter::clear(const char* state) {
    fs::remove(folder_.path() / state);
}

void IppPrinter::load_paper() {
    clear("no-paper");
    http_t* http = httpConnect2("localhost", port_, nullptr, AF_UNSPEC,
                                HTTP_ENCRYPTION_IF_REQUESTED, 1, 5000, nullptr);
    const char* form = "/media?size1=iso_a4_210x297mm&type1=stationery&level1=250"
                       "&size3=iso_a4_210x297mm&type3=stationery&level3=25";
    if (http != nullptr) {
        httpClearFields(http);
        httpSetField(http, HTTP_FIELD_HOST, ("localhost:" + std::to_string(port_)).c_str());
    }
    if (http == nullptr || httpGet(http, form) != 0) {
        throw std::runtime_error("the printer's web page does not answer");
    }
    http_status_t status = HTTP_STATUS_CONTINUE;
    while (status == HTTP_STATUS_CONTINUE) {
        status = httpUpdate(http);
    }
    httpFlush(http);
    httpClose(http);
    if (status != HTTP_STATUS_OK) {
        throw std::runtime_error("the printer's web page refuses paper");
    }
}

std::vector<std::string> IppPrinter::printed() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_.path() / "printed")) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::vector<std::string> documents;
    for (const fs::path& file : files) {
        documents.push_back(read_file(file));
    }
    return documents;
}

} // namespace zugang::kiosk::testing
