#include "kiosk/print/print_state.hpp"

namespace zugang::kiosk {

std::string_view print_message(const PrintState& state) {
    if (state.stage == PrintStage::Printed) {
        return "print.printed";
    }
    switch (state.trouble) {
    case PrintTrouble::PaperOut:
        return state.stage == PrintStage::Failed ? "print.failed" : "print.paper_out";
    case PrintTrouble::CoverOpen:
        return "print.cover_open";
    case PrintTrouble::Jam:
        return "print.jam";
    case PrintTrouble::Offline:
        return "print.offline";
    case PrintTrouble::Busy:
        return state.stage == PrintStage::Failed ? "print.failed" : "print.busy";
    case PrintTrouble::WrongFormat:
        return "print.wrong_format";
    case PrintTrouble::Unclear:
        return "print.unclear";
    case PrintTrouble::Refused:
    case PrintTrouble::Broken:
        return "print.failed";
    case PrintTrouble::None:
        break;
    }
    return state.stage == PrintStage::Sending   ? "print.printing"
           : state.stage == PrintStage::Waiting ? "print.waiting"
                                                : "print.failed";
}

std::string_view describe(PrintTrouble trouble) {
    switch (trouble) {
    case PrintTrouble::None:
        return "nothing is wrong";
    case PrintTrouble::PaperOut:
        return "there is no paper";
    case PrintTrouble::CoverOpen:
        return "the cover is open";
    case PrintTrouble::Jam:
        return "paper or the cutter is jammed";
    case PrintTrouble::Offline:
        return "the printer does not answer; is it switched on and connected?";
    case PrintTrouble::Busy:
        return "the printer is busy";
    case PrintTrouble::WrongFormat:
        return "the printer takes neither PDF nor PWG raster; set it up as an ESC/POS printer, or "
               "by "
               "CUPS";
    case PrintTrouble::Refused:
        return "the printer does not take the job; see its settings";
    case PrintTrouble::Broken:
        return "the printer says that something is wrong with it";
    case PrintTrouble::Unclear:
        return "the connection broke at the end: look whether the slip is there, and print it "
               "again "
               "if not";
    }
    return {};
}

} // namespace zugang::kiosk
