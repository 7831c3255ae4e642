#include "kiosk/print/cups_library.hpp"

#include <dlfcn.h>

namespace zugang::kiosk {

namespace {

struct Loaded {
    CupsLibrary functions;
    bool whole = false;
};

/// False: there is no such function.
template <typename Function>
bool find(void* library, const char* name, Function*& function) {
    function = reinterpret_cast<Function*>(dlsym(library, name));
    return function != nullptr;
}

Loaded load() {
    Loaded loaded;
    void* library = dlopen("libcups.so.2", RTLD_NOW | RTLD_LOCAL); // stays for good
    if (library == nullptr) {
        return loaded;
    }
    CupsLibrary& all = loaded.functions;
    loaded.whole = find(library, "cupsDoRequest", all.cupsDoRequest) &&
                   find(library, "cupsGetResponse", all.cupsGetResponse) &&
                   find(library, "cupsLastError", all.cupsLastError) &&
                   find(library, "cupsRasterClose", all.cupsRasterClose) &&
                   find(library, "cupsRasterInitPWGHeader", all.cupsRasterInitPWGHeader) &&
                   find(library, "cupsRasterOpenIO", all.cupsRasterOpenIO) &&
                   find(library, "cupsRasterWriteHeader2", all.cupsRasterWriteHeader2) &&
                   find(library, "cupsRasterWritePixels", all.cupsRasterWritePixels) &&
                   find(library, "cupsSendRequest", all.cupsSendRequest) &&
                   find(library, "cupsWriteRequestData", all.cupsWriteRequestData) &&
                   find(library, "httpClose", all.httpClose) &&
                   find(library, "httpConnect2", all.httpConnect2) &&
                   find(library, "httpError", all.httpError) &&
                   find(library, "httpSeparateURI", all.httpSeparateURI) &&
                   find(library, "httpSetTimeout", all.httpSetTimeout) &&
                   find(library, "ippAddBoolean", all.ippAddBoolean) &&
                   find(library, "ippAddCollection", all.ippAddCollection) &&
                   find(library, "ippAddInteger", all.ippAddInteger) &&
                   find(library, "ippAddString", all.ippAddString) &&
                   find(library, "ippAddStrings", all.ippAddStrings) &&
                   find(library, "ippDelete", all.ippDelete) &&
                   find(library, "ippFindAttribute", all.ippFindAttribute) &&
                   find(library, "ippGetBoolean", all.ippGetBoolean) &&
                   find(library, "ippGetCount", all.ippGetCount) &&
                   find(library, "ippGetInteger", all.ippGetInteger) &&
                   find(library, "ippGetResolution", all.ippGetResolution) &&
                   find(library, "ippGetStatusCode", all.ippGetStatusCode) &&
                   find(library, "ippGetString", all.ippGetString) &&
                   find(library, "ippGetValueTag", all.ippGetValueTag) &&
                   find(library, "ippNew", all.ippNew) &&
                   find(library, "ippNewRequest", all.ippNewRequest) &&
                   find(library, "pwgMediaForSize", all.pwgMediaForSize);
    return loaded;
}

const Loaded& loaded() {
    static const Loaded once = load();
    return once;
}

} // namespace

bool has_cups() {
    return loaded().whole;
}

const CupsLibrary& cups() {
    return loaded().functions;
}

} // namespace zugang::kiosk
