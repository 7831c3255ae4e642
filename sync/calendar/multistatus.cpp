#include "sync/calendar/multistatus.hpp"

#include "sync/metadata_store.hpp"

#include <algorithm>
#include <charconv>
#include <climits>
#include <memory>

#include <libxml/parser.h>
#include <libxml/tree.h>

namespace zugang::sync {
namespace {

constexpr std::string_view dav = "DAV:";
constexpr std::string_view caldav = "urn:ietf:params:xml:ns:caldav";

struct FreeDocument {
    void operator()(xmlDoc* document) const noexcept { xmlFreeDoc(document); }
};
struct FreeText {
    void operator()(xmlChar* text) const noexcept { xmlFree(text); }
};

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool is(const xmlNode* node, std::string_view space, std::string_view name) {
    return node->type == XML_ELEMENT_NODE && view(node->name) == name && node->ns != nullptr &&
           view(node->ns->href) == space;
}

std::string text_of(xmlNode* node) {
    const std::unique_ptr<xmlChar, FreeText> text(xmlNodeGetContent(node));
    return std::string(view(text.get()));
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// "HTTP/1.1 412 Precondition Failed"; 500 where it is not of this form.
int status_of(xmlNode* node) {
    const std::string line = trimmed(text_of(node));
    const std::size_t space = line.find(' ');
    int status = 0;
    if (space == std::string::npos ||
        std::from_chars(line.data() + space + 1, line.data() + line.size(), status).ec !=
            std::errc{} ||
        status < 100 || status > 599) {
        return 500;
    }
    return status;
}

std::string path_of(xmlNode* node) {
    std::string href = trimmed(text_of(node));
    const std::size_t scheme = href.find("://");
    if (scheme != std::string::npos) {
        const std::size_t slash = href.find('/', scheme + 3);
        href = slash == std::string::npos ? "/" : href.substr(slash);
    }
    return percent_decode(href).value_or(href);
}

void read_properties(xmlNode* prop, DavResource& resource) {
    for (xmlNode* one = prop->children; one != nullptr; one = one->next) {
        if (is(one, dav, "getetag")) {
            resource.tag = trimmed(text_of(one));
        } else if (is(one, caldav, "calendar-data")) {
            resource.calendar = text_of(one);
        }
    }
}

DavResource read_response(xmlNode* response) {
    DavResource resource;
    for (xmlNode* part = response->children; part != nullptr; part = part->next) {
        if (is(part, dav, "href")) {
            resource.path = path_of(part);
        } else if (is(part, dav, "status")) {
            resource.status = std::max(resource.status, status_of(part));
        } else if (is(part, dav, "propstat")) {
            int status = 200;
            xmlNode* properties = nullptr;
            for (xmlNode* one = part->children; one != nullptr; one = one->next) {
                if (is(one, dav, "status")) {
                    status = status_of(one);
                } else if (is(one, dav, "prop")) {
                    properties = one;
                }
            }
            if (status / 100 == 2 && properties != nullptr) {
                read_properties(properties, resource);
            } else if (status != 404) { // 404: it has no such property
                resource.status = std::max(resource.status, status);
            }
        }
    }
    return resource;
}

} // namespace

std::string_view DavResource::name() const {
    return std::string_view(path).substr(path.rfind('/') + 1);
}

Result<std::vector<DavResource>> read_multistatus(std::string_view xml) {
    const std::unique_ptr<xmlDoc, FreeDocument> document(
        xml.size() > INT_MAX
            ? nullptr
            : xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                XML_PARSE_NOCDATA));
    xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
    if (root == nullptr || !is(root, dav, "multistatus") || document->intSubset != nullptr) {
        return fail(Reason::Malformed, "the answer is no DAV:multistatus");
    }
    std::vector<DavResource> resources;
    for (xmlNode* one = root->children; one != nullptr; one = one->next) {
        if (is(one, dav, "response")) {
            resources.push_back(read_response(one));
        }
    }
    return resources;
}

} // namespace zugang::sync
