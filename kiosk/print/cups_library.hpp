#pragma once

#include <cups/cups.h>
#include <cups/raster.h>

namespace zugang::kiosk {

/// What is used of libcups, by its own names (cups/cups.h, cups/ipp.h, cups/http.h, cups/pwg.h,
/// cups/raster.h). It is not linked but loaded when the first slip goes to a printer that speaks
/// IPP: it brings TLS, Kerberos and Avahi, three megabytes that most terminals never need.
struct CupsLibrary {
    decltype(&::cupsDoRequest) cupsDoRequest = nullptr;
    decltype(&::cupsGetResponse) cupsGetResponse = nullptr;
    decltype(&::cupsLastError) cupsLastError = nullptr;
    decltype(&::cupsRasterClose) cupsRasterClose = nullptr;
    decltype(&::cupsRasterInitPWGHeader) cupsRasterInitPWGHeader = nullptr;
    decltype(&::cupsRasterOpenIO) cupsRasterOpenIO = nullptr;
    decltype(&::cupsRasterWriteHeader2) cupsRasterWriteHeader2 = nullptr;
    decltype(&::cupsRasterWritePixels) cupsRasterWritePixels = nullptr;
    decltype(&::cupsSendRequest) cupsSendRequest = nullptr;
    decltype(&::cupsWriteRequestData) cupsWriteRequestData = nullptr;
    decltype(&::httpClose) httpClose = nullptr;
    decltype(&::httpConnect2) httpConnect2 = nullptr;
    decltype(&::httpError) httpError = nullptr;
    decltype(&::httpSeparateURI) httpSeparateURI = nullptr;
    decltype(&::httpSetTimeout) httpSetTimeout = nullptr;
    decltype(&::ippAddBoolean) ippAddBoolean = nullptr;
    decltype(&::ippAddCollection) ippAddCollection = nullptr;
    decltype(&::ippAddInteger) ippAddInteger = nullptr;
    decltype(&::ippAddString) ippAddString = nullptr;
    decltype(&::ippAddStrings) ippAddStrings = nullptr;
    decltype(&::ippDelete) ippDelete = nullptr;
    decltype(&::ippFindAttribute) ippFindAttribute = nullptr;
    decltype(&::ippGetBoolean) ippGetBoolean = nullptr;
    decltype(&::ippGetCount) ippGetCount = nullptr;
    decltype(&::ippGetInteger) ippGetInteger = nullptr;
    decltype(&::ippGetResolution) ippGetResolution = nullptr;
    decltype(&::ippGetStatusCode) ippGetStatusCode = nullptr;
    decltype(&::ippGetString) ippGetString = nullptr;
    decltype(&::ippGetValueTag) ippGetValueTag = nullptr;
    decltype(&::ippNew) ippNew = nullptr;
    decltype(&::ippNewRequest) ippNewRequest = nullptr;
    decltype(&::pwgMediaForSize) pwgMediaForSize = nullptr;
};

/// Loads it, once. False: it is not installed, or lacks a function. Any thread.
bool has_cups();

/// Only where has_cups(). Any thread.
const CupsLibrary& cups();

} // namespace zugang::kiosk
