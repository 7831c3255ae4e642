#include "sync/canonical_json.hpp"

#include <cassert>
#include <vector>

namespace zugang::sync {
namespace {

constexpr std::size_t deepest_level = 64;

/// Builds the value while it is parsed: only here a doubled key can still be seen.
class Builder {
  public:
    const std::string& problem() const { return problem_; }
    Json take() { return std::move(root_); }

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(std::int64_t value) { return add(value); }
    bool number_unsigned(std::uint64_t value) { return add(value); }
    bool number_float(double /*value*/, const std::string& written) {
        problem_ = "the number " + written + " is no integer of 64 bits";
        return false;
    }
    bool string(std::string& value) { return add(std::move(value)); }
    bool binary(Json::binary_t& /*value*/) { return false; }

    bool start_object(std::size_t /*size*/) { return open(Json::object()); }
    bool key(std::string& name) {
        Json& object = *open_.back();
        if (object.contains(name)) {
            problem_ = "the key \"" + name + "\" is there twice";
            return false;
        }
        slot_ = &object[name];
        return true;
    }
    bool end_object() { return close(); }
    bool start_array(std::size_t /*size*/) { return open(Json::array()); }
    bool end_array() { return close(); }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) {
        problem_ = "it is no JSON at byte " + std::to_string(position);
        return false;
    }

  private:
    Json& place(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return root_;
        }
        if (open_.back()->is_array()) {
            open_.back()->push_back(std::move(value));
            return open_.back()->back();
        }
        *slot_ = std::move(value);
        return *slot_;
    }
    bool add(Json value) {
        place(std::move(value));
        return true;
    }
    // An open container is the last element of the one around it, so the pointers stay valid.
    bool open(Json value) {
        if (open_.size() == deepest_level) {
            problem_ = "it has more than 64 levels";
            return false;
        }
        open_.push_back(&place(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    Json root_;
    std::vector<Json*> open_;
    Json* slot_ = nullptr;
    std::string problem_;
};

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    out += '"';
}

void append(std::string& out, const Json& value) {
    switch (value.type()) {
    case Json::value_t::object: {
        out += '{';
        bool first = true;
        for (const auto& [key, member] : value.get_ref<const Json::object_t&>()) {
            out += first ? "" : ",";
            first = false;
            append_string(out, key);
            out += ':';
            append(out, member);
        }
        out += '}';
        return;
    }
    case Json::value_t::array: {
        out += '[';
        bool first = true;
        for (const Json& element : value) {
            out += first ? "" : ",";
            first = false;
            append(out, element);
        }
        out += ']';
        return;
    }
    case Json::value_t::string:
        append_string(out, value.get_ref<const std::string&>());
        return;
    case Json::value_t::boolean:
        out += value.get<bool>() ? "true" : "false";
        return;
    case Json::value_t::number_integer:
        out += std::to_string(value.get<std::int64_t>());
        return;
    case Json::value_t::number_unsigned:
        out += std::to_string(value.get<std::uint64_t>());
        return;
    case Json::value_t::null:
        out += "null";
        return;
    default:
        assert(false && "no canonical form");
    }
}

} // namespace

Result<Json> parse_json(std::string_view bytes) {
    Builder builder;
    if (!Json::sax_parse(bytes, &builder)) {
        const std::size_t start = bytes.find_first_not_of(" \t\r\n");
        const bool is_page = start != std::string_view::npos && bytes[start] == '<';
        return fail(Reason::Malformed,
                    is_page ? "this is a web page and no JSON; perhaps the network wants "
                              "somebody to log in first"
                            : builder.problem());
    }
    return builder.take();
}

std::string canonical_json(const Json& value) {
    std::string out;
    append(out, value);
    return out;
}

} // namespace zugang::sync
