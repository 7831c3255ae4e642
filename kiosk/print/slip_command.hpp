#pragma once

namespace zugang::kiosk {

/// `zugang-kiosk slip ...`: makes one slip and prints it, for tests and for trying a printer.
/// `argv[0]` is the word "slip". Exit: 0 printed, 1 failed, 2 wrong call.
int run_slip_command(int argc, char** argv);

} // namespace zugang::kiosk
